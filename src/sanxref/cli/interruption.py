"""Ends that come from outside: every `finally` is run before the process leaves."""

import contextlib
import signal
from collections.abc import Iterator
from types import FrameType
from typing import Never

__all__ = ["Ended", "interruptible"]


class Ended(SystemExit):
    """The process was asked to end (SIGTERM): leave as shells have it, 128 + 15."""


@contextlib.contextmanager
def interruptible() -> Iterator[None]:
    """Let SIGTERM, by which schedulers end a job, run through every `finally`."""

    def end(_number: int, _frame: FrameType | None) -> Never:
        raise Ended(128 + signal.SIGTERM)

    try:
        before = signal.signal(signal.SIGTERM, end)
    except ValueError:  # not the main thread
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
