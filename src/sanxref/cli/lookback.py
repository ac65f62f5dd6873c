"""`sanxref screen --changed`: what the changed lists alter in stored runs."""

import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click
import msgspec

from sanxref.cli.exits import Exit
from sanxref.cli.output import Destination, write_bytes
from sanxref.reports import ReportFormat
from sanxref.reports.cells import safe_cell

if TYPE_CHECKING:  # heavy rooms
    from sanxref.screening.lookback import AlertChange, Lookback
    from sanxref.settings import Settings

__all__ = ["look_back"]

_FORMATS = frozenset({ReportFormat.TABLE, ReportFormat.JSON, ReportFormat.JSONL, ReportFormat.CSV})
_COLUMNS = (
    "kind", "run", "article", "article_source", "person", "subject", "source", "reference",
    "before", "after", "causes",
)  # fmt: skip


def look_back(
    settings: "Settings", wanted: tuple[str, ...], destinations: tuple[Destination, ...]
) -> int:
    """Ask stored runs again, tell what changed, and give the exit code."""
    for destination in destinations:
        if destination.format not in _FORMATS:
            raise click.UsageError("--changed is told as table, json, jsonl or csv")
    runner = settings.open_lookback()
    found, screener = runner.run(wanted)
    for destination in destinations:
        write_bytes(destination.path, _rendered(found, destination.format))
    for one in found.runs:
        if one.error:
            click.echo(f"sanxref: run {one.run} was not asked again: {one.error}", err=True)
    for held in screener.lists:
        if held.status.state != "current":
            words = f"{held.status.title} is {held.status.state}: {held.status.error}"
            click.echo(f"sanxref: {words}", err=True)
    if any(held.status.state != "current" for held in screener.lists):
        return Exit.LISTS
    if any(one.error for one in found.runs):
        return Exit.NOT_SCREENED
    return Exit.FINDINGS if found.alerts else Exit.FINE


def _rendered(found: "Lookback", chosen: ReportFormat) -> bytes:
    match chosen:
        case ReportFormat.JSON:
            return msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n"
        case ReportFormat.JSONL:
            return b"".join(msgspec.json.encode(one) + b"\n" for one in found.alerts)
        case ReportFormat.CSV:
            return _csv(found)
        case _:
            return "".join(f"{line}\n" for line in _lines(found)).encode("utf-8", "replace")


def _lines(found: "Lookback") -> Iterator[str]:
    for one in found.runs:
        yield (
            f"{one.run}: {one.designations:,} designations changed, {one.asked:,} of "
            f"{one.articles:,} articles asked again"
        )
    for alert in found.alerts:
        change = " -> ".join(part for part in (alert.before, alert.after) if part)
        yield (
            f"{alert.kind:<7}  {alert.person}  {alert.source} {alert.reference}  {change}  "
            f"{alert.article_source}  {_causes(alert)}"
        )
    if not found.alerts:
        yield "No alert is new, changed or gone."


def _causes(alert: "AlertChange") -> str:
    return "; ".join(
        f"{one.source} {one.reference} {one.kind}"
        + (f" ({', '.join(change.field for change in one.fields)})" if one.fields else "")
        for one in alert.causes
    )


def _csv(found: "Lookback") -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for alert in found.alerts:
        values = [getattr(alert, column) for column in _COLUMNS[:-1]]
        writer.writerow([safe_cell(value) for value in (*values, _causes(alert))])
    return stream.getvalue().encode("utf-8", "replace")
