"""One unit at a time: whatever an article does, it costs only itself."""

import contextlib
import signal
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from types import FrameType
from typing import Never

import msgspec

from sanxref.articles import ReadingUnit, read_unit
from sanxref.articles.making import not_screened
from sanxref.errors import ConfigError
from sanxref.model.articles import Article, NotScreened
from sanxref.model.report import ReportArticle
from sanxref.model.snapshots import Snapshot
from sanxref.reports.document import encode_text_safely
from sanxref.screening.document import report_not_screened
from sanxref.screening.screener import Screener

__all__ = [
    "Outcome",
    "encode_article",
    "outcome_of",
    "screen_unit",
    "too_long",
    "unit_not_screened",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One article of a unit, as a worker hands it back.

    Attributes:
        sha256: Of the bytes as received; empty where none were had.
        encoded: The report's article as JSON.
        seconds: Time that it took.
        consulted: Source and id of earlier snapshots that its verdicts looked at.
    """

    sha256: str
    encoded: bytes
    seconds: float
    consulted: tuple[tuple[str, str], ...] = ()


class _TooLong(Exception):
    """An article took longer than it may."""


def too_long(seconds: float) -> str:
    """Say why an article was given up."""
    return f"took longer than {seconds:g} s (batch.article_seconds)"


def encode_article(article: ReportArticle) -> bytes:
    """Write an article as JSON on one line."""
    return encode_text_safely(article, msgspec.json.encode)


def outcome_of(
    article: ReportArticle, seconds: float, consulted: Iterable[Snapshot] = ()
) -> Outcome:
    """Wrap an article."""
    return Outcome(
        sha256=article.sha256,
        encoded=encode_article(article),
        seconds=seconds,
        consulted=tuple((one.source, one.id) for one in consulted),
    )


def screen_unit(
    screener: Screener, unit: ReadingUnit, *, skip: int, quick: bool, seconds: float
) -> Iterator[Outcome]:
    """Read and screen the articles of a unit, with a limit of time for each.

    Args:
        screener: Against which lists, how.
        unit: What to read.
        skip: Articles at its beginning that are done.
        quick: Whether the quick pass decides which articles need the model.
        seconds: Longest time for one article; kept here where the operating system has timers
            for it, and this is the main thread.
    """
    articles = islice(read_unit(unit, screener.options.articles), skip, None)
    place = skip
    while True:
        begun = time.perf_counter()
        item: Article | NotScreened | None = None
        broken = False
        try:
            with _time_limit(seconds):
                item = next(articles, None)
                if item is None:
                    return
                article = _screen(screener, item, quick=quick)
        except _TooLong:
            article, broken = _given_up(unit, place, item, too_long(seconds)), item is None
        except MemoryError:
            reason = "needs more memory than one article may have (batch.worker_megabytes)"
            article, broken = _given_up(unit, place, item, reason), item is None
        except ConfigError as exc:  # a file that the configuration names is damaged or another
            article, broken = _given_up(unit, place, item, str(exc)), item is None
        except Exception as exc:  # noqa: BLE001 - one article must not end the run; it is told
            reason = f"an error in sanxref, please report it: {type(exc).__name__}: {exc}"
            article, broken = _given_up(unit, place, item, reason), item is None
        yield outcome_of(article, time.perf_counter() - begun, screener.take_consulted())
        if broken:
            return  # a generator that raised is at its end
        place += 1


def _screen(screener: Screener, item: Article | NotScreened, *, quick: bool) -> ReportArticle:
    match item:
        case NotScreened():
            return report_not_screened(item)
        case Article():
            return screener.screen_article(item, quick=quick)


def _given_up(
    unit: ReadingUnit, place: int, item: Article | NotScreened | None, reason: str
) -> ReportArticle:
    """Say that an article was not screened, under the name that it would have had."""
    if item is not None:
        missed = NotScreened(id=item.id, source=item.source, sha256=item.sha256, reason=reason)
        return report_not_screened(missed)
    return report_not_screened(unit_not_screened(unit, place, reason))


def unit_not_screened(unit: ReadingUnit, place: int, reason: str) -> NotScreened:
    """Say that the article at a place of a unit could not even be read."""
    source = f"{unit.source}#{place + 1}" if place and not unit.number else unit.name
    return not_screened(source, reason, unit.data)


@contextlib.contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Interrupt Python code and regular expressions after so many seconds (POSIX, main thread).

    A library in C is not interrupted: for that a worker process is ended by its parent.
    """
    if (
        not hasattr(signal, "setitimer")
        or threading.current_thread() is not threading.main_thread()
    ):
        yield
        return

    def interrupt(_number: int, _frame: FrameType | None) -> Never:
        raise _TooLong

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
