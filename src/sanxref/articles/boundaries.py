"""Where a person's name begins and ends, and what it is in a comparable form."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from sanxref.articles.countries import COUNTRY_WORDS
from sanxref.articles.vocabulary import (
    CALENDAR_WORDS,
    FEMALE_WORDS,
    FUNCTION_WORDS,
    MALE_WORDS,
    NAME_SUFFIXES,
    NOT_PERSONS,
    ORGANIZATION_WORDS,
    PARTICLES,
    PLACE_WORDS,
    TITLES,
)
from sanxref.names.entries import name_of_entry

__all__ = [
    "NameForm",
    "is_abbreviated",
    "is_organization_name",
    "is_person_name",
    "name_form",
    "names_in",
    "ordinary_words",
    "title_gender",
    "trim_name",
]

_EDGES = " \t\n\xa0.,;:!?*·•|/\\“”\"‘’'«»()[]{}<>—–-…،؛"
_POSSESSIVE = re.compile(r"(?:[’'`´]s|[’'](?=$)|s[’']$)$")
_FIRST_WORD = re.compile(r"([^\s]+)[\s\xa0]+")
_LAST_WORD = re.compile(r"[\s\xa0]+([^\s]+)$")
_ELIDED = re.compile(r"[dl][’'](?=[A-ZÀ-ÖØ-Þ])")
"""French "of" and "the" before a vowel; in names they have a capital, or another word before."""

_INITIAL = re.compile(r"(?:^|[\s.])[^\W\d_]\.$")
_WORDS = re.compile(r"[^\W\d_][^\W_]*")
_NOT_IN_NAMES = re.compile(r"[@#_/\\=<>{}|]|https?:|www\.|\d")
_NICKNAME = re.compile(
    r"(?P<front>\S.*?)\s*[“\"«‘(](?P<nick>[^“”\"«»‘’()]{2,40})[”\"»’)]\s*(?P<back>\S.*)?"
)
_LAST_FIRST = re.compile(r"(?P<last>[^,]{2,60}),\s*(?P<first>[^,]{2,60})")


@dataclass(frozen=True, slots=True, kw_only=True)
class NameForm:
    """A name in comparable form.

    Attributes:
        words: All words, folded (small letters, no marks), hyphens as gaps.
        core: Those of them that are no particles and no suffixes; all, where nothing else is left.
    """

    words: tuple[str, ...]
    core: tuple[str, ...]

    @property
    def is_full(self) -> bool:
        """Whether it is more than a short form: at least two words that are no particles."""
        return len(self.core) > 1


def trim_name(text: str, start: int, end: int) -> tuple[int, int]:
    """Find the name inside what a recognizer took for one.

    Punctuation, quotation marks, possessive endings, articles, titles, demonyms in front and
    weekdays behind are cut off, as long as something is left.

    Returns:
        Offsets into `text`; equal where nothing is left.
    """
    start, end = _trim_edges(text, start, end)
    end -= _possessive_length(text[start:end])
    start, end = _trim_edges(text, start, end)
    if elided := _ELIDED.match(text, start, end):
        start = elided.end()
    while (met := _FIRST_WORD.match(text, start, end)) and _is_no_name_part(met[1]):
        start = met.end()
    while (met := _LAST_WORD.search(text, start, end)) and _fold(met[1]) in CALENDAR_WORDS:
        end = met.start()
    return _trim_edges(text, start, end)


def _trim_edges(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES and not _INITIAL.search(text[start:end]):
        end -= 1
    return start, end


def _possessive_length(name: str) -> int:
    met = _POSSESSIVE.search(name)
    if met is None:
        return 0
    return 1 if met[0][0] == "s" else len(met[0])


def _is_no_name_part(word: str) -> bool:
    key = word.lower().rstrip(".,")
    # "français Emmanuel Durand": a word in small letters that is no part of names.
    if word.isalpha() and word.islower() and key not in PARTICLES and not key.startswith("abu"):
        return True
    if key in {"the", "a", "an"} or key.removesuffix("’s").removesuffix("'s") in COUNTRY_WORDS:
        return True
    return key in TITLES or key in _ADVERBS or key.startswith("ex-")


_ADVERBS = frozenset(
    {"later", "earlier", "meanwhile", "yesterday", "however", "moreover", "furthermore", "also",
     "then", "when", "while", "after", "before", "since", "said", "but", "and", "with", "if",
     "according", "although", "because", "nevertheless", "additionally", "like", "both"}
)  # fmt: skip
"""Words that begin sentences and are taken into names by recognizers; no one's name."""

_ACRONYM = re.compile(r"[”\"’]?\s*\((?P<letters>[A-Z][A-Za-z]{2,7})\)")
_CAPITALIZED = re.compile(r"(?<![^\W_])(?=[^\W\d_])[A-ZÀ-ÖØ-Þ]")
_LOOK_BACK = 80


def is_abbreviated(text: str, start: int, end: int) -> bool:
    """Whether brackets behind a name hold the first letters of its words, as for organizations.

    `Hayat Suqur al-Sham (HSS)`; words before the name are counted in, for recognizers lose some.
    """
    met = _ACRONYM.match(text, end)
    if met is None:
        return False
    initials = _CAPITALIZED.findall(text, max(0, start - _LOOK_BACK), end)
    return "".join(initials).upper().endswith(met["letters"].upper())


@lru_cache(maxsize=65536)
def _fold(word: str) -> str:
    """Small letters without accents and apostrophes; scripts stay as they are."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in decomposed if char.isalnum() or char == "-")


@lru_cache(maxsize=16384)
def name_form(name: str) -> NameForm:
    """Bring a name to comparable form."""
    words = tuple(
        part for word in re.split(r"\s+", name) for part in _fold(word).split("-") if part
    )
    words = words or (name.casefold(),)  # a name of signs alone
    core = tuple(word for word in words if word not in PARTICLES and word not in NAME_SUFFIXES)
    return NameForm(words=words, core=core or words)


def names_in(mention: str) -> tuple[str, ...]:
    """Give the names that one mention states, white space as single spaces.

    `Ivan “The Hook” Petrenko` states the name without and the nickname; `PETRENKO, Ivan` states
    `Ivan PETRENKO`, and `JOHN 2: DOE` of a list's entry `JOHN DOE`.
    """
    name = name_of_entry(" ".join(mention.split()))
    if (met := _NICKNAME.fullmatch(name)) is not None:
        whole = " ".join(part for part in (met["front"], met["back"]) if part)
        return (whole, met["nick"].strip()) if met["back"] else (whole,)
    if (met := _LAST_FIRST.fullmatch(name)) is not None:
        return (f"{met['first']} {met['last']}",)
    return (name,)


_ADDRESS = re.compile(r"[/@_\\]")
_LETTERS = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


@lru_cache(maxsize=2)
def ordinary_words(text: str) -> Mapping[str, int]:
    """Count the words that a text writes in small letters.

    Words of addresses do not count: they have names in small letters. Several rules ask for one
    article in turn, so the last answer is kept.
    """
    counts = Counter(text.split())
    mixed = [piece for piece in counts if not (piece.islower() and piece.isalpha())]
    for piece, times in [(piece, counts.pop(piece)) for piece in mixed]:
        for word in _small_words(piece):
            counts[word] += times
    return counts


@lru_cache(maxsize=50_000)  # one article has the words of the other
def _small_words(piece: str) -> tuple[str, ...]:
    """Words in small letters of what stands between two spaces; none of an address."""
    if _ADDRESS.search(piece):
        return ()
    return tuple(filter(str.islower, _LETTERS.findall(piece)))


def is_organization_name(name: str) -> bool:
    """Whether a word of the name says that it is an organization's, an event's or a place's."""
    words = [word.lower().strip(_EDGES) for word in name.split()]
    if len(words) > 1 and any(word in PLACE_WORDS for word in words[1:]):
        return True
    return any(word in ORGANIZATION_WORDS for word in words)


_LABELS = frozenset({"dob", "pob", "aka", "fka", "nka"})
"""What list entries print before a value."""


def is_person_name(name: str) -> bool:
    """Whether a text can be a person's name at all; most can."""
    if not any(char.isalpha() for char in name) or _NOT_IN_NAMES.search(name):
        return False
    cased = [char for char in name if char.islower() or char.isupper()]
    if cased and not any(char.isupper() for char in cased):
        return False
    key = " ".join(name.lower().split())
    bare = key.removeprefix("the ")
    if bare in COUNTRY_WORDS or bare in NOT_PERSONS or bare in CALENDAR_WORDS:
        return False
    form = name_form(name)
    if form.words and form.words[0] in _LABELS:
        return False
    if len(form.core) == 1 and (len(form.core[0]) < 2 and name.isascii()):  # noqa: PLR2004  # one letter
        return False
    return not all(word in FUNCTION_WORDS or word in CALENDAR_WORDS for word in form.core)


def title_gender(text: str, start: int) -> str:
    """Tell the gender by the title directly before a name.

    Args:
        text: Text of the article.
        start: Where the name begins.

    Returns:
        `male`, `female`, or empty where the title does not tell.
    """
    before = text[max(0, start - 40) : start]
    if not before.endswith((" ", "\xa0", "\n")):
        return ""
    words = _WORDS.findall(before)
    word = words[-1].lower() if words else ""
    if before.rstrip(" .\n\xa0")[-1:] in {",", ";", ":"}:
        return ""
    if word in MALE_WORDS:
        return "male"
    return "female" if word in FEMALE_WORDS else ""
