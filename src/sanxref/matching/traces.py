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

from sanxref.matching.fingerprints import scattered
from sanxref.matching.index import NameIndex
from sanxref.matching.index_columns import KINDS, pair_key
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

_Longs = npt.NDArray[np.int64]
_Bools = npt.NDArray[np.bool_]
_Reading = tuple[int, int, tuple[int, ...]]
"""Places of the first and the last word, and the folded words that they may be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Readings:
    """What words of a text may be: place of the first and the last, and a folded word; in order."""

    first: _Longs
    last: _Longs
    folds: _Longs

    @classmethod
    def of(cls, plain: _Longs, folds: _Longs, several: Sequence[_Reading]) -> Self:
        """Words with one reading and those with several, by place."""
        if not several:
            return cls(first=plain, last=plain, folds=folds)
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
        start, end = np.searchsorted(self.first, [self.last, self.last + _WIDEST], side="right")
        one, other = laid_out(start, end)
        folds, others = self.folds[one], self.folds[other]
        keys = np.minimum(folds, others) << 32 | np.maximum(folds, others)
        return _Pairs(first=self.first[one], last=self.last[other], keys=keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pairs:
    """Two readings each: place of the one's first word and the other's last, and `pair_key`."""

    first: _Longs
    last: _Longs
    keys: _Longs


class _PairKeys:
    """Pairs of folded words that stand in one listed name, and in names of which kind."""

    PERSON, NAME, PHRASE = 1, 2, 4

    def __init__(self, persons: _Longs, names: _Longs, phrases: _Longs) -> None:
        """Take pairs of persons' names, of all names, and of names with a connecting word."""
        keys = self._keys = np.unique(np.concatenate([persons, names, phrases]))
        self._kinds = np.zeros(len(keys), dtype=np.int8)
        for kind, held in ((self.PERSON, persons), (self.NAME, names), (self.PHRASE, phrases)):
            self._kinds[np.searchsorted(keys, held)] |= kind
        self._marks = np.zeros(1 << (_MARKS_PER_KEY * len(keys) | 1).bit_length(), dtype=np.bool_)
        self._marks[self._places(keys)] = True

    def _places(self, pairs: _Longs) -> _Longs:
        return scattered(pairs.view(np.uint64), len(self._marks))

    def find(self, pairs: _Longs) -> tuple[_Longs, npt.NDArray[np.int8]]:
        """Which of some pairs are among them, and of which kinds; marks tell that most are not."""
        places = np.flatnonzero(self._marks[self._places(pairs)])
        wanted = pairs[places]
        at = np.minimum(np.searchsorted(self._keys, wanted), len(self._keys) - 1)
        held = self._keys[at] == wanted
        return places[held], self._kinds[at[held]]


_MARKS_PER_KEY = 8


class Traces:
    """Finds the words of a text around which it is to be read."""

    def __init__(self, index: NameIndex) -> None:
        """Take the index."""
        arrays = index.arrays
        names = np.union1d(arrays.person_pairs, arrays.entity_keys)
        self._keys = _PairKeys(arrays.person_pairs, names, _keys_across_connectives(index))

    def find(self, written: WrittenText) -> list[tuple[int, int]]:
        """Find the stretches from one to another of two words that stand in one listed name.

        Returns:
            Places of the first and the last word, ascending, without repetition.
        """
        folds, capitals = written.looks.folds[written.numbers], written.capitals
        listed = folds >= 0
        names = listed & capitals
        small, large = np.flatnonzero(listed & ~capitals), np.flatnonzero(names)
        # Words without capitals are read as if they stood in front of all others.
        ahead = len(folds) + _WIDEST
        found = _Readings.of(
            np.concatenate([small - ahead, large]),
            np.concatenate([folds[small], folds[large]]),
            list(self._several(written, names)),
        ).pairs()
        places, kinds = self._keys.find(found.keys)
        connects: list[int] | None = None
        traces = set()
        for first, last, kind in zip(
            found.first[places].tolist(), found.last[places].tolist(), kinds.tolist(), strict=True
        ):
            if first < 0:
                # Companies are called by common words; without capitals those are nouns.
                if kind & _PairKeys.PERSON:
                    traces.add((first + ahead, last + ahead))
            elif kind & _PairKeys.NAME:
                traces.add((first, last))
            else:
                if connects is None:
                    connects = np.flatnonzero(written.asks & WordLooks.CONNECTS).tolist()
                if bisect(connects, first) < bisect(connects, last):
                    traces.add((first, last))
        return sorted(traces)

    def _several(self, written: WrittenText, names: _Bools) -> Iterator[_Reading]:
        """Words that may be several of the lists, and words that are one together."""
        looks, numbers, asks = written.looks, written.numbers, written.asks
        several = (asks & WordLooks.SEVERAL) > 0
        for at in np.flatnonzero(several).tolist():
            yield at, at, looks.exact(numbers[at])
        unknown = ((asks & WordLooks.UNKNOWN) > 0) & _beside(names | several)
        places = np.flatnonzero(unknown)
        for at, near in zip(places.tolist(), looks.near_each(numbers[places]), strict=True):
            if near:
                yield at, at, near
        yield from _one_together(written)


def _one_together(written: WrittenText) -> Iterator[_Reading]:
    """Words that are one word of the lists with the one or two behind them."""
    looks, numbers, asks = written.looks, written.numbers, written.asks
    opens, closes = (asks & WordLooks.OPENS) > 0, (asks & WordLooks.CLOSES) > 0
    firsts = np.flatnonzero(opens[:-1] & closes[1:])
    joined = looks.as_one_each(numbers[firsts], numbers[firsts + 1])
    for at, one in zip(firsts.tolist(), joined, strict=True):
        if one:
            yield at, at + 1, one
    links = asks[firsts] & WordLooks.SERVANT | asks[firsts + 1] & WordLooks.LINKS
    for at in firsts[links > 0].tolist():
        if at + 2 < len(numbers) and (one := looks.as_one(numbers[at : at + 3])):
            yield at, at + 2, one


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
