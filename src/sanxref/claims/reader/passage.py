"""A passage as the reading model sees it: its text, and what is known of some of its words."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from sanxref.model.claims import Action, Polarity

__all__ = ["Body", "Day", "Name", "NameKind", "Passage", "Span", "Way"]

Span = tuple[int, int]
"""Offsets of the first character and behind the last."""


class NameKind(StrEnum):
    """What a name was taken for."""

    PERSON = "person"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """Somebody or something that may have been listed.

    Attributes:
        key: Of the person, or of the name that no recognizer took for a person's.
        kind: What it was taken for.
        spans: Where the passage names it.
        told: Action and polarity of what grammar has read of it, or None.
    """

    key: str
    kind: NameKind
    spans: tuple[Span, ...]
    told: tuple[Action, Polarity] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """Where an authority is named, and its group."""

    span: Span
    group: str


class Way(IntEnum):
    """How words give a date; the network has a vector for each."""

    HERE = 0  # the words are a date: "23 September 2014", "last year", "on Tuesday"
    BACK = 1  # a length of time before publication: "for six years"
    BEFORE = 2  # a length of time before another date of the passage
    AFTER = 3  # a length of time after it
    WITHIN = 4  # a month of its year, a day of its month
    AHEAD = 5  # the next one after publication: "will be added on Friday"


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What some words of the passage may mean as a date.

    Attributes:
        words: Where they stand.
        base: Where the date stands that they count from, or None.
        way: How they give a date.
    """

    words: Span
    base: Span | None
    way: Way


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Neighbouring sentences of an article; all offsets count from the passage's first character.

    Attributes:
        text: The sentences.
        names: In order of appearance.
        bodies: Authorities that it names, in order.
        dates: That its words may mean; the same words may mean several.
        cues: Words that may tell an act.
    """

    text: str
    names: tuple[Name, ...]
    bodies: tuple[Body, ...]
    dates: tuple[Day, ...]
    cues: tuple[Span, ...]
