"""From an alignment of words to a score, and to sentences that explain it.

    cost  = lost * L + shortened * O + leftover * (A + B) + conflict * min(A, B)
    score = S / (S + cost * (1 + doubt / S))

where S are the nats shared, L lost in words that met only in part, O left open by shortened
words, A and B left over on either side. Equal names cost nothing and so are the top band
whatever their rarity; names that differ need the more shared information the more they differ.

Names that do not reach `SURE` so are no matches by default. They are put in order by
`faint_score`, which asks how much was shared more than what was left over.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self, TypeVar

import numpy as np
import numpy.typing as npt

from sanxref.matching.alignment import Alignment, align, align_shown
from sanxref.matching.options import MatchingOptions, OneWordNames, ScoreWeights
from sanxref.names.genders import is_feminine_of
from sanxref.names.words import NameForm, WordRole, name_form

__all__ = [
    "CHARACTER_SCRIPTS",
    "COMMONNESS",
    "COMMONNESS_NATS",
    "LEAST_SHARED",
    "OTHER_ORDER",
    "OTHER_SCRIPT",
    "SURE",
    "NameComparison",
    "WordComparison",
    "WordsMet",
    "compare_forms",
    "compare_names",
    "describe",
    "explain",
    "explain_met",
    "faint_score",
    "score_aligned",
    "score_forms",
]

# Grading of the top band (nomenklatura issue 334: exact 1.0 for most pairs cannot be sorted).
# Equal common names stay below equal rare ones; order and script take a little more.
COMMONNESS = 0.05
COMMONNESS_NATS = 10.0
OTHER_ORDER = 0.01
OTHER_SCRIPT = 0.01
ONE_WORD_CAP = 0.45
"""Score of names of which only one of several words met: never a match (OFAC FAQ 5, step 3)."""
SURE = 0.7
"""Below it names are put in order by `faint_score`; the default threshold."""
# Numbers of the faint score, chosen for few false alerts at recall .80 of aliases across the lists
# of UN and OFAC (benchmarks/matching_accuracy.py): of a grid of 864 settings the simplest of those
# that came to less than 25 in 1,000 on each half of the aliases, with at most 5 at recall .70.
_FAINT_SHORTENED = 0.3
_FAINT_LEFTOVER = 0.15
_FAINT_CONSTANT = 5.0
_ONE_RARE_WORD = 0.7
"""Share that one word of the greatest rarity comes to; it is stretched to `ONE_WORD_CAP`."""
_UP_TO_ONE_WORD = ONE_WORD_CAP / _ONE_RARE_WORD
_BEYOND_ONE_WORD = (SURE - ONE_WORD_CAP) / (1.0 - _ONE_RARE_WORD) - _UP_TO_ONE_WORD
_Nats = TypeVar("_Nats", float, npt.NDArray[np.float64])
_FLOOR_SCORE = 0.75
"""Of one-word names in two scripts with the least similarity that is asked; what grading takes is
less than what lies between this and `SURE`."""
LEAST_SHARED = 8.0
"""Nats that two met words of longer names must share: below that they are two initials, or an
initial and a name that one person in a thousand bears."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordComparison:
    """Two words that met.

    Attributes:
        query: As asked.
        listed: As listed.
        similarity: 0.6 to 1.0.
        weight: Nats shared.
    """

    query: str
    listed: str
    similarity: float
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NameComparison:
    """How alike two names are, and why.

    Attributes:
        score: 0.0 to 1.0.
        words: Words that met, in the order of the first name.
        left_over: Words of the first name that met nothing.
        right_over: Words of the second.
        sentences: The same in words for a stranger.
    """

    score: float
    words: tuple[WordComparison, ...]
    left_over: tuple[str, ...]
    right_over: tuple[str, ...]
    sentences: tuple[str, ...]


def compare_names(one: str, other: str, options: MatchingOptions | None = None) -> NameComparison:
    """Compare two names; the score is the same in both directions."""
    return compare_forms(name_form(one), name_form(other), options or MatchingOptions())


def compare_forms(one: NameForm, other: NameForm, options: MatchingOptions) -> NameComparison:
    """Compare two names that are already words."""
    score, alignment = score_aligned(one, other, options)
    return describe(one, other, alignment, score, options)


def score_forms(one: NameForm, other: NameForm, options: MatchingOptions) -> float:
    """Score two names without putting it into words."""
    return score_aligned(one, other, options)[0]


def score_aligned(
    one: NameForm, other: NameForm, options: MatchingOptions
) -> tuple[float, Alignment]:
    """Score two names; with the alignment, from which `describe` puts it into words."""
    alignment = _align(one, other)
    return _score_of(one, other, alignment, options), alignment


def _align(one: NameForm, other: NameForm) -> Alignment:
    """Align words; two names in characters are compared by characters, not by their sound."""
    if one.scripts == other.scripts and one.scripts in CHARACTER_SCRIPTS:
        return align_shown(one, other)
    return align(one, other)


CHARACTER_SCRIPTS = (frozenset({"Hani"}), frozenset({"Hang"}))
"""Two names in one of these are compared character by character."""
_SYLLABLES = frozenset({"Hani", "Hang"})


def describe(
    one: NameForm, other: NameForm, alignment: Alignment, score: float, options: MatchingOptions
) -> NameComparison:
    """Put an alignment and its score into words, and give these beside them."""
    return NameComparison(
        score=score,
        words=tuple(
            [
                WordComparison(
                    query=_words(one, pair.left),
                    listed=_words(other, pair.right),
                    similarity=round(pair.similarity, 3),
                    weight=round(pair.shared, 2),
                )
                for pair in alignment.pairs
            ]
        ),
        left_over=tuple([one.shown[place] for place in alignment.left_over]),
        right_over=tuple([other.shown[place] for place in alignment.right_over]),
        sentences=explain(one, other, alignment, score, options),
    )


def explain(
    one: NameForm, other: NameForm, alignment: Alignment, score: float, options: MatchingOptions
) -> tuple[str, ...]:
    """Say which words met, what is left over, and which rule decided; for a stranger."""
    sentences = explain_met(one, other, WordsMet.of(alignment), options)
    is_low = alignment.pairs and score < SURE
    if is_low and not _enough_words(one, other, alignment, options.one_word):
        sentences.append("That is too little: one word of several is not a match (OFAC FAQ 5).")
    return tuple(sentences)


class WordsMet(NamedTuple):
    """Of an alignment what is told: a match has no more than that to be put together for.

    Attributes:
        pairs: Positions in the one name, positions in the other, and how alike the words are.
        left_over: Positions of the one name's words that met nothing.
        right_over: Positions of the other's.
    """

    pairs: Sequence[tuple[tuple[int, ...], tuple[int, ...], float]]
    left_over: Sequence[int]
    right_over: Sequence[int]

    @classmethod
    def of(cls, alignment: Alignment) -> Self:
        """Take it out of an alignment."""
        pairs = [(pair.left, pair.right, pair.similarity) for pair in alignment.pairs]
        return cls(pairs, alignment.left_over, alignment.right_over)


def explain_met(
    one: NameForm, other: NameForm, met: WordsMet, options: MatchingOptions
) -> list[str]:
    """Say which words of two names that match met, and what is left over."""
    if not met.pairs:
        return ["No word of the two names met."]
    count = sum([len(left) for left, _, _ in met.pairs])
    total = len(one.words)
    share = f"All {total} words" if count == total else f"{count} of {total} words"
    if total == 1:
        share = "The only word"
    pairs = ", ".join([_pair_words(one, other, pair) for pair in met.pairs])
    sentences = [f"{share} of the name met: {pairs}; {_left_over_words(one, other, met)}."]
    order = [right[0] for _, right, _ in met.pairs]
    if order != sorted(order):
        sentences.append("The words stand in another order.")
    if one.scripts != other.scripts:
        sentences.append("The names are written in different scripts.")
        if _is_one_word(one, other):
            floor = options.one_word.floor(one.scripts | other.scripts)
            sentences.append(
                f"Names of one word in these scripts match from a likeness of {floor:.2f}."
            )
    return sentences


def _score_of(
    one: NameForm, other: NameForm, alignment: Alignment, options: MatchingOptions
) -> float:
    """Score an alignment, 0.0 to 1.0, rounded to four places."""
    if alignment.shared <= 0:
        return 0.0
    further = _syllables_left_over(one, other, alignment)
    further += options.score.conflict * _of_two_genders(one, other, alignment)
    enough = _enough_words(one, other, alignment, options.one_word)
    if enough:
        weights = options.score
        cost = _cost(alignment, weights) + further
        score = _raw_score(shared=alignment.shared, cost=cost, doubt=weights.doubt)
        if _is_one_word(one, other) and (
            one.scripts != other.scripts or _is_swapped(one, other, alignment)
        ):
            cost -= weights.lost * alignment.lost
            highest = _raw_score(shared=alignment.shared, cost=cost, doubt=weights.doubt)
            score = min(highest, _one_word_score(one, other, alignment, options.one_word))
        score = round(_graded(score, one, other, alignment), 4)
        if score >= SURE:
            return score
    faint = faint_score(
        shared=alignment.shared,
        left_over=alignment.left_weight + alignment.right_weight,
        lost=alignment.lost + _FAINT_SHORTENED * alignment.open + further,
    )
    return round(faint if enough else min(faint, ONE_WORD_CAP), 4)


def _raw_score(*, shared: float, cost: float, doubt: float) -> float:
    """Apply the formula at the head of the module."""
    return shared / (shared + cost * (1.0 + doubt / shared))


def _one_word_score(
    one: NameForm, other: NameForm, alignment: Alignment, limits: OneWordNames
) -> float:
    """Score names of one word in two scripts, or with letters swapped.

    How common the word is says little here: what differs is the way of writing.
    """
    floor = limits.floor(one.scripts | other.scripts)
    similarity = max(pair.similarity for pair in alignment.pairs if pair.core)
    similarity = max(similarity, floor)  # where letters are swapped it lies below
    return _FLOOR_SCORE + (1.0 - _FLOOR_SCORE) * (similarity - floor) / (1.0 - floor)


def faint_score(*, shared: _Nats, left_over: _Nats, lost: _Nats) -> _Nats:
    """Score names that are not alike enough for a match; one pair, or many at once.

    Args:
        shared: Nats, above zero.
        left_over: Nats left over on both sides. Only the sum counts: aliases of one person often
            leave words over on both.
        lost: Nats lost in words that met only in part.

    Returns:
        Below `SURE`; it rises with what is shared and falls with all else.
    """
    share = shared / (shared + lost + _FAINT_LEFTOVER * left_over + _FAINT_CONSTANT)
    beyond = share - _ONE_RARE_WORD
    return share * _UP_TO_ONE_WORD + (abs(beyond) + beyond) * (_BEYOND_ONE_WORD / 2.0)


def _cost(alignment: Alignment, weights: ScoreWeights) -> float:
    left, right = alignment.left_weight, alignment.right_weight
    return (
        weights.lost * alignment.lost
        + weights.shortened * alignment.open
        + weights.leftover * (left + right)
        + weights.conflict * min(left, right)
    )


def _syllables_left_over(one: NameForm, other: NameForm, alignment: Alignment) -> float:
    """Cost of syllables of a name in characters that a name in letters lacks.

    Such names have two to four syllables; none is left out as a middle name is.
    """
    left, right = (bool(form.scripts) and form.scripts <= _SYLLABLES for form in (one, other))
    if left == right:
        return 0.0
    return alignment.left_weight if left else alignment.right_weight


def _of_two_genders(one: NameForm, other: NameForm, alignment: Alignment) -> float:
    """Nats of names that met their feminine: "Daniel", "Daniela"; those are two persons."""
    return sum(
        pair.shared
        for pair in alignment.pairs
        if pair.core
        and pair.similarity < 1.0
        and is_feminine_of(one.words[pair.left[0]].text, other.words[pair.right[0]].text)
    )


def _enough_words(
    one: NameForm, other: NameForm, alignment: Alignment, limits: OneWordNames
) -> bool:
    """Whether enough words met for a match at all (OFAC FAQ 5, step 3)."""
    if one.words == other.words:
        return True  # equal names are equal, be they as short as "G-9"
    if _is_one_word(one, other):
        return _single_words_agree(one, other, alignment, limits)
    met_left = sum(len(pair.left) for pair in alignment.pairs if _names(pair.left, one))
    met_right = sum(len(pair.right) for pair in alignment.pairs if _names(pair.right, other))
    enough = 2
    return (
        max(met_left, met_right) >= enough
        and any(pair.core for pair in alignment.pairs)
        and alignment.shared >= LEAST_SHARED
    )


def _names(places: tuple[int, ...], form: NameForm) -> bool:
    return any(form.words[place].role <= WordRole.INITIAL for place in places)


def _is_one_word(one: NameForm, other: NameForm) -> bool:
    return one.names == 1 or other.names == 1


def _single_words_agree(
    one: NameForm, other: NameForm, alignment: Alignment, limits: OneWordNames
) -> bool:
    """One name has a single word: then all words must meet, kunya and titles too."""
    floor = limits.floor(one.scripts | other.scripts)
    alike = any(pair.core and pair.similarity >= floor for pair in alignment.pairs)
    if not (alike or _is_swapped(one, other, alignment)):
        return False
    left_over = [one.words[place] for place in alignment.left_over]
    right_over = [other.words[place] for place in alignment.right_over]
    return all(word.role is WordRole.PARTICLE for word in left_over + right_over)


def _is_swapped(one: NameForm, other: NameForm, alignment: Alignment) -> bool:
    """Whether two neighbouring letters changed places: a slip of the hand and no other name."""
    for pair in alignment.pairs:
        texts = one.words[pair.left[0]].text, other.words[pair.right[0]].text
        if (
            pair.core
            and len(texts[0]) >= _SHORTEST_SWAPPED
            and sorted(texts[0]) == sorted(texts[1])
        ):
            differing = [
                at for at, letters in enumerate(zip(*texts, strict=True)) if len(set(letters)) > 1
            ]
            if len(differing) == 2 and differing[1] == differing[0] + 1:  # noqa: PLR2004 - a swap
                return True
    return False


_SHORTEST_SWAPPED = 4


def _graded(score: float, one: NameForm, other: NameForm, alignment: Alignment) -> float:
    """Keep the top band graded, so that reviewers can sort."""
    taken = COMMONNESS * math.exp(-alignment.shared / COMMONNESS_NATS)
    order = [pair.right[0] for pair in alignment.pairs]
    taken += OTHER_ORDER * (order != sorted(order))
    taken += OTHER_SCRIPT * (one.scripts != other.scripts)
    return score * (1.0 - taken)


def _pair_words(
    one: NameForm, other: NameForm, pair: tuple[tuple[int, ...], tuple[int, ...], float]
) -> str:
    left, right, similarity = pair
    alike = round(similarity, 3)
    sign = "=" if alike == 1.0 else f"~ ({alike:.2f})"
    return f'"{_words(one, left)}" {sign} "{_words(other, right)}"'


def _words(form: NameForm, places: tuple[int, ...]) -> str:
    if len(places) == 1:
        return form.shown[places[0]]
    return " ".join([form.shown[place] for place in places])


def _left_over_words(one: NameForm, other: NameForm, met: WordsMet) -> str:
    if not met.left_over and not met.right_over:
        return "nothing left over"
    parts = [
        f"left over in the {which}: " + ", ".join([f'"{form.shown[place]}"' for place in places])
        for which, form, places in (
            ("name asked", one, met.left_over),
            ("listed name", other, met.right_over),
        )
        if places
    ]
    return "; ".join(parts)
