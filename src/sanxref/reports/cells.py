"""Cells of tables that a spreadsheet may open."""

from sanxref.reports.controls import show_controls

__all__ = ["safe_cell"]

# `=` `+` `-` `@` tab and carriage return per OWASP; line feed and the full-width forms because
# spreadsheets set to East Asian languages take them the same way.
_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


def safe_cell(value: object) -> str:
    """Write a value so that no spreadsheet runs it and no control character hides in it.

    What a spreadsheet would take as a formula gets an apostrophe before it (OWASP, "CSV
    Injection"; CWE-1236); None is empty.
    """
    text = show_controls("" if value is None else str(value))
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
