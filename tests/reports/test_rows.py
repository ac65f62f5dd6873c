import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanxref.reports import ReportFormat, render
from sanxref.reports.cells import safe_cell
from sanxref.reports.rows import COLUMNS


def rows_of(document):
    text = render(document, ReportFormat.CSV).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_one_row_for_each_list_match_claim_and_input_not_screened(documents):
    kinds = [row["row"] for row in rows_of(documents["not-screened"])]
    assert kinds == [*["list"] * 2, *["match"] * 2, *["claim"] * 3, *["not_screened"] * 3]


def test_header_is_the_same_whatever_is_found(documents):
    first = {render(one, ReportFormat.CSV).split(b"\r\n")[0] for one in documents.values()}
    assert first == {",".join(COLUMNS).encode()}


def test_report_without_findings_still_tells_the_state_of_the_lists(documents):
    rows = rows_of(documents["stale-list"])
    assert [(row["list"], row["list_state"]) for row in rows] == [
        ("UN Consolidated", "missing"),
        ("OFAC SDN", "stale"),
    ]


def test_pandas_reads_it(documents):
    content = io.BytesIO(render(documents["found"], ReportFormat.CSV))
    frame = pd.read_csv(content, dtype=str, keep_default_na=False)
    assert frame.loc[frame["row"] == "claim", "verdict"].tolist() == [
        "unconfirmed",
        "out_of_scope",
        "confirmed",
    ]


def test_no_cell_of_a_hostile_report_is_a_formula(documents):
    for row in rows_of(documents["injection"]):
        for value in row.values():
            assert not value.startswith(tuple("=+-@\t\r\n"))


@pytest.mark.parametrize("start", [*"=+-@\t\r\n", "＝", "＠"])
def test_formula_gets_an_apostrophe(start):
    assert safe_cell(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("text", ["", "Ivan", "0.93", "'quoted'", "a=b", "2014-09-23"])
def test_ordinary_cells_stay(text):
    assert safe_cell(text) == text


@given(st.text())
def test_any_cell_is_safe_and_keeps_its_end(text):
    cell = safe_cell(text)
    assert not cell.startswith(tuple("=+-@\t\r\n＝＋－＠"))
