"""The tables beside a snapshot's raw bytes: derived, and so made again when in doubt.

`tables.json` says by which rules they were made, and their hashes.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from sanxref.errors import ListCorrupt
from sanxref.lists.disk import hash_file
from sanxref.lists.notes import encode_sealed, read_sealed
from sanxref.model.designations import Designation, Reference, SourceKey
from sanxref.model.snapshots import Snapshot

__all__ = [
    "TABLES",
    "content_hash",
    "derived_content",
    "derived_hashes",
    "read_derived",
    "write_derived",
]

TABLES: Final = "tables.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class _TableFile:
    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """What `tables.json` holds: which rules made the tables, and their hashes."""

    parser_version: int
    content_sha256: str
    files: tuple[_TableFile, ...]


def content_hash(designations: Iterable[Designation]) -> str:
    """Hash of designations, whatever their order: the UN's exports differ in it."""
    encoder = msgspec.json.Encoder()
    digest = hashlib.sha256()
    for entry in sorted(designations, key=lambda entry: entry.reference):
        digest.update(encoder.encode(entry))
        digest.update(b"\n")
    return digest.hexdigest()


def derived_content(snapshot: Snapshot, folder: Path) -> str | None:
    """Content hash by the rules that made the tables in a folder; None where there are none."""
    head = _head(snapshot.source, folder)
    return None if head is None else head.content_sha256


def derived_hashes(source: SourceKey, folder: Path) -> dict[str, str]:
    """SHA-256 of each table in a folder by file name; empty where that is not told."""
    head = _head(source, folder)
    return {} if head is None else {file.name: file.sha256 for file in head.files}


def read_derived(snapshot: Snapshot, folder: Path) -> Mapping[Reference, Designation] | None:
    """Read the designations of a snapshot from its tables.

    Returns:
        By reference, in the order of the list; None where the tables are absent, damaged, made
        by other rules than those of today, or not those that the snapshot's description tells of.
    """
    from sanxref.lists.parsers import PARSER_VERSION  # noqa: PLC0415 - loads lxml
    from sanxref.lists.tables import read_designations  # noqa: PLC0415 - loads pyarrow

    head = _head(snapshot.source, folder)
    if head is None or head.parser_version != PARSER_VERSION:
        return None
    told = snapshot.parser_version == PARSER_VERSION
    if told and head.content_sha256 != snapshot.content_sha256:
        return None
    try:
        if any(hash_file(folder / file.name) != file.sha256 for file in head.files):
            return None
        found = read_designations(folder)
    except (OSError, ValueError):
        return None
    return None if told and len(found) != snapshot.designations else found


def write_derived(designations: tuple[Designation, ...], folder: Path) -> tuple[str, ...]:
    """Write tables and `tables.json` into a folder.

    Returns:
        Names of the files, `tables.json` last: who moves them moves it when the others are there.

    Raises:
        OSError: They cannot be written.
    """
    from sanxref.lists.parsers import PARSER_VERSION  # noqa: PLC0415 - loads lxml
    from sanxref.lists.tables import write_tables  # noqa: PLC0415 - loads pyarrow

    before = set(folder.iterdir())
    write_tables(designations, folder)
    made = sorted(set(folder.iterdir()) - before)
    head = _Head(
        parser_version=PARSER_VERSION,
        content_sha256=content_hash(designations),
        files=tuple(
            _TableFile(name=path.name, size=path.stat().st_size, sha256=hash_file(path))
            for path in made
        ),
    )
    (folder / TABLES).write_bytes(encode_sealed(head))
    return (*(path.name for path in made), TABLES)


def _head(source: SourceKey, folder: Path) -> _Head | None:
    try:
        return read_sealed(folder / TABLES, _Head, source)
    except ListCorrupt:
        return None
