"""Screening for the service: lists that are loaded once, and loaded again when they change."""

import gc
import logging
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from sanxref.articles.extract import Extraction
from sanxref.articles.making import make_article
from sanxref.errors import ListError, ListUnavailable, SanxrefError
from sanxref.lists import SnapshotStore, list_status, load_lists
from sanxref.matching import Matcher
from sanxref.model.articles import NotScreened
from sanxref.model.dates import PartialDate
from sanxref.model.report import ReportDocument, ReportRun
from sanxref.model.snapshots import ListStatus, LoadedList
from sanxref.screening import Screener
from sanxref.screening.document import (
    make_document,
    report_not_screened,
    write_instant,
)
from sanxref.screening.open_lists import causes_of_lists
from sanxref.settings import Settings
from sanxref.version import VERSION

__all__ = ["Busy", "PastedArticle", "Screenings"]

_LOGGER = logging.getLogger(__name__)

_STATUS_SECONDS = 300.0
"""How often the age of lists that did not change is looked at again."""


class Busy(SanxrefError):
    """Too many articles wait to be screened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastedArticle:
    """A text that a user or a program hands in.

    Attributes:
        text: As given.
        title: Headline, or empty.
        published: For ages and dates, or None.
        source: How it is to be named in the report.
    """

    text: str
    title: str = ""
    published: PartialDate | None = None
    source: str = "pasted text"


class Screenings:
    """One screener for all requests.

    Args:
        settings: The effective settings.
        at_once: Articles that are screened at one time.
        waiting: Further ones that may wait.
        seconds: Longest wait.
        reload_seconds: How often it looks whether other lists are in use.
        on_lists: Told the lists whenever they were loaded anew.
    """

    def __init__(  # noqa: PLR0913 - settings and limits
        self,
        settings: Settings,
        *,
        at_once: int,
        waiting: int,
        seconds: float,
        reload_seconds: float,
        on_lists: Callable[[Sequence[LoadedList]], object],
    ) -> None:
        self._settings = settings
        self._places = threading.BoundedSemaphore(at_once)
        self._most = at_once + waiting
        self._inside = 0
        self._seconds = seconds
        self._reload_seconds = reload_seconds
        self._on_lists = on_lists
        self._lock = threading.Lock()
        self._loading = threading.Lock()
        self._screener: Screener | None = None
        self._lists: tuple[LoadedList, ...] = ()
        self._stamp: tuple[object, ...] = ()
        self._looked = self._judged = float("-inf")
        self._matchers: dict[float, Matcher] = {}

    @property
    def lists(self) -> tuple[LoadedList, ...]:
        """The lists in use, those that could not be loaded too."""
        self._follow()
        return self._lists

    def screener(self) -> Screener:
        """Give the screener over the lists in use.

        Raises:
            ListUnavailable: Not one list can be screened against.
        """
        self._follow()
        screener = self._screener
        if screener is None:
            causes = "; ".join(causes_of_lists(self._lists))
            raise ListUnavailable(f"no list can be screened against: {causes}")
        return screener

    def warm(self) -> None:
        """Load lists and recognizer, so that the first request need not wait."""
        try:
            _ = self.screener().recognizer
            _spare_the_collector()
        except ListError as error:
            _LOGGER.warning("%s", error)

    def matcher(self, threshold: float) -> Matcher:
        """Give a matcher with a threshold of 0.5 to 1.0; it shares the index."""
        screener = self.screener()
        base = screener.matcher
        held = self._matchers.get(threshold)
        if held is None or held.index is not base.index:
            held = Matcher(
                base.index, base.designations, replace(base.options, threshold=threshold)
            )
            with self._lock:
                if len(self._matchers) > 64:  # noqa: PLR2004 - a client that tries thresholds
                    self._matchers.clear()
                self._matchers[threshold] = held
        return held

    def screen(self, articles: Sequence[PastedArticle], *, now: datetime) -> ReportDocument:
        """Screen texts.

        Raises:
            Busy: Too many wait already.
            ListUnavailable: Not one list can be screened against.
        """
        screener = self.screener()
        found = []
        for pasted in articles:
            data = pasted.text.encode("utf-8", "replace")
            made = make_article(
                pasted.source,
                Extraction(text=pasted.text, title=pasted.title, published=pasted.published),
                data,
                screener.options.articles,
            )
            if isinstance(made, NotScreened):
                found.append(report_not_screened(made))
                continue
            with self._place():
                found.append(screener.screen_article(made))
        run = ReportRun(
            id=f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}",
            started=write_instant(now),
            finished=write_instant(self._settings.now()),
            version=VERSION,
            configuration=self._settings.digest,
            recognizer=screener.recognizer.key,
            as_of=None,
        )
        return make_document(run, self._lists, tuple(found))

    @contextmanager
    def _place(self) -> Iterator[None]:
        with self._lock:
            if self._inside >= self._most:
                raise Busy("too many articles wait to be screened; try again in a minute")
            self._inside += 1
        try:
            if not self._places.acquire(timeout=self._seconds):
                raise Busy("the articles before yours take too long; try again in a minute")
            try:
                yield
            finally:
                self._places.release()
        finally:
            with self._lock:
                self._inside -= 1

    def _follow(self) -> None:
        """Load the lists where others are in use now; requests meanwhile use the old ones."""
        now = time.monotonic()
        if now - self._looked < self._reload_seconds:
            return
        first = not self._lists
        # Whoever comes first loads; at the start everybody has to wait for it.
        if not self._loading.acquire(blocking=first):
            return
        try:
            if now < self._looked:
                return
            stamp = self._current_stamp()
            if first or stamp != self._stamp:
                self._load(stamp)
            elif now - self._judged > _STATUS_SECONDS:
                self._judge_again()
            self._looked = time.monotonic()
        finally:
            self._loading.release()

    def _current_stamp(self) -> tuple[object, ...]:
        found = []
        for source in self._settings.sources.sources:
            try:
                path = self._settings.cache / "lists" / source.key / "current.json"
                found.append(path.stat().st_mtime_ns)
            except OSError:
                found.append(0)
        return tuple(found)

    def _load(self, stamp: tuple[object, ...]) -> None:
        lists: tuple[LoadedList, ...]
        try:
            screener = self._settings.open_screener()
            if self._screener is not None and "recognizer" in vars(self._screener):
                # The model does not depend on the lists, and takes seconds to load.
                vars(screener)["recognizer"] = self._screener.recognizer
            lists = screener.lists
            self._screener = screener
        except ListUnavailable as error:
            _LOGGER.warning("%s", error)
            store = SnapshotStore(self._settings.cache)
            lists = load_lists(self._settings.sources, store, now=self._settings.now())
            self._screener = None
        self._lists, self._stamp = lists, stamp
        self._judged = time.monotonic()
        self._on_lists(lists)
        _spare_the_collector()

    def _judge_again(self) -> None:
        """A list that nobody updates becomes stale while the service runs."""
        store = SnapshotStore(self._settings.cache)
        now = self._settings.now()

        def judge(held: LoadedList) -> ListStatus:
            source = self._settings.sources.source(held.status.source)
            return list_status(source, store, now=now)

        self._lists = tuple(replace(held, status=judge(held)) for held in self._lists)
        if self._screener is not None:
            self._screener.lists = self._lists
        self._judged = time.monotonic()


def _spare_the_collector() -> None:
    """Tell Python's collector to pass over the lists and the model.

    They are millions of objects that stay; to walk them took 0.5 s, while nobody was answered.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
