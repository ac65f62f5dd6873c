"""The distinct words of an index as columns, with the orders in which they are looked up.

A word is put together only when it is asked for: a query needs some dozens of the thirty
thousand, and making all of them takes longer than to answer it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt

from sanxref.matching.acceleration import kernels
from sanxref.matching.word_traits import WordTraits
from sanxref.names.similarity import LONGEST_FOR_EDITS, without_vowels
from sanxref.names.spelling import coarse_skeleton, is_vowelless
from sanxref.names.words import Word, WordRole

__all__ = [
    "BLOCK",
    "Blocks",
    "ByLength",
    "Signatures",
    "SortedKeys",
    "WordArrays",
    "WordColumns",
    "distinct",
    "laid_out",
    "signatures",
]

Signatures = npt.NDArray[np.uint64]
_Ints = npt.NDArray[np.int32]

_FIRST_LETTER = ord("a")
_LETTERS = 26
_TELLING = "aieunrhlomsdkytbgfzjvwcpqx"
"""Letters, first those that about half of the listed words have."""
_ONE_BY_ONE = 10
"""Keys up to which numpy takes longer than Python."""
_TOGETHER = 20_000
"""Keys whose letters are counted at a time; bounds the memory."""


BLOCK = 16
"""Spellings that are passed over together where none with their letters can be near."""


class ByLength(NamedTuple):
    """Words in the order of the lengths of a spelling, those with like letters together.

    Attributes:
        places: Positions of the words.
        firsts: Where the words of each spelling start in `places`; one more than spellings.
        signatures: Letters of each spelling.
        starts: Number of the first spelling of each length.
    """

    places: _Ints
    firsts: _Ints
    signatures: Signatures
    starts: _Ints

    @classmethod
    def of(cls, places: _Ints, keys: Sequence[str]) -> Self:
        """Put words in order.

        Args:
            places: Positions of words.
            keys: Their spellings, by position.
        """
        ordered = [keys[at] for at in places.tolist()]
        numbers = {key: number for number, key in enumerate(dict.fromkeys(ordered))}
        different = np.array([numbers[key] for key in ordered], dtype=np.int64)
        bits = signatures(ordered)
        likeness = np.zeros(len(bits), dtype=np.uint64)
        for at, letter in enumerate(_TELLING):
            number = np.uint64(ord(letter) - _FIRST_LETTER)
            likeness |= (bits >> number & np.uint64(1)) << np.uint64(_LETTERS - at)
        lengths = np.array(list(map(len, ordered)), dtype=np.int64)
        order = np.lexsort((different, bits, likeness, lengths))
        changes = np.flatnonzero(np.diff(different[order], prepend=-1))
        first = order[changes]
        starts = np.searchsorted(lengths[first], np.arange(LONGEST_FOR_EDITS + 3))
        return cls(
            places=places[order],
            firsts=np.append(changes, len(places)).astype(np.int32),
            signatures=bits[first],
            starts=starts.astype(np.int32),
        )


class Blocks(NamedTuple):
    """Spellings of one length by sixteen, in the order of `ByLength`.

    Attributes:
        starts: Number of the first block of each length.
        some: By block: letters that some spelling of it has, as `signatures` gives them.
        every: Letters that all of its spellings have.
    """

    starts: npt.NDArray[np.int32]
    some: Signatures
    every: Signatures

    @classmethod
    def of(cls, bits: Signatures, length_starts: _Ints) -> Self:
        """Lay signatures out; `length_starts` tells where each length starts in them."""
        firsts = [np.arange(start, end, BLOCK) for start, end in pairwise(length_starts.tolist())]
        at = np.concatenate([np.empty(0, np.int64), *firsts]).astype(np.int64)
        return cls(
            starts=np.cumsum([0, *map(len, firsts)]).astype(np.int32),
            some=np.bitwise_or.reduceat(bits, at) if len(at) else bits[:0],
            every=np.bitwise_and.reduceat(bits, at) if len(at) else bits[:0],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class WordArrays:
    """What is stored of words beside their spellings; `core` words are names, not particles.

    Attributes:
        role: By word: number of its role.
        abjad: By word: 1 where its script leaves vowels out.
        weight: By word: nats.
        marks: By word: what rules of similarity ask, as `word_traits` numbers it.
        vowels: By word: vowels of the folded spelling.
        by_text: Core words, ascending by text.
        by_fold: Core words, ascending by folded spelling.
        by_skeleton: Core words, ascending by consonants.
        by_ocr: Core words, ascending by the key of character recognition.
        by_consonants: Core words, ascending by text without a, e, i, o, u.
        texts: Core words by length of text.
        folds: Core words by length of folded spelling.
        vowelled: Core words of scripts with vowels, by length of consonants.
        abjads: Core words of scripts without, the same.
        vowelled_by_coarse: Core words of scripts with vowels, ascending by coarse consonants.
        abjads_by_coarse: Core words of scripts without, the same.
    """

    role: npt.NDArray[np.int8]
    abjad: npt.NDArray[np.int8]
    weight: npt.NDArray[np.float64]
    marks: npt.NDArray[np.int16]
    vowels: npt.NDArray[np.int8]
    by_text: _Ints
    by_fold: _Ints
    by_skeleton: _Ints
    by_ocr: _Ints
    by_consonants: _Ints
    texts: ByLength
    folds: ByLength
    vowelled: ByLength
    abjads: ByLength
    vowelled_by_coarse: _Ints
    abjads_by_coarse: _Ints


@dataclass(frozen=True, kw_only=True)
class WordColumns:
    """Words by column.

    Attributes:
        texts: Lower-case basic Latin letters.
        folds: Folded spellings.
        skeletons: Consonants.
        ocrs: Keys of character recognition.
        arrays: The rest.
    """

    texts: Sequence[str]
    folds: Sequence[str]
    skeletons: Sequence[str]
    ocrs: Sequence[str]
    arrays: WordArrays
    _made: dict[int, Word] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def of(cls, words: Sequence[Word]) -> Self:
        """Lay words out."""
        texts = [word.text for word in words]
        folds = [word.fold for word in words]
        skeletons = [word.skeleton for word in words]
        ocrs = [word.ocr for word in words]
        core = [at for at, word in enumerate(words) if word.role is WordRole.CORE]
        vowelled = [at for at in core if not words[at].abjad]
        abjads = [at for at in core if words[at].abjad]
        coarse = _coarse_of_each(skeletons)
        traits = WordTraits.of(words)
        arrays = WordArrays(
            role=np.array([int(word.role) for word in words], dtype=np.int8),
            abjad=np.array([word.abjad for word in words], dtype=np.int8),
            weight=np.array([word.weight for word in words], dtype=np.float64),
            marks=traits.marks,
            vowels=traits.vowels,
            by_text=_ordered(core, texts),
            by_fold=_ordered(core, folds),
            by_skeleton=_ordered(core, skeletons),
            by_ocr=_ordered(core, ocrs),
            by_consonants=_ordered(core, [without_vowels(text) for text in texts]),
            texts=ByLength.of(np.array(core, dtype=np.int32), texts),
            folds=ByLength.of(np.array(core, dtype=np.int32), folds),
            vowelled=ByLength.of(np.array(vowelled, dtype=np.int32), skeletons),
            abjads=ByLength.of(np.array(abjads, dtype=np.int32), skeletons),
            vowelled_by_coarse=_ordered(vowelled, coarse),
            abjads_by_coarse=_ordered(abjads, coarse),
        )
        return cls(texts=texts, folds=folds, skeletons=skeletons, ocrs=ocrs, arrays=arrays)

    def __len__(self) -> int:
        """Count the words."""
        return len(self.texts)

    def __getitem__(self, at: int) -> Word:
        """Put a word together; the same object each time."""
        word = self._made.get(at)
        if word is None:
            text, abjad = self.texts[at], bool(self.arrays.abjad[at])
            word = self._made[at] = Word(
                text=text,
                role=WordRole(int(self.arrays.role[at])),
                abjad=abjad,
                weight=float(self.arrays.weight[at]),
                fold=self.folds[at],
                skeleton=self.skeletons[at],
                ocr=self.ocrs[at],
                vowelless=is_vowelless(text) and not abjad,
            )
        return word

    @cached_property
    def lengths(self) -> npt.NDArray[np.int64]:
        """Letters of each word."""
        return np.array(list(map(len, self.texts)), dtype=np.int64)

    @cached_property
    def by_text(self) -> "SortedKeys":
        """Core words by text."""
        return SortedKeys(self.arrays.by_text, self.texts)

    @cached_property
    def by_fold(self) -> "SortedKeys":
        """Core words by folded spelling."""
        return SortedKeys(self.arrays.by_fold, self.folds)

    @cached_property
    def by_skeleton(self) -> "SortedKeys":
        """Core words by consonants."""
        return SortedKeys(self.arrays.by_skeleton, self.skeletons)

    @cached_property
    def by_ocr(self) -> "SortedKeys":
        """Core words by the key of character recognition."""
        return SortedKeys(self.arrays.by_ocr, self.ocrs)

    @cached_property
    def by_consonants(self) -> "SortedKeys":
        """Core words by text without vowels."""
        # All at once: it takes a tenth of the time, and each process does it.
        kept = without_vowels("\n".join(self.texts)).split("\n")
        return SortedKeys(self.arrays.by_consonants, kept)

    @cached_property
    def vowelled_by_coarse(self) -> "SortedKeys":
        """Core words of scripts with vowels by coarse consonants."""
        return SortedKeys(self.arrays.vowelled_by_coarse, self._coarse)

    @cached_property
    def abjads_by_coarse(self) -> "SortedKeys":
        """Core words of scripts without vowels by coarse consonants."""
        return SortedKeys(self.arrays.abjads_by_coarse, self._coarse)

    @cached_property
    def _coarse(self) -> list[str]:
        return _coarse_of_each(self.skeletons)


class SortedKeys:
    """Keys in ascending order, each with the position of its word."""

    def __init__(self, places: _Ints, keys: Sequence[str]) -> None:
        """Take positions in the order of their keys."""
        self.places = places
        self._keys = list(map(keys.__getitem__, places.tolist()))

    @cached_property
    def _letters(self) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
        return letters_of(self._keys)

    def spans(
        self, keys: Sequence[str], *, starting: bool
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Where in `places` the words that have each of some keys start, and where they end.

        Args:
            keys: Looked up.
            starting: Words count whose key starts so.
        """
        compiled = kernels(0)
        if compiled is None:
            look_up = self.span_starting if starting else self.span
            starts, ends = zip(*map(look_up, keys), strict=True)
            return np.array(starts, dtype=np.int64), np.array(ends, dtype=np.int64)
        starts, ends = compiled.find_spans(*letters_of(keys), *self._letters, int(starting))
        return starts, ends

    def equal(self, key: str) -> list[int]:
        """Words that have the key."""
        start, end = self.span(key)
        return self.places[start:end].tolist() if start < end else []

    def span(self, key: str) -> tuple[int, int]:
        """Where in `places` the words that have the key stand."""
        start = bisect_left(self._keys, key)
        if start == len(self._keys) or self._keys[start] != key:
            return 0, 0
        return start, bisect_right(self._keys, key, start)

    def span_starting(self, key: str) -> tuple[int, int]:
        """Where in `places` the words whose key starts so stand."""
        start = bisect_left(self._keys, key)
        return start, bisect_left(self._keys, key + "\U0010ffff", start)


def letters_of(keys: Sequence[str]) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """Letters of keys, one key behind the other, and where each starts."""
    letters = np.frombuffer("".join(keys).encode("ascii", "replace"), dtype=np.uint8)
    return letters, np.cumsum([0, *map(len, keys)])


def _coarse_of_each(skeletons: Sequence[str]) -> list[str]:
    return coarse_skeleton("\n".join(skeletons)).split("\n")


def _ordered(core: Sequence[int], keys: Sequence[str]) -> _Ints:
    return np.array(sorted(core, key=keys.__getitem__), dtype=np.int32)


def distinct(values: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Give the different values, ascending: `np.unique` without the 25 ms that it loads first."""
    ordered = np.sort(values)
    return ordered[np.diff(ordered, prepend=ordered[:1] - 1) > 0]


def laid_out(
    starts: npt.NDArray[np.integer], ends: npt.NDArray[np.integer]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Lay stretches out one behind the other.

    Args:
        starts: Where each starts.
        ends: Where each ends.

    Returns:
        Number of the stretch and place, for each place of each.
    """
    sizes = ends - starts
    behind = np.cumsum(sizes, dtype=np.int64)
    numbers = np.repeat(np.arange(len(sizes)), sizes)
    return numbers, np.arange(len(numbers)) + np.repeat(starts - behind + sizes, sizes)


def signatures(keys: Sequence[str]) -> Signatures:
    """Which letters each key holds once, and which twice: 52 bits.

    One edit takes at most one letter away and adds at most one, and a swap does neither. Of keys
    within d edits each therefore has at most d bits that the other lacks; where one is longer by n
    letters, the shorter has at most d - n.
    """
    if len(keys) <= _ONE_BY_ONE:
        return np.array([_signature(key) for key in keys], dtype=np.uint64)
    parts = [_signatures(keys[at : at + _TOGETHER]) for at in range(0, len(keys), _TOGETHER)]
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.uint64)


def _signatures(keys: Sequence[str]) -> Signatures:
    letters = np.frombuffer("".join(keys).encode("ascii", "replace"), dtype=np.uint8)
    rows = np.repeat(np.arange(len(keys)), [len(key) for key in keys])
    number = letters.astype(np.int64) - _FIRST_LETTER
    is_letter = (number >= 0) & (number < _LETTERS)
    counts = np.bincount(
        rows[is_letter] * _LETTERS + number[is_letter], minlength=len(keys) * _LETTERS
    ).reshape(len(keys), _LETTERS)
    bits = np.uint64(1) << np.arange(2 * _LETTERS, dtype=np.uint64)
    held: Signatures = np.concatenate((counts > 0, counts > 1), axis=1) @ bits
    return held


def _signature(key: str) -> int:
    bits = 0
    for letter in key:
        bit = 1 << (ord(letter) - _FIRST_LETTER) if "a" <= letter <= "z" else 0
        bits |= bit << _LETTERS if bits & bit else bit
    return bits
