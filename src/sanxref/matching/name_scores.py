"""Scores of listed names that a search has found, with the words that met: as columns."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from sanxref.matching.alignment import Alignment, Pair
from sanxref.matching.index_columns import Bytes, Ints, Longs
from sanxref.matching.options import ScoreWeights
from sanxref.matching.scoring import (
    COMMONNESS,
    COMMONNESS_NATS,
    LEAST_SHARED,
    OTHER_ORDER,
    OTHER_SCRIPT,
)
from sanxref.names.similarity import LONGEST_FOR_EDITS, allowed_edits
from sanxref.names.words import NameForm, WordRole

__all__ = [
    "CHARACTERS",
    "EDITS",
    "MOST_OPTIONS",
    "MOST_SCORED",
    "SYLLABLES",
    "NameScores",
    "score_numbers",
    "script_marks",
]

MOST_SCORED = 8
"""Words of a name that compiled code scores; longer ones are rare."""
MOST_OPTIONS = 60
"""Pairs of words among which it chooses, for each is a bit."""
CHARACTERS = 1
SYLLABLES = 2

EDITS = np.array([allowed_edits(length) for length in range(LONGEST_FOR_EDITS + 1)])
"""Edits that two words may lie apart, by the length of the longer one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameScores:
    """Listed names beside queries.

    Attributes:
        queries: Number of the query, ascending.
        names: Number of the listed name, ascending for each query.
        scores: Not yet rounded; NaN where it is not known. None lies below the threshold.
        starts: Where the words that met start in `places`; one more than names.
        places: First word of the query, how many, first of the listed name, how many.
        values: Beside them: similarity, nats shared, nats left open.
    """

    queries: Ints
    names: Ints
    scores: npt.NDArray[np.float64]
    starts: Longs
    places: Bytes
    values: npt.NDArray[np.float64]

    def alignment(self, number: int, one: NameForm, other: NameForm) -> Alignment:
        """Put the words that met together.

        Args:
            number: Place in the columns.
            one: Name of the query.
            other: Listed name.
        """
        span = slice(self.starts[number], self.starts[number + 1])
        pairs = tuple(
            Pair(
                left=(left, left + 1)[:many_left],
                right=(right, right + 1)[:many_right],
                similarity=similarity,
                shared=shared,
                open=still_open,
                core=many_left + many_right > 2  # noqa: PLR2004 - two stand for one, or for two
                or (
                    one.words[left].role is WordRole.CORE
                    and other.words[right].role is WordRole.CORE
                ),
            )
            for (left, many_left, right, many_right), (similarity, shared, still_open) in zip(
                self.places[span].tolist(), self.values[span].tolist(), strict=True
            )
        )
        return Alignment.of(one, other, pairs)


def score_numbers(weights: ScoreWeights) -> npt.NDArray[np.float64]:
    """Numbers of the score as `kernels.score_names` takes them."""
    given = [getattr(weights, number.name) for number in fields(weights)]
    return np.array([*given, LEAST_SHARED, COMMONNESS, COMMONNESS_NATS, OTHER_ORDER, OTHER_SCRIPT])


def script_marks(scripts: Sequence[frozenset[str]]) -> npt.NDArray[np.uint8]:
    """What scoring asks of the scripts that a name is written in, by their number."""
    syllables = frozenset({"Hani", "Hang"})
    return np.array(
        [
            CHARACTERS * (len(codes) == 1 and codes <= syllables)
            | SYLLABLES * (bool(codes) and codes <= syllables)
            for codes in scripts
        ],
        dtype=np.uint8,
    )
