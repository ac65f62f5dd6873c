"""A run over any number of inputs: in order, resumable, in bounded memory.

Units go to the workers as fast as they take them and come back in any order; the journal gets them
in the order of the inputs, so that neither the number of workers nor a kill changes the report.
"""

import errno
import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

import msgspec

from sanxref.articles import ReadingUnit, part_source
from sanxref.articles.inputs import STDIN
from sanxref.errors import RunError
from sanxref.model.report import ReportArticle
from sanxref.screening.isolation import Outcome, encode_article, screen_unit
from sanxref.screening.journal import Entry, Journal, read_entries
from sanxref.screening.runs import RunFolder, RunPlan
from sanxref.screening.screener import Screener
from sanxref.screening.setup import ScreenerSetup
from sanxref.screening.stored import SAME_CONTENT
from sanxref.screening.workers import Pool, Result, Task

__all__ = ["BatchRun", "Ticker", "content_key"]

_WINDOW = 4096
_WINDOW_BYTES = 64_000_000
"""How far workers may run ahead of the journal, in units and in bytes; so long a slow article does
not hold up the others."""

Ticker = Callable[[str, int, int], None]
"""Told of each article: its source, and how many units are done of how many."""


def content_key(sha256: str) -> int:
    """Shorten a hash to eight bytes: a million of them take 60 MB in a set."""
    return int(sha256[:16], 16)


@dataclass(slots=True)
class _Pending:
    """What has come back of one unit."""

    unit: ReadingUnit
    outcomes: deque[Outcome] = field(default_factory=deque)
    size: int = 0
    ended: bool = False
    skipped: str = ""


class _Window:
    """Units between the journal and the inputs: given out, and not yet written."""

    def __init__(self, tasks: Iterator[Task], head: int) -> None:
        self.head = head
        self._tasks = tasks
        self._waiting: dict[int, _Pending] = {}
        self._size = 0
        self._exhausted = False

    @property
    def first(self) -> _Pending | None:
        """The unit whose turn it is."""
        return self._waiting.get(self.head)

    @property
    def has_room(self) -> bool:
        """Whether a further unit may be given out."""
        if not self._waiting:
            return True
        return len(self._waiting) < _WINDOW and self._size < _WINDOW_BYTES

    @property
    def is_done(self) -> bool:
        """Whether all inputs are written."""
        return self._exhausted and not self._waiting

    @property
    def awaits_results(self) -> bool:
        """Whether a worker has something to hand back."""
        return any(not one.ended for one in self._waiting.values())

    def next_task(self) -> Task | None:
        """Take the next input, or None at their end."""
        task = next(self._tasks, None)
        self._exhausted = task is None
        return task

    def add(self, task: Task) -> _Pending:
        """Note that a unit is given out."""
        pending = _Pending(unit=task.unit, size=task.unit.size)
        self._waiting[task.number] = pending
        self._size += pending.size
        return pending

    def take(self, result: Result) -> None:
        """Put what came back where it belongs."""
        pending = self._waiting[result.number]
        if result.outcome is None:
            pending.ended = True
            return
        pending.outcomes.append(result.outcome)
        pending.size += len(result.outcome.encoded)
        self._size += len(result.outcome.encoded)

    def advance(self) -> None:
        """Let the unit whose turn it was go."""
        self._size -= self._waiting.pop(self.head).size
        self.head += 1


class BatchRun:
    """One run, from its plan to its whole journal.

    Args:
        folder: Where it is stored.
        plan: What it is asked to do.
        setup: For the workers.
        screener: For a run in this process, and for the head of the report.
        known: Keys of contents that are passed over.
        stdin: Stream behind `-`.
        tick: Told of each article; None saves the counting of all inputs beforehand.
    """

    def __init__(  # noqa: PLR0913 - what a run is made of
        self,
        folder: RunFolder,
        plan: RunPlan,
        *,
        setup: ScreenerSetup,
        screener: Screener,
        known: frozenset[int] = frozenset(),
        stdin: BinaryIO | None = None,
        tick: Ticker | None = None,
    ) -> None:
        self.folder = folder
        self.plan = plan
        self._setup = setup
        self._screener = screener
        self._known = known
        self._stdin = stdin
        self.skipped = 0
        self._wants_ticks = tick is not None
        self._tick = tick or (lambda _source, _done, _of: None)
        self._seen: dict[int, int] = {}
        self._articles = 0
        self._number = 0

    def _count(self) -> int:
        """Count all units; standard input can be read only once, and is one."""
        options = self._screener.options.articles
        return sum(
            1 if source == STDIN else sum(1 for _ in part_source(source, options))
            for source in self.folder.sources()
        )

    def units(self) -> Iterator[ReadingUnit]:
        """Part all inputs into units, in order."""
        for source in self.folder.sources():
            yield from part_source(source, self._screener.options.articles, stdin=self._stdin)

    def run(self, *, workers: int) -> None:
        """Screen what the journal does not have yet.

        Args:
            workers: Processes; 0 for this one.

        Raises:
            RunError: The disk is full, or workers cannot start. The run can be resumed.
        """
        try:
            self._number = self._count() if self._wants_ticks else 0
            with Journal.open(self.folder.journal) as journal:
                self._recall(journal)
                if workers:
                    self._run_in_workers(journal, workers)
                else:
                    self._run_here(journal)
        except OSError as exc:
            if exc.errno not in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}:
                raise
            raise RunError(
                f"{self.folder.path} cannot be written ({exc.strerror}); what was screened until "
                f"then is kept. Make room, then: sanxref screen --resume {self.folder.id}"
            ) from exc

    @property
    def _is_full(self) -> bool:
        return self.plan.limit is not None and self._articles >= self.plan.limit

    def _recall(self, journal: Journal) -> None:
        """Count what is done, and remember its contents."""
        for offset, entry in read_entries(self.folder.journal):
            if entry.skipped:
                self.skipped += 1
            else:
                self._articles += 1
                sha256 = msgspec.json.decode(entry.article, type=_Hashed).sha256
                if sha256:
                    self._seen.setdefault(content_key(sha256), offset)
        if journal.lines:
            self._tick("", journal.unit, self._number)

    def _remaining(self, journal: Journal) -> Iterator[Task]:
        for number, unit in enumerate(self.units()):
            if number >= journal.unit:
                skip = journal.part if number == journal.unit else 0
                yield Task(number=number, unit=unit, skip=skip)

    def _run_here(self, journal: Journal) -> None:
        tasks = self._remaining(journal)
        while not self._is_full and (task := next(tasks, None)) is not None:
            pending = _Pending(unit=task.unit, skipped=self._known_hash(task.unit))
            if not pending.skipped:
                for outcome in screen_unit(
                    self._screener,
                    task.unit,
                    skip=task.skip,
                    quick=self.plan.quick,
                    seconds=self._screener.options.batch.article_seconds,
                ):
                    pending.outcomes.append(outcome)
                    self._write_ready(journal, task.number, pending)
            pending.ended = True
            self._write_ready(journal, task.number, pending)

    def _run_in_workers(self, journal: Journal, workers: int) -> None:
        with Pool(self._setup, workers=workers, quick=self.plan.quick) as pool:
            window = _Window(self._remaining(journal), journal.unit)
            while not self._is_full:
                self._fill(window, pool)
                self._drain(window, journal)
                if window.is_done:
                    return
                if window.awaits_results:
                    for result in pool.results():
                        window.take(result)

    def _fill(self, window: "_Window", pool: Pool) -> None:
        """Give the workers what they would take, as far as the window reaches."""
        while pool.wants_more and window.has_room and (task := window.next_task()) is not None:
            pending = window.add(task)
            pending.skipped = self._known_hash(task.unit)
            pending.ended = bool(pending.skipped)
            if not pending.ended:
                pool.submit(task)

    def _drain(self, window: "_Window", journal: Journal) -> None:
        """Write what has its turn."""
        while (pending := window.first) is not None:
            self._write_ready(journal, window.head, pending)
            if not pending.ended:
                return
            window.advance()

    def _known_hash(self, unit: ReadingUnit) -> str:
        """Hash of a unit that an earlier run has screened; empty for all others."""
        if not self._known:
            return ""
        data = unit.data if unit.number else _file_bytes(unit, self._screener)
        if not data:
            return ""
        sha256 = hashlib.sha256(data).hexdigest()
        return sha256 if content_key(sha256) in self._known else ""

    def _write_ready(self, journal: Journal, number: int, pending: _Pending) -> None:
        """Write what can be written of the unit whose turn it is.

        The last article that came waits until it is known whether another one follows it.
        """
        if pending.skipped and pending.ended:
            entry = Entry(unit=number, skipped=pending.skipped, source=pending.unit.name)
            journal.append(_safe(entry))
            self.skipped += 1
            self._tick(pending.unit.name, number + 1, self._number)
            return
        while pending.outcomes and not self._is_full:
            more = len(pending.outcomes) > 1
            if not more and not pending.ended:
                return
            self._write(journal, number, pending.outcomes.popleft(), more=more)
            self._tick(pending.unit.name, number + (not more), self._number)

    def _write(self, journal: Journal, number: int, outcome: Outcome, *, more: bool) -> None:
        part = journal.part if journal.unit == number else 0
        if outcome.sha256 and self._known and content_key(outcome.sha256) in self._known:
            source = msgspec.json.decode(outcome.encoded, type=_Hashed).source
            skipped = outcome.sha256
            journal.append(Entry(unit=number, part=part, more=more, skipped=skipped, source=source))
            self.skipped += 1
            return
        encoded = outcome.encoded
        key = content_key(outcome.sha256) if outcome.sha256 else None
        first = self._seen.get(key) if key is not None else None
        if first is not None:
            encoded = self._noted(journal.read_at(first), outcome)
        offset = journal.append(
            Entry(
                unit=number,
                part=part,
                more=more,
                article=msgspec.Raw(encoded),
                seconds=round(outcome.seconds, 4),
                consulted=outcome.consulted,
            )
        )
        self._articles += 1
        if key is not None and first is None:
            self._seen[key] = offset

    def _noted(self, first: Entry, outcome: Outcome) -> bytes:
        """Add to an article that another one before it has the same content."""
        earlier = msgspec.json.decode(first.article, type=_Hashed)
        if earlier.sha256 != outcome.sha256:
            return outcome.encoded
        article = msgspec.json.decode(outcome.encoded, type=ReportArticle)
        notes = (*article.notes, f"{SAME_CONTENT}{earlier.source}")
        return encode_article(replace(article, notes=notes))


class _Hashed(msgspec.Struct):
    sha256: str
    source: str


def _safe(entry: Entry) -> Entry:
    source = entry.source.encode("utf-8", "replace").decode()
    return msgspec.structs.replace(entry, source=source)


def _file_bytes(unit: ReadingUnit, screener: Screener) -> bytes:
    """Bytes of a file that can be hashed before it is screened."""
    path = Path(unit.source)
    try:
        if unit.refusal or not path.is_file() or not os.access(path, os.R_OK):
            return b""
        if path.stat().st_size > screener.options.articles.max_bytes:
            return b""
        return path.read_bytes()
    except (OSError, ValueError):
        return b""
