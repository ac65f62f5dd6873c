"""A run done again gives the same report, also after the lists went on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from lists.made_lists import un_list
from sanxref.lists import SnapshotStore
from sanxref.lists.pruning import PruneRule, prune
from sanxref.screening.archives import unpack_run, write_archive
from sanxref.screening.finishing import FinishedRun
from sanxref.screening.manifest import read_manifest, verify_folder
from sanxref.screening.replay import Replayed, replay
from sanxref.screening.runner import RunRequest
from sanxref.screening.runs import RunFolder
from sanxref.screening.stored import StoredReport
from sanxref.settings import Settings
from screening.conftest import NOW, ORDINARY
from screening.test_runner import run


def again(settings: Settings, finished: FinishedRun) -> Replayed:
    folder = finished.folder
    plan = folder.plan()
    stored = folder.configuration.read_bytes()
    consulted = read_manifest(folder.path).consulted
    runner = settings.reopen_runner(
        plan, stored, store=settings.runs, lists=folder.lists, consulted=consulted
    )
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


@pytest.fixture
def with_claims(folder: Path) -> Path:
    """Claims about a person of today's list and about one who is gone from it, then and now."""
    for name in ("Ivan Petrenko3", "Ivan Petrenko28"):
        for month in ("September", "November"):
            (folder / f"{name[-2:]}{month}.txt").write_text(
                f"The United Nations put {name} on its sanctions list in {month} 2026. {ORDINARY}"
            )
    return folder


def test_earlier_snapshots_that_verdicts_looked_at_are_kept_and_exported(
    made: Callable[..., Settings], with_claims: Path, tmp_path: Path
) -> None:
    """After three more updates and pruning the run is the same here and from its archive."""
    for days in (100, 70, 40):  # June, September, October
        now = NOW - timedelta(days=days)
        settings = made(un_list(range(1, 31), published=f"{now:%Y-%m-%d}"), now=now)
    settings = made()
    finished = run(settings, with_claims)
    consulted = read_manifest(finished.folder.path).consulted
    assert consulted is not None
    assert [str(one.published)[:7] for one in consulted] == ["2026-08", "2026-09", "2026-10"]
    for day in range(1, 4):
        now = NOW + timedelta(days=day)
        changed = un_list(range(1 + day, 21 + day), published=f"{now:%Y-%m-%d}")
        settings = made(changed, now=now)
    (source,) = settings.sources.sources
    store = SnapshotStore(settings.cache)
    gone = prune(source, store, PruneRule(keep=0), now=now, needed=settings.runs.needed_snapshots())

    replayed = again(settings, finished)

    assert (len(gone), len(store.ids(source.key))) == (2, 5)
    assert replayed.differences == 0
    lists = {
        f"lists/{one.source}/{one.id}/{name}": store.path(one) / name
        for one in read_manifest(finished.folder.path).snapshots
        for name in ("snapshot.json", *(file.name for file in one.files))
    }
    write_archive(finished.folder.path, tmp_path / "run.tar", lists=lists)
    elsewhere = replace(settings, cache=tmp_path / "empty")
    unpacked = RunFolder(path=unpack_run(tmp_path / "run.tar", tmp_path / "unpacked"))
    assert verify_folder(unpacked.path) == ()
    assert again(elsewhere, replace(finished, folder=unpacked)).differences == 0


def test_lists_that_come_while_a_run_waits_change_nothing(
    made: Callable[..., Settings], with_claims: Path
) -> None:
    settings = made()
    runner = settings.open_runner()
    folder, plan = runner.begin(RunRequest(inputs=(str(with_claims),)))
    earlier = NOW - timedelta(days=40)
    made(un_list(range(1, 31), published=f"{earlier:%Y-%m-%d}"), now=NOW + timedelta(days=1))

    finished = runner.screen(folder, plan, workers=0)

    assert read_manifest(folder.path).consulted == ()
    assert again(made(), finished).differences == 0


def test_a_replay_says_what_differs(settings: Settings, folder: Path) -> None:
    finished = run(settings, folder)
    path = finished.folder.report
    path.write_bytes(path.read_bytes().replace(b'"score":1.0', b'"score":0.9', 1))

    replayed = again(settings, finished)

    assert replayed.differences > 0
    assert replayed.told[0].field.startswith("persons[")
    assert (replayed.told[0].stored, replayed.told[0].replayed) == ("0.9", "1.0")
