"""How well a word written without short vowels agrees with a Latin spelling of it.

Arabic and Hebrew script write consonants and long vowels. A Latin spelling adds short vowels
freely, but it must spell every letter that is written, and it may spell some of them in several
ways ("jim" as j, dj, g). So the two are laid side by side letter by letter, each step with a cost.
"""

import math
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["SoundRules", "sound_cost", "sound_rules", "sound_units"]

# Latin spellings of each letter as `names.romanization` writes it: those of ALA-LC, BGN/PCGN and
# the French, German and English press. Where a letter has several sounds (Persian, Urdu, Maghreb;
# foreign names in Arabic script) all are there.
_SPELLINGS = {
    "a": ("a", "aa", "e", "i", "o", "u", "ah", "eh", "y"),
    "b": ("b", "p", "v"),
    "p": ("p", "b"),
    "t": ("t", "th", "d"),
    "th": ("th", "t", "s"),
    "j": ("j", "g", "dj", "zh", "y", "dsch", "dzh", "gj", "c", "dg", "ge"),
    "ch": ("ch", "tch", "tsch", "c", "tsh"),
    "h": ("h", "kh", "ch", ""),
    "kh": ("kh", "k", "h", "ch", "x"),
    "d": ("d", "dh", "dd", "t", "z"),
    "dh": ("dh", "d", "z", "th"),
    "r": ("r",),
    "z": ("z", "dh", "d", "s", "th", "zh"),
    "zh": ("zh", "j", "z"),
    "s": ("s", "c", "ss", "z", "ts"),
    "sh": ("sh", "ch", "sch", "s", "sz"),
    "gh": ("gh", "g", "r", "q", "kh"),
    "f": ("f", "v", "ph"),
    "v": ("v", "w", "b", "u", "o", "ou"),
    "q": ("q", "k", "g", "c", "gh", "qu", "ck"),
    "k": ("k", "c", "ck", "g", "q", "ch", "kh"),
    "g": ("g", "k", "gh", "gu"),
    "l": ("l",),
    "m": ("m",),
    "n": ("n",),
    "w": ("w", "v", "ou", "u", "o", "wh"),
    "u": ("u", "ou", "oo", "o", "w", "v", "au", "aw", "ow", "eu", "uw", "ouw"),
    "y": ("y", "i", "j", "ie", "ye", "e"),
    "i": ("i", "y", "ee", "ie", "ei", "ey", "e", "ai", "ay", "j", "iy", "ia", "ea"),
    "o": ("o", "u", "ou", "w"),
    "e": ("e", "i", "y", "ai", "ay"),
    "ts": ("ts", "tz", "z", "c", "s"),
    "dz": ("dz", "z"),
    "ng": ("ng", "g", "n"),
}
_UNIT = re.compile("ng|kh|th|dh|sh|gh|zh|ch|ts|dz|[a-z]")
_VOWELS = frozenset("aeiou")
_RARER = 0.15
"""Cost of a spelling that is not the first of its letter."""
_LONG_LEFT_OUT = 0.5
"""A long vowel is written in the one script and not spelt in Latin."""
_LONG_ADDED = 0.35
"""A Latin spelling of a long vowel (ou, ee) where no letter is written."""
_VOWEL_ADDED = 0.02
_FIRST_VOWEL = 0.3
_LAST_VOWEL = 0.1
_LAST_I = 0.35
"""Vowels in front of the first letter and behind the last are mostly written, a final -i always."""
_LONG_SPELLINGS = frozenset({"aa", "ee", "ii", "oo", "uu", "ou", "ei", "ai"})
_OTHERS_ADDED = {"h": 0.15, "y": 0.18}
"""h is often silent, y often a short vowel."""
_CONSONANT = 1.0
_LONGEST = 24


@lru_cache(maxsize=65536)
def sound_cost(written: str, spelt: str, most: float = math.inf) -> float:
    """Cost of reading a Latin spelling as a word written without short vowels.

    Args:
        written: The word in Latin letters, as `names.romanization` gives it.
        spelt: The Latin spelling.
        most: Cost beyond which it need not be known how much it is; saves time.

    Returns:
        0.0 where every letter is spelt in its first way; 1.0 and more for a consonant that one
        of them lacks.
    """
    units = _UNIT.findall(written)[:_LONGEST]
    spelt = spelt[:_LONGEST]
    added = _all_added(spelt)
    row = [0.0, *accumulate(added)]  # Latin letters in front of the first letter written
    for unit in units:
        row = _next_row(row, unit, spelt, added)
        if (least := min(row)) > most:
            return least  # no step makes it less
    return row[-1]


class SoundRules(NamedTuple):
    """What `sound_cost` goes by as columns, for many pairs at once (`matching.kernels`).

    Attributes:
        left_out: By unit: what it costs that it is not spelt.
        rarer: By unit: what a spelling that is not its first one costs.
        unit_starts: Where the spellings of each unit start; one more than units.
        spelling_starts: Where the letters of each spelling start; one more than spellings.
        letters: Of the spellings.
        added: By letter: what one costs that stands for none written; vowels apart.
        vowels: By letter: 1 for a vowel.
        long_added: By two letters: 1 where they spell a long vowel.
        vowel_added: What a vowel costs: the first one, those within, the last, a last -i, a
            long one.
        longest: Units and letters that are looked at.
    """

    left_out: npt.NDArray[np.float64]
    rarer: npt.NDArray[np.float64]
    unit_starts: npt.NDArray[np.int64]
    spelling_starts: npt.NDArray[np.int64]
    letters: npt.NDArray[np.uint8]
    added: npt.NDArray[np.float64]
    vowels: npt.NDArray[np.uint8]
    long_added: npt.NDArray[np.uint8]
    vowel_added: npt.NDArray[np.float64]
    longest: int


@cache
def sound_rules() -> SoundRules:
    """Lay the rules out as columns."""
    spellings = [[text for text in _spellings(unit) if text] for unit in _UNITS]
    flat = [text for unit in spellings for text in unit]
    added, vowels = np.full(256, _CONSONANT), np.zeros(256, np.uint8)
    for letter, cost in _OTHERS_ADDED.items():
        added[ord(letter)] = cost
    vowels[[ord(letter) for letter in _VOWELS]] = 1
    long_added = np.zeros((256, 256), np.uint8)
    for spelling in _LONG_SPELLINGS:
        long_added[ord(spelling[0]), ord(spelling[1])] = 1
    return SoundRules(
        left_out=np.array([_left_out(unit) for unit in _UNITS]),
        rarer=np.array([0.0 if unit in _VOWELS else _RARER for unit in _UNITS]),
        unit_starts=np.cumsum([0, *map(len, spellings)]),
        spelling_starts=np.cumsum([0, *map(len, flat)]),
        letters=np.frombuffer("".join(flat).encode(), dtype=np.uint8),
        added=added,
        vowels=vowels,
        long_added=long_added,
        vowel_added=np.array([_FIRST_VOWEL, _VOWEL_ADDED, _LAST_VOWEL, _LAST_I, _LONG_ADDED]),
        longest=_LONGEST,
    )


def sound_units(written: str) -> list[int]:
    """Part a word written without short vowels into the units that the rules are numbered by."""
    return [_UNIT_NUMBERS[unit] for unit in _UNIT.findall(written)[:_LONGEST]]


_UNITS = (*"abcdefghijklmnopqrstuvwxyz", "ng", "kh", "th", "dh", "sh", "gh", "zh", "ch", "ts", "dz")
_UNIT_NUMBERS = {unit: number for number, unit in enumerate(_UNITS)}


def _spellings(unit: str) -> Sequence[str]:
    return _SPELLINGS.get(unit, (unit,))


def _left_out(unit: str) -> float:
    """Cost of a unit that is not spelt; h is often silent."""
    return _LONG_LEFT_OUT if unit == "h" or unit in _VOWELS else _CONSONANT


@lru_cache(maxsize=65536)
def _all_added(spelt: str) -> tuple[float, ...]:
    return tuple(_added(spelt, at) for at in range(len(spelt)))


def _next_row(above: list[float], unit: str, spelt: str, added: Sequence[float]) -> list[float]:
    vowel = unit in _VOWELS
    left_out = _left_out(unit)
    row = [cost + left_out for cost in above]
    for number, spelling in enumerate(_spellings(unit)):
        size = len(spelling)
        if not size:
            continue
        extra = _RARER if number and not vowel else 0.0
        at = spelt.find(spelling)
        while at >= 0:
            cost = above[at] + extra
            if cost < row[at + size]:  # noqa: PLR1730 - the inner loop; min takes three times as long
                row[at + size] = cost
            at = spelt.find(spelling, at + 1)
    cost = row[0]
    for at, more in enumerate(added, 1):
        cost += more
        if cost < row[at]:
            row[at] = cost
        else:
            cost = row[at]
    return row


def _added(spelt: str, at: int) -> float:
    """Cost of one Latin letter that stands for none written."""
    letter = spelt[at]
    if at and letter == spelt[at - 1] and letter not in _VOWELS:
        return 0.0  # doubled
    if letter in _VOWELS:
        return _vowel_added(spelt, at)
    return _OTHERS_ADDED.get(letter, _CONSONANT)


def _vowel_added(spelt: str, at: int) -> float:
    letter = spelt[at]
    if spelt[at - 1 : at + 1] in _LONG_SPELLINGS:
        return _LONG_ADDED
    if at == 0:
        return _FIRST_VOWEL
    if at < len(spelt) - 1:
        return _VOWEL_ADDED
    return _LAST_I if letter == "i" else _LAST_VOWEL
