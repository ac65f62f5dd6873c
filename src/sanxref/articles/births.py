"""Age, date of birth and place of birth beside a name."""

import re
from collections.abc import Iterator
from dataclasses import replace

from sanxref.articles.countries import country_of_place
from sanxref.articles.datelines import read_date
from sanxref.articles.surroundings import Place
from sanxref.model.articles import ContextFact, ContextKind
from sanxref.model.dates import PartialDate

__all__ = ["PLACE_NAME", "age_value", "find_ages", "find_births", "place_value", "read_birth"]

_OLDEST = 120
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
         "eighty": 80, "ninety": 90}  # fmt: skip

_BRACKETED_AGE = re.compile(
    r"\s*(?:,\s*(?P<bare>\d{1,3})(?=\s*(?:[,.;)]|$))|\(\s*(?:aged?\s+)?(?P<round>\d{1,3})\s*[),]"
    r"|[,(]?\s*(?:who\s+)?(?:is\s+|was\s+)?(?:now\s+)?aged?\s+(?P<aged>\d{1,3})\b"
    r"|,?\s*(?:who\s+)?(?:is|was)\s+(?P<old>\d{1,3})(?:\s+years\s+old\b|(?=\s*[,.;)])))"
)

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DATE = re.compile(
    r",?\s*(?:(?:on|in)\s+)?(?P<about>(?:c\.|ca\.|circa|around|about|approximately)\s*)?"
    rf"(?P<date>(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+"
    rf"|{_MONTH}\s+(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+)?)?(?:18|19|20)\d\d\b"
    r"(?:-\d\d-\d\d)?)"
)
_PLACE_WORD = r"(?:(?:al|el|ad|ar|as|ash)-)?[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'-]*"
PLACE_NAME = rf"(?:the\s+)?{_PLACE_WORD}(?:\s+(?:(?:of|de|el|al|la)\s+)?{_PLACE_WORD}){{0,3}}"
"""Pattern of a place's name: capitalized words, with particles between."""
_PLACE = re.compile(
    rf"[,;]?\s*(?:in|at|near|POB:?|place\s+of\s+birth:?)\s+(?:the\s+(?:city|town|village|province)\s+of\s+)?"
    rf"(?P<place>{PLACE_NAME}(?:,\s+{PLACE_NAME}(?=[,.;)\s—–]|$))?)"
)
_BORN = re.compile(
    r"[\s,(—–-]*(?:(?:who|and)\s+)?(?:(?:was|is)\s+)?(?:born\b|b\.(?=\s*\d)|DOB:?|D\.O\.B\.:?"
    r"|date\s+of\s+birth:?)\s*(?=\S)"
)
_MOST_PARTS = 3
"""Date and place in either order, and a second place."""


def age_value(word: str) -> str:
    """Read an age in digits or words.

    Returns:
        Digits, or empty where it is no age between 1 and 120.
    """
    word = word.lower()
    if word.isascii() and word.isdigit():
        value = int(word)
    else:
        tens, _, ones = word.partition("-")
        value = _NUMBERS.get(word) or _TENS.get(tens, 0) + (_NUMBERS.get(ones, 0) if ones else 0)
        if ones and tens not in _TENS:
            value = 0
    return str(value) if 0 < value <= _OLDEST else ""


def find_ages(place: Place) -> Iterator[ContextFact]:
    """Find an age in an apposition or predicate behind a name: `, 45,`, `(45)`, `, aged 45`."""
    met = _BRACKETED_AGE.match(place.text, place.end, place.right)
    if met is None:
        return
    group = met.lastgroup or ""
    value = age_value(met[group])
    # "Petrenko, 3," is a score or a list; children are "aged 3" or "three-year-old".
    if value and not (group == "bare" and len(met[group]) < 2):  # noqa: PLR2004  # digits
        start, end = met.span(group)
        yield ContextFact(kind=ContextKind.AGE, value=value, text=met[group], start=start, end=end)


def find_births(place: Place) -> Iterator[ContextFact]:
    """Find `born on DATE in PLACE` and its like directly behind a name."""
    met = _BORN.match(place.text, place.end, place.right)
    if met is not None:
        yield from read_birth(place.text, met.end(), place.right)


def read_birth(text: str, start: int, end: int) -> Iterator[ContextFact]:
    """Read dates and places behind the word "born", in either order."""
    for _ in range(_MOST_PARTS):
        if met := _DATE.match(text, start, end):
            yield from _birth_date(text, met)
        elif met := _PLACE.match(text, start, end):
            left, right = met.span("place")
            name = text[left:right].rstrip(".,’'-")
            yield ContextFact(
                kind=ContextKind.BIRTH_PLACE,
                value=place_value(name),
                text=name,
                start=left,
                end=left + len(name),
            )
        else:
            return
        start = met.end()


def _birth_date(text: str, met: re.Match[str]) -> Iterator[ContextFact]:
    start, end = met.span("date")
    found = read_date(" ".join(met["date"].split()))
    if found is None:
        return
    if met["about"]:
        found = replace(found, approximate=True)
        start = met.start("about")
    if _is_birth(found):
        yield ContextFact(
            kind=ContextKind.BIRTH_DATE,
            value=str(found),
            text=text[start:end],
            start=start,
            end=end,
        )


def _is_birth(found: PartialDate) -> bool:
    return found.until is None


def place_value(name: str) -> str:
    """Give the country's code of a place ("Dakar, Senegal"), or the words where it is not known."""
    words = " ".join(name.split())
    last = words.rpartition(",")[2].strip()
    return country_of_place(words) or country_of_place(last) or words
