"""Where a person's mentions stand: sentence, neighbours, and what directly follows."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from sanxref.model.articles import Mention, Sentence

__all__ = ["Place", "Surroundings"]

_LOOK = 160
"""Characters before and behind a mention that are looked at, within its sentence."""

_SUBJECT = re.compile(r"[“\"]?(?:He|She)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One mention with the part of its sentence that is not another mention's.

    Attributes:
        text: Text of the article.
        start: Where the mention begins.
        end: Where it ends.
        left: Beginning of what may speak of it.
        right: End of what may speak of it.
        meets_name: Whether `right` is where another person's mention begins.
    """

    text: str
    start: int
    end: int
    left: int
    right: int
    meets_name: bool


class Surroundings:
    """Sentences and mentions of one article, to ask what stands around a mention."""

    def __init__(
        self, text: str, sentences: Sequence[Sentence], persons: Sequence[Sequence[Mention]]
    ) -> None:
        """Take the sentences in order, and the mentions of each person in order."""
        self.text = text
        self._sentences = sentences
        self._starts = [sentence.start for sentence in sentences]
        self._spans = sorted(
            (mention.start, mention.end) for mentions in persons for mention in mentions
        )
        self._named: dict[int, set[int]] = {}
        for number, mentions in enumerate(persons):
            for mention in mentions:
                self._named.setdefault(self._index(mention.start), set()).add(number)

    def _index(self, place: int) -> int:
        return max(0, bisect_right(self._starts, place) - 1)

    def place(self, mention: Mention) -> Place:
        """Give the mention's sentence, cut at neighbouring mentions and at 160 characters."""
        start, end = mention.start, mention.end
        sentence = self._sentences[self._index(start)] if self._sentences else None
        left = max(sentence.start if sentence else 0, start - _LOOK)
        right = min(max(sentence.end if sentence else 0, end), end + _LOOK)
        own = bisect_right(self._spans, (start, end)) - 1
        if own > 0:
            left = max(left, min(self._spans[own - 1][1], start))
        meets_name = False
        if own + 1 < len(self._spans) and self._spans[own + 1][0] < right:
            right, meets_name = max(self._spans[own + 1][0], end), True
        return Place(
            text=self.text, start=start, end=end, left=left, right=right, meets_name=meets_name
        )

    def pronoun_sentence(self, number: int, mention: Mention) -> Sentence | None:
        """Give the next sentence, where it begins with "he" or "she" who can only be this person.

        That is so where the mention's sentence names this person alone, the next one nobody else,
        and no paragraph ends between.
        """
        index = self._index(mention.start)
        if index + 1 >= len(self._sentences) or self._named.get(index) != {number}:
            return None
        following = self._sentences[index + 1]
        if self._named.get(index + 1, {number}) != {number}:
            return None
        if "\n\n" in self.text[self._sentences[index].end : following.start]:
            return None
        begins = _SUBJECT.match(self.text, following.start, following.end)
        return following if begins else None
