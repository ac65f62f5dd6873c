"""What is asked of the snapshots that are held besides those in use."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sanxref.model.claims import Claim
from sanxref.model.designations import SourceKey
from sanxref.model.matches import Match
from sanxref.model.snapshots import LoadedList

__all__ = ["Former", "NoPast", "Past"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """A potential match on a snapshot in which a designation stood for the last time.

    Attributes:
        match: On that snapshot.
        loaded: The list as that snapshot has it.
        gone: Day of the next snapshot held, which lacks the designation.
    """

    match: Match
    loaded: LoadedList
    gone: date


class Past(Protocol):
    """Earlier snapshots; screening fills it from those that the cache holds."""

    def as_of(self, source: SourceKey, day: date) -> LoadedList | None:
        """A list as it stood on a day; None where none is held, or it is the one in use."""

    def former(self, claim: Claim) -> Sequence[Former]:
        """Designations no longer on the lists in use that the claim's subject may have had."""


class NoPast:
    """No earlier snapshot is held."""

    def as_of(self, source: SourceKey, day: date) -> LoadedList | None:  # noqa: ARG002 - as the protocol has it
        """Nothing."""
        return None

    def former(self, claim: Claim) -> Sequence[Former]:  # noqa: ARG002 - as the protocol has it
        """Nothing."""
        return ()
