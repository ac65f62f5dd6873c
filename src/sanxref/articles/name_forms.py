"""Names in forms that recognizers take to pieces."""

import re
from collections.abc import Sequence

from sanxref.articles.boundaries import is_organization_name, trim_name
from sanxref.articles.countries import COUNTRY_WORDS, country_of_place
from sanxref.articles.vocabulary import (
    CALENDAR_WORDS,
    FUNCTION_WORDS,
    NOT_PERSONS,
    ORGANIZATION_WORDS,
    PARTICLES,
    PLACE_WORDS,
    ROLE_WORDS,
    TITLES,
)
from sanxref.model.articles import Mention, MentionKind
from sanxref.names.entries import PrintedEntry

__all__ = ["NAME_WORD", "find_composed"]

NAME_WORD = (
    r"(?:(?:al|el|ul|ad|as|ash|at|az|an|ar|ibn|bin|abu|d|l)[-’'])?"
    r"[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁІЇЄҐΑ-Ω][^\W\d_]*(?:[-’'][^\W\d_]+)*\.?"
)
"""Pattern of one capitalized word of a name; needs a case-sensitive match."""

# Each pattern's second half begins with a sign, and is found much faster; most texts have none.
_NICKNAME_BEHIND = (
    r"[“\"‘(](?<=\s.)(?P<nick>[A-Z][^“”\"‘’()\n]{1,30})[”\"’)]\s+"
    rf"(?:(?:{'|'.join(sorted(PARTICLES))})\s+)*{NAME_WORD}(?:\s+{NAME_WORD})?"
)
_NICKNAME_SIGN = re.compile(_NICKNAME_BEHIND)
_NICKNAMED = re.compile(rf"(?<![\w’'-])(?P<front>(?:{NAME_WORD}\s+){{1,3}}){_NICKNAME_BEHIND}")
_INVERTED_SIGN = re.compile(r",(?<=[A-ZÀ-ÖØ-Þ’'-],)\s+[A-ZÀ-ÖØ-Þ]")
_INVERTED = re.compile(
    r"(?<![\w-])(?P<last>[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ’'-]+(?:\s+[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ’'-]+){0,3}),\s+"
    r"(?P<first>[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ’'-]+(?:\s+[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ’'-]+){0,3})"
)
_LIST_SIGN = re.compile(r"\s*(?:\((?!Reuters|AP|AFP|Xinhua|dpa)|;|,\s*(?:a\.k\.a|DOB))")


# "Belmokhtar, Mokhtar, was designated": two words with commas are also a town and its state, so
# a title must go before them, or behind them what is said of people alone (our choice).
_VERBS = (
    "designated sanctioned delisted blacklisted listed added removed arrested detained captured"
    " indicted charged accused convicted sentenced jailed extradited appointed born"
)
_PARTICLE = "|".join(sorted(PARTICLES - {"a", "as", "at", "of", "y", "e"}))
_COMMA_NAME_BEHIND = (
    rf",\s+(?P<first>{NAME_WORD}(?:\s+{NAME_WORD}){{0,2}})"
    r"(?=(?P<verb>,\s+(?:is|was|has|had|who|whose|also)\s)|\s*(?P<sign>[(,;]\s*(?:a\.k\.a|DOB|born)))"
)
_COMMA_NAME_SIGN = re.compile(_COMMA_NAME_BEHIND)
_COMMA_NAME = re.compile(
    rf"(?<![\w’'-])(?P<last>(?:(?:{_PARTICLE})\s+){{0,3}}{NAME_WORD}){_COMMA_NAME_BEHIND}"
)
_OF_PERSONS = re.compile(
    rf",\s+(?:(?:is|was|has\s+been|had\s+been)\s+(?:also\s+|first\s+|later\s+)?(?:{'|'.join(_VERBS.split())})|who|whose)\b"
)
_WORD_BEFORE = re.compile(r"(?P<word>[^\W\d_][\w’'-]*)(?P<stop>\.?)\s+$")
_LOOK_BACK = 40
_NO_NAMES = TITLES | FUNCTION_WORDS | COUNTRY_WORDS | ROLE_WORDS | ORGANIZATION_WORDS


def find_composed(text: str, entries: Sequence[PrintedEntry] = ()) -> tuple[Mention, ...]:
    """Find names in forms that recognizers take to pieces.

    These are a nickname in the middle (`Ivan “The Hook” Petrenko`) and list style
    (`PETRENKO, Ivan`), which at the start of a line must go on as list entries do: there it may
    be a date line; without capitals throughout ("Petrenko, Ivan") something must show that a
    person is meant.

    Args:
        text: Text of the article.
        entries: Entries of lists that it prints; their individuals' names are found too.
    """
    found: list[tuple[int, int]] = []
    if _NICKNAME_SIGN.search(text):
        found += [met.span() for met in _NICKNAMED.finditer(text) if _is_nicknamed(met)]
    if _INVERTED_SIGN.search(text):
        found += [met.span() for met in _INVERTED.finditer(text) if _is_inverted(text, met)]
    if _COMMA_NAME_SIGN.search(text):
        found += [met.span() for met in _COMMA_NAME.finditer(text) if _is_comma_name(text, met)]
    listed = {entry.name for entry in entries if entry.is_person}
    mentions = []
    for start, end in sorted({*found, *listed}):
        left, right = (start, end) if (start, end) in listed else trim_name(text, start, end)
        if left < right:
            mentions.append(
                Mention(
                    text=text[left:right],
                    start=left,
                    end=right,
                    kind=MentionKind.PERSON,
                    recognizer="name-form",
                )
            )
    return tuple(mentions)


def _is_nicknamed(met: re.Match[str]) -> bool:
    front = [word.lower().rstrip(".") for word in met["front"].split()]
    return front[-1] not in _NO_NAMES and not is_organization_name(met[0])


def _is_inverted(text: str, met: re.Match[str]) -> bool:
    if _has_other_words(met):
        return False
    line_start = not text[max(0, met.start() - 1) : met.start()].strip(" \n\t")
    at_start = met.start() == 0 or (line_start and text[met.start() - 1] == "\n")
    return not at_start or _LIST_SIGN.match(text, met.end()) is not None


_NO_NAMES = (COUNTRY_WORDS | CALENDAR_WORDS | FUNCTION_WORDS | ORGANIZATION_WORDS | PLACE_WORDS
             | TITLES | ROLE_WORDS | NOT_PERSONS)  # fmt: skip


def _has_other_words(met: re.Match[str]) -> bool:
    """Whether a word is none of a name, or the name before the comma is a place's."""
    words = {word.lower().rstrip(".") for word in met[0].replace(",", " ").split()}
    return bool(words & _NO_NAMES) or bool(country_of_place(met["last"]))


def _is_comma_name(text: str, met: re.Match[str]) -> bool:
    if _has_other_words(met):
        return False
    before = _WORD_BEFORE.search(text, max(0, met.start() - _LOOK_BACK), met.start())
    word = before["word"] if before else ""
    if word.lower() in TITLES:
        return met["verb"] is None or not met["verb"].split()[1].startswith(("who", "also"))
    if word[:1].isupper() and word.lower() not in _NO_NAMES and before and not before["stop"]:
        return False  # "Omar Diaby, Omsen, was ...": the name has begun before
    return met["sign"] is not None or _OF_PERSONS.match(text, met.end()) is not None
