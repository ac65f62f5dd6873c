"""The door through which a report is written in any format."""

from collections.abc import Iterator
from typing import assert_never

from sanxref.model.report import ReportDocument
from sanxref.reports.blocks import Block, Title
from sanxref.reports.document import encode_text_safely, render_json
from sanxref.reports.formats import ReportFormat
from sanxref.reports.lines import render_lines
from sanxref.reports.markdown import render_markdown
from sanxref.reports.overview import describe_report
from sanxref.reports.rows import render_csv

__all__ = ["render"]


def render(  # noqa: PLR0911 - one for each format
    document: ReportDocument,
    report_format: ReportFormat,
    *,
    width: int | None = None,
    color: bool = False,
) -> bytes:
    """Write a report in one format; the same report gives the same bytes.

    Args:
        document: The report.
        report_format: What to write.
        width: Columns of the terminal, or None for no limit; for the table.
        color: Whether the table has ANSI colours.

    Returns:
        UTF-8 with a line end at the end; a workbook for xlsx.

    Raises:
        ConfigError: The format needs an extra that is not installed.
    """
    match report_format:
        case ReportFormat.TABLE:
            # Imported here: rich is needed by this one format and slow to load.
            from sanxref.reports.terminal import render_terminal  # noqa: PLC0415

            return render_terminal(describe_report(document), width=width, color=color)
        case ReportFormat.JSON:
            return render_json(document)
        case ReportFormat.JSONL:
            return encode_text_safely(document, render_lines)
        case ReportFormat.CSV:
            return render_csv(document)
        case ReportFormat.MARKDOWN:
            return render_markdown(_titled(document))
        case ReportFormat.HTML:
            # Imported here: jinja2 is needed by this one format.
            from sanxref.reports.page import render_page  # noqa: PLC0415

            return render_page(document)
        case ReportFormat.XLSX:
            # Imported here: needed by this one format.
            from sanxref.reports.xlsx import render_xlsx  # noqa: PLC0415

            return render_xlsx(document)
        case ReportFormat.FTM:
            from sanxref.reports.ftm import render_ftm  # noqa: PLC0415 - needed by this one format

            return render_ftm(document)
        case _:
            assert_never(report_format)


def _titled(document: ReportDocument) -> Iterator[Block]:
    yield Title(text=f"Screening report {document.run.id}")
    yield from describe_report(document, full=True)
