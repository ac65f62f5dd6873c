"""Checks of the whole against what is expected."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lists.made_lists import un_list
from lists.server import Host, options
from sanxref.errors import ListCorrupt, ListFault
from sanxref.lists.checks import (
    Allowances,
    allowed_drop,
    check_age,
    check_bytes,
    check_counts,
    check_drop,
    parts_with_records,
)
from sanxref.lists.sources import ListSource
from sanxref.model.snapshots import ListFormat, Snapshot

SOURCE: ListSource = options(Host(80)).sources[0]
STRICT = Allowances()


def _snapshot(individuals: int, entities: int = 0, day: str = "2026-11-20") -> Snapshot:
    return Snapshot(
        source=SOURCE.key,
        id=f"{day}-000000000000",
        format=ListFormat.UN_XML,
        fetched=datetime(2026, 11, 21, tzinfo=UTC),
        published=date.fromisoformat(day),
        sha256="0" * 64,
        content_sha256="0" * 64,
        designations=individuals + entities,
        counts=(("entity", entities), ("individual", individuals)),
        files=(),
        parser_version=1,
    )


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", ListFault.EMPTY),
        (b"\xef\xbb\xbf\r\n", ListFault.EMPTY),
        (b"<!doctype HTML><p>", ListFault.HTML),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>', ListFault.HTML),
        (un_list()[:-30], ListFault.TRUNCATED),
    ],
)
def test_ends_of_a_bad_file(content: bytes, fault: ListFault, tmp_path: Path) -> None:
    path = tmp_path / "raw.xml"
    path.write_bytes(content)
    with pytest.raises(ListCorrupt) as caught:
        check_bytes(path, source="un")
    assert caught.value.fault is fault
    assert caught.value.source == "un"


@pytest.mark.parametrize(
    "content",
    [
        un_list(),
        b"\xef\xbb\xbf" + un_list(),
        un_list() + b"<!-- made by a machine -->\n",
        b"<a/>",
        b'1,"X",-0- \r\n\x1a',
    ],
)
def test_ends_of_a_good_file(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "raw.xml"
    path.write_bytes(content)
    check_bytes(path, source="un")


def test_counts_at_the_ends_of_the_range() -> None:
    check_counts((("individual", 1), ("entity", 1)), SOURCE)
    check_counts((("individual", 5000), ("entity", 3000)), SOURCE)
    for counts in ((("individual", 0), ("entity", 1)), (("individual", 5001), ("entity", 1))):
        with pytest.raises(ListCorrupt, match="expected_counts"):
            check_counts(counts, SOURCE)


def test_drop_at_the_limit() -> None:
    assert check_drop(_snapshot(80), _snapshot(100), SOURCE, STRICT) == ()
    with pytest.raises(ListCorrupt, match="79 individuals instead of 100"):
        check_drop(_snapshot(79), _snapshot(100), SOURCE, STRICT)


def test_entities_do_not_make_up_for_individuals() -> None:
    with pytest.raises(ListCorrupt, match="individuals"):
        check_drop(_snapshot(50, 150), _snapshot(100, 100), SOURCE, STRICT)


def test_nothing_to_compare_with() -> None:
    assert check_drop(_snapshot(1), None, SOURCE, STRICT) == ()


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_allowed_drop_never_hides_half_a_list(old: date, new: date) -> None:
    assert SOURCE.maximum_drop <= allowed_drop(SOURCE, old, new) < 0.5


def test_allowed_drop_does_not_grow_within_a_year() -> None:
    assert allowed_drop(SOURCE, date(2026, 1, 1), date(2026, 12, 31)) == SOURCE.maximum_drop
    assert allowed_drop(SOURCE, date(2024, 1, 1), date(2025, 7, 2)) > SOURCE.maximum_drop


def test_age() -> None:
    day = date(2026, 11, 20)
    assert check_age(day, day, SOURCE, STRICT) == ()
    assert check_age(None, day, SOURCE, STRICT) == ()
    assert check_age(day, None, SOURCE, STRICT) == ()
    with pytest.raises(ListCorrupt, match="--accept-older"):
        check_age(date(2026, 11, 19), day, SOURCE, STRICT)
    (note,) = check_age(date(2026, 11, 19), day, SOURCE, Allowances(older=True))
    assert "older list accepted" in note


@pytest.mark.parametrize(
    ("content", "kept"),
    [(b"\x1a", False), (b"\r\n\x1a", False), (b"", True), (b'1,"x"\r\n\x1a', True)],
)
def test_comments_without_a_row(*, content: bytes, kept: bool, tmp_path: Path) -> None:
    path = tmp_path / "raw.comments.csv"
    path.write_bytes(content)
    assert ("comments" in parts_with_records({"comments": path, "sdn": path})) is kept
