"""What a process needs to make the same screener as its parent; it can be pickled."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType

from sanxref.claims import ClaimLexicon
from sanxref.errors import ListError
from sanxref.lists import SnapshotStore
from sanxref.model.designations import Designation, Reference
from sanxref.model.snapshots import ListState, ListStatus, LoadedList, Snapshot
from sanxref.screening.held_snapshots import HeldSnapshots, open_snapshot
from sanxref.screening.open_lists import OpenLists
from sanxref.screening.options import ScreeningOptions
from sanxref.screening.screener import Screener

__all__ = ["ScreenerSetup"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenerSetup:
    """A screener before its lists are loaded.

    Attributes:
        cache: Folder with the snapshots and the name index.
        lists: State of every list source; their snapshots are the ones that are used, whatever
            is current meanwhile.
        options: Effective options.
        lexicon: Authorities, programmes and cue words.
        configuration: Digest of the configuration.
        as_of: Day as of which the lists were chosen, or None.
        snapshots: Folder with the snapshots where they are not in the cache: those that came
            with the archive of a run.
        until: Earlier snapshots that were received later are not looked at: the beginning of a
            run that is made or resumed.
        consulted: The only earlier snapshots that are looked at: those of a run that is done
            again; None for all.
    """

    cache: Path
    lists: tuple[ListStatus, ...]
    options: ScreeningOptions
    lexicon: ClaimLexicon
    configuration: str
    as_of: date | None
    snapshots: Path | None = None
    until: datetime | None = None
    consulted: tuple[Snapshot, ...] | None = None

    def open(self) -> Screener:
        """Load the lists and map the index; a list whose snapshot was damaged becomes corrupt.

        Raises:
            ListUnavailable: Not a single list can be used.
        """
        return Screener(
            OpenLists.open(self.load(), self.options.matching, index_folder=self.cache / "index"),
            self.options,
            lexicon=self.lexicon,
            configuration=self.configuration,
            as_of=self.as_of,
            held=HeldSnapshots(self._stores(), until=self.until, only=self.consulted),
        )

    def load(self) -> tuple[LoadedList, ...]:
        """Load the lists alone."""
        stores = self._stores()
        return tuple(_load(stores, status) for status in self.lists)

    def _stores(self) -> tuple[SnapshotStore, ...]:
        cache = SnapshotStore(self.cache)
        return (cache,) if self.snapshots is None else (SnapshotStore(self.snapshots.parent), cache)


def _load(stores: Sequence[SnapshotStore], status: ListStatus) -> LoadedList:
    """Load the snapshot that a status names."""
    nothing: MappingProxyType[Reference, Designation] = MappingProxyType({})
    if status.snapshot is None or status.state is ListState.CORRUPT:
        return LoadedList(status=status, designations=nothing)
    try:
        entries = open_snapshot(stores, status.snapshot)
    except ListError as exc:
        corrupt = replace(status, state=ListState.CORRUPT, snapshot=None, error=str(exc))
        return LoadedList(status=corrupt, designations=nothing)
    return LoadedList(status=status, designations=entries)
