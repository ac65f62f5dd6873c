"""Names of designations to the columns of the name index."""

import hashlib
from array import array
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from sanxref.matching.alignment import join
from sanxref.matching.index_columns import (
    KINDS,
    Bytes,
    Floats,
    Ints,
    Longs,
    NameArrays,
    spelling_key,
)
from sanxref.matching.scoring import CHARACTER_SCRIPTS
from sanxref.model.designations import AliasQuality, Designation, TargetKind
from sanxref.names.words import NameForm, Word, WordRole, name_form

__all__ = ["IndexBuilder"]

_MOST_PAIRED = 8
"""Words of a name that the spotter pairs; longer names are rare and found by these."""
_MOST_MET = 127
"""Words that `most_met` counts up to, for it is a column of bytes."""
_BEYOND_ALL = 1e6
"""Nats that reach every threshold."""
_ROUNDING = 1e-6
"""More than a number of single precision is rounded by, as a share of it."""


class IndexBuilder:
    """Collects names while an index is built: numbers, no object for each name."""

    def __init__(self) -> None:
        """Start empty."""
        self.designations: list[str] = []
        self.words: dict[Word, int] = {}
        self.scripts: dict[frozenset[str], int] = {}
        self._hash = hashlib.sha256()
        self._designation, self._position = array("i"), array("i")
        self._kind, self._weak, self._names = array("b"), array("b"), array("b")
        self._weight, self._scripts = array("f"), array("i")
        self._sizes, self._words, self._joined = array("i"), array("i"), array("Q")

    def add(self, designation: Designation) -> None:
        """Take in all names of a designation; equal ones once, the strong before the weak."""
        at = len(self.designations)
        key = f"{designation.source}\t{designation.reference}"
        self.designations.append(key)
        self._hash.update(f"\n{key}".encode())
        seen: set[tuple[tuple[Word, ...], tuple[str, ...]]] = set()
        order = sorted(
            range(len(designation.names)),
            key=lambda place: designation.names[place].quality is AliasQuality.WEAK,
        )
        for place in order:
            name = designation.names[place]
            natural = name.natural
            self._hash.update(f"\t{natural}\t{name.quality}".encode())
            form = name_form(natural)
            # Names in characters are compared by these (`align_shown`), others by their words.
            same = form.words, form.shown if form.scripts in CHARACTER_SCRIPTS else ()
            if form.words and same not in seen:
                seen.add(same)
                self._designation.append(at)
                self._position.append(place)
                self._kind.append(KINDS.index(designation.kind))
                self._weak.append(name.quality is AliasQuality.WEAK)
                self._add(form)

    def _add(self, form: NameForm) -> None:
        words = self.words
        self._names.append(min(form.names, 127))
        self._weight.append(form.weight)
        self._scripts.append(self.scripts.setdefault(form.scripts, len(self.scripts)))
        self._sizes.append(len(form.words))
        self._words.extend([words.setdefault(word, len(words)) for word in form.words])
        self._joined.extend([spelling_key(join(*pair)) for pair in pairwise(form.words)])
        self._joined.append(0)

    def digest(self) -> str:
        """Identity of what was added: SHA-256 over keys and names."""
        return self._hash.hexdigest()

    def arrays(self) -> NameArrays:
        """Lay everything out flat."""
        sizes, words = np.array(self._sizes, dtype=np.int64), np.array(self._words, dtype=np.int32)
        holders = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
        postings, postings_start = _grouped(words, holders, len(self.words))
        ranked, most_shared, least_over, most_met = self._reach(words, holders)
        folds: dict[str, int] = {}
        fold_numbers = [folds.setdefault(word.fold, len(folds)) for word in self.words]
        self._core = np.array([word.role is WordRole.CORE for word in self.words], dtype=bool)
        numbers = np.array(fold_numbers, dtype=np.int32)
        joined_keys, joined_at = self._spellings()
        joined, joined_start, joined_weight = self._with_spellings(joined_at, words, holders)
        return NameArrays(
            designation=np.array(self._designation, dtype=np.int32),
            position=np.array(self._position, dtype=np.int32),
            kind=np.array(self._kind, dtype=np.int8),
            weak=np.array(self._weak, dtype=np.int8),
            weight=np.array(self._weight, dtype=np.float32),
            names=np.array(self._names, dtype=np.int8),
            words_start=_starts(sizes),
            words=words,
            ranked=ranked,
            postings_start=postings_start,
            postings=postings,
            most_shared=most_shared,
            least_over=least_over,
            most_met=most_met,
            joined_at=joined_at,
            joined_keys=joined_keys,
            joined_start=joined_start,
            joined=joined,
            joined_weight=joined_weight,
            scripts=np.array(self._scripts, dtype=np.int32),
            folds=numbers,
            person_pairs=self._pairs(TargetKind.INDIVIDUAL, words, holders, numbers),
            entity_pairs=self._pairs(TargetKind.ENTITY, words, holders, numbers),
            entity_keys=self._entity_keys(words, holders, numbers, np.diff(postings_start)),
        )

    def _reach(self, words: Ints, holders: Ints) -> tuple[Ints, Floats, Floats, Bytes]:
        """What a name shares and leaves over where a word is the heaviest that is met.

        Returns:
            As `NameArrays` tells: `ranked`, and three columns of the postings.
        """
        weights = np.array([word.weight for word in self.words], dtype=np.float64)
        named = np.array([word.role <= WordRole.INITIAL for word in self.words], dtype=bool)
        order = np.lexsort((weights[words], holders))
        ranked, holders = words[order], holders[order]
        words = ranked
        firsts = np.searchsorted(holders, holders)
        shared, own = _sums(weights[words], firsts), _sums((weights * named)[words], firsts)
        behind = np.searchsorted(holders, holders, side="right") - 1
        over, met = own[behind] - own, np.arange(len(words)) - firsts + 1
        # What differs in names of one word may cost nothing (`scoring`).
        lone = np.array(self._names, dtype=np.int8)[holders] <= 1
        shared[lone], over[lone] = _BEYOND_ALL, 0.0
        # Of a word that stands in a name twice the heavier place counts, which is the later one.
        order = np.lexsort((met, holders, words))
        words, holders = words[order], holders[order]
        last = np.ones(len(words), dtype=bool)
        last[:-1] = (words[1:] != words[:-1]) | (holders[1:] != holders[:-1])
        kept = order[last]
        # To the safe side, for the columns are of single precision.
        return (
            ranked,
            (shared[kept] * (1.0 + _ROUNDING)).astype(np.float32),
            np.maximum(over[kept] * (1.0 - _ROUNDING), 0.0).astype(np.float32),
            np.minimum(met[kept], _MOST_MET).astype(np.int8),
        )

    def _spellings(self) -> tuple[npt.NDArray[np.uint64], Ints]:
        """Spellings that neighbouring words are together, and the number of each by word."""
        keys = np.array(self._joined, dtype=np.uint64)
        at = np.flatnonzero(keys)
        spellings, numbers = np.unique(keys[at], return_inverse=True)
        joined_at = np.full(len(keys), -1, dtype=np.int32)
        joined_at[at] = numbers
        return spellings, joined_at

    def _with_spellings(
        self, joined_at: Ints, words: Ints, holders: Ints
    ) -> tuple[Ints, Ints, Floats]:
        """Names that hold each spelling, where those of each start, and the nats of the words."""
        at = np.flatnonzero(joined_at >= 0)
        numbers, names = joined_at[at], holders[at]
        weights = np.array([word.weight for word in self.words], dtype=np.float64)
        two = weights[words[at]] + weights[words[at + 1]]
        order = np.lexsort((-two, names, numbers))
        numbers, names, two = numbers[order], names[order], two[order]
        # Of a name with a spelling twice the heavier words count.
        first = np.ones(len(at), dtype=bool)
        first[1:] = (numbers[1:] != numbers[:-1]) | (names[1:] != names[:-1])
        starts = np.searchsorted(numbers[first], np.arange(joined_at.max(initial=-1) + 2))
        return names[first], starts.astype(np.int32), two[first].astype(np.float32)

    def _strong(self, kind: TargetKind, words: Ints, holders: Ints) -> tuple[Ints, Ints]:
        """Names, in order, and words of strong names of a kind, particles left out."""
        wanted = (np.array(self._kind) == KINDS.index(kind)) & (np.array(self._weak) == 0)
        kept = wanted[holders] & self._core[words] if len(words) else np.empty(0, dtype=bool)
        return holders[kept], words[kept]

    def _pairs(self, kind: TargetKind, words: Ints, holders: Ints, number: Ints) -> Longs:
        """Pairs of folded words that stand in one strong name, for the spotter."""
        names, core = self._strong(kind, words, holders)
        place = np.arange(len(names)) - np.searchsorted(names, names)
        kept = place < _MOST_PAIRED
        names, folds = names[kept], number[core[kept]]
        pairs = np.empty(0, dtype=np.int64)
        for step in range(1, _MOST_PAIRED):
            together = names[step:] == names[:-step]
            pairs = np.union1d(pairs, _keys(folds[step:][together], folds[:-step][together]))
        return pairs

    def _entity_keys(self, words: Ints, holders: Ints, number: Ints, rarity: Ints) -> Longs:
        """Pairs of neighbouring words by which names of entities are told."""
        names, core = self._strong(TargetKind.ENTITY, words, holders)
        at = np.flatnonzero(names[1:] == names[:-1])
        one, other = core[at], core[at + 1]
        together = rarity[one].astype(np.int64) * rarity[other]
        order = np.lexsort((at, together, names[at]))
        ordered = names[at][order]
        first = np.ones(len(at), dtype=bool)
        first[1:] = ordered[1:] != ordered[:-1]
        chosen = order[first]
        return np.unique(_keys(number[one[chosen]], number[other[chosen]]))


def _keys(one: Ints, other: Ints) -> Longs:
    """Numbers of unordered pairs of folded words, as `pair_key` gives them."""
    keys: Longs = np.minimum(one, other).astype(np.int64) << 32 | np.maximum(one, other)
    return keys


def _grouped(groups: Ints, members: Ints, count: int) -> tuple[Ints, Ints]:
    """Members of each group, ascending and without repetition, and where each group starts."""
    keys = np.unique(groups.astype(np.int64) << 32 | members)
    starts = np.searchsorted(keys, np.arange(count + 1, dtype=np.int64) << 32)
    return (keys & 0xFFFFFFFF).astype(np.int32), starts.astype(np.int32)


def _sums(values: npt.NDArray[np.float64], firsts: Longs) -> npt.NDArray[np.float64]:
    """Sums up to each entry and with it, from the first of its group on."""
    sums = np.concatenate(([0.0], np.cumsum(values)))
    upto: npt.NDArray[np.float64] = sums[1:] - sums[firsts]
    return upto


def _starts(sizes: Longs) -> Ints:
    return np.concatenate(([0], np.cumsum(sizes))).astype(np.int32)
