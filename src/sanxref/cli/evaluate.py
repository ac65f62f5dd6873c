"""`sanxref evaluate`: recall, precision and throughput on a labelled file."""

import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click
import msgspec

from sanxref.cli.environment import Environment
from sanxref.errors import ListCorrupt, ListError
from sanxref.model.designations import SourceKey

if TYPE_CHECKING:  # loaded by the commands that need them, so that help starts at once
    from sanxref.evaluation import ClaimFigures, MatchFigures
    from sanxref.lists import ImportOptions, ListSource, SnapshotStore
    from sanxref.matching import Matcher
    from sanxref.settings import Settings

__all__ = ["evaluate"]

_FILE = click.Path(path_type=Path, dir_okay=False)
_format_option = click.option(
    "--format",
    "shown_as",
    type=click.Choice(["table", "json"]),
    help="Default: table on a terminal, else json.",
)
_threshold_option = click.option(
    "--threshold",
    type=click.FloatRange(0.5, 1.0),
    help="Score from which something is a potential match; default: that of 'sanxref screen'.",
)


@click.group(short_help="Measure on a labelled file.")
def evaluate() -> None:
    """Measure recall, precision and throughput on a labelled file (docs/evaluation.md)."""


@evaluate.command()
@click.argument("file", type=_FILE)
@_threshold_option
@_format_option
@click.pass_obj
def pairs(
    environment: Environment, file: Path, threshold: float | None, shown_as: str | None
) -> None:
    """Compare pairs of names: CSV with name1, name2, is_match; further columns are groups."""
    from sanxref.evaluation import evaluate_pairs  # noqa: PLC0415 - heavy

    options = environment.settings.screening.matching
    _show(evaluate_pairs(file, options, threshold=threshold), shown_as)


@evaluate.command()
@click.option("--positives", type=_FILE, help="CSV with name and reference: names of listed ones.")
@click.option("--negatives", type=_FILE, help="CSV with name: ordinary names.")
@click.option(
    "--lists",
    "list_files",
    multiple=True,
    metavar="[SOURCE=]FILE",
    help="An official file to ask instead of the snapshots in use; repeatable. "
    "The source is told from the file where it is not given.",
)
@_threshold_option
@_format_option
@click.pass_obj
def names(  # noqa: PLR0913 - one argument for each option
    environment: Environment,
    *,
    positives: Path | None,
    negatives: Path | None,
    list_files: tuple[str, ...],
    threshold: float | None,
    shown_as: str | None,
) -> None:
    """Ask the lists for names of listed persons and for ordinary names."""
    from sanxref.evaluation import evaluate_names  # noqa: PLC0415 - heavy

    if positives is None and negatives is None:
        raise click.UsageError("give --positives, --negatives, or both")
    with TemporaryDirectory(prefix="sanxref-evaluate-") as folder:
        settings = environment.settings
        if list_files:
            settings = _with_lists(settings, list_files, Path(folder))
        figures = evaluate_names(
            _open_matcher(settings, threshold), positives=positives, negatives=negatives
        )
    _show(figures, shown_as)


def _with_lists(settings: "Settings", files: tuple[str, ...], cache: Path) -> "Settings":
    """Import the given files into a cache of their own."""
    from sanxref.lists import ImportOptions, SnapshotStore  # noqa: PLC0415 - heavy

    store = SnapshotStore(cache)
    keys = set()
    for given in files:
        key, separator, path = given.rpartition("=")
        sources = settings.sources.select((key,) if separator else ())
        keys.add(_import_as_one_of(sources, Path(path), store, ImportOptions(now=settings.now())))
    return replace(settings.only_sources(*keys), cache=cache)


def _import_as_one_of(
    sources: tuple["ListSource", ...], path: Path, store: "SnapshotStore", options: "ImportOptions"
) -> SourceKey:
    """Import a file as the first source that takes it; counts may be those of an extract."""
    from sanxref.lists import import_files  # noqa: PLC0415 - heavy

    refused: list[ListError] = []
    for source in sources:
        try:
            import_files(replace(source, expected_counts=()), [path], store, options)
        except ListCorrupt as error:
            refused.append(error)
        else:
            return source.key
    raise refused[0]


def _open_matcher(settings: "Settings", threshold: float | None) -> "Matcher":
    asked = settings.open_lists(threshold=threshold)
    for held in asked.lists:
        if held.status.state != "current":
            click.echo(f"sanxref: {held.status.title} is {held.status.state}", err=True)
    return asked.matcher


@evaluate.command()
@click.argument("file", type=_FILE)
@click.option("--recognizer", type=click.Choice(["auto", "spacy", "capitals"]), default="auto")
@_format_option
@click.pass_obj
def claims(environment: Environment, file: Path, recognizer: str, shown_as: str | None) -> None:
    """Extract claims of labelled passages: JSON lines with id, text, doc_date and claims."""
    from sanxref.articles import annotate, open_recognizer  # noqa: PLC0415 - heavy
    from sanxref.evaluation import evaluate_claims  # noqa: PLC0415 - heavy

    chosen = open_recognizer(recognizer)
    figures = evaluate_claims(
        file,
        lambda article, named: annotate(article, chosen, named=named),
        environment.settings.lexicon,
    )
    _show(figures, shown_as)


def _show(figures: "MatchFigures | ClaimFigures", shown_as: str | None) -> None:
    told = _as_object(figures)
    if shown_as == "json" or (shown_as is None and not sys.stdout.isatty()):
        click.echo(msgspec.json.format(msgspec.json.encode(told), indent=2).decode())
        return
    groups = told.pop("groups")
    for name, value in told.items():
        click.echo(f"{name:24} {_cell(value)}")
    for group, part in groups.items():
        del part["groups"]
        click.echo(f"\n{group}")
        for name, value in part.items():
            click.echo(f"    {name:24} {_cell(value)}")


def _as_object(figures: "MatchFigures | ClaimFigures") -> dict[str, Any]:
    told: dict[str, Any] = msgspec.to_builtins(figures)
    return {**told, "groups": {group: _as_object(part) for group, part in figures.groups}}


def _cell(value: object) -> str:
    return "-" if value is None else str(value)
