"""A transformer encoder (Vaswani et al. 2017; BERT, Devlin et al. 2019) in numpy, for reading only.

The weights are MiniLM's (Wang et al. 2020; all-MiniLM-L6-v2, Apache 2.0), trained further by
benchmarks/reading_model.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["Encoder", "Weights", "linear"]

_HEADS = 12
_TINY = 1e-12  # keeps the scale of a constant vector finite; BERT's own

Vectors = NDArray[np.float32]
Weights = Mapping[str, Vectors]


def linear(weights: Weights, name: str, x: Vectors) -> Vectors:
    """Rows of `x` through the layer `name`: x times its weight, plus its bias."""
    return x @ weights[name + ".weight"] + weights[name + ".bias"]


class Encoder:
    """Word pieces with tags to vectors that know their surroundings."""

    def __init__(self, weights: Weights, embeddings: NDArray[np.int8]) -> None:
        """Use trained weights.

        Args:
            weights: By name; matrices of layers have shape (inputs, outputs).
            embeddings: Of word pieces, shape (pieces, width), to be multiplied by the scale of
                their rows, `word.scale`.
        """
        self._weights = weights
        self._embeddings = embeddings
        self._layers = sum(name.endswith(".q.weight") for name in weights)

    def begin(self, pieces: Sequence[int], tags: Sequence[int]) -> Vectors:
        """Vectors of the pieces of one text after the first layer.

        Args:
            pieces: Their numbers, at most as many as `position` has rows.
            tags: What the words are, one for each piece.

        Returns:
            Shape (pieces, width).
        """
        w = self._weights
        word = self._embeddings[list(pieces)] * w["word.scale"][list(pieces)]
        x = self._norm("embedding.norm", word + w["position"][: len(pieces)] + w["tag"][list(tags)])
        return self._layer("layer0", x, x)

    def finish(self, x: Vectors, wanted: Sequence[int]) -> Vectors:
        """Vectors of the pieces after all layers.

        Args:
            x: What `begin` gave.
            wanted: Places of the pieces whose vectors are wanted: the last layer, in which no
                piece looks at another's result any more, is worked out for these alone.

        Returns:
            Shape (pieces, width), zero where they are not wanted.
        """
        for number in range(1, self._layers - 1):
            x = self._layer(f"layer{number}", x, x)
        found = np.zeros_like(x)
        found[wanted] = self._layer(f"layer{self._layers - 1}", x[wanted], x)
        return found

    def _layer(self, name: str, x: Vectors, all_: Vectors) -> Vectors:
        """Each of some pieces looks at all, then thinks by itself."""
        w = self._weights
        query = self._heads(linear(w, f"{name}.q", x))
        key, value = (self._heads(linear(w, f"{name}.{part}", all_)) for part in "kv")
        scores = query @ key.transpose(0, 2, 1) / np.float32(np.sqrt(query.shape[-1]))
        scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
        scores /= scores.sum(axis=-1, keepdims=True)
        seen = (scores @ value).transpose(1, 0, 2).reshape(x.shape)
        x = self._norm(f"{name}.seen", x + linear(w, f"{name}.o", seen))
        thought = linear(w, f"{name}.out", _gelu(linear(w, f"{name}.in", x)))
        return self._norm(f"{name}.thought", x + thought)

    @staticmethod
    def _heads(x: Vectors) -> Vectors:
        return x.reshape(len(x), _HEADS, -1).transpose(1, 0, 2)

    def _norm(self, name: str, x: Vectors) -> Vectors:
        centred = x - x.mean(axis=-1, keepdims=True)
        scale = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + np.float32(_TINY))
        weight, bias = self._weights[name + ".weight"], self._weights[name + ".bias"]
        moved: Vectors = centred / scale * weight + bias
        return moved


def _gelu(x: Vectors) -> Vectors:
    """Gaussian error linear unit by its tanh form (Hendrycks and Gimpel 2016)."""
    half, curve = np.float32(0.5), np.float32(0.044715)
    root = np.float32(np.sqrt(2 / np.pi))
    bent: Vectors = half * x * (1 + np.tanh(root * (x + curve * x * x * x)))
    return bent
