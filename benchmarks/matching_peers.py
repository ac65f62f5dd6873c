"""Other matchers on the same pairs: rapidfuzz always, nomenklatura where it is installed.

nomenklatura is in the dependency group `benchmark`. It needs PyICU, which has no wheels: with a
compiler and ICU's headers (Debian: libicu-dev) `pip install --group benchmark` builds it.
Thresholds: 85 and 90 are usual for rapidfuzz; 0.7 is nomenklatura's own.
"""

import sys
from functools import cache

from rapidfuzz import fuzz, utils

from sanxref.matching import MatchingOptions, compare_names

OPTIONS = MatchingOptions()


def sanxref_score(one, other):
    return compare_names(one, other, OPTIONS).score


def token_sort_ratio(one, other):
    return fuzz.token_sort_ratio(one, other, processor=utils.default_process)


def weighted_ratio(one, other):
    return fuzz.WRatio(one, other, processor=utils.default_process)


@cache
def peers():
    """Name of each matcher -> (score of two names, threshold); sanxref first."""
    found = {
        "sanxref": (sanxref_score, OPTIONS.threshold),
        "token_sort_ratio 85": (token_sort_ratio, 85),
        "WRatio 90": (weighted_ratio, 90),
    }
    try:
        for name in ("logic-v1", "logic-v2", "name-based"):
            found[f"{name} 0.7"] = (nomenklatura_score(name), 0.7)
    except ImportError as missing:
        print(f"\nnomenklatura is left out: {missing}\n", file=sys.stderr)
    return found


def nomenklatura_score(name):
    from followthemoney import model  # noqa: PLC0415 - only where it is installed
    from nomenklatura.matching import get_algorithm  # noqa: PLC0415 - same

    algorithm = get_algorithm(name)
    config = algorithm.default_config()

    @cache
    def person(text):
        return model.get_proxy({"id": text, "schema": "Person", "properties": {"name": [text]}})

    return lambda one, other: algorithm.compare(person(one), person(other), config).score
