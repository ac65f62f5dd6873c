"""Words that queries ask for, with what was found of them: remembered from query to query."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from sanxref.matching.alignment import JOINED, join
from sanxref.matching.index_columns import NameArrays
from sanxref.matching.name_search import MOST_TERMS, Queries, Terms
from sanxref.matching.neighbours import Neighbours, WordTable
from sanxref.names.words import NameForm, Word, WordRole, name_form, plain_word

__all__ = ["QueryWriter", "TermMemory"]

_MOST_NEIGHBOURS = 8_000_000
_MOST_WORDS = 400_000
"""Neighbours (8 bytes each) and written words (some 300) that are remembered; then all are
forgotten, for there is no telling which will be asked again."""
_MOST_TWO = 400_000
"""Pairs of neighbouring words (some 150 bytes each) that are remembered; the same."""


class TermMemory:
    """Terms by number; what one is near does not depend on what was asked before it.

    For one thread at a time; the columns that it has given stay as they are.
    """

    def __init__(self, table: WordTable, joined: Sequence[str], arrays: NameArrays) -> None:
        """Take the words of an index, and its names by joined spelling."""
        self._table = table
        self._joined = joined
        self._arrays = arrays
        self._numbers: dict[tuple[str, WordRole, bool, float], int] = {}
        self._spans: dict[tuple[str, float], int] = {}
        self._two: dict[tuple[int, int], int] = {}
        self._words: list[Word] = []
        self._new: list[Word | _Two] = []
        self.plain: dict[str, int] = {}
        """Number of the term that a written word is wherever it stands; -1 where that depends."""
        self._weight = _Column(np.float64)
        self._span = _Column(np.int8)
        self._near_starts = _Column(np.int64)
        self._near_starts.add([0])
        self._places = _Column(np.int32)
        self._similarity = _Column(np.float32)
        self._sizes = _Column(np.int64)
        self._joined_starts = _Column(np.int32)
        self._joined_ends = _Column(np.int32)

    @property
    def is_full(self) -> bool:
        """Whether so much is remembered that it is time to start anew."""
        return len(self._places) > _MOST_NEIGHBOURS or len(self.plain) > _MOST_WORDS

    def number(self, word: Word) -> int:
        """Number of the term that is a word."""
        key = (word.text, word.role, word.abjad, word.weight)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self._words)
            self._words.append(word)
            self._new.append(word)
        return number

    def learn(self, written: str) -> None:
        """Note what a written word is wherever it stands."""
        word = plain_word(written)
        self.plain[written] = -1 if word is None else self.number(word)

    def two(self, first: int, second: int) -> int:
        """Number of the term that two neighbouring plain words are together; -1 for none."""
        number = self._two.get((first, second))
        if number is None:
            if len(self._two) > _MOST_TWO:
                self._two.clear()
            number = self.two_words(self._words[first], self._words[second])
            self._two[first, second] = number
        return number

    def two_words(self, first: Word, second: Word) -> int:
        """Number of the term that two neighbouring words are together; -1 for none."""
        joined = join(first, second)
        if not joined:
            return -1
        near, split = self._table.with_fold(joined), self._split(joined)
        if not near and not split:
            return -1
        key = (joined, first.weight + second.weight)
        number = self._spans.get(key)
        if number is None:
            number = self._spans[key] = len(self._words)
            self._words.append(first)
            self._new.append(_Two(joined=joined, places=near, weight=key[1]))
        return number

    def columns(self) -> Terms:
        """Give what is known of all terms that have a number."""
        self._look_up()
        return Terms(
            weight=self._weight.values,
            span=self._span.values,
            near_starts=self._near_starts.values,
            near_places=self._places.values,
            near_similarity=self._similarity.values,
            sizes=self._sizes.values,
            joined_starts=self._joined_starts.values,
            joined_ends=self._joined_ends.values,
        )

    def _look_up(self) -> None:
        """Find the neighbours of the terms that are new."""
        if not self._new:
            return
        new, self._new = self._new, []
        near = self._table.near_many([term for term in new if isinstance(term, Word)])
        places, similarity, sizes = near.places, near.similarity, np.diff(near.starts)
        if len(sizes) < len(new):
            places, similarity, sizes = _with_twos(new, near)
        posted = self._arrays.postings_start[places + 1] - self._arrays.postings_start[places]
        names = np.concatenate(([0], np.cumsum(posted, dtype=np.int64)))
        ends = np.cumsum(sizes)
        split = [self._split(_spelling(term)) or (0, 0) for term in new]
        self._near_starts.add(ends + len(self._places))
        self._places.add(places)
        self._similarity.add(similarity)
        self._sizes.add(names[ends] - names[ends - sizes])
        self._weight.add([term.weight for term in new])
        self._span.add([1 if isinstance(term, Word) else 2 for term in new])
        self._joined_starts.add([start for start, _ in split])
        self._joined_ends.add([end for _, end in split])

    def _split(self, spelling: str) -> tuple[int, int] | None:
        """Where the names stand of which two neighbouring words are a spelling together."""
        at = bisect_left(self._joined, spelling)
        if not spelling or at == len(self._joined) or self._joined[at] != spelling:
            return None
        start, end = self._arrays.joined_start[at : at + 2].tolist()
        return start, end


@dataclass(frozen=True, slots=True, kw_only=True)
class _Two:
    """Two words of a query that are one word of a list, or two that are parted elsewhere."""

    joined: str
    places: Sequence[int]
    weight: float


def _spelling(term: Word | _Two) -> str:
    """Folded spelling that two words of a name may come to; empty for none."""
    if isinstance(term, _Two):
        return term.joined
    return term.fold if term.role is WordRole.CORE else ""


def _with_twos(
    terms: Sequence[Word | _Two], near: Neighbours
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float32], npt.NDArray[np.int64]]:
    """Neighbours of terms in their order: places, similarities, and how many each has."""
    places: list[Sequence[int]] = []
    similarity: list[Sequence[float]] = []
    spans = pairwise(near.starts.tolist())
    for term in terms:
        if isinstance(term, _Two):
            places.append(term.places)
            similarity.append([JOINED] * len(term.places))
        else:
            start, end = next(spans)
            places.append(near.places[start:end].tolist())
            similarity.append(near.similarity[start:end].tolist())
    return (
        np.array([at for part in places for at in part], dtype=np.int32),
        np.array([alike for part in similarity for alike in part], dtype=np.float32),
        np.array([len(part) for part in places], dtype=np.int64),
    )


_Number = TypeVar("_Number", bound=np.generic)


class _Column(Generic[_Number]):
    """Numbers that are added to; those that were given out stay."""

    def __init__(self, kind: type[_Number]) -> None:
        self._held: npt.NDArray[_Number] = np.empty(1024, dtype=kind)
        self._size = 0

    def __len__(self) -> int:
        return self._size

    @property
    def values(self) -> npt.NDArray[_Number]:
        return self._held[: self._size]

    def add(self, values: Sequence[float] | npt.NDArray[np.generic]) -> None:
        size = self._size + len(values)
        if size > len(self._held):
            held: npt.NDArray[_Number] = np.empty(2 * size, dtype=self._held.dtype)
            held[: self._size] = self.values
            self._held = held
        self._held[self._size : size] = values
        self._size = size


class QueryWriter:
    """Lays names that are asked out as columns."""

    def __init__(self, memory: TermMemory) -> None:
        """Start empty."""
        self._memory = memory
        self._starts = [0]
        self._terms: list[int] = []
        self._places: list[int] = []
        self._others: list[tuple[int, float]] = []

    def add_text(self, text: str) -> None:
        """Add a name as written."""
        written = text.split()
        plain = self._memory.plain
        try:
            numbers = [plain[word] for word in written]
        except KeyError:
            for word in written:
                if word not in plain:
                    self._memory.learn(word)
            numbers = [plain[word] for word in written]
        if numbers and len(numbers) <= MOST_TERMS // 2 and min(numbers) >= 0:
            self._terms += numbers
            self._places += range(len(numbers))
            if len(numbers) > 1:
                two = self._memory.two
                for place, (first, second) in enumerate(pairwise(numbers)):
                    if (number := two(first, second)) >= 0:
                        self._terms.append(number)
                        self._places.append(place)
            self._starts.append(len(self._terms))
        else:
            self.add_form(name_form(text))

    def add_form(self, form: NameForm) -> None:
        """Add a name as words."""
        others = 0.0
        names: list[tuple[int, int]] = []
        for place, word in enumerate(form.words):
            if word.role <= WordRole.INITIAL and len(names) < MOST_TERMS // 2:
                names.append((self._memory.number(word), place))
            else:
                others += word.weight
        two = (
            (self._memory.two_words(first, second), place)
            for place, (first, second) in enumerate(pairwise(form.words[: MOST_TERMS // 2]))
        )
        for number, place in (*names, *(item for item in two if item[0] >= 0)):
            self._terms.append(number)
            self._places.append(place)
        if others:
            self._others.append((len(self._starts) - 1, others))
        self._starts.append(len(self._terms))

    def columns(self, terms: Terms, kinds: npt.NDArray[np.uint8]) -> Queries:
        """Give the columns.

        Args:
            terms: Of the memory, when all names were added.
            kinds: By query: bits of the kinds of target that are asked for.
        """
        starts = np.array(self._starts, dtype=np.int64)
        numbers = np.array(self._terms, dtype=np.int32)
        rows = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
        names = terms.span[numbers] == 1
        size = len(starts) - 1
        totals: npt.NDArray[np.float64] = np.bincount(
            rows[names], weights=terms.weight[numbers[names]], minlength=size
        ).astype(np.float64)
        others = np.zeros(size)
        for row, weight in self._others:
            others[row] = weight
        return Queries(
            starts=starts,
            terms=numbers,
            places=np.array(self._places, dtype=np.uint8),
            totals=totals,
            others=others,
            single=(np.bincount(rows[names], minlength=size) == 1).astype(np.int8),
            kinds=kinds,
        )
