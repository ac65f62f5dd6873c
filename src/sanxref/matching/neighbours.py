"""Words of the lists that a word can meet, found without comparing it with each.

Every ground on which `word_similarity` lets two words meet has its look-up here: equal keys in
dictionaries, beginnings in a sorted array, edits by one pass over the letter signatures of the
words of fitting length. What the look-ups give is then judged by `word_similarity` itself, so
nothing is lost and nothing has another score than in a comparison of two names.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Self, TypeVar

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA

from sanxref.names.similarity import (
    LONGEST_FOR_EDITS,
    SHORTEST_FOR_EDITS,
    allowed_edits,
    without_vowels,
    word_similarity,
)
from sanxref.names.variants import form_groups, spelling_groups
from sanxref.names.words import Word, WordRole

__all__ = ["Signatures", "WordTable", "signatures"]

Signatures = npt.NDArray[np.uint64]

_Key = TypeVar("_Key", bound=Hashable)
_ByLength = Mapping[int, tuple[Sequence[str], Sequence[Sequence[int]]]]

_FIRST_LETTER = ord("a")
_LETTERS = 26


class WordTable:
    """The distinct words of an index, and who is near whom."""

    def __init__(
        self,
        words: Sequence[Word],
        *,
        text_signatures: Signatures,
        fold_signatures: Signatures,
    ) -> None:
        """Take the words and their signatures; look-ups are built when first used."""
        self.words = tuple(words)
        self._text_signatures = text_signatures
        self._fold_signatures = fold_signatures

    @classmethod
    def of(cls, words: Sequence[Word]) -> Self:
        """Make a table of words whose signatures are not at hand."""
        return cls(
            words,
            text_signatures=signatures(word.text for word in words),
            fold_signatures=signatures(word.fold for word in words),
        )

    def __len__(self) -> int:
        """Count the words."""
        return len(self.words)

    def near(self, word: Word) -> list[tuple[int, float]]:
        """Find every word that has a similarity above zero, with it.

        Returns:
            (position, similarity), by position.
        """
        if word.role > WordRole.INITIAL:
            return [(at, 1.0) for at in self._others.get((word.role, word.text), ())]
        found = set(self._initials.get(word.text[0], ()))
        if word.role is WordRole.INITIAL:
            found.update(self._by_first_letter.get(word.text[0], ()))
        else:
            found.update(self._equal_keys(word), self._shortened(word), self._edited(word))
            if word.abjad:
                found.update(self._edited_skeletons(word, self._skeletons_of_vowelled))
            else:
                found.update(self._edited_skeletons(word, self._skeletons_of_abjads))
        judged = ((at, word_similarity(word, self.words[at])) for at in sorted(found))
        return [(at, similarity) for at, similarity in judged if similarity]

    def with_fold(self, folded: str) -> Sequence[int]:
        """Positions of the names (no particles, no initials) with a folded spelling."""
        return self._by_fold.get(folded, ())

    def with_skeleton(self, skeleton: str) -> Sequence[int]:
        """Positions of the names (no particles, no initials) with these consonants."""
        return self._by_skeleton.get(skeleton, ())

    def _equal_keys(self, word: Word) -> Iterable[int]:
        yield from self._by_fold.get(word.fold, ())
        yield from self._by_skeleton.get(word.skeleton, ())
        yield from self._by_ocr.get(word.ocr, ())
        yield from self._by_consonants.get(without_vowels(word.text), ())
        for group in spelling_groups(word.fold):
            yield from self._by_spelling_group.get(group, ())
        for group in form_groups(word.fold):
            yield from self._by_form_group.get(group, ())

    def _shortened(self, word: Word) -> Iterable[int]:
        texts, places = self._sorted_texts
        at = bisect_left(texts, word.text)
        while at < len(texts) and texts[at].startswith(word.text):
            yield places[at]
            at += 1
        for length in range(3, len(word.text)):
            at = bisect_left(texts, word.text[:length])
            while at < len(texts) and texts[at] == word.text[:length]:
                yield places[at]
                at += 1

    def _edited(self, word: Word) -> Iterable[int]:
        yield from self._texts.near(word.text)
        yield from self._folds.near(word.fold)

    @staticmethod
    def _edited_skeletons(word: Word, by_length: _ByLength) -> Iterable[int]:
        size = len(word.skeleton)
        for length in range(max(size - 1, SHORTEST_FOR_EDITS), size + 2):
            keys, places = by_length.get(length, ((), ()))
            for key, positions in zip(keys, places, strict=True):
                if OSA.distance(word.skeleton, key, score_cutoff=1) <= 1:
                    yield from positions
        # A skeleton of three meets one of four, whichever side it is on.
        if size == SHORTEST_FOR_EDITS:
            keys, places = by_length.get(size - 1, ((), ()))
            for key, positions in zip(keys, places, strict=True):
                if OSA.distance(word.skeleton, key, score_cutoff=1) <= 1:
                    yield from positions

    @cached_property
    def _core(self) -> tuple[int, ...]:
        return tuple(at for at, word in enumerate(self.words) if word.role is WordRole.CORE)

    @cached_property
    def _others(self) -> Mapping[tuple[WordRole, str], list[int]]:
        return _group(
            ((at, (word.role, word.text)) for at, word in enumerate(self.words)
             if word.role > WordRole.INITIAL)
        )  # fmt: skip

    @cached_property
    def _initials(self) -> Mapping[str, list[int]]:
        return _group(
            ((at, word.text[0]) for at, word in enumerate(self.words)
             if word.role is WordRole.INITIAL)
        )  # fmt: skip

    @cached_property
    def _by_first_letter(self) -> Mapping[str, list[int]]:
        return _group((at, self.words[at].text[0]) for at in self._core)

    @cached_property
    def _by_fold(self) -> Mapping[str, list[int]]:
        return _group((at, self.words[at].fold) for at in self._core)

    @cached_property
    def _by_skeleton(self) -> Mapping[str, list[int]]:
        return _group((at, self.words[at].skeleton) for at in self._core)

    @cached_property
    def _by_consonants(self) -> Mapping[str, list[int]]:
        return _group((at, without_vowels(self.words[at].text)) for at in self._core)

    @cached_property
    def _by_ocr(self) -> Mapping[str, list[int]]:
        return _group((at, self.words[at].ocr) for at in self._core)

    @cached_property
    def _by_spelling_group(self) -> Mapping[int, list[int]]:
        return _group(
            (at, group) for at in self._core for group in spelling_groups(self.words[at].fold)
        )

    @cached_property
    def _by_form_group(self) -> Mapping[int, list[int]]:
        return _group(
            (at, group) for at in self._core for group in form_groups(self.words[at].fold)
        )

    @cached_property
    def _sorted_texts(self) -> tuple[list[str], list[int]]:
        pairs = sorted((self.words[at].text, at) for at in self._core)
        return [text for text, _ in pairs], [at for _, at in pairs]

    @cached_property
    def _texts(self) -> "_Edits":
        return _Edits(self._core, [word.text for word in self.words], self._text_signatures)

    @cached_property
    def _folds(self) -> "_Edits":
        return _Edits(self._core, [word.fold for word in self.words], self._fold_signatures)

    @cached_property
    def _skeletons_of_abjads(self) -> _ByLength:
        return _by_length(
            (at, self.words[at].skeleton) for at in self._core if self.words[at].abjad
        )

    @cached_property
    def _skeletons_of_vowelled(self) -> _ByLength:
        return _by_length(
            (at, self.words[at].skeleton) for at in self._core if not self.words[at].abjad
        )


def _group(pairs: Iterable[tuple[int, _Key]]) -> dict[_Key, list[int]]:
    groups: dict[_Key, list[int]] = defaultdict(list)
    for at, key in pairs:
        groups[key].append(at)
    return dict(groups)


def _by_length(pairs: Iterable[tuple[int, str]]) -> _ByLength:
    """Distinct keys by their length, each with the positions of its words."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, key in pairs:
        places[key].append(at)
    lengths: dict[int, tuple[list[str], list[Sequence[int]]]] = {}
    for key, positions in places.items():
        keys, values = lengths.setdefault(len(key), ([], []))
        keys.append(key)
        values.append(positions)
    return lengths


def signatures(keys: Iterable[str]) -> Signatures:
    """Which letters a key holds once, and which twice: 52 bits.

    One edit changes at most two letter counts by one, and so at most two bits; a swap changes
    none. Keys within d edits therefore differ in at most 2 d bits.
    """
    return np.fromiter(map(_signature, keys), dtype=np.uint64)


def _signature(key: str) -> int:
    bits = 0
    for letter in key:
        bit = 1 << (ord(letter) - _FIRST_LETTER) if "a" <= letter <= "z" else 0
        bits |= bit << _LETTERS if bits & bit else bit
    return bits


class _Edits:
    """Words by spelling, searched within the edits that their length allows."""

    def __init__(self, places: Sequence[int], keys: Sequence[str], bits: Signatures) -> None:
        lengths = np.array([len(keys[at]) for at in places], dtype=np.int64)
        order = np.argsort(lengths, kind="stable")
        self._places = np.array(places, dtype=np.int64)[order]
        self._bits = np.asarray(bits)[self._places]
        self._keys = keys
        self._starts = np.searchsorted(lengths[order], np.arange(LONGEST_FOR_EDITS + 3))

    def near(self, key: str) -> Iterable[int]:
        size = len(key)
        if size > LONGEST_FOR_EDITS:
            return
        bits = np.uint64(_signature(key))
        shortest = max(1, size - allowed_edits(size))
        longest = next(
            length for length in range(LONGEST_FOR_EDITS + 1, size - 1, -1)
            if length - allowed_edits(length) <= size or length == size
        )  # fmt: skip
        for low, high, allowed in _stretches(size, shortest, longest):
            part = slice(self._starts[low], self._starts[high + 1])
            differing = np.bitwise_count(self._bits[part] ^ bits)
            for at in self._places[part][differing <= 2 * allowed].tolist():
                if OSA.distance(key, self._keys[at], score_cutoff=allowed) <= allowed:
                    yield at


def _stretches(size: int, shortest: int, longest: int) -> Iterable[tuple[int, int, int]]:
    """Runs of lengths that allow the same edits: (from, to, edits)."""
    start = shortest
    for length in range(shortest, longest + 1):
        allowed = allowed_edits(max(size, length))
        if length == longest or allowed_edits(max(size, length + 1)) != allowed:
            if allowed:
                yield start, length, allowed
            start = length + 1
