"""Golden files: one for each format and situation.

To write them again: `pytest tests/reports --update-golden`, then read the difference in git.
"""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from sanxref.reports import ReportFormat, explain, render

GOLDEN = Path(__file__).parent / "golden"
# A workbook is an archive of bytes; its cells are compared in test_xlsx.py.
TEXTS = [one for one in ReportFormat if one is not ReportFormat.XLSX]
SITUATIONS = ("found", "nothing-found", "not-screened", "stale-list", "injection")


@pytest.mark.parametrize("situation", SITUATIONS)
@pytest.mark.parametrize("report_format", TEXTS)
def test_report_equals_its_golden_file(documents, compare_with_file, situation, report_format):
    rendered = render(documents[situation], report_format)
    if report_format is ReportFormat.HTML:
        # The look of the page is tested in a browser; here a change of it would hide the rest.
        rendered = re.sub(rb"<style>.*?</style>", b"<style></style>", rendered, flags=re.DOTALL)
        rendered = re.sub(rb"'sha256-[^']+'", b"'sha256-'", rendered)
    compare_with_file(rendered, GOLDEN / f"{situation}{report_format.suffix}")


@pytest.mark.parametrize("width", [60, 100])
def test_table_at_a_width_equals_its_golden_file(documents, compare_with_file, width):
    rendered = render(documents["found"], ReportFormat.TABLE, width=width)
    compare_with_file(rendered, GOLDEN / f"found-{width}.txt")


def test_table_in_color_equals_its_golden_file(documents, compare_with_file):
    rendered = render(documents["not-screened"], ReportFormat.TABLE, color=True)
    compare_with_file(rendered, GOLDEN / "not-screened-color.txt")


@pytest.mark.parametrize("report_format", ["table", "json", "markdown"])
@pytest.mark.parametrize(
    ("name", "item_id"),
    [
        ("match", "0a1b2c3d4e5f.p1.m1"),
        ("claim", "0a1b2c3d4e5f.c2"),
        ("person", "0a1b2c3d4e5f.p1"),
        ("article", "0a1b2c3d4e5f"),
    ],
)
def test_explanation_equals_its_golden_file(
    documents, compare_with_file, name, item_id, report_format
):
    rendered = explain(documents["found"], item_id, report_format)
    suffix = ReportFormat(report_format).suffix
    compare_with_file(rendered, GOLDEN / f"explain-{name}{suffix}")


@pytest.mark.parametrize("report_format", list(ReportFormat))
def test_same_report_gives_same_bytes(documents, report_format):
    once, again = (render(documents["found"], report_format) for _ in range(2))
    assert once == again


@pytest.mark.parametrize("report_format", TEXTS)
def test_a_text_ends_with_one_line_end(documents, report_format):
    once = render(documents["found"], report_format)
    assert once.endswith(b"\n")
    assert not once.endswith(b"\n\n")


@pytest.mark.parametrize("report_format", list(ReportFormat))
def test_lone_surrogate_costs_no_report(documents, report_format):
    """UTF-8 cannot carry it; the rest of the report must still be written."""
    document = documents["found"]
    broken = replace(document.articles[0], title="a\ud800b", text="x\udfffy", source="\udc80")
    rendered = render(replace(document, articles=(broken, document.articles[1])), report_format)
    assert report_format is ReportFormat.XLSX or "Ivan Petrenko" in rendered.decode("utf-8")
