"""How an update tells what it is doing, to whoever wants to know."""

from typing import Protocol

from sanxref.model.designations import SourceKey

__all__ = ["Progress", "Silent"]


class Progress(Protocol):
    """Something that shows progress; its methods are called from several threads."""

    def advance(self, source: SourceKey, part: str, received: int, total: int | None) -> None:
        """Take note of `received` bytes of one file, out of `total` where that is known."""

    def say(self, source: SourceKey, message: str) -> None:
        """Take note of a step, in words for an operator; `source` is empty for all of them."""


class Silent:
    """Shows nothing."""

    def advance(self, source: SourceKey, part: str, received: int, total: int | None) -> None:
        """Show nothing."""

    def say(self, source: SourceKey, message: str) -> None:
        """Show nothing."""
