"""Workbooks: one row for each alert, texts that stay texts."""

import io

import pytest

from sanxref.model.report import ReportDocument
from sanxref.reports import ReportFormat, render

openpyxl = pytest.importorskip("openpyxl")
pytest.importorskip("xlsxwriter")


@pytest.fixture
def found(documents: dict[str, ReportDocument]) -> ReportDocument:
    return documents["found"]


def book(document: ReportDocument):
    return openpyxl.load_workbook(io.BytesIO(render(document, ReportFormat.XLSX)))


def test_each_alert_is_one_row_and_each_list_too(found: ReportDocument) -> None:
    made = book(found)

    assert made.sheetnames == ["Alerts", "Matches", "Claims", "Not screened", "Lists", "Notes"]
    assert made["Matches"].max_row == found.summary.matches + 1
    assert made["Lists"].max_row == len(found.lists) + 1
    alerts = list(made["Alerts"].iter_rows(values_only=True))
    assert alerts[0][:5] == ("alert", "article", "article_title", "published", "person")
    assert len({row[0] for row in alerts}) == len(alerts)


def test_matches_carry_what_ofac_asks(found: ReportDocument) -> None:
    header, first, *_ = book(found)["Matches"].iter_rows(values_only=True)
    row = dict(zip(header, first, strict=True))

    assert row["ofac_score"] == 97
    assert row["worksheet"].startswith("1. How much of the listed name matches? 2 of 3 words.")
    assert row["worksheet"].endswith("[ask the authority]")


def test_no_cell_is_a_formula(documents: dict[str, ReportDocument]) -> None:
    cells = [
        cell for sheet in book(documents["injection"]) for row in sheet.iter_rows() for cell in row
    ]

    assert not any(cell.data_type == "f" or cell.hyperlink for cell in cells)
    texts = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert not any(text.startswith(("=", "+", "-", "@", "\t")) for text in texts)


def test_the_same_report_gives_the_same_bytes(found: ReportDocument) -> None:
    assert render(found, ReportFormat.XLSX) == render(found, ReportFormat.XLSX)
