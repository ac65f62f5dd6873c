"""Checks what articles say about sanctions against the UN and US lists themselves.

The library's doors are few; each has its equal on the command line:

    screener = sanxref.load_settings().open_screener()
    document = screener.screen(["article.html"])
    alerts = sanxref.match_frame(screener.matcher, customers)
    tables = sanxref.lists.load("un")
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sanxref.version import VERSION

if TYPE_CHECKING:
    from sanxref.screening import Screener
    from sanxref.screening.customers import match_frame
    from sanxref.settings import Settings, load_settings

__all__ = ["Screener", "Settings", "__version__", "load_settings", "match_frame"]

__version__ = VERSION

# Imported when asked for: `import sanxref` costs nothing that the caller does not use.
_DOORS = {
    "Screener": "sanxref.screening",
    "Settings": "sanxref.settings",
    "load_settings": "sanxref.settings",
    "match_frame": "sanxref.screening.customers",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module's attribute may be anything
    if name not in _DOORS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_DOORS[name]), name)
