"""`sanxref review`: the queue from the command line, and its exit codes."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sanxref.sample import AS_OF, article_paths

FOUND = str(article_paths()[0])


@pytest.fixture
def desk(call, home, tmp_path):
    """The command line over a cache of its own, with one report on the queue."""
    cache = tmp_path / "cache"
    shutil.copytree(home.cache, cache)
    own = type(home)(config=home.config, cache=cache)
    report = tmp_path / "report.json"
    call("screen", f"--as-of={AS_OF}", FOUND, f"--format=json={report}", at=own)

    def run(*arguments: str):
        return call("review", *arguments, at=own)

    run.report = report
    run.cache = cache
    done = run("import", str(report), "--format", "json")
    assert json.loads(done.out)["reports"][0]["new"] >= 1
    told = run("import", str(report), "--format", "table").out
    assert ": alerts: 0 new, " in told
    return run


def first(desk) -> str:
    return json.loads(desk("list", "--format", "json").out)["alerts"][0]["id"]


def decide(desk, *more: str):
    return desk(
        "decide",
        first(desk),
        "false_positive",
        "--reason",
        "Born elsewhere.",
        "--by",
        "anna",
        *more,
    )


def test_a_report_is_taken_once(desk):
    again = json.loads(desk("import", str(desk.report), "--format", "json").out)
    assert again["reports"][0]["new"] == 0


def test_the_queue_is_told_in_words_and_in_json(desk):
    told = desk("list", "--format", "table").out
    assert "Omar Diaby" in told
    assert "0 suppressed" in told
    shown = json.loads(desk("list", "--words", "diaby", "--format", "json").out)
    assert shown["alerts"][0]["person"] == "Omar Diaby"
    assert json.loads(desk("list", "--least-score", "1", "--format", "json").out)["alerts"] == []


def test_one_alert_is_shown_with_evidence_and_history(desk):
    number = first(desk)
    decide(desk)
    told = desk("show", number[:8], "--format", "table").out
    assert "QDi.342" in told
    assert "Born elsewhere." in told
    record = json.loads(desk("show", number, "--format", "json").out)
    assert record["dispositions"][0]["author"] == "anna"


def test_from_false_positive_to_suppression_and_back(desk):
    number = first(desk)
    assert decide(desk).code == 0
    until = f"{datetime.now(UTC) + timedelta(days=30):%Y-%m-%d}"
    made = desk("suppress", number, "--reason", "Known here.", "--until", until, "--by", "anna",
                "--scope", "everywhere", "--format", "json")  # fmt: skip
    rules = json.loads(made.out)
    assert rules[0]["scope"] == "everywhere"
    listed = json.loads(desk("suppressions", "--format", "json").out)
    assert {one["state"] for one in listed} == {"in force"}
    assert "everywhere" in desk("suppressions", "--format", "table").out
    back = desk("revoke", str(rules[0]["id"]), "--reason", "Not known after all.", "--by", "ben")
    assert back.code == 0
    states = [one["state"] for one in json.loads(desk("suppressions", "--format", "json").out)]
    assert "revoked" in states


def test_history_is_exported_and_verified(desk, tmp_path):
    decide(desk)
    lines = [json.loads(line) for line in desk("export").out.splitlines()]
    assert lines[0]["type"] == "alert"
    assert desk("export", "--output", str(tmp_path / "all.jsonl")).code == 0
    assert (tmp_path / "all.jsonl").read_text().count("\n") == len(lines)
    assert desk("verify", "--format", "json").code == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("show", "zzzz"), "no alert"),
        (("decide", "zzzz", "true_match", "--reason", "Because it is."), "no alert"),
        (("approve", "zzzz"), "no alert"),
        (("revoke", "7", "--reason", "Because it is."), "no suppression"),
        (("import", "absent.json"), "absent.json"),
        (("decide", "zzzz", "maybe", "--reason", "x"), "maybe"),
    ],
)
def test_wrong_use_leaves_with_2_and_says_why(desk, arguments, told):
    called = desk(*arguments)
    assert called.code == 2
    assert told in called.err


def test_a_reason_is_required(desk):
    called = desk("decide", first(desk), "true_match", "--reason", " ")
    assert called.code == 2
    assert "reason" in called.err


def test_users_are_kept(desk):
    assert "no user" in desk("users", "list", "--format", "table").out
    assert desk("users", "add", "robot", "--role", "read_only", "--no-password").code == 0
    key = desk("users", "key", "robot").out.strip()
    assert len(key) > 40
    (user,) = json.loads(desk("users", "list", "--format", "json").out)
    assert user == {"name": "robot", "role": "read_only", "password": False, "keys": 1}
    assert key not in Path(desk.cache / "users.json").read_text()
    assert desk("users", "remove", "robot").code == 0
    assert desk("users", "remove", "robot").code == 2
