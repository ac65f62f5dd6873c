"""The embedded articles and list extracts that `sanxref demo` uses.

The articles are written for sanxref. The extracts have the official formats, so that they go
the same way as real lists; make_extracts.py makes them from facts.yaml.
"""

from collections.abc import Mapping
from datetime import date
from importlib import resources
from pathlib import Path
from types import MappingProxyType

from sanxref.model.designations import SourceKey

__all__ = ["AS_OF", "NOTICE", "article_paths", "list_files"]

NOTICE = (
    "Extracts for trying out, not for compliance: some forty designations, abridged, a few of them "
    "invented, and articles written for this demonstration."
)
"""What `sanxref demo` says before anything else."""

AS_OF = date(2025, 11, 1)
"""Day of the later of the two extracts; the demonstration looks at the lists as of this day."""

_LISTS = MappingProxyType(
    {SourceKey("un"): "un.xml", SourceKey("ofac-sdn"): "ofac-sdn.xml"},
)
_ARTICLES = ("camp-stand-off.html", "ferry-times.txt")


def article_paths() -> tuple[Path, ...]:
    """Give the sample articles: one with matches and claims, one with nothing to find."""
    return tuple(_path(name) for name in _ARTICLES)


def list_files() -> Mapping[SourceKey, Path]:
    """Give the list extracts by list source: UN XML, and OFAC ADVANCED XML of the SDN List.

    They lie far below the record counts that a real list must have (config/sources.yaml), so
    an import of them has to allow small counts.
    """
    return MappingProxyType({source: _path(name) for source, name in _LISTS.items()})


def _path(name: str) -> Path:
    """Find a file of this package.

    Raises:
        FileNotFoundError: The package is not on a file system (a zip archive), or incomplete.
    """
    path = Path(str(resources.files(__name__).joinpath(name)))
    if not path.is_file():
        raise FileNotFoundError(f"{path} is missing; install sanxref as files (pip does), or again")
    return path
