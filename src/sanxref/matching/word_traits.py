"""What the rules of similarity ask of one word, as numbers, so that many are judged at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from sanxref.names.patronymics import patronymic_ending
from sanxref.names.rarity import is_common_fold
from sanxref.names.similarity import SHARED_PARTS, is_syllable, shared_part
from sanxref.names.words import Word

__all__ = [
    "COMMON",
    "OPENS_WITH_VOWEL",
    "PARTS",
    "PATRONYMIC",
    "SYLLABLE",
    "VOWELLESS",
    "WordTraits",
]

PATRONYMIC = 1
COMMON = 2
VOWELLESS = 4
OPENS_WITH_VOWEL = 8
SYLLABLE = 16
_PART_BITS = {part: 1 << number for number, part in enumerate(SHARED_PARTS, 5)}
PARTS = sum(_PART_BITS.values())
"""Bits of the parts that very many names share."""
_VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True, kw_only=True)
class WordTraits:
    """Traits of words, by word.

    Attributes:
        marks: `PATRONYMIC`, `COMMON`, `VOWELLESS`, `OPENS_WITH_VOWEL` (of the folded spelling),
            `SYLLABLE`, and one bit for each common part (`shared_part`).
        vowels: Vowels of the folded spelling.
    """

    marks: npt.NDArray[np.int16]
    vowels: npt.NDArray[np.int8]

    @classmethod
    def of(cls, words: Sequence[Word]) -> Self:
        """Work out the traits of words."""
        return cls(
            marks=np.array(list(map(_marks, words)), dtype=np.int16),
            vowels=np.array([_vowels(word.fold) for word in words], dtype=np.int8),
        )


def _marks(word: Word) -> int:
    marks = (
        PATRONYMIC * bool(patronymic_ending(word.text))
        | COMMON * is_common_fold(word.fold)
        | VOWELLESS * word.vowelless
        | OPENS_WITH_VOWEL * (word.fold[:1] in _VOWELS)
        | SYLLABLE * is_syllable(word.text)
    )
    for part in shared_part(word.fold):
        marks |= _PART_BITS[part]
    return marks


def _vowels(folded: str) -> int:
    return min(sum([folded.count(vowel) for vowel in "aeiou"]), 127)
