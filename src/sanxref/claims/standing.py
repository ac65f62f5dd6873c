"""Where a person stands on the lists that can answer for an authority."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sanxref.claims.options import ClaimOptions
from sanxref.claims.past import Former
from sanxref.model.claims import Evidence
from sanxref.model.designations import AliasQuality, Designation, Listing, TargetKind
from sanxref.model.matches import Match
from sanxref.model.snapshots import ListFormat, ListState, LoadedList

__all__ = [
    "ORGANIZATIONS",
    "PERSONS",
    "Place",
    "Standing",
    "State",
    "find_standing",
    "list_words",
    "snapshot_day",
]


PERSONS = frozenset({TargetKind.INDIVIDUAL})
ORGANIZATIONS = frozenset({TargetKind.ENTITY, TargetKind.VESSEL, TargetKind.AIRCRAFT})


class State(StrEnum):
    """How firmly a person was found."""

    SURE = "found"
    WEAK = "found with weak support"
    SEVERAL = "several could be meant"
    ABSENT = "not found"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One designation that a target may have, on one loaded list.

    Attributes:
        loaded: The list in use; where `gone` is given, an earlier snapshot of it.
        designation: As that list has it.
        match: The potential match.
        gone: Day of the first snapshot held that lacks it; None for what is on the list in use.
    """

    loaded: LoadedList
    designation: Designation
    match: Match
    gone: date | None = None

    @property
    def listings(self) -> tuple[Listing, ...]:
        """Its listings."""
        return self.designation.listings

    @property
    def reference(self) -> str:
        """The authority's key."""
        return self.designation.reference

    def evidence(self, field: str, value: str) -> Evidence:
        """One statement of this list."""
        snapshot = self.loaded.status.snapshot
        return Evidence(
            source=self.designation.source,
            reference=self.designation.reference,
            snapshot=snapshot.sha256 if snapshot else "",
            field=field,
            value=value,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the loaded lists of an authority say of a person.

    Attributes:
        state: How firmly.
        places: The designations that are meant, best first; all that could be for `SEVERAL`.
        lists: The lists that were looked at.
        unusable: The lists that should answer and are missing or corrupt.
    """

    state: State
    places: tuple[Place, ...]
    lists: tuple[LoadedList, ...]
    unusable: tuple[LoadedList, ...] = ()


def find_standing(
    matches: Sequence[Match],
    lists: Sequence[LoadedList],
    options: ClaimOptions,
    *,
    kinds: frozenset[TargetKind] = PERSONS,
    former: Sequence[Former] = (),
) -> Standing:
    """Judge the potential matches of a person or an organization against some lists.

    Args:
        matches: Of the subject, on any list.
        lists: Those that can answer.
        options: From which score a match is sure, and how near a rival may come.
        kinds: Kinds of target that the subject may be.
        former: On earlier snapshots; they count where the lists in use have nobody.
    """
    usable = tuple(loaded for loaded in lists if loaded.status.snapshot is not None)
    unusable = tuple(loaded for loaded in lists if loaded.status.snapshot is None)
    places = [
        place
        for loaded in usable
        for match in matches
        if match.kind in kinds
        for place in _places(loaded, match)
    ]
    if not places:
        sources = {loaded.status.source for loaded in usable}
        places = [
            replace(place, gone=item.gone)
            for item in former
            if item.match.kind in kinds and item.match.source in sources
            for place in _places(item.loaded, item.match)
        ]
    places.sort(key=lambda place: (-place.match.score, place.reference))
    state = _state(places, options)
    if state is State.SURE:
        best = {place.loaded.status.source: place for place in reversed(places)}
        places = [place for place in best.values() if _is_sure(place, options)]
        places.sort(key=lambda place: (-place.match.score, place.reference))
    return Standing(state=state, places=tuple(places), lists=usable, unusable=unusable)


def _places(loaded: LoadedList, match: Match) -> tuple[Place, ...]:
    if match.source != loaded.status.source:
        return ()
    designation = loaded.designations.get(match.reference)
    if designation is None:
        return ()
    return (Place(loaded=loaded, designation=designation, match=match),)


def _state(places: Sequence[Place], options: ClaimOptions) -> State:
    """Judge by the best place; on each list a rival near its best one makes it several."""
    if not places:
        return State.ABSENT
    best: dict[str, Place] = {}
    for place in places:
        first = best.setdefault(place.loaded.status.source, place)
        near = first.match.score - place.match.score <= options.rival_margin
        if place.reference != first.reference and near and _is_sure(first, options):
            return State.SEVERAL
    sure = any(_is_sure(place, options) for place in best.values())
    return State.SURE if sure else State.WEAK


def _is_sure(place: Place, options: ClaimOptions) -> bool:
    strong = place.match.alias_quality is AliasQuality.STRONG
    return strong and place.match.score >= options.sure_score


def snapshot_day(loaded: LoadedList) -> date | None:
    """Day for which a list speaks: its publication, else the day it was fetched."""
    snapshot = loaded.status.snapshot
    if snapshot is None:
        return None
    return snapshot.published or snapshot.fetched.date()


def list_words(loaded: LoadedList) -> str:
    """Name a list with its date and with what is wrong about it."""
    status = loaded.status
    if status.snapshot is None:
        return f"{status.title} ({status.state}{': ' + status.error if status.error else ''})"
    words = f"{status.title} of {snapshot_day(loaded)}"
    return words if status.state is ListState.CURRENT else f"{words}, which is {status.state}"


def programme_field(place: Place) -> str:
    """The list's own field of a programme, for evidence."""
    snapshot = place.loaded.status.snapshot
    if snapshot is not None and snapshot.format in _PROGRAMME_FIELDS:
        return _PROGRAMME_FIELDS[snapshot.format]
    return "program"


_PROGRAMME_FIELDS = {
    ListFormat.UN_XML: "UN_LIST_TYPE",
    ListFormat.OFAC_ADVANCED_XML: "SanctionsMeasure/Comment",
    ListFormat.OFAC_XML: "programList/program",
    ListFormat.OFAC_CSV: "Program",
}
