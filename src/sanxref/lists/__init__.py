"""List source to snapshot to designations."""

from typing import TYPE_CHECKING, Any

from sanxref.lists.checks import Allowances
from sanxref.lists.fetch import open_client
from sanxref.lists.history import compare, find_history, select_pair
from sanxref.lists.imports import ImportOptions, import_files
from sanxref.lists.loading import list_status, load_lists
from sanxref.lists.locations import default_cache
from sanxref.lists.progress import Progress
from sanxref.lists.snapshots import SnapshotStore
from sanxref.lists.sources import ListSource, SourcesOptions, sources_from_config
from sanxref.lists.update import Outcome, Updater, UpdateResult

if TYPE_CHECKING:  # loads pandas and pyarrow
    from sanxref.lists.tables import load

__all__ = [
    "Allowances",
    "ImportOptions",
    "ListSource",
    "Outcome",
    "Progress",
    "SnapshotStore",
    "SourcesOptions",
    "UpdateResult",
    "Updater",
    "compare",
    "default_cache",
    "find_history",
    "import_files",
    "list_status",
    "load",
    "load_lists",
    "open_client",
    "select_pair",
    "sources_from_config",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module's attribute may be anything
    if name == "load":
        from sanxref.lists.tables import load  # noqa: PLC0415 - loads pandas and pyarrow

        return load
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
