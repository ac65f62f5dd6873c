"""Files that a user has at hand, taken in like downloads: for machines without a network, and to
build a history of earlier dates.
"""  # noqa: D205 - one sentence

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from sanxref.errors import ConfigError, ListCorrupt, ListFault
from sanxref.lists.archives import unpack_files
from sanxref.lists.checks import Allowances, holds_end_mark_only
from sanxref.lists.intake import (
    Accepted,
    Intake,
    Received,
    accept,
    baseline,
    lies_ahead,
    newest_date,
    raw_name,
    read_intake,
)
from sanxref.lists.snapshots import SnapshotStore
from sanxref.lists.sources import ListSource
from sanxref.lists.update import Outcome, UpdateResult
from sanxref.model.snapshots import ListFormat, Snapshot

__all__ = ["ImportOptions", "import_files"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """How files are imported.

    Attributes:
        now: When.
        published: Publication date of files that carry none, as the operator knows it.
        make_current: Put the import into use even where it is older, or lacks what the snapshot
            in use has.
        accept_drop: Accept that more records are gone than the source allows.
        lock_wait_seconds: How long to wait for an updater.
    """

    now: datetime
    published: date | None = None
    make_current: bool = False
    accept_drop: bool = False
    lock_wait_seconds: float = 0.0


def import_files(
    source: ListSource, paths: Sequence[Path], store: SnapshotStore, options: ImportOptions
) -> UpdateResult:
    """Take a list in from files: one XML file, or the files of a CSV set.

    The format is told from the bytes; folders, .gz and .zip are unpacked. A list that is older
    than the one in use is kept beside it.

    Raises:
        ConfigError: `options.published` lies ahead.
        ListCorrupt: It is not the complete list that it should be; nothing has changed then.
        ListUnavailable: A file cannot be read.
        ListBusy: An updater is at work.
        OSError: The snapshot cannot be written; nothing has changed then.
    """
    _refuse_date_ahead(options)
    with store.lock(wait_seconds=options.lock_wait_seconds):
        store.clean(source.key)
        with store.incoming(source.key) as folder, store.incoming(source.key) as unpacked:
            copies = unpack_files(
                paths, unpacked, maximum_bytes=source.maximum_bytes, source=source.key
            )
            list_format, files = _place(copies, folder, source)
            accepted = read_intake(
                Intake(
                    source=source,
                    format=list_format,
                    files=files,
                    fetched=options.now,
                    published=options.published,
                    notes=_notes(list_format, options),
                )
            )
            _refuse_other_date(accepted.snapshot, options)
            return _keep(accepted, folder, store, source, options)


def _notes(list_format: ListFormat, options: ImportOptions) -> tuple[str, ...]:
    if options.published is not None and list_format is ListFormat.OFAC_CSV:
        return ("imported by hand", f"publication date {options.published} given by the operator")
    return ("imported by hand",)


def _place(
    copies: Sequence[tuple[Path, str]], folder: Path, source: ListSource
) -> tuple[ListFormat, tuple[Received, ...]]:
    """Name each file by the part of the list that it holds."""
    from sanxref.lists.parsers import csv_part, detect_format  # noqa: PLC0415 - loads lxml

    if not copies:
        raise ListCorrupt(
            f"{source.key}: no file was given", fault=ListFault.EMPTY, source=source.key
        )
    formats: set[ListFormat] = set()
    files: dict[str, Received] = {}
    for path, origin in copies:
        try:
            if holds_end_mark_only(path):
                list_format, part = ListFormat.OFAC_CSV, "comments"
            else:
                list_format = detect_format(path)
                part = csv_part(path) if list_format is ListFormat.OFAC_CSV else "main"
        except ListCorrupt as exc:
            words = str(exc).removeprefix(f"{path.name}: ").removeprefix(f"{path.name} ")
            raise ListCorrupt(
                f"{source.key}: {origin}: {words}", fault=exc.fault, source=source.key
            ) from exc
        formats.add(list_format)
        if part in files:
            raise ListCorrupt(
                f"{source.key}: {files[part].origin} and {origin} hold the same part of the list; "
                "give the files of one date",
                fault=ListFault.WRONG_FORMAT,
                source=source.key,
            )
        target = folder / raw_name(list_format, part)
        path.rename(target)
        files[part] = Received(part=part, path=target, origin=origin)
    if len(formats) > 1 or (files.keys() - {"main"} and "sdn" not in files):
        raise ListCorrupt(
            f"{source.key}: these files are no set: {', '.join(origin for _, origin in copies)}; "
            "give one XML file, or SDN.CSV (CONS_PRIM.CSV) with ALT, ADD and COMMENTS",
            fault=ListFault.WRONG_FORMAT,
            source=source.key,
        )
    found = formats.pop()
    if source.rank(found) is None:
        expected = ", ".join(option.format for option in source.formats)
        raise ListCorrupt(
            f"{source.key}: {copies[0][1]}: this is a file of format {found}; "
            f"{source.title} comes as {expected}",
            fault=ListFault.WRONG_FORMAT,
            source=source.key,
        )
    return found, tuple(files.values())


def _refuse_date_ahead(options: ImportOptions) -> None:
    if options.published is not None and lies_ahead(options.published, options.now):
        raise ConfigError(
            f"--published {options.published} lies ahead, today is {options.now.date()} (UTC); "
            "give the day on which the authority published the file"
        )


def _refuse_other_date(snapshot: Snapshot, options: ImportOptions) -> None:
    if options.published is not None and snapshot.published != options.published:
        raise ListCorrupt(
            f"{snapshot.source}: the file says that it was published on {snapshot.published}, "
            f"not on {options.published}; leave --published out",
            fault=ListFault.OLDER,
            source=snapshot.source,
        )


def _keep(
    accepted: Accepted,
    folder: Path,
    store: SnapshotStore,
    source: ListSource,
    options: ImportOptions,
) -> UpdateResult:
    snapshot = accepted.snapshot
    held = baseline(store, source)
    checked = _counts_as_checked(snapshot)
    aside = (
        ""
        if held is None or options.make_current
        else _reason_to_stay_aside(snapshot, held, newest_date(store, held))
    )
    if aside:
        return _keep_aside(accepted, folder, store, aside)
    if held is not None and held.id == snapshot.id:
        store.add(folder, snapshot, accepted.designations)
        store.make_current(held, checked=_later(store, held, checked), published=snapshot.published)
        return _result(held, Outcome.UNCHANGED, "this is the snapshot in use")
    accepted = accept(
        accepted,
        held,
        newest=newest_date(store, held),
        source=source,
        allowances=Allowances(drop=options.accept_drop, older=options.make_current),
    )
    snapshot = accepted.snapshot
    store.add(folder, snapshot, accepted.designations)
    store.make_current(snapshot, checked=checked, published=snapshot.published)
    store.note_failure(source.key, None)
    if held is None or not _loses_dates(snapshot.format, held.format):
        return _result(snapshot, Outcome.NEW, "in use now")
    lost = (
        f"format {snapshot.format} carries no designation dates, which the snapshot that was in "
        f"use, {held.id}, has: dates in articles stay unconfirmed"
    )
    return _result(snapshot, Outcome.NEW, "in use now", lost)


def _keep_aside(accepted: Accepted, folder: Path, store: SnapshotStore, why: str) -> UpdateResult:
    snapshot = accepted.snapshot
    before = None
    if snapshot.published is not None:
        before = store.as_of(snapshot.source, snapshot.published)
    if (
        before is not None
        and before.format == snapshot.format
        and before.id != snapshot.id
        and store.content(before) == snapshot.content_sha256
    ):
        store.note_seen(before, checked=_counts_as_checked(snapshot), published=snapshot.published)
        return _result(before, Outcome.UNCHANGED, f"the same content as snapshot {before.id}")
    store.add(folder, snapshot, accepted.designations)
    store.note_seen(snapshot, checked=_counts_as_checked(snapshot), published=snapshot.published)
    return _result(snapshot, Outcome.KEPT, why)


def _reason_to_stay_aside(snapshot: Snapshot, held: Snapshot, newest: date | None) -> str:
    if snapshot.published is not None and newest is not None and snapshot.published < newest:
        return f"it is older than the snapshot in use, which was published {newest}"
    if snapshot.published is None and held.format.carries_listing_dates:
        return (
            f"format {snapshot.format} tells neither its publication date nor designation dates, "
            f"which the snapshot in use, {held.id}, has; --make-current puts it into use"
        )
    if snapshot.published is None and newest is not None:
        return (
            f"format {snapshot.format} does not tell when it was published, and the snapshot in "
            f"use was published {newest}; give the day with --published, or put it into use with "
            "--make-current"
        )
    return ""


def _counts_as_checked(snapshot: Snapshot) -> datetime:
    """When the authority is taken to have been asked: at publication where that is known.

    A file can lie about for months before it is imported; that it was imported today says nothing
    of the list of today.
    """
    if snapshot.published is None:
        return snapshot.fetched
    return min(datetime.combine(snapshot.published, time.max, tzinfo=UTC), snapshot.fetched)


def _later(store: SnapshotStore, snapshot: Snapshot, checked: datetime) -> datetime:
    record = store.record(snapshot.source)
    return checked if record is None else max(checked, record.checked)


def _loses_dates(new: ListFormat, held: ListFormat) -> bool:
    return held.carries_listing_dates and not new.carries_listing_dates


def _result(snapshot: Snapshot, outcome: Outcome, why: str, *notes: str) -> UpdateResult:
    dated = f"published {snapshot.published}" if snapshot.published else "without a date"
    return UpdateResult(
        source=snapshot.source,
        outcome=outcome,
        snapshot=snapshot,
        message=f"{why}: {snapshot.designations:,} designations, {dated}",
        notes=(*snapshot.notes, *notes),
    )
