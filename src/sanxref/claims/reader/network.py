"""The network that reads a passage: an encoder, and three heads for joints, polarity and date.

For every name of the passage the heads tell how likely each act by each authority is, how the
passage stands to it, and which of its dates is the act's. benchmarks/reading_model.py trains it.
"""

import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sanxref.claims.reader.encoder import Encoder, Weights, linear
from sanxref.claims.reader.finding import Finding
from sanxref.claims.reader.marking import ACTIONS, POLARITIES, mark_pieces
from sanxref.claims.reader.passage import Passage, Span
from sanxref.claims.reader.wordpieces import WordPieces
from sanxref.errors import ConfigError

__all__ = ["Network", "load_network"]

_NONE, _OTHER = "none", "other"  # no authority; one that is none of the network's own groups
_ALWAYS = 5  # first groups of the network, which are thought of though no word names them

Vectors = NDArray[np.float32]
"""One row each."""


def load_network(path: Path, digest: str) -> "Network":
    """Load trained weights.

    Args:
        path: A numpy archive: matrices in eight bits with the scale of each output, and `about`,
            JSON with the vocabulary and the groups of authorities.
        digest: SHA-256 that the file must have.

    Raises:
        ConfigError: It cannot be read, or is another file.
    """
    try:
        data = path.read_bytes()
        if sha256(data).hexdigest() != digest:
            raise ConfigError(
                f"{path} is not the reading model that reading.yaml names (its SHA-256 differs): "
                "install sanxref again, or take the configuration that belongs to the file"
            )
        with np.load(BytesIO(data), allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        raise ConfigError(f"{path}, the reading model, cannot be read: {error}") from error
    return Network(arrays)


class Network:
    """Encoder and heads."""

    def __init__(self, arrays: Mapping[str, NDArray[np.generic]]) -> None:
        """Unpack the weights; arguments as stored."""
        about = json.loads(arrays["about"].tobytes())
        self._groups: list[str] = about["groups"]
        self._vocabulary = WordPieces(tuple(about["vocabulary"]))
        self._weights: Weights = {
            name: _unpacked(array, arrays.get(f"{name}.scale"))
            for name, array in arrays.items()
            if name not in {"about", "word"}
        }
        # A third of the weights, of which a passage needs few rows: they stay packed.
        self._encoder = Encoder(self._weights, arrays["word"].astype(np.int8, copy=False))

    def read(self, passage: Passage, least: float) -> Iterator[Finding]:
        """Find what a passage says of the names in it, as `ReadingModel.read` has it."""
        marked = mark_pieces(passage, self._vocabulary)
        if not marked.names:
            return
        x = self._encoder.encode(marked.pieces, marked.tags)
        owners = [self._group(passage.bodies[number].group) for number, _ in marked.bodies]
        groups = sorted({*range(_ALWAYS), *owners})
        bodies = _vectors(x, [span for _, span in marked.bodies])
        # What each group is by itself, whether named or not, and what each authority is here.
        partners = np.concatenate([self._weights["group"][groups], bodies])
        days = _vectors(x, [span for _, span in marked.dates])
        for name, spans in marked.names:
            mentions = _vectors(x, spans)
            odds = self._joint(mentions, partners)
            mean = mentions.mean(axis=0)
            stances = _shares(self._head("polarity", mean).reshape(len(ACTIONS), -1))
            date = self._date(mean, days).argmax(axis=0)
            for at, group in enumerate(groups):
                mine = [place for place, owner in enumerate(owners) if owner == group]
                named = odds[:, len(groups) :][:, mine]
                for act, action in enumerate(ACTIONS):
                    best = odds[:, at, act]
                    if mine:
                        best = np.logaddexp(best, named[:, :, act].max(axis=1))
                    likelihood = float(1 / (1 + np.exp(-best.max())))
                    if likelihood < least:
                        continue
                    body = None
                    if mine:
                        body = marked.bodies[mine[int(named[:, :, act].max(axis=0).argmax())]][0]
                    yield Finding(
                        name=passage.names[name].key,
                        action=action,
                        group=self._told(group, passage, body),
                        body=body,
                        likelihood=likelihood,
                        polarity=POLARITIES[int(stances[act].argmax())],
                        certainty=float(stances[act].max()),
                        date=marked.dates[date[act] - 1][0] if date[act] else None,
                    )

    def _joint(self, mentions: Vectors, partners: Vectors) -> NDArray[np.float32]:
        """Odds of each mention with each group and authority; the last axis is the act."""
        left = linear(self._weights, "joint.name", mentions)
        right = linear(self._weights, "joint.partner", partners)
        sums = linear(self._weights, "joint.out", np.maximum(left[:, None] + right[None], 0))
        return sums + linear(self._weights, "joint.match", left[:, None] * right[None])

    def _head(self, name: str, vector: Vectors) -> Vectors:
        inner = np.maximum(linear(self._weights, f"{name}.in", vector), 0)
        return linear(self._weights, f"{name}.out", inner)

    def _date(self, mean: Vectors, days: Vectors) -> Vectors:
        """Odds of no date, and of each; the last axis is the act."""
        left = linear(self._weights, "date.name", mean)
        none = linear(self._weights, "date.none", np.maximum(left, 0))[None]
        right = linear(self._weights, "date.date", days)
        return np.concatenate(
            [none, linear(self._weights, "date.out", np.maximum(left + right, 0))]
        )

    def _group(self, group: str) -> int:
        return self._groups.index(group if group in self._groups else _OTHER)

    def _told(self, group: int, passage: Passage, body: int | None) -> str | None:
        key = self._groups[group]
        if key == _OTHER and body is not None:
            return passage.bodies[body].group
        return None if key == _NONE else key


def _shares(odds: Vectors) -> Vectors:
    """Probabilities of each row's alternatives."""
    grown = np.exp(odds - odds.max(axis=-1, keepdims=True))
    shares: Vectors = grown / grown.sum(axis=-1, keepdims=True)
    return shares


def _unpacked(array: NDArray[np.generic], scale: NDArray[np.generic] | None) -> NDArray[np.float32]:
    numbers = array.astype(np.float32)
    return numbers if scale is None else numbers * scale.astype(np.float32)


def _vectors(x: Vectors, spans: Sequence[Span]) -> Vectors:
    """Mean of the pieces of each span; no rows where there is none."""
    rows: Iterable[Vectors] = (x[start:end].mean(axis=0) for start, end in spans)
    return np.array(list(rows), dtype=np.float32).reshape(len(spans), x.shape[-1])
