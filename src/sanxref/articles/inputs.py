"""What a user names (files, folders, globs, addresses, `-`) to single sources."""

import glob
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

__all__ = ["STDIN", "expand_inputs", "is_address", "is_pattern"]

STDIN = "-"
"""The input that means standard input."""


def expand_inputs(inputs: Sequence[str]) -> tuple[str, ...]:
    """Expand folders and globs to files.

    Folders are read with all folders below them; files and folders whose names begin with a dot
    are passed over, links to folders are not followed. What does not exist, an empty folder and a
    glob without hits stay in the result as they are, so that `read_articles` reports them as not
    screened: nothing that was named disappears.

    Returns:
        Sources in the order of the inputs, within a folder or glob sorted; each one once.
    """
    return tuple(dict.fromkeys(source for item in inputs for source in _expand(item)))


def is_address(source: str) -> bool:
    """Whether a source is an http or https address."""
    return source.lower().startswith(("http://", "https://"))


def is_pattern(source: str) -> bool:
    """Whether a source is a glob."""
    return glob.has_magic(source)


def _expand(item: str) -> Iterator[str]:
    if item == STDIN or is_address(item):
        yield item
    elif os.path.isdir(item):  # noqa: PTH112  # Path would rewrite what the user typed
        yield from _files_below(item) or (item,)
    elif is_pattern(item) and not os.path.lexists(item):
        hits = sorted(glob.glob(item, recursive=True))  # noqa: PTH207  # same
        files = [file for hit in hits for file in _expand_hit(hit)]
        yield from files or (item,)
    else:
        yield item


def _expand_hit(hit: str) -> list[str]:
    if not Path(hit).is_dir():
        return [hit]
    # A folder that only leads to files which `**` gives anyway adds nothing twice: the caller
    # keeps each source once.
    return _files_below(hit)


def _files_below(folder: str) -> list[str]:
    found: list[str] = []
    unreadable: list[str] = []
    for place, folders, files in os.walk(
        folder, onerror=lambda fault: unreadable.append(str(fault.filename))
    ):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [os.path.join(place, name) for name in files if not name.startswith(".")]  # noqa: PTH118  # same
    return sorted([*found, *unreadable])
