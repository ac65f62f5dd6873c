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
from collections.abc import Iterable, Sequence
from functools import lru_cache

from sanxref.names.theophoric import compound_prefix

__all__ = [
    "coarse_skeleton",
    "fold",
    "fold_each",
    "is_vowelless",
    "ocr_key",
    "ocr_key_of_each",
    "skeleton",
    "skeleton_of_each",
]

_DIGITS = str.maketrans("015834", "olsbea")  # the usual confusions of print and of "leet"
_MULTIPLE = re.compile(r"(.)(?=\1)")
"""All but the last of letters that follow upon themselves."""

_Rules = tuple[tuple[tuple[str, ...], re.Pattern[str], str], ...]


def _rules(*rules: tuple[str, str, str]) -> _Rules:
    """Compile rules: letters of which some must be there, a pattern, and what it becomes.

    To look for the letters takes a tenth of the time of looking for the pattern. A pattern runs
    over many words at once, one a line, so that ^ and $ stand for the ends of a word.
    """
    return tuple(
        (tuple(needs.split()), re.compile(rule, re.MULTILINE), new) for needs, rule, new in rules
    )


# In order; each works on the result of those before it.
_FOLD_RULES = _rules(
    # Pinyin and Catalan x-, Khj-: no Latin spelling of names agrees
    ("kj khj x", r"^(?:kh?j|x)", "h"),
    ("el", r"^el(?=[bcdfghjkmnpqrstvwxz][a-z]{2})", "al"),  # the Arabic article, joined
    ("x", r"x", "ks"),
    ("ph", r"ph", "f"),
    ("dzh dj", r"dzh|dj", "j"),
    ("tsch tch tsh cz", r"tsch|tch|tsh|cz", "ch"),
    ("shch stch", r"shch|stch", "sch"),
    ("sch", r"sch", "sh"),
    ("ck cq qu", r"ck|cqu?|qu(?=[aeiou])", "k"),
    ("q", r"q", "k"),
    ("c", r"c(?=[eiy])", "s"),
    ("c", r"c(?!h)", "k"),
    ("kh", r"kh", "k"),
    ("gh", r"gh", "g"),
    ("th", r"th", "t"),
    ("dh", r"dh", "d"),
    ("tz ts", r"tz|ts", "z"),
    ("off", r"off$", "ov"),
    ("eff", r"eff$", "ev"),
    ("w", r"w", "v"),
    ("ij iy yi yj ii yy ie ey ei", r"(?:ij|iy|yi|yj|ii|yy|ie|ey|ei)$", "i"),
    # Not Korean jeong, jung, jang, which are no yeong, yung, yang.
    ("ye je", r"^(?:ye|je(?!o|ung?$))", "e"),
    ("iou you yu ju iu", r"^(?:iou|you|yu|ju(?!ng?$|n?$)|iu)", "u"),
    ("ya ia ja", r"^(?:ya|ia|ja(?=[ks]|n(?!g)))", "ia"),
    ("zh", r"zh", "j"),  # behind these, for Zhang is no Yang
    ("ou oo au", r"ou|oo|au", "u"),
    ("ai ay ei ey ee ea", r"ai|ay|ei|ey|ee|ea", "i"),
    ("h", r"h$(?<=[aeiou]h)", ""),
    ("e", r"e$(?<=[bcdfgklmnprstvz]{2}e)|e$(?<=ne)", ""),  # French and Tunisian mute e
)
_FOLDED_VOWELS = str.maketrans("eyo", "iiu")

_SKELETON_RULES = _rules(
    ("ph", r"ph", "f"),
    ("dzh dj zh", r"dzh|dj|zh", "j"),
    # French ch is English sh
    ("ch sh cz", r"tsch|tch|tsh|cz|shch|sch|ch|sh", "S"),
    ("ck q kh", r"ck|qu?|kh", "k"),
    ("c", r"c(?=[eiy])", "s"),
    ("c", r"c", "k"),
    ("x", r"x", "ks"),
    ("gh", r"gh", "g"),
    ("th", r"th", "t"),
    ("dh", r"dh", "d"),
    ("tz ts", r"tz|ts", "s"),
    ("off", r"off$", "ov"),
    ("eff", r"eff$", "ev"),
    ("z", r"z", "s"),
    ("ge gi", r"g(?=[ei])", "j"),
    ("w", r"^w", "v"),
    ("y j", r"^[yj](?=[aou])|^y(?=[bcdfghjklmnpqrstvwxz])", "j"),
    ("w", r"w", ""),
    ("h", r"h$", ""),
)
_VOWELS_AND_Y = str.maketrans("", "", "aeiouy")
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
    return fold_each([word])[0]


def fold_each(words: Sequence[str]) -> list[str]:
    """Give what `fold` gives for each of some words; many take a third of the time."""
    folded = _applied(_FOLD_RULES, "\n".join(_prepared(words))).translate(_FOLDED_VOWELS)
    folds = _MULTIPLE.sub("", folded).split("\n")
    return [key or word for key, word in zip(folds, words, strict=True)] if words else []


@lru_cache(maxsize=131072)
def skeleton(word: str) -> str:
    """Reduce a word to its consonants; may be empty ("Aoi")."""
    return skeleton_of_each([word])[0]


def skeleton_of_each(words: Sequence[str]) -> list[str]:
    """Give what `skeleton` gives for each of some words."""
    reduced = "\n".join(map(_without_article, _prepared(words)))
    skeletons = _applied(_SKELETON_RULES, reduced).translate(_VOWELS_AND_Y).split("\n")
    return skeletons if words else []


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
    return ocr_key_of_each([word])[0]


def ocr_key_of_each(words: Sequence[str]) -> list[str]:
    """Give what `ocr_key` gives for each of some words."""
    keys = "\n".join(map(_letters, words))
    for confused, read in _OCR_RULES:
        keys = keys.replace(confused, read)
    return keys.split("\n") if words else []


def is_vowelless(word: str) -> bool:
    """Whether a word has no vowel behind its first letter, as if vowels had been dropped."""
    return len(word) > 1 and not any(letter in "aeiou" for letter in word[1:])


def _without_article(word: str) -> str:
    """Drop the article inside a compound: its consonant is assimilated or not at will."""
    if word.startswith("abdal") and len(word) > len("abdalah"):
        return "abd" + word[len("abdal") :]
    return word[: -len("aldin")] + "din" if word.endswith("aldin") else word


def _prepared(words: Sequence[str]) -> Iterable[str]:
    """Words with their doubled letters collapsed, those that are compounds in one spelling."""
    single = _MULTIPLE.sub("", "\n".join(map(_letters, words)))
    return map(compound_prefix, single.split("\n"))


def _applied(rules: _Rules, lines: str) -> str:
    for needs, pattern, new in rules:
        for letters in needs:
            if letters in lines:
                lines = pattern.sub(new, lines)
                break
    return lines


def _letters(word: str) -> str:
    """Read digits inside a word as the letters they stand for; numbers stay numbers."""
    return word if word.isalpha() or word.isdigit() else word.translate(_DIGITS)
