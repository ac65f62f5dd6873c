"""The score that OFAC's own search would give: a second opinion beside ours, in its scale.

OFAC tells the outline (FAQ 249): candidates are looked for by the first letter and by an edit
distance of at most half, then two techniques are used, Jaro-Winkler over the full names and a
composite over the parts of the name that was entered, and the higher score is shown. The rest is
read off 85 scores of the public search (docs/matching.md, "OFAC-comparable score"); where that is
so, the constant says it. It is no good score to screen by: a single equal word gives 100.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

__all__ = ["OfacScore", "best_ofac_score", "ofac_score"]

_WINKLER = 0.1
"""Share of what is lacking that each letter of a common beginning gives (Winkler 1990)."""
_FULL_BEGINNING = 5
"""Letters of a common beginning that count between full names: read off; Winkler has 4."""
_PART_BEGINNING = 4
"""The same between parts."""
_LEAST_ALIKE = 0.5
"""Parts that are no more alike than this by edit distance give nothing, unless they sound alike
(FAQ 249 names the half and Soundex; how the two go together is read off)."""
_SHORT = 2
"""Parts of so many letters are left out where longer ones are there: read off (KIM JONG UN finds
every KIM, Jong at 100)."""
_SILENT = re.compile(r"['’ʻʼ‘`.\"]")
_BETWEEN_WORDS = re.compile(r"[\s,;()]+")
_BETWEEN_PARTS = re.compile(r"[\s,;()\-‐‑]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfacScore:
    """What OFAC's search would say of one listed name.

    Attributes:
        score: 0 to 100, the higher of the two; 0 where the search would not show the name.
        full: Of the full names.
        parts: Of the parts of the name asked.
        listed: The listed name.
    """

    score: int
    full: int
    parts: int
    listed: str

    @property
    def words(self) -> str:
        """How it came about, for a reader."""
        if not self.score:
            return f'OFAC\'s own search would not show "{self.listed}".'
        return (
            f'About {self.score} of 100 for "{self.listed}": '
            f"full names {self.full}, name parts {self.parts}."
        )


def best_ofac_score(queries: Iterable[str], listed: Iterable[str]) -> OfacScore:
    """Score every name asked against every listed name; the best counts, the first of equals.

    Raises:
        ValueError: There is no name on one side.
    """
    asked = tuple(queries)
    scores = [ofac_score(query, name) for name in listed for query in asked]
    return max(scores, key=lambda one: (one.score, max(one.full, one.parts)))


def ofac_score(query: str, listed: str) -> OfacScore:
    """Estimate the score that OFAC's Sanctions List Search shows for a name (FAQ 247, 249).

    It is not symmetric: only the parts of the name asked have to meet something.

    Args:
        query: Name as entered.
        listed: Name as published, `LAST, First`: the order counts.
    """
    asked, names = _parts(query), _parts(listed)
    kept = [part for part in asked if len(part) > _SHORT] or asked
    if not _is_looked_at(kept, names):
        return OfacScore(score=0, full=0, parts=0, listed=listed)
    # Both roundings are read off: full names to the nearest, composites up.
    full = round(100 * _jaro_winkler(_joined(query), _joined(listed), _FULL_BEGINNING))
    parts = _composite(kept, names) if len(names) > 1 else 0
    return OfacScore(score=max(full, parts), full=full, parts=parts, listed=listed)


def _is_looked_at(asked: Sequence[str], names: Sequence[str]) -> bool:
    """Whether either name begins with a letter with which a part of the other begins.

    FAQ 249 says "based on the first letter of input search terms"; "BUSH GEORGE" shows nobody of
    whom "GEORGE BUSH" shows three.
    """
    if not asked or not names:
        return False
    return asked[0][0] in {name[0] for name in names} or names[0][0] in {part[0] for part in asked}


def _composite(asked: Sequence[str], names: Sequence[str]) -> int:
    """Mean over the parts asked of the best that each comes to; a name of one part has none."""
    mean = sum(max(_part_score(part, name) for name in names) for part in asked) / len(asked)
    return math.ceil(100 * mean)


def _part_score(part: str, name: str) -> float:
    if part[0] != name[0]:
        return 0.0
    alike = Levenshtein.normalized_similarity(part, name) > _LEAST_ALIKE
    if not alike and _soundex(part) != _soundex(name):
        return 0.0
    return _jaro_winkler(part, name, _PART_BEGINNING)


def _jaro_winkler(one: str, other: str, beginning: int) -> float:
    """Jaro-Winkler without its threshold of 0.7, 0.0 to 1.0.

    Written out because of two habits of OFAC's: the common beginning counts however little else
    is alike, and half a transposition counts as a half (libraries round it down).
    """
    jaro = _jaro(one, other)
    common = 0
    for left, right in zip(one[:beginning], other[:beginning], strict=False):
        if left != right:
            break
        common += 1
    return jaro + common * _WINKLER * (1.0 - jaro)


def _jaro(one: str, other: str) -> float:
    reach = max(max(len(one), len(other)) // 2 - 1, 0)
    free = [True] * len(other)
    met: list[str] = []
    for at, letter in enumerate(one):
        for place in range(max(0, at - reach), min(len(other), at + reach + 1)):
            if free[place] and other[place] == letter:
                free[place] = False
                met.append(letter)
                break
    if not met:
        return 0.0
    there = [letter for letter, is_free in zip(other, free, strict=True) if not is_free]
    transposed = sum(left != right for left, right in zip(met, there, strict=True)) / 2
    count = len(met)
    return (count / len(one) + count / len(other) + (count - transposed) / count) / 3


def _soundex(part: str) -> str:
    """Soundex of the US National Archives: H and W do not part equal codes, vowels do."""
    letters = [letter for letter in part if "A" <= letter <= "Z"]
    code, last = "", _CODES.get(letters[0], "") if letters else ""
    for letter in letters[1:]:
        digit = _CODES.get(letter, "")
        if digit != last:
            code += digit
        if letter not in "HW":
            last = digit
    return part[0] + code[:3]


_CODES = {
    letter: digit
    for digit, letters in {
        "1": "BFPV",
        "2": "CGJKQSXZ",
        "3": "DT",
        "4": "L",
        "5": "MN",
        "6": "R",
    }.items()
    for letter in letters
}


def _joined(name: str) -> str:
    """Full name as it is compared: capitals, without spaces and commas, hyphens kept."""
    return _BETWEEN_WORDS.sub("", _SILENT.sub("", name.upper()))


def _parts(name: str) -> list[str]:
    return [part for part in _BETWEEN_PARTS.split(_SILENT.sub("", name.upper())) if part]
