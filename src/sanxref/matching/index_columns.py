"""Columns of the name index: flat arrays that processes map into memory and share."""

import hashlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sanxref.model.designations import TargetKind

__all__ = ["KINDS", "Bytes", "Floats", "Ints", "Longs", "NameArrays", "pair_key", "spelling_key"]

KINDS = tuple(TargetKind)
"""Kinds of target by their number in `NameArrays.kind`."""

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameArrays:
    """Columns of the index; `name` counts listed names, `word` distinct words.

    Attributes:
        designation: By name: position in the list of designations.
        position: By name: position in `Designation.names`.
        kind: By name: number of the target kind in `KINDS`.
        weak: By name: 1 for a weak alias.
        weight: By name: nats of its words.
        names: By name: how many of its words are names or initials.
        words_start: Where a name's words start in `words`; one more than names.
        words: Positions of words, in natural order.
        ranked: The same, the lightest first.
        joined_at: By entry of `words`: number of the spelling that the word is together with the
            one behind it, or -1.
        postings_start: Where a word's names start in `postings`; one more than words.
        postings: Names that hold the word, ascending, without repetition.
        most_shared: By entry of `postings`: nats of the word and of the lighter words of the name,
            which is all that can be shared where no heavier word is met.
        least_over: By entry of `postings`: nats of the heavier names and initials of the name.
        most_met: By entry of `postings`: how many words `most_shared` is of, 127 at most.
        joined_keys: Spellings of two neighbouring words together, as `spelling_key` makes them,
            ascending.
        joined_start: Where a joined spelling's names start in `joined`; one more than spellings.
        joined: Names with two neighbouring words that are the spelling, ascending.
        joined_weight: By entry of `joined`: nats of the two words.
        scripts: By name: number of the scripts that it is written in, in `NameIndex.scripts`.
        folds: By word: number of its folded spelling, in the order of first use.
        person_pairs: Pairs of folded words of one strong name of an individual, as
            `pair_key` makes them, ascending.
        entity_pairs: The same for entities.
        entity_keys: Of each strong name of an entity the two neighbouring words that the
            fewest names hold, as pairs: a passage without them is not the entity's name.
    """

    designation: Ints
    position: Ints
    kind: Bytes
    weak: Bytes
    weight: Floats
    names: Bytes
    words_start: Ints
    words: Ints
    ranked: Ints
    joined_at: Ints
    postings_start: Ints
    postings: Ints
    most_shared: Floats
    least_over: Floats
    most_met: Bytes
    joined_keys: npt.NDArray[np.uint64]
    joined_start: Ints
    joined: Ints
    joined_weight: Floats
    scripts: Ints
    folds: Ints
    person_pairs: Longs
    entity_pairs: Longs
    entity_keys: Longs


def spelling_key(spelling: str) -> int:
    """Make the number that stands for a spelling, 0 for none.

    That two of some millions share one happens less often than once in a million indexes.
    """
    if not spelling:
        return 0
    return int.from_bytes(hashlib.blake2b(spelling.encode(), digest_size=8).digest(), "little") or 1


def pair_key(one: int, other: int) -> int:
    """Number of an unordered pair of folded words."""
    return min(one, other) << 32 | max(one, other)
