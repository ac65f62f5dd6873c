"""Worker processes: units out, articles back; one that hangs or dies is replaced.

Written for this because the pools of the standard library lose every pending task when one process
dies, and cannot end a single one (MATCHING.md section 4: "a plain process pool breaks").
"""

import contextlib
import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Iterator
from ctypes import c_longlong
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import Self

from sanxref.articles import ReadingUnit
from sanxref.errors import RunError, SanxrefError
from sanxref.screening.document import report_not_screened
from sanxref.screening.isolation import (
    Outcome,
    outcome_of,
    screen_unit,
    too_long,
    unit_not_screened,
)
from sanxref.screening.setup import ScreenerSetup

__all__ = ["Pool", "Result", "Task"]

_AHEAD = 16
"""Units that wait in a worker's pipe, so that it need not wait for its parent."""

_TOGETHER = 4
"""Results that go back in one message, as long as further units wait. Each message costs parent
and worker a system call or two, about 0.1 ms, where an article of the quick pass takes 2 ms."""

_HELD_SECONDS = 0.1
"""A result waits no longer for others, so that the parent sees that its worker is alive."""

_PIPE_BYTES = 16_000
"""Most bytes that wait in a pipe; more could block both sides (a pipe holds 64 kB on Linux, 16 kB
on macOS). A larger unit is sent to a worker that has nothing to do, which is reading."""

_START_SECONDS = 180.0
"""Longest time until a worker has loaded the lists; 3 s on a free machine."""

_GRACE_SECONDS = 5.0
"""By how much a worker's own timer may be late before the worker is ended."""

_MOST_CRASHES = 3
"""Processes that one unit may cost, and that may die before they are ready."""

_THREADS = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
"""Where the libraries that numpy may be built with read how many threads they may start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A unit on its way.

    Attributes:
        number: Of the unit, from 0.
        unit: What to read.
        skip: Articles at its beginning that are done.
        crashes: Processes that it has cost.
    """

    number: int
    unit: ReadingUnit
    skip: int = 0
    crashes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One article of a unit, or its end.

    Attributes:
        number: Of the unit.
        outcome: The article, or None where the unit has no further one.
    """

    number: int
    outcome: Outcome | None


@dataclass(slots=True, kw_only=True)
class _Worker:
    """One process as its parent sees it.

    Attributes:
        process: The process.
        pipe: To it and from it.
        ready: Whether it has loaded the lists.
        since: When it last gave a sign of life, or got something to do.
        tasks: What it has, in order; what has come back is gone.
        done: Articles of the first one that came back.
        waiting: Bytes in the pipe, roughly.
        at: Number of the unit that it is at, in memory that it shares and that outlives it.
    """

    process: SpawnProcess
    pipe: Connection
    at: c_longlong
    since: float
    ready: bool = False
    tasks: deque[Task] = field(default_factory=deque)
    done: int = 0
    waiting: int = 0


@contextlib.contextmanager
def _one_thread() -> Iterator[None]:
    """Let numpy of a process that is started now compute in one thread: workers share the cores."""
    before = {name: os.environ.get(name) for name in _THREADS}
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


class Pool:
    """So many workers; a context manager that ends them."""

    def __init__(self, setup: ScreenerSetup, *, workers: int, quick: bool) -> None:
        """Take what the workers need; they start when the pool is entered."""
        self._setup = setup
        self._number = workers
        self._quick = quick
        self._seconds = setup.options.batch.article_seconds
        self._context: SpawnContext = multiprocessing.get_context("spawn")
        self._workers: list[_Worker] = []
        self._waiting: deque[Task] = deque()
        self._ready: deque[Result] = deque()
        self._stillborn = 0

    def __enter__(self) -> Self:
        """Start the workers."""
        self._workers = [self._start() for _ in range(self._number)]
        return self

    def __exit__(self, *_: object) -> None:
        """End them at once; what they have not handed back is done again by whoever asks."""
        for worker in self._workers:
            _end(worker)
        self._workers = []

    @property
    def wants_more(self) -> bool:
        """Whether a worker would take a further unit at once."""
        return not self._waiting and any(len(one.tasks) < _AHEAD for one in self._workers)

    def submit(self, task: Task) -> None:
        """Take a unit; it is begun in its turn."""
        self._waiting.append(task)
        self._hand_out()

    def results(self) -> Iterator[Result]:
        """Wait until something came back, and give it; in any order between units.

        Raises:
            SanxrefError: A worker cannot work at all: model, lists or configuration.
            RunError: Workers die before they have begun.
        """
        pipes = {worker.pipe: worker for worker in self._workers}
        for pipe in wait(list(pipes), timeout=self._patience()):
            assert isinstance(pipe, Connection)
            self._receive(pipes[pipe])
        self._replace_overdue()
        self._hand_out()
        while self._ready:
            yield self._ready.popleft()

    def _start(self) -> _Worker:
        mine, its = self._context.Pipe()
        at = self._context.RawValue(c_longlong, -1)
        process = self._context.Process(
            target=_work,
            args=(its, at, self._setup, self._quick),
            daemon=True,
            name="sanxref-worker",
        )
        with _one_thread():
            process.start()
        its.close()
        return _Worker(process=process, pipe=mine, at=at, since=time.monotonic())

    def _hand_out(self) -> None:
        for depth in range(_AHEAD):
            for worker in self._workers:
                if not self._waiting:
                    return
                task = self._waiting[0]
                fits = not worker.tasks or worker.waiting + task.unit.size < _PIPE_BYTES
                if worker.ready and len(worker.tasks) <= depth and fits:
                    self._waiting.popleft()
                    self._send(worker, task)

    def _send(self, worker: _Worker, task: Task) -> None:
        if not worker.tasks:
            worker.since = time.monotonic()
            worker.done = task.skip
        worker.tasks.append(task)
        worker.waiting += task.unit.size
        # Where it died, `results` sees the end of the pipe.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            worker.pipe.send(task)

    def _receive(self, worker: _Worker) -> None:
        try:
            message = worker.pipe.recv()
        except (EOFError, ConnectionResetError):
            self._bury(worker, "")
            return
        worker.since = time.monotonic()
        match message:
            case str():
                raise RunError(f"no worker can start: {message}")
            case None:
                worker.ready = True
                self._stillborn = 0
            case list():
                for result in message:
                    self._take(worker, result)

    def _take(self, worker: _Worker, result: Result) -> None:
        self._ready.append(result)
        if result.outcome is None:
            worker.waiting -= worker.tasks.popleft().unit.size
            worker.done = worker.tasks[0].skip if worker.tasks else 0
        else:
            worker.done += 1

    def _patience(self) -> float:
        """Seconds until the next worker is overdue."""
        now = time.monotonic()
        return max(0.0, min((self._deadline(one) - now for one in self._workers), default=1.0))

    def _deadline(self, worker: _Worker) -> float:
        if not worker.ready:
            return worker.since + _START_SECONDS
        if not worker.tasks:
            return time.monotonic() + 1.0
        return worker.since + self._seconds + _GRACE_SECONDS

    def _replace_overdue(self) -> None:
        now = time.monotonic()
        for worker in list(self._workers):
            if now >= self._deadline(worker) and not worker.pipe.poll():
                self._bury(worker, too_long(self._seconds))

    def _bury(self, worker: _Worker, reason: str) -> None:
        """End a worker, blame the article that it was at, and hand the rest to another one."""
        _end(worker)
        if not worker.ready:
            self._stillborn += 1
            if self._stillborn >= _MOST_CRASHES:
                raise RunError(
                    f"worker processes end before they have begun (exit {worker.process.exitcode})"
                    "; try: sanxref screen --workers 1 with less memory in use"
                )
        if worker.tasks:
            self._blame(worker, reason or _death(worker.process.exitcode))
        self._workers[self._workers.index(worker)] = self._start()

    def _blame(self, worker: _Worker, reason: str) -> None:
        """Give up the article that a worker was at; what it had not handed back is done again."""
        tasks = list(worker.tasks)
        at = next((at for at, task in enumerate(tasks) if task.number == worker.at.value), 0)
        self._waiting.extendleft(reversed(tasks[at + 1 :]))
        done = worker.done if at == 0 else tasks[at].skip
        self._give_up(tasks[at], done, reason, time.monotonic() - worker.since)
        self._waiting.extendleft(reversed(tasks[:at]))

    def _give_up(self, task: Task, done: int, reason: str, seconds: float) -> None:
        missed = unit_not_screened(task.unit, done, reason)
        outcome = outcome_of(report_not_screened(missed), seconds)
        self._ready.append(Result(number=task.number, outcome=outcome))
        # A unit that gave no article at all would do the same again.
        if done == task.skip or task.crashes + 1 >= _MOST_CRASHES or task.unit.number:
            self._ready.append(Result(number=task.number, outcome=None))
        else:
            again = replace(task, skip=done + 1, crashes=task.crashes + 1)
            self._waiting.appendleft(again)


def _death(exitcode: int | None) -> str:
    if exitcode is not None and exitcode < 0:
        name = signal.Signals(-exitcode).name if -exitcode in list(signal.Signals) else -exitcode
        return f"the process that read it was ended by {name}"
    return f"the process that read it ended with {exitcode}"


def _end(worker: _Worker) -> None:
    worker.process.kill()
    worker.process.join()
    worker.pipe.close()


def _work(pipe: Connection, at: c_longlong, setup: ScreenerSetup, quick: bool) -> None:  # noqa: FBT001 - a process's arguments
    """Screen what comes, until the parent closes the pipe or is gone; runs in the worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _limit_memory(setup.options.batch.worker_megabytes)
    try:
        screener = setup.open()
        _ = screener.recognizer
    except SanxrefError as exc:
        pipe.send(str(exc))
        return
    pipe.send(None)
    results = _Results(pipe)
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):  # parent is gone
        while True:
            results.send_before_waiting()
            task = pipe.recv()
            if not task.unit.number:
                results.send()  # a unit of several articles hands back each at once
            at.value = task.number
            outcomes = screen_unit(
                screener,
                task.unit,
                skip=task.skip,
                quick=quick,
                seconds=setup.options.batch.article_seconds,
            )
            for outcome in outcomes:
                results.add(Result(number=task.number, outcome=outcome))
                if not task.unit.number:
                    results.send()
            results.add(Result(number=task.number, outcome=None))


class _Results:
    """Results on their way back, some together in one message."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._held: list[Result] = []
        self._since = time.monotonic()

    def add(self, result: Result) -> None:
        self._held.append(result)

    def send_before_waiting(self) -> None:
        """Send where enough is held, where it has waited, or where nothing is left to do."""
        if self._held and (
            len(self._held) >= 2 * _TOGETHER  # an article and the end of its unit
            or time.monotonic() - self._since > _HELD_SECONDS
            or not self._pipe.poll()
        ):
            self.send()

    def send(self) -> None:
        if self._held:
            self._pipe.send(self._held)
            self._held = []
        self._since = time.monotonic()


def _limit_memory(megabytes: int) -> None:
    try:
        import resource  # noqa: PLC0415 - not on every platform
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = megabytes * 1_000_000
    if hard == resource.RLIM_INFINITY or wanted < hard:
        resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
