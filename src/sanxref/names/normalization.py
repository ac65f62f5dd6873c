"""Text to comparable text: one form for the many ways in which the same name is encoded.

The unit is the word, so that every word keeps its place in the original text; `normalize` is
the words of `tokenize`, joined by single spaces.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from sanxref.names.homoglyphs import LOOK_ALIKES, to_latin_look_alikes
from sanxref.names.scripts import letter_script

__all__ = [
    "Token",
    "is_capitalized",
    "is_owner",
    "is_partly_latin",
    "make_token",
    "normalize",
    "normalize_word",
    "tokenize",
    "within_words",
    "word_spans",
]

# Apostrophes, half rings and primes that transliterations write inside words (ISO 233, ALA-LC,
# McCune-Reischauer); removed, because lists and newspapers seldom agree on them.
_APOSTROPHES = "'’‘ʼʻʾʿ`´′ʹʽˈ＇‛"
# "Diaby's": of these apostrophes only, for the others are letters of transliterations.
_POSSESSIVE = "'’"
_SHORTEST_OWNER = 3
# Letters, marks, numbers, format characters (category Cf: zero-width, joiners, directions, soft
# hyphen) and apostrophes form one raw word; everything else separates.
_FORMAT = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u180e\u034f"
# Scripts whose combining marks are accents or optional vowel points; elsewhere (Devanagari,
# Thai, Khmer, ...) a mark is a letter of the word and stays.
_MARKS_ARE_OPTIONAL = frozenset({"Latn", "Cyrl", "Grek", "Arab", "Hebr", "Syrc"})
_TATWEEL = "\u0640"
_NO_ASCII_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
# Normalization forms settle within two rounds on all of Unicode; the bound is a safeguard.
_MAXIMUM_ROUNDS = 4


class Token(NamedTuple):
    """One word of a text; a plain tuple, for texts have many.

    Attributes:
        text: Normalized; never empty.
        start: Offset of the first character in the text as given.
        end: Offset behind the last character.
        capitalized: Starts with a capital letter; also true of scripts without capitals.
    """

    text: str
    start: int
    end: int
    capitalized: bool


def normalize(text: str) -> str:
    """Bring a name or a text into comparable form.

    Compatibility forms (NFKC), zero-width and direction characters, accents and vowel points,
    look-alike letters of other scripts, case, apostrophes and punctuation are evened out.
    Normalizing twice is normalizing once.

    Returns:
        Words joined by single spaces; empty for a text without letters and digits.
    """
    return " ".join(token.text for token in tokenize(text))


def tokenize(text: str) -> tuple[Token, ...]:
    """Split a text into normalized words that keep their offsets into the text."""
    latin = is_partly_latin(text)
    tokens = (make_token(text, start, end, latin=latin) for start, end in word_spans(text))
    return tuple(token for token in tokens if token is not None)


def make_token(text: str, start: int, end: int, *, latin: bool) -> Token | None:
    """Make the token of one span that `word_spans` gives.

    Returns:
        None where nothing is left of the word.
    """
    end -= 2 * is_owner(text[start:end])
    word = _normalize_word(text[start:end], latin)
    if not word:
        return None
    return Token(text=word, start=start, end=end, capitalized=is_capitalized(text[start]))


def word_spans(text: str) -> Iterator[tuple[int, int]]:
    """Spans of runs of word characters."""
    return (met.span() for met in _RUN.finditer(text))


def normalize_word(written: str, *, latin: bool) -> str:
    """Bring one word of `word_spans` into comparable form; may be empty.

    Args:
        written: The word.
        latin: What `is_partly_latin` says of the text around it.
    """
    return _normalize_word(written[:-2] if is_owner(written) else written, latin)


def is_owner(written: str) -> bool:
    """Whether a word ends in the English possessive, which is none of it."""
    return len(written) > _SHORTEST_OWNER and written[-1] in "sS" and written[-2] in _POSSESSIVE


def is_partly_latin(text: str) -> bool:
    """Whether a text has enough Latin letters for look-alikes to be taken for such."""
    if text.isascii():
        return True
    sample = text[:400]  # enough to know; articles are long
    ascii_letters = len(sample.encode("ascii", "ignore").translate(None, _NO_ASCII_LETTERS))
    if ascii_letters * 5 >= len(sample):
        return True  # whatever else the letters are
    letters = latin = 0
    for letter in sample:
        if letter.isalpha():
            letters += 1
            latin += letter_script(letter) == "Latn"
    return latin * 5 >= letters and latin > 0


def is_capitalized(letter: str) -> bool:
    """Whether a letter is a capital, or of a script without capitals."""
    return letter.isupper() or letter.istitle() or not (letter.islower() or letter.isnumeric())


@lru_cache(maxsize=65536)
def _normalize_word(word: str, latin: bool) -> str:  # noqa: FBT001 - cached on position
    for _ in range(_MAXIMUM_ROUNDS):
        before = word
        word = _one_round(word, latin=latin)
        if word == before:
            break
    return word


def _one_round(word: str, *, latin: bool) -> str:
    if word.isascii():
        return "".join(filter(str.isalnum, word)).casefold()
    word = unicodedata.normalize("NFKC", word)
    if not LOOK_ALIKES.isdisjoint(word):
        word = to_latin_look_alikes(word, among_latin=latin)
    word = unicodedata.normalize("NFKC", word.casefold())
    decomposed = unicodedata.normalize("NFD", word)
    if decomposed != word or any(map(unicodedata.combining, word)):
        word = unicodedata.normalize("NFC", _without_optional_marks(decomposed))
    word = "".join(filter(_is_word_character, word))
    # A letter that is taken apart may leave marks in front, which no raw word starts with.
    while word and not word[0].isalnum():
        word = word[1:]
    return word


def _without_optional_marks(decomposed: str) -> str:
    kept: list[str] = []
    base = ""
    for character in decomposed:
        if unicodedata.category(character) == "Mn":
            if base and letter_script(base) in _MARKS_ARE_OPTIONAL:
                continue
        elif character.isalpha():
            base = character
        kept.append(character)
    return "".join(kept)


def _is_word_character(character: str) -> bool:
    if character == _TATWEEL:
        return False
    return character.isalnum() or unicodedata.category(character) in {"Mn", "Mc"}


def _compile_run() -> re.Pattern[str]:
    """Compile the run of word characters: letters, digits, marks, joiners and apostrophes.

    Python's word class leaves out combining marks (Mn, Mc), so their blocks are named: general
    combining marks, Hebrew and Arabic points, Indic to Khmer vowel signs, half marks.
    """
    marks = (
        "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
        "\u0711\u0730-\u074a\u07a6-\u07b0\u0900-\u0dff\u0e31-\u0e4e\u0eb1-\u0ece\u0f18-\u0fbc"
        "\u102b-\u109d\u135d-\u135f\u17b4-\u17d3\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0"
        "\u302a-\u302f\u3099\u309a\ufb1e\ufe00-\ufe0f\ufe20-\ufe2f"
    )
    # Letters at a stretch, for most words have nothing else; possessive, for nothing is given back.
    return re.compile(rf"[^\W_]++(?:[{_APOSTROPHES}{_FORMAT}{_TATWEEL}{marks}]++[^\W_]*+)*+")


_RUN = _compile_run()


def within_words(character: str) -> bool | None:
    """Whether a character may stand in a word of `word_spans`.

    Returns:
        True for a letter or digit, which a word may start with; None for a joiner (mark,
        apostrophe, format character), which stands behind one; False for what parts words.
    """
    if _RUN.fullmatch(character):
        return True
    return None if _RUN.fullmatch("a" + character) else False
