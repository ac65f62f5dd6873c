"""Words of the lists that a word can meet, found without comparing it with each.

Every ground on which `word_similarity` lets two words meet has its look-up here: equal keys and
beginnings in sorted columns, edits by one pass over the letter signatures of the words of
fitting length and one batch of distances for what is left. Edits and beginnings are judged from
these numbers by the rules of `word_similarity`, everything else by that function itself, so
nothing is lost and nothing has another score than in a comparison of two names (a test).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from sanxref.matching.word_columns import Signatures, WordColumns, signature
from sanxref.names.patronymics import patronymic_ending
from sanxref.names.rarity import is_common
from sanxref.names.similarity import (
    INITIAL_SIMILARITY,
    LONGEST_FOR_EDITS,
    SHORTEST_FOR_EDITS,
    SHORTEST_PREFIX,
    allowed_edits,
    edits_to_similarity,
    fresh_similarity,
    prefix_similarity,
    shared_part,
    without_vowels,
)
from sanxref.names.spelling import coarse_skeleton
from sanxref.names.variants import spellings_and_forms
from sanxref.names.words import Word, WordRole

__all__ = ["WordTable"]

_ByLength = Mapping[int, tuple[Sequence[str], Sequence[int]]]
"""Skeletons by their length, and beside each the position of its word."""


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
        if word.role > WordRole.INITIAL:
            return [(at, 1.0) for at in self._others.get((word.role, word.text), ())]
        initials = self._initials.get(word.text[0], ())
        if word.role is WordRole.INITIAL:
            return sorted({**self._started(word), **self._judge(word, initials)}.items())
        by_letters, doubtful = self._by_letters(word, least)
        doubtful.update(initials, self._equal_keys(word), self._near_skeletons(word))
        near = by_letters | self._judge(word, doubtful)
        return sorted((at, similarity) for at, similarity in near.items() if similarity >= least)

    def with_fold(self, folded: str) -> Sequence[int]:
        """Positions of the names (no particles, no initials) with a folded spelling."""
        return self.words.by_fold.equal(folded)

    def with_skeleton(self, skeleton: str) -> Sequence[int]:
        """Positions of the names (no particles, no initials) with these consonants."""
        return self.words.by_skeleton.equal(skeleton)

    def _judge(self, word: Word, places: Iterable[int]) -> dict[int, float]:
        judged = ((at, fresh_similarity(word, self.words[at])) for at in places)
        return {at: similarity for at, similarity in judged if similarity}

    def _started(self, initial: Word) -> dict[int, float]:
        """Names that start with an initial."""
        started = self.words.by_text.starting(initial.text)
        texts = self.words.texts
        return {at: INITIAL_SIMILARITY if len(texts[at]) > 1 else 1.0 for at in started}

    def _equal_keys(self, word: Word) -> Iterator[int]:
        yield from self.words.by_fold.equal(word.fold)
        yield from self.words.by_skeleton.equal(word.skeleton)
        yield from self.words.by_ocr.equal(word.ocr)
        yield from self.words.by_consonants.equal(without_vowels(word.text))
        for folded in spellings_and_forms(word.fold):
            yield from self.words.by_fold.equal(folded)

    def _by_letters(self, word: Word, least: float) -> tuple[dict[int, float], set[int]]:
        """Words that meet by beginnings and edits, judged, and those that must be judged whole.

        Judged whole are words that share a common part, for there the rest counts, patronymics,
        for they are not the father's name, and common names, which may be two.
        """
        found = dict(self._shortened(word.text))
        abjad = self.words.arrays.abjad
        edited = {**found}
        for at, similarity in self._edited(word, least):
            if at not in edited or at in found or similarity > edited[at]:
                edited[at] = similarity
                found.pop(at, None)
        part = shared_part(word.fold)
        patronymic = bool(patronymic_ending(word.text))
        common = is_common(word.text)
        doubtful: set[int] = set()
        kept: dict[int, float] = {}
        for at, similarity in edited.items():
            if abjad[at] != word.abjad:
                continue  # letters prove nothing where one word lacks its vowels
            other = self.words.texts[at]
            if (
                (part and shared_part(self.words.folds[at]) & part)
                or bool(patronymic_ending(other)) != patronymic
                or (common and is_common(other))
            ):
                doubtful.add(at)
            else:
                kept[at] = similarity
        return kept, doubtful

    def _shortened(self, text: str) -> Iterator[tuple[int, float]]:
        if len(text) < SHORTEST_PREFIX:
            return
        texts = self.words.by_text
        for at in texts.starting(text):
            if similarity := prefix_similarity(len(text), len(self.words.texts[at])):
                yield at, similarity
        for length in range(SHORTEST_PREFIX, len(text)):
            if similarity := prefix_similarity(length, len(text)):
                for at in texts.equal(text[:length]):
                    yield at, similarity

    def _edited(self, word: Word, least: float) -> Iterator[tuple[int, float]]:
        yield from self._texts.near(word.text, least)
        yield from self._folds.near(word.fold, least)

    def _near_skeletons(self, word: Word) -> Iterator[int]:
        """Words on the other side of written vowels whose consonants are near."""
        by_length = self._skeletons_of_vowelled if word.abjad else self._skeletons_of_abjads
        coarse = self._coarse_of_vowelled if word.abjad else self._coarse_of_abjads
        yield from coarse.get(coarse_skeleton(word.skeleton), ())
        size = len(word.skeleton)
        # A skeleton of three meets one of four, whichever side it is on.
        shortest = SHORTEST_FOR_EDITS if size < SHORTEST_FOR_EDITS else SHORTEST_FOR_EDITS - 1
        for length in range(max(size - 1, shortest), size + 2):
            keys, places = by_length.get(length, ((), ()))
            if not keys:
                continue
            distances = cdist(
                [word.skeleton], keys, scorer=OSA.distance, score_cutoff=1, dtype=np.uint8
            )[0]
            for at in np.flatnonzero(distances <= 1).tolist():
                yield places[at]

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
    def _texts(self) -> "_Edits":
        arrays = self.words.arrays
        return _Edits(
            arrays.text_places, self.words.texts, arrays.text_signatures, arrays.text_starts
        )

    @cached_property
    def _folds(self) -> "_Edits":
        arrays = self.words.arrays
        return _Edits(
            arrays.fold_places, self.words.folds, arrays.fold_signatures, arrays.fold_starts
        )

    @cached_property
    def _skeletons_of_abjads(self) -> _ByLength:
        return self._skeletons(abjad=1)

    @cached_property
    def _skeletons_of_vowelled(self) -> _ByLength:
        return self._skeletons(abjad=0)

    @cached_property
    def _coarse_of_abjads(self) -> Mapping[str, list[int]]:
        return _by_coarse_skeleton(self._skeletons_of_abjads)

    @cached_property
    def _coarse_of_vowelled(self) -> Mapping[str, list[int]]:
        return _by_coarse_skeleton(self._skeletons_of_vowelled)

    def _skeletons(self, *, abjad: int) -> _ByLength:
        arrays = self.words.arrays
        order = arrays.by_skeleton
        places: list[int] = order[arrays.abjad[order] == abjad].tolist()
        keys = [self.words.skeletons[at] for at in places]
        lengths: dict[int, tuple[list[str], list[int]]] = {}
        for at, key in zip(places, keys, strict=True):
            same_length = lengths.setdefault(len(key), ([], []))
            same_length[0].append(key)
            same_length[1].append(at)
        return lengths


def _by_coarse_skeleton(skeletons: _ByLength) -> Mapping[str, list[int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for keys, places in skeletons.values():
        for key, at in zip(keys, places, strict=True):
            groups[coarse_skeleton(key)].append(at)
    return dict(groups)


class _Edits:
    """Words by spelling, searched within the edits that their length allows."""

    def __init__(
        self,
        places: np.ndarray[tuple[int], np.dtype[np.int32]],
        keys: Sequence[str],
        bits: Signatures,
        starts: np.ndarray[tuple[int], np.dtype[np.int32]],
    ) -> None:
        self._places = places
        self._keys = keys
        self._bits = bits
        self._starts: list[int] = starts.tolist()

    def near(self, key: str, least: float = 0.0) -> list[tuple[int, float]]:
        """Words within the allowed edits, with the similarity that the edits leave."""
        size = len(key)
        if not SHORTEST_FOR_EDITS - 1 <= size <= LONGEST_FOR_EDITS:
            return []
        bits = np.uint64(signature(key))
        places: list[int] = []
        allowed: list[int] = []
        for length, edits in _lengths(size, least):
            start, end = self._starts[length], self._starts[length + 1]
            if start == end:
                continue
            differing = np.bitwise_count(self._bits[start:end] ^ bits)
            # Edits that change the length change one letter count, others at most two.
            near = np.flatnonzero(differing <= 2 * edits - abs(length - size))
            places += self._places[start:end][near].tolist()
            allowed += [edits] * len(near)
        if not places:
            return []
        others = [self._keys[at] for at in places]
        distances = cdist(
            [key], others, scorer=OSA.distance, score_cutoff=max(allowed), dtype=np.uint8
        )[0].tolist()
        return [
            (at, similarity)
            for at, other, distance, edits in zip(places, others, distances, allowed, strict=True)
            if distance <= edits and (similarity := edits_to_similarity(key, other, distance))
        ]


@lru_cache(maxsize=1024)
def _lengths(size: int, least: float) -> tuple[tuple[int, int], ...]:
    """Lengths of words that a word of this length may reach, with the edits allowed."""
    return tuple(
        (length, edits)
        for length in range(SHORTEST_FOR_EDITS - 1, LONGEST_FOR_EDITS + 1)
        if (edits := allowed_edits(max(size, length), least)) and abs(length - size) <= edits
    )
