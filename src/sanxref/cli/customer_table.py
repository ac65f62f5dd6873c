"""Results of a customer file as a table for a reader at a terminal."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import get_terminal_size

from sanxref.cli.output import write_bytes
from sanxref.reports.blocks import Block, Grid, Line
from sanxref.reports.terminal import render_terminal
from sanxref.reports.wording import score_text
from sanxref.screening.customer_runs import CustomerSummary
from sanxref.screening.customers import ResultRow

__all__ = ["CustomerTable"]

_MOST = 500
"""Results that are kept and shown: more are for the other formats, which need no memory."""


class CustomerTable:
    """Takes results, and shows them when all are there."""

    def __init__(self, titles: dict[str, str]) -> None:
        """Take the titles of the lists by source."""
        self._titles = titles
        self._rows: list[ResultRow] = []
        self._further = 0

    def write(self, rows: Sequence[ResultRow]) -> None:
        """Take some rows."""
        kept = rows[: _MOST - len(self._rows)]
        self._rows += kept
        self._further += len(rows) - len(kept)

    def show(self, summary: CustomerSummary, path: Path | None) -> None:
        """Write the table and what the file came to.

        Args:
            summary: What became of the file.
            path: File; None means standard output.
        """
        terminal = path is None and sys.stdout.isatty()
        width = get_terminal_size().columns if terminal else None
        write_bytes(path, render_terminal(self._blocks(summary), width=width, color=terminal))

    def _blocks(self, summary: CustomerSummary) -> Iterator[Block]:
        matches = [row for row in self._rows if row.status == "match"]
        others = [row for row in self._rows if row.status != "match"]
        if matches:
            yield Grid(
                headers=("Row", "Name", "Potential match", "List", "Reference", "Score"),
                rows=tuple(map(self._match, matches)),
                numbers=frozenset({0}),
            )
        if others:
            yield Grid(
                headers=("Row", "Name", "Status", "Reason"),
                rows=tuple((str(r.row), r.name, _words(r.status), r.reason) for r in others),
                numbers=frozenset({0}),
            )
        if self._further:
            yield Line(text=f"{self._further:,} further results are not shown: --format csv=FILE.")
        yield Line(text=_told(summary))
        for held in summary.head.lists:
            if held.state != "current":
                text = f"NOT CLEAR: {held.title} is {held.state}: {held.error}"
                yield Line(text=text, warning=True)

    def _match(self, row: ResultRow) -> tuple[str, ...]:
        return (
            str(row.row),
            row.name,
            row.listed_name,
            self._titles.get(row.source, row.source),
            row.reference,
            score_text(row.score or 0.0),
        )


def _words(status: str) -> str:
    return status.replace("_", " ")


def _told(summary: CustomerSummary) -> str:
    parts = [
        f"{summary.customers_matched:,} with potential matches ({summary.matches:,})",
        f"{summary.incomplete:,} incomplete",
        f"{summary.not_screened:,} not screened",
    ]
    if summary.head.is_current:
        parts.append(f"{summary.clear:,} clear")
    return f"{summary.rows:,} rows: {', '.join(parts)}."
