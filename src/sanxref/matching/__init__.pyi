# ruff: noqa: TID252 - lazy_loader reads relative imports

from .index import INDEX_VERSION, NameIndex
from .matcher import Matcher
from .options import MatchingOptions, QualifierEffects, ScoreWeights
from .scoring import NameComparison, WordComparison, compare_names
from .spotter import Spotter

__all__ = [
    "INDEX_VERSION",
    "Matcher",
    "MatchingOptions",
    "NameComparison",
    "NameIndex",
    "QualifierEffects",
    "ScoreWeights",
    "Spotter",
    "WordComparison",
    "compare_names",
]
