"""`sanxref screen`: articles against the lists, as a run that is stored and can be resumed."""

import contextlib
import json
import logging
import sys
import tempfile
from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from sanxref.cli.environment import Environment
from sanxref.cli.exits import Exit, FailOn, exit_of_lookback, exit_of_report
from sanxref.cli.failures import tell_failure
from sanxref.cli.interruption import Ended, interruptible
from sanxref.cli.logs import configure_logging, tell
from sanxref.cli.output import (
    LOOKBACK_FORMATS,
    Destination,
    check_destinations,
    parse_destination,
    write_bytes,
    write_stored,
)
from sanxref.cli.progress import article_progress
from sanxref.errors import SanxrefError

if TYPE_CHECKING:  # the room of articles is heavy
    from sanxref.articles import RecognizerName
    from sanxref.model.report import ReportList, ReportSummary
    from sanxref.screening.finishing import FinishedRun
    from sanxref.screening.runner import QuickMode, Runner
    from sanxref.screening.runs import RunFolder, RunPlan, RunStore
    from sanxref.settings import Settings

__all__ = ["screen"]

_LOGGER = logging.getLogger(__name__)

_GIVEN = ParameterSource.COMMANDLINE


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


_NOT_WITH_RESUME = ("as_of", "threshold", "recognizer", "limit", "quick", "since", "keep")
"""What was settled when the run began."""

_NOT_WITH_CHANGED = (*_NOT_WITH_RESUME, "workers", "resume")
"""What the stored runs settle, and what a lookback has no use for."""


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
    help="Screen only what is new since RUN, or since the runs of DATE and before: what they "
    "have screened is passed over, by content. 'latest' is the last run of the same INPUT.",
)
@click.option(
    "--resume",
    metavar="RUN",
    help="Go on with a run that was interrupted; 'latest' is the last unfinished one.",
)
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
@click.pass_context
def screen(  # one argument for each option of the public contract
    ctx: click.Context,
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
    with interruptible(), contextlib.ExitStack() as stack:
        return _Screening(ctx, wish, stack).run()


def _refuse(ctx: click.Context, wish: _Wish) -> None:
    """Refuse what would silently do nothing."""
    if not wish.inputs and not wish.resume and not wish.changed:
        raise click.UsageError("INPUT... is missing: what is to be screened?")
    if wish.changed:
        _refuse_options(ctx, "--changed", _NOT_WITH_CHANGED)
    elif wish.resume:
        _refuse_options(ctx, "--resume", _NOT_WITH_RESUME)
        if wish.inputs:
            raise click.UsageError("--resume goes on with the inputs of the run; give no INPUT")


def _refuse_options(ctx: click.Context, mode: str, names: tuple[str, ...]) -> None:
    for option in ctx.command.params:
        if option.name in names and ctx.get_parameter_source(option.name) is _GIVEN:
            flags = "/".join((*option.opts, *option.secondary_opts))
            raise click.UsageError(
                f"{flags} would do nothing with {mode}, which takes it from the stored run"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a screening or a lookback ended.

    Attributes:
        code: Exit code.
        finished: What the run left.
        told: Further fields of the last line.
        alerts: Of a lookback, the number of alerts by what became of them.
    """

    code: Exit
    finished: "FinishedRun"
    told: dict[str, object] = field(default_factory=dict)
    alerts: dict[str, int] | None = None


class _Screening:
    """One call of the command."""

    def __init__(self, ctx: click.Context, wish: _Wish, stack: contextlib.ExitStack) -> None:
        self._ctx = ctx
        self._wish = wish
        self._stack = stack
        self._run = ""

    @property
    def _settings(self) -> "Settings":
        environment = self._ctx.obj
        assert isinstance(environment, Environment)
        return environment.settings

    def run(self) -> int:
        """Do it; figures and last line are written whatever way it ends."""
        try:
            outcome = self._done()
            self._write_metrics(outcome)
        except (Exception, KeyboardInterrupt, Ended) as error:  # noqa: BLE001 - told, each in its way
            return self._failed(error)
        run, code = outcome.finished.report.run, outcome.code
        words = "run %s ends: %d articles, %d matches"
        summary = outcome.finished.report.summary
        extra = {"event": "finished", "run": run.id, "exit": int(code)}
        _LOGGER.info(words, run.id, summary.articles, summary.matches, extra=extra)
        if self._wish.last_line:
            click.echo(json.dumps(_last_line(outcome)), err=True)
        return code

    def _done(self) -> Outcome:
        _refuse(self._ctx, self._wish)
        check_destinations(self._wish.destinations, self._wish.metrics)
        return self._look_back() if self._wish.changed else self._screen()

    def _screen(self) -> Outcome:
        runner, folder, plan = self._opened()
        self._run = plan.id
        if plan.options.recognizer == "auto" and plan.recognizer == "capitals":
            tell(
                "no recognizer model is installed; names are found by the lists and by "
                "capitals alone. For more: pip install 'sanxref[ner]'"
            )
        if plan.since and not plan.earlier:
            tell(f"--since {plan.since}: no run has screened these inputs; nothing is passed over")
        finished = self._screened(runner, folder, plan)
        write_stored(finished.report, self._wish.destinations)
        return self._told(finished)

    def _failed(self, error: BaseException) -> int:
        code = tell_failure(error)
        _LOGGER.info(
            "no run was finished: exit code %d",
            code,
            extra={"event": "failed", "run": self._run, "exit": code},
        )
        if self._wish.last_line or self._wish.metrics:
            with contextlib.suppress(OSError):  # told before, where it is the cause
                self._write_metrics(None, code)
        if self._wish.last_line:
            words = error.format_message() if isinstance(error, click.ClickException) else error
            line = {
                "event": "failed",
                "run": self._run,
                "exit": code,
                "error": str(words) or type(error).__name__,
                "lists": {one.source: one.state for one in self._lists()},
            }
            click.echo(json.dumps(line), err=True)
        return code

    def _write_metrics(self, outcome: Outcome | None, code: int = 0) -> None:
        from sanxref.screening.metrics import (  # noqa: PLC0415 - heavy rooms
            render_metrics,
            write_metrics,
        )

        if self._wish.metrics is None:
            return
        content = render_metrics(
            outcome.finished if outcome else None,
            lists=outcome.finished.report.lists if outcome else self._lists(),
            now=datetime.now(UTC),
            code=outcome.code if outcome else code,
            alerts=outcome.alerts if outcome else None,
        )
        write_metrics(self._wish.metrics, content)

    def _lists(self) -> "tuple[ReportList, ...]":
        """The lists as they are now, as far as that can be told."""
        from sanxref.model.snapshots import LoadedList  # noqa: PLC0415 - heavy rooms
        from sanxref.screening.document import report_lists  # noqa: PLC0415 - same

        try:
            states = self._settings.list_states()
        except SanxrefError:
            return ()
        return report_lists(LoadedList(status=one, designations={}) for one in states)

    def _opened(self) -> "tuple[Runner, RunFolder, RunPlan]":
        from sanxref.screening.runner import RunRequest  # noqa: PLC0415 - heavy rooms

        wish, settings = self._wish, self._settings
        if wish.resume:
            folder = settings.runs.find_unfinished(wish.resume)
            runner = settings.reopen_runner(
                folder.plan(), folder.configuration.read_bytes(), store=settings.runs
            )
            return runner, *runner.resume(folder.id)
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
            tell(f"the run cannot be kept ({exc})")
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
                tell(f"interrupted; go on with: sanxref screen --resume {plan.id}")
            raise

    def _told(self, finished: "FinishedRun") -> Outcome:
        report = finished.report
        shown = any(one.path is None and one.format == "table" for one in self._wish.destinations)
        if not shown:  # a table says it itself
            _tell_lists(report.lists)
        elif _has_findings(report.summary) and report.path.is_relative_to(self._settings.cache):
            tell(f"all evidence: sanxref explain {report.run.id} ID; without ID it shows the ids")
        if self._wish.limit is not None and report.summary.articles == self._wish.limit:
            tell(
                f"stopped after {self._wish.limit} articles (--limit); whatever comes "
                "after them was not looked at"
            )
        return Outcome(code=exit_of_report(report, FailOn(self._wish.fail_on)), finished=finished)

    def _look_back(self) -> Outcome:
        from sanxref.cli.lookback import render_lookback, tell_not_asked  # noqa: PLC0415 - heavy

        if any(one.format not in LOOKBACK_FORMATS for one in self._wish.destinations):
            raise click.UsageError("--changed is told as table, json, jsonl or csv")
        found, finished = self._settings.open_lookback().run(self._wish.inputs)
        self._run = found.id
        for one in self._wish.destinations:
            write_bytes(one.path, render_lookback(found, finished.report.lists, one.format))
        tell_not_asked(found)
        _tell_lists(finished.report.lists)
        kinds = Counter(str(one.kind) for one in found.alerts)
        alerts = {kind: kinds[kind] for kind in ("new", "changed", "gone")}
        not_asked = sum(bool(one.error) for one in found.runs)
        return Outcome(
            code=exit_of_lookback(found, finished.report.lists, FailOn(self._wish.fail_on)),
            finished=finished,
            told={"alerts": alerts, "asked": len(found.runs) - not_asked, "not_asked": not_asked},
            alerts=alerts,
        )


def _has_findings(summary: "ReportSummary") -> bool:
    return bool(summary.matches) or any(asdict(summary.claims).values())


def _tell_lists(lists: "tuple[ReportList, ...]") -> None:
    for held in lists:
        if held.state != "current":
            error = held.error.removeprefix(f"{held.title} ")
            tell(f"{held.title} is {held.state}: {error}")


def _last_line(outcome: Outcome) -> dict[str, object]:
    finished, report = outcome.finished, outcome.finished.report
    summary, claims = report.summary, report.summary.claims
    return {
        "event": "finished",
        "run": report.run.id,
        "exit": int(outcome.code),
        "started": report.run.started,
        "finished": report.run.finished,
        "articles": summary.articles,
        "screened": summary.screened,
        "not_screened": summary.not_screened,
        "skipped": finished.skipped,
        "since": report.run.since,
        "duplicates": summary.duplicates,
        "clear": summary.clear,
        "matches": summary.matches,
        "flagged": claims.contradicted + claims.unconfirmed + claims.out_of_scope,
        "lists": {one.source: one.state for one in report.lists},
        "report": str(report.path),
        **outcome.told,
    }
