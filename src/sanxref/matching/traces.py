"""Where in a text listed names may stand, worked out for the whole text at once.

A passage is worth reading where two words of one listed name stand near each other and look
alike: both with a capital, or both without and spelt letter by letter as listed. Whatever the
spotter reports has such a pair (matching.passages.capitals_nats), so that most texts are done with
after one look-up for each word and some arithmetic on numbers.
"""

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Self

import numpy as np
import numpy.typing as npt

from sanxref.matching.index import NameIndex
from sanxref.matching.index_columns import KINDS, pair_key
from sanxref.matching.listed_words import SERVANT, ListedWords
from sanxref.matching.passages import CONNECTIVES
from sanxref.matching.word_columns import laid_out
from sanxref.matching.word_looks import WordLooks
from sanxref.matching.written_text import WrittenText
from sanxref.model.designations import TargetKind
from sanxref.names.words import WordRole

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
class _Readings:
    """What words of a text may be: position of the first and the last, and a folded word."""

    first: _Longs
    last: _Longs
    folds: _Longs

    @classmethod
    def joined(cls, plain: _Longs, folds: _Longs, several: Sequence[_Reading]) -> Self:
        """Words with one reading and those with several, by position."""
        sizes = [len(reading) for _, _, reading in several]
        first = np.repeat(np.array([one for one, _, _ in several], dtype=np.int64), sizes)
        last = np.repeat(np.array([one for _, one, _ in several], dtype=np.int64), sizes)
        read = np.fromiter(chain.from_iterable(one for _, _, one in several), np.int64, sum(sizes))
        first = np.concatenate([plain, first])
        order = np.argsort(first, kind="stable")
        return cls(
            first=first[order],
            last=np.concatenate([plain, last])[order],
            folds=np.concatenate([folds, read])[order],
        )

    def pairs(self) -> "_Pairs":
        """Lay out the readings that stand near each other."""
        start = np.searchsorted(self.first, self.last, side="right")
        end = np.searchsorted(self.first, self.last + _WIDEST, side="right")
        one, other = laid_out(start, end)
        low = np.minimum(self.folds[one], self.folds[other])
        keys = low << 32 | np.maximum(self.folds[one], self.folds[other])
        return _Pairs(first=self.first[one], last=self.last[other], keys=keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pairs:
    """Two readings each: position of the one's first word and the other's last, and `pair_key`."""

    first: _Longs
    last: _Longs
    keys: _Longs

    def among(self, listed: "_PairKeys") -> set[tuple[int, int]]:
        """Find those that stand together in one listed name."""
        found = listed.find(self.keys)
        return set(zip(self.first[found].tolist(), self.last[found].tolist(), strict=True))


class _PairKeys:
    """Pairs of folded words that stand in one listed name."""

    def __init__(self, keys: _Longs) -> None:
        self._keys = keys
        self._shift = np.uint64(64 - max(int(_MARKS_PER_KEY * len(keys)).bit_length(), 1))
        self._marks = np.zeros(1 << 64 - int(self._shift), dtype=bool)
        self._marks[self._places(keys)] = True

    def _places(self, pairs: _Longs) -> npt.NDArray[np.uint64]:
        return pairs.view(np.uint64) * _SCATTERED >> self._shift

    def find(self, pairs: _Longs) -> _Longs:
        """Which of some pairs are among them; most are not, and are told by a mark."""
        places = np.flatnonzero(self._marks[self._places(pairs)])
        wanted = pairs[places]
        at = np.searchsorted(self._keys, wanted)
        at[at == len(self._keys)] = 0
        return places[self._keys[at] == wanted] if len(self._keys) else places


_MARKS_PER_KEY = 4
_SCATTERED = np.uint64(0x9E3779B97F4A7C15)
"""Multiplied with it, numbers are scattered (Knuth's multiplicative hashing)."""


class Traces:
    """Finds the words of a text around which it is to be read."""

    def __init__(self, index: NameIndex, words: ListedWords) -> None:
        """Take the index and its words."""
        self._words = words
        arrays = index.arrays
        keys = np.union1d(arrays.person_pairs, arrays.entity_keys)
        self._keys = _PairKeys(keys)
        self._phrases = _PairKeys(np.setdiff1d(_keys_across_connectives(index), keys))
        self._persons = _PairKeys(np.array(arrays.person_pairs))
        self._joined: dict[tuple[str, ...], tuple[int, ...]] = {}

    def find(self, written: WrittenText) -> list[tuple[int, int]]:
        """Find the stretches from one to another of two words that stand in one listed name.

        Returns:
            Positions of the first and the last word, ascending, without repetition.
        """
        folds, capitals = written.looks.folds[written.numbers], written.capitals
        listed = folds >= 0
        small = np.flatnonzero(listed & ~capitals)
        # Companies are called by common words; without capitals those are nouns.
        found = _Readings(first=small, last=small, folds=folds[small]).pairs().among(self._persons)
        names = listed & capitals
        large = np.flatnonzero(names)
        several = list(self._several(written, names))
        pairs = _Readings.joined(large, folds[large], several).pairs()
        found |= pairs.among(self._keys)
        connects = np.flatnonzero(written.asks & WordLooks.CONNECTS).tolist()
        if connects:
            found.update(
                (first, last)
                for first, last in pairs.among(self._phrases)
                if bisect(connects, first) < bisect(connects, last)
            )
        return sorted(found)

    def _several(self, written: WrittenText, names: _Bools) -> Iterator[_Reading]:
        """Words that may be several of the lists, and words that are one together."""
        looks, numbers, asks = written.looks, written.numbers, written.asks
        several = (asks & WordLooks.SEVERAL) > 0
        for at in np.flatnonzero(several).tolist():
            yield at, at, self._words.exact(looks.texts[numbers[at]])
        unknown = ((asks & WordLooks.UNKNOWN) > 0) & _beside(names | several)
        places = np.flatnonzero(unknown).tolist()
        near = self._words.near_each(looks.texts[numbers[at]] for at in places)
        for at in places:
            if folds := near.get(looks.texts[numbers[at]]):
                yield at, at, folds
        yield from self._one_together(written)

    def _one_together(self, written: WrittenText) -> Iterator[_Reading]:
        """Words that are one word of the lists with the one or two behind them."""
        numbers, asks = written.numbers, written.asks
        opens, closes = (asks & WordLooks.OPENS) > 0, (asks & WordLooks.CLOSES) > 0
        places = np.flatnonzero(opens[:-1] & closes[1:])
        links = (asks[places + 1] & WordLooks.LINKS) > 0
        texts = written.looks.texts
        firsts, seconds = numbers[places].tolist(), numbers[places + 1].tolist()
        for at, first, second, link in zip(
            places.tolist(), firsts, seconds, links.tolist(), strict=True
        ):
            if joined := self._as_one((texts[first], texts[second])):
                yield at, at + 1, joined
            if (link or texts[first] == SERVANT) and at + 2 < len(numbers):
                third = texts[numbers[at + 2]]
                if joined := self._as_one((texts[first], texts[second], third)):
                    yield at, at + 2, joined

    def _as_one(self, words: tuple[str, ...]) -> tuple[int, ...]:
        joined = self._joined.get(words)
        if joined is None:
            if len(self._joined) > _MOST_JOINED:
                self._joined.clear()
            joined = self._joined[words] = self._words.as_one(words)
        return joined


def _keys_across_connectives(index: NameIndex) -> _Longs:
    """Pairs by which names of entities are told in texts that write "of" and its like small."""
    arrays = index.arrays
    connectives = {at for word in CONNECTIVES for at in index.table.words.by_text.equal(word)}
    names = {
        name
        for at in connectives
        for name in arrays.postings[
            arrays.postings_start[at] : arrays.postings_start[at + 1]
        ].tolist()
        if KINDS[arrays.kind[name]] is TargetKind.ENTITY and not arrays.weak[name]
    }
    rarity = np.diff(arrays.postings_start)
    keys = []
    for name in sorted(names):
        words = arrays.words[arrays.words_start[name] : arrays.words_start[name + 1]].tolist()
        core = [
            at
            for at in words
            if at not in connectives and index.table.words.arrays.role[at] == WordRole.CORE
        ]
        pairs = list(pairwise(core))
        if pairs:
            one, other = min(pairs, key=lambda pair: int(rarity[pair[0]]) * int(rarity[pair[1]]))
            keys.append(pair_key(int(arrays.folds[one]), int(arrays.folds[other])))
    return np.array(keys, dtype=np.int64)


def _beside(names: _Bools) -> _Bools:
    """Which words have a name within two words."""
    beside = np.zeros(len(names), dtype=bool)
    for step in range(1, _BESIDE + 1):
        beside[step:] |= names[:-step]
        beside[:-step] |= names[step:]
    return beside
