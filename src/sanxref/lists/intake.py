"""Raw files to a checked snapshot in the store; the way that downloads and imports share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sanxref.errors import ListCorrupt, ListError, ListFault
from sanxref.lists.checks import (
    Allowances,
    check_age,
    check_bytes,
    check_counts,
    check_drop,
    check_list_names,
    count_kinds,
    parts_with_records,
)
from sanxref.lists.derived import content_hash
from sanxref.lists.disk import hash_file
from sanxref.lists.snapshots import SnapshotStore, set_hash
from sanxref.lists.sources import ListSource
from sanxref.model.designations import Designation
from sanxref.model.snapshots import ListFormat, RawFile, Snapshot

if TYPE_CHECKING:  # loads lxml, which `lists status` has no use for
    from sanxref.lists.parsers import ParsedList

__all__ = [
    "Accepted",
    "Intake",
    "Received",
    "accept",
    "agreed_date",
    "baseline",
    "lies_ahead",
    "newest_date",
    "raw_name",
    "read_intake",
    "received_hash",
]

_ENDINGS: Final = {ListFormat.OFAC_CSV: "csv"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One raw file in the folder that becomes a snapshot.

    Attributes:
        part: `main`, or which file of a set.
        path: Where it is, under the name of `raw_name`.
        origin: Configured address, or the user's file.
        redirected_to: Addresses on the way, without queries.
    """

    part: str
    path: Path
    origin: str
    redirected_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """A download or an import before it is trusted.

    Attributes:
        source: Which list it is to be.
        format: Which format it is to have.
        files: The raw files.
        fetched: When they were received.
        published: Publication date by other means than the file (storage path, operator).
        notes: For the snapshot.
    """

    source: ListSource
    format: ListFormat
    files: tuple[Received, ...]
    fetched: datetime
    published: date | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """An intake that parsed and fits its source; not yet compared with other snapshots."""

    snapshot: Snapshot
    designations: tuple[Designation, ...]


def raw_name(list_format: ListFormat, part: str) -> str:
    """Name of a raw file inside a snapshot: `raw.xml`, `raw.sdn.csv`."""
    ending = _ENDINGS.get(list_format, "xml")
    return f"raw.{ending}" if part == "main" else f"raw.{part}.{ending}"


def received_hash(intake: Intake) -> str:
    """SHA-256 of what was received, as a snapshot of it would have."""
    return set_hash((file.part, hash_file(file.path)) for file in intake.files)


def read_intake(intake: Intake) -> Accepted:
    """Check and parse what was received, and describe it.

    Raises:
        ListCorrupt: It is not the complete list that it should be; the message names source,
            address and what was wrong.
    """
    try:
        parsed = _parse(intake)
        counts = count_kinds(parsed.designations)
        check_list_names(parsed.designations, intake.source)
        check_counts(counts, intake.source)
        published = _publication(parsed.published, intake)
    except ListCorrupt as exc:
        raise _with_origins(
            exc, {file.path.name: file.origin for file in intake.files}, intake.source
        ) from exc
    return Accepted(
        snapshot=_describe(intake, parsed, counts, published), designations=parsed.designations
    )


def accept(
    accepted: Accepted,
    held: Snapshot | None,
    *,
    newest: date | None,
    source: ListSource,
    allowances: Allowances,
) -> Accepted:
    """Compare with the snapshot that this one would follow.

    Args:
        accepted: The new one.
        held: The one before it, or None.
        newest: Latest publication date seen with `held`, or None.
        source: Its source.
        allowances: What the operator takes on themselves.

    Returns:
        The same, with notes of what was accepted.

    Raises:
        ListCorrupt: Too many records are gone, or it is older.
    """
    snapshot = accepted.snapshot
    try:
        notes = (
            *check_age(snapshot.published, newest, source, allowances),
            *check_drop(snapshot, held, source, allowances),
        )
    except ListCorrupt as exc:
        raise _with_origins(
            exc, {file.name: file.address for file in snapshot.files}, source
        ) from exc
    return replace(accepted, snapshot=replace(snapshot, notes=(*snapshot.notes, *notes)))


def baseline(store: SnapshotStore, source: ListSource) -> Snapshot | None:
    """Give what a new snapshot is compared with: the one in use, else the newest that is known.

    Its raw bytes may be damaged; what was noted of it still tells what to expect.
    """
    try:
        current = store.current(source.key)
    except ListError:
        current = None
    if current is not None:
        return current
    for name in reversed(store.ids(source.key)):
        try:
            return store.get(source.key, name)
        except ListError:
            continue
    return None


def newest_date(store: SnapshotStore, snapshot: Snapshot | None) -> date | None:
    """Give the latest publication date that a snapshot's content was seen under, or None."""
    if snapshot is None:
        return None
    try:
        record = store.record(snapshot.source)
    except ListError:
        record = None
    seen = record.last_seen(snapshot.id) if record is not None else None
    return seen.published if seen is not None else snapshot.published


def _parse(intake: Intake) -> "ParsedList":
    from sanxref.lists.parsers import detect_format, parse  # noqa: PLC0415 - loads lxml

    paths = parts_with_records({file.part: file.path for file in intake.files})
    for path in paths.values():
        check_bytes(path, source=intake.source.key)
        found = detect_format(path)
        if found != intake.format:
            raise ListCorrupt(
                f"this is a file of format {found}, expected is {intake.format}; "
                "check the address in sources.yaml, or the file that was given",
                fault=ListFault.WRONG_FORMAT,
                source=intake.source.key,
            )
    return parse(
        paths,
        source=intake.source.key,
        list_format=intake.format,
    )


def _with_origins(exc: ListCorrupt, origins: Mapping[str, str], source: ListSource) -> ListCorrupt:
    """Say where the refused files came from; their names in the cache tell a user nothing.

    Args:
        exc: What a check or a parser said.
        origins: Address or file of the user, by name in the cache.
        source: Whose files they are.
    """
    words = str(exc).removeprefix(f"{source.key}: ")
    concerned = tuple(origins.values())
    for name, origin in origins.items():
        if words.startswith(f"{name}: "):
            words, concerned = words.removeprefix(f"{name}: "), (origin,)
            break
    for name, origin in origins.items():
        words = words.replace(name, origin)
    return ListCorrupt(
        f"{source.key}: {', '.join(concerned)}: {words}", fault=exc.fault, source=source.key
    )


def _publication(told: date | None, intake: Intake) -> date | None:
    """Join the date in the file with the date that is known otherwise."""
    published = told or intake.published
    if published is not None and lies_ahead(published, intake.fetched):
        raise ListCorrupt(
            f"it says that it was published on {published}, which lies ahead; check the clock of "
            "this machine, else download it again",
            fault=ListFault.UNKNOWN_VALUE,
            source=intake.source.key,
        )
    return published


def lies_ahead(published: date, now: datetime) -> bool:
    """Whether nobody can have published on that day yet; an authority may be a day ahead of UTC."""
    return published > now.astimezone(UTC).date() + timedelta(days=1)


def _describe(
    intake: Intake,
    parsed: "ParsedList",
    counts: tuple[tuple[str, int], ...],
    published: date | None,
) -> Snapshot:
    from sanxref.lists.parsers import PARSER_VERSION  # noqa: PLC0415 - loads lxml

    files = tuple(_raw_file(file) for file in intake.files)
    sha = set_hash((file.part, file.sha256) for file in files)
    day = published or intake.fetched.date()
    return Snapshot(
        source=intake.source.key,
        id=f"{day.isoformat()}-{sha[:12]}",
        format=intake.format,
        fetched=intake.fetched,
        published=published,
        sha256=sha,
        content_sha256=content_hash(parsed.designations),
        designations=len(parsed.designations),
        counts=counts,
        files=files,
        parser_version=PARSER_VERSION,
        notes=(*intake.notes, *parsed.notes),
    )


def _raw_file(file: Received) -> RawFile:
    return RawFile(
        part=file.part,
        name=file.path.name,
        sha256=hash_file(file.path),
        size=file.path.stat().st_size,
        address=file.origin,
        redirected_to=file.redirected_to,
    )


def agreed_date(dates: Iterable[date | None], source: ListSource) -> date | None:
    """Give the one publication date of the files of a set.

    Raises:
        ListCorrupt: They come from different publications.
    """
    known = {day for day in dates if day is not None}
    if len(known) > 1:
        shown = ", ".join(str(day) for day in sorted(known))
        raise ListCorrupt(
            f"{source.key}: the files of the set are of different publications ({shown}); "
            "try again later",
            fault=ListFault.TRUNCATED,
            source=source.key,
        )
    return known.pop() if known else None
