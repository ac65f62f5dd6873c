"""What the written words of texts look like to the spotter, remembered from text to text."""

from collections.abc import Callable, Iterable
from threading import Lock

import numpy as np
import numpy.typing as npt

from sanxref.matching.fingerprints import Fingerprints
from sanxref.matching.listed_words import ARTICLES, BEHIND_COMPOUNDS, SERVANT, ListedWords
from sanxref.matching.passages import CONNECTIVES
from sanxref.names.normalization import is_capitalized, is_owner, normalize_word
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
        asks: By word: how it is written and what is to be looked at: `CAPITAL`, `UNKNOWN`, ...
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
    CAPITAL = 512
    """Starts with a capital, or is of a script without capitals."""
    SERVANT = 2048
    """Begins compounds in Arabic script, also of three words."""
    OWNER = 1024
    """Ends in the English possessive."""

    def __init__(self, words: ListedWords, singles: frozenset[str], *, latin: bool) -> None:
        """Take the listed words, folded one-word names, and whether texts are partly Latin."""
        self._words = words
        self._singles = singles
        self._latin = latin
        self._numbers = Fingerprints()
        self._lock = Lock()
        self.folds = np.full(1024, -1, dtype=np.int64)
        self.asks = np.zeros(1024, dtype=np.int16)
        self.texts: list[str] = []
        self._together: dict[int, tuple[int, ...]] = {}

    @property
    def is_full(self) -> bool:
        """Whether so much is remembered that it is time to start anew."""
        return len(self.texts) > _MOST_WORDS

    def numbers(
        self, prints: npt.NDArray[np.uint64], written: Callable[[int], str]
    ) -> npt.NDArray[np.int64]:
        """Numbers of the words of a text, in their order.

        Args:
            prints: Their fingerprints.
            written: Gives the word at a place among them.
        """
        found = self._numbers.find(prints)
        if len(found) and found.min() < 0:
            with self._lock:
                new = np.flatnonzero(self._numbers.find(prints) < 0)
                _, first = np.unique(prints[new], return_index=True)
                first.sort()
                numbers = [self._look(written(at)) for at in new[first].tolist()]
                # Last, for other threads read on.
                self._numbers.add(prints[new[first]], np.array(numbers, dtype=np.int64))
            found = self._numbers.find(prints)
        return found

    def exact(self, number: int) -> tuple[int, ...]:
        """The folded words that a word is."""
        return self._words.exact(self.texts[number])

    def near_each(self, numbers: npt.NDArray[np.int64]) -> list[tuple[int, ...]]:
        """The folded words that each of some unknown words may be a spelling of."""
        texts = [self.texts[number] for number in numbers.tolist()]
        near = self._words.near_each(texts)
        found = [near.get(text, ()) for text in texts]
        for number, folds in zip(numbers.tolist(), found, strict=True):
            if not folds:
                self.asks[number] &= ~self.UNKNOWN  # not to be asked again
        return found

    def as_one(self, numbers: Iterable[int]) -> tuple[int, ...]:
        """The folded words that two or three words may be together."""
        return self._words.as_one([self.texts[number] for number in numbers])

    def as_one_each(
        self, firsts: npt.NDArray[np.int64], seconds: npt.NDArray[np.int64]
    ) -> list[tuple[int, ...] | None]:
        """The same for many pairs of words; remembered."""
        keys = (firsts << 32 | seconds).tolist()
        known = self._together
        found = list(map(known.get, keys))
        if None in found:
            if len(known) > _MOST_WORDS:
                known.clear()
            for at, key in enumerate(keys):
                if found[at] is None:
                    known[key] = found[at] = self.as_one([firsts[at], seconds[at]])
        return found

    def _look(self, written: str) -> int:
        number = len(self.texts)
        if number == len(self.folds):
            self.folds = np.concatenate([self.folds, np.full(number, -1, dtype=np.int64)])
            self.asks = np.concatenate([self.asks, np.zeros(number, dtype=np.int16)])
        text = normalize_word(written, latin=self._latin)
        capital = bool(text) and is_capitalized(written[0])
        self.texts.append(text)
        fold_number, asks = self._judge(text, capital=capital)
        self.folds[number] = fold_number
        self.asks[number] = asks | self.CAPITAL * capital | self.OWNER * is_owner(written)
        return number

    def _judge(self, text: str, *, capital: bool) -> tuple[int, int]:
        """Folded word and questions of a normalized word."""
        if not text:
            return -1, 0
        if not text.isascii() and 1 < len(romanize(text).syllables) == len(text):
            return -1, self.CHARACTERS
        is_particle = text in PARTICLES or text in LINEAGE
        asks = self.PARTICLE * is_particle
        asks |= self.LINKS * (text in ARTICLES or text in BEHIND_COMPOUNDS)
        asks |= self.SERVANT * (text == SERVANT)
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
        """Folded word of persons' names that a word is letter by letter, or -1, as most are."""
        if len(text) < _SHORTEST_IN_LOWER_CASE or not self._words.is_listed_letter_by_letter(text):
            return -1
        folds = self._words.exact(text)
        return folds[0] if folds and self._words.is_in_person(folds[0]) else -1
