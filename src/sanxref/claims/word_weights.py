"""Words by which a passage is found that may tell of a designation, each with its weight.

The reading model understands passages that no list of cues would bring before it: "Ottawa went on
to freeze his accounts", "the third of them was spared". To read all of an article takes too long,
so that sentences are weighed by their words first. The weights are fitted
(benchmarks/word_weights.py); a word only ever speaks for reading.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import fsum

__all__ = ["WordWeights", "low_words"]

_WORD = re.compile(r"(?<!\w)(?<!\w['-])[^\W\d_]+(?:['-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class WordWeights:
    """Those of one language.

    Attributes:
        weights: By word in lower case, in nats of log-odds.
        authority: What an authority in the sentence or beside it weighs.
        least: Sum from which a sentence is read.
    """

    weights: Mapping[str, float]
    authority: float
    least: float

    def weigh(self, sentence: str) -> float:
        """Sum of a sentence's words; each counts once, and their order for nothing."""
        return fsum(self.weights.get(word, 0.0) for word in set(low_words(sentence)))


def low_words(sentence: str) -> Iterator[str]:
    """The words of a sentence that have no capital: names weigh nothing."""
    return (word for word in _WORD.findall(sentence) if not word[0].isupper())
