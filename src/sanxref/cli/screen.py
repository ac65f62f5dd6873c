"""`sanxref screen`: articles against the lists."""

import sys
from datetime import datetime
from typing import TYPE_CHECKING

import click

from sanxref.cli.environment import Environment
from sanxref.cli.exits import FailOn, exit_of_report
from sanxref.cli.output import Destination, parse_destination, write_report
from sanxref.cli.progress import article_progress

if TYPE_CHECKING:  # the room of articles is heavy
    from sanxref.articles import RecognizerName

__all__ = ["screen"]


@click.command(short_help="Screen articles against the lists.")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--format",
    "destinations",
    multiple=True,
    callback=parse_destination,
    metavar="FORMAT[=FILE]",
    help="table, json, jsonl, csv, markdown or html; repeatable. "
    "Default: table on a terminal, json otherwise.",
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Use the lists as they stood on this day, of the snapshots that are held.",
)
@click.option(
    "--threshold",
    type=click.FloatRange(0.5, 1.0),
    help="Score from which a candidate is a potential match (config/screening.yaml).",
)
@click.option(
    "--fail-on",
    type=click.Choice([str(one) for one in FailOn]),
    default=str(FailOn.MATCH),
    show_default=True,
    help="Exit with 1 from which finding on: a match, only a flagged claim, or never.",
)
@click.option(
    "--recognizer",
    type=click.Choice(["auto", "spacy", "capitals"]),
    help="Who looks for names besides the spotter: spaCy, or capitals, which needs no model. "
    "Default: spaCy where it is installed (config/screening.yaml).",
)
@click.option("--limit", type=click.IntRange(min=1), help="Stop after so many articles.")
@click.pass_obj
def screen(  # noqa: PLR0913 - one argument for each option of the public contract
    environment: Environment,
    *,
    inputs: tuple[str, ...],
    destinations: tuple[Destination, ...],
    as_of: datetime | None,
    threshold: float | None,
    fail_on: str,
    recognizer: "RecognizerName | None",
    limit: int | None,
) -> int:
    """Screen articles: files, folders, globs, http(s) addresses, or - for standard input.

    Reads .txt .html .md .eml .pdf .docx .jsonl .csv and .parquet. What cannot be read is reported
    as not screened, with the reason, and never counted as clear.
    """
    settings = environment.settings
    screener = settings.open_screener(
        as_of=as_of.date() if as_of else None, threshold=threshold, recognizer=recognizer
    )
    if screener.options.recognizer == "auto" and screener.recognizer.key == "capitals":
        click.echo(
            "sanxref: no recognizer model is installed; names are found by the lists and by "
            "capitals alone. For more: pip install 'sanxref[ner]'",
            err=True,
        )
    with article_progress() as progress:
        document = screener.screen(
            inputs,
            now=settings.now,
            stdin=sys.stdin.buffer,
            limit=limit,
            progress=progress,
        )
    write_report(document, destinations)
    code = exit_of_report(document, FailOn(fail_on))
    for held in document.lists:
        if held.state != "current":
            click.echo(f"sanxref: {held.title} is {held.state}: {held.error}", err=True)
    return code
