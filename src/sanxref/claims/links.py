"""How likely it is that a person, an act and an authority of a passage belong together.

A logistic model over the pieces of `evidence`: each has a weight (config/links.yaml), their sum is
the log odds. benchmarks/claims_links.py fits the weights on labelled passages of our own.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sanxref.errors import ConfigError

__all__ = ["LinkModel", "link_model_from_config"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkModel:
    """Weights of evidence.

    Attributes:
        intercept: Log odds without any evidence.
        weights: Log odds that each piece of evidence adds; 0 for what is not here.
        join: Probability from which a joint is a claim though grammar did not read it.
        keep: Probability below which what grammar read of a person is not believed.
    """

    intercept: float = 0.0
    weights: Mapping[str, float] = field(default_factory=dict)
    join: float = 1.0
    keep: float = 0.0

    def probability(self, evidence: Iterable[str]) -> float:
        """Probability, 0.0 to 1.0, that the passage says so of the person."""
        odds = self.intercept + sum(self.weights.get(item, 0.0) for item in evidence)
        return 1.0 / (1.0 + math.exp(-odds))


def link_model_from_config(tree: Mapping[str, object]) -> LinkModel:
    """Read config/links.yaml.

    Raises:
        ConfigError: A key is unknown, or a value no number.
    """
    known = {"intercept", "weights", "join", "keep"}
    if strange := set(tree) - known:
        raise ConfigError(
            f"links.yaml: unknown key {min(strange)!r}; known here: {', '.join(sorted(known))}"
        )
    weights = tree.get("weights", {})
    if not isinstance(weights, Mapping):
        raise ConfigError("links.yaml: weights must give evidence: number")
    try:
        numbers = {key: float(tree[key]) for key in known - {"weights"} if key in tree}  # type: ignore[arg-type]  # checked by float
        return LinkModel(
            weights={str(key): float(value) for key, value in weights.items()}, **numbers
        )
    except (TypeError, ValueError) as error:
        raise ConfigError(f"links.yaml: {error}") from error
