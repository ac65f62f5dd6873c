"""Sentences to claims, and claims with designations to verdicts."""

from sanxref.claims.extract import extract_claims
from sanxref.claims.lexicon import ClaimLexicon
from sanxref.claims.registry import registry_from_config

__all__ = ["ClaimLexicon", "extract_claims", "registry_from_config"]
