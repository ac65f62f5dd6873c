"""Names and designations to potential matches."""

from sanxref.matching.index import INDEX_VERSION, NameIndex
from sanxref.matching.matcher import Matcher
from sanxref.matching.options import MatchingOptions, QualifierEffects, ScoreWeights
from sanxref.matching.scoring import NameComparison, WordComparison, compare_names
from sanxref.matching.spotter import Spotter

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
