"""Mentions by their place in the text."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

from sanxref.model.articles import Mention

__all__ = ["Spans"]


class Spans:
    """Mentions in order, to ask which of them overlap a passage, in logarithmic time."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        """Take mentions in any order; they may overlap."""
        self._mentions = sorted(mentions, key=lambda mention: (mention.start, mention.end))
        self._starts = [mention.start for mention in self._mentions]
        # The furthest end up to each mention: where it lies before a passage, so do all before.
        self._furthest = list(accumulate((mention.end for mention in self._mentions), max))

    def overlapping(self, start: int, end: int) -> tuple[Mention, ...]:
        """Give the mentions that share a character with a passage, in order."""
        found: list[Mention] = []
        index = bisect_left(self._starts, end) - 1
        while index >= 0 and self._furthest[index] > start:
            if self._mentions[index].end > start:
                found.append(self._mentions[index])
            index -= 1
        return tuple(reversed(found))

    def near(self, mention: Mention) -> tuple[Mention, ...]:
        """Give the mentions that share a character with another one, in order."""
        return self.overlapping(mention.start, mention.end)
