"""Designations kept beside a snapshot: exact for sanxref, tidy for analysts.

A snapshot's folder gets `records.msgpack.z`, from which designations are read back exactly and
quickly, and one Parquet file for each tidy table. docs/lists.md describes the columns.
"""

import gc
import hashlib
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from sanxref.errors import ListCorrupt, ListFault, ListUnavailable
from sanxref.lists.locations import default_cache
from sanxref.lists.parsers import PARSER_VERSION
from sanxref.lists.tidy import TABLES, columns_of
from sanxref.model.designations import Designation, SourceKey

if TYPE_CHECKING:  # heavy libraries, imported where they are used
    import pandas as pd
    import pyarrow as pa

__all__ = ["TABLE_FILES", "ListTables", "load", "read_designations", "write_tables"]

_RECORDS = "records.msgpack.z"
_CURRENT = "current.json"
_MAGIC = b"sanxref records"
_COMPRESSION = 6  # zlib: 19 MB of OFAC records become 2 MB in 0.2 CPU seconds
_HEADER_SIZE = 200  # bytes; the header line is half as long

TABLE_FILES = (_RECORDS, *(f"{name}.parquet" for name in TABLES))
"""Names of all files that `write_tables` makes."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ListTables:
    """The tidy tables of one snapshot, one pandas frame each.

    In every frame but `designations` a row is one value of one designation, and `reference`
    says which. Texts have the dtype `str`, empty where the list is silent; flags are `bool`;
    calendar days are `datetime64[ms]`, NaT where nothing is known. A date is given three times: as
    EDTF text (`1976`, `1951/1953`, `1960~`), and as the `earliest` and `latest` day that it can
    mean.

    Attributes:
        source: Key of the list source.
        snapshot: Id of the snapshot.
        designations: reference, kind, name, programmes (joined by `; `), listed_on (EDTF, the
            earliest that the list states), record.
        names: reference, text, natural, kind, quality, script, field, note.
        listings: reference, list_name, programme, listed_on, listed_earliest, listed_latest,
            basis, delisted_on, amended_on, legal_basis, measures (the last three joined by `; `),
            field.
        birth_dates: reference, date, earliest, latest, approximate, text, main, field.
        birth_places: reference, text, city, region, country, note, main.
        nationalities: reference, country, kind, main.
        addresses: reference, text, street, city, region, postal_code, country, note.
        identifiers: reference, type, number, country, city, issued_on, expires_on, note.
        remarks: reference, field, text.
        links: reference, kind, other_reference, other_name.
        attributes: reference, name, value; genders, titles and positions are here too, under
            the names `gender`, `title` and `position`.
    """

    source: SourceKey
    snapshot: str
    designations: "pd.DataFrame"
    names: "pd.DataFrame"
    listings: "pd.DataFrame"
    birth_dates: "pd.DataFrame"
    birth_places: "pd.DataFrame"
    nationalities: "pd.DataFrame"
    addresses: "pd.DataFrame"
    identifiers: "pd.DataFrame"
    remarks: "pd.DataFrame"
    links: "pd.DataFrame"
    attributes: "pd.DataFrame"


def write_tables(designations: Sequence[Designation], folder: Path) -> None:
    """Write all tables of a snapshot into a folder that exists (`TABLE_FILES`).

    Each file is written under another name and then renamed, so that a file is whole or absent.
    The same designations give the same bytes.

    Raises:
        OSError: The folder cannot be written to.
    """
    import pyarrow as pa  # noqa: PLC0415  # heavy: 300 ms

    packed = zlib.compress(msgspec.msgpack.encode(tuple(designations)), _COMPRESSION)
    _replace(folder / _RECORDS, _header(packed) + packed)
    for name in TABLES:
        sink = pa.BufferOutputStream()
        _write_parquet(pa.table(columns_of(name, designations)), sink)
        _replace(folder / f"{name}.parquet", sink.getvalue().to_pybytes())


def read_designations(folder: Path) -> tuple[Designation, ...]:
    """Read back what `write_tables` wrote, equal and in the same order.

    15,000 designations of OFAC take 0.15 CPU seconds and 80 MB; neither pyarrow nor pandas is
    loaded.

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
        with _collection_paused():
            return msgspec.msgpack.decode(zlib.decompress(packed), type=tuple[Designation, ...])
    except (zlib.error, msgspec.MsgspecError) as exc:
        msg = f"{path} does not hold designations as this version knows them"
        raise ValueError(msg) from exc


def _header(packed: bytes) -> bytes:
    """First line of the records: what they are, made by which parsers, and their SHA-256."""
    digest = hashlib.sha256(packed).hexdigest()
    return b"%b %d %b\n" % (_MAGIC, PARSER_VERSION, digest.encode())


def load(
    source: str,
    *,
    cache: Path | None = None,
    as_of: date | None = None,
    snapshot: str | None = None,
) -> ListTables:
    """Load the tidy tables of a list source, for a notebook.

    Args:
        source: Key of the list source, for example `un`.
        cache: The cache folder; None means `cache/` of a checkout, or the platform's.
        as_of: Take the latest snapshot that was published, or where the format has no date
            fetched, on or before this day. The default is the snapshot in use.
        snapshot: Id of a certain snapshot instead.

    Returns:
        Frames with the columns and dtypes that `ListTables` describes.

    Raises:
        ListUnavailable: There is no such snapshot.
        ListCorrupt: Its tables are damaged.
    """
    import pyarrow as pa  # noqa: PLC0415  # heavy: 300 ms
    import pyarrow.parquet as pq  # noqa: PLC0415

    folder = _snapshot_folder(
        (cache or default_cache()) / "lists" / source, source, as_of, snapshot
    )
    frames = {}
    for name in TABLES:
        path = folder / f"{name}.parquet"
        try:
            with path.open("rb") as file:
                frames[name] = pq.read_table(file).to_pandas()
        except (pa.ArrowException, OSError) as exc:
            raise ListCorrupt(
                f"{path} cannot be read ({exc}); run `sanxref lists verify {source}`",
                source=source,
                fault=ListFault.HASH,
            ) from exc
    return ListTables(source=SourceKey(source), snapshot=folder.name, **frames)


def _snapshot_folder(folder: Path, source: str, as_of: date | None, snapshot: str | None) -> Path:
    if as_of is not None and snapshot is not None:
        raise ListUnavailable("name either a day or a snapshot, not both", source=source)
    if snapshot is None:
        snapshot = _latest(folder, source, as_of) if as_of else _in_use(folder, source)
    found = folder / snapshot
    # An id is a folder name; a path in it would lead out of the cache.
    if Path(snapshot).name != snapshot or not (found / "snapshot.json").is_file():
        held = ", ".join(path.parent.name for path in sorted(folder.glob("*/snapshot.json")))
        raise ListUnavailable(
            f"there is no snapshot {snapshot!r} of {source}; held are: {held or 'none'}",
            source=source,
        )
    return found


class _Current(msgspec.Struct):
    """What is needed of current.json."""

    snapshot: str


class _Dates(msgspec.Struct):
    """What is needed of snapshot.json."""

    fetched: str
    published: date | None = None

    @property
    def day(self) -> date:
        return self.published or date.fromisoformat(self.fetched[:10])


def _in_use(folder: Path, source: str) -> str:
    path = folder / _CURRENT
    if not path.is_file():
        raise ListUnavailable(
            f"no snapshot of {source} is in use; run `sanxref lists update {source}`",
            source=source,
        )
    return _read(path, _Current, source).snapshot


def _latest(folder: Path, source: str, as_of: date) -> str:
    held = [
        (day, path.parent.name)
        for path in folder.glob("*/snapshot.json")
        if (day := _read(path, _Dates, source).day) <= as_of
    ]
    if not held:
        raise ListUnavailable(f"no snapshot of {source} is as old as {as_of}", source=source)
    return max(held)[1]


_Read = TypeVar("_Read", _Current, _Dates)


def _read(path: Path, kind: type[_Read], source: str) -> _Read:
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, OSError) as exc:
        raise ListCorrupt(
            f"{path} cannot be read ({exc}); run `sanxref lists verify {source}`",
            source=source,
            fault=ListFault.HASH,
        ) from exc


def _write_parquet(table: "pa.Table", sink: "pa.BufferOutputStream") -> None:
    import pyarrow.parquet as pq  # noqa: PLC0415  # heavy: 300 ms

    pq.write_table(table, sink, compression="zstd")


def _replace(path: Path, content: bytes) -> None:
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    part.replace(path)


@contextmanager
def _collection_paused() -> Iterator[None]:
    """Pause the cyclic garbage collector.

    Thousands of frozen records are made that hold no cycles, and each collection would walk all
    of them: 0.7 to 1.2 CPU seconds become 0.14 (15,000 designations, November 2026).
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
