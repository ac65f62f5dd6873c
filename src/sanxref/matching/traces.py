"""Where in a text listed names may stand, worked out for the whole text at once.

A passage is worth reading where two words of one listed name stand near each other and look
alike: both with a capital, or both without and spelt letter by letter as listed. Whatever the
spotter reports has such a pair (matching.passages.capitals_nats), so that most texts are done with
after one look-up for each word and some arithmetic on numbers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sanxref.matching.index import NameIndex
from sanxref.matching.listed_words import ListedWords
from sanxref.matching.word_looks import WordLooks

__all__ = ["Traces"]

_WIDEST = 5
"""Words between which two words of one name may stand; particles count."""
_BESIDE = 2
"""Words around an unknown one among which a known one must be before it is taken for a name."""
_MOST_JOINED = 500_000

_Longs = npt.NDArray[np.int64]
_Bools = npt.NDArray[np.bool_]
_Reading = tuple[int, int, tuple[int, ...]]
"""Positions of the first and the last word, and the folded words that they may be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A text by its words, as `WordLooks` has them."""

    numbers: _Longs
    folds: _Longs
    capitals: _Bools
    asks: npt.NDArray[np.int8]
    texts: Sequence[str]

    def word(self, at: int) -> str:
        return self.texts[int(self.numbers[at])]


class Traces:
    """Finds the words of a text around which it is to be read."""

    def __init__(self, index: NameIndex, words: ListedWords) -> None:
        """Take the index and its words."""
        self._words = words
        arrays = index.arrays
        self._keys = np.union1d(arrays.person_pairs, arrays.entity_keys)
        self._persons = np.asarray(arrays.person_pairs)
        self._joined: dict[tuple[str, ...], tuple[int, ...]] = {}

    def find(self, looks: WordLooks, numbers: _Longs) -> list[tuple[int, int]]:
        """Find the stretches from one to another of two words that stand in one listed name.

        Args:
            looks: Of the words.
            numbers: The text: numbers of its words.

        Returns:
            Positions of the first and the last word, ascending, without repetition.
        """
        text = _Text(
            numbers=numbers,
            folds=looks.folds[numbers],
            capitals=looks.capitals[numbers] > 0,
            asks=looks.asks[numbers],
            texts=looks.texts,
        )
        found = set(self._plain(text))
        several = list(self._several(text))
        for place, one in enumerate(several):
            found.update(self._beside(one, text))
            found.update(self._among(one, several[place + 1 :]))
        return sorted(found)

    def _plain(self, text: _Text) -> Iterator[tuple[int, int]]:
        """Pairs of words that are spelt as listed."""
        known = np.flatnonzero(text.folds >= 0)
        folds, capitals = text.folds[known], text.capitals[known]
        # What is near in the text is near among these.
        for step in range(1, min(_WIDEST + 1, len(known))):
            near = known[step:] - known[:-step] <= _WIDEST
            near &= capitals[step:] == capitals[:-step]
            at = np.flatnonzero(near)
            if len(at):
                keys = _pair_keys(folds[at], folds[at + step])
                met = at[self._are_keys(keys, capitals[at])]
                yield from zip(known[met].tolist(), known[met + step].tolist(), strict=True)

    def _several(self, text: _Text) -> Iterator[_Reading]:
        """Words that may be several of the lists, and words that are one together."""
        several = (text.asks & WordLooks.SEVERAL) > 0
        is_name = ((text.folds >= 0) & text.capitals) | several
        beside = np.zeros(len(is_name), dtype=bool)
        for step in range(1, _BESIDE + 1):
            beside[step:] |= is_name[:-step]
            beside[:-step] |= is_name[step:]
        unknown = ((text.asks & WordLooks.UNKNOWN) > 0) & beside
        opens = (text.asks & WordLooks.OPENS) > 0
        opens[:-1] &= (text.asks[1:] & WordLooks.CLOSES) > 0
        opens[-1:] = False
        for at in np.flatnonzero(several | unknown | opens).tolist():
            if several[at]:
                yield at, at, self._words.exact(text.word(at))
            elif unknown[at] and (near := self._words.near(text.word(at))):
                yield at, at, near
            if opens[at]:
                yield from self._joined_at(text, at)

    def _joined_at(self, text: _Text, at: int) -> Iterator[_Reading]:
        for width in (2, 3):
            if at + width <= len(text.numbers):
                words = tuple(text.word(place) for place in range(at, at + width))
                if joined := self._as_one(words):
                    yield at, at + width - 1, joined

    def _as_one(self, words: tuple[str, ...]) -> tuple[int, ...]:
        joined = self._joined.get(words)
        if joined is None:
            if len(self._joined) > _MOST_JOINED:
                self._joined.clear()
            joined = self._joined[words] = self._words.as_one(words)
        return joined

    def _beside(self, reading: _Reading, text: _Text) -> Iterator[tuple[int, int]]:
        """Pairs of a word that has several readings with words that have one."""
        first, last, folds = reading
        start = max(0, first - _WIDEST)
        stretch = slice(start, last + _WIDEST + 1)
        near = np.flatnonzero((text.folds[stretch] >= 0) & text.capitals[stretch])
        near = near[(near + start < first) | (near + start > last)]
        if not len(near):
            return
        keys = _pair_keys(np.array(folds)[:, None], text.folds[near + start][None, :])
        met = _contains(self._keys, keys.ravel()).reshape(keys.shape).any(axis=0)
        for at in (near[met] + start).tolist():
            yield min(first, at), max(last, at)

    def _among(self, one: _Reading, others: Sequence[_Reading]) -> Iterator[tuple[int, int]]:
        """Pairs of two words that both have several readings."""
        for first, last, folds in others:
            if first - one[1] > _WIDEST:
                return
            keys = _pair_keys(np.array(one[2])[:, None], np.array(folds)[None, :])
            if first > one[1] and _contains(self._keys, keys.ravel()).any():
                yield one[0], last

    def _are_keys(self, keys: _Longs, capitals: _Bools) -> _Bools:
        met = _contains(self._keys, keys)
        if met.any() and not capitals.all():
            # Companies are called by common words; without capitals those are nouns.
            met &= capitals | _contains(self._persons, keys)
        return met


def _pair_keys(one: _Longs, other: _Longs) -> _Longs:
    keys: _Longs = np.minimum(one, other) << 32 | np.maximum(one, other)
    return keys


def _contains(sorted_keys: _Longs, wanted: _Longs) -> _Bools:
    if not len(sorted_keys):
        return np.zeros(len(wanted), dtype=bool)
    at = np.searchsorted(sorted_keys, wanted)
    at[at == len(sorted_keys)] = 0
    found: _Bools = sorted_keys[at] == wanted
    return found
