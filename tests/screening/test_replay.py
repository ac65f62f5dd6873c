"""A run done again gives the same report, also after the lists went on."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from lists.made_lists import un_list
from sanxref.lists import SnapshotStore
from sanxref.lists.pruning import PruneRule, prune
from sanxref.screening.finishing import FinishedRun
from sanxref.screening.replay import Replayed, replay
from sanxref.screening.stored import StoredReport
from sanxref.settings import Settings
from screening.conftest import NOW
from screening.test_runner import run


def again(settings: Settings, finished: FinishedRun) -> Replayed:
    folder = finished.folder
    plan = folder.plan()
    stored = folder.configuration.read_bytes()
    runner = settings.reopen_runner(plan, stored, store=settings.runs)
    return replay(StoredReport.open(folder.report), plan, runner.screener)


def test_a_run_can_be_replayed_after_three_more_updates_and_pruning(
    made: Callable[..., Settings], folder: Path
) -> None:
    (folder / "copy.txt").write_text((folder / "003.txt").read_text())
    (folder / "empty.txt").write_text("")
    settings = made()
    finished = run(settings, folder)
    for day in range(1, 4):
        now = NOW + timedelta(days=day)
        people = range(1 + day, 21 + day)
        content = un_list(people, published=f"{now:%Y-%m-%d}", comment=f"Day {day}.")
        settings = made(content, now=now)
    (source,) = settings.sources.sources
    needed = settings.runs.needed_snapshots()
    gone = prune(source, SnapshotStore(settings.cache), PruneRule(keep=1), now=now, needed=needed)

    replayed = again(settings, finished)

    assert len(gone) == 2
    assert replayed.differences == 0
    assert (replayed.articles, replayed.carried) == (13, 1)


def test_a_replay_says_what_differs(settings: Settings, folder: Path) -> None:
    finished = run(settings, folder)
    path = finished.folder.report
    path.write_bytes(path.read_bytes().replace(b'"score":1.0', b'"score":0.9', 1))

    replayed = again(settings, finished)

    assert replayed.differences > 0
    assert replayed.told[0].field.startswith("persons[")
    assert (replayed.told[0].stored, replayed.told[0].replayed) == ("0.9", "1.0")
