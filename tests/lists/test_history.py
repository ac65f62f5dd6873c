"""What changed between snapshots, and the life of one designation."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from lists.commands import Desk
from lists.made_lists import un_list
from lists.server import Host, options
from sanxref.errors import ListCorrupt, ListUnavailable
from sanxref.lists import (
    ImportOptions,
    compare,
    find_changes,
    find_history,
    import_files,
    select_pair,
)
from sanxref.lists.history import ABSENCE, EventKind
from sanxref.lists.pruning import PruneRule, select_for_pruning


@pytest.fixture
def told(desk: Desk, tmp_path: Path) -> Desk:
    """Four snapshots: 3 goes and comes back, 21 comes and stays, 1 is amended once."""
    for day, persons, comment in (
        ("2026-11-20", [1, 2, 3, *range(4, 22)], "Amended."),
        ("2024-05-15", range(1, 21), "First."),
        ("2025-08-02", [1, 2, *range(4, 21)], "First."),
        ("2025-10-01", [1, 2, *range(4, 22)], "First."),
    ):
        path = tmp_path / f"{day}.xml"
        path.write_bytes(un_list(persons, published=day, comment=comment))
        import_files(desk.options.sources[0], [path], desk.store, ImportOptions(now=desk.now()))
    return desk


def _compare(desk: Desk, old: str | None, new: str | None):
    pair = select_pair(desk.store, desk.options.sources[0], old, new)
    earlier, later = ((snapshot, desk.store.open(snapshot)) for snapshot in pair)
    return compare(earlier, later)


def test_added_and_removed(told: Desk) -> None:
    found = _compare(told, "2024", "2025-08")
    assert found.added == ()
    assert found.removed == (("QDi.003", "IVAN PETRENKO3"),)
    assert found.amended == ()
    assert ABSENCE in found.notes
    found = _compare(told, "2025-08", "2025-10")
    assert found.added == (("QDi.021", "IVAN PETRENKO21"),)
    assert found.notes == ()


def test_amended_fields(told: Desk) -> None:
    found = _compare(told, None, None)
    assert found.old.startswith("2025-10-01")
    assert found.new.startswith("2026-11-20")
    assert len(found.amended) == 20
    amendment = found.amended[0]
    assert amendment.reference == "QDi.001"
    (change,) = amendment.changes
    assert change.field == "remarks"
    assert "First." in change.old[0]
    assert "Amended." in change.new[0]


def test_comparison_with_itself_is_empty(told: Desk) -> None:
    found = _compare(told, "2024", "2024")
    assert (found.added, found.removed, found.amended, found.notes) == ((), (), (), ())


def test_life_of_a_designation(told: Desk) -> None:
    events = find_history(told.store, told.options.sources, "QDi.003")
    assert [(event.kind, event.day, event.after) for event in events] == [
        (EventKind.FIRST_SEEN, date(2024, 5, 15), None),
        (EventKind.GONE, date(2025, 8, 2), date(2024, 5, 15)),
        (EventKind.BACK, date(2026, 11, 20), date(2025, 10, 1)),
    ]
    assert events[-1].changes[0].field == "remarks"
    events = find_history(told.store, told.options.sources, "QDi.021")
    assert [event.kind for event in events] == [EventKind.FIRST_SEEN, EventKind.CHANGED]
    assert events[0].after == date(2025, 8, 2)


def test_unknown_reference(told: Desk) -> None:
    with pytest.raises(ListUnavailable, match=r"QDi\.999"):
        find_history(told.store, told.options.sources, "QDi.999")
    assert told.run("history", "QDi.999").code == 3


def test_selection_of_snapshots_is_explained(told: Desk) -> None:
    source = told.options.sources[0]
    with pytest.raises(ListUnavailable, match="fits several snapshots; these: 2025-08-02"):
        select_pair(told.store, source, "2025", None)
    with pytest.raises(ListUnavailable, match="fits no snapshot; held are: 2024-05-15"):
        select_pair(told.store, source, "1999", None)
    with pytest.raises(ListUnavailable, match="two are needed"):
        select_pair(told.store, source, None, "2024")


def test_commands(told: Desk) -> None:
    ran = told.run("changes", "un", "--from", "2024", "--to", "2025-08")
    assert ran.records["removed"] == [["QDi.003", "IVAN PETRENKO3"]]
    table = told.run("changes", "un", "--format", "table").out
    assert "added 1, removed 0, amended 20" in table
    assert "~ QDi.001  IVAN PETRENKO1" in table
    assert "remarks: - " in table
    assert "amended fields: remarks 20" in table
    assert "more; all of them" not in table
    table = told.run("history", "QDi.003", "--format", "table").out
    assert "gone  after 2024-05-15, by 2025-08-02" in table
    assert ABSENCE in table
    assert told.run("history", "QDi.021").records["note"] == ""


def test_a_long_table_of_changes_begins_with_counts_and_is_limited(
    desk: Desk, tmp_path: Path
) -> None:
    for day, comment in (("2025-08-02", "First."), ("2025-10-01", "Amended.")):
        path = tmp_path / f"{day}.xml"
        path.write_bytes(un_list(range(1, 31), published=day, comment=comment))
        import_files(desk.options.sources[0], [path], desk.store, ImportOptions(now=desk.now()))

    short = desk.run("changes", "un", "--format", "table").out.splitlines()
    whole = desk.run("changes", "un", "--format", "table", "--all").out.splitlines()

    assert short[1:3] == ["added 0, removed 0, amended 30", "amended fields: remarks 30"]
    assert sum(line.startswith("~ QDi") for line in short) == 20
    assert short[-1] == "~ and 10 more; all of them: --all, or --format json"
    assert sum(line.startswith("~ QDi") for line in whole) == 30


def test_real_delistings(real_list: Callable[[str], Path], host: Host, desk: Desk) -> None:
    """QDi.168 to QDi.170 left the UN list between these two days (LISTS.md section 5b)."""
    desk.options = options(host)
    for day in ("2017-07-03", "2017-06-30"):
        path = real_list(f"un_consolidated_{day}.xml")
        import_files(desk.options.sources[0], [path], desk.store, ImportOptions(now=desk.now()))
    found = _compare(desk, None, None)
    assert [reference for reference, _ in found.removed] == ["QDi.168", "QDi.169", "QDi.170"]
    assert found.added == ()


@pytest.fixture(params=["snapshot.json", "raw.xml"])
def damaged(told: Desk, request: pytest.FixtureRequest) -> str:
    """The third snapshot, of which one file was changed; its id."""
    name = next(one for one in told.store.ids("un") if one.startswith("2025-10-01"))
    path = told.store.folder / "un" / name / request.param
    path.write_bytes(path.read_bytes().replace(b"2", b"3", 1))
    return name


def test_a_damaged_snapshot_is_told_and_passed_over(told: Desk, damaged: str) -> None:
    source, faults = told.options.sources[0], []
    changes = find_changes(told.store, source, None, None, damaged=faults.append)
    events = find_history(told.store, [source], "QDi.003", damaged=faults.append)

    assert changes.old.startswith("2025-08-02")
    assert changes.new.startswith("2026-11-20")
    assert [(event.kind, str(event.day)) for event in events] == [
        (EventKind.FIRST_SEEN, "2024-05-15"),
        (EventKind.GONE, "2025-08-02"),
        (EventKind.BACK, "2026-11-20"),
    ]
    assert [damaged in str(fault) for fault in faults] == [True, True]
    with pytest.raises(ListCorrupt):
        find_history(told.store, [source], "QDi.003")
    if (told.store.folder / "un" / damaged / "raw.xml").exists():
        with pytest.raises((ListCorrupt, ListUnavailable)):
            find_changes(told.store, source, "2025-10-01", None, damaged=faults.append)


def test_pruning_goes_on_beside_a_damaged_snapshot(told: Desk, damaged: str) -> None:
    source, faults = told.options.sources[0], []

    gone = select_for_pruning(
        source, told.store, PruneRule(keep=1), now=told.now(), damaged=faults.append
    )

    kept = {damaged} if faults else set()
    assert {one.id for one in gone} == set(told.store.ids("un")[:-1]) - kept
