"""A whole customer file against the lists: in pieces, by one process or several.

Pieces are read, compared and written in the order of the file whatever the number of processes,
so that the same file, lists and settings give the same results byte for byte.
"""

import contextlib
import gc
import multiprocessing
import os
import pickle
import signal
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice
from typing import Protocol, Self

import msgspec

from sanxref.errors import ArticleError, RunError
from sanxref.matching import Matcher
from sanxref.model.designations import Designation, TargetKind
from sanxref.model.report import ReportList
from sanxref.model.snapshots import ListState
from sanxref.screening.customer_columns import ColumnChoice, CustomerColumns, find_columns
from sanxref.screening.customer_files import CustomerTable, RawRow
from sanxref.screening.customer_values import DateOrder, Unclear, infer_order
from sanxref.screening.customers import (
    ONE_WORD,
    Customer,
    CustomerReader,
    ResultRow,
    customer_results,
    match_piece,
)

__all__ = ["CustomerHead", "CustomerOptions", "CustomerSummary", "ResultSink", "match_customers"]

SCHEMA = "sanxref/customers/1"

_PIECE = 2_000
"""Rows that are compared at a time: some 0.1 s of work, so that progress is seen and no process
waits long at the end."""
_PIECES_AHEAD = 3
"""Pieces that wait for each process; bounds the memory."""
_LOOKED_AT = 2_000
"""Rows that tell the order of day and month."""


class ResultSink(Protocol):
    """Takes results in the order of the file."""

    def write(self, rows: Sequence[ResultRow]) -> None:
        """Write some rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerOptions:
    """How a customer file is compared.

    Attributes:
        columns: What the user says of the columns.
        order: Order of day and month; `auto` learns it from the first rows.
        kinds: Kinds of target to ask for where the row does not say; empty means all.
        workers: Processes; 1 means this one.
        worksheet: Whether the results carry the steps of OFAC FAQ 5.
        limit: Stop after so many rows.
    """

    columns: ColumnChoice
    order: DateOrder = DateOrder.AUTO
    kinds: tuple[TargetKind, ...] = ()
    workers: int = 1
    worksheet: bool = False
    limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerHead:
    """How results came about, known before the first row is read.

    Attributes:
        file: As the user named it.
        threshold: Score from which a candidate is a potential match.
        as_of: Day for which the lists were asked, or None for now.
        version: Version of sanxref.
        configuration: SHA-256 over the effective settings.
        lists: The lists that are compared with, each with its state and hash.
    """

    file: str
    threshold: float
    as_of: str | None
    version: str
    configuration: str
    lists: tuple[ReportList, ...]

    @property
    def is_current(self) -> bool:
        """Whether every list is current, so that anything may be called clear."""
        return bool(self.lists) and all(one.state == ListState.CURRENT for one in self.lists)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerSummary:
    """What became of a customer file.

    Attributes:
        schema: Name and version of this form.
        head: How the results came about.
        columns: What each part was read from.
        date_order: Order of day and month that was used.
        rows: Rows read; blank lines do not count.
        screened: Rows that were compared with the lists.
        not_screened: Rows that were not; never counted as clear.
        incomplete: Rows that were compared without something that was not understood.
        customers_matched: Rows with at least one potential match.
        matches: Potential matches.
        clear: Screened rows without a potential match, but for names of one word; 0 where a list
            is not current.
        reasons: How often what was not understood, or kept a row from being screened.
    """

    schema: str
    head: CustomerHead
    columns: CustomerColumns
    date_order: DateOrder
    rows: int
    screened: int
    not_screened: int
    incomplete: int
    customers_matched: int
    matches: int
    clear: int
    reasons: dict[str, int]


@dataclass(slots=True, kw_only=True)
class _Counts:
    """What a piece, or a file so far, came to."""

    rows: int = 0
    not_screened: int = 0
    incomplete: int = 0
    customers_matched: int = 0
    clear: int = 0
    matches: int = 0
    reasons: Counter[str]

    def add(self, other: "_Counts") -> None:
        """Count a further piece."""
        self.rows += other.rows
        self.not_screened += other.not_screened
        self.incomplete += other.incomplete
        self.customers_matched += other.customers_matched
        self.clear += other.clear
        self.matches += other.matches
        self.reasons.update(other.reasons)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """Rows that follow each other."""

    first: int
    rows: tuple[RawRow, ...]


class _PieceMatcher:
    """Compares pieces; what a worker process holds."""

    def __init__(
        self,
        matcher: Matcher,
        reader: CustomerReader,
        *,
        snapshots: Mapping[str, str],
        worksheet: bool,
    ) -> None:
        self._matcher = matcher
        self._reader = reader
        self._snapshots = snapshots
        self._worksheet = worksheet

    def packed(self) -> bytes:
        """Pack for a worker process: the index by its folder, designations in msgpack.

        Plain pickling of 15,000 designations takes ten times as long to unpack.
        """
        matcher = self._matcher
        designations = msgspec.msgpack.encode(tuple(matcher.designations.values()))
        rest = (matcher.index, matcher.options, self._reader, self._snapshots, self._worksheet)
        return pickle.dumps((designations, *rest))

    @classmethod
    def unpacked(cls, packed: bytes) -> Self:
        """Unpack in a worker process."""
        designations, index, options, reader, snapshots, worksheet = pickle.loads(packed)  # noqa: S301 - our own
        listed = msgspec.msgpack.decode(designations, type=tuple[Designation, ...])
        matcher = Matcher(index, {one.key: one for one in listed}, options)
        return cls(matcher, reader, snapshots=snapshots, worksheet=worksheet)

    def match(self, piece: _Piece) -> tuple[list[ResultRow], _Counts]:
        """Compare the rows of a piece."""
        results: list[ResultRow] = []
        counts = _Counts(rows=len(piece.rows), reasons=Counter())
        customers = [
            self._customer(row, cells) for row, cells in enumerate(piece.rows, piece.first)
        ]
        for customer, matches in match_piece(self._matcher, customers):
            counts.not_screened += customer.query is None
            counts.incomplete += customer.query is not None and bool(customer.faults)
            counts.customers_matched += bool(matches)
            counts.clear += not (customer.query is None or matches or ONE_WORD in customer.faults)
            counts.matches += len(matches)
            if customer.faults:
                counts.reasons.update(fault.kind for fault in customer.faults)
            if matches or customer.faults:
                results += customer_results(
                    self._matcher,
                    customer,
                    matches,
                    snapshots=self._snapshots,
                    worksheet=self._worksheet,
                )
        return results, counts

    def _customer(self, row: int, cells: RawRow) -> Customer:
        if isinstance(cells, str):
            fault = Unclear(kind="row not readable", text=cells)
            return Customer(row=row, id="", name="", query=None, faults=(fault,))
        return self._reader.read(row, cells)


def match_customers(  # noqa: PLR0913 - joins file, lists, results and progress
    table: CustomerTable,
    matcher: Matcher,
    options: CustomerOptions,
    sink: ResultSink,
    *,
    head: CustomerHead,
    progress: Callable[[int], None] = lambda _rows: None,
) -> CustomerSummary:
    """Compare a customer file with the lists.

    Args:
        table: The open file.
        matcher: Of the lists.
        options: How.
        sink: Where the results go, in the order of the file.
        head: For the summary, and for the hashes of snapshots in the results.
        progress: Told the number of rows that are done, piece by piece.

    Raises:
        ConfigError: The columns are not there, or several could be meant.
        ArticleError: The file turns out to be damaged, or has no rows.
        RunError: A worker process ended.
    """
    columns = find_columns(table.columns, options.columns)
    rows: Iterator[RawRow] = islice(table.read(columns.wanted), options.limit)
    order, rows = _learn_order(rows, columns, options.order)
    work = _PieceMatcher(
        matcher,
        CustomerReader(columns, order=order, kinds=options.kinds),
        snapshots={one.source: one.sha256 or "" for one in head.lists},
        worksheet=options.worksheet,
    )
    counts = _Counts(reasons=Counter())
    for results, counted in _matched(work, _pieces(rows), options.workers):
        sink.write(results)
        counts.add(counted)
        progress(counts.rows)
    if counts.rows == 0:
        raise ArticleError(f"{table.path} has a header and no rows", article=str(table.path))
    screened = counts.rows - counts.not_screened
    return CustomerSummary(
        schema=SCHEMA,
        head=head,
        columns=columns,
        date_order=order,
        rows=counts.rows,
        screened=screened,
        not_screened=counts.not_screened,
        incomplete=counts.incomplete,
        customers_matched=counts.customers_matched,
        matches=counts.matches,
        clear=counts.clear if head.is_current else 0,
        reasons=dict(sorted(counts.reasons.items())),
    )


def _learn_order(
    rows: Iterator[RawRow], columns: CustomerColumns, order: DateOrder
) -> tuple[DateOrder, Iterator[RawRow]]:
    """Learn the order of day and month from the first rows, which are given back."""
    if order is not DateOrder.AUTO or not columns.birth_date:
        return order, rows
    place = columns.wanted.index(columns.birth_date[0])
    first = list(islice(rows, _LOOKED_AT))
    learnt = infer_order(row[place] for row in first if not isinstance(row, str))
    return learnt, chain(first, rows)


def _pieces(rows: Iterator[RawRow]) -> Iterator[_Piece]:
    first = 1
    while piece := tuple(islice(rows, _PIECE)):
        yield _Piece(first=first, rows=piece)
        first += len(piece)


def _matched(
    work: _PieceMatcher, pieces: Iterator[_Piece], workers: int
) -> Iterator[tuple[list[ResultRow], _Counts]]:
    """Compare pieces, in order; a file of one piece needs no further process."""
    second = list(islice(pieces, 2))
    pieces = chain(second, pieces)
    if workers == 1 or len(second) < 2:  # noqa: PLR2004 - said above
        return map(work.match, pieces)
    return _pooled(work, pieces, workers)


def _pooled(
    work: _PieceMatcher, pieces: Iterator[_Piece], workers: int
) -> Iterator[tuple[list[ResultRow], _Counts]]:
    # "spawn" is the same everywhere, and safe beside the threads of libraries.
    pool = ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_start,
        initargs=(work.packed(),),
    )
    waiting: deque[Future[tuple[list[ResultRow], _Counts]]] = deque()
    try:
        for piece in pieces:
            with _signals_held():
                waiting.append(pool.submit(_match_piece, piece))
            if len(waiting) >= workers * _PIECES_AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as exc:
        raise RunError(
            "a worker process ended (out of memory, or stopped by somebody); "
            "nothing was half written. Try again with fewer --workers."
        ) from exc
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextlib.contextmanager
def _signals_held() -> Iterator[None]:
    """Let an end that is asked for wait: a pool starts a worker with the piece that needs it.

    In the midst of that start, an end would leave a thread that the pool cannot join, or a process
    that it does not know of, and Python would wait for that process for ever.
    """
    if threading.current_thread() is not threading.main_thread():  # gets no signals
        yield
        return
    came: list[int] = []
    before = {
        number: signal.signal(number, lambda number, _frame: came.append(number))
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if came:
            signal.raise_signal(came[0])


# What a worker process holds; set once when it starts.
_WORK: list[_PieceMatcher] = []


def _start(packed: bytes) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent stops its workers
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    _WORK[:] = [_PieceMatcher.unpacked(packed)]
    gc.freeze()  # the lists stay: looking through them for garbage takes a tenth of the time


def _leave_with_parent() -> None:
    """End when the parent was killed; else the worker would wait for its next piece for ever."""
    parent = multiprocessing.parent_process()
    assert parent is not None  # this is a worker
    parent.join()
    os._exit(1)


def _match_piece(piece: _Piece) -> tuple[list[ResultRow], _Counts]:
    return _WORK[0].match(piece)
