"""`sanxref explain`: one match or claim with all its evidence."""

import sys
from pathlib import Path
from shutil import get_terminal_size

import click

from sanxref.cli.environment import Environment
from sanxref.errors import RunError
from sanxref.reports import explain as explain_item
from sanxref.reports import read_report

__all__ = ["explain"]


@click.command(short_help="Show one match or claim with all its evidence.")
@click.argument("report")
@click.argument("item", metavar="[ID]", required=False)
@click.option(
    "--format",
    "chosen",
    type=click.Choice(["table", "json"]),
    help="Default: table on a terminal, json otherwise; table without an ID.",
)
@click.pass_obj
def explain(environment: Environment, /, report: str, item: str | None, chosen: str | None) -> None:
    """Show one match or claim of a REPORT with all its evidence; without an ID, all ids.

    A REPORT is a file in json or jsonl, the id of a stored run, or 'latest'.
    """
    terminal = sys.stdout.isatty()
    rendered = explain_item(
        read_report(_find(environment, report)),
        item,
        chosen or ("table" if terminal or item is None else "json"),
        width=get_terminal_size().columns if terminal else None,
        color=terminal,
    )
    sys.stdout.buffer.write(rendered)
    sys.stdout.buffer.flush()


def _find(environment: Environment, report: str) -> Path:
    if Path(report).is_file():
        return Path(report)
    try:
        return environment.settings.runs.find(report).report
    except RunError as exc:
        raise RunError(f"{report}: no such file, and no such run ({exc})") from exc
