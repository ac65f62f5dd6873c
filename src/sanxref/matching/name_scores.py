"""Scores of listed names that a search has found, with the words that met: as columns."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from sanxref.matching.options import ScoreWeights
from sanxref.matching.scoring import (
    CHARACTER_SCRIPTS,
    COMMONNESS,
    COMMONNESS_NATS,
    LEAST_SHARED,
    OTHER_ORDER,
    OTHER_SCRIPT,
    WordsMet,
)
from sanxref.names.genders import is_feminine_of
from sanxref.names.similarity import LONGEST_FOR_EDITS, allowed_edits
from sanxref.names.words import NameForm

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
    """Listed names beside queries, as columns; lists, for they are read one by one.

    Attributes:
        queries: Number of the query, ascending.
        names: Number of the listed name, ascending for each query.
        designations: Number of the designation that it is a name of.
        positions: Its position in `Designation.names`.
        scores: Not yet rounded; NaN where it is not known. None lies below the threshold.
        starts: Where the words that met start in `places`.
        ends: Where they end.
        places: First word of the query, how many, first of the listed name, how many.
        alike: Beside them: similarity.
    """

    queries: Sequence[int]
    names: Sequence[int]
    designations: Sequence[int]
    positions: Sequence[int]
    scores: Sequence[float]
    starts: Sequence[int]
    ends: Sequence[int]
    places: Sequence[Sequence[int]]
    alike: Sequence[float]

    def are_of_two_genders(self, number: int, one: NameForm, other: NameForm) -> bool:
        """Whether a name met its feminine, which the scores do not tell."""
        for at in range(self.starts[number], self.ends[number]):
            if self.alike[at] < 1.0:
                left, _, right, _ = self.places[at]
                if is_feminine_of(one.words[left].text, other.words[right].text):
                    return True
        return False

    def met(self, number: int, one: NameForm, other: NameForm) -> WordsMet:
        """Put the words that met together.

        Args:
            number: Place in the columns.
            one: Name of the query.
            other: Listed name.
        """
        pairs = []
        left_met = right_met = 0
        for at in range(self.starts[number], self.ends[number]):
            left, many_left, right, many_right = self.places[at]
            one_pair = (
                (left,) if many_left == 1 else (left, left + 1),
                (right,) if many_right == 1 else (right, right + 1),
                self.alike[at],
            )
            pairs.append(one_pair)
            left_met |= many_left * 2 - 1 << left
            right_met |= many_right * 2 - 1 << right
        return WordsMet(
            pairs,
            [place for place in range(len(one.words)) if not left_met >> place & 1],
            [place for place in range(len(other.words)) if not right_met >> place & 1],
        )


def score_numbers(weights: ScoreWeights) -> npt.NDArray[np.float64]:
    """Numbers of the score as `kernels.score_names` takes them."""
    given = [getattr(weights, number.name) for number in fields(weights)]
    return np.array([*given, LEAST_SHARED, COMMONNESS, COMMONNESS_NATS, OTHER_ORDER, OTHER_SCRIPT])


def script_marks(scripts: Sequence[frozenset[str]]) -> npt.NDArray[np.uint8]:
    """What scoring asks of the scripts that a name is written in, by their number."""
    syllables = frozenset({"Hani", "Hang"})
    return np.array(
        [
            CHARACTERS * (codes in CHARACTER_SCRIPTS)
            | SYLLABLES * (bool(codes) and codes <= syllables)
            for codes in scripts
        ],
        dtype=np.uint8,
    )
