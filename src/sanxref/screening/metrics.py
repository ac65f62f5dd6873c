"""Figures of a run for Prometheus (textfile collector, text exposition format 0.0.4)."""

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from sanxref.model.report import ReportList
from sanxref.screening.finishing import FinishedRun

__all__ = ["render_metrics", "write_metrics"]


def write_metrics(path: Path, content: str) -> None:
    """Write the figures; the file is replaced as a whole, for the collector may read at any time.

    Raises:
        OSError: It cannot be written.
    """
    waiting = path.with_name(f".{path.name}.part")
    try:
        with waiting.open("w", encoding="utf-8") as sink:
            sink.write(content)
            sink.flush()
            os.fsync(sink.fileno())
        waiting.chmod(0o644)
        waiting.replace(path)
    finally:
        waiting.unlink(missing_ok=True)


def render_metrics(
    finished: FinishedRun | None,
    *,
    lists: Iterable[ReportList],
    now: datetime,
    code: int,
    alerts: Mapping[str, int] | None = None,
) -> str:
    """Write the figures as text, with a line end at the end.

    Args:
        finished: What a run left; None where it came to no end, and nothing was counted.
        lists: The lists that it had, or would have had.
        now: The moment.
        code: Exit code of the process.
        alerts: Of a lookback, the number of alerts by what became of them.
    """
    lines = (*_end_lines(finished, now, code), *_list_lines(lists, now))
    counted = (*_lines(finished), *_alert_lines(alerts)) if finished else ()
    return "".join(f"{line}\n" for line in (*lines, *counted))


def _end_lines(finished: FinishedRun | None, now: datetime, code: int) -> Iterator[str]:
    told = "0 fine, 1 findings, 2 wrong use, 3 lists, 4 not screened, others: not finished."
    yield from _gauge("run_exit_code", told, {"": code})
    ended = _instant(finished.report.run.finished) if finished else now.timestamp()
    yield from _gauge("run_finished_timestamp_seconds", "When the run ended.", {"": ended})
    if finished:
        took = ended - _instant(finished.report.run.started)
        yield from _gauge("run_duration_seconds", "From its beginning to its end.", {"": took})


def _alert_lines(alerts: Mapping[str, int] | None) -> Iterator[str]:
    if alerts is not None:
        values = {_label("kind", kind): number for kind, number in alerts.items()}
        yield from _gauge("lookback_alerts", "Alerts that changed with the lists.", values)


def _list_lines(lists: Iterable[ReportList], now: datetime) -> Iterator[str]:
    known = tuple(lists)
    ages = {
        _label("source", one.source): round(now.timestamp() - _instant(one.checked))
        for one in known
        if one.checked
    }
    told = "Since the authority was last asked; of an import, since its publication."
    yield from _gauge("list_age_seconds", told, ages)
    states = {_label("source", one.source): int(one.state == "current") for one in known}
    yield from _gauge("list_current", "Whether a list can lead to clear.", states)


def _lines(finished: FinishedRun) -> Iterator[str]:
    summary = finished.report.summary
    yield from _gauge(
        "articles",
        "Inputs by outcome.",
        {
            _label("outcome", "screened"): summary.screened,
            _label("outcome", "not_screened"): summary.not_screened,
            _label("outcome", "skipped"): finished.skipped,
        },
    )
    yield from _gauge(
        "articles_duplicate", "With the content of one before them.", {"": summary.duplicates}
    )
    yield from _gauge("articles_clear", "Screened without a match.", {"": summary.clear})
    yield from _gauge("persons", "Mentioned persons.", {"": summary.persons})
    yield from _gauge("matches", "Potential matches.", {"": summary.matches})
    claims = summary.claims
    verdicts = {
        "confirmed": claims.confirmed,
        "contradicted": claims.contradicted,
        "unconfirmed": claims.unconfirmed,
        "out_of_scope": claims.out_of_scope,
    }
    yield from _gauge(
        "claims", "Claims.", {_label("verdict", name): number for name, number in verdicts.items()}
    )
    if finished.seconds:  # not known of a lookback
        total, slowest = round(finished.seconds, 3), round(finished.slowest, 3)
        yield from _gauge("article_seconds_sum", "Time of all articles together.", {"": total})
        yield from _gauge("article_seconds_max", "Of the slowest.", {"": slowest})


def _gauge(name: str, told: str, values: Mapping[str, float]) -> Iterator[str]:
    yield f"# HELP sanxref_{name} {told}"
    yield f"# TYPE sanxref_{name} gauge"
    for labels, value in values.items():
        shown = str(value) if isinstance(value, int) else f"{value:.3f}"
        yield f"sanxref_{name}{labels} {shown}"


def _label(name: str, value: str) -> str:
    escaped = value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
    return f'{{{name}="{escaped}"}}'


def _instant(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()
