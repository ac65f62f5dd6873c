"""Figures of a run for Prometheus (textfile collector, text exposition format 0.0.4)."""

import os
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from sanxref.screening.finishing import FinishedRun

__all__ = ["render_metrics", "write_metrics"]


def write_metrics(path: Path, finished: FinishedRun, *, now: datetime, code: int) -> None:
    """Write the figures; the file is replaced as a whole, for the collector may read at any time.

    Raises:
        OSError: It cannot be written.
    """
    waiting = path.with_name(f".{path.name}.part")
    try:
        with waiting.open("w", encoding="utf-8") as sink:
            sink.write(render_metrics(finished, now=now, code=code))
            sink.flush()
            os.fsync(sink.fileno())
        waiting.chmod(0o644)
        waiting.replace(path)
    finally:
        waiting.unlink(missing_ok=True)


def render_metrics(finished: FinishedRun, *, now: datetime, code: int) -> str:
    """Write the figures as text, with a line end at the end."""
    return "".join(f"{line}\n" for line in _lines(finished, now, code))


def _lines(finished: FinishedRun, now: datetime, code: int) -> Iterator[str]:
    report = finished.report
    summary = report.summary
    begun, ended = (_instant(moment) for moment in (report.run.started, report.run.finished))
    yield from _gauge("run_finished_timestamp_seconds", "When the run ended.", {"": ended})
    yield from _gauge("run_duration_seconds", "From its beginning to its end.", {"": ended - begun})
    yield from _gauge("run_exit_code", "0 fine, 1 findings, 3 lists, 4 not screened.", {"": code})
    yield from _gauge(
        "articles",
        "Inputs by outcome.",
        {
            _label("outcome", "screened"): summary.screened,
            _label("outcome", "not_screened"): summary.not_screened,
            _label("outcome", "skipped"): finished.skipped,
        },
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
    yield from _gauge(
        "article_seconds_sum", "Time of all articles together.", {"": round(finished.seconds, 3)}
    )
    yield from _gauge("article_seconds_max", "Of the slowest.", {"": round(finished.slowest, 3)})
    ages = {
        _label("source", one.source): round(now.timestamp() - _instant(one.checked))
        for one in report.lists
        if one.checked
    }
    yield from _gauge("list_age_seconds", "Since the authority was last asked.", ages)
    states = {_label("source", one.source): int(one.state == "current") for one in report.lists}
    yield from _gauge("list_current", "Whether a list can lead to clear.", states)


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
