"""Listed words within some edits of a word, found by their letters and not by comparison."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from sanxref.matching.acceleration import kernels, read_only
from sanxref.matching.word_columns import Blocks, ByLength, laid_out, signatures

__all__ = ["Spellings"]

_Ints = npt.NDArray[np.int32]
_Longs = npt.NDArray[np.int64]
_Bytes = npt.NDArray[np.int8]


class Spellings:
    """Listed spellings, searched within the edits that the lengths of both allow."""

    def __init__(self, arrays: ByLength, keys: Sequence[str]) -> None:
        """Take spellings.

        Args:
            arrays: Their order.
            keys: Spellings, by position.
        """
        self._arrays = arrays
        self._keys = keys

    @cached_property
    def _ordered(self) -> list[str]:
        return [self._keys[at] for at in self._arrays.places[self._arrays.firsts[:-1]].tolist()]

    @cached_property
    def _letters(self) -> npt.NDArray[np.uint8]:
        return np.frombuffer("".join(self._ordered).encode("ascii", "replace"), dtype=np.uint8)

    @cached_property
    def _blocks(self) -> Blocks:
        return Blocks.of(self._arrays.signatures, self._arrays.starts)

    def near(self, keys: Sequence[str], allowed: _Bytes) -> tuple[_Longs, _Ints, _Bytes]:
        """Find the spellings near each key.

        Args:
            keys: Lower-case basic Latin letters.
            allowed: Edits by length of the key and of the spelling; 0 means none. What is longer
                than the table is near nothing.

        Returns:
            Number of the key, position of the word, and edits, for each that was found.
        """
        if not len(self._arrays.places) or not keys:
            return np.empty(0, np.int64), np.empty(0, np.int32), np.empty(0, np.int8)
        numbers = {key: number for number, key in enumerate(dict.fromkeys(keys))}
        asked, found, edits = self._near_each(list(numbers), allowed)
        hit, place = laid_out(self._arrays.firsts[found], self._arrays.firsts[found + 1])
        asked, edits, places = asked[hit], edits[hit], self._arrays.places[place]
        # A key may have been asked for several times.
        number = np.array([numbers[key] for key in keys])
        rows = np.argsort(number, kind="stable")
        starts = np.searchsorted(number[rows], np.arange(len(numbers) + 1))
        hit, row = laid_out(starts[asked], starts[asked + 1])
        return rows[row], places[hit], edits[hit]

    def _near_each(self, keys: Sequence[str], allowed: _Bytes) -> tuple[_Longs, _Longs, _Bytes]:
        """Number of the key, number of the spelling, and edits, for each that is near."""
        compiled = kernels(len(keys))
        if compiled is None:
            return self._compared(keys, allowed)
        starts = self._arrays.starts
        counts = np.diff(starts).astype(np.int64)
        rows, found, edits = compiled.find_edits(
            np.frombuffer("".join(keys).encode("ascii", "replace"), dtype=np.uint8),
            np.cumsum([0, *map(len, keys)]),
            signatures(keys),
            self._letters,
            np.concatenate(([0], np.cumsum(np.arange(len(counts)) * counts))),
            read_only(self._arrays.signatures),
            read_only(starts),
            self._blocks,
            read_only(allowed),
        )
        return rows, found, edits

    def _compared(self, keys: Sequence[str], allowed: _Bytes) -> tuple[_Longs, _Longs, _Bytes]:
        """Without compiled code: one pass over the signatures and one batch of distances a key."""
        starts = self._arrays.starts.tolist()
        rows: list[npt.NDArray[np.int64]] = []
        found: list[npt.NDArray[np.int64]] = []
        edits: list[npt.NDArray[np.int8]] = []
        for row, (key, bits) in enumerate(zip(keys, signatures(keys), strict=True)):
            if len(key) >= len(allowed):
                continue
            near, limits = self._alike(len(key), bits, allowed[len(key)], starts)
            if not len(near):
                continue
            others = [self._ordered[at] for at in near.tolist()]
            distances = cdist(
                [key], others, scorer=OSA.distance, score_cutoff=int(limits.max()), dtype=np.uint8
            )[0]
            kept = distances <= limits
            found.append(near[kept])
            edits.append(distances[kept].astype(np.int8))
            rows.append(np.full(len(found[-1]), row, dtype=np.int64))
        if not rows:
            return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.int8)
        return np.concatenate(rows), np.concatenate(found), np.concatenate(edits)

    def _alike(
        self, size: int, bits: np.uint64, limits: _Bytes, starts: list[int]
    ) -> tuple[_Longs, _Bytes]:
        """Numbers of the spellings whose letters are few enough apart, and the edits allowed."""
        near: list[npt.NDArray[np.int64]] = []
        allowed: list[npt.NDArray[np.int8]] = []
        for length in np.flatnonzero(limits).tolist():
            start, end = starts[length], starts[length + 1]
            if start == end:
                continue
            limit = int(limits[length])
            differing = np.bitwise_count(self._arrays.signatures[start:end] ^ bits)
            # Edits that change the length change one letter count, others at most two.
            at = np.flatnonzero(differing <= 2 * limit - abs(length - size))
            near.append(at + start)
            allowed.append(np.full(len(at), limit, dtype=np.int8))
        if not near:
            return np.empty(0, np.int64), np.empty(0, np.int8)
        return np.concatenate(near), np.concatenate(allowed)
