"""Where results go: standard output, or files that are never half written."""

import errno
import os
import secrets
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING

import click

from sanxref.cli.pipes import drop_output
from sanxref.model.report import ReportDocument
from sanxref.reports import ReportFormat, render
from sanxref.reports.streams import stream_json, stream_lines
from sanxref.reports.xlsx import require_xlsxwriter

if TYPE_CHECKING:  # loads every room
    from sanxref.screening.stored import StoredReport

__all__ = [
    "LOOKBACK_FORMATS",
    "Destination",
    "check_destinations",
    "parse_destination",
    "write_bytes",
    "write_report",
    "write_stored",
]

LOOKBACK_FORMATS = frozenset(
    {ReportFormat.TABLE, ReportFormat.JSON, ReportFormat.JSONL, ReportFormat.CSV}
)
"""Formats of `sanxref screen --changed`."""

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
    files = [one.path.resolve() for one in destinations if one.path is not None]
    for path in files:
        if files.count(path) > 1:
            raise click.BadParameter(f"two formats would go to {path}")
    return destinations


def _parse(value: str) -> Destination:
    name, _, path = value.partition("=")
    try:
        chosen = ReportFormat(name)
    except ValueError:
        known = ", ".join(ReportFormat)
        raise click.BadParameter(f"{name!r} is not a format; known: {known}") from None
    return Destination(format=chosen, path=Path(path) if path else None)


def check_destinations(destinations: tuple[Destination, ...], further: Path | None) -> None:
    """Find out before the work whether its outcome can be written.

    Raises:
        OSError: A file cannot be made in the folder of a destination.
        ConfigError: A format needs an extra that is not installed.
    """
    if any(one.format is ReportFormat.XLSX for one in destinations):
        require_xlsxwriter()
    for path in (*(one.path for one in destinations), further):
        if path is None or (path.exists() and not (path.is_file() or path.is_dir())):
            continue  # standard output, a pipe, a device
        try:
            if path.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            with tempfile.TemporaryFile(dir=path.resolve().parent):
                pass
        except OSError as error:
            raise OSError(error.errno, f"{path} cannot be written: {error.strerror}") from error


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
            _put_out([rendered])
        else:
            _write(destination.path, [render(document, destination.format)])


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


def write_bytes(path: Path | None, content: bytes) -> None:
    """Write to a file that is never half written, or to standard output."""
    _stream(path, iter((content,)))


def _stream(path: Path | None, pieces: Iterator[bytes]) -> None:
    if path is None:
        _put_out(pieces)
    else:
        _write(path, pieces)


def _put_out(pieces: Iterable[bytes]) -> None:
    """Write to standard output; a reader that goes away (`| head`) changes no exit code."""
    try:
        sys.stdout.buffer.writelines(pieces)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        drop_output()
    except OSError as error:
        raise OSError(
            error.errno, f"standard output cannot be written: {error.strerror}"
        ) from error


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    target = path.resolve()  # the file behind a link, not the link
    try:
        if target.exists() and not target.is_file():
            with target.open("wb") as sink:  # a pipe, a device: there is nothing to replace
                sink.writelines(pieces)
        else:
            _replace(target, pieces)
    except OSError as error:
        raise OSError(error.errno, f"{path} cannot be written: {error.strerror}") from error


def _replace(target: Path, pieces: Iterable[bytes]) -> None:
    waiting = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        with waiting.open("xb") as sink:
            sink.writelines(pieces)
        waiting.replace(target)
    finally:
        waiting.unlink(missing_ok=True)
