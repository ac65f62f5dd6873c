"""Runs: the same report however it came about."""

import errno
import hashlib
import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from lists.made_lists import un_list
from sanxref.errors import RunError
from sanxref.screening import journal as journals
from sanxref.screening.finishing import FinishedRun
from sanxref.screening.runner import RunRequest
from sanxref.settings import Settings
from screening.conftest import article


def run(settings: Settings, *inputs: object, workers: int = 0, **wishes: Any) -> FinishedRun:
    runner = settings.open_runner()
    request = RunRequest(inputs=tuple(map(str, inputs)), **wishes)
    return runner.screen(*runner.begin(request), workers=workers)


def content(finished: FinishedRun) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(finished.report.path.read_bytes())
    report.pop("run")
    return report


def test_workers_give_the_report_of_one_process(settings: Settings, folder: Path) -> None:
    rows = folder.parent / "rows.jsonl"
    rows.write_text("".join(json.dumps({"text": article(n)}) + "\n" for n in range(30)))

    here = content(run(settings, folder, rows))
    there = content(run(settings, folder, rows, workers=2))

    assert here == there
    assert here["summary"]["articles"] == 42
    assert here["summary"]["matches"] >= 14


def test_a_run_that_is_killed_twenty_times_equals_one_that_is_not(
    made: Callable[..., Settings], tmp_path: Path
) -> None:
    settings = made(now=datetime.now(UTC))  # the clock of the processes that are killed
    rows = tmp_path / "rows.jsonl"
    rows.write_text("".join(json.dumps({"text": article(n) * 4}) + "\n" for n in range(300)))
    command = [
        sys.executable, "-m", "sanxref", "--config", str(tmp_path / "config"),
        "--cache", str(settings.cache), "screen", "--workers=0", "--fail-on=never",
        f"--format=json={tmp_path / 'killed.json'}",
    ]  # fmt: skip
    chance = random.Random(7)
    runs = settings.cache / "runs"

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([*command, *arguments], stderr=subprocess.DEVNULL)

    process = start(str(rows))
    kills = 0
    while kills < 20:
        found = list(runs.glob("*/journal.jsonl"))
        before = found[0].stat().st_size if found else 0
        deadline = time.monotonic() + chance.uniform(0.0, 0.02)
        while process.poll() is None and (
            not list(runs.glob("*/plan.json"))
            or (kills and _size(runs) <= before)
            or time.monotonic() < deadline
        ):
            time.sleep(0.002)
        process.send_signal(signal.SIGKILL)
        if process.wait() != -signal.SIGKILL:
            break  # a fast machine was done before the last kill
        kills += 1
        process = start("--resume", next(runs.iterdir()).name)
    assert process.wait() in {0, 3}

    (stored,) = [run.path for run in settings.runs.all()]
    assert kills >= 5
    killed = json.loads((stored / "report.json").read_bytes())
    whole = content(run(settings, rows))
    assert killed.pop("run")
    assert killed == whole


def _size(runs: Path) -> int:
    return sum(path.stat().st_size for path in runs.glob("*/journal.jsonl"))


def test_what_an_earlier_run_has_screened_is_passed_over(settings: Settings, folder: Path) -> None:
    first = run(settings, folder)
    (folder / "003.txt").write_text("Ivan Petrenko5 came back to Ashford.")
    (folder / "new.txt").write_text("Anna Holm went to Ashford.")

    second = run(settings, folder, since=first.folder.id)

    assert second.skipped == 11
    assert [Path(one.source).name for one in second.report.articles()] == ["003.txt", "new.txt"]
    listed = (second.folder.path / "inputs.jsonl").read_text().splitlines()
    lines = [json.loads(line) for line in listed]
    assert [line["outcome"] for line in lines].count("skipped") == 11
    assert run(settings, folder, since=second.folder.id).skipped == 13  # the first one's too
    assert run(settings, folder, since="2026-11-22").skipped == 13
    assert run(settings, folder, since="2026-11-21").skipped == 0


def test_the_first_night_has_no_latest_run(settings: Settings, folder: Path) -> None:
    assert run(settings, folder, since="latest").skipped == 0
    assert run(settings, folder, since="latest").skipped == 12


def test_two_processes_are_never_at_work_on_one_run(settings: Settings, folder: Path) -> None:
    runner = settings.open_runner()
    stored, plan = runner.begin(RunRequest(inputs=(str(folder),)))

    with stored.alone(), pytest.raises(RunError, match="another process is at work on run"):
        runner.screen(stored, plan, workers=0)

    assert runner.screen(stored, plan, workers=0).report.summary.articles == 12


def test_latest_is_the_last_run_of_the_same_inputs(settings: Settings, folder: Path) -> None:
    first = run(settings, folder)
    one = RunRequest(inputs=(str(folder / "000.txt"),))
    runner = settings.open_runner()
    runner.screen(*runner.begin(one), workers=0)

    second = run(settings, folder, since="latest")

    assert (second.skipped, second.report.run.since) == (12, f"run {first.folder.id}")
    assert second.report.run.unchanged == 12


def test_the_same_content_twice_is_noted(settings: Settings, folder: Path) -> None:
    (folder / "zzz.txt").write_text((folder / "004.txt").read_text())

    last = list(run(settings, folder, workers=1).report.articles())[-1]

    assert last.notes == (f"the same content as {folder / '004.txt'}",)


def test_a_large_file_is_refused_by_its_size(settings: Settings, folder: Path) -> None:
    with (folder / "large.txt").open("wb") as sink:
        sink.truncate(200_000_000)  # a hole: no bytes are written to make it
    (folder / "empty.txt").touch()
    began = time.monotonic()

    done = {Path(one.source).name: one for one in run(settings, folder).report.articles()}

    assert "over the size limit: 200,000,000 bytes" in done["large.txt"].reason
    # It is read for its hash alone.
    assert done["large.txt"].sha256 == hashlib.sha256(bytes(200_000_000)).hexdigest()
    assert done["empty.txt"].sha256 == hashlib.sha256().hexdigest()
    assert time.monotonic() - began < 20


def test_limit_counts_articles(settings: Settings, folder: Path) -> None:
    for workers in (0, 2):
        assert run(settings, folder, limit=5, workers=workers).report.summary.articles == 5


def test_a_full_disk_keeps_what_was_screened(
    settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runner = settings.open_runner()
    begun, plan = runner.begin(RunRequest(inputs=(str(folder),)))
    append = journals.Journal.append

    def full(journal: journals.Journal, entry: journals.Entry) -> int:
        if entry.unit == 7:
            raise OSError(errno.ENOSPC, "No space left on device")
        return append(journal, entry)

    monkeypatch.setattr(journals.Journal, "append", full)
    with pytest.raises(RunError, match=f"--resume {plan.id}"):
        runner.screen(begun, plan, workers=0)
    monkeypatch.undo()

    resumed = settings.open_runner()
    finished = resumed.screen(*resumed.resume(plan.id), workers=0)
    assert content(finished) == content(run(settings, folder))


def test_lists_of_a_resumed_run_stay_what_they_were(
    made: Callable[..., Settings], folder: Path
) -> None:
    settings = made()
    runner = settings.open_runner()
    begun, plan = runner.begin(RunRequest(inputs=(str(folder),)))
    later = made(_without(3))

    stored = begun.configuration.read_bytes()
    again = later.reopen_runner(begun.plan(), stored, store=later.runs)
    finished = again.screen(*again.resume(plan.id), workers=0)

    assert finished.report.lists[0].designations == 25


def _without(number: int) -> bytes:
    return un_list([n for n in range(1, 21) if n != number], published="2026-11-22")


@pytest.mark.parametrize("mode", ["always", "never", "auto"])
def test_the_quick_pass_is_chosen_before_anything_is_screened(
    settings: Settings, folder: Path, mode: Any
) -> None:
    _, plan = settings.open_runner().begin(RunRequest(inputs=(str(folder),), quick=mode))

    assert plan.quick is (mode == "always")


def test_auto_takes_the_quick_pass_for_many_inputs(settings: Settings, folder: Path) -> None:
    batch = replace(settings.screening.batch, quick_from=10)
    settings = replace(settings, screening=replace(settings.screening, batch=batch))

    _, plan = settings.open_runner().begin(RunRequest(inputs=(str(folder),)))

    assert plan.quick
