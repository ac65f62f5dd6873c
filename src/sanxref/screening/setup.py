"""What a process needs to make the same screener as its parent; it can be pickled."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from sanxref.claims import ClaimLexicon
from sanxref.errors import ListError
from sanxref.lists import SnapshotStore
from sanxref.model.snapshots import ListState, ListStatus, LoadedList
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
    """

    cache: Path
    lists: tuple[ListStatus, ...]
    options: ScreeningOptions
    lexicon: ClaimLexicon
    configuration: str
    as_of: date | None

    def open(self) -> Screener:
        """Load the lists and map the index; a list whose snapshot was damaged becomes corrupt.

        Raises:
            ListUnavailable: Not a single list can be used.
        """
        store = SnapshotStore(self.cache)
        return Screener(
            tuple(_load(store, status) for status in self.lists),
            self.options,
            lexicon=self.lexicon,
            index_folder=self.cache / "index",
            configuration=self.configuration,
            as_of=self.as_of,
        )


def _load(store: SnapshotStore, status: ListStatus) -> LoadedList:
    if status.snapshot is None or status.state is ListState.CORRUPT:
        return LoadedList(status=status, designations=MappingProxyType({}))
    try:
        entries = store.open(status.snapshot)
    except ListError as exc:
        corrupt = replace(status, state=ListState.CORRUPT, snapshot=None, error=str(exc))
        return LoadedList(status=corrupt, designations=MappingProxyType({}))
    return LoadedList(
        status=status,
        designations=MappingProxyType({entry.reference: entry for entry in entries}),
    )
