"""Where results go: standard output, or files that are never half written."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING

import click

from sanxref.model.report import ReportDocument
from sanxref.reports import ReportFormat, render
from sanxref.reports.streams import stream_json, stream_lines

if TYPE_CHECKING:  # loads every room
    from sanxref.screening.stored import StoredReport

__all__ = ["Destination", "parse_destination", "write_report", "write_stored"]

_WHOLE = 2000
"""Up to so many articles a report is rendered whole in every format (some 20 MB of memory); beyond
it only json and jsonl, which are streamed, have the articles without findings too."""

_MOST_ON_A_PAGE = 1000
"""Articles with findings on one HTML page; browsers become slow above it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """One `--format FORMAT[=FILE]`; without a file it goes to standard output."""

    format: ReportFormat
    path: Path | None


def parse_destination(
    _ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]
) -> tuple[Destination, ...]:
    """Read `--format` options; the default is a table on a terminal and JSON otherwise."""
    if not values:
        terminal = sys.stdout.isatty()
        return (
            Destination(format=ReportFormat.TABLE if terminal else ReportFormat.JSON, path=None),
        )
    destinations = tuple(_parse(value) for value in values)
    if sum(one.path is None for one in destinations) > 1:
        raise click.BadParameter("only one format can go to standard output; give FORMAT=FILE")
    return destinations


def _parse(value: str) -> Destination:
    name, _, path = value.partition("=")
    try:
        chosen = ReportFormat(name)
    except ValueError:
        known = ", ".join(ReportFormat)
        raise click.BadParameter(f"{name!r} is not a format; known: {known}") from None
    return Destination(format=chosen, path=Path(path) if path else None)


def write_report(
    document: ReportDocument, destinations: tuple[Destination, ...], *, width: int | None = None
) -> None:
    """Render a report to each destination.

    Args:
        document: The report.
        destinations: Where, in which format.
        width: Columns of a table on standard output; None means those of the terminal, or no
            limit where it is none.

    Raises:
        OSError: A file cannot be written; an older file of that name is left as it was.
    """
    for destination in destinations:
        if destination.path is None:
            terminal = sys.stdout.isatty()
            rendered = render(
                document,
                destination.format,
                width=width or (get_terminal_size().columns if terminal else None),
                color=terminal,
            )
            sys.stdout.buffer.write(rendered)
            sys.stdout.buffer.flush()
        else:
            _replace(destination.path, [render(document, destination.format)])


def write_stored(report: "StoredReport", destinations: tuple[Destination, ...]) -> None:
    """Render a stored report of any size to each destination, in bounded memory.

    Raises:
        OSError: A file cannot be written; an older file of that name is left as it was.
    """
    if report.summary.articles <= _WHOLE:
        write_report(report.document(), destinations)
        return
    for destination in destinations:
        match destination.format:
            case ReportFormat.JSON:
                _stream(destination.path, stream_json(report))
            case ReportFormat.JSONL:
                _stream(destination.path, stream_lines(report))
            case ReportFormat.HTML:
                page = report.findings(texts=True, most=_MOST_ON_A_PAGE)
                write_report(page, (destination,))
            case _:
                write_report(report.findings(texts=False), (destination,))


def _stream(path: Path | None, pieces: Iterator[bytes]) -> None:
    if path is None:
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
    else:
        _replace(path, pieces)


def _replace(path: Path, pieces: Iterable[bytes]) -> None:
    waiting = path.with_name(f".{path.name}.part")
    try:
        with waiting.open("wb") as sink:
            sink.writelines(pieces)
        waiting.replace(path)
    finally:
        waiting.unlink(missing_ok=True)
