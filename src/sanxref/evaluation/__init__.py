"""Labelled cases to recall, precision and throughput."""

from sanxref.evaluation.claims import ClaimFigures, evaluate_claims
from sanxref.evaluation.measures import MatchFigures
from sanxref.evaluation.names import evaluate_names
from sanxref.evaluation.pairs import evaluate_pairs

__all__ = [
    "ClaimFigures",
    "MatchFigures",
    "evaluate_claims",
    "evaluate_names",
    "evaluate_pairs",
]
