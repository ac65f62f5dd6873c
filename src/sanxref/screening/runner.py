"""Begins runs, goes on with them, and brings them to their end; equal to `sanxref screen`."""

import os
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from itertools import islice
from typing import BinaryIO, Literal

from sanxref.articles import expand_inputs, part_source
from sanxref.articles.inputs import STDIN
from sanxref.errors import RunError
from sanxref.screening.batch import BatchRun, Ticker, content_key
from sanxref.screening.finishing import FinishedRun, finish_run, finished_run, read_inputs
from sanxref.screening.manifest import check_signing_key
from sanxref.screening.runs import LATEST, RunFolder, RunPlan, RunStore
from sanxref.screening.screener import Screener
from sanxref.screening.setup import ScreenerSetup
from sanxref.version import VERSION

__all__ = ["QuickMode", "RunRequest", "Runner", "make_run_id"]

QuickMode = Literal["auto", "always", "never"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRequest:
    """What a run is asked to do.

    Attributes:
        inputs: Files, folders, globs, addresses, `-`.
        limit: Stop after so many articles.
        since: Pass over what this run (id, or `latest` for the last one of the same inputs), or
            any run until this day (`2026-11-21`), has screened; empty for nothing.
        quick: Whether the quick pass decides which articles need the model; `auto` from
            `batch.quick_from` inputs on.
    """

    inputs: tuple[str, ...]
    limit: int | None = None
    since: str = ""
    quick: QuickMode = "auto"


def make_run_id(moment: datetime) -> str:
    """Make an identifier that sorts by time."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}"


class Runner:
    """Screens as runs that are stored.

    Args:
        store: Where runs are kept.
        setup: How the screener is made.
        configuration: The whole configuration as JSON.
        now: The clock, aware and in UTC.
        past: Where earlier runs are; None means the same store.
    """

    def __init__(
        self,
        store: RunStore,
        setup: ScreenerSetup,
        *,
        configuration: bytes,
        now: Callable[[], datetime],
        past: RunStore | None = None,
    ) -> None:
        self.store = store
        self._past = past or store
        self.setup = setup
        self._configuration = configuration
        self._now = now

    @cached_property
    def screener(self) -> Screener:
        """The screener of this process; its making also stores the index that workers map."""
        return self.setup.open()

    def begin(self, request: RunRequest) -> tuple[RunFolder, RunPlan]:
        """Write down what is to be done.

        Raises:
            RunError: `since` names no run, or nothing can be signed with the signing key.
            ListUnavailable: Nothing can be screened against.
            OSError: The store cannot be written.
        """
        check_signing_key(self.setup.options.batch.signing_key)
        started = self._now()
        self.setup = replace(self.setup, until=started)
        sources = expand_inputs(request.inputs)
        plan = RunPlan(
            id=make_run_id(started),
            started=started,
            inputs=request.inputs,
            options=self.setup.options,
            configuration=self.setup.configuration,
            recognizer=self.screener.recognizer.key,
            lists=tuple(held.status for held in self.screener.lists),
            version=VERSION,
            limit=request.limit,
            since=request.since,
            earlier=tuple(run.id for run in self._earlier(request)),
            as_of=str(self.setup.as_of) if self.setup.as_of else None,
            quick=self._is_quick(request, sources),
        )
        folder = self.store.new(plan.id)
        folder.begin(plan, sources, self._configuration)
        return folder, plan

    def resume(self, wanted: str) -> tuple[RunFolder, RunPlan]:
        """Find a run that was interrupted; its lists and options stay what they were.

        Only the signing key is that of the present configuration.

        Args:
            wanted: Its id, or `latest` for the last unfinished one.

        Raises:
            RunError: There is none, it is finished, or nothing can be signed with the key.
        """
        folder = self.store.find_unfinished(wanted)
        check_signing_key(self.setup.options.batch.signing_key)
        folder.recover(self.store.register.manifests().get(folder.id, ""))
        return folder, replace(folder.plan(), options=self.setup.options)

    def screen(
        self,
        folder: RunFolder,
        plan: RunPlan,
        *,
        workers: int | None = None,
        stdin: BinaryIO | None = None,
        tick: Ticker | None = None,
    ) -> FinishedRun:
        """Do what the plan asks and is not done yet, and finish the run.

        Args:
            folder: Of the run.
            plan: Of the run.
            workers: Processes; 0 for this one, None for what the configuration says.
            stdin: Stream behind `-`.
            tick: Told of each article.

        Raises:
            RunError: The disk is full, or workers cannot start; the run can be resumed. Or another
                process is at work on it.
        """
        if folder.is_finished:  # it was killed after its last article
            return finished_run(folder)
        with folder.alone():
            return self._screen(folder, plan, workers, stdin, tick)

    def _screen(
        self,
        folder: RunFolder,
        plan: RunPlan,
        workers: int | None,
        stdin: BinaryIO | None,
        tick: Ticker | None,
    ) -> FinishedRun:
        number = self._workers(folder, workers)
        run = BatchRun(
            folder,
            plan,
            setup=self.setup,
            screener=self.screener,
            known=self._known(plan.earlier),
            stdin=stdin,
            tick=tick,
        )
        run.run(workers=number)
        return finish_run(
            folder,
            plan,
            self.screener,
            finished=self._now(),
            workers=number,
            skipped=run.skipped,
        )

    def _is_quick(self, request: RunRequest, sources: tuple[str, ...]) -> bool:
        if request.quick != "auto":
            return request.quick == "always"
        return self._has_units(sources, self.setup.options.batch.quick_from)

    def _has_units(self, sources: Iterable[str], number: int) -> bool:
        """Whether there are so many inputs; no more is read than needed to know."""
        options = self.setup.options.articles
        # Standard input can be read only once, and is one unit.
        units = (
            unit
            for source in sources
            for unit in ((source,) if source == STDIN else part_source(source, options))
        )
        return sum(1 for _ in islice(units, number)) == number

    def _workers(self, folder: RunFolder, workers: int | None) -> int:
        batch = self.setup.options.batch
        wanted = batch.workers if workers is None else workers
        if wanted or workers == 0:
            return wanted
        return _processors() if self._has_units(folder.sources(), batch.pool_from) else 0

    def _earlier(self, request: RunRequest) -> tuple[RunFolder, ...]:
        since = request.since
        if not since:
            return ()
        if since == LATEST:
            same = [run for run, plan in self._past.screenings() if plan.inputs == request.inputs]
            return tuple(same[-1:])  # the first night there is none
        try:
            day = date.fromisoformat(since)
        except ValueError:
            run = self._past.find(since)
            if not run.is_finished:
                raise RunError(
                    f"{run.id} is not finished; go on with: sanxref screen --resume {run.id}"
                ) from None
            return (run,)
        end = datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=UTC)
        return tuple(run for run, plan in self._past.screenings() if plan.started <= end)

    def _known(self, earlier: tuple[str, ...]) -> frozenset[int]:
        """Contents that these runs have screened, or passed over because one before them had."""
        known: set[int] = set()
        for name in earlier:
            known.update(
                content_key(record.sha256)
                for record in read_inputs(self._past.find(name))
                if record.outcome in {"screened", "skipped"} and record.sha256
            )
        return frozenset(known)


def _processors() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
