"""A text by its words: as written, as numbers, and as tokens where they are looked at."""

import sys
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from sanxref.matching.passages import syllables
from sanxref.matching.word_looks import WordLooks
from sanxref.names.normalization import Token, within_words, written_words

__all__ = ["WrittenText", "word_end", "word_starts"]

_SHORTEST_OWNER = 3


class WrittenText:
    """One text, parted into words once for all who look at them.

    Attributes:
        text: As given.
        latin: Whether it is partly Latin.
        looks: What its words look like.
        words: As written; single characters where the script has no spaces.
        numbers: Of the words, as `looks` counts them.
        asks: By word: what else is to be looked at (`WordLooks`).
    """

    def __init__(self, text: str, looks: WordLooks, *, latin: bool) -> None:
        """Part the text, and look at words that are new."""
        self.text = text
        self.latin = latin
        self.looks = looks
        self.words: Sequence[str] = written_words(text)
        self.numbers = looks.numbers(self.words)
        self.asks = looks.asks[self.numbers]
        self._cut: tuple[Token, ...] | None = None
        self._starts: list[int] | None = None
        if (self.asks & WordLooks.CHARACTERS).any():
            whole = [token for token in self.tokens(0, len(self.words)) if token is not None]
            self._cut = tuple(syllables(text, whole))
            self._starts = [token.start for token in self._cut]
            self.words = [text[token.start : token.end] for token in self._cut]
            self.numbers = looks.numbers(self.words)
            self.asks = looks.asks[self.numbers]

    @property
    def capitals(self) -> npt.NDArray[np.bool_]:
        """By word: starts with a capital, or is of a script without capitals."""
        return self.looks.capitals[self.numbers]

    @property
    def particles(self) -> npt.NDArray[np.bool_]:
        """By word: a particle or a word of lineage."""
        found: npt.NDArray[np.bool_] = self.asks & WordLooks.PARTICLE > 0
        return found

    @property
    def starts(self) -> list[int]:
        """By word: offset of its first character; worked out at first use."""
        if self._starts is None:
            self._starts = word_starts(self.text)
        return self._starts

    def tokens(self, start: int, stop: int) -> list[Token | None]:
        """Tokens of some words; None for a word of which nothing is left."""
        if self._cut is not None:
            return list(self._cut[start:stop])
        looks = self.looks
        numbers = self.numbers[start:stop]
        return [
            Token(text=text, start=begin, end=word_end(word, begin), capitalized=capital)
            if (text := looks.texts[number])
            else None
            for begin, word, number, capital in zip(
                self.starts[start:stop],
                self.words[start:stop],
                numbers.tolist(),
                looks.capitals[numbers].tolist(),
                strict=True,
            )
        ]


_UNKNOWN, _PARTS, _JOINS, _STARTS = range(4)
_KINDS = np.full(sys.maxunicode + 1, _UNKNOWN, dtype=np.uint8)
"""By code point: what it does in words, once a text has held it."""


def word_starts(text: str) -> list[int]:
    """Where the words of `written_words` start, ascending."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    kinds = _KINDS[codes]
    if not kinds.all():
        for code in np.unique(codes[kinds == _UNKNOWN]).tolist():
            _KINDS[code] = _KIND_OF[within_words(chr(code))]
        kinds = _KINDS[codes]
    # Between what parts words, a word goes from the first character that may start one to the end.
    within = kinds != _PARTS
    opens = within.copy()
    opens[1:] &= ~within[:-1]
    starting = np.flatnonzero(kinds == _STARTS)
    stretch = np.cumsum(opens)[starting]
    is_first = np.ones(len(stretch), dtype=np.bool_)
    is_first[1:] = stretch[1:] != stretch[:-1]
    firsts: list[int] = starting[is_first].tolist()
    return firsts


_KIND_OF = {True: _STARTS, None: _JOINS, False: _PARTS}


def word_end(word: str, start: int) -> int:
    """Where a written word of a name ends; the English possessive is none of it."""
    owner = word[-1] in "sS" and len(word) > _SHORTEST_OWNER and word[-2] in "'’"
    return start + len(word) - 2 * owner
