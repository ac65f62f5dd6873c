"""Further places where a found name, or a short form of it, stands."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from sanxref.articles.boundaries import is_organization_name, name_form, ordinary_words
from sanxref.articles.countries import COUNTRY_WORDS
from sanxref.articles.spans import Spans
from sanxref.articles.vocabulary import (
    CALENDAR_WORDS,
    FUNCTION_WORDS,
    NAME_SUFFIXES,
    NOT_PERSONS,
    ORGANIZATION_WORDS,
    PARTICLES,
    PLACE_WORDS,
    ROLE_WORDS,
    TITLES,
)
from sanxref.model.articles import Mention, MentionKind

__all__ = ["find_repeats"]

_SHORTEST = 2
"""One letter is an initial."""

_MOST_WORDS_FIRST = 3

_MOST_NAMES = 2_000
"""More names than an article has; keeps the time linear on a list of names."""

_WHITE_SPACE = re.compile(r"[^\S ]")
_WORD_BEFORE = re.compile(r"([^\W\d_][\w’'.-]*)[ \xa0]$")
_WORD_AFTER = re.compile(r"[ \xa0]([^\W\d_][\w-]*)")
_LOOK = 40


def find_repeats(
    text: str, names: Iterable[str], taken: Sequence[Mention], others: Sequence[Mention]
) -> tuple[Mention, ...]:
    """Find full names and last names again, where no mention stands yet.

    A short form inside a longer capitalized name ("Petrenko Foundation", another first name
    before it) is left alone, and so is one inside a longer organization or place.

    Args:
        text: Text of the article.
        names: Full names that were found.
        taken: Mentions of persons; what overlaps them is not given again.
        others: Mentions of organizations and places.

    Returns:
        New mentions of persons, in order; one may have the place of an `others` that the
        recognizer took for an organization or a place.
    """
    forms = _short_forms(text, tuple(dict.fromkeys(names))[:_MOST_NAMES])
    if not forms:
        return ()
    # A single word that was taken for a place or an organization may be a short form; the list's
    # own entities (the spotter's) are sure.
    occupied = Spans(
        (*taken, *(one for one in others if one.recognizer == "spotter" or " " in one.text))
    )
    return tuple(
        Mention(
            text=text[start:end],
            start=start,
            end=end,
            kind=MentionKind.PERSON,
            recognizer="repeat",
        )
        for form, start, end in _places(text, forms)
        if not occupied.overlapping(start, end) and (forms[form] or _stands_alone(text, start, end))
    )


def _places(text: str, forms: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    """Give the places of forms as whole words, from left to right; the longest at each place.

    A pattern of all forms gave the same; compiling one for each article took longer than all else.
    """
    flat = _WHITE_SPACE.sub(" ", text)
    found = [(start, -len(form), form) for form in forms for start in _whole_words(flat, form)]
    behind = 0
    for start, _, form in sorted(found):
        if start >= behind:
            behind = start + len(form)
            yield form, start, behind


def _whole_words(text: str, form: str) -> Iterator[int]:
    """Give the places of a form where no letter, digit or underscore stands beside it."""
    start = text.find(form)
    while start >= 0:
        end = start + len(form)
        before, behind = text[start - 1 : start] if start else "", text[end : end + 1]
        if not (_is_word(before) or _is_word(behind)):
            yield start
        start = text.find(form, start + 1)


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _short_forms(text: str, names: tuple[str, ...]) -> dict[str, bool]:
    """Forms that are looked for -> whether it is a full name."""
    forms: dict[str, bool] = {}
    ordinary = ordinary_words(text)
    for name in names:
        if name_form(name).is_full:
            forms[name] = True
    for name in tuple(forms):
        for form in _single_names(name):
            if _is_telling(form, ordinary):
                forms.setdefault(form, False)
    return forms


def _single_names(name: str) -> Iterator[str]:
    """The last word, with and without article or particles ("al-Shibani"), and the first.

    The first word is the family name in much of Asia; it raised recall from .88 to .91 at a
    precision of .84 (labelled Asian news, 2026-11-22). In longer names it is a given name.
    """
    words = name.split()
    while len(words) > 1 and words[-1].lower().rstrip(".") in NAME_SUFFIXES:
        words.pop()
    last = words[-1]
    yield last
    yield last[0].upper() + last[1:]
    if len(words) <= _MOST_WORDS_FIRST:
        yield words[0]
    prefix, dash, rest = last.partition("-")
    if dash and prefix.lower() in PARTICLES:
        yield rest
    particles: list[str] = []
    for word in reversed(words[1:-1]):
        if word.lower() not in PARTICLES:
            break
        particles.insert(0, word)
    if particles:
        yield " ".join([*particles, last])


_NEVER = (COUNTRY_WORDS | CALENDAR_WORDS | NOT_PERSONS | FUNCTION_WORDS | ORGANIZATION_WORDS
          | PLACE_WORDS | TITLES | ROLE_WORDS)  # fmt: skip


def _is_telling(form: str, ordinary: Collection[str]) -> bool:
    if len(form) < _SHORTEST and form.isascii():
        return False
    if form.lower() in _NEVER or is_organization_name(form):
        return False
    # A word that the text also has in small letters is an ordinary one.
    return form.lower() not in ordinary


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no further part of a name stands before or behind a short form."""
    before = _WORD_BEFORE.search(text, max(0, start - _LOOK), start)
    if before and _is_name_part(
        before[1].rstrip(".").removesuffix("’s").removesuffix("'s"), before[1]
    ):
        return False
    after = _WORD_AFTER.match(text, end, end + _LOOK)
    return not (after and after[1][0].isupper() and after[1].lower() not in _BEHIND)


_BEHIND = CALENDAR_WORDS | FUNCTION_WORDS


def _is_name_part(word: str, whole: str) -> bool:
    if whole.endswith((".", "’s", "'s")) and len(word) > 1:
        return False
    return word[0].isupper() and word.lower() not in _NEVER
