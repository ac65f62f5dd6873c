"""`sanxref match`: one name, a file, exit codes, refusals."""

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from sanxref.sample import AS_OF

AS_OF_DAY = f"--as-of={AS_OF}"
LISTED = "Oumar Diaby"  # of the sample extracts
ORDINARY = "Bartholomew Quillfeather"


def write_customers(folder: Path, *rows: str, header: str = "id,name,dob") -> str:
    path = folder / "customers.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return str(path)


def test_a_listed_name_is_reported_with_worksheet_and_leaves_with_1(call):
    called = call("match", LISTED, AS_OF_DAY, "--birth-date", "1975-08-05", "--format", "json")

    assert called.code == 1
    report = json.loads(called.out)
    (person,) = report["articles"][0]["persons"]
    (match, *_) = person["matches"]
    assert match["ofac_score"] > 90
    assert len(match["worksheet"]) == 5
    fact = person["context"][0]
    text = report["articles"][0]["text"]
    assert text[fact["start"] : fact["end"]] == "1975-08-05"
    assert all(text[m["start"] : m["end"]] == m["text"] for m in person["mentions"])


def test_an_ordinary_name_is_clear_and_leaves_with_0(call):
    called = call("match", ORDINARY, AS_OF_DAY, "--format", "json")

    assert called.code == 0
    assert json.loads(called.out)["summary"]["clear"] == 1


@pytest.mark.parametrize("name", ["Quillfeather", "Bin Quillfeather", "al-Quillfeather"])
def test_a_surname_alone_is_never_clear(call, name):
    called = call("match", name, AS_OF_DAY, "--format", "json")

    assert called.code == 4
    summary = json.loads(called.out)["summary"]
    assert (summary["clear"], summary["not_screened"]) == (0, 1)
    assert "ask with the full name" in called.out


def test_a_name_of_several_han_characters_is_more_than_one_word(call):
    assert call("match", "王小明", AS_OF_DAY, "--format", "json").code == 0


def test_a_customer_of_one_word_is_incomplete(call, tmp_path):
    path = write_customers(tmp_path, "1,Quillfeather,", f"2,{ORDINARY},")
    called = call("match", path, AS_OF_DAY, "--workers=1", "--format", "csv")

    (row,) = csv.DictReader(io.StringIO(called.out))
    assert (row["id"], row["status"]) == ("1", "incomplete")
    assert "one word" in row["reason"]
    assert json.loads(called.err.splitlines()[-1])["clear"] == 1


def test_a_table_of_a_file_shows_matches_the_rest_and_the_counts(call, tmp_path):
    rows = (f"1,{LISTED},", "2,Quillfeather,", "3,,", f"4,{ORDINARY},")
    path = write_customers(tmp_path, *rows)

    called = call("match", path, AS_OF_DAY, "--workers=1", "--format", "table")

    assert called.code == 4
    matches, others, told = called.out.split("\n\n")
    assert "POTENTIAL MATCH" in matches
    assert [line.split()[0] for line in others.splitlines()[1:]] == ["2", "3"]
    assert told.startswith("4 rows: 1 with potential matches (")
    assert told.rstrip().endswith("1 incomplete, 1 not screened, 1 clear.")
    assert called.err == "", "the summary in JSON is for the other formats"


def test_a_table_has_no_room_for_worksheets(call, tmp_path):
    path = write_customers(tmp_path, f"1,{LISTED},")
    called = call("match", path, AS_OF_DAY, "--format", "table", "--worksheet")
    assert called.code == 2
    assert "csv" in called.err


def test_a_terminal_gets_a_table_of_a_file(home, tmp_path):
    path = write_customers(tmp_path, f"1,{LISTED},")
    ours, theirs = pty.openpty()
    words = ["--config", str(home.config), "--cache", str(home.cache), "match", path, AS_OF_DAY]
    command = [sys.executable, "-c", "from sanxref.cli.main import main; main()", *words]

    done = subprocess.run(command, stdout=theirs, stderr=subprocess.PIPE, check=False)
    os.close(theirs)

    with os.fdopen(ours, "rb") as shown:
        out = shown.read1()
    assert done.returncode == 1
    assert b"POTENTIAL MATCH" in out
    assert b'{"' not in done.stderr


def test_nothing_is_clear_against_stale_lists(call):
    called = call("match", ORDINARY)

    assert called.code == 3
    assert "stale" in called.err


def test_a_report_of_a_name_can_be_explained(call, tmp_path):
    stored = tmp_path / "report.json"
    call("match", LISTED, AS_OF_DAY, "--format", f"json={stored}")
    match = json.loads(stored.read_text())["articles"][0]["persons"][0]["matches"][0]

    called = call("explain", str(stored), match["id"], "--format", "table")

    assert called.code == 0
    assert "OFAC asks (FAQ 5)".upper() in called.out.upper()
    assert "OFAC's search" in called.out
    assert f"{LISTED} was asked for" in called.out


def test_worksheets_stand_under_the_table(call):
    called = call("match", LISTED, AS_OF_DAY, "--worksheet", "--format", "table")

    assert "How much of the listed name matches?" in called.out


@pytest.mark.parametrize("chosen", ["csv", "html", "markdown", "jsonl"])
def test_every_format_of_a_report_serves_a_name(call, chosen):
    called = call("match", LISTED, AS_OF_DAY, "--format", chosen)

    assert called.code == 1
    assert "DIABY" in called.out


@pytest.mark.parametrize("chosen", ["table", "html", "markdown"])
def test_a_name_that_was_asked_for_stands_in_no_article(call, chosen):
    called = call("match", LISTED, AS_OF_DAY, "--format", chosen)

    words = re.sub(r"<style>.*?</style>|<[^>]+>", " ", called.out, flags=re.DOTALL)
    told = words.rpartition("How to read this report")[0].casefold() or words.casefold()
    assert "name" in told
    assert "article" not in told


def test_further_names_and_facts_count(call):
    weak = call("match", ORDINARY, "--alias", LISTED, AS_OF_DAY, "--format", "json")
    assert weak.code == 1
    assert call("match", LISTED, "--kind", "vessel", AS_OF_DAY, "--format", "json").code == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["match", LISTED, "--birth-date", "31/31/1975"], "31/31/1975"),
        (["match", LISTED, "--birth-date", "03/02/1975"], "order"),
        (["match", LISTED, "--nationality", "Atlantis"], "Atlantis"),
        (["match", LISTED, "--name-column", "name"], "--name-column"),
        (["match", LISTED, "--workers", "2"], "--workers"),
        (["match", ""], "no name in ''\n"),
        (["match", "12345"], "no name in '12345'"),
        (["match", "absent.csv"], "absent.csv"),
        (["match", LISTED, "--format", "parquet=x"], "parquet"),
    ],
)
def test_wrong_use_is_told_and_leaves_with_2(call, arguments, told):
    called = call(*arguments)

    assert called.code == 2
    assert told in called.err
    assert called.out == ""


def test_a_file_gives_rows_and_a_summary(call, tmp_path):
    path = write_customers(
        tmp_path, f"a,{LISTED},1975-08-05", f"b,{ORDINARY},1980", "c,,1990", f"d,{ORDINARY},soon"
    )

    called = call("match", path, AS_OF_DAY, "--format", "csv")

    assert called.code == 4, "a row was not screened"
    rows = list(csv.DictReader(io.StringIO(called.out, newline="")))
    assert {(row["id"], row["status"]) for row in rows} == {
        ("a", "match"),
        ("c", "not_screened"),
        ("d", "incomplete"),
    }
    assert all(len(row["snapshot_sha256"]) == 64 for row in rows if row["status"] == "match")
    summary = json.loads(called.err.splitlines()[-1])
    assert (summary["rows"], summary["screened"], summary["not_screened"]) == (4, 3, 1)
    assert summary["clear"] == 2
    assert {one["state"] for one in summary["head"]["lists"]} == {"current"}


def test_exit_codes_of_a_file(call, tmp_path):
    found = write_customers(tmp_path, f"a,{LISTED},")
    assert call("match", found, AS_OF_DAY).code == 1
    assert call("match", found, AS_OF_DAY, "--fail-on", "never").code == 0
    stale = call("match", found)
    assert stale.code == 3
    assert json.loads(stale.err.splitlines()[-1])["clear"] == 0
    clear = write_customers(tmp_path, f"a,{ORDINARY},")
    called = call("match", clear, AS_OF_DAY)
    assert (called.code, called.out) == (0, "")


def test_results_and_summary_go_to_files(call, tmp_path):
    path = write_customers(tmp_path, f"a,{LISTED},", header="who,full name,x")
    out, told = tmp_path / "out.parquet", tmp_path / "summary.json"

    called = call(
        "match", path, AS_OF_DAY, "--id-column", "who", "--format", f"parquet={out}",
        "--summary", str(told),
    )  # fmt: skip

    assert (called.code, called.out) == (1, "")
    assert set(pq.read_table(out).column("id").to_pylist()) == {"a"}
    assert json.loads(told.read_text())["rows"] == 1


@pytest.mark.parametrize(
    ("header", "options", "told"),
    [
        ("a,b,c", [], "'a', 'b', 'c'"),
        ("name,full_name,c", [], "--name-column"),
        ("name,b,c", ["--birth-date-column", "dob"], "'dob'"),
        ("name,b,c", ["--birth-date", "1970"], "--birth-date"),
        ("name,b,c", ["--format", "html"], "html"),
        ("name,b,c", ["--format", "csv", "--format", "jsonl=x"], "one --format"),
        ("name,b,c", ["--format", "parquet"], "parquet=FILE"),
        ("name,b,c", ["--encoding", "klingon"], "klingon"),
    ],
)
def test_wrong_use_of_a_file_is_told_and_leaves_with_2(call, tmp_path, header, options, told):
    path = write_customers(tmp_path, "x,y,z", header=header)

    called = call("match", path, AS_OF_DAY, *options)

    assert called.code == 2
    assert told in called.err


def test_a_damaged_file_leaves_with_4(call, tmp_path):
    path = tmp_path / "damaged.parquet"
    path.write_bytes(b"no parquet")

    called = call("match", str(path), AS_OF_DAY)

    assert called.code == 4
    assert "damaged.parquet" in called.err


def test_a_run_that_is_ended_leaves_no_half_written_file(home, tmp_path):
    path = write_customers(tmp_path, *(f"{n},{ORDINARY} {n}x,1980" for n in range(400_000)))
    out = tmp_path / "out"
    out.mkdir()
    with subprocess.Popen(
        [
            sys.executable, "-m", "sanxref", "--config", str(home.config), "--cache",
            str(home.cache), "match", path, AS_OF_DAY, "--workers", "2",
            "--format", f"csv={out / 'out.csv'}",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        waited_until = time.monotonic() + 60
        while not list(out.iterdir()) and time.monotonic() < waited_until:
            time.sleep(0.05)
        process.terminate()
        assert process.wait(timeout=60) == 143
    assert list(out.iterdir()) == []


@pytest.mark.parametrize("moment", ["thread", "process"])
def test_a_run_that_is_ended_while_it_starts_its_workers_leaves_no_file(home, tmp_path, moment):
    path = write_customers(tmp_path, *(f"{n},{ORDINARY} {n}x,1980" for n in range(3000)))
    out = tmp_path / "out"
    out.mkdir()

    ended = subprocess.run(
        [
            sys.executable, str(Path(__file__).with_name("ended_at_start.py")), moment,
            "--config", str(home.config), "--cache", str(home.cache), "match", path, AS_OF_DAY,
            "--workers", "2", "--format", f"csv={out / 'out.csv'}",
        ],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip

    assert (ended.returncode, ended.stdout) == (143, ""), ended.stderr
    assert list(out.iterdir()) == []
