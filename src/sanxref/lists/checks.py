"""What must hold of list data before it may be screened against.

Checks of one file by its ends come first, because they tell a broken transfer, which is worth
another try; the parsers check the inside; here follow the checks of the whole against what is
expected and against the current snapshot. Each refusal names what was wrong and what to do.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from sanxref.errors import ListCorrupt, ListFault
from sanxref.lists.sources import CountRange, ListSource
from sanxref.model.designations import Designation, TargetKind
from sanxref.model.snapshots import Snapshot

__all__ = [
    "Allowances",
    "allowed_drop",
    "check_age",
    "check_bytes",
    "check_counts",
    "check_drop",
    "check_list_names",
    "count_kinds",
    "holds_end_mark_only",
    "parts_with_records",
]

_HEAD: Final = 4096
_TAIL: Final = 4096
_HTML: Final = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_ROOT: Final = re.compile(rb"<([A-Za-z_][\w.:-]*)[\s>/]")
_BLANK: Final = b" \t\r\n\x00\xef\xbb\xbf"
_UTF8_MARK: Final = b"\xef\xbb\xbf"
_HALF: Final = 0.5
_DAYS_OF_YEAR: Final = 365.25
_MOST_DROP: Final = 0.4
_END_MARK: Final = b"\x1a"
_TINY: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowances:
    """What an operator takes on themselves; each use is noted in the snapshot.

    Attributes:
        drop: Accept that more records are gone than the source allows.
        older: Accept a list that was published before the current snapshot.
    """

    drop: bool = False
    older: bool = False


def check_bytes(path: Path, *, source: str) -> None:
    """Look at both ends of a received file.

    Raises:
        ListCorrupt: It is empty, a web page, or XML that breaks off.
    """
    size = path.stat().st_size
    with path.open("rb") as reader:
        head = reader.read(_HEAD)
        reader.seek(max(0, size - _TAIL))
        tail = reader.read()
    if not head.strip(_BLANK):
        raise ListCorrupt(
            "the file is empty; try again later, or import a file by hand",
            fault=ListFault.EMPTY,
            source=source,
        )
    if _HTML.search(head):
        raise ListCorrupt(
            "the server answered with a web page instead of data; open the address in a browser "
            "to see what it says",
            fault=ListFault.HTML,
            source=source,
        )
    start = head.removeprefix(_UTF8_MARK).lstrip()
    root = _ROOT.search(start) if start.startswith(b"<") else None
    if root is not None and size > _HEAD and b"</" + root[1] not in tail:
        raise ListCorrupt(
            f"the file breaks off: </{root[1].decode()}> is missing at its end; try again later",
            fault=ListFault.TRUNCATED,
            source=source,
        )


def parts_with_records(files: Mapping[str, Path]) -> dict[str, Path]:
    """Leave out a comments file that only holds its end mark.

    OFAC's file of overlong remarks is one of a set; a list without such remarks has one byte of
    it, 0x1A. A file without even that is refused.
    """
    return {
        part: path
        for part, path in files.items()
        if not (part == "comments" and holds_end_mark_only(path))
    }


def holds_end_mark_only(path: Path) -> bool:
    """Whether a file is a CSV file of OFAC without a single row."""
    if path.stat().st_size > _TINY:
        return False
    content = path.read_bytes()
    return _END_MARK in content and not content.strip(_END_MARK + b"\r\n \t")


def count_kinds(designations: Iterable[Designation]) -> tuple[tuple[str, int], ...]:
    """Count records by kind of target, sorted by kind; kinds without a record are left out."""
    return tuple(sorted(Counter(str(entry.kind) for entry in designations).items()))


def check_counts(counts: Sequence[tuple[str, int]], source: ListSource) -> None:
    """Compare numbers of records with the expected ranges.

    Raises:
        ListCorrupt: One lies outside.
    """
    by_kind = dict(counts)
    outside = [
        _outside(by_kind.get(expected.kind, 0), expected)
        for expected in source.expected_counts
        if not expected.least <= by_kind.get(expected.kind, 0) <= expected.most
    ]
    if outside:
        raise ListCorrupt(
            f"{source.key}: {'; '.join(outside)}. Is it the right list? If it really has changed "
            f"so much, widen sources.{source.key}.expected_counts in sources.yaml",
            fault=ListFault.COUNT_OUT_OF_RANGE,
            source=source.key,
        )


def _outside(number: int, expected: CountRange) -> str:
    return (
        f"{number:,} records of kind {expected.kind}, "
        f"expected are {expected.least:,} to {expected.most:,}"
    )


def check_list_names(designations: Sequence[Designation], source: ListSource) -> None:
    """See that a file which names its lists is of the list that was asked for.

    Half of the records are enough, because OFAC's non-SDN file also holds entries of targets that
    stand on the SDN List besides.

    Raises:
        ListCorrupt: It is another list.
    """
    dated = [
        {listing.list_name for listing in entry.listings}
        for entry in designations
        if any(listing.list_name for listing in entry.listings)
    ]
    if not source.list_names or not dated:
        return
    fitting = sum(not names.isdisjoint(source.list_names) for names in dated)
    if fitting < _HALF * len(dated):
        met = Counter(name for names in dated for name in names).most_common(1)[0][0]
        raise ListCorrupt(
            f"{source.key}: this file is of another list, {met!r}; expected is "
            f"{' or '.join(source.list_names)}. Check the address in sources.yaml",
            fault=ListFault.WRONG_FORMAT,
            source=source.key,
        )


def check_drop(
    snapshot: Snapshot, baseline: Snapshot | None, source: ListSource, allowances: Allowances
) -> tuple[str, ...]:
    """Compare numbers of records with those of the current snapshot.

    Returns:
        A note for the new snapshot where a drop was accepted, else nothing.

    Raises:
        ListCorrupt: More records, or more individuals, are gone than allowed.
    """
    if baseline is None:
        return ()
    allowed = allowed_drop(source, _day(baseline), _day(snapshot))
    new, old = dict(snapshot.counts), dict(baseline.counts)
    pairs = (
        ("designations", snapshot.designations, baseline.designations),
        ("individuals", new.get(TargetKind.INDIVIDUAL, 0), old.get(TargetKind.INDIVIDUAL, 0)),
    )
    drops = [
        f"{have:,} {word} instead of {had:,} ({1 - have / had:.0%} fewer)"
        for word, have, had in pairs
        if had and 1 - have / had > allowed
    ]
    if not drops:
        return ()
    words = f"{'; '.join(drops)} than in snapshot {baseline.id}"
    if allowances.drop:
        return (f"drop accepted: {words}",)
    raise ListCorrupt(
        f"{source.key}: {words}; a drop of {allowed:.0%} is allowed. If the authority "
        "did take so many off (its announcements tell), repeat with --accept-drop",
        fault=ListFault.DROP,
        source=source.key,
    )


def allowed_drop(source: ListSource, old: date, new: date) -> float:
    """Share of records that may be gone between two publications, 0 to 1.

    The source's share holds up to a year; a list that was left alone for longer may have lost as
    much again for each further year (the UN list lost 14 in 100 from 2020-11 to 2024-05), up to a
    limit at which half a list is still noticed.
    """
    years = max(1.0, (new - old).days / _DAYS_OF_YEAR)
    return max(source.maximum_drop, min(source.maximum_drop * years, _MOST_DROP))


def _day(snapshot: Snapshot) -> date:
    return snapshot.published or snapshot.fetched.date()


def check_age(
    published: date | None, newest: date | None, source: ListSource, allowances: Allowances
) -> tuple[str, ...]:
    """Compare the publication date with the one last seen.

    Returns:
        A note for the snapshot where an older list was accepted, else nothing.

    Raises:
        ListCorrupt: The list is older than what is held.
    """
    if published is None or newest is None or published >= newest:
        return ()
    words = f"published {published}, before {newest}, which the current snapshot has"
    if allowances.older:
        return (f"older list accepted: {words}",)
    raise ListCorrupt(
        f"{source.key}: {words}; the address serves an old copy. If that is what you want, "
        "repeat with --accept-older",
        fault=ListFault.OLDER,
        source=source.key,
    )
