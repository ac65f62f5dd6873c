"""Noun phrases that say what a person is: "a 45-year-old Syrian businessman"."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sanxref.articles.births import PLACE_NAME, age_value, place_value
from sanxref.articles.countries import country_of_demonym
from sanxref.articles.surroundings import Place
from sanxref.articles.vocabulary import (
    CONTINUING_WORDS,
    FEMALE_WORDS,
    KINSHIP_WORDS,
    MALE_WORDS,
    MODIFIERS,
    NATIONALS,
    ROLE_WORDS,
    TITLES,
)
from sanxref.model.articles import ContextFact, ContextKind

__all__ = ["find_descriptions"]

_DETERMINERS = frozenset({"a", "an", "the", "its", "his", "her", "their", "our", "one", "another"})
_TOKEN = re.compile(r"[^\s,.;:()—–“”\"]+")
_YEARS_OLD = re.compile(r"([a-z]+(?:-[a-z]+)?|\d{1,3})-years?-old", re.IGNORECASE)
_ENDS = re.compile(r"\s*(?:[,.;:)—–”\"]|$)")
_APPOSITION = re.compile(
    r"(?:\s*\([^()]{1,40}\))?(?:,\s*\d{1,3}(?=\s*,))?\s*[,(—–]\s*(?:who\s+(?:is|was)\s+(?!not\b))?"
)
_PREDICATE = re.compile(r"\s+(?:is|was)\s+(?=(?:an?|the|one\s+of)\s)")
_FROM = re.compile(
    rf"\s*,?\s*(?:(?:who\s+(?:is|was)\s+)?(?:from|based\s+in|resident\s+in|living\s+in)|(?<!\s)of)\s+"
    rf"(?P<place>{PLACE_NAME}(?:,\s+{PLACE_NAME})?)(?=\s*(?:[,.;)—–]|$))"
)
_MOST_WORDS = 8
_PAIR = 2


class _Token(NamedTuple):
    text: str
    start: int
    end: int

    @property
    def key(self) -> str:
        return self.text.lower()


def find_descriptions(place: Place) -> Iterator[ContextFact]:
    """Find nationality, age, role, gender and place in the noun phrases tied to a name.

    Looked at are the words directly before it ("Syrian President X"), an apposition before it
    with its own determiner ("its leader, X"), an apposition behind it (", a Syrian banker,") and
    a predicate ("X was a Syrian banker").
    """
    yield from _before(place)
    for pattern in (_APPOSITION, _PREDICATE):
        if met := pattern.match(place.text, place.end, place.right):
            yield from _behind(place, met.end())
    if met := _FROM.match(place.text, place.end, place.right):
        start, end = met.span("place")
        yield ContextFact(
            kind=ContextKind.PLACE,
            value=place_value(met["place"]),
            text=met["place"],
            start=start,
            end=end,
        )


def _tokens(text: str, start: int, end: int) -> list[_Token]:
    return [
        _Token(text=met[0], start=met.start(), end=met.end())
        for met in _TOKEN.finditer(text, start, end)
    ]


def _before(place: Place) -> Iterator[ContextFact]:
    """Read backwards from the name as long as the words can belong to one noun phrase."""
    window = place.text[place.left : place.start]
    stripped = window.rstrip()
    apposed = stripped.endswith(",")
    before = stripped.rstrip(",")
    phrase_end = place.left + len(before)
    if window and stripped and not apposed and window[-1:] == stripped[-1:]:
        return  # no space before the name: an opening mark, or part of another word
    word = before[before.rfind(" ") + 1 :]  # of most names the word before belongs to no phrase
    if not any(map(_may_belong, _tokens(word, 0, len(word))[-1:])):
        return
    tokens = _tokens(place.text, place.left, phrase_end)[-_MOST_WORDS:]
    phrase: list[_Token] = []
    for token in reversed(tokens):
        behind = phrase[0].start if phrase else phrase_end
        if place.text[token.end : behind].strip() or not _may_belong(token):
            break
        phrase.insert(0, token)
    first = len(tokens) - len(phrase)
    determined = first > 0 and _determines(tokens[first - 1])
    in_list = first > 1 and "," in place.text[tokens[first - 2].end : tokens[first - 1].start]
    if apposed and (not determined or in_list):
        return
    yield from _phrase_facts(place.text, phrase)


def _may_belong(token: _Token) -> bool:
    return bool(
        _is_person_noun(token)
        or token.key in MODIFIERS
        or token.key in TITLES
        or _YEARS_OLD.fullmatch(token.text)
        or _demonyms(token)
        or token.text in _FIRST_PARTS
        or token.text in _SECOND_PARTS
        or _birth_country(token)
    )


def _birth_country(token: _Token) -> str:
    """Country of `Syrian-born`."""
    demonym, dash, rest = token.text.partition("-")
    return country_of_demonym(demonym) if dash and rest == "born" else ""


_FIRST_PARTS = frozenset({"North", "South", "Saudi", "Sri", "Costa", "Sierra", "Hong", "Burkina"})
_SECOND_PARTS = frozenset({"Korean", "African", "Arabian", "Lankan", "Rican", "Leonean", "Konger"})
"""Words of demonyms in two words."""


def _determines(token: _Token) -> bool:
    return token.key in _DETERMINERS or token.key.endswith(("’s", "'s", "s’", "s'"))


def _behind(place: Place, start: int) -> Iterator[ContextFact]:
    """Read a noun phrase up to its head: the last word before a preposition or a mark."""
    tokens = _tokens(place.text, start, place.right)[: _MOST_WORDS + 2]
    while tokens and (_determines(tokens[0]) or tokens[0].key in {"one", "of"}):
        tokens = tokens[1:]
    phrase: list[_Token] = []
    for token in tokens:
        gap_start = phrase[-1].end if phrase else token.start
        if place.text[gap_start : token.start].strip() or token.key in CONTINUING_WORDS:
            break
        phrase.append(token)
    if not phrase or not _is_person_noun(phrase[-1]):
        return
    end = phrase[-1].end
    ended = _ENDS.match(place.text, end, place.right) is not None
    at_name = place.meets_name and not place.text[end : place.right].strip()
    following = next((token for token in tokens if token.start >= end), None)
    goes_on = following is not None and following.key in CONTINUING_WORDS
    if at_name or not (ended or goes_on):
        return
    if all(_may_belong(token) for token in phrase):
        yield from _phrase_facts(place.text, phrase)
    else:
        yield from _phrase_facts(place.text, _end_that_belongs(phrase))


def _end_that_belongs(phrase: Sequence[_Token]) -> list[_Token]:
    """The words from the last one on that cannot belong to a description."""
    kept: list[_Token] = []
    for token in reversed(phrase):
        if not _may_belong(token):
            break
        kept.insert(0, token)
    # The demonym of "Syrian war reporter" is the war's.
    return kept


def _is_person_noun(token: _Token) -> bool:
    key = token.key
    return key in ROLE_WORDS or key in MALE_WORDS or key in FEMALE_WORDS or key in NATIONALS


def _demonyms(token: _Token) -> tuple[str, ...]:
    """Countries that a word names the people of: one, or two with a hyphen; else none."""
    if not token.text[0].isupper():
        return ()
    parts = token.text.split("-")
    codes = tuple(country_of_demonym(part) for part in parts)
    return codes if all(codes) and len(codes) <= _PAIR else ()


def _phrase_facts(text: str, phrase: Sequence[_Token]) -> Iterator[ContextFact]:
    """Take a phrase apart; without a noun for a person at its end it says nothing."""
    if not phrase or not _is_person_noun(phrase[-1]):
        return
    role_start = phrase[0].start
    for index, token in enumerate(phrase):
        if met := _YEARS_OLD.fullmatch(token.text):
            yield from _fact(
                ContextKind.AGE, age_value(met[1]), text, token.start, token.start + len(met[1])
            )
            role_start = _start_behind(phrase, index)
        if code := _birth_country(token):
            end = token.end - len("-born")
            yield from _fact(ContextKind.BIRTH_PLACE, code, text, token.start, end)
            role_start = _start_behind(phrase, index)
        pair = _pair_code(phrase, index)
        start = phrase[index - 1].start if pair else token.start
        for code in (pair,) if pair else _demonyms(token):
            yield from _fact(ContextKind.NATIONALITY, code, text, start, token.end)
            role_start = _start_behind(phrase, index)
    yield from _gender(text, phrase[-1])
    head = phrase[-1]
    if role_start < head.end and head.key not in KINSHIP_WORDS:
        value = " ".join(text[role_start : head.end].lower().split())
        yield from _fact(ContextKind.ROLE, value, text, role_start, head.end)


def _start_behind(phrase: Sequence[_Token], index: int) -> int:
    return phrase[index + 1].start if index + 1 < len(phrase) else phrase[index].end


def _pair_code(phrase: Sequence[_Token], index: int) -> str:
    """Country of a demonym in two words ("South Korean"), ending at this word."""
    if index == 0:
        return ""
    return country_of_demonym(f"{phrase[index - 1].text} {phrase[index].text}")


def _gender(text: str, head: _Token) -> Iterator[ContextFact]:
    if head.key in MALE_WORDS:
        yield from _fact(ContextKind.GENDER, "male", text, head.start, head.end)
    elif head.key in FEMALE_WORDS:
        yield from _fact(ContextKind.GENDER, "female", text, head.start, head.end)


def _fact(kind: ContextKind, value: str, text: str, start: int, end: int) -> Iterator[ContextFact]:
    if value:
        yield ContextFact(kind=kind, value=value, text=text[start:end], start=start, end=end)
