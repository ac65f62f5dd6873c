import re
from collections import Counter
from dataclasses import replace

import pytest
from rich.cells import cell_len

from sanxref.reports import ReportFormat, render

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def table(document, **options) -> str:
    return render(document, ReportFormat.TABLE, **options).decode()


def letters(text: str) -> list[str]:
    return sorted(re.sub(r"\s", "", ANSI.sub("", text)).upper())


@pytest.mark.parametrize("width", [24, 32, 40, 60, 72, 80, 100, 132, 200, 400])
@pytest.mark.parametrize("situation", ["found", "not-screened", "stale-list", "injection"])
def test_no_line_is_wider_than_the_terminal(documents, situation, width):
    lines = table(documents[situation], width=width).splitlines()
    assert max(cell_len(line) for line in lines) <= width


@pytest.mark.parametrize("width", [82, 90, 100, 132, 200])
@pytest.mark.parametrize("situation", ["found", "not-screened", "stale-list", "injection"])
def test_nothing_is_cut_where_text_wraps(documents, situation, width):
    wide = table(documents[situation])
    assert letters(table(documents[situation], width=width)) == letters(wide)


@pytest.mark.parametrize("width", [24, 48, 64])
def test_nothing_is_cut_where_rows_are_stacked(documents, width):
    missing = Counter(letters(table(documents["found"]))) - Counter(
        letters(table(documents["found"], width=width))
    )
    assert not missing


def test_without_a_width_one_finding_is_one_line(documents):
    lines = table(documents["found"]).splitlines()
    assert any("Oleh Petrenko" in line and "never listed" in line for line in lines)
    assert all(line == line.rstrip() for line in lines)


def test_color_changes_nothing_but_color(documents):
    for document in documents.values():
        plain, colored = table(document), table(document, color=True)
        assert "\x1b" not in plain
        assert ANSI.sub("", colored) == plain


def test_verdicts_and_warnings_are_colored(documents):
    colored = table(documents["not-screened"], color=True)
    assert "\x1b[32mconfirmed" in colored
    assert "\x1b[1;31mNOT CLEAR" in colored


def test_environment_changes_nothing(documents, monkeypatch):
    before = table(documents["found"])
    for name, value in {"COLUMNS": "20", "FORCE_COLOR": "1", "TERM": "dumb"}.items():
        monkeypatch.setenv(name, value)
    assert table(documents["found"]) == before


def test_escape_sequences_of_an_article_do_not_reach_the_terminal(documents):
    text = table(documents["injection"])
    assert "\x1b" not in text
    assert "\x9b" not in text
    assert "\u202e" not in text
    assert "[U+202E]" in text


def test_why_a_list_is_not_current_is_said_once_and_that_none_is_clear_at_the_end(documents):
    lines = table(documents["stale-list"]).splitlines()
    assert lines[0].endswith("missing")
    assert sum(line.startswith("NOT CLEAR: UN Consolidated is missing") for line in lines) == 1
    assert lines[-1] == "No potential matches were found, but not every list is current."


def test_wide_characters_line_up(documents):
    document = documents["found"]
    first = document.articles[1]
    person = replace(first.persons[0], name="汉字姓名")
    changed = replace(first, persons=(person, *first.persons[1:]))
    lines = table(replace(document, articles=(changed,))).splitlines()
    header = next(line for line in lines if line.startswith("ARTICLE"))
    row = next(line for line in lines if "99001" in line)
    assert cell_len(row[: row.index("PETRENKO")]) == header.index("POTENTIAL")
