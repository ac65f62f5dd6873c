"""Lookbacks: what changed on the lists, and nothing else, changes alerts."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from lists.made_lists import un_list
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
    found, screener = settings.open_lookback().run(())

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
    assert screener.lists[0].status.snapshot is not None


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
