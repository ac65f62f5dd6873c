"""A text by its words: as written, as numbers, and as tokens where they are looked at."""

import sys

import numpy as np
import numpy.typing as npt

from sanxref.matching.fingerprints import fingerprints
from sanxref.matching.passages import syllables
from sanxref.matching.word_looks import WordLooks
from sanxref.names.normalization import Token, within_words

__all__ = ["WrittenText", "word_places"]

_Longs = npt.NDArray[np.int64]
_Codes = npt.NDArray[np.uint32]


class WrittenText:
    """One text, parted into words once for all who look at them.

    Words are those of `word_spans`; single characters where the script has no spaces.

    Attributes:
        text: As given.
        latin: Whether it is partly Latin.
        looks: What its words look like.
        starts: By word: offset of its first character.
        ends: By word: offset behind its last character; the English possessive is none of it.
        numbers: Of the words, as `looks` counts them.
        asks: By word: what is to be looked at (`WordLooks`).
    """

    starts: _Longs
    ends: _Longs
    numbers: _Longs
    asks: npt.NDArray[np.int16]

    def __init__(self, text: str, looks: WordLooks, *, latin: bool) -> None:
        """Part the text, and look at words that are new."""
        self.text = text
        self.latin = latin
        self.looks = looks
        self._cut: tuple[Token, ...] | None = None
        codes = _codes(text)
        self._look(codes, *word_places(codes))
        if np.bitwise_or.reduce(self.asks) & WordLooks.CHARACTERS:
            whole = [token for token in self.tokens(0, len(self.numbers)) if token is not None]
            self._cut = tuple(syllables(text, whole))
            starts = np.array([token.start for token in self._cut], dtype=np.int64)
            self._look(codes, starts, np.array([token.end for token in self._cut], dtype=np.int64))

    def _look(self, codes: _Codes, starts: _Longs, ends: _Longs) -> None:
        text = self.text
        self.numbers = self.looks.numbers(
            fingerprints(codes, starts, ends), lambda at: text[starts[at] : ends[at]]
        )
        self.asks = self.looks.asks[self.numbers]
        self.starts = starts
        self.ends = ends - 2 * ((self.asks & WordLooks.OWNER) > 0)

    @property
    def capitals(self) -> npt.NDArray[np.bool_]:
        """By word: starts with a capital, or is of a script without capitals."""
        found: npt.NDArray[np.bool_] = (self.asks & WordLooks.CAPITAL) > 0
        return found

    @property
    def particles(self) -> npt.NDArray[np.bool_]:
        """By word: a particle or a word of lineage."""
        found: npt.NDArray[np.bool_] = (self.asks & WordLooks.PARTICLE) > 0
        return found

    def tokens(self, start: int, stop: int) -> list[Token | None]:
        """Tokens of some words; None for a word of which nothing is left."""
        if self._cut is not None:
            return list(self._cut[start:stop])
        texts, part = self.looks.texts, slice(start, stop)
        return [
            Token(text, begin, end, capital) if (text := texts[number]) else None
            for number, begin, end, capital in zip(
                self.numbers[part].tolist(),
                self.starts[part].tolist(),
                self.ends[part].tolist(),
                ((self.asks[part] & WordLooks.CAPITAL) > 0).tolist(),
                strict=True,
            )
        ]


_UNKNOWN, _PARTS, _JOINS, _STARTS = range(4)
_KIND_OF = {True: _STARTS, None: _JOINS, False: _PARTS}
_KINDS = np.full(sys.maxunicode + 1, _UNKNOWN, dtype=np.uint8)
"""By code point: what it does in words, once a text has held it."""


def _codes(text: str) -> _Codes:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def word_places(codes: _Codes) -> tuple[_Longs, _Longs]:
    """Where the words of `word_spans` start and end, ascending.

    Args:
        codes: Code points of the text.
    """
    kinds = _KINDS[codes]
    if not kinds.all():
        for code in np.unique(codes[kinds == _UNKNOWN]).tolist():
            _KINDS[code] = _KIND_OF[within_words(chr(code))]
        kinds = _KINDS[codes]
    # Between what parts words, a word goes from the first character that may start one to the end.
    within = np.zeros(len(codes) + 2, dtype=np.bool_)
    np.not_equal(kinds, _PARTS, out=within[1:-1])
    changes = np.flatnonzero(within[1:] != within[:-1])
    starts, ends = changes[::2], changes[1::2]
    if (kinds[starts] == _JOINS).any():
        starting = np.append(np.flatnonzero(kinds == _STARTS), len(codes))
        starts = starting[np.searchsorted(starting, starts)]
        starts, ends = starts[starts < ends], ends[starts < ends]
    return starts, ends
