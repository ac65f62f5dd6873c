"""Whether compiled loops are used: for many queries, where numba is installed.

Importing numba and its stored machine code takes 0.2 to 0.5 s and 60 MB, so that one name, or a
short article, is quicker without. Results are the same either way.
"""

import logging
from importlib.util import find_spec
from types import ModuleType
from typing import TypeVar

import numpy as np
import numpy.typing as npt

__all__ = ["kernels", "read_only"]

_LOGGER = logging.getLogger(__name__)

_WORTHWHILE = 1_000
"""Words or queries at a time from which compiled loops are loaded; once loaded they are used for
fewer, too (1,000 new words take numpy 0.2 s, November 2026)."""

_WORTHWHILE_IN_ALL = 10_000
"""The same for a process that is asked little at a time, but again and again: one name takes 70
microseconds with compiled loops and 240 without."""

_Number = TypeVar("_Number", bound=np.generic)

_LOADED: list[ModuleType | None] = []
_ASKED = [0]
"""Words and queries that this process was asked before compiled loops were loaded."""


def kernels(items: int) -> ModuleType | None:
    """Give the compiled loops, or None where numpy is to do their work.

    Args:
        items: Words or queries that are to be worked on at a time.
    """
    if not _LOADED:
        _ASKED[0] += items
        if items >= _WORTHWHILE or _ASKED[0] >= _WORTHWHILE_IN_ALL:
            _LOADED.append(_load())
    return _LOADED[0] if _LOADED else None


def _load() -> ModuleType | None:
    if find_spec("numba") is None:
        return None
    try:
        from sanxref.matching import kernels as compiled  # noqa: PLC0415 - heavy, and an extra
    except (ImportError, RuntimeError) as exc:
        # RuntimeError: numba finds no folder where it may store machine code.
        _LOGGER.warning("matching without compiled loops: %s", exc)
        return None
    return compiled


def read_only(column: npt.NDArray[_Number]) -> npt.NDArray[_Number]:
    """View a column so that it cannot be written to; numba compiles once for all such."""
    view = column.view()
    view.flags.writeable = False
    return view
