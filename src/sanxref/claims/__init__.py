"""Sentences to claims, and claims with designations to verdicts."""

from sanxref.claims.curated import CuratedFact, CuratedFacts, facts_from_config
from sanxref.claims.extract import extract_claims
from sanxref.claims.lexicon import ClaimLexicon
from sanxref.claims.options import ClaimOptions, DateTolerance
from sanxref.claims.past import Former, NoPast, Past
from sanxref.claims.registry import cues_from_config, registry_from_config
from sanxref.claims.verify import names_organization, verify_claims

__all__ = [
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
    "registry_from_config",
    "verify_claims",
]
