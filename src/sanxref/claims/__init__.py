"""Sentences to claims, and claims with designations to verdicts."""

from sanxref.claims.extract import extract_claims
from sanxref.claims.lexicon import ClaimLexicon
from sanxref.claims.options import ClaimOptions, DateTolerance
from sanxref.claims.registry import cues_from_config, registry_from_config
from sanxref.claims.verify import verify_claims

__all__ = [
    "ClaimLexicon",
    "ClaimOptions",
    "DateTolerance",
    "cues_from_config",
    "extract_claims",
    "registry_from_config",
    "verify_claims",
]
