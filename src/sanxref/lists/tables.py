"""Designations written beside a snapshot, exact and as tidy tables, and read back exactly.

A snapshot's folder gets `records.msgpack.z`, from which designations are read back exactly and
quickly, and one Parquet file for each tidy table. docs/lists.md describes the columns.
"""

import hashlib
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from sanxref.lists.parsers import PARSER_VERSION
from sanxref.lists.tidy import TABLES, columns_of
from sanxref.model.designations import Designation, Reference

if TYPE_CHECKING:  # heavy libraries, imported where they are used
    import pyarrow as pa

__all__ = ["TABLE_FILES", "read_designations", "write_tables"]

_RECORDS = "records.msgpack.z"
_MAGIC = b"sanxref records"
_COMPRESSION = 6  # zlib: 19 MB of OFAC records become 2 MB in 0.2 CPU seconds
_HEADER_SIZE = 200  # bytes; the header line is half as long

TABLE_FILES = (_RECORDS, *(f"{name}.parquet" for name in TABLES))
"""Names of all files that `write_tables` makes."""


def write_tables(designations: Sequence[Designation], folder: Path) -> None:
    """Write all tables of a snapshot into a folder that exists (`TABLE_FILES`).

    Each file is written under another name and then renamed, so that a file is whole or absent.
    The same designations give the same bytes.

    Raises:
        OSError: The folder cannot be written to.
    """
    import pyarrow as pa  # noqa: PLC0415  # heavy: 300 ms

    records = [(entry.reference, msgspec.msgpack.encode(entry)) for entry in designations]
    packed = zlib.compress(msgspec.msgpack.encode(records), _COMPRESSION)
    _replace(folder / _RECORDS, _header(packed) + packed)
    for name in TABLES:
        sink = pa.BufferOutputStream()
        _write_parquet(pa.table(columns_of(name, designations)), sink)
        _replace(folder / f"{name}.parquet", sink.getvalue().to_pybytes())


def read_designations(folder: Path) -> Mapping[Reference, Designation]:
    """Read back what `write_tables` wrote, equal and in the same order.

    A designation is decoded when it is asked for: a name meets few of the 15,000 of OFAC, which
    take 0.11 CPU seconds and 80 MB. Neither pyarrow nor pandas is loaded.

    Raises:
        OSError: The folder has no such file.
        ValueError: It is damaged, or was made by another version of the parsers.
    """
    path = folder / _RECORDS
    stored = path.read_bytes()
    line, _, packed = stored[:_HEADER_SIZE].partition(b"\n")
    packed = stored[len(line) + 1 :]
    if line + b"\n" != _header(packed):
        msg = f"{path} is damaged or was made by another version of the parsers"
        raise ValueError(msg)
    try:
        return _Records(_RECORD_LINES.decode(zlib.decompress(packed)))
    except (zlib.error, msgspec.MsgspecError) as exc:
        msg = f"{path} does not hold designations as this version knows them"
        raise ValueError(msg) from exc


_RECORD_LINES = msgspec.msgpack.Decoder(tuple[tuple[Reference, bytes], ...])
_RECORD = msgspec.msgpack.Decoder(Designation)


class _Records(Mapping[Reference, Designation]):
    """Designations by reference, decoded when they are asked for, and then kept."""

    def __init__(self, records: Sequence[tuple[Reference, bytes]]) -> None:
        self._packed = dict(records)
        self._known: dict[Reference, Designation] = {}

    def __getitem__(self, reference: Reference) -> Designation:
        known = self._known.get(reference)
        if known is None:
            known = self._known[reference] = _RECORD.decode(self._packed[reference])
        return known

    def __iter__(self) -> Iterator[Reference]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


def _header(packed: bytes) -> bytes:
    """First line of the records: what they are, made by which parsers, and their SHA-256."""
    digest = hashlib.sha256(packed).hexdigest()
    return b"%b %d %b\n" % (_MAGIC, PARSER_VERSION, digest.encode())


def _write_parquet(table: "pa.Table", sink: "pa.BufferOutputStream") -> None:
    import pyarrow.parquet as pq  # noqa: PLC0415  # heavy: 300 ms

    pq.write_table(table, sink, compression="zstd")


def _replace(path: Path, content: bytes) -> None:
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    part.replace(path)
