"""`sanxref runs`, and what `sanxref screen` says of runs."""

import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from sanxref.sample import AS_OF, article_paths, list_files

Call = Callable[..., Any]
SCREEN = ("screen", f"--as-of={AS_OF}", "--workers=0")
FOUND, NOTHING = (str(path) for path in article_paths())
EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


def last_line(called: Any) -> dict[str, Any]:
    line: dict[str, Any] = json.loads(called.err.splitlines()[-1])
    return line


@pytest.fixture
def run(call: Call) -> str:
    """Identifier of a run over both sample articles."""
    called = call(*SCREEN, FOUND, NOTHING, "--format=json", "--last-line")
    return str(last_line(called)["run"])


@pytest.fixture
def own(home: Any, tmp_path: Path) -> Any:
    """A home of the test's own, without runs."""
    ignore = shutil.ignore_patterns("runs")
    shutil.copytree(home.cache, tmp_path / "own", ignore=ignore)
    return type(home)(config=home.config, cache=tmp_path / "own")


def run_of(call: Call, own: Any, *arguments: str) -> str:
    called = call(*SCREEN, FOUND, "--format=json", "--last-line", *arguments, at=own)
    return str(last_line(called)["run"])


def test_the_last_line_tells_a_scheduler_everything(call: Call, tmp_path: Path) -> None:
    called = call(*SCREEN, FOUND, str(tmp_path / "absent"), "--format=table", "--last-line")

    line = last_line(called)
    assert (line["exit"], called.code) == (4, 4)
    assert (line["articles"], line["not_screened"], line["matches"] > 0) == (2, 1, True)
    assert set(line["lists"].values()) == {"current"}
    assert Path(line["report"]).is_file()


def test_messages_can_be_json(home: Any) -> None:
    """In a process of its own: here the handlers of pytest stand in the way."""
    command = [
        sys.executable, "-m", "sanxref", "--config", str(home.config), "--cache", str(home.cache),
        *SCREEN, NOTHING, "--log-format=json",
    ]  # fmt: skip
    done = subprocess.run(command, check=False, capture_output=True, text=True)

    events = [json.loads(line)["event"] for line in done.stderr.splitlines()]
    assert events == ["begun", "finished"]

    wrong = subprocess.run([*command, "--resume=x"], check=False, capture_output=True, text=True)
    lines = [json.loads(line) for line in wrong.stderr.splitlines()]
    assert [line.get("exit") for line in lines] == [None, 2]
    assert "--as-of would do nothing with --resume" in lines[0]["message"]


def test_a_stored_run_is_listed_shown_and_verified(call: Call, run: str, tmp_path: Path) -> None:
    listed = json.loads(call("runs", "list", "--format=json").out)
    assert next(one for one in listed if one["id"] == run)["state"] == "finished"

    shown = json.loads(call("runs", "show", run, "--format=json").out)
    assert shown["run"]["id"] == run
    assert call("runs", "show", run, f"--format=html={tmp_path / 'x.html'}").code == 0

    verified = call("runs", "verify", run, "--format=table")
    assert (verified.code, "as it was left" in verified.out) == (0, True)


def test_a_run_is_exported_verified_and_replayed_elsewhere(
    call: Call, run: str, tmp_path: Path, home: Any
) -> None:
    archive = str(tmp_path / "run.tar")
    assert call("runs", "export", run, archive).code == 0
    elsewhere = type(home)(config=home.config, cache=tmp_path / "elsewhere")

    verified = call("runs", "verify", archive, "--format=table", at=elsewhere)
    replayed = call("runs", "replay", run, "--format=json")
    there = call("runs", "replay", archive, "--format=json", at=elsewhere)

    assert verified.code == 0
    assert json.loads(replayed.out)["differences"] == 0
    assert replayed.code == 0
    assert json.loads(there.out)["articles"] == 2

    with Path(archive).open("r+b") as changing:
        changing.seek(1000)
        changing.write(b"!")
    assert call("runs", "verify", archive, "--format=table", at=elsewhere).code == 2


def test_nothing_is_kept_where_nothing_is_to_be_kept(call: Call) -> None:
    before = json.loads(call("runs", "list", "--format=json").out)

    called = call(*SCREEN, FOUND, "--no-keep", "--format=json")

    assert json.loads(called.out)["summary"]["matches"] > 0
    assert json.loads(call("runs", "list", "--format=json").out) == before


def test_pruning_tells_what_goes_and_enters_it(call: Call, own: Any) -> None:
    first, second = sorted(run_of(call, own) for _ in range(2))
    none = call("runs", "prune", "--dry-run", at=own)
    assert (none.out, none.err) == ("", "nothing to remove: no run is older than 3,653 days\n")

    assert call("runs", "prune", "--days=0", "--force", at=own).out.split() == [first, second]

    verified = call("runs", "verify", "--format=table", at=own)
    assert verified.code == 0
    assert f"{second}  was pruned on " in verified.out
    assert "older than 0 days (--force)" in verified.out


def test_a_run_that_is_taken_out_is_missed(call: Call, own: Any) -> None:
    first, last = (run_of(call, own) for _ in range(2))
    (own.cache / "runs" / first / "manifest.json").unlink()
    shutil.rmtree(own.cache / "runs" / last)

    verified = call("runs", "verify", "--format=table", at=own)

    assert verified.code == 2
    assert f"{last}  is gone, and was not pruned" in verified.out
    assert f"{first}  was finished, and its manifest is gone" in verified.out
    (listed,) = json.loads(call("runs", "list", "--format=json", at=own).out)
    assert (listed["id"], listed["state"]) == (first, "damaged")
    assert "its manifest is gone" in call("screen", f"--resume={first}", at=own).err
    assert "--resume" not in call("runs", "verify", first, at=own).out


def test_the_lists_of_a_run_are_verified_with_it(call: Call, own: Any) -> None:
    run = run_of(call, own)
    (raw,) = (own.cache / "lists" / "un").glob("*/raw.*")
    raw.write_bytes(raw.read_bytes() + b" ")
    verified = call("runs", "verify", run, "--format=table", at=own)
    replayed = call("runs", "replay", run, "--format=table", at=own)
    raw.unlink()
    missing = call("runs", "verify", run, "--format=table", at=own)

    assert (verified.code, replayed.code) == (2, 1)
    assert "is not the one that was screened against" in verified.out
    assert replayed.err.startswith("sanxref: list file un/")
    assert "is missing, so that the run cannot be done again" in missing.out


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ((*SCREEN, NOTHING), 0, ""),
        (("screen", NOTHING), 3, ""),
        (("screen",), 2, "INPUT... is missing"),
        ((*SCREEN, NOTHING, "--since=nonsense"), 2, "is no stored run"),
        ((*SCREEN, NOTHING, "--format=json=/nonexistent/x"), 2, "cannot be written"),
        (("screen", "--changed", "--format=html"), 2, "table, json, jsonl or csv"),
    ],
)
def test_last_line_and_figures_are_written_whatever_way_it_ends(
    call: Call, tmp_path: Path, arguments: tuple[str, ...], code: int, told: str
) -> None:
    figures = tmp_path / "sanxref.prom"

    called = call(*arguments, "--last-line", f"--metrics={figures}")

    event = "failed" if told else "finished"
    line = last_line(called)
    assert (called.code, line["exit"], line["event"]) == (code, code, event)
    assert set(line["lists"]) == {"un", "ofac-sdn"}
    assert told in line.get("error", "")
    lines = figures.read_text().splitlines()
    assert f"sanxref_run_exit_code {code}" in lines
    assert any(one.startswith('sanxref_list_current{source="un"}') for one in lines)
    assert any(one.startswith("sanxref_articles{") for one in lines) == (event == "finished")


def test_without_lists_the_figures_of_yesterday_do_not_stay(call: Call, tmp_path: Path) -> None:
    figures = tmp_path / "sanxref.prom"
    figures.write_text("sanxref_run_exit_code 0")
    empty = ("--cache", str(tmp_path / "empty"))

    called = call(*empty, "screen", NOTHING, "--last-line", f"--metrics={figures}", at=None)

    assert (called.code, last_line(called)["exit"]) == (3, 3)
    assert set(last_line(called)["lists"].values()) == {"missing"}
    assert called.err.count("UN Consolidated: was never fetched") == 2  # the last line too
    assert "sanxref_run_exit_code 3" in figures.read_text()


@pytest.mark.parametrize("place", ["", "no/such/figures.prom"])
def test_a_place_that_cannot_be_written_is_told_before_the_work(
    call: Call, own: Any, tmp_path: Path, place: str
) -> None:
    called = call(*SCREEN, FOUND, f"--format=csv={tmp_path / place}", at=own)

    assert called.code == 2
    assert f"{tmp_path / place} cannot be written" in called.err
    assert json.loads(call("runs", "list", "--format=json", at=own).out) == []


def test_a_bad_signing_key_is_told_before_the_work_and_mended_for_a_resume(
    call: Call, own: Any, tmp_path: Path
) -> None:
    config = tmp_path / "config"
    shutil.copytree(own.config, config)
    signing = type(own)(config=config, cache=own.cache)
    with (config / "screening.yaml").open("a") as sink:
        sink.write("batch: {signing_key: /nonexistent/key}\n")

    refused = call(*SCREEN, FOUND, at=signing)
    assert refused.code == 2
    assert "batch.signing_key" in refused.err
    assert json.loads(call("runs", "list", "--format=json", at=signing).out) == []

    unfinished = interrupted(call, own)
    assert "batch.signing_key" in call("screen", "--resume=latest", at=signing).err
    resumed = call("screen", "--resume=latest", "--format=json", "--last-line", at=own)
    assert last_line(resumed)["run"] == unfinished
    assert call("runs", "verify", at=own).code == 0


def interrupted(call: Call, own: Any) -> str:
    """A run that was killed before its manifest was made."""
    run = run_of(call, own)
    folder = own.cache / "runs" / run
    for name in ("manifest.json", "manifest.sha256", "report.json", "inputs.jsonl"):
        (folder / name).unlink()
    (folder.parent / "register.jsonl").unlink()
    return run


def test_resume_latest_is_the_last_unfinished_run(call: Call, own: Any) -> None:
    run_of(call, own)
    unfinished = interrupted(call, own)

    called = call("screen", "--resume=latest", "--format=json", "--last-line", at=own)

    assert (called.code, last_line(called)["run"]) == (1, unfinished)
    assert "there is no unfinished run" in call("screen", "--resume=latest", at=own).err


def test_what_is_unchanged_is_told_in_every_format(call: Call, own: Any, tmp_path: Path) -> None:
    first = run_of(call, own)
    call(*SCREEN, NOTHING, at=own)  # a run of other inputs
    formats = ("table", "csv", "markdown", "html", "json", "jsonl")

    called = call(
        *SCREEN, FOUND, "--since=latest", "--last-line",
        *(f"--format={name}={tmp_path / name}" for name in formats), at=own,
    )  # fmt: skip

    assert (last_line(called)["skipped"], last_line(called)["since"]) == (1, f"run {first}")
    for name in ("table", "csv", "markdown", "html"):
        assert f"1 input unchanged since run {first}" in (tmp_path / name).read_text(), name
    assert json.loads((tmp_path / "json").read_text())["run"]["unchanged"] == 1
    new = call(*SCREEN, FOUND, NOTHING, "--since=latest", "--format=table", at=own)
    assert "no run has screened these inputs" in new.err
    assert "2 of 2 articles" in new.out


def test_the_same_content_twice_is_told_in_every_format(call: Call, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Omar Diaby was seen in Ashford on Monday, people said.")

    called = call(
        *SCREEN, str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "--last-line",
        *(f"--format={name}={tmp_path / name}" for name in ("table", "csv", "markdown", "html")),
        f"--metrics={tmp_path / 'prom'}",
    )  # fmt: skip

    assert last_line(called)["duplicates"] == 1
    for name in ("table", "csv", "markdown", "html"):
        text = (tmp_path / name).read_text()
        assert "1 input has the same content as one before it" in text, name
    assert "sanxref_articles_duplicate 1" in (tmp_path / "prom").read_text()


def test_a_lookback_tells_a_scheduler_everything(call: Call, own: Any, tmp_path: Path) -> None:
    run = run_of(call, own)
    changed = tmp_path / "un.xml"
    text = list_files()["un"].read_text().replace("2025-11-01", "2025-11-02")
    changed.write_text(text.replace("<FIRST_NAME>OUMAR<", "<FIRST_NAME>OUMAROU<"))
    assert call("lists", "import", "un", str(changed), at=own).code == 0

    called = call(
        "screen", "--changed", run, f"--format=table={tmp_path / 'table'}", "--last-line",
        f"--metrics={tmp_path / 'prom'}", at=own,
    )  # fmt: skip

    line = last_line(called)
    assert (called.code, line["exit"], line["asked"]) == (3, 3, 1)  # stale in the meantime
    assert line["alerts"]["changed"] > 0
    assert 'sanxref_lookback_alerts{kind="changed"}' in (tmp_path / "prom").read_text()
    table = (tmp_path / "table").read_text()
    assert "ALERT" in table
    assert "UN Consolidated" in table


@pytest.mark.parametrize(
    ("arguments", "both"),
    [
        (("--resume=x", "--limit=5"), ("--limit", "--resume")),
        (("--resume=x", "--threshold=0.9"), ("--threshold", "--resume")),
        (("--resume=x", "--as-of=2025-11-01"), ("--as-of", "--resume")),
        (("--resume=x", "--recognizer=capitals"), ("--recognizer", "--resume")),
        (("--resume=x", "--no-keep"), ("--no-keep", "--resume")),
        (("--changed", "--workers=2"), ("--workers", "--changed")),
        (("--changed", "--resume=x"), ("--resume", "--changed")),
        (("--changed", "--since=latest"), ("--since", "--changed")),
    ],
)
def test_options_that_would_do_nothing_are_refused(
    call: Call, arguments: tuple[str, ...], both: tuple[str, str]
) -> None:
    called = call("screen", *arguments)

    assert called.code == 2
    assert f"{both[0]} would do nothing with {both[1]}" in called.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("runs", "show", "20200101"), "is no stored run"),
        (("screen", "--resume", "latest"), "there is no unfinished run"),
        (("runs", "prune", "--days=1"), "give --force"),
        (("screen", "--resume", "x", NOTHING), "give no INPUT"),
        (("screen", NOTHING, "--since", "nonsense"), "is no stored run"),
        (("screen", "--changed", "--format=html"), "table, json, jsonl or csv"),
    ],
)
def test_wrong_use_is_named(call: Call, run: str, arguments: tuple[str, ...], told: str) -> None:
    called = call(*arguments)

    assert called.code == 2, run
    assert told in called.err


def test_a_run_that_is_asked_to_end_says_how_to_go_on(home: Any, tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    text = "Anna Holm and Omar Diaby met in Ashford. " * 200
    rows.write_text("".join(json.dumps({"text": f"{n} {text}"}) + "\n" for n in range(400)))
    command = [
        sys.executable, "-m", "sanxref", "--config", str(home.config), "--cache", str(home.cache),
    ]  # fmt: skip
    process = subprocess.Popen(
        [*command, *SCREEN, str(rows), "--format=json", "--last-line"],
        stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    runs = home.cache / "runs"
    while process.poll() is None and not list(runs.glob("*/journal.jsonl")):
        time.sleep(0.01)
    process.send_signal(signal.SIGTERM)

    _, told = process.communicate(timeout=60)

    assert process.returncode == 128 + signal.SIGTERM
    words, line = told.strip().splitlines()[-2:]
    resume = words.partition("sanxref screen ")[2].split()
    assert json.loads(line)["exit"] == 128 + signal.SIGTERM
    assert resume == ["--resume", json.loads(line)["run"]]
    done = subprocess.run(
        [*command, "screen", *resume, "--workers=0", f"--format=json={tmp_path / 'x.json'}"],
        check=False, capture_output=True,
    )  # fmt: skip
    assert done.returncode in {0, 1}
    assert json.loads((tmp_path / "x.json").read_bytes())["summary"]["articles"] == 400


def test_a_terminal_shows_how_far_rows_are_and_how_long_they_take(
    home: Any, tmp_path: Path
) -> None:
    rows = tmp_path / "rows.jsonl"
    text = "Anna Holm and Omar Diaby met in Ashford. " * 100
    rows.write_text("".join(json.dumps({"text": f"{n} {text}"}) + "\n" for n in range(120)))
    (tmp_path / "one.txt").write_text(text)
    command = [
        sys.executable, "-m", "sanxref", "--config", str(home.config), "--cache", str(home.cache),
        *SCREEN, str(rows), str(tmp_path / "one.txt"), "--no-keep", "--format=csv",
    ]  # fmt: skip
    ours, theirs = pty.openpty()
    environ = {**os.environ, "TERM": "xterm", "COLUMNS": "160"}
    with subprocess.Popen(
        command, stderr=theirs, stdout=subprocess.DEVNULL, env=environ
    ) as process:
        os.close(theirs)
        shown = b"".join(iter(lambda: _read(ours), b""))
        assert process.wait() == 1
    os.close(ours)

    assert re.search(rb"\d+ of 121", shown)
    assert re.search(rb"\d+%", shown)
    assert len(re.findall(rb"\d:\d\d:\d\d", shown)) >= 2  # what it took, what is left
    assert b"rows.jsonl#" in shown


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # the other end is closed
        return b""


def test_the_examples_for_schedulers_use_options_that_exist(call: Call) -> None:
    helped = call("screen", "--help", at=None).out
    for name in ("crontab", "sanxref.service", "kubernetes.yaml"):
        text = (EXAMPLES / name).read_text()
        options = {
            word.strip('",]')
            for line in text.splitlines()
            if "screen" in line or '"--' in line
            for word in line.replace("[", " ").split()
            if word.strip('",]').startswith("--")
        }
        assert {one for one in options if one.partition("=")[0] not in helped} == set()
    job = yaml.safe_load((EXAMPLES / "kubernetes.yaml").read_text())
    assert job["kind"] == "CronJob"
