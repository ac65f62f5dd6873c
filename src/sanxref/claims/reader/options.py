"""Which model reads passages, and from which probability it is believed (config/reading.yaml)."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sanxref.claims.reader.model import ReadingModel
from sanxref.errors import ConfigError

__all__ = ["ReadingOptions", "reading_from_config"]

_WEIGHTS = Path(__file__).parent
_KEYS = {"model", "sha256", "join", "keep", "tell"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingOptions:
    """The model of one language, and what is made of its probabilities.

    Attributes:
        model: Reads passages.
        join: Probability from which what grammar did not read is a claim.
        keep: Probability below which what grammar read of a named person is told as not
            understood.
        tell: Probability from which a passage tells of a designation, though nothing was read.
    """

    model: ReadingModel
    join: float
    keep: float
    tell: float


def reading_from_config(tree: Mapping[str, object]) -> dict[str, ReadingOptions]:
    """Read config/reading.yaml: options by language; none where `model` is null.

    Raises:
        ConfigError: A key is unknown or missing, or a value makes no sense.
    """
    return {
        str(language): _options(str(language), options)
        for language, options in tree.items()
        if options is not None
    }


def _options(language: str, tree: object) -> ReadingOptions:
    where = f"reading.yaml: {language}"
    if not isinstance(tree, Mapping) or set(tree) != _KEYS:
        raise ConfigError(f"{where}: give {', '.join(sorted(_KEYS))}, or null for no model")
    try:
        join, keep, tell = (float(tree[key]) for key in ("join", "keep", "tell"))
    except (TypeError, ValueError) as error:
        raise ConfigError(f"{where}: {error}") from error
    if not (0.0 <= keep <= join <= 1.0 and 0.0 <= tell <= 1.0):
        raise ConfigError(f"{where}: give 0.0 <= keep <= join <= 1.0, and 0.0 <= tell <= 1.0")
    model = ReadingModel(_WEIGHTS / str(tree["model"]), str(tree["sha256"]))
    return ReadingOptions(model=model, join=join, keep=keep, tell=tell)
