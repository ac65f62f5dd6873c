"""Which script a text is written in."""

import unicodedata
from collections import Counter
from functools import lru_cache

__all__ = ["UNDETERMINED", "letter_script", "script_of"]

UNDETERMINED = "Zyyy"
"""ISO 15924 code for a text without letters."""

# First word of a letter's Unicode name -> ISO 15924 code. Only scripts that names in lists and
# in the world's press are written in; any other letter is `Zzzz` (ISO 15924: unknown script).
_BY_NAME = {
    "LATIN": "Latn",
    "FULLWIDTH": "Latn",
    "CYRILLIC": "Cyrl",
    "ARABIC": "Arab",
    "HEBREW": "Hebr",
    "GREEK": "Grek",
    "CJK": "Hani",
    "HIRAGANA": "Hira",
    "KATAKANA": "Kana",
    "HANGUL": "Hang",
    "DEVANAGARI": "Deva",
    "BENGALI": "Beng",
    "GURMUKHI": "Guru",
    "TAMIL": "Taml",
    "THAI": "Thai",
    "LAO": "Laoo",
    "MYANMAR": "Mymr",
    "KHMER": "Khmr",
    "GEORGIAN": "Geor",
    "ARMENIAN": "Armn",
    "ETHIOPIC": "Ethi",
    "SYRIAC": "Syrc",
    "THAANA": "Thaa",
    "SINHALA": "Sinh",
}


def script_of(text: str) -> str:
    """Find the script of most letters of a text.

    Returns:
        ISO 15924 code, `Zyyy` for a text without letters, `Zzzz` for a script without a name here.
        Of two scripts with equally many letters the one that comes first in the text.
    """
    counts = Counter(letter_script(letter) for letter in text if letter.isalpha())
    return max(counts, key=counts.__getitem__) if counts else UNDETERMINED


@lru_cache(maxsize=8192)
def letter_script(letter: str) -> str:
    """Find the script of one letter (ISO 15924)."""
    return _BY_NAME.get(unicodedata.name(letter, "").split(" ")[0], "Zzzz")
