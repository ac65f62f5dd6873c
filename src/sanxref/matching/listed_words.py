"""What a written word may stand for among the words of the lists, for the spotter."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from sanxref.matching.index import NameIndex
from sanxref.names.romanization import romanize
from sanxref.names.spelling import fold, skeleton
from sanxref.names.vocabulary import LINEAGE, PARTICLES
from sanxref.names.words import Word, WordRole, make_word, name_form

__all__ = ["ARTICLES", "BEHIND_COMPOUNDS", "SERVANT", "ListedWords"]

_NEAR = 0.74
"""Similarity from which a capitalized word that no list has stands for one that a list has."""
_SHORTEST_NEAR = 4
_MOST_REMEMBERED = 200_000
ARTICLES = frozenset({"al", "el", "ul", "ur", "ad", "ed", "ar", "er", "as", "es"})
"""Arabic articles between the two parts of a compound."""

SERVANT = "عبد"
"""Begins compounds in Arabic script: "Abd Allah"."""

BEHIND_COMPOUNDS = frozenset({"الله", "الدين", "الدین"})
"""Words that make one name with the word in front: "Habib Allah", "Nur al-Din"."""


class ListedWords:
    """Numbers of the folded words of an index that words of a text stand for."""

    def __init__(self, index: NameIndex) -> None:
        """Take the index; look-ups are built when first used."""
        self._index = index
        self._near: dict[str, tuple[int, ...]] = {}

    @cached_property
    def _folds(self) -> dict[str, int]:
        """Folded words by the numbers that the index's pairs are made of."""
        words = self._index.table.words
        return dict(zip(words.folds, self._index.arrays.folds.tolist(), strict=True))

    @cached_property
    def _in_persons(self) -> npt.NDArray[np.bool_]:
        pairs = np.asarray(self._index.arrays.person_pairs)
        found = np.zeros(len(self._folds), dtype=np.bool_)
        found[pairs >> 32] = found[pairs & 0xFFFFFFFF] = True
        return found

    def is_in_person(self, number: int) -> bool:
        """Whether a folded word stands beside another in a person's name."""
        return bool(self._in_persons[number])

    def exact(self, word: str) -> tuple[int, ...]:
        """The word of the lists that is written so, but for transliteration."""
        if word in PARTICLES or word in LINEAGE or len(word) < 2:  # noqa: PLR2004 - initials
            return ()
        if not word.isascii():
            return self._romanized(word)
        number = self._folds.get(fold(word))
        return () if number is None else (number,)

    def is_listed_letter_by_letter(self, word: str) -> bool:
        """Whether a listed word has exactly these letters, once in Latin script."""
        latin = word if word.isascii() else "".join(romanize(word).syllables)
        return bool(self._index.table.words.by_text.equal(latin))

    def near_each(self, words: Iterable[str]) -> dict[str, tuple[int, ...]]:
        """Words of the lists that each of some words unknown to them may be a spelling of.

        Those that are new are looked for all at once; of short words nothing is told.
        """
        wanted = [word for word in dict.fromkeys(words) if len(word) >= _SHORTEST_NEAR]
        new = [word for word in wanted if word not in self._near]
        found = {word: self._near[word] for word in wanted if word in self._near}
        if new:
            fresh = dict(zip(new, self._find_near(new), strict=True))
            found |= fresh
            if len(self._near) > _MOST_REMEMBERED:
                self._near.clear()
            self._near |= fresh
        return found

    def _find_near(self, words: Sequence[str]) -> Iterator[tuple[int, ...]]:
        near = self._index.table.near_many([_made(word) for word in words], _NEAR)
        numbers, roles = self._index.arrays.folds, self._index.table.words.arrays.role
        is_core = roles[near.places] == WordRole.CORE
        for start, end in pairwise(near.starts.tolist()):
            places = near.places[start:end][is_core[start:end]]
            yield tuple(np.unique(numbers[places]).tolist())

    def as_one(self, words: Sequence[str]) -> tuple[int, ...]:
        """The word of the lists that two or three words are together: a compound, or joined."""
        if words[0] == SERVANT or words[1] in BEHIND_COMPOUNDS:
            form = name_form(" ".join(words))
            return self._with_consonants(form.words[0].skeleton) if len(form.words) == 1 else ()
        if not all(word.isascii() for word in words):
            return ()
        if len(words) == 3 and words[1] not in ARTICLES:  # noqa: PLR2004 - an article between
            return ()
        number = self._folds.get(fold("".join(words)))
        return () if number is None else (number,)

    def _romanized(self, word: str) -> tuple[int, ...]:
        latin = romanize(word)
        if not latin.syllables:
            return ()
        last = latin.syllables[-1]  # the Arabic article is written on its word
        number = self._folds.get(fold(last))
        equal = () if number is None else (number,)
        if not latin.abjad:
            return equal
        return tuple(dict.fromkeys((*self._with_consonants(skeleton(last)), *equal)))

    def _with_consonants(self, consonants: str) -> tuple[int, ...]:
        if len(consonants) < 2:  # noqa: PLR2004 - one consonant is no word
            return ()
        numbers = self._index.arrays.folds
        places = self._index.table.with_skeleton(consonants)
        return tuple(sorted({int(numbers[at]) for at in places}))


def _made(word: str) -> Word:
    latin = romanize(word)
    return make_word("".join(latin.syllables[-1:]) or word, WordRole.CORE, abjad=latin.abjad)
