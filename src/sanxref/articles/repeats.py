"""Further places where a found name stands (ARTICLES.md section 2: recall .77 to .86)."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from sanxref.articles.boundaries import is_organization_name, name_form
from sanxref.articles.countries import COUNTRY_WORDS
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

__all__ = ["find_repeats"]

_SHORTEST = 3
"""Shorter short forms are also syllables of other names."""

_MOST_NAMES = 2_000
"""More names than an article has; keeps the time linear on a list of names."""

_WORD_BEFORE = re.compile(r"([^\W\d_][\w’'.-]*)[ \xa0]$")
_WORD_AFTER = re.compile(r"[ \xa0]([^\W\d_][\w-]*)")
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
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
    alternatives = "|".join(
        r"\s".join(re.escape(word) for word in form.split(" "))
        for form in sorted(forms, key=len, reverse=True)
    )
    pattern = re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")
    occupied = _Occupied(taken, others)
    return tuple(
        Mention(
            text=met[0],
            start=met.start(),
            end=met.end(),
            kind=MentionKind.PERSON,
            recognizer="repeat",
        )
        for met in pattern.finditer(text)
        if occupied.is_free(met.start(), met.end())
        and (forms[" ".join(met[0].split())] or _stands_alone(text, met.start(), met.end()))
    )


def _short_forms(text: str, names: tuple[str, ...]) -> dict[str, bool]:
    """Forms that are looked for -> whether it is a full name."""
    forms: dict[str, bool] = {}
    ordinary = {word for word in _WORD.findall(text) if word.islower()}
    for name in names:
        if name_form(name).is_full:
            forms[name] = True
    for name in tuple(forms):
        for form in _last_names(name):
            if _is_telling(form, ordinary):
                forms.setdefault(form, False)
    return forms


def _last_names(name: str) -> Iterator[str]:
    """The last word, with and without an article ("al-Shibani", "Shibani") or particles."""
    words = name.split()
    while len(words) > 1 and words[-1].lower().rstrip(".") in {"jr", "sr", "ii", "iii", "iv"}:
        words.pop()
    last = words[-1]
    yield last
    prefix, dash, rest = last.partition("-")
    if dash and prefix.lower() in PARTICLES:
        yield rest
    particles = []
    for word in reversed(words[1:-1]):
        if word.lower() not in PARTICLES:
            break
        particles.insert(0, word)
    if particles:
        yield " ".join([*particles, last])


_NEVER = (COUNTRY_WORDS | CALENDAR_WORDS | NOT_PERSONS | FUNCTION_WORDS | ORGANIZATION_WORDS
          | PLACE_WORDS | TITLES | ROLE_WORDS)  # fmt: skip


def _is_telling(form: str, ordinary: set[str]) -> bool:
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


class _Occupied:
    """Which characters belong to mentions already."""

    def __init__(self, taken: Sequence[Mention], others: Sequence[Mention]) -> None:
        self._taken = sorted((mention.start, mention.end) for mention in taken)
        # A single word that was taken for a place or an organization may be a short form; the
        # list's own entities (the spotter's) are sure.
        self._others = sorted(
            (mention.start, mention.end)
            for mention in others
            if mention.recognizer == "spotter" or len(mention.text.split()) > 1
        )

    def is_free(self, start: int, end: int) -> bool:
        return not (_overlaps(self._taken, start, end) or _overlaps(self._others, start, end))


def _overlaps(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    index = bisect_left(spans, (end, 0))
    return any(spans[place][1] > start for place in range(max(0, index - 3), index))
