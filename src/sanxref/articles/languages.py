"""Which language a text is in."""

from functools import cache
from typing import Protocol

from sanxref.names.scripts import script_of

__all__ = ["UNDETERMINED", "identify_language"]

UNDETERMINED = "und"
"""ISO 639-2 code for a language that is not known."""

_SAMPLE_CHARACTERS = 3000
"""More text does not change the answer, and costs time."""

_LEAST_LETTERS = 40
"""Shorter texts are often taken for a neighbouring language (tried on headlines, Nov 2026)."""

_LEAST_LETTERS_UNSPACED = 12
"""A Chinese, Japanese or Korean letter carries as much as a word's half."""

_LEAST_PROBABILITY = 0.8
_UNSPACED = frozenset({"Hani", "Hira", "Kana", "Hang", "Thai"})


class _Identifier(Protocol):
    def classify(self, text: str) -> tuple[str, float]: ...


def identify_language(text: str) -> str:
    """Identify the language of a text by py3langid.

    Returns:
        ISO 639-1 code, or `und` for a text that is too short or too mixed to tell.
    """
    sample = text[:_SAMPLE_CHARACTERS]
    letters = sum(char.isalpha() for char in sample)
    least = _LEAST_LETTERS_UNSPACED if script_of(sample) in _UNSPACED else _LEAST_LETTERS
    if letters < least:
        return UNDETERMINED
    language, probability = _identifier().classify(sample)
    return str(language) if probability >= _LEAST_PROBABILITY else UNDETERMINED


@cache
def _identifier() -> _Identifier:
    # Imported here: its model takes 0.3 s to load, and not every command reads articles.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    identifier: _Identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return identifier
