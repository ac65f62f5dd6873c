"""Comparisons beside the name: each gives a feature with a score, an effect and a sentence."""

from sanxref.matching.features.birth_dates import birth_date_feature
from sanxref.matching.features.circumstances import (
    birth_place_feature,
    gender_feature,
    nationality_feature,
    place_feature,
)
from sanxref.matching.features.identifiers import identifier_feature
from sanxref.matching.features.targets import alias_quality_feature, target_kind_feature

__all__ = [
    "alias_quality_feature",
    "birth_date_feature",
    "birth_place_feature",
    "gender_feature",
    "identifier_feature",
    "nationality_feature",
    "place_feature",
    "target_kind_feature",
]
