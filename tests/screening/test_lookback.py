"""Lookbacks: what changed on the lists, and nothing else, changes alerts."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from lists.made_lists import un_list
from sanxref.errors import RunError
from sanxref.model.report import ReportArticle
from sanxref.screening.lookback import AlertChange, AlertChangeKind
from sanxref.settings import Settings
from screening.conftest import NOW
from screening.test_runner import run

LATER = NOW + timedelta(hours=20)


def changed_list() -> bytes:
    """Petrenko4 is gone, Petrenko7 has another remark, Petrenko23 is new."""
    same = un_list([*range(1, 4), 5, 6, *range(8, 21), 23], published="2026-11-22").decode()
    amended = un_list([7], published="2026-11-22", entities=[], comment="Changed.").decode()
    record = amended.partition("<INDIVIDUALS>\n")[2].partition("  </INDIVIDUALS>")[0]
    return same.replace("<INDIVIDUALS>\n", f"<INDIVIDUALS>\n{record}").encode()


def keys(alerts: tuple[AlertChange, ...]) -> set[tuple[AlertChangeKind, str, str]]:
    return {(one.kind, one.reference, one.person) for one in alerts if one.subject == "match"}


def test_each_change_of_an_alert_has_its_cause(made: Callable[..., Settings], folder: Path) -> None:
    (folder / "new.txt").write_text("Ivan Petrenko23 was seen in Ashford.")
    settings = made()
    base = run(settings, folder)

    settings = made(changed_list(), now=LATER)
    found, finished = settings.open_lookback().run(())

    assert (AlertChangeKind.GONE, "QDi.004", "Ivan Petrenko4") in keys(found.alerts)
    assert (AlertChangeKind.CHANGED, "QDi.007", "Ivan Petrenko7") in keys(found.alerts)
    assert (AlertChangeKind.NEW, "QDi.023", "Ivan Petrenko23") in keys(found.alerts)
    assert all(one.causes for one in found.alerts)
    changed = next(one for one in found.alerts if one.kind is AlertChangeKind.CHANGED)
    assert [field.field for field in changed.causes[0].fields] == ["remarks"]
    assert 0 < found.runs[0].asked < found.runs[0].articles

    # Nothing but these differs from screening everything again.
    everything = run(settings, folder)
    before, after = _alerts(base.report.articles()), _alerts(everything.report.articles())
    assert {(one.person, one.reference) for one in found.alerts} == {
        key[:2] for key in before ^ after
    }
    assert finished.report.lists[0].snapshot is not None


def _alerts(articles: object) -> set[tuple[str, str, str, float]]:
    found: set[tuple[str, str, str, float]] = set()
    for article in articles:  # type: ignore[attr-defined]
        assert isinstance(article, ReportArticle)
        found |= {
            (person.name, match.reference, match.designation_sha256, match.score)
            for person in article.persons
            for match in person.matches
        }
    return found


def test_what_a_lookback_has_told_is_not_told_again(
    made: Callable[..., Settings], folder: Path
) -> None:
    settings = made()
    run(settings, folder)
    settings = made(changed_list(), now=LATER)
    first, _ = settings.open_lookback().run(())

    second, _ = settings.open_lookback().run(())

    assert first.alerts
    assert second.alerts == ()
    assert [one.kind for one in settings.runs.summaries()].count("lookback") == 2


def test_the_same_list_changes_nothing(settings: Settings, folder: Path) -> None:
    base = run(settings, folder)

    found, _ = settings.open_lookback().run((base.folder.id,))

    assert found.alerts == ()
    assert found.runs[0].asked == 0


def test_a_damaged_run_costs_only_itself(made: Callable[..., Settings], folder: Path) -> None:
    settings = made()
    broken, sound = (run(settings, folder).folder for _ in range(2))
    settings = made(changed_list(), now=LATER)
    report = broken.report.read_bytes()

    for damage in (report.replace(b'"status":"screened"', b'"status":"screened\0', 1), b""):
        broken.report.write_bytes(damage)
        found, _ = settings.open_lookback().run(())
        told = {one.run: one for one in found.runs}
        assert "damaged" in told[broken.id].error
        assert told[sound.id].error == ""
        assert {one.run for one in found.alerts} <= {sound.id}

    broken.report.write_bytes(report)
    (broken.path / "plan.json").write_bytes(b"{")
    last, _ = settings.open_lookback().run(())
    told = {one.run: one for one in last.runs}
    assert "plan.json cannot be read" in told[broken.id].error


def test_a_damaged_lookback_is_told_and_told_again(
    made: Callable[..., Settings], folder: Path
) -> None:
    settings = made()
    run(settings, folder)
    settings = made(changed_list(), now=LATER)
    first, finished = settings.open_lookback().run(())
    finished.folder.report.write_bytes(b"")

    again, _ = settings.open_lookback().run(())

    assert len(again.alerts) == len(first.alerts)
    assert again.runs[-1].run == first.id
    assert "damaged" in again.runs[-1].error


def test_a_list_that_is_gone_makes_no_alert_new(
    made: Callable[..., Settings], folder: Path
) -> None:
    """All on it would seem to have been added."""
    settings = made()
    run(settings, folder)
    (raw,) = settings.cache.glob("lists/un/*/raw.*")
    raw.unlink()
    settings = made(changed_list(), now=LATER)

    with pytest.raises(RunError, match="its list is not as it was"):
        settings.open_lookback().run(())
