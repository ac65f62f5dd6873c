"""The network that reads a passage: an encoder, and heads for gist, joints, polarity and date.

The gist is whether the passage tells of a designation at all. For every name of it the other heads
tell how likely each act by each authority is, how the passage stands to it, and which of its dates
is the act's. benchmarks/reading_model.py trains it. What the encoder's first layer finds surely of
no interest is not read further (benchmarks/reading_glance.py).
"""

import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sanxref.claims.reader.encoder import Encoder, Weights, linear
from sanxref.claims.reader.finding import Finding, PassageReading
from sanxref.claims.reader.marking import ACTIONS, POLARITIES, MarkedDay, MarkedPieces, mark_pieces
from sanxref.claims.reader.passage import Passage, Span
from sanxref.claims.reader.wordpieces import WordPieces
from sanxref.errors import ConfigError
from sanxref.model.claims import Polarity

__all__ = ["Network", "load_network"]

_ASSERTED = POLARITIES.index(Polarity.ASSERTED)  # the first
_NONE, _OTHER = "none", "other"  # no authority; one that is none of the network's own groups
# Probability from which an act is asserted; below, the likeliest other reading counts. To assert
# what an article denies is the costlier error: from .95 to .98 this spares three of the seven in
# the held-out passages and costs no assertion, at .995 one in a hundred.
_SURELY_ASSERTED = 0.98
# Probability by a glance from which a passage is read whole (benchmarks/reading_glance.py).
_WORTH_READING = 0.02
_ALWAYS = 5  # first groups of the network, which are thought of though no word names them

Vectors = NDArray[np.float32]
"""One row each."""


def load_network(path: Path, data: bytes) -> "Network":
    """Load trained weights.

    Args:
        path: Where they come from, for messages.
        data: A numpy archive: matrices in eight bits with the scale of each output, and `about`,
            JSON with the vocabulary and the groups of authorities.

    Raises:
        ConfigError: It is no such archive.
    """
    try:
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

    def read(self, passage: Passage, least: float, *, whole: bool) -> PassageReading:
        """Find what a passage says, as `ReadingModel.read` has it."""
        marked = mark_pieces(passage, self._vocabulary)
        x = self._encoder.begin(marked.pieces, marked.tags)
        if not whole and (promise := self._promise(x)) < _WORTH_READING:
            return PassageReading(findings=(), told=promise)
        x = self._encoder.finish(x, _wanted(marked))
        inner = np.maximum(linear(self._weights, "gist.in", x[:1]), 0)
        told = _likelihood(linear(self._weights, "gist.out", inner)[0, 0])
        return PassageReading(findings=tuple(self._find(passage, marked, x, least)), told=told)

    def glance(self, passage: Passage) -> Vectors:
        """Mean of a passage's vectors after the first layer, by which it may be left unread."""
        marked = mark_pieces(passage, self._vocabulary)
        mean: Vectors = self._encoder.begin(marked.pieces, marked.tags).mean(axis=0)
        return mean

    def _promise(self, x: Vectors) -> float:
        if "glance.weight" not in self._weights:  # trained, and no glance fitted yet
            return 1.0
        return _likelihood(linear(self._weights, "glance", x.mean(axis=0))[0])

    def _find(
        self, passage: Passage, marked: MarkedPieces, x: Vectors, least: float
    ) -> Iterator[Finding]:
        owners = [self._group(passage.bodies[number].group) for number, _ in marked.bodies]
        groups = sorted({*range(_ALWAYS), *owners})
        bodies = _vectors(x, [span for _, span in marked.bodies])
        # What each group is by itself, whether named or not, and what each authority is here.
        alone = self._weights["group"][groups]
        partners = np.concatenate([alone, bodies])
        days = self._days(x, marked.dates)
        for name, spans in marked.names:
            mentions = _vectors(x, spans)
            odds = self._joint(mentions, partners)
            for at, group in enumerate(groups):
                mine = [place for place, owner in enumerate(owners) if owner == group]
                named = odds[:, len(groups) :][:, mine]
                for act, action in enumerate(ACTIONS):
                    best = odds[:, at, act]
                    if mine:
                        best = np.logaddexp(best, named[:, :, act].max(axis=1))
                    likelihood = _likelihood(best.max())
                    if likelihood < least:
                        continue
                    told, partner = None, alone[at]
                    if mine:
                        near = named[:, :, act].max(axis=0)
                        told = marked.bodies[mine[int(near.argmax())]][0]
                        partner = partner + _shares(near) @ bodies[mine]
                    where = _shares(best) @ mentions
                    stance = self._stance(where, partner)[act]
                    said = int(stance.argmax())
                    if said == _ASSERTED and stance[said] < _SURELY_ASSERTED:
                        said = int(np.delete(stance, _ASSERTED).argmax()) + 1
                    chances = _shares(self._day(where, partner, days)[:, act])
                    yield Finding(
                        name=passage.names[name].key,
                        action=action,
                        group=self._told(group, passage, told),
                        body=told,
                        likelihood=likelihood,
                        polarity=POLARITIES[said],
                        certainty=float(stance[said]),
                        undated=float(chances[0]),
                        dates=_spread(chances[1:], marked.dates, len(passage.dates)),
                    )

    def _joint(self, mentions: Vectors, partners: Vectors) -> NDArray[np.float32]:
        """Odds of each mention with each group and authority; the last axis is the act."""
        left = linear(self._weights, "joint.name", mentions)
        right = linear(self._weights, "joint.partner", partners)
        sums = linear(self._weights, "joint.out", np.maximum(left[:, None] + right[None], 0))
        return sums + linear(self._weights, "joint.match", left[:, None] * right[None])

    def _stance(self, where: Vectors, partner: Vectors) -> Vectors:
        """Probabilities of each act's polarities, of a name where it stands, by an authority."""
        left = linear(self._weights, "polarity.name", where)
        right = linear(self._weights, "polarity.partner", partner)
        odds = linear(self._weights, "polarity.out", np.maximum(left + right, 0))
        odds = odds + linear(self._weights, "polarity.match", left * right)
        return _shares(odds.reshape(len(ACTIONS), -1))

    def _days(self, x: Vectors, days: Sequence[MarkedDay]) -> Vectors:
        """What each possible date is: its words, those of its base, and its way."""
        found = linear(self._weights, "date.words", _vectors(x, [day.words for day in days]))
        based = [place for place, day in enumerate(days) if day.base]
        bases = _vectors(x, [day.base for day in days if day.base])
        found[based] += linear(self._weights, "date.base", bases)
        return found + self._weights["way"][[int(day.way) for day in days]]

    def _day(self, where: Vectors, partner: Vectors, days: Vectors) -> Vectors:
        """Odds of no date, and of each; the last axis is the act."""
        left = linear(self._weights, "date.name", where)
        left = left + linear(self._weights, "date.partner", partner)
        none = linear(self._weights, "date.none", np.maximum(left, 0))[None]
        odds = linear(self._weights, "date.out", np.maximum(left + days, 0))
        return np.concatenate([none, odds + linear(self._weights, "date.match", left * days)])

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


def _likelihood(odds: np.float32) -> float:
    return float(1 / (1 + np.exp(-odds)))


def _wanted(marked: MarkedPieces) -> list[int]:
    """Places of the first piece, which stands for the whole, and of names, authorities, dates."""
    spans = [span for _, spans in marked.names for span in spans]
    spans += [span for _, span in marked.bodies]
    spans += [span for day in marked.dates for span in (day.words, day.base) if span]
    return sorted({0, *(at for start, end in spans for at in range(start, end))})


def _spread(chances: Vectors, days: Sequence[MarkedDay], count: int) -> tuple[float, ...]:
    """Chances by the number of the date; none for what lies behind the longest passage."""
    found = [0.0] * count
    for day, chance in zip(days, chances, strict=True):
        found[day.number] = float(chance)
    return tuple(found)


def _unpacked(array: NDArray[np.generic], scale: NDArray[np.generic] | None) -> NDArray[np.float32]:
    numbers = array.astype(np.float32)
    return numbers if scale is None else numbers * scale.astype(np.float32)


def _vectors(x: Vectors, spans: Sequence[Span]) -> Vectors:
    """Mean of the pieces of each span; no rows where there is none."""
    rows: Iterable[Vectors] = (x[start:end].mean(axis=0) for start, end in spans)
    return np.array(list(rows), dtype=np.float32).reshape(len(spans), x.shape[-1])
