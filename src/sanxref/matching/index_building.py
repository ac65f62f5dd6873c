"""Names of designations to the columns of the name index."""

import hashlib
import itertools
from collections.abc import Sequence

import numpy as np

from sanxref.matching.alignment import join
from sanxref.matching.index_columns import KINDS, Ints, Longs, NameArrays, pair_key
from sanxref.model.designations import AliasQuality, Designation, DesignationKey, TargetKind
from sanxref.names.words import NameForm, Word, WordRole, name_form

__all__ = ["IndexBuilder"]

_MOST_PAIRED = 8
"""Words of a name that the spotter pairs; longer names are rare and found by these."""


class IndexBuilder:
    """Collects names while an index is built."""

    def __init__(self) -> None:
        """Start empty."""
        self.designations: list[DesignationKey] = []
        self.words: dict[Word, int] = {}
        self.joined: dict[str, dict[int, float]] = {}
        self._hash = hashlib.sha256()
        self.scripts: dict[frozenset[str], int] = {}
        self._rows: list[tuple[int, int, int, int, float, int, int]] = []
        self._words: list[tuple[int, ...]] = []

    def add(self, designation: Designation) -> None:
        """Take in all names of a designation; equal ones once, the strong before the weak."""
        at = len(self.designations)
        self.designations.append(designation.key)
        self._hash.update(f"\n{designation.source}\t{designation.reference}".encode())
        seen: set[tuple[Word, ...]] = set()
        order = sorted(
            range(len(designation.names)),
            key=lambda place: designation.names[place].quality is AliasQuality.WEAK,
        )
        for place in order:
            name = designation.names[place]
            self._hash.update(f"\t{name.natural}\t{name.quality}".encode())
            form = name_form(name.natural)
            if form.words and form.words not in seen:
                seen.add(form.words)
                weak = name.quality is AliasQuality.WEAK
                self._add(form, (at, place, KINDS.index(designation.kind), int(weak)))

    def _add(self, form: NameForm, where: tuple[int, int, int, int]) -> None:
        number = len(self._rows)
        scripts = self.scripts.setdefault(form.scripts, len(self.scripts))
        self._rows.append((*where, form.weight, min(form.names, 127), scripts))
        self._words.append(
            tuple(self.words.setdefault(word, len(self.words)) for word in form.words)
        )
        for first, second in zip(form.words, form.words[1:], strict=False):
            if joined := join(first, second):
                names = self.joined.setdefault(joined, {})
                names[number] = max(names.get(number, 0.0), first.weight + second.weight)

    def digest(self) -> str:
        """Identity of what was added: SHA-256 over keys and names."""
        return self._hash.hexdigest()

    def arrays(self) -> NameArrays:
        """Lay everything out flat."""
        columns = list(zip(*self._rows, strict=True)) or [()] * 7
        folds: dict[str, int] = {}
        fold_numbers = [folds.setdefault(word.fold, len(folds)) for word in self.words]
        postings: list[list[int]] = [[] for _ in self.words]
        for number, words in enumerate(self._words):
            for word in set(words):
                postings[word].append(number)
        joined = [sorted(self.joined[text].items()) for text in sorted(self.joined)]
        return NameArrays(
            designation=np.array(columns[0], dtype=np.int32),
            position=np.array(columns[1], dtype=np.int32),
            kind=np.array(columns[2], dtype=np.int8),
            weak=np.array(columns[3], dtype=np.int8),
            weight=np.array(columns[4], dtype=np.float32),
            names=np.array(columns[5], dtype=np.int8),
            words_start=_starts(self._words),
            words=_flat(self._words),
            postings_start=_starts(postings),
            postings=_flat(postings),
            joined_start=_starts(joined),
            joined=_flat([[name for name, _ in entries] for entries in joined]),
            joined_weight=np.array(
                [weight for entries in joined for _, weight in entries], dtype=np.float32
            ),
            scripts=np.array(columns[6], dtype=np.int32),
            folds=np.array(fold_numbers, dtype=np.int32),
            person_pairs=self._pairs({TargetKind.INDIVIDUAL}, fold_numbers),
            entity_pairs=self._pairs({TargetKind.ENTITY}, fold_numbers),
            entity_keys=self._entity_keys(fold_numbers, [len(names) for names in postings]),
        )

    def _pairs(self, kinds: set[TargetKind], number: Sequence[int]) -> Longs:
        """Pairs of folded words that stand in one strong name, for the spotter."""
        is_core = [word.role is WordRole.CORE for word in self.words]
        wanted = {KINDS.index(kind) for kind in kinds}
        pairs: set[int] = set()
        for row, words in zip(self._rows, self._words, strict=True):
            if row[2] in wanted and not row[3]:
                core = [number[word] for word in words if is_core[word]][:_MOST_PAIRED]
                pairs.update(pair_key(one, other) for one, other in itertools.combinations(core, 2))
        return np.array(sorted(pairs), dtype=np.int64)

    def _entity_keys(self, number: Sequence[int], names: Sequence[int]) -> Longs:
        """Pairs of neighbouring words by which names of entities are told."""
        is_core = [word.role is WordRole.CORE for word in self.words]
        entity = KINDS.index(TargetKind.ENTITY)
        keys: set[int] = set()
        for row, words in zip(self._rows, self._words, strict=True):
            if row[2] != entity or row[3]:
                continue
            core = [word for word in words if is_core[word]]
            pairs = list(itertools.pairwise(core))
            if pairs:
                one, other = min(pairs, key=lambda pair: names[pair[0]] * names[pair[1]])
                keys.add(pair_key(number[one], number[other]))
        return np.array(sorted(keys), dtype=np.int64)


def _starts(groups: Sequence[Sequence[object]]) -> Ints:
    sizes = np.array([0, *map(len, groups)], dtype=np.int64)
    return np.cumsum(sizes).astype(np.int32)


def _flat(groups: Sequence[Sequence[int]]) -> Ints:
    return np.array([value for group in groups for value in group], dtype=np.int32)
