"""The snapshots that verdicts may look at besides those in use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from sanxref.errors import ListError
from sanxref.lists import SnapshotStore
from sanxref.model.designations import Designation, Reference, SourceKey
from sanxref.model.snapshots import Snapshot

__all__ = ["HeldSnapshots", "day_of", "open_snapshot"]

_DATE_LENGTH = len("2025-08-02")


def day_of(snapshot: Snapshot) -> date:
    """The day as of which a snapshot stands: published, else received."""
    return snapshot.published or snapshot.fetched.date()


def open_snapshot(
    stores: Sequence[SnapshotStore], snapshot: Snapshot
) -> Mapping[Reference, Designation]:
    """Open a snapshot from the first store that holds it whole.

    Raises:
        ListError: None does.
    """
    *others, last = stores
    for store in others:
        try:
            return store.open(snapshot)
        except ListError:
            continue
    return last.open(snapshot)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dated:
    """A snapshot by its day; None where its description is damaged."""

    day: str
    snapshot: Snapshot | None


class HeldSnapshots:
    """Snapshots of some stores, as one run sees them from its beginning to its replay.

    Lists that arrive while a run is at work, or before it is resumed or done again, change
    nothing: what was received after its beginning is not looked at, and a replay looks only at
    what the run has looked at, which gives the same answers.
    """

    def __init__(
        self,
        stores: Sequence[SnapshotStore],
        *,
        until: datetime | None = None,
        only: tuple[Snapshot, ...] | None = None,
    ) -> None:
        """Take the stores, the last of which is the cache.

        Args:
            stores: Where snapshots are opened; the first that holds one whole is taken.
            until: Look at none that was received later.
            only: Look at these alone.
        """
        self._stores = tuple(stores)
        self._until = until
        self._only = only
        self._of = lru_cache(None)(self._find)

    def before(self, source: SourceKey, day: date) -> tuple[Snapshot, ...]:
        """Give the snapshots of a source that stand before a day, by date; damaged ones not."""
        return tuple(
            one.snapshot
            for one in self._of(source)
            if one.day < day.isoformat() and one.snapshot is not None
        )

    def as_of(self, source: SourceKey, day: date) -> Snapshot | None:
        """Give the last snapshot of a day or before; None where it is damaged or there is none."""
        fitting = [one for one in self._of(source) if one.day <= day.isoformat()]
        last = [one.snapshot for one in fitting if one.day == fitting[-1].day]
        # An older one would be a wrong answer; `sanxref lists verify` tells of damage.
        return last[-1] if last and None not in last else None

    def open(self, snapshot: Snapshot) -> Mapping[Reference, Designation]:
        """Give the designations of a snapshot by reference.

        Raises:
            ListError: It is damaged.
        """
        return open_snapshot(self._stores, snapshot)

    def get(self, source: SourceKey, name: str) -> Snapshot | None:
        """Give a snapshot by its id, or None."""
        found = [one.snapshot for one in self._of(source)]
        return next((one for one in found if one is not None and one.id == name), None)

    def _find(self, source: SourceKey) -> tuple[_Dated, ...]:
        if self._only is not None:
            found = [one for one in self._only if one.source == source]
            damaged: list[_Dated] = []
        else:
            store = self._stores[-1]
            described = {name: _describe(store, source, name) for name in store.ids(source)}
            found = [one for one in described.values() if one is not None and self._is_early(one)]
            damaged = [
                _Dated(day=name[:_DATE_LENGTH], snapshot=None)
                for name, one in described.items()
                if one is None
            ]
        found.sort(key=lambda one: one.fetched)
        whole = [_Dated(day=day_of(one).isoformat(), snapshot=one) for one in found]
        return tuple(sorted([*damaged, *whole], key=lambda one: one.day))

    def _is_early(self, snapshot: Snapshot) -> bool:
        return self._until is None or snapshot.fetched <= self._until


def _describe(store: SnapshotStore, source: SourceKey, name: str) -> Snapshot | None:
    try:
        return store.get(source, name)
    except ListError:
        return None
