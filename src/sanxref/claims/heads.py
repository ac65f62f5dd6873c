"""Heads of noun phrases: who or what a phrase means."""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Head", "HeadKind"]


class HeadKind(StrEnum):
    """What the head of a phrase is."""

    PERSON = "person"
    NAME = "name"
    ENTITY = "entity"
    PRONOUN = "pronoun"
    HUMAN = "human"
    THING = "thing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head of one noun phrase.

    Attributes:
        kind: What it is; `NAME` is a capitalized word that no recognizer has found.
        index: Token that it stands on.
        text: Its words.
        key: Person id of a `PERSON`.
        plural: More than one is meant.
        definite: It refers back ("the businessman"), and has no owner ("his brother").
        owned: It is somebody's ("his brother", "Kim's sister").
    """

    kind: HeadKind
    index: int
    text: str
    key: str = ""
    plural: bool = False
    definite: bool = False
    owned: bool = False
