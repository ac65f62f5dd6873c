"""What changed on the lists between two moments, designation by designation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sanxref.lists.history import FieldChange, compare_fields
from sanxref.model.designations import Designation, DesignationKey
from sanxref.model.snapshots import LoadedList
from sanxref.screening.fingerprints import designation_sha256

__all__ = ["ChangeKind", "ChangedLists", "DesignationChange", "compare_lists"]


class ChangeKind(StrEnum):
    """What happened to a designation between two snapshots."""

    ADDED = "added"
    REMOVED = "removed"
    AMENDED = "amended"


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignationChange:
    """One designation that is not what it was.

    Attributes:
        source: List source.
        reference: The authority's key.
        name: Primary name, the later one.
        kind: What happened; `removed` means absent from the later snapshot, which is no proof of
            a delisting.
        fields: Which values went and came, for an amendment.
        old_snapshot: Id of the earlier snapshot, or empty where none was loaded.
        new_snapshot: Id of the later one, or empty.
    """

    source: str
    reference: str
    name: str
    kind: ChangeKind
    fields: tuple[FieldChange, ...]
    old_snapshot: str
    new_snapshot: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedLists:
    """All changes, with the designations as they were and as they are.

    Attributes:
        changes: By designation.
        before: Removed and amended ones, as they were.
        after: Added and amended ones, as they are.
    """

    changes: Mapping[DesignationKey, DesignationChange] = field(default_factory=dict)
    before: tuple[Designation, ...] = ()
    after: tuple[Designation, ...] = ()


def compare_lists(old: Iterable[LoadedList], new: Iterable[LoadedList]) -> ChangedLists:
    """Compare all lists of two moments by the hash of each designation."""
    before, after = _by_key(old), _by_key(new)
    changes: dict[DesignationKey, DesignationChange] = {}
    for key in sorted(before.keys() | after.keys(), key=lambda key: (key.source, key.reference)):
        had, has = before.get(key), after.get(key)
        if had and has and (had[0] == has[0] or _hash(had[0]) == _hash(has[0])):
            continue
        changes[key] = _change(key, had, has)
    return ChangedLists(
        changes=changes,
        before=tuple(before[key][0] for key in changes if key in before),
        after=tuple(after[key][0] for key in changes if key in after),
    )


_Held = tuple[Designation, str]


def _by_key(lists: Iterable[LoadedList]) -> dict[DesignationKey, _Held]:
    return {
        entry.key: (entry, held.status.snapshot.id if held.status.snapshot else "")
        for held in lists
        for entry in held.designations.values()
    }


def _hash(designation: Designation) -> str:
    return designation_sha256(designation)


def _change(key: DesignationKey, had: _Held | None, has: _Held | None) -> DesignationChange:
    latest = has or had
    assert latest is not None  # the key came from one of them
    kind = ChangeKind.AMENDED if had and has else ChangeKind.ADDED if has else ChangeKind.REMOVED
    return DesignationChange(
        source=str(key.source),
        reference=str(key.reference),
        name=latest[0].primary_name.text,
        kind=kind,
        fields=compare_fields(had[0], has[0]) if had and has else (),
        old_snapshot=had[1] if had else "",
        new_snapshot=has[1] if has else "",
    )
