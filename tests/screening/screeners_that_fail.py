"""Screeners for worker processes that hang, die or leak on certain words; picklable by name."""

import ctypes
import os
import signal
import time
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from sanxref.articles import ReadOptions
from sanxref.model.articles import Article
from sanxref.model.report import ReportArticle
from sanxref.screening.document import report_screened
from sanxref.screening.options import BatchOptions


class FailingScreener:
    """Screens nothing; does what the text says."""

    def __init__(self, options: Any) -> None:
        self.options = options
        self.recognizer = SimpleNamespace(key="none")

    def take_consulted(self) -> tuple[()]:
        return ()

    def screen_article(self, article: Article, *, quick: bool) -> ReportArticle:
        del quick
        if "CRASH" in article.text:
            ctypes.string_at(0)  # a segmentation fault, as a broken library gives
        if "KILLED" in article.text:
            os.kill(os.getpid(), signal.SIGKILL)  # as the kernel does when memory is short
        if "HANG" in article.text:
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})  # as code in C would
            time.sleep(60)
        if "SLOW" in article.text:
            time.sleep(60)
        if "RAISE" in article.text:
            raise ZeroDivisionError("oops")
        if "LEAK" in article.text:
            bytearray(3_000_000_000)
        annotated = SimpleNamespace(article=article, persons=())
        return report_screened(annotated, {}, ())  # type: ignore[arg-type]


@dataclass(frozen=True)
class FailingSetup:
    """As ScreenerSetup, for workers."""

    seconds: float = 3.0
    """Enough for what needs none, on a machine that has other things to do."""

    @property
    def options(self) -> Any:
        return SimpleNamespace(
            articles=ReadOptions(),
            batch=BatchOptions(article_seconds=self.seconds, worker_megabytes=2500),
        )

    def open(self) -> FailingScreener:
        return FailingScreener(self.options)


@dataclass(frozen=True)
class StillbornSetup(FailingSetup):
    """A worker that dies before it is ready."""

    def open(self) -> FailingScreener:
        os._exit(3)
