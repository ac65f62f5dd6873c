"""A passage as the reading model sees it: its text, and what is known of some of its words."""

from dataclasses import dataclass
from enum import StrEnum

from sanxref.model.claims import Action, Polarity

__all__ = ["Body", "Name", "NameKind", "Passage", "Span"]

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Neighbouring sentences of an article; all offsets count from the passage's first character.

    Attributes:
        text: The sentences.
        names: In order of appearance.
        bodies: Authorities that it names, in order.
        dates: Where it gives a date, in order.
        cues: Words that may tell an act.
    """

    text: str
    names: tuple[Name, ...]
    bodies: tuple[Body, ...]
    dates: tuple[Span, ...]
    cues: tuple[Span, ...]
