"""Words that queries ask for, with what was found of them: remembered from query to query."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from sanxref.matching.alignment import JOINED, written_as_one
from sanxref.matching.index_columns import NameArrays, spelling_key
from sanxref.matching.name_search import Queries, Terms
from sanxref.matching.neighbours import Neighbours, WordTable
from sanxref.names.spelling import fold_each
from sanxref.names.words import NameForm, Word, WordRole, name_form, plain_words, read_names

__all__ = ["TermMemory", "lay_out"]

_MOST_NEIGHBOURS = 6_000_000
_MOST_WORDS = 400_000
"""Neighbours (12 bytes each), written words and names (some 300) that are remembered; then all are
forgotten, for there is no telling which will be asked again."""
_MOST_PAIRS = 1_000_000
"""Pairs of neighbouring words (some 100 bytes each) that are remembered; the same."""
_LATIN = frozenset({"Latn"})
_NONE = -1


class TermMemory:
    """Terms by number; what one is near does not depend on what was asked before it.

    For one thread at a time; the columns that it has given stay as they are.

    Attributes:
        plain: Number of the term that a written word is wherever it stands; -1 where that
            depends on the words beside it.
        pairs: Number of the term that two words are together, by their numbers, the first times
            2 ** 32; -1 for none.
    """

    def __init__(
        self, table: WordTable, arrays: NameArrays, scripts: Sequence[frozenset[str]]
    ) -> None:
        """Take the words and names of an index, and the scripts that it numbers."""
        self.plain: dict[str, int] = {}
        self.pairs: dict[int, int] = {_NONE: _NONE}
        self._names: dict[str, tuple[list[int], int]] = {}
        self._table = table
        self._arrays = arrays
        self._numbers: dict[tuple[str, WordRole, bool, float], int] = {}
        self._twos: dict[tuple[str, float], int] = {}
        self._scripts = {codes: number for number, codes in enumerate(scripts)}
        self.latin = self.scripts_number(_LATIN)
        self._words: list[Word] = []
        self._new: list[Word | _Two] = []
        self._weight = _Column(np.float64)
        self._role = _Column(np.int8)
        self._abjad = _Column(np.int8)
        self._letter_starts = _Column(np.int64)
        self._letter_starts.add([0])
        self._letters = _Column(np.uint8)
        self._near_starts = _Column(np.int64)
        self._near_starts.add([0])
        self._places = _Column(np.int32)
        self._similarity = _Column(np.float64)
        self._joined = _Column(np.int32)

    @property
    def is_full(self) -> bool:
        """Whether so much is remembered that it is time to start anew."""
        return (
            len(self._places) > _MOST_NEIGHBOURS
            or len(self.plain) + len(self._names) > _MOST_WORDS
            or len(self.pairs) > _MOST_PAIRS
        )

    @property
    def scripts(self) -> Sequence[frozenset[str]]:
        """Scripts that names are written in, by number: those of the index, then others."""
        return tuple(self._scripts)

    def scripts_number(self, scripts: frozenset[str]) -> int:
        """Number of the scripts that a name is written in."""
        return self._scripts.setdefault(scripts, len(self._scripts))

    def number(self, word: Word) -> int:
        """Number of the term that is a word."""
        key = (word.text, word.role, word.abjad, word.weight)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self._words)
            self._words.append(word)
            self._new.append(word)
        return number

    def learn_words(self, written: Iterable[str]) -> None:
        """Note the terms that written words are wherever they stand."""
        new = list(dict.fromkeys(word for word in written if word not in self.plain))
        for text, word in zip(new, plain_words(new), strict=True):
            self.plain[text] = _NONE if word is None else self.number(word)

    def learn_names(self, written: Iterable[str]) -> None:
        """Note the terms of names, for `name`."""
        new = list(dict.fromkeys(name for name in written if name not in self._names))
        # Behind a comma all words may be plain, which `name_form` reads faster.
        turned = [name for name in new if "," in name]
        others = [name for name in new if "," not in name]
        forms = chain(map(name_form, turned), read_names(others))
        self._names.update(zip(chain(turned, others), map(self.name, forms), strict=True))

    def name(self, name: NameForm | str) -> tuple[list[int], int]:
        """Numbers of the terms of a name, and of the scripts that it is written in.

        Args:
            name: As words, or as it was given to `learn_names`.
        """
        if isinstance(name, str):
            return self._names[name]
        return [self.number(word) for word in name.words], self.scripts_number(name.scripts)

    def learn_pairs(self, pairs: Sequence[int]) -> None:
        """Note the terms that neighbouring words are together; -1 for none.

        Args:
            pairs: Numbers of two words each, the first times 2 ** 32.
        """
        words = [(self._words[pair >> 32], self._words[pair & 0xFFFFFFFF]) for pair in pairs]
        joined = fold_each([written_as_one(first, second) for first, second in words])
        starts, ends = self._table.words.by_fold.spans(joined, starting=False)
        known = (starts < ends) | (self._joined_numbers(joined) >= 0)
        self.pairs.update(dict.fromkeys(pairs, _NONE))
        for at in np.flatnonzero(known).tolist():
            if joined[at]:
                first, second = words[at]
                self.pairs[pairs[at]] = self._two(joined[at], first, first.weight + second.weight)

    def _two(self, joined: str, first: Word, weight: float) -> int:
        number = self._twos.get((joined, weight))
        if number is None:
            number = self._twos[joined, weight] = len(self._words)
            self._words.append(first)
            near = self._table.with_fold(joined)
            self._new.append(_Two(joined=joined, places=near, weight=weight))
        return number

    def columns(self) -> Terms:
        """Give what is known of all terms that have a number."""
        self._look_up()
        return Terms(
            weight=self._weight.values,
            role=self._role.values,
            abjad=self._abjad.values,
            letter_starts=self._letter_starts.values,
            letters=self._letters.values,
            near_starts=self._near_starts.values,
            near_places=self._places.values,
            near_similarity=self._similarity.values,
            joined=self._joined.values,
        )

    def _look_up(self) -> None:
        """Find the neighbours of the terms that are new."""
        new, self._new = self._new, []
        for are_words, group in groupby(new, lambda term: isinstance(term, Word)):
            terms = list(group)
            words = [term for term in terms if isinstance(term, Word)]
            self._add(terms, self._table.near_many(words) if are_words else _near_twos(terms))

    def _add(self, terms: Sequence["Word | _Two"], near: Neighbours) -> None:
        """Note terms, in the order of their numbers."""
        texts = [term.text if isinstance(term, Word) else "" for term in terms]
        letters = np.cumsum(list(map(len, texts)), dtype=np.int64)
        self._letter_starts.add(letters + len(self._letters))
        self._letters.add(np.frombuffer("".join(texts).encode("ascii", "replace"), np.uint8))
        self._near_starts.add(near.starts[1:] + len(self._places))
        self._places.add(near.places)
        self._similarity.add(near.similarity)
        self._weight.add([term.weight for term in terms])
        self._role.add([term.role if isinstance(term, Word) else 0 for term in terms])
        self._abjad.add([isinstance(term, Word) and term.abjad for term in terms])
        self._joined.add(self._joined_numbers(list(map(_spelling, terms))))

    def _joined_numbers(self, spellings: Sequence[str]) -> npt.NDArray[np.int64]:
        """Numbers of spellings of two neighbouring words of listed names; -1 for none."""
        held = self._arrays.joined_keys
        keys = np.array(list(map(spelling_key, spellings)), dtype=np.uint64)
        at = np.searchsorted(held, keys)
        at[at == len(held)] = 0
        there = held[at] == keys if len(held) else np.zeros(len(keys), dtype=bool)
        return np.where(there, at, _NONE)


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


def _near_twos(terms: Sequence[Word | _Two]) -> Neighbours:
    """Listed words that are two words of a query as one."""
    places = [term.places for term in terms if isinstance(term, _Two)]
    starts = np.cumsum([0, *map(len, places)])
    return Neighbours(
        starts=starts,
        places=np.fromiter(chain.from_iterable(places), np.int32, int(starts[-1])),
        similarity=np.full(int(starts[-1]), JOINED),
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


def lay_out(
    queries: Sequence[NameForm | str], kinds: npt.NDArray[np.uint8], memory: TermMemory
) -> Queries:
    """Lay names that are asked out as columns.

    Args:
        queries: Names, as words or as written.
        kinds: By query: bits of the kinds of target that are asked for.
        memory: Learns the words that are new.
    """
    written = [query.split() if isinstance(query, str) else [] for query in queries]
    memory.learn_words(chain.from_iterable(written))
    plain = memory.plain
    asked = [[plain[word] for word in words] for words in written]
    whole = [row for row, numbers in enumerate(asked) if not numbers or min(numbers) < 0]
    memory.learn_names(query for row in whole if isinstance(query := queries[row], str))
    scripts = np.full(len(queries), memory.latin, dtype=np.int32)
    for row in whole:
        asked[row], scripts[row] = memory.name(queries[row])
    starts = np.cumsum([0, *map(len, asked)], dtype=np.int64)
    terms = np.array(list(chain.from_iterable(asked)), dtype=np.int64)
    pairs = _pairs(starts, terms).tolist()
    if new := [pair for pair in dict.fromkeys(pairs) if pair not in memory.pairs]:
        memory.learn_pairs(new)
    return Queries(
        starts=starts,
        words=terms.astype(np.int32),
        pairs=np.array([memory.pairs[pair] for pair in pairs], dtype=np.int32),
        scripts=scripts,
        kinds=kinds,
    )


def _pairs(starts: npt.NDArray[np.int64], terms: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Each word with the one behind it, as `TermMemory.pairs` has them; -1 for a name's last."""
    pairs = np.full(len(terms), _NONE, dtype=np.int64)
    pairs[:-1] = terms[:-1] << 32 | terms[1:]
    pairs[starts[1:][starts[1:] > 0] - 1] = _NONE
    return pairs
