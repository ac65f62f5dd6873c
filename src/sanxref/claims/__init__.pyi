# ruff: noqa: TID252 - lazy_loader reads relative imports

from .curated import CuratedFact, CuratedFacts, facts_from_config
from .extract import extract_claims
from .lexicon import ClaimLexicon
from .options import ClaimOptions, DateTolerance
from .passed_over import Annotate, read_claims
from .past import Former, NoPast, Past
from .reader import reading_from_config
from .registry import cues_from_config, registry_from_config
from .verify import names_organization, verify_claims

__all__ = [
    "Annotate",
    "ClaimLexicon",
    "ClaimOptions",
    "CuratedFact",
    "CuratedFacts",
    "DateTolerance",
    "Former",
    "NoPast",
    "Past",
    "cues_from_config",
    "extract_claims",
    "facts_from_config",
    "names_organization",
    "read_claims",
    "reading_from_config",
    "registry_from_config",
    "verify_claims",
]
