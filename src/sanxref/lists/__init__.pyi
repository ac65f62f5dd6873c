# ruff: noqa: TID252 - lazy_loader reads relative imports

from .checks import Allowances
from .fetch import open_client
from .frames import load
from .history import compare, find_changes, find_history, select_pair
from .imports import ImportOptions, import_files
from .loading import list_status, load_lists
from .locations import default_cache
from .progress import Progress
from .snapshots import SnapshotStore
from .sources import ListSource, SourcesOptions, sources_from_config
from .update import Outcome, Updater, UpdateResult

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
    "find_changes",
    "find_history",
    "import_files",
    "list_status",
    "load",
    "load_lists",
    "open_client",
    "select_pair",
    "sources_from_config",
]
