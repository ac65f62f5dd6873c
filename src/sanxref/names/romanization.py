"""Latin form of words in any script.

anyascii gives the letters; the scripts that do not write short vowels (Arabic, Hebrew) have
tables of their own, whose result is marked, so that comparison leans on consonants.
"""

from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

from sanxref.names.scripts import script_of

__all__ = ["Romanized", "romanize"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Romanized:
    """Latin form of one written word.

    Attributes:
        syllables: Usually one; Han and Hangul give one for each character, because each
            is a word or a syllable that Latin spellings split or join at will.
        abjad: The script leaves short vowels unwritten, so vowels prove nothing.
        script: ISO 15924 code of the script it was written in.
    """

    syllables: tuple[str, ...]
    abjad: bool
    script: str


# Arabic, Persian, Urdu, Pashto and Kurdish letters; long vowels as the usual Latin spelling of
# names has them. Ain and hamza are not written in most Latin spellings of names.
_ARABIC = {
    "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ٱ": "a", "ء": "", "ؤ": "u", "ئ": "i", "ى": "a",
    "ب": "b", "پ": "p", "ت": "t", "ة": "a", "ث": "th", "ج": "j", "چ": "ch", "ح": "h",
    "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "ژ": "zh", "س": "s", "ش": "sh",
    "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "", "غ": "gh", "ف": "f", "ڤ": "v", "ق": "q",
    "ك": "k", "ک": "k", "ګ": "g", "گ": "g", "ل": "l", "م": "m", "ن": "n", "ں": "n", "ه": "h",
    "ہ": "h", "ھ": "h", "ە": "a", "و": "u", "ۇ": "u", "ۆ": "o", "ي": "i", "ی": "i", "ے": "e",
    "ې": "e", "ۍ": "i", "ټ": "t", "ٹ": "t", "ډ": "d", "ڈ": "d", "ړ": "r", "ڑ": "r", "ښ": "sh",
    "ږ": "zh", "ڼ": "n", "څ": "ts", "ځ": "dz", "ۀ": "a", "ڭ": "ng",
}  # fmt: skip
# Hebrew letters by the usual spelling of names; alef and ayin carry vowels only.
_HEBREW = {
    "א": "a", "ב": "b", "ג": "g", "ד": "d", "ה": "h", "ו": "v", "ז": "z", "ח": "h", "ט": "t",
    "י": "i", "כ": "k", "ך": "k", "ל": "l", "מ": "m", "ם": "m", "נ": "n", "ן": "n", "ס": "s",
    "ע": "a", "פ": "p", "ף": "f", "צ": "ts", "ץ": "ts", "ק": "k", "ר": "r", "ש": "sh", "ת": "t",
}  # fmt: skip
_TABLES = {"Arab": _ARABIC, "Hebr": _HEBREW}
_VOWELS_UNCERTAIN = frozenset({"Thai", "Laoo"})  # anyascii leaves inherent vowels out
_SYLLABIC = frozenset({"Hani", "Hang"})


@lru_cache(maxsize=65536)
def romanize(word: str) -> Romanized:
    """Write one normalized word in lower-case basic Latin letters.

    Returns:
        The Latin form; without syllables where nothing of the word can be written so.
    """
    if word.isascii():
        return Romanized(syllables=(word,), abjad=False, script="Latn")
    script = script_of(word)
    if table := _TABLES.get(script):
        return Romanized(syllables=_abjad(word, table, script), abjad=True, script=script)
    if script in _SYLLABIC:
        syllables = tuple(_ascii(character) for character in word)
        return Romanized(syllables=tuple(filter(None, syllables)), abjad=False, script=script)
    latin = _ascii(word)
    return Romanized(
        syllables=(latin,) if latin else (), abjad=script in _VOWELS_UNCERTAIN, script=script
    )


def _abjad(word: str, table: dict[str, str], script: str) -> tuple[str, ...]:
    if script == "Arab":
        if word in {"الله", "اللة"}:
            return ("allah",)
        # A leading article is written on the word; Latin spellings mostly set it apart.
        if word.startswith("ال") and len(word) > 4:  # noqa: PLR2004 - two letters would be left
            return ("al", *_abjad(word[2:], table, script))
    latin = "".join(table.get(letter) or _initial(letter, table) for letter in word)
    if not latin:
        return ()
    if word[-1] == "ה" and len(latin) > 1:
        latin = latin[:-1] + "a"  # final he is silent: Moshe, Sarah
    return (_with_initial_consonant(word[0], latin),)


def _initial(letter: str, table: dict[str, str]) -> str:
    return "" if letter in table else _ascii(letter)


def _with_initial_consonant(first: str, latin: str) -> str:
    """Waw and yeh are consonants at the start of a word (Walid, Yusuf), vowels inside."""
    consonants = {"و": "w", "ي": "y", "ی": "y", "י": "y"}
    if first in consonants:
        return consonants[first] + latin[1:]
    # Ain carries a vowel: Ali, Abbas, Umar; a long one is written behind it: Adil, Isa.
    return "a" + latin if first == "ع" and latin[0] not in "ai" else latin


def _ascii(text: str) -> str:
    return "".join(filter(str.isalnum, anyascii(text))).lower()
