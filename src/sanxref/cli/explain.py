"""`sanxref explain`: one match or claim with all its evidence."""

import sys
from pathlib import Path

import click

from sanxref.reports import explain as explain_item
from sanxref.reports import read_report

__all__ = ["explain"]


@click.command(short_help="Show one match or claim with all its evidence.")
@click.argument("report", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("item", metavar="ID")
@click.option(
    "--format",
    "chosen",
    type=click.Choice(["table", "json"]),
    help="Default: table on a terminal, json otherwise.",
)
def explain(report: Path, item: str, chosen: str | None) -> None:
    """Show one match or claim of a stored JSON report with all its evidence."""
    terminal = sys.stdout.isatty()
    shown = chosen or ("table" if terminal else "json")
    rendered = explain_item(read_report(report), item, shown, color=terminal)
    sys.stdout.buffer.write(rendered)
    sys.stdout.buffer.flush()
