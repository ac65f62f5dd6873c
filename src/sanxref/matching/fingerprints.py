"""Words by 64 bits each: worked out for a whole text at once, and looked up at once."""

import os

import numpy as np
import numpy.typing as npt

__all__ = ["Fingerprints", "fingerprints", "scattered"]

_Longs = npt.NDArray[np.int64]
_Prints = npt.NDArray[np.uint64]

# Another one in each process, so that nobody can write a word that is taken for a listed name; 5
# modulo 8, so that its powers differ. What is found does not depend on it.
_BASE = int.from_bytes(os.urandom(8)) & ~7 | 5
_SCATTERED = np.uint64(0x9E3779B97F4A7C15)
"""Multiplied with it, numbers are scattered (Knuth's multiplicative hashing)."""
_TILE = 1 << 14
_POWERS = np.cumprod(np.full(_TILE, _BASE, dtype=np.uint64))
_UNDONE = np.cumprod(np.full(_TILE, pow(_BASE, -1, 1 << 64), dtype=np.uint64))
_FIRST_PLACES = 1 << 12
_PLACES_EACH = 4
"""So that the first place which is looked at is mostly the right one."""


def fingerprints(codes: npt.NDArray[np.uint32], starts: _Longs, ends: _Longs) -> _Prints:
    """Give 64 bits for each stretch of a text; equal stretches have equal ones.

    A polynomial of the code points modulo 2^64, by prefix sums (Karp and Rabin 1987). Two
    different words of half a million share theirs with a probability below 10^-7.

    Args:
        codes: Code points of the text.
        starts: Where each stretch starts.
        ends: Behind its last character.
    """
    # Powers begin anew after each tile: a stretch across its end is told by other bits there.
    powers = _POWERS[: len(codes)] if len(codes) <= _TILE else np.resize(_POWERS, len(codes))
    sums = np.zeros(len(codes) + 1, dtype=np.uint64)
    np.cumsum(codes * powers, out=sums[1:])
    found: _Prints = (sums[ends] - sums[starts]) * _UNDONE[starts & (_TILE - 1)]
    return found


def scattered(prints: _Prints, size: int) -> _Longs:
    """Give each 64 bits a place in a table of so many, a power of two."""
    return (prints * _SCATTERED >> np.uint64(65 - size.bit_length())).view(np.int64)


class Fingerprints:
    """Numbers by fingerprints, in open addressing; one thread may add while others read."""

    def __init__(self) -> None:
        """Hold none."""
        self._held = 0
        self._table = _empty(_FIRST_PLACES)

    def find(self, prints: _Prints) -> _Longs:
        """Give the number of each fingerprint, or -1 where none is held."""
        keys, numbers = self._table
        places = scattered(prints, len(keys))
        found = numbers[places]
        left = np.flatnonzero((keys[places] != prints) & (found >= 0))
        while len(left):
            behind = places[left] = _next(places[left], len(keys))
            found[left] = numbers[behind]
            left = left[(keys[behind] != prints[left]) & (found[left] >= 0)]
        return found

    def add(self, prints: _Prints, numbers: _Longs) -> None:
        """Hold different fingerprints that were not held, with numbers from 0."""
        self._held += len(prints)
        table = self._table
        if self._held * _PLACES_EACH > len(table[0]):
            keys, held = table
            table = _empty(1 << int(self._held * _PLACES_EACH).bit_length())
            _put(table, keys[held >= 0], held[held >= 0])
        _put(table, prints, numbers)
        self._table = table


def _empty(size: int) -> tuple[_Prints, _Longs]:
    return np.zeros(size, dtype=np.uint64), np.full(size, -1, dtype=np.int64)


def _next(places: _Longs, size: int) -> _Longs:
    return (places + 1) & (size - 1)


def _put(table: tuple[_Prints, _Longs], prints: _Prints, values: _Longs) -> None:
    keys, numbers = table
    places, left = scattered(prints, len(keys)), np.arange(len(prints))
    while len(left):
        wanted, first = np.unique(places[left], return_index=True)
        free = numbers[wanted] < 0
        wanted, taking = wanted[free], left[first[free]]
        keys[wanted] = prints[taking]
        numbers[wanted] = values[taking]  # last: what has no number is not read
        left = left[keys[places[left]] != prints[left]]
        places[left] = _next(places[left], len(keys))
