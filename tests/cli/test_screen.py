"""`sanxref screen`: results, exit codes, and what is said when something is missing."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sanxref.sample import AS_OF, article_paths

Call = Callable[..., Any]
AS_OF_DAY = f"--as-of={AS_OF}"
FOUND, NOTHING = (str(path) for path in article_paths())


def test_an_article_with_matches_leaves_with_1(call: Call) -> None:
    called = call("screen", AS_OF_DAY, FOUND, "--format", "json")

    assert called.code == 1
    report = json.loads(called.out)
    assert report["schema"] == "sanxref/report/1"
    assert report["summary"]["matches"] > 0
    assert called.err == ""


def test_an_article_without_findings_is_clear_against_current_lists(
    call: Call,
) -> None:
    called = call("screen", AS_OF_DAY, NOTHING, "--format", "json")

    assert called.code == 0
    assert json.loads(called.out)["summary"]["clear"] == 1


def test_persons_named_by_one_word_alone_are_told_once_for_an_article(
    call: Call, tmp_path: Path
) -> None:
    article = tmp_path / "harbour.txt"
    article.write_text(
        "Mr Quillfeather owns the ship. Colonel Brackenridge denied it, and Mr Quillfeather left. "
        "Ivan Petrenko watched. Mr Petrenko said nothing.",
        encoding="utf-8",
    )
    told = "Named by one word only, not compared as full names: Quillfeather, Brackenridge"
    files = {form: tmp_path / f"report.{form}" for form in ("json", "csv", "markdown", "html")}
    formats = [f"--format={form}={path}" for form, path in files.items()]

    called = call("screen", AS_OF_DAY, str(article), "--format", "table", *formats)

    (screened,) = json.loads(files["json"].read_text())["articles"]
    assert screened["notes"] == [told]
    for form in ("csv", "html"):
        assert files[form].read_text().count(told) == 1
    for shown in (called.out.casefold(), files["markdown"].read_text().casefold()):
        assert shown.count("not compared as full names") == 1
        assert shown.count("quillfeather, brackenridge") == 1


def test_an_article_with_full_names_alone_has_no_note_of_single_words(
    call: Call, tmp_path: Path
) -> None:
    article = tmp_path / "harbour.txt"
    article.write_text("Ivan Petrenko watched. Mr Petrenko said nothing to Oleh Petrenko.")

    called = call("screen", AS_OF_DAY, str(article), "--format", "json")

    assert json.loads(called.out)["articles"][0]["notes"] == []


def test_a_file_of_customers_is_refused_once_and_names_its_command(
    call: Call, tmp_path: Path
) -> None:
    customers = tmp_path / "customers.csv"
    customers.write_text("id,name\n1,Ivan Petrenko\n2\n3,Maria Lind\n")

    called = call("screen", AS_OF_DAY, str(customers), "--format", "json")

    assert called.code == 4
    (refused,) = json.loads(called.out)["articles"]
    assert "no text column" in refused["reason"]
    assert "sanxref match FILE" in refused["reason"]


@pytest.mark.parametrize(
    ("content", "source"),
    [
        ('<?xml version="1.0"?>\n<!-- x -->\n<CONSOLIDATED_LIST dateGenerated="">', "un"),
        ('\ufeff<?xml version="1.0"?><sdnList xmlns="x">', "ofac-sdn"),
        ('<Sanctions xmlns="x">', "ofac-sdn"),
        ('36,"QUILLFEATHER LINES",-0- ,"CUBA",-0- ,-0- \n', "ofac-sdn"),
    ],
)
@pytest.mark.parametrize("suffix", [".xml", ".csv", ".txt"])
def test_a_list_is_no_article_and_its_command_is_named(
    call: Call, tmp_path: Path, content: str, source: str, suffix: str
) -> None:
    path = tmp_path / f"list{suffix}"
    path.write_text(content, encoding="utf-8")

    called = call("screen", AS_OF_DAY, str(path), "--format", "json")

    assert called.code == 4
    (refused,) = json.loads(called.out)["articles"]
    assert f"sanxref lists import {source}" in refused["reason"]


def test_nothing_is_clear_against_a_stale_list(call: Call) -> None:
    called = call("screen", NOTHING, "--format", "json")

    assert called.code == 3
    assert json.loads(called.out)["summary"]["clear"] == 0
    assert "stale" in called.err


def test_without_any_list_nothing_is_screened(call: Call, tmp_path: Path) -> None:
    called = call("--cache", str(tmp_path / "empty"), "screen", NOTHING, at=None)

    assert called.code == 3
    assert called.out == ""
    assert "sanxref lists update" in called.err


@pytest.mark.parametrize("words", [("screen", FOUND), ("match", "Ivan Petrenko")])
def test_a_day_before_all_snapshots_is_told_with_what_is_held(
    call: Call, words: tuple[str, ...]
) -> None:
    called = call(*words, "--as-of", "2001-02-03")

    assert called.code == 3
    assert "no snapshot of 2001-02-03 or before is held, the earliest is of 2025-1" in called.err
    assert "sanxref lists import un FILE" in called.err
    assert "lists update" not in called.err, "it brings only the list of today"


def test_what_cannot_be_read_is_told_and_leaves_with_4(call: Call, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")

    called = call("screen", AS_OF_DAY, FOUND, str(tmp_path), "absent.txt", "--format", "table")

    assert called.code == 4
    assert "Screened   1 of 3 articles" in called.out
    assert "empty.txt" in called.out.split("NOT SCREENED")[1]
    assert "absent.txt" in called.out.split("NOT SCREENED")[1]


@pytest.mark.parametrize(("fail_on", "code"), [("match", 1), ("flagged", 1), ("never", 0)])
def test_fail_on_chooses_from_which_finding_on(call: Call, fail_on: str, code: int) -> None:
    assert call("screen", AS_OF_DAY, FOUND, "--fail-on", fail_on).code == code


def test_two_runs_are_the_same_outside_the_run_header(call: Call) -> None:
    first, second = (
        json.loads(call("screen", AS_OF_DAY, FOUND, NOTHING, "--format", "json").out)
        for _ in range(2)
    )

    assert first.pop("run") != second.pop("run")
    assert first == second


def test_several_formats_go_to_files(call: Call, tmp_path: Path) -> None:
    called = call(
        "screen", AS_OF_DAY, FOUND,
        *(f"--format={name}={tmp_path / name}" for name in ("json", "html", "csv", "markdown")),
    )  # fmt: skip

    assert called.out == ""
    assert (tmp_path / "html").read_text().startswith("<!DOCTYPE html>")
    assert json.loads((tmp_path / "json").read_text())["articles"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["csv", "html", "json", "markdown"]


def test_a_report_that_cannot_be_written_says_so(call: Call, tmp_path: Path) -> None:
    called = call("screen", AS_OF_DAY, NOTHING, f"--format=json={tmp_path / 'no' / 'file'}")

    assert called.code == 2
    assert "No such file" in called.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--format", "jason"], "jason"),
        (["--format", "json", "--format", "html"], "only one format"),
        (["--as-of", "yesterday"], "yesterday"),
        (["--threshold", "85"], "threshold"),
        (["--fail-on", "hit"], "hit"),
        ([], "INPUT"),
    ],
)
def test_wrong_use_leaves_with_2_and_names_it(call: Call, arguments: list[str], told: str) -> None:
    called = call("screen", *arguments, *([NOTHING] if arguments else []))

    assert called.code == 2
    assert told in called.err


def test_standard_input_is_screened(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = SimpleNamespace(buffer=io.BytesIO(Path(FOUND).read_bytes()))
    monkeypatch.setattr(sys, "stdin", stdin)

    report = json.loads(call("screen", AS_OF_DAY, "-", "--format", "json").out)

    assert report["articles"][0]["source"] == "-"
    assert report["summary"]["matches"] > 0


def test_limit_stops_after_so_many_articles(call: Call) -> None:
    called = call("screen", AS_OF_DAY, FOUND, NOTHING, "--limit=1")

    assert json.loads(called.out)["summary"]["articles"] == 1
    assert "was not looked at" in called.err


def test_a_reader_that_goes_away_is_no_error(home: Any) -> None:
    """As in `sanxref screen ... | head -1`."""
    command = [
        sys.executable, "-m", "sanxref", "--config", str(home.config), "--cache", str(home.cache),
        "screen", AS_OF_DAY, *[FOUND] * 1, "--format", "json",
    ]  # fmt: skip
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)

    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


def test_a_stored_item_is_explained_with_its_evidence(call: Call, tmp_path: Path) -> None:
    stored = tmp_path / "report.json"
    call("screen", AS_OF_DAY, FOUND, f"--format=json={stored}")
    article = json.loads(stored.read_text())["articles"][0]
    claim = next(one for one in article["claims"] if one["verdict"] == "contradicted")
    match = next(person for person in article["persons"] if person["matches"])["matches"][0]

    told = call("explain", str(stored), claim["id"], "--format", "table")
    shown = call("explain", str(stored), match["id"], "--format", "json")

    assert told.code == shown.code == 0
    assert claim["evidence"][0]["value"] in told.out
    assert match["reference"] in shown.out


def test_a_table_says_how_its_findings_are_explained(call: Call) -> None:
    called = call("screen", AS_OF_DAY, FOUND, "--format", "table")
    (hint,) = called.err.splitlines()
    run = hint.partition("sanxref explain ")[2].split()[0]

    ids = call("explain", run)
    match = next(word for word in ids.out.split() if word.endswith(".p1.m1"))
    told = call("explain", run, match, "--format", "table")

    assert ids.code == told.code == 0
    assert "Potential match" in told.out


def test_a_table_without_findings_or_of_a_run_that_is_not_kept_names_no_run(call: Call) -> None:
    assert call("screen", AS_OF_DAY, NOTHING, "--format", "table").err == ""
    assert call("screen", AS_OF_DAY, FOUND, "--format", "table", "--no-keep").err == ""


@pytest.mark.parametrize(
    ("content", "told"), [("{", "report"), ('{"schema": "other/1"}', "schema"), (None, "absent")]
)
def test_what_is_no_report_is_refused(
    call: Call, tmp_path: Path, content: str | None, told: str
) -> None:
    path = tmp_path / "absent.json"
    if content is not None:
        path.write_text(content)

    called = call("explain", str(path), "x")

    assert called.code == 2
    assert told in called.err
