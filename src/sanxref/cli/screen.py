"""`sanxref screen`: articles against the lists, as a run that is stored and can be resumed."""

import contextlib
import json
import logging
import sys
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sanxref.cli.environment import Environment
from sanxref.cli.exits import Exit, FailOn, exit_of_report
from sanxref.cli.interruption import Ended, interruptible
from sanxref.cli.logs import configure_logging
from sanxref.cli.output import Destination, parse_destination, write_stored
from sanxref.cli.progress import article_progress

if TYPE_CHECKING:  # the room of articles is heavy
    from sanxref.articles import RecognizerName
    from sanxref.screening.finishing import FinishedRun
    from sanxref.screening.runner import QuickMode, Runner
    from sanxref.screening.runs import RunFolder, RunPlan, RunStore
    from sanxref.settings import Settings

__all__ = ["screen"]

_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """What was asked on the command line."""

    inputs: tuple[str, ...]
    destinations: tuple[Destination, ...]
    as_of: datetime | None
    threshold: float | None
    fail_on: str
    recognizer: "RecognizerName | None"
    limit: int | None
    workers: int | None
    quick: "QuickMode"
    since: str
    resume: str | None
    changed: bool
    keep: bool
    metrics: Path | None
    last_line: bool


@click.command(short_help="Screen articles against the lists.")
@click.argument("inputs", nargs=-1, metavar="INPUT...")
@click.option(
    "--format",
    "destinations",
    multiple=True,
    callback=parse_destination,
    metavar="FORMAT[=FILE]",
    help="table, json, jsonl, csv, xlsx, markdown, html or ftm; repeatable. "
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
@click.option(
    "--workers",
    type=click.IntRange(min=0),
    help="Processes; 0 screens in this one. Default: this one for a few inputs, else one for "
    "each processor (config/screening.yaml).",
)
@click.option(
    "--quick",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Whether a quick pass decides which articles need the recognizer's model; auto: with "
    "many inputs (batch.quick_from).",
)
@click.option(
    "--since",
    default="",
    metavar="RUN|DATE",
    help="Pass over what this run, or any run until this day, has screened (by content); "
    "'latest' is the last run.",
)
@click.option("--resume", metavar="RUN", help="Go on with a run that was interrupted.")
@click.option(
    "--changed",
    is_flag=True,
    help="Ask stored runs (INPUT... are their ids; default all) again for what changed on the "
    "lists since.",
)
@click.option("--keep/--no-keep", default=True, help="Whether the run is kept (sanxref runs list).")
@click.option(
    "--metrics",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write figures for Prometheus' textfile collector.",
)
@click.option(
    "--last-line",
    is_flag=True,
    help="End standard error with one line of JSON for schedulers.",
)
@click.option(
    "--log-format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How messages on standard error are written.",
)
@click.pass_obj
def screen(  # one argument for each option of the public contract
    environment: Environment,
    /,
    *,
    log_format: str,
    **options: object,
) -> int:
    """Screen articles: files, folders, globs, http(s) addresses, or - for standard input.

    Reads .txt .html .md .eml .pdf .docx .jsonl .csv and .parquet. What cannot be read is reported
    as not screened, with the reason, and never counted as clear.
    """
    wish = _Wish(**options)  # type: ignore[arg-type]  # click has converted and checked each
    configure_logging(log_format)
    if not wish.inputs and not wish.resume and not wish.changed:
        raise click.UsageError("INPUT... is missing: what is to be screened?")
    if wish.inputs and wish.resume:
        raise click.UsageError("--resume goes on with the inputs of the run; give no INPUT")
    with interruptible(), contextlib.ExitStack() as stack:
        return _Screening(environment.settings, wish, stack).run()


class _Screening:
    """One call of the command."""

    def __init__(self, settings: "Settings", wish: _Wish, stack: contextlib.ExitStack) -> None:
        self._settings = settings
        self._wish = wish
        self._stack = stack

    def run(self) -> int:
        if self._wish.changed:
            return self._look_back()
        runner, folder, plan = self._opened()
        if plan.options.recognizer == "auto" and plan.recognizer == "capitals":
            click.echo(
                "sanxref: no recognizer model is installed; names are found by the lists and by "
                "capitals alone. For more: pip install 'sanxref[ner]'",
                err=True,
            )
        finished = self._screened(runner, folder, plan)
        write_stored(finished.report, self._wish.destinations)
        return self._told(finished)

    def _opened(self) -> "tuple[Runner, RunFolder, RunPlan]":
        from sanxref.screening.runner import RunRequest  # noqa: PLC0415 - heavy rooms

        wish, settings = self._wish, self._settings
        if wish.resume:
            folder = settings.runs.find(wish.resume)
            runner = settings.reopen_runner(
                folder.plan(), folder.configuration.read_bytes(), store=settings.runs
            )
            return runner, *runner.resume(wish.resume)
        runner = settings.open_runner(
            as_of=wish.as_of.date() if wish.as_of else None,
            threshold=wish.threshold,
            recognizer=wish.recognizer,
            store=None if wish.keep else self._temporary_store(),
        )
        request = RunRequest(
            inputs=wish.inputs, limit=wish.limit, since=wish.since, quick=wish.quick
        )
        try:
            return runner, *runner.begin(request)
        except OSError as exc:
            if not wish.keep:
                raise
            click.echo(f"sanxref: the run cannot be kept ({exc})", err=True)
            runner.store = self._temporary_store()
            return runner, *runner.begin(request)

    def _temporary_store(self) -> "RunStore":
        from sanxref.screening.runs import RunStore  # noqa: PLC0415 - heavy rooms

        folder = self._stack.enter_context(tempfile.TemporaryDirectory(prefix="sanxref-"))
        return RunStore(Path(folder))

    def _screened(self, runner: "Runner", folder: "RunFolder", plan: "RunPlan") -> "FinishedRun":
        begun = f"run {plan.id} begins"
        _LOGGER.info(begun, extra={"event": "begun", "run": plan.id})
        try:
            with article_progress() as tick:
                return runner.screen(
                    folder, plan, workers=self._wish.workers, stdin=sys.stdin.buffer, tick=tick
                )
        except (KeyboardInterrupt, Ended):
            if folder.path.is_relative_to(self._settings.cache):
                click.echo(
                    f"sanxref: interrupted; go on with: sanxref screen --resume {plan.id}", err=True
                )
            raise

    def _told(self, finished: "FinishedRun") -> int:
        from sanxref.screening.metrics import write_metrics  # noqa: PLC0415 - heavy rooms

        report = finished.report
        code = exit_of_report(report, FailOn(self._wish.fail_on))
        for held in report.lists:
            if held.state != "current":
                click.echo(f"sanxref: {held.title} is {held.state}: {held.error}", err=True)
        if self._wish.limit is not None and report.summary.articles == self._wish.limit:
            click.echo(
                f"sanxref: stopped after {self._wish.limit} articles (--limit); whatever comes "
                "after them was not looked at",
                err=True,
            )
        if self._wish.metrics is not None:
            write_metrics(self._wish.metrics, finished, now=self._settings.now(), code=code)
        _LOGGER.info(
            "run %s ends: %d articles, %d matches",
            report.run.id,
            report.summary.articles,
            report.summary.matches,
            extra={"event": "finished", "run": report.run.id, "exit": int(code)},
        )
        if self._wish.last_line:
            click.echo(json.dumps(_last_line(finished, code)), err=True)
        return code

    def _look_back(self) -> int:
        from sanxref.cli.lookback import look_back  # noqa: PLC0415 - heavy rooms

        return look_back(self._settings, self._wish.inputs, self._wish.destinations)


def _last_line(finished: "FinishedRun", code: Exit) -> dict[str, object]:
    report = finished.report
    summary, claims = report.summary, report.summary.claims
    return {
        "event": "finished",
        "run": report.run.id,
        "exit": int(code),
        "started": report.run.started,
        "finished": report.run.finished,
        "articles": summary.articles,
        "screened": summary.screened,
        "not_screened": summary.not_screened,
        "skipped": finished.skipped,
        "clear": summary.clear,
        "matches": summary.matches,
        "flagged": claims.contradicted + claims.unconfirmed + claims.out_of_scope,
        "lists": {one.source: one.state for one in report.lists},
        "report": str(report.path),
    }
