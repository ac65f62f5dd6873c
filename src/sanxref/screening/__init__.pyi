# ruff: noqa: TID252 - lazy_loader reads relative imports

from .held_snapshots import HeldSnapshots
from .lookback import LookbackRunner
from .open_lists import OpenLists
from .options import BatchOptions, ScreeningOptions
from .runner import Runner
from .runs import RunFolder, RunPlan, RunStore
from .screener import Screener
from .setup import ScreenerSetup

__all__ = [
    "BatchOptions",
    "HeldSnapshots",
    "LookbackRunner",
    "OpenLists",
    "RunFolder",
    "RunPlan",
    "RunStore",
    "Runner",
    "Screener",
    "ScreenerSetup",
    "ScreeningOptions",
]
