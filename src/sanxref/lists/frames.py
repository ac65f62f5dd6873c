"""The tidy tables of a snapshot as pandas frames, for notebooks."""

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from sanxref.errors import ListCorrupt, ListFault, ListUnavailable
from sanxref.lists.derived import derived_hashes
from sanxref.lists.locations import default_cache
from sanxref.lists.snapshots import SnapshotStore
from sanxref.lists.tidy import TABLES
from sanxref.model.designations import SourceKey

if TYPE_CHECKING:  # heavy
    import pandas as pd

__all__ = ["ListTables", "load"]

_CURRENT = "current.json"


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
        ListCorrupt: Its tables are damaged, and cannot be made again from the raw bytes.
    """
    folder = _snapshot_folder(
        (cache or default_cache()) / "lists" / source, source, as_of, snapshot
    )
    key = SourceKey(source)
    frames = _read_frames(key, folder)
    if frames is None:
        _make_again(key, folder)
        frames = _read_frames(key, folder)
    if frames is None:
        raise _damaged(folder, source, "the cache cannot be written")
    return ListTables(source=key, snapshot=folder.name, **frames)


def _read_frames(source: SourceKey, folder: Path) -> "dict[str, pd.DataFrame] | None":
    """Read the tables; None where one is absent or is not what `tables.json` tells of.

    Comparing the hashes of OFAC's 2.7 MB takes 2 ms (November 2026).
    """
    import pyarrow as pa  # noqa: PLC0415  # heavy: 300 ms
    import pyarrow.parquet as pq  # noqa: PLC0415

    hashes = derived_hashes(source, folder)
    frames = {}
    for name in TABLES:
        path = folder / f"{name}.parquet"
        content = path.read_bytes() if path.is_file() else b""
        if hashlib.sha256(content).hexdigest() != hashes.get(path.name):
            return None
        frames[name] = pq.read_table(pa.BufferReader(content)).to_pandas()
    return frames


def _make_again(source: SourceKey, folder: Path) -> None:
    store = SnapshotStore(folder.parents[2])
    try:
        store.open(store.get(source, folder.name))
    except ListCorrupt as exc:
        raise _damaged(folder, source, str(exc)) from exc


def _damaged(folder: Path, source: str, why: str) -> ListCorrupt:
    return ListCorrupt(
        f"the tables in {folder} are damaged and cannot be made again ({why}); "
        f"run `sanxref lists verify {source}`",
        source=source,
        fault=ListFault.HASH,
    )


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
