"""Keys under which different spellings of one word meet.

Three keys, from fine to coarse, all over lower-case basic Latin letters:

- `fold`: spellings that transliterations of Arabic, Russian, Persian and others use for the
  same sound (ou/u/oo, ei/ay, kh/k, ph/f, -ov/-off, doubled letters, final h).
- `ocr_key`: letters that optical character recognition confuses (rn/m, cl/d, 0/o, 1/l).
- `skeleton`: consonants alone, for vowels that were dropped or never written.

The rules are those of common romanizations (ALA-LC, BGN/PCGN, French and English press usage),
kept where they brought two listed spellings of one target together more often than names of two
different targets (benchmarks/matching_accuracy.py, November 2026).
"""

import re
from functools import lru_cache

from sanxref.names.theophoric import compound_prefix

__all__ = ["coarse_skeleton", "fold", "is_vowelless", "ocr_key", "skeleton"]

_DIGITS = str.maketrans("015834", "olsbea")  # the usual confusions of print and of "leet"
_MULTIPLE = re.compile(r"(.)\1+")

# In order; each works on the result of those before it.
_FOLD_RULES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"^(?:kh?j|x)", "h"),  # Pinyin and Catalan x-, Khj-: no Latin spelling of names agrees
        (r"^el(?=[bcdfghjkmnpqrstvwxz][a-z]{2})", "al"),  # the Arabic article, joined
        (r"x", "ks"),
        (r"ph", "f"),
        (r"dzh|dj", "j"),
        (r"tsch|tch|tsh|cz", "ch"),
        (r"shch|stch", "sch"),
        (r"sch", "sh"),
        (r"ck|cqu?|qu(?=[aeiou])", "k"),
        (r"q", "k"),
        (r"c(?=[eiy])", "s"),
        (r"c(?!h)", "k"),
        (r"kh", "k"),
        (r"gh", "g"),
        (r"th", "t"),
        (r"dh", "d"),
        (r"tz|ts", "z"),
        (r"off$", "ov"),
        (r"eff$", "ev"),
        (r"w", "v"),
        (r"(?:ij|iy|yi|yj|ii|yy|ie|ey|ei)$", "i"),
        # Not Korean jeong, jung, jang, which are no yeong, yung, yang.
        (r"^(?:ye|je(?!o|ung?$))", "e"),
        (r"^(?:iou|you|yu|ju(?!ng?$|n?$)|iu)", "u"),
        (r"^(?:ya|ia|ja(?=[ks]|n(?!g)))", "ia"),
        (r"zh", "j"),  # behind these, for Zhang is no Yang
        (r"ou|oo|au", "u"),
        (r"ai|ay|ei|ey|ee|ea", "i"),
        (r"(?<=[aeiou])h$", ""),
        (r"(?<=[bcdfgklmnprstvz]{2})e$|(?<=n)e$", ""),  # French and Tunisian mute e
        (r"[ey]", "i"),
        (r"o", "u"),
    )
)

_SKELETON_RULES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"ph", "f"),
        (r"dzh|dj|zh", "j"),
        (r"tsch|tch|tsh|cz|shch|sch|ch|sh", "S"),  # French ch is English sh
        (r"ck|qu?|kh", "k"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"x", "ks"),
        (r"gh", "g"),
        (r"th", "t"),
        (r"dh", "d"),
        (r"tz|ts", "s"),
        (r"off$", "ov"),
        (r"eff$", "ev"),
        (r"z", "s"),
        (r"g(?=[ei])", "j"),
        (r"^[wv]", "v"),
        (r"^[yj](?=[aou])|^y(?=[bcdfghjklmnpqrstvwxz])", "j"),
        (r"w", ""),
        (r"h$", ""),
        (r"[aeiouy]", ""),
    )
)
_OCR_RULES = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("nn", "m"), ("ii", "u"),
              ("l", "i"), ("j", "i"), ("q", "g"), ("e", "c"))  # fmt: skip


@lru_cache(maxsize=131072)
def fold(word: str) -> str:
    """Fold the spellings of one sound into one.

    Args:
        word: Lower-case basic Latin letters and digits.

    Returns:
        A key, not a spelling; equal for "Oumar" and "Umar", "Hussein" and "Husayn". Empty only
        for an empty word.
    """
    folded = _MULTIPLE.sub(r"\1", _letters(word))
    folded = compound_prefix(folded)
    for pattern, replacement in _FOLD_RULES:
        folded = pattern.sub(replacement, folded)
    return _MULTIPLE.sub(r"\1", folded) or word


@lru_cache(maxsize=131072)
def skeleton(word: str) -> str:
    """Reduce a word to its consonants; may be empty ("Aoi")."""
    reduced = _without_article(compound_prefix(_MULTIPLE.sub(r"\1", _letters(word))))
    for pattern, replacement in _SKELETON_RULES:
        reduced = pattern.sub(replacement, reduced)
    return reduced


def coarse_skeleton(consonants: str) -> str:
    """Bring consonants together that stand for one Arabic or Hebrew letter in some spelling.

    Args:
        consonants: What `skeleton` gives.
    """
    return consonants.translate(_COARSE)


# Emphatic and dental letters are written d, dh, z, t, th, s, sh; velars g, j, k; h comes and goes.
_COARSE = str.maketrans("Szdgjvpf", "tttkkbbb", "h") | str.maketrans("s", "t")


@lru_cache(maxsize=131072)
def ocr_key(word: str) -> str:
    """Bring letters together that optical character recognition confuses."""
    key = _letters(word)
    for confused, read in _OCR_RULES:
        key = key.replace(confused, read)
    return key


def is_vowelless(word: str) -> bool:
    """Whether a word has no vowel behind its first letter, as if vowels had been dropped."""
    return len(word) > 1 and not any(letter in "aeiou" for letter in word[1:])


def _without_article(word: str) -> str:
    """Drop the article inside a compound: its consonant is assimilated or not at will."""
    if word.startswith("abdal") and len(word) > len("abdalah"):
        return "abd" + word[len("abdal") :]
    return word[: -len("aldin")] + "din" if word.endswith("aldin") else word


def _letters(word: str) -> str:
    """Read digits inside a word as the letters they stand for; numbers stay numbers."""
    return word if word.isdigit() else word.translate(_DIGITS)
