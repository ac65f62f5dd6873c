"""Which language a text is in."""

import re
from collections import Counter
from functools import cache
from typing import Protocol

from sanxref.names.scripts import letter_script

__all__ = ["UNDETERMINED", "identify_language"]

UNDETERMINED = "und"
"""ISO 639-2 code for a language that is not known."""

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_NO_ASCII_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
_SAMPLE_CHARACTERS = 3000
"""More text does not change the answer, and costs time."""

_LEAST_LETTERS = 40
"""Shorter texts are often taken for a neighbouring language (tried on headlines, Nov 2026)."""

_LEAST_LETTERS_UNSPACED = 12
"""A Chinese, Japanese or Korean letter carries as much as a word's half."""

_LEAST_PROBABILITY = 0.8
_UNSPACED = frozenset({"Hani", "Hira", "Kana", "Hang", "Thai"})

_BY_SCRIPT = {
    "Grek": "el", "Hang": "ko", "Thai": "th", "Geor": "ka", "Armn": "hy", "Khmr": "km",
    "Laoo": "lo", "Taml": "ta", "Guru": "pa", "Sinh": "si", "Hebr": "he",
}  # fmt: skip
"""Scripts that one language of the press is written in."""

_SCRIPT_SHARE = 0.9
"""Least share of the letters that decides by script alone."""

_ENGLISH = re.compile(
    r"\b(?:the|of|and|to|that|was|were|is|with|has|had|have|from|which|his|their|said|been|not)\b"
)
_ENGLISH_SHARE = 0.15
_LEAST_ENGLISH = 25
"""English is certain from so many of its own small words at such a share of all words (our choice):
335 of 346 labelled English articles have them, and the model called each of these English
(2026-11-22). No other language has these words at such a share; that was not measured."""


class _Identifier(Protocol):
    def classify(self, text: str) -> tuple[str, float]: ...


def identify_language(text: str) -> str:
    """Identify the language of a text: by its script or its small words, else by py3langid.

    The model takes half a second to load; most runs read English alone and do without.

    Returns:
        ISO 639-1 code, or `und` for a text that is too short or too mixed to tell.
    """
    sample = text[:_SAMPLE_CHARACTERS]
    scripts = _count_scripts(sample)
    script = max(scripts, key=scripts.__getitem__) if scripts else ""
    letters = scripts.total()
    if letters < (_LEAST_LETTERS_UNSPACED if script in _UNSPACED else _LEAST_LETTERS):
        return UNDETERMINED
    if script in _BY_SCRIPT and scripts[script] >= _SCRIPT_SHARE * letters:
        return _BY_SCRIPT[script]
    if script == "Latn" and _is_english(sample):
        return "en"
    language, probability = _identifier().classify(sample)
    return str(language) if probability >= _LEAST_PROBABILITY else UNDETERMINED


def _count_scripts(sample: str) -> Counter[str]:
    """Count letters by script; those of ASCII, which are most, at one go."""
    scripts = Counter(
        letter_script(letter) for letter in _NOT_ASCII.findall(sample) if letter.isalpha()
    )
    ascii_letters = len(sample.encode("ascii", "ignore").translate(None, _NO_ASCII_LETTERS))
    if ascii_letters:
        scripts["Latn"] += ascii_letters
    return scripts


def _is_english(sample: str) -> bool:
    met = len(_ENGLISH.findall(sample))
    return met >= _LEAST_ENGLISH and met >= _ENGLISH_SHARE * len(sample.split())


@cache
def _identifier() -> _Identifier:
    # Imported here: its model takes 0.3 s to load, and not every command reads articles.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    identifier: _Identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return identifier
