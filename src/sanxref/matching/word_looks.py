"""What the written words of texts look like to the spotter, remembered from text to text."""

from collections.abc import Sequence
from threading import Lock

import numpy as np
import numpy.typing as npt

from sanxref.matching.listed_words import ARTICLES, BEHIND_COMPOUNDS, ListedWords
from sanxref.matching.passages import CONNECTIVES
from sanxref.names.normalization import is_capitalized, normalize_word
from sanxref.names.romanization import romanize
from sanxref.names.spelling import fold
from sanxref.names.vocabulary import LINEAGE, PARTICLES

__all__ = ["WordLooks"]

_SHORTEST_IN_LOWER_CASE = 3
_SHORTEST_SINGLE = 6
"""Letters of a one-word name that is reported when it stands alone and capitalized."""
_MOST_WORDS = 500_000


class WordLooks:
    """What the written words of texts look like; remembers them, by number.

    Attributes:
        folds: By word: number of the folded word that it is, or -1.
        capitals: By word: starts with a capital.
        asks: By word: what else is to be looked at, as `SEVERAL`, `UNKNOWN`, ...
        texts: By word: normalized.
    """

    SEVERAL = 1
    """Several folded words: its script leaves vowels out."""
    UNKNOWN = 2
    """Capitalized, and no word of the lists is written so."""
    OPENS = 4
    """Capitalized; may be one word with those behind it."""
    SINGLE = 8
    """May be a one-word name."""
    CHARACTERS = 16
    """Each character is a word: the text is to be cut into characters first."""
    CLOSES = 32
    """May be one word with those in front of it."""
    LINKS = 64
    """May stand between two parts of one word."""
    PARTICLE = 128
    """A particle or a word of lineage, which goes on with a name."""
    CONNECTS = 256
    """Written small; connects parts of an organization's name: "of"."""

    def __init__(self, words: ListedWords, singles: frozenset[str], *, latin: bool) -> None:
        """Take the listed words, folded one-word names, and whether texts are partly Latin."""
        self._words = words
        self._singles = singles
        self._latin = latin
        self._numbers: dict[str, int] = {}
        self._lock = Lock()
        self.folds = np.full(1024, -1, dtype=np.int64)
        self.capitals = np.zeros(1024, dtype=np.bool_)
        self.asks = np.zeros(1024, dtype=np.int16)
        self.texts: list[str] = []

    @property
    def is_full(self) -> bool:
        """Whether so much is remembered that it is time to start anew."""
        return len(self.texts) > _MOST_WORDS

    def numbers(self, written: Sequence[str]) -> npt.NDArray[np.int64]:
        """Numbers of written words, in their order."""
        known = self._numbers
        try:
            return np.fromiter(map(known.__getitem__, written), np.int64, len(written))
        except KeyError:
            with self._lock:
                for word in sorted(set(written).difference(known)):
                    self._look(word)
            return np.fromiter(map(known.__getitem__, written), np.int64, len(written))

    def _look(self, written: str) -> None:
        number = len(self.texts)
        if number == len(self.folds):
            self.folds = np.concatenate([self.folds, np.full(number, -1, dtype=np.int64)])
            self.capitals = np.concatenate([self.capitals, np.zeros(number, dtype=np.bool_)])
            self.asks = np.concatenate([self.asks, np.zeros(number, dtype=np.int16)])
        text = normalize_word(written, latin=self._latin)
        capital = bool(text) and is_capitalized(written[0])
        self.texts.append(text)
        self.capitals[number] = capital
        self.folds[number], self.asks[number] = self._judge(text, capital=capital)
        self._numbers[written] = number  # last, for other threads may read on

    def _judge(self, text: str, *, capital: bool) -> tuple[int, int]:
        """Folded word and questions of a normalized word."""
        if not text:
            return -1, 0
        if not text.isascii() and 1 < len(romanize(text).syllables) == len(text):
            return -1, self.CHARACTERS
        is_particle = text in PARTICLES or text in LINEAGE
        asks = self.PARTICLE * is_particle
        asks |= self.LINKS * (text in ARTICLES or text in BEHIND_COMPOUNDS)
        if not capital:
            asks |= self.CLOSES * (text in ARTICLES) | self.CONNECTS * (text in CONNECTIVES)
            return self._in_lower_case(text), asks
        folds = self._words.exact(text)
        asks |= self.OPENS | self.CLOSES
        if len(text) >= _SHORTEST_SINGLE and text.isascii() and fold(text) in self._singles:
            asks |= self.SINGLE
        if len(folds) > 1:
            asks |= self.SEVERAL
        elif not folds and not is_particle:
            asks |= self.UNKNOWN
        return (folds[0] if len(folds) == 1 else -1), asks

    def _in_lower_case(self, text: str) -> int:
        """Folded word that a word is letter by letter, or -1; cheap, as most are none."""
        if len(text) < _SHORTEST_IN_LOWER_CASE or not self._words.is_listed_letter_by_letter(text):
            return -1
        folds = self._words.exact(text)
        return folds[0] if folds else -1
