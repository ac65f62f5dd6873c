"""What changed on a list between snapshots, and what is known of one designation over time.

Absence is not proof: a designation that is missing from a later snapshot *may* have been delisted;
only the authority's own notice proves it (GLOSSARY, delisting).
"""

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from sanxref.errors import ListCorrupt, ListUnavailable
from sanxref.lists.snapshots import SnapshotStore
from sanxref.lists.sources import ListSource
from sanxref.model.dates import PartialDate
from sanxref.model.designations import Designation, Reference, SourceKey
from sanxref.model.snapshots import ListFormat, Snapshot

__all__ = [
    "ABSENCE",
    "Amendment",
    "Event",
    "EventKind",
    "FieldChange",
    "ListChanges",
    "compare",
    "find_changes",
    "find_history",
    "select_pair",
]

ABSENCE: Final = (
    "That a designation is absent from a snapshot is no proof of a delisting; "
    "only the authority's own notice is."
)

OTHER_FORMAT: Final = (
    "The two snapshots have different formats or files, which carry different fields; "
    "amendments can come from that alone."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """Values of one field that went and came; order on the list does not count."""

    field: str
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """A designation that stands in both snapshots and is not the same."""

    reference: Reference
    name: str
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListChanges:
    """The difference between two snapshots of one source.

    Attributes:
        source: Which.
        old: Id of the earlier snapshot.
        new: Id of the later one.
        added: (reference, name) of designations in the later one only, by reference.
        removed: Of those in the earlier one only.
        amended: Those in both that differ, by reference.
        notes: What a reader must know.
    """

    source: SourceKey
    old: str
    new: str
    added: tuple[tuple[Reference, str], ...]
    removed: tuple[tuple[Reference, str], ...]
    amended: tuple[Amendment, ...]
    notes: tuple[str, ...]


class EventKind(StrEnum):
    """What a snapshot shows of a designation."""

    FIRST_SEEN = "first seen"
    CHANGED = "changed"
    GONE = "gone"
    BACK = "back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One step in the life of a designation, as the held snapshots show it.

    Attributes:
        source: List source.
        day: Publication (else receipt) date of the snapshot that shows it.
        after: The same of the snapshot before it, or None for the first one held; what happened
            lies after it and not after `day`.
        snapshot: Id of the snapshot that shows it.
        kind: What happened.
        name: Primary name then.
        changes: What changed.
    """

    source: SourceKey
    day: date
    after: date | None
    snapshot: str
    kind: EventKind
    name: str
    changes: tuple[FieldChange, ...] = ()


def compare(
    old: tuple[Snapshot, Mapping[Reference, Designation]],
    new: tuple[Snapshot, Mapping[Reference, Designation]],
) -> ListChanges:
    """Tell what was added, removed and amended between two snapshots of one source."""
    before, after = old[1], new[1]
    notes = [ABSENCE] if before.keys() - after.keys() else []
    if _shape(old[0]) != _shape(new[0]):
        notes.append(OTHER_FORMAT)
    return ListChanges(
        source=new[0].source,
        old=old[0].id,
        new=new[0].id,
        added=_names(after, after.keys() - before.keys()),
        removed=_names(before, before.keys() - after.keys()),
        amended=tuple(
            Amendment(
                reference=key,
                name=after[key].primary_name.text,
                changes=compare_fields(before[key], after[key]),
            )
            for key in sorted(before.keys() & after.keys())
            if before[key] != after[key]
        ),
        notes=tuple(notes),
    )


def compare_fields(old: Designation, new: Designation) -> tuple[FieldChange, ...]:
    """Tell which values of which fields went and came, in the order of the fields."""
    changes = []
    for field in dataclasses.fields(Designation):
        had, has = _values(getattr(old, field.name)), _values(getattr(new, field.name))
        gone, come = Counter(had) - Counter(has), Counter(has) - Counter(had)
        if gone or come:
            changes.append(
                FieldChange(
                    field=field.name, old=tuple(gone.elements()), new=tuple(come.elements())
                )
            )
        elif had != has:
            changes.append(FieldChange(field=f"{field.name} (order)", old=had, new=has))
    return tuple(changes)


def select_pair(
    store: SnapshotStore, source: ListSource, old: str | None, new: str | None
) -> tuple[Snapshot, Snapshot]:
    """Find the snapshots to compare.

    Args:
        store: Where they are.
        source: Of which list.
        old: Beginning of an id, for example its date; None takes the one before `new`.
        new: The same; None takes the last one.

    Raises:
        ListUnavailable: There are no two, or an id fits none or several.
        ListCorrupt: The description of a snapshot is damaged.
    """
    return _pair_of(store.all(source.key), source, old, new)


def find_changes(
    store: SnapshotStore,
    source: ListSource,
    old: str | None,
    new: str | None,
    *,
    damaged: Callable[[ListCorrupt], None],
) -> ListChanges:
    """Compare the snapshots that `select_pair` finds; damaged ones are passed over.

    Args:
        store: Where they are.
        source: Of which list.
        old: As for `select_pair`.
        new: As for `select_pair`.
        damaged: Told of each snapshot that is passed over.

    Raises:
        ListUnavailable: There are no two, or an id fits none or several.
        ListCorrupt: One that was named is damaged.
    """
    held = list(store.all(source.key, damaged=damaged))
    while True:
        pair = _pair_of(held, source, old, new)
        opened = []
        for snapshot, named in zip(pair, (old, new), strict=True):
            try:
                opened.append((snapshot, store.open(snapshot)))
            except ListCorrupt as exc:
                if named:
                    raise
                damaged(exc)
                held.remove(snapshot)
        if len(opened) == len(pair):
            return compare(opened[0], opened[1])


def _pair_of(
    held: Sequence[Snapshot], source: ListSource, old: str | None, new: str | None
) -> tuple[Snapshot, Snapshot]:
    later = _select(held, new, source) if new else (held[-1] if held else None)
    if later is None:
        raise _too_few(source, len(held))
    if old:
        return _select(held, old, source), later
    earlier = [
        snapshot for snapshot in held[: held.index(later)] if _shape(snapshot) == _shape(later)
    ] or held[: held.index(later)]
    if not earlier:
        raise _too_few(source, len(held))
    return earlier[-1], later


def find_history(
    store: SnapshotStore,
    sources: Iterable[ListSource],
    reference: Reference,
    *,
    damaged: Callable[[ListCorrupt], None] | None = None,
) -> tuple[Event, ...]:
    """Tell when a designation was first seen, changed and gone, over all held snapshots.

    Snapshots of another format than the one before them are compared for presence only, because
    formats carry different fields.

    Args:
        store: Where they are.
        sources: Of which lists.
        reference: Of the designation.
        damaged: Told of each damaged snapshot, which is passed over; None makes it an error.

    Raises:
        ListUnavailable: No held snapshot has it.
        ListCorrupt: A snapshot is damaged, and nobody is there to be told.
    """
    events = tuple(
        event for source in sources for event in _source_history(store, source, reference, damaged)
    )
    if not events:
        raise ListUnavailable(
            f"no held snapshot has a designation with the reference {reference}; "
            "references look like QDi.342 (UN) or 20521 (OFAC)"
        )
    return events


def _source_history(
    store: SnapshotStore,
    source: ListSource,
    reference: Reference,
    damaged: Callable[[ListCorrupt], None] | None,
) -> Iterable[Event]:
    known: Designation | None = None
    last: dict[tuple[ListFormat, frozenset[str]], Designation] = {}
    present = False
    after: date | None = None
    for snapshot, entries in _opened(store, source, damaged):
        day = snapshot.published or snapshot.fetched.date()
        entry = entries.get(reference)
        named = entry or known
        if named is not None:
            before = last.get(_shape(snapshot))
            changes = compare_fields(before, entry) if before and entry else ()
            kind = _kind(entry is not None, present=present, known=known is not None)
            if kind is EventKind.CHANGED and not changes:
                kind = None
            if kind is not None:
                yield Event(
                    source=source.key,
                    day=day,
                    after=after,
                    snapshot=snapshot.id,
                    kind=kind,
                    name=named.primary_name.text,
                    changes=changes,
                )
        if entry is not None:
            known = last[_shape(snapshot)] = entry
        present, after = entry is not None, day


def _opened(
    store: SnapshotStore, source: ListSource, damaged: Callable[[ListCorrupt], None] | None
) -> Iterable[tuple[Snapshot, Mapping[Reference, Designation]]]:
    for snapshot in store.all(source.key, damaged=damaged):
        try:
            entries = store.open(snapshot)
        except ListCorrupt as exc:
            if damaged is None:
                raise
            damaged(exc)
        else:
            yield snapshot, entries


def _shape(snapshot: Snapshot) -> tuple[ListFormat, frozenset[str]]:
    """What decides which fields a snapshot has: its format, and the files of its set."""
    return snapshot.format, frozenset(file.part for file in snapshot.files)


def _kind(here: bool, *, present: bool, known: bool) -> EventKind | None:  # noqa: FBT001 - a fact, as the others
    if here:
        if present:
            return EventKind.CHANGED
        return EventKind.BACK if known else EventKind.FIRST_SEEN
    return EventKind.GONE if present else None


def _select(held: Sequence[Snapshot], wanted: str, source: ListSource) -> Snapshot:
    fitting = [snapshot for snapshot in held if snapshot.id.startswith(wanted)]
    if len(fitting) == 1:
        return fitting[0]
    shown = ", ".join(snapshot.id for snapshot in fitting or held) or "none"
    words = "fits several snapshots" if fitting else "fits no snapshot"
    raise ListUnavailable(
        f"{source.key}: {wanted!r} {words}; {'these' if fitting else 'held are'}: {shown}",
        source=source.key,
    )


def _too_few(source: ListSource, number: int) -> ListUnavailable:
    return ListUnavailable(
        f"{source.key}: {number} snapshot(s) held, two are needed to compare; "
        f"run: sanxref lists update, or: sanxref lists import {source.key} FILE",
        source=source.key,
    )


def _names(
    entries: Mapping[Reference, Designation], keys: Iterable[Reference]
) -> tuple[tuple[Reference, str], ...]:
    return tuple((key, entries[key].primary_name.text) for key in sorted(keys))


def _values(value: object) -> tuple[str, ...]:
    """Give the values of a field as texts that a person can compare."""
    if isinstance(value, tuple):
        return tuple(_text(item) for item in value)
    return (_text(value),) if value not in ("", None) else ()


def _text(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case PartialDate() | date():
            return str(value)
        case tuple():
            return ", ".join(_text(item) for item in value)
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
            shown = [
                f"{field.name}={_text(getattr(value, field.name))}"
                if place
                else _text(getattr(value, field.name))
                for place, field in enumerate(dataclasses.fields(value))
                if getattr(value, field.name) != field.default
                and getattr(value, field.name) not in ("", None, ())
                and field.name not in {"parts", "field", "script"}
            ]
            return "; ".join(shown)
        case _:
            return str(value)
