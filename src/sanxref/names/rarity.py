"""How rare a word of a name is among people, in nats.

The weight of a word is -ln of the share of persons who bear it. Two sources, both of clean
origin: the US census name files of 1990 (public domain; benchmarks/matching_frequencies.py),
and an own table of names common elsewhere in three rough classes. Neither is taken from the
sanctions lists or the labelled cases.
"""

import math
from collections.abc import Mapping
from functools import cache
from importlib import resources

from sanxref.names.spelling import fold, fold_each

__all__ = ["COMMON", "MAXIMUM_RARITY", "is_common", "is_common_fold", "rarity_of_fold"]

MAXIMUM_RARITY = 11.5
"""Nats for a word of six letters or more that no table has: about one person in 100,000."""

# Without a table, short words are the more common ones: there are few of them, and East Asian
# syllables are shared by many. Chosen so that the default meets the average of the census
# words of that length that the kept part of the table lacks.
_BY_LENGTH = {1: 3.0, 2: 7.0, 3: 8.5, 4: 9.8, 5: 10.7}
_US_SHARE = 0.4
"""US census counts are scaled down: the press of the world names people of the world."""
_COMPOUND = 8.0
"""Nats of an Arabic compound (abdal-, -aldin) that no table has: they are common as a class."""
_MINIMUM_RARITY = 4.0
COMMON = 500.0
"""Persons in a million from which a word counts as a known name."""


def rarity_of_fold(key: str) -> float:
    """Say how much information a word of a name carries.

    Args:
        key: The word's folded spelling.

    Returns:
        4.0 (one person in fifty) to 11.5 nats.
    """
    default = _BY_LENGTH.get(len(key), MAXIMUM_RARITY)
    if key.startswith("abdal") or key.endswith("aldin"):
        default = min(default, _COMPOUND)
    count = _per_million().get(key)
    if count is None:
        return default
    return min(default, max(_MINIMUM_RARITY, -math.log(count / 1_000_000)))


def is_common(word: str, least: float = COMMON) -> bool:
    """Whether a word is a name of its own that so many persons bear.

    Args:
        word: Lower-case basic Latin letters.
        least: Persons in a million.
    """
    return is_common_fold(fold(word), least)


def is_common_fold(key: str, least: float = COMMON) -> bool:
    """Say the same of a word by its folded spelling."""
    return _per_million().get(key, 0.0) >= least


@cache
def _per_million() -> Mapping[str, float]:
    """Read the tables, once and at first use."""
    folder = resources.files("sanxref.names") / "data"
    words: list[str] = []
    found: list[float] = []
    for line in (folder / "us_census_1990.tsv").read_text(encoding="utf-8").splitlines():
        word, number = line.split("\t")
        words.append(word)
        found.append(int(number) * _US_SHARE)
    share = 0.0
    for line in (folder / "common_names.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            share = float(line.strip("[]"))
        elif line and not line.startswith("#"):
            of_line = line.replace("-", " ").split()
            words += of_line
            found += [share] * len(of_line)
    counts: dict[str, float] = {}
    for key, count in zip(fold_each(words), found, strict=True):
        counts[key] = max(count, counts.get(key, 0.0))
    return counts
