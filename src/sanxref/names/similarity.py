"""How alike two words of names are.

A number from `MINIMUM_SIMILARITY` to 1.0, or 0.0 for words that do not meet at all. It is the
same in both directions. Which grounds count, from strong to weak: equal; equal but for the way
of transliteration; known spellings and pet names of one name; equal but for what character
recognition confuses; few edits; equal consonants; an initial; a cut-off word.
"""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA

from sanxref.names.patronymics import patronymic_ending
from sanxref.names.rarity import is_common
from sanxref.names.spelling import coarse_skeleton
from sanxref.names.unwritten_vowels import sound_cost
from sanxref.names.variants import form_groups, spelling_groups
from sanxref.names.words import Word, WordRole

__all__ = [
    "FOLDED",
    "FORMS",
    "INITIAL_SIMILARITY",
    "LONGEST_FOR_EDITS",
    "MINIMUM_SIMILARITY",
    "RECOGNITION",
    "REPLACED",
    "SHARED_PARTS",
    "SHORTEST_FOR_EDITS",
    "SHORTEST_PREFIX",
    "SHORTEST_SKELETON",
    "SKELETON",
    "SPELLINGS",
    "SWAPPED",
    "VOWELLESS",
    "allowed_edits",
    "differ_in_consonants",
    "dropped_vowels_similarity",
    "edit_similarity",
    "edits_to_similarity",
    "fresh_similarity",
    "is_shortened",
    "is_syllable",
    "most_sound_cost",
    "prefix_similarity",
    "shared_part",
    "sound_similarities",
    "sound_similarity",
    "without_vowels",
    "word_similarity",
]

# Set by judgement in November 2026 and kept where the development sets bore them out
# (docs/matching.md, sections 3 and 6; benchmarks/matching_accuracy.py prints what they came to).
MINIMUM_SIMILARITY = 0.6
FOLDED = 0.97
SPELLINGS = 0.94
FORMS = 0.82
RECOGNITION = 0.90
SKELETON = 0.80
VOWELLESS = 0.88
_SOUND_SLOPE = 1.2
"""Similarity lost by each cost of sounds that a letter of the word comes to."""
_SHORTEST_SOUND = 3
INITIAL_SIMILARITY = 0.85
"""Of an initial and a word that starts with it."""
_EDIT_SLOPE = 1.2
_EDIT_FLOOR = 0.64
SHORTEST_FOR_EDITS = 4
LONGEST_FOR_EDITS = 60
"""Letters; longer words are texts run together and meet only by equal keys."""
SWAPPED = 0.7
"""Words of three letters that differ by a swap ("Sko", "Sok")."""
REPLACED = 0.6
"""Words of three letters that differ in one ("Ali", "Aki")."""
SHORTEST_SKELETON = 3
SHORTEST_PREFIX = 2
"""Letters that must be left of a cut-off word; one letter is an initial."""
_TWO_LETTERS = 0.7
_SYLLABLE = 2000.0
"""Persons in a million who bear a name of two letters that is no beginning of another ("Li")."""
_LONGER_THAN_A_SYLLABLE = 5
"""Letters of a word that two letters can be the beginning of: "Yo" is another name than "Yong"."""


def word_similarity(one: Word, other: Word) -> float:
    """Compare two words.

    Returns:
        0.0, or `MINIMUM_SIMILARITY` to 1.0.
    """
    return _similarity(one, other, _core_similarity)


def fresh_similarity(one: Word, other: Word) -> float:
    """Compare two words like `word_similarity`, for callers that keep the result themselves."""
    return _similarity(one, other, _core_similarity.__wrapped__)


def _similarity(one: Word, other: Word, core: Callable[[Word, Word], float]) -> float:
    if one.role > WordRole.INITIAL or other.role > WordRole.INITIAL:
        return float(one.role is other.role and one.text == other.text)
    if one.text == other.text:
        return 1.0
    if one.role is WordRole.INITIAL or other.role is WordRole.INITIAL:
        either = one.role is not other.role
        return INITIAL_SIMILARITY if either and one.text[0] == other.text[0] else 0.0
    if (other.text, other.abjad) < (one.text, one.abjad):
        one, other = other, one
    return core(one, other)


@lru_cache(maxsize=262144)
def _core_similarity(one: Word, other: Word) -> float:
    if one.abjad != other.abjad:
        return _across_abjad(one, other)
    if one.fold == other.fold:
        return FOLDED
    best = 0.0
    if spelling_groups(one.fold) & spelling_groups(other.fold):
        best = SPELLINGS
    elif form_groups(one.fold) & form_groups(other.fold):
        best = FORMS
    misread = one.ocr == other.ocr
    best = max(
        best,
        RECOGNITION if misread else 0.0,
        edit_similarity(one.text, other.text),
        edit_similarity(one.fold, other.fold),
        _by_skeleton(one, other),
        dropped_vowels_similarity(one.text, other.text),
    )
    if best < SPELLINGS and (
        _is_father_of(one.text, other.text)
        or (not misread and _differ_in_stem(one.fold, other.fold))
    ):
        return 0.0
    if 0.0 < best < SKELETON and are_two_names(one.text, one.skeleton, other.text, other.skeleton):
        return 0.0
    return best or _by_prefix(one.text, other.text)


# Parts that very many names share; what is left must be alike on its own ("Abdurrahim" is not
# "Abdurrahman", "Hamidullah" not "Waliullah", "Jonsdottir" not "Tomasdottir").
SHARED_STARTS = ("abdal",)
SHARED_ENDS = ("ulah", "ula", "aldin", "dutir", "urahman")
SHARED_PARTS = SHARED_STARTS + SHARED_ENDS
_NO_PARTS = frozenset[str]()


def shared_part(folded: str) -> frozenset[str]:
    """Common starts and ends of a folded word; words that share one must be alike in the rest."""
    if not (folded.startswith(SHARED_STARTS) or folded.endswith(SHARED_ENDS)):
        return _NO_PARTS  # nearly always
    return frozenset(
        [start for start in SHARED_STARTS if folded.startswith(start)]
        + [end for end in SHARED_ENDS if folded.endswith(end)]
    )


def are_two_names(one: str, one_skeleton: str, other: str, other_skeleton: str) -> bool:
    """Whether words a few edits apart are two common names ("Hasan", "Hasin") and no slip.

    Transliterations change vowels, slips seldom make one common name of another ("Jodi", "Jose").
    """
    differ = differ_in_consonants(one, one_skeleton, other, other_skeleton)
    return differ and is_common(one) and is_common(other)


def differ_in_consonants(one: str, one_skeleton: str, other: str, other_skeleton: str) -> bool:
    """Whether words differ in their consonants or in the first letter."""
    return one[0] != other[0] or one_skeleton != other_skeleton


def _is_father_of(one: str, other: str) -> bool:
    """Whether one word is a patronymic and the other the father's name: "Igor", "Igorevich"."""
    ending, other_ending = patronymic_ending(one), patronymic_ending(other)
    if bool(ending) == bool(other_ending):
        return False
    child, father, end = (one, other, ending) if ending else (other, one, other_ending)
    if child.startswith(father):  # what is longer than the father's name is cut off
        stem = len(child) - len(end.lstrip("ijy"))
        return len(father) <= stem and (len(father) >= stem - 1 or is_common(father))
    return _stems_alike(child[: -len(end)], father)


def _differ_in_stem(one: str, other: str) -> bool:
    """Whether words that share a common part are unlike without it."""
    for start in SHARED_STARTS:
        if one.startswith(start) and other.startswith(start):
            return not _stems_alike(one[len(start) :], other[len(start) :])
    for end in SHARED_ENDS:
        if one.endswith(end) and other.endswith(end):
            return not _stems_alike(one[: -len(end)], other[: -len(end)])
    return False


def _stems_alike(one: str, other: str) -> bool:
    return one == other or edit_similarity(one, other) > 0.0


def _across_abjad(one: Word, other: Word) -> float:
    """Compare a word without written vowels with one that has them."""
    if not _may_sound_alike(one.skeleton, other.skeleton):
        return 0.0
    written, spelt = (one, other) if one.abjad else (other, one)
    letters = len(written.text)
    cost = sound_cost(written.text, spelt.text, most_sound_cost(letters))
    return sound_similarity(cost, letters)


def most_sound_cost(letters: int) -> float:
    """Cost of sounds from which a word of so many letters meets nothing."""
    length = max(letters, _SHORTEST_SOUND)
    return (FOLDED - MINIMUM_SIMILARITY) / _SOUND_SLOPE * length + 1e-6


def sound_similarity(cost: float, letters: int) -> float:
    """Similarity of a word of so many letters, written without vowels, to one that has them."""
    similarity = FOLDED - _SOUND_SLOPE * (cost / max(letters, _SHORTEST_SOUND))
    return similarity if similarity >= MINIMUM_SIMILARITY else 0.0


def sound_similarities(
    costs: npt.NDArray[np.float64], letters: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    """Give what `sound_similarity` gives for each of many."""
    similarity = FOLDED - _SOUND_SLOPE * (costs / np.maximum(letters, _SHORTEST_SOUND))
    return np.where(similarity >= MINIMUM_SIMILARITY, similarity, 0.0)


def _may_sound_alike(one: str, other: str) -> bool:
    """Whether the consonants of two words are near enough to look at their sounds."""
    if coarse_skeleton(one) == coarse_skeleton(other):
        return True
    if max(len(one), len(other)) < SHORTEST_FOR_EDITS:
        return False
    return OSA.distance(one, other, score_cutoff=1) <= 1


def _by_skeleton(one: Word, other: Word) -> float:
    if one.skeleton != other.skeleton:
        return 0.0
    if one.vowelless or other.vowelless:
        return VOWELLESS if len(one.skeleton) > 1 else 0.0
    if len(one.skeleton) < SHORTEST_SKELETON or (one.fold[0] in _VOWELS) != (
        other.fold[0] in _VOWELS
    ):
        return 0.0
    return SKELETON if abs(_vowels(one.fold) - _vowels(other.fold)) <= 1 else 0.0


def _vowels(word: str) -> int:
    return sum(letter in _VOWELS for letter in word)


_VOWELS = frozenset("aeiou")


def dropped_vowels_similarity(one: str, other: str) -> float:
    """Compare where one word is the other with most vowels dropped: "Grca", "Garcia".

    All are dropped, or all but the first and the last letter, or one is left of three or more;
    "Jan" is not "Jana".
    """
    short, long = sorted((one, other), key=len)
    consonants = without_vowels(short)
    if len(consonants) < 2 or consonants != without_vowels(long):  # noqa: PLR2004 - one is no word
        return 0.0
    if len(short) < len(long) and without_inner_vowels(long) == short and not is_common(short):
        return VOWELLESS
    kept, whole = len(short) - len(consonants), len(long) - len(consonants)
    if kept > 1 or whole - kept < 1 + kept:
        return 0.0
    letters = iter(long)
    return VOWELLESS if all(letter in letters for letter in short) else 0.0


def without_inner_vowels(word: str) -> str:
    """Drop a, e, i, o and u but for the first and the last letter."""
    return word[0] + without_vowels(word[1:-1]) + word[-1]


def without_vowels(word: str) -> str:
    """Drop a, e, i, o and u."""
    return word.translate(_NO_VOWELS)


_NO_VOWELS = str.maketrans("", "", "aeiou")


def _by_prefix(one: str, other: str) -> float:
    short, long = sorted((one, other), key=len)
    if len(short) < SHORTEST_PREFIX or not long.startswith(short):
        return 0.0
    if is_syllable(short) and is_common(long):
        return 0.0
    return prefix_similarity(len(short), len(long))


def is_syllable(word: str) -> bool:
    """Whether a word of two letters is a name of its own, and no beginning of one ("Li")."""
    return len(word) == SHORTEST_PREFIX and is_common(word, _SYLLABLE)


def prefix_similarity(kept: int, whole: int) -> float:
    """Similarity of a word to its beginning, by their letters; 0.0 where too little is kept."""
    if kept == SHORTEST_PREFIX:
        return _TWO_LETTERS if whole >= _LONGER_THAN_A_SYLLABLE else 0.0
    return 0.5 + 0.4 * kept / whole


def is_shortened(one: Word, other: Word) -> bool:
    """Whether one word is only the beginning of the other: an initial, or cut off."""
    if len(one.text) == len(other.text):
        return False
    short, long = sorted((one.text, other.text), key=len)
    return long.startswith(short) and edit_similarity(one.text, other.text) == 0.0


def allowed_edits(length: int, least: float = _EDIT_FLOOR) -> int:
    """Most edits that two words may lie apart, by the length of the longer one.

    Args:
        length: Letters.
        least: Similarity that must be left; below the floor of edits it changes nothing.
    """
    if length < SHORTEST_FOR_EDITS:
        return int(length == SHORTEST_FOR_EDITS - 1)  # a swap
    return int((1.0 - max(least, _EDIT_FLOOR)) * length / _EDIT_SLOPE)


def edit_similarity(one: str, other: str) -> float:
    """Compare by edits (insert, delete, replace, swap neighbours): 0.0 where there are too many."""
    length = max(len(one), len(other))
    allowed = allowed_edits(length) if length <= LONGEST_FOR_EDITS else 0
    if not allowed or min(len(one), len(other)) < SHORTEST_FOR_EDITS - 1:
        return 0.0
    distance = OSA.distance(one, other, score_cutoff=allowed)
    return edits_to_similarity(one, other, distance) if distance <= allowed else 0.0


def edits_to_similarity(one: str, other: str, edits: int) -> float:
    """Similarity of two words that lie an allowed number of edits apart."""
    length = max(len(one), len(other))
    if length < SHORTEST_FOR_EDITS:
        if edits != 1 or len(one) != len(other):
            return 0.0
        return SWAPPED if sorted(one) == sorted(other) else REPLACED
    return 1.0 - _EDIT_SLOPE * edits / length
