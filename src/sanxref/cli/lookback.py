"""`sanxref screen --changed`: what the changed lists alter in stored runs."""

import csv
import io
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from sanxref.cli.logs import tell
from sanxref.model.report import ReportList
from sanxref.reports import ReportFormat
from sanxref.reports.blocks import Block, Grid, Line
from sanxref.reports.cells import safe_cell
from sanxref.reports.terminal import render_terminal

if TYPE_CHECKING:  # a heavy room
    from sanxref.screening.lookback import AlertChange, Lookback

__all__ = ["render_lookback", "tell_not_asked"]

_HEADERS = ("Alert", "Article", "Person", "List", "Reference", "Score or verdict", "Cause")
_COLUMNS = (
    "kind", "run", "article", "article_source", "person", "subject", "source", "reference",
    "before", "after", "causes",
)  # fmt: skip


def tell_not_asked(found: "Lookback") -> None:
    """Say on standard error which runs could not be asked, and why."""
    for one in found.runs:
        if one.error:
            tell(f"run {one.run} was not asked again: {one.error}")


def render_lookback(
    found: "Lookback", lists: tuple[ReportList, ...], chosen: ReportFormat
) -> bytes:
    """Write a lookback; `lists` are those that it asked."""
    match chosen:
        case ReportFormat.JSON:
            return msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n"
        case ReportFormat.JSONL:
            return b"".join(msgspec.json.encode(one) + b"\n" for one in found.alerts)
        case ReportFormat.CSV:
            return _csv(found)
        case _:
            return render_terminal(_blocks(found, lists), width=None, color=False)


def _blocks(found: "Lookback", lists: tuple[ReportList, ...]) -> Iterator[Block]:
    titles = {one.source: one.title for one in lists}
    for one in found.runs:
        if not one.error:
            yield Line(
                text=f"Run {one.run}: {one.designations:,} designations changed, {one.asked:,} of "
                f"{one.articles:,} articles asked again"
            )
    if found.alerts:
        yield Grid(
            headers=_HEADERS,
            rows=tuple(
                (
                    alert.kind,
                    alert.article_source,
                    alert.person,
                    titles.get(alert.source, alert.source) or "claim",
                    alert.reference,
                    _change(alert),
                    _causes(alert, titles),
                )
                for alert in found.alerts
            ),
        )
    else:
        yield Line(text="No alert is new, changed or gone.")
    if any(change.kind == "removed" for alert in found.alerts for change in alert.causes):
        yield Line(text="Note: removed means absent from the list now, which proves no delisting.")


def _change(alert: "AlertChange") -> str:
    """The score or verdict, before and after."""
    if alert.before == alert.after:
        return f"{alert.after}, as before"
    return " -> ".join(part for part in (alert.before, alert.after) if part)


def _causes(alert: "AlertChange", titles: Mapping[str, str] = MappingProxyType({})) -> str:
    return "; ".join(
        f"{titles.get(one.source, one.source)} {one.reference} {one.kind}"
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
