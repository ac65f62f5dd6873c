"""Words of the lists that a word can meet, found without comparing it with each.

Every ground on which `word_similarity` lets two words meet has its look-up here: equal keys and
beginnings in sorted columns, edits by the letters (`word_edits`). Many words are looked up
together; the best ground of each pair is taken and the rules of `word_similarity` are applied to
all pairs at once. Pairs for which a rule looks into the words (`_are_doubtful`) are judged by
`word_similarity` itself. So nothing is lost and nothing has another similarity than in a
comparison of two names (a test).
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, compress

import numpy as np
import numpy.typing as npt

from sanxref.matching.acceleration import kernels
from sanxref.matching.word_columns import SortedKeys, WordColumns, distinct, laid_out, signatures
from sanxref.matching.word_edits import Spellings
from sanxref.matching.word_traits import (
    COMMON,
    OPENS_WITH_VOWEL,
    PARTS,
    PATRONYMIC,
    SYLLABLE,
    VOWELLESS,
    WordTraits,
)
from sanxref.names import similarity as grounds
from sanxref.names.similarity import (
    INITIAL_SIMILARITY,
    LONGEST_FOR_EDITS,
    SHORTEST_FOR_EDITS,
    SHORTEST_PREFIX,
    SHORTEST_SKELETON,
    allowed_edits,
    differ_in_consonants,
    dropped_vowels_similarity,
    edits_to_similarity,
    fresh_similarity,
    most_sound_cost,
    prefix_similarity,
    sound_similarities,
    without_vowels,
)
from sanxref.names.spelling import coarse_skeleton
from sanxref.names.unwritten_vowels import sound_rules, sound_units
from sanxref.names.variants import form_groups, spelling_groups, spellings_and_forms
from sanxref.names.words import Word, WordRole

__all__ = ["Neighbours", "WordTable"]

_Ints = npt.NDArray[np.int32]
_Longs = npt.NDArray[np.int64]
_Bytes = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """Listed words near each of some words.

    Attributes:
        starts: Where the neighbours of each word start; one more than words.
        places: Positions of listed words, ascending for each word.
        similarity: Beside each place, above zero.
    """

    starts: _Longs
    places: _Ints
    similarity: npt.NDArray[np.float64]


class WordTable:
    """The distinct words of an index, and who is near whom."""

    def __init__(self, words: WordColumns) -> None:
        """Take the words; look-ups are built when first used."""
        self.words = words

    def __len__(self) -> int:
        """Count the words."""
        return len(self.words)

    def near(self, word: Word, least: float = 0.0) -> list[tuple[int, float]]:
        """Find every word that has a similarity above zero, with it.

        Args:
            word: Of a query or a text.
            least: Similarity below which nothing need be found; saves time.

        Returns:
            (position, similarity), by position.
        """
        near = self.near_many([word], least)
        return list(zip(near.places.tolist(), near.similarity.tolist(), strict=True))

    def near_many(self, words: Sequence[Word], least: float = 0.0) -> Neighbours:
        """Find for each of some words every word that has a similarity above zero.

        Args:
            words: Of queries or texts.
            least: Similarity below which nothing need be found; saves time.
        """
        pairs = _Pairs(self, words)
        names = [row for row, word in enumerate(words) if word.role is WordRole.CORE]
        initials = [row for row, word in enumerate(words) if word.role is WordRole.INITIAL]
        for row, word in enumerate(words):
            if word.role > WordRole.INITIAL:
                pairs.add_each([row], self._others.get((word.role, word.text), ()), 1.0)
        for row in initials:
            self._initial(pairs, row, words[row])
        texts = [words[row].text for row in initials]
        started = _having(self.words.by_text, initials, texts, starting=True)
        pairs.add(*started, _level(INITIAL_SIMILARITY))
        if names:
            self._equal_keys(pairs, names)
            self._edited(pairs, names, least)
            self._near_skeletons(pairs, names)
        return pairs.judged(least)

    def with_fold(self, folded: str) -> Sequence[int]:
        """Positions of the names (no particles, no initials) with a folded spelling."""
        return self.words.by_fold.equal(folded)

    def with_skeleton(self, skeleton: str) -> Sequence[int]:
        """Positions of the names (no particles, no initials) with these consonants."""
        return self.words.by_skeleton.equal(skeleton)

    def _initial(self, pairs: "_Pairs", row: int, initial: Word) -> None:
        """Words that are the initial itself."""
        pairs.add_each([row], self.words.by_text.equal(initial.text), 1.0)
        pairs.add_each([row], self._initials.get(initial.text, ()), 1.0)

    def _equal_keys(self, pairs: "_Pairs", names: Sequence[int]) -> None:
        """Words with an equal key, and those that one is the beginning of."""
        words, columns = [pairs.words[row] for row in names], self.words
        texts = [word.text for word in words]
        for row, word in zip(names, words, strict=True):
            for at in self._initials.get(word.text[0], ()):
                pairs.add_each([row], [at], 1.0 if len(word.text) == 1 else INITIAL_SIMILARITY)
            self._variants(pairs, row, word.fold)
        found = _having(columns.by_text, names, texts)
        pairs.add(*found, _level(1.0))
        found = _having(columns.by_fold, names, [word.fold for word in words])
        pairs.add(*found, pairs.within_script(_level(grounds.FOLDED)))
        found = _having(columns.by_ocr, names, [word.ocr for word in words])
        pairs.add(*found, pairs.within_script(_level(grounds.RECOGNITION)))
        found = _having(columns.by_skeleton, names, [word.skeleton for word in words])
        pairs.add(*found, pairs.within_script(pairs.by_consonants))
        rows, kept = _of_length(2, names, list(map(without_vowels, texts)))
        found = _having(columns.by_consonants, rows, kept)
        pairs.add(*found, pairs.within_script(pairs.by_dropped_vowels))
        rows, long = _of_length(SHORTEST_PREFIX, names, texts)
        found = _having(columns.by_text, rows, long, starting=True)
        pairs.add(*found, pairs.within_script(pairs.by_beginning))
        beginnings = [text[:end] for text in long for end in range(SHORTEST_PREFIX, len(text))]
        sizes = [len(text) - SHORTEST_PREFIX for text in long]
        found = _having(columns.by_text, np.repeat(rows, sizes), beginnings)
        pairs.add(*found, pairs.within_script(pairs.by_beginning))

    def _variants(self, pairs: "_Pairs", row: int, folded: str) -> None:
        """Known spellings and forms of one name."""
        spellings, forms = spelling_groups(folded), form_groups(folded)
        if not spellings and not forms:
            return
        for other in spellings_and_forms(folded):
            if places := self.words.by_fold.equal(other):
                same = bool(spellings & spelling_groups(other))
                value = grounds.SPELLINGS if same else grounds.FORMS
                pairs.add_each([row], places, value, within_script=True)

    def _edited(self, pairs: "_Pairs", names: Sequence[int], least: float) -> None:
        """Words a few edits apart, as they are written and folded."""
        allowed = _edits_by_lengths(least)
        for spellings, keys, listed, sizes in (
            (self._texts, [pairs.words[row].text for row in names], *self._sized_texts),
            (self._folds, [pairs.words[row].fold for row in names], *self._sized_folds),
        ):
            rows, places, edits = spellings.near(keys, allowed)
            lengths = np.array([len(key) for key in keys], dtype=np.int64)[rows]
            longer = np.maximum(lengths, sizes[places])
            similarity = _EDITED[longer, edits]
            short = np.flatnonzero(longer < SHORTEST_FOR_EDITS)
            one = signatures([keys[row] for row in rows[short].tolist()])
            other = signatures([listed[at] for at in places[short].tolist()])
            # Of three letters each, as `edits_to_similarity` has it.
            changed = np.where(one == other, grounds.SWAPPED, grounds.REPLACED)
            similarity[short] = np.where(edits[short] == 1, changed, 0.0)
            asked = np.array(names, dtype=np.int64)[rows]
            pairs.add(asked, places, pairs.within_script(_given(similarity)))

    def _near_skeletons(self, pairs: "_Pairs", names: Sequence[int]) -> None:
        """Words on the other side of written vowels whose consonants are near."""
        for abjad, spellings, coarse in (
            (True, self._vowelled, self.words.vowelled_by_coarse),
            (False, self._abjads, self.words.abjads_by_coarse),
        ):
            rows = [row for row in names if pairs.words[row].abjad is abjad]
            if not rows:
                continue
            keys = [pairs.words[row].skeleton for row in rows]
            numbers = np.arange(len(rows))
            asked, near, _ = spellings.near(keys, _ONE_EDIT)
            again, alike = _having(coarse, numbers, list(map(coarse_skeleton, keys)))
            both = np.concatenate((asked, again)) * len(self) + np.concatenate((near, alike))
            asked, at = np.divmod(distinct(both), len(self))
            pairs.add(np.array(rows)[asked], at.astype(np.int32), pairs.by_sound)

    @cached_property
    def _others(self) -> Mapping[tuple[WordRole, str], list[int]]:
        places = np.flatnonzero(self.words.arrays.role > WordRole.INITIAL).tolist()
        groups: dict[tuple[WordRole, str], list[int]] = defaultdict(list)
        for at in places:
            groups[self.words[at].role, self.words.texts[at]].append(at)
        return dict(groups)

    @cached_property
    def _initials(self) -> Mapping[str, list[int]]:
        groups: dict[str, list[int]] = defaultdict(list)
        for at in np.flatnonzero(self.words.arrays.role == WordRole.INITIAL).tolist():
            groups[self.words.texts[at][0]].append(at)
        return dict(groups)

    @cached_property
    def _sized_texts(self) -> tuple[Sequence[str], _Longs]:
        return self.words.texts, self.words.lengths

    @cached_property
    def _sized_folds(self) -> tuple[Sequence[str], _Longs]:
        return self.words.folds, np.array(list(map(len, self.words.folds)), dtype=np.int64)

    @cached_property
    def _texts(self) -> Spellings:
        return Spellings(self.words.arrays.texts, self.words.texts)

    @cached_property
    def _folds(self) -> Spellings:
        return Spellings(self.words.arrays.folds, self.words.folds)

    @cached_property
    def _vowelled(self) -> Spellings:
        return Spellings(self.words.arrays.vowelled, self.words.skeletons)

    @cached_property
    def _abjads(self) -> Spellings:
        return Spellings(self.words.arrays.abjads, self.words.skeletons)


_Values = Callable[[_Longs, _Ints], npt.NDArray[np.float64]]
"""Similarity that a ground gives to pairs: numbers of the words asked, and places."""


class _Pairs:
    """Words asked and listed words that may meet, with the best ground of each pair."""

    def __init__(self, table: WordTable, words: Sequence[Word]) -> None:
        self.words = words
        self._table = table
        self._columns = table.words
        self._arrays = table.words.arrays
        self._keys: list[_Longs] = []
        self._values: list[npt.NDArray[np.float64]] = []
        self._one_by_one: list[tuple[int, int, float]] = []
        self._traits = WordTraits.of(words)
        self._abjad = np.array([word.abjad for word in words], dtype=np.int8)
        self._core = np.array([word.role is WordRole.CORE for word in words], dtype=np.bool_)
        self._consonants = np.array([len(word.skeleton) for word in words], dtype=np.int64)
        self._lengths = np.array([len(word.text) for word in words], dtype=np.int64)
        self._unvowelled = np.array([len(without_vowels(word.text)) for word in words])

    def add_each(
        self,
        rows: Sequence[int],
        places: Sequence[int],
        value: float,
        *,
        within_script: bool = False,
    ) -> None:
        """Add a few pairs of one similarity."""
        for row in rows:
            for at in places:
                if not within_script or self.words[row].abjad == self._arrays.abjad[at]:
                    self._one_by_one.append((row, at, value))

    def add(self, rows: _Longs, places: _Ints, values: _Values) -> None:
        """Add pairs that a look-up has found."""
        if len(rows):
            given = values(rows, places)
            self._keys.append(rows * len(self._table) + places)
            self._values.append(np.where(given == 0, -1.0, given))  # below every beginning

    def within_script(self, values: _Values) -> _Values:
        """Letters prove nothing where one word lacks its vowels and the other has them."""

        def judge(rows: _Longs, places: _Ints) -> npt.NDArray[np.float64]:
            return values(rows, places) * self._are_within_script(rows, places)

        return judge

    def _are_within_script(
        self, rows: _Longs, places: npt.NDArray[np.integer]
    ) -> npt.NDArray[np.bool_]:
        within: npt.NDArray[np.bool_] = self._abjad[rows] == self._arrays.abjad[places]
        return within

    def by_sound(self, rows: _Longs, places: _Ints) -> npt.NDArray[np.float64]:
        """Judge words with near consonants of which one, always the same, lacks its vowels."""
        compiled = kernels(0)  # where the edits of the same words were found with them
        if compiled is None:
            pairs = zip(rows.tolist(), places.tolist(), strict=True)
            alike = (fresh_similarity(self.words[row], self._columns[at]) for row, at in pairs)
            return np.fromiter(alike, np.float64)
        asked, row = np.unique(rows, return_inverse=True)
        listed, at = np.unique(places, return_inverse=True)
        written = [self.words[number].text for number in asked.tolist()]
        spelt = [self._columns.texts[number] for number in listed.tolist()]
        if not self._abjad[asked[0]]:
            written, spelt, row, at = spelt, written, at, row
        units = list(map(sound_units, written))
        costs = compiled.sound_costs(
            np.array(list(chain.from_iterable(units)), dtype=np.int64),
            np.cumsum([0, *map(len, units)]),
            np.frombuffer("".join(spelt).encode("ascii", "replace"), dtype=np.uint8),
            np.cumsum([0, *map(len, spelt)]),
            np.stack((row, at), axis=1),
            np.array([most_sound_cost(len(word)) for word in written]),
            sound_rules(),
        )
        letters = np.array(list(map(len, written)))[row]
        return sound_similarities(costs, letters)

    def by_consonants(self, rows: _Longs, places: _Ints) -> npt.NDArray[np.float64]:
        """Judge words with equal consonants."""
        marks, others = self._traits.marks[rows], self._arrays.marks[places]
        consonants = self._consonants[rows]
        apart = np.abs(self._traits.vowels[rows] - self._arrays.vowels[places])
        alike = (
            (consonants >= SHORTEST_SKELETON)
            & ((marks ^ others) & OPENS_WITH_VOWEL == 0)
            & (apart <= 1)
        )
        vowelless = (marks | others) & VOWELLESS != 0
        values: npt.NDArray[np.float64] = np.where(
            vowelless, grounds.VOWELLESS * (consonants > 1), grounds.SKELETON * alike
        )
        return values

    def by_dropped_vowels(self, rows: _Longs, places: _Ints) -> npt.NDArray[np.float64]:
        """Judge words with equal letters but for vowels."""
        size, other = self._lengths[rows], self._columns.lengths[places]
        consonants = self._unvowelled[rows]
        kept, whole = np.minimum(size, other) - consonants, np.maximum(size, other) - consonants
        values = np.where((kept == 0) & (whole > 0), grounds.VOWELLESS, 0.0)
        texts = self._columns.texts
        possible = np.flatnonzero((kept > 0) & (kept <= _MOST_VOWELS_KEPT) & (kept < whole))
        # One vowel that is kept of three may stand anywhere, others only at the ends.
        at_ends = np.where((kept == 1) & (whole > _MOST_VOWELS_KEPT), 0, kept)[possible].tolist()
        for number, least in zip(possible.tolist(), at_ends, strict=True):
            text, listed = self.words[rows[number]].text, texts[places[number]]
            shorter = text if len(text) < len(listed) else listed
            if not least or (shorter[0] in _VOWELS) + (shorter[-1] in _VOWELS) >= least:
                values[number] = dropped_vowels_similarity(text, listed)
        return values

    def by_beginning(self, rows: _Longs, places: _Ints) -> npt.NDArray[np.float64]:
        """Judge words of which one is the beginning of the other; below 0, for it counts last."""
        pairs = zip(
            self._lengths[rows].tolist(), self._columns.lengths[places].tolist(), strict=True
        )
        return np.array([_beginning(length, other) for length, other in pairs]) - 1.0

    def judged(self, least: float) -> Neighbours:
        """Take the best ground of each pair and apply the rules that part words."""
        if self._one_by_one:
            rows, places, values = map(np.array, zip(*self._one_by_one, strict=True))
            self.add(rows.astype(np.int64), places.astype(np.int32), _given(values))
        if not self._keys:
            starts = np.zeros(len(self.words) + 1, dtype=np.int64)
            return Neighbours(
                starts=starts, places=np.empty(0, np.int32), similarity=np.empty(0, np.float64)
            )
        keys, best = _best(np.concatenate(self._keys), np.concatenate(self._values))
        rows, places = np.divmod(keys, len(self._table))
        self._part(rows, places, best)
        kept = best >= max(least, 1e-6)
        return Neighbours(
            starts=np.searchsorted(rows[kept], np.arange(len(self.words) + 1)),
            places=places[kept].astype(np.int32),
            similarity=best[kept],
        )

    def _part(self, rows: _Longs, places: _Longs, best: npt.NDArray[np.float64]) -> None:
        """Part words that only look alike; brings beginnings above 0."""
        doubtful = np.flatnonzero(self._are_doubtful(rows, places, best)).tolist()
        marks, others = self._traits.marks[rows], self._arrays.marks[places]
        two = (best > 0) & (best < grounds.SKELETON) & self._are_within_script(rows, places)
        for at in np.flatnonzero(two & (marks & others & COMMON != 0)).tolist():
            word, other = self.words[rows[at]], int(places[at])
            if differ_in_consonants(
                word.text, word.skeleton, self._columns.texts[other], self._columns.skeletons[other]
            ):
                best[at] = 0.0
        syllables = ((marks & SYLLABLE != 0) & (others & COMMON != 0)) | (
            (others & SYLLABLE != 0) & (marks & COMMON != 0)
        )
        best[(best < 0) & syllables] = -1.0
        best[best < 0] += 1.0
        for at in doubtful:
            best[at] = fresh_similarity(self.words[rows[at]], self._columns[int(places[at])])

    def _are_doubtful(
        self, rows: _Longs, places: _Longs, best: npt.NDArray[np.float64]
    ) -> npt.NDArray[np.bool_]:
        """Pairs that share a common part, for there the rest counts, or one is a patronymic."""
        marks, others = self._traits.marks[rows], self._arrays.marks[places]
        core = self._arrays.role[places] == WordRole.CORE
        doubtful: npt.NDArray[np.bool_] = (
            (marks & others & PARTS != 0) | ((marks ^ others) & PATRONYMIC != 0)
        ) & ((best < grounds.SPELLINGS) & core & self._are_within_script(rows, places))
        doubtful &= self._core[rows]
        return doubtful


_Rows = Sequence[int] | _Longs


def _of_length(least: int, rows: Sequence[int], keys: Sequence[str]) -> tuple[list[int], list[str]]:
    """Keep keys that are long enough, and the rows that they are of."""
    kept = [len(key) >= least for key in keys]
    return list(compress(rows, kept)), list(compress(keys, kept))


def _having(
    column: SortedKeys, rows: _Rows, keys: Sequence[str], *, starting: bool = False
) -> tuple[_Longs, _Ints]:
    """Look keys up, each for a row.

    Args:
        column: What is searched.
        rows: Beside the keys.
        keys: Looked up.
        starting: What starts with the key counts, not only what is equal.

    Returns:
        The rows, each with the places of what has its key.
    """
    if not keys:
        return np.empty(0, np.int64), np.empty(0, np.int32)
    starts, ends = column.spans(keys, starting=starting)
    numbers, at = laid_out(starts, ends)
    return np.asarray(rows, dtype=np.int64)[numbers], column.places[at]


def _best(keys: _Longs, values: npt.NDArray[np.float64]) -> tuple[_Longs, npt.NDArray[np.float64]]:
    """Sort pairs, and keep the best value of each."""
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    return keys[starts], np.maximum.reduceat(values[order], starts)


def _level(value: float) -> _Values:
    return lambda rows, _places: np.full(len(rows), value)


def _given(values: npt.NDArray[np.float64]) -> _Values:
    return lambda _rows, _places: values


@lru_cache(maxsize=4096)
def _beginning(length: int, other: int) -> float:
    return prefix_similarity(min(length, other), max(length, other))


@lru_cache(maxsize=16)
def _edits_by_lengths(least: float) -> _Bytes:
    """Edits by the lengths of two words; 0 where they cannot be near."""
    shortest, longest = SHORTEST_FOR_EDITS - 1, LONGEST_FOR_EDITS
    table = np.zeros((longest + 1, longest + 1), dtype=np.int8)
    for size in range(shortest, longest + 1):
        for length in range(shortest, longest + 1):
            edits = allowed_edits(max(size, length), least)
            table[size, length] = edits if abs(length - size) <= edits else 0
    return table


def _one_edit() -> _Bytes:
    """Skeletons of words across scripts: one edit, the longer of four letters at least."""
    lengths = np.arange(LONGEST_FOR_EDITS + 1)
    near = np.abs(lengths[:, None] - lengths) <= 1
    longer = np.maximum(lengths[:, None], lengths)
    table: _Bytes = (near & (longer >= SHORTEST_FOR_EDITS)).astype(np.int8)
    return table


_ONE_EDIT = _one_edit()
_EDITED = np.array(
    [
        [
            edits_to_similarity("x" * length, "x" * length, edits)
            if length >= SHORTEST_FOR_EDITS
            else 0.0
            for edits in range(allowed_edits(LONGEST_FOR_EDITS) + 1)
        ]
        for length in range(LONGEST_FOR_EDITS + 1)
    ]
)
_EDITED[:, 0] = grounds.FOLDED
"""Similarity by length of the longer word and edits; without any, foldings are equal."""
_MOST_VOWELS_KEPT = 2
"""Of a word with its vowels dropped (`dropped_vowels_similarity`)."""
_VOWELS = frozenset("aeiou")
