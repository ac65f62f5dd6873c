"""The state of a list for now, as of today, and as of other days."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from lists.commands import Clock, Desk
from lists.made_lists import sdn_csv, sdn_xml, un_list
from lists.server import File, Host, options, sdn_config
from sanxref.errors import ConfigError
from sanxref.lists import ImportOptions, import_files, list_status, load_lists
from sanxref.model.snapshots import ListState, ListStatus

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def sdn(host: Host, tmp_path: Path) -> Desk:
    """The SDN List: published every few days, so that 45 days of age are allowed as of a day."""
    host.replies["/sdn.xml"] = File(body=sdn_xml())
    for part, body in sdn_csv().items():
        host.replies[f"/{part}.csv"] = File(body=body)
    chosen = options(host, sources={"ofac-sdn": sdn_config(host)})
    return Desk(options=chosen, cache=tmp_path / "cache", now=Clock())


def _status(desk: Desk, now: datetime, as_of: date | None) -> ListStatus:
    (loaded,) = load_lists(desk.options, desk.store, now=now, as_of=as_of)
    told = list_status(desk.options.sources[0], desk.store, now=now, as_of=as_of)
    assert told.state is loaded.status.state
    return told


@pytest.mark.parametrize("days", [0, 1, 3, 40, 60])
def test_as_of_today_is_now(days: int, sdn: Desk) -> None:
    assert sdn.update()[0].fault is None
    now = NOON + timedelta(days=days)
    assert _status(sdn, now, now.date()) == _status(sdn, now, None)
    assert _status(sdn, now, None).state == ("current" if days < 2 else "stale")


def test_as_of_yesterday_is_no_way_round_staleness(sdn: Desk) -> None:
    assert sdn.update()[0].fault is None
    now = NOON + timedelta(days=40)
    status = _status(sdn, now, now.date() - timedelta(days=1))
    assert status.state is ListState.STALE
    assert "last checked 39 days before the end of 2026-12-30" in status.error


def test_as_of_a_day_on_which_it_was_checked_is_current_for_ever(sdn: Desk) -> None:
    assert sdn.update()[0].fault is None
    for days in (1, 40, 4000):
        assert _status(sdn, NOON + timedelta(days=days), NOON.date()).state == "current"


@pytest.mark.parametrize("ahead", [1, 2, 400])
def test_a_day_that_lies_ahead_is_refused(ahead: int, sdn: Desk) -> None:
    assert sdn.update()[0].fault is None
    day = NOON.date() + timedelta(days=ahead)
    with pytest.raises(ConfigError, match="today is 2026-11-21"):
        load_lists(sdn.options, sdn.store, now=NOON, as_of=day)
    with pytest.raises(ConfigError, match="lies ahead"):
        list_status(sdn.options.sources[0], sdn.store, now=NOON, as_of=day)


def test_a_file_without_a_date_says_nothing_of_any_day(sdn: Desk, tmp_path: Path) -> None:
    made = tmp_path / "set"
    made.mkdir()
    for part, body in sdn_csv().items():
        (made / f"{part}.csv").write_bytes(body)
    import_files(sdn.options.sources[0], [made], sdn.store, ImportOptions(now=NOON))
    for day in (None, NOON.date()):
        assert "--published DATE" in _status(sdn, NOON, day).error
    later = NOON + timedelta(days=90)
    status = _status(sdn, later, NOON.date() + timedelta(days=1))
    assert status.state is ListState.STALE
    assert "--published DATE" in status.error


def test_as_of_today_of_an_older_list_that_the_operator_put_into_use(
    desk: Desk, host: Host, tmp_path: Path
) -> None:
    host.replies["/un.xml"] = File(body=un_list())
    assert desk.update()[0].fault is None
    path = tmp_path / "old.xml"
    path.write_bytes(un_list(published="2026-01-01", comment="Older."))
    chosen = ImportOptions(now=desk.now(), make_current=True)
    older = import_files(desk.options.sources[0], [path], desk.store, chosen)
    status = _status(desk, NOON + timedelta(hours=1), NOON.date())
    assert status.snapshot == older.snapshot
    assert status.state is ListState.STALE
