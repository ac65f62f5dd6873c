"""Where downloads are kept, and how they are found, verified and given up.

```
<cache>/lists/update.lock                       held by whoever writes
<cache>/lists/<source>/current.json             which snapshot is in use; replaced atomically
                       failure.json             why the last update failed; absent if it did not
                       .incoming-*              in preparation; left-overs of kills are removed
                       <date>-<sha>/raw.*       bytes as received, never edited
                                    snapshot.json
                                    *.parquet   derived tables, with their hashes in tables.json
```

A snapshot appears by one rename of a folder that is complete and on disk, and comes into use by one
replacement of `current.json`, so that a kill at any point leaves the last good state.
"""

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from sanxref.errors import ListBusy, ListCorrupt, ListFault
from sanxref.lists.checks import parts_with_records
from sanxref.model.designations import Designation, SourceKey
from sanxref.model.snapshots import ListFormat, Snapshot

__all__ = [
    "CurrentRecord",
    "Failure",
    "Seen",
    "SnapshotStore",
    "Validators",
    "content_hash",
    "set_hash",
]

_SNAPSHOT: Final = "snapshot.json"
_TABLES: Final = "tables.json"
_CURRENT: Final = "current.json"
_FAILURE: Final = "failure.json"
_INCOMING: Final = ".incoming-"
_ID: Final = re.compile(r"\d{4}-\d\d-\d\d-[0-9a-f]{12}")
_REMAKE_WAIT: Final = 3.0
"""Seconds that a reader waits to store tables it made; writing those of OFAC's list takes one."""

_DATE_LENGTH: Final = len("2025-08-02")


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave us to ask later whether a file has changed.

    Attributes:
        part: Which file of the download.
        address: Configured address.
        answered_by: Where the file came from in the end, without the query.
        etag: As received, or empty.
        last_modified: As received, or empty.
    """

    part: str
    address: str
    answered_by: str
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Until when a snapshot is known to have been what the authority published.

    Attributes:
        snapshot: Id.
        checked: When the authority last gave this content, UTC.
        published: Latest publication date that it gave it under, or None.
    """

    snapshot: str
    checked: datetime
    published: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrentRecord:
    """What `current.json` holds.

    Attributes:
        snapshot: Id of the snapshot in use.
        format: Its official format.
        checked: When the authority was last asked with success, UTC.
        published: Latest publication date seen with this content, or None.
        validators: For conditional requests.
        seen: The same of every snapshot that was ever in use or imported.
    """

    snapshot: str
    format: ListFormat
    checked: datetime
    published: date | None
    validators: tuple[Validators, ...] = ()
    seen: tuple[Seen, ...] = ()

    def last_seen(self, snapshot: str) -> Seen | None:
        """Tell until when a snapshot is known to have held."""
        return next((seen for seen in self.seen if seen.snapshot == snapshot), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why the last update failed."""

    when: datetime
    fault: ListFault
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _TableFile:
    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tables:
    """What `tables.json` holds: which rules made the tables, and their hashes."""

    parser_version: int
    content_sha256: str
    files: tuple[_TableFile, ...]


class SnapshotStore:
    """The snapshots of all list sources in one cache folder.

    Reading needs no lock; whatever changes the store is done under `lock`.
    """

    def __init__(self, cache: Path) -> None:
        self.folder = cache / "lists"

    # -- finding ---------------------------------------------------------------------------------

    def path(self, snapshot: Snapshot) -> Path:
        """Folder of a snapshot."""
        return self.folder / snapshot.source / snapshot.id

    def record(self, source: SourceKey) -> CurrentRecord | None:
        """Read `current.json`; None where no snapshot has come into use.

        Raises:
            ListCorrupt: It cannot be read.
        """
        return _read(self.folder / source / _CURRENT, CurrentRecord, source)

    def failure(self, source: SourceKey) -> Failure | None:
        """Why the last update failed, or None."""
        try:
            return _read(self.folder / source / _FAILURE, Failure, source)
        except ListCorrupt:
            return None  # it only informs

    def current(self, source: SourceKey) -> Snapshot | None:
        """Give the snapshot in use, or None where there is none.

        Raises:
            ListCorrupt: `current.json` is damaged, or names a snapshot that is not there.
        """
        record = self.record(source)
        return None if record is None else self.get(source, record.snapshot)

    def get(self, source: SourceKey, snapshot: str) -> Snapshot:
        """Read what is known of one snapshot.

        Raises:
            ListCorrupt: It is not there, or its description is damaged.
        """
        folder = self.folder / source / snapshot
        if not _ID.fullmatch(snapshot):
            raise ListCorrupt(
                f"{source}: {snapshot!r} is not the id of a snapshot; run: sanxref lists update",
                fault=ListFault.HASH,
                source=source,
            )
        found = _read(folder / _SNAPSHOT, Snapshot, source)
        if found is None:
            raise ListCorrupt(
                f"{source}: snapshot {snapshot} is not whole: {folder / _SNAPSHOT} is missing; "
                "run: sanxref lists update",
                fault=ListFault.HASH,
                source=source,
            )
        if (
            found.id != snapshot
            or found.source != source
            or not found.id.endswith(found.sha256[:12])
        ):
            raise ListCorrupt(
                f"{source}: {folder / _SNAPSHOT} does not belong to snapshot {snapshot}; "
                "run: sanxref lists update",
                fault=ListFault.HASH,
                source=source,
            )
        return found

    def ids(self, source: SourceKey) -> tuple[str, ...]:
        """Ids of all snapshots of a source, by date."""
        folder = self.folder / source
        if not folder.is_dir():
            return ()
        return tuple(
            sorted(
                entry.name
                for entry in folder.iterdir()
                if entry.is_dir() and not entry.name.startswith(".")
            )
        )

    def all(self, source: SourceKey) -> tuple[Snapshot, ...]:
        """Give all snapshots of a source by date, then by time of receipt.

        Raises:
            ListCorrupt: The description of one is damaged.
        """
        return tuple(
            sorted((self.get(source, name) for name in self.ids(source)), key=_chronological)
        )

    def as_of(self, source: SourceKey, day: date) -> Snapshot | None:
        """Give the latest snapshot published (else received) on a day or before it.

        Raises:
            ListCorrupt: Its description is damaged; an older one would be a wrong answer.
        """
        fitting = [name for name in self.ids(source) if name[:_DATE_LENGTH] <= day.isoformat()]
        if not fitting:
            return None
        last_day = fitting[-1][:_DATE_LENGTH]
        last = [self.get(source, name) for name in fitting if name.startswith(last_day)]
        return max(last, key=_chronological)

    # -- reading ---------------------------------------------------------------------------------

    def open(self, snapshot: Snapshot) -> tuple[Designation, ...]:
        """Give the designations of a snapshot, in the order of the list.

        The hashes of the raw bytes and of the tables are compared first. Tables that are absent,
        damaged, or of an older parser are made again from the raw bytes.

        Raises:
            ListCorrupt: The raw bytes are not those that were received.
        """
        self.verify(snapshot)
        return self._read_tables(snapshot) or self._remake_tables(snapshot)

    def verify(self, snapshot: Snapshot) -> None:
        """Compare size and hash of the raw bytes with what was noted at receipt.

        Raises:
            ListCorrupt: They differ, or a file is missing.
        """
        folder = self.path(snapshot)
        for file in snapshot.files:
            path = folder / file.name
            try:
                differs = path.stat().st_size != file.size or _hash_file(path) != file.sha256
            except OSError as exc:
                raise _damaged(snapshot, f"{path} cannot be read ({exc.strerror})") from exc
            if differs:
                raise _damaged(snapshot, f"{path} is not as it was received")
        if set_hash((file.part, file.sha256) for file in snapshot.files) != snapshot.sha256:
            raise _damaged(snapshot, f"{folder / _SNAPSHOT} has been changed")

    def verify_content(self, snapshot: Snapshot) -> None:
        """Parse the raw bytes again and compare with the tables and the noted content.

        Raises:
            ListCorrupt: They differ, or the raw bytes no longer parse.
        """
        from sanxref.lists.parsers import PARSER_VERSION  # noqa: PLC0415 - loads lxml

        self.verify(snapshot)
        parsed = content_hash(self._parse(snapshot))
        if snapshot.parser_version == PARSER_VERSION and parsed != snapshot.content_sha256:
            raise _damaged(snapshot, "the noted content is not that of the raw bytes")
        tables = self._read_tables(snapshot)
        if tables is not None and content_hash(tables) != parsed:
            raise _damaged(snapshot, "the tables are not those of the raw bytes")

    def content(self, snapshot: Snapshot) -> str:
        """Content hash by the rules of the newest parser that has read the snapshot."""
        tables = self._tables(snapshot)
        return snapshot.content_sha256 if tables is None else tables.content_sha256

    def _tables(self, snapshot: Snapshot) -> _Tables | None:
        try:
            return _read(self.path(snapshot) / _TABLES, _Tables, snapshot.source)
        except ListCorrupt:
            return None  # derived, and so made again

    def _read_tables(self, snapshot: Snapshot) -> tuple[Designation, ...] | None:
        from sanxref.lists.parsers import PARSER_VERSION  # noqa: PLC0415 - loads lxml
        from sanxref.lists.tables import read_designations  # noqa: PLC0415 - loads pyarrow

        tables = self._tables(snapshot)
        folder = self.path(snapshot)
        if tables is None or tables.parser_version != PARSER_VERSION:
            return None
        try:
            for file in tables.files:
                if _hash_file(folder / file.name) != file.sha256:
                    return None
            return read_designations(folder)
        except (OSError, ValueError):
            return None  # derived, and so made again

    def _remake_tables(self, snapshot: Snapshot) -> tuple[Designation, ...]:
        from sanxref.lists.parsers import PARSER_VERSION  # noqa: PLC0415 - loads lxml

        designations = self._parse(snapshot)
        if (
            snapshot.parser_version == PARSER_VERSION
            and content_hash(designations) != snapshot.content_sha256
        ):
            raise _damaged(snapshot, "its description does not fit its raw bytes")
        # Without the lock, or where the cache cannot be written, the next reader parses again.
        try:
            with self.lock(wait_seconds=_REMAKE_WAIT), self.incoming(snapshot.source) as folder:
                names = self._write_tables(designations, folder)
                for name in (*names, _TABLES):
                    (folder / name).replace(self.path(snapshot) / name)
        except (ListBusy, OSError):
            pass
        return designations

    def _parse(self, snapshot: Snapshot) -> tuple[Designation, ...]:
        from sanxref.lists.parsers import parse  # noqa: PLC0415 - loads lxml

        folder = self.path(snapshot)
        return parse(
            parts_with_records({file.part: folder / file.name for file in snapshot.files}),
            source=snapshot.source,
            list_format=snapshot.format,
        ).designations

    def _write_tables(self, designations: tuple[Designation, ...], folder: Path) -> tuple[str, ...]:
        from sanxref.lists.parsers import PARSER_VERSION  # noqa: PLC0415 - loads lxml
        from sanxref.lists.tables import write_tables  # noqa: PLC0415 - loads pyarrow

        before = set(folder.iterdir())
        write_tables(designations, folder)
        made = sorted(set(folder.iterdir()) - before)
        tables = _Tables(
            parser_version=PARSER_VERSION,
            content_sha256=content_hash(designations),
            files=tuple(
                _TableFile(name=path.name, size=path.stat().st_size, sha256=_hash_file(path))
                for path in made
            ),
        )
        (folder / _TABLES).write_bytes(_encode(tables))
        return tuple(path.name for path in made)

    # -- changing --------------------------------------------------------------------------------

    @contextmanager
    def lock(
        self, *, wait_seconds: float, waiting: Callable[[], None] | None = None
    ) -> Iterator[None]:
        """Keep other writers out; the lock of a process that was killed is free.

        Args:
            wait_seconds: How long to wait for another writer.
            waiting: Called once when there is another one to wait for.

        Raises:
            ListBusy: The other writer was not done in time.
        """
        from filelock import FileLock, Timeout  # noqa: PLC0415 - only where something is written

        self.folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.folder / "update.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            if waiting is not None:
                waiting()
            try:
                lock.acquire(timeout=wait_seconds)
            except Timeout as exc:
                raise ListBusy(
                    f"another process is updating the lists in {self.folder} and was not done "
                    f"after {wait_seconds:g} s; try again later, or raise fetch.lock_wait_seconds"
                ) from exc
        try:
            yield
        finally:
            lock.release()

    @contextmanager
    def incoming(self, source: SourceKey) -> Iterator[Path]:
        """Give a folder in the cache's own file system to prepare things in; it is removed."""
        parent = self.folder / source
        parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=_INCOMING, dir=parent))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def clean(self, source: SourceKey) -> None:
        """Remove what killed processes left; under the lock nobody else can be using it."""
        folder = self.folder / source
        if folder.is_dir():
            for entry in folder.glob(f"{_INCOMING}*"):
                if entry.is_dir():
                    shutil.rmtree(entry, ignore_errors=True)
                else:
                    entry.unlink(missing_ok=True)

    def add(
        self, prepared: Path, snapshot: Snapshot, designations: tuple[Designation, ...]
    ) -> None:
        """Turn a prepared folder, which holds the raw files alone, into a snapshot.

        A whole snapshot of the same id stays as it is; a damaged one is replaced.

        Raises:
            OSError: It cannot be written; nothing has changed then.
        """
        final = self.path(snapshot)
        if final.exists():
            try:
                self.verify(self.get(snapshot.source, snapshot.id))
            except ListCorrupt:
                pass
            else:
                return
        self._write_tables(designations, prepared)
        (prepared / _SNAPSHOT).write_bytes(_encode(snapshot))
        prepared.chmod(0o755)  # mkdtemp makes folders for one user only
        for entry in prepared.iterdir():
            _sync(entry)
        _sync(prepared)
        if final.exists():
            with self.incoming(snapshot.source) as aside:
                final.rename(aside / "damaged")
                prepared.rename(final)
        else:
            prepared.rename(final)
        _sync(final.parent)

    def make_current(
        self,
        snapshot: Snapshot,
        *,
        checked: datetime,
        published: date | None,
        validators: Sequence[Validators] = (),
    ) -> None:
        """Put a snapshot into use, or note that the authority gave its content again."""
        before = self._record_or_none(snapshot.source)
        seen = _with_seen(before, snapshot.id, checked, published)
        own = next(entry for entry in seen if entry.snapshot == snapshot.id)
        self._write_record(
            snapshot.source,
            CurrentRecord(
                snapshot=snapshot.id,
                format=snapshot.format,
                checked=checked,
                published=own.published,
                validators=tuple(validators),
                seen=seen,
            ),
        )

    def note_seen(self, snapshot: Snapshot, *, checked: datetime, published: date | None) -> None:
        """Note until when a snapshot that is not in use is known to have held."""
        before = self._record_or_none(snapshot.source)
        if before is not None:
            seen = _with_seen(before, snapshot.id, checked, published)
            self._write_record(snapshot.source, replace(before, seen=seen))

    def note_failure(self, source: SourceKey, failure: Failure | None) -> None:
        """Keep why an update failed, or forget it."""
        path = self.folder / source / _FAILURE
        if failure is None:
            path.unlink(missing_ok=True)
        else:
            self._replace(path, _encode(failure))

    def remove(self, snapshot: Snapshot) -> None:
        """Give up a snapshot.

        Raises:
            ValueError: It is the one in use.
        """
        record = self._record_or_none(snapshot.source)
        if record is not None and record.snapshot == snapshot.id:
            raise ValueError(f"{snapshot.id} is in use")
        with self.incoming(snapshot.source) as aside:
            self.path(snapshot).rename(aside / snapshot.id)

    def size(self, snapshot: Snapshot) -> int:
        """Bytes that a snapshot takes on disk."""
        return sum(entry.stat().st_size for entry in self.path(snapshot).iterdir())

    def _record_or_none(self, source: SourceKey) -> CurrentRecord | None:
        try:
            return self.record(source)
        except ListCorrupt:
            return None

    def _write_record(self, source: SourceKey, record: CurrentRecord) -> None:
        self._replace(self.folder / source / _CURRENT, _encode(record))

    def _replace(self, path: Path, content: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix=_INCOMING, dir=path.parent)
        fresh = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as sink:
                sink.write(content)
                sink.flush()
                os.fsync(sink.fileno())
            fresh.chmod(0o644)
            fresh.replace(path)
        except OSError:
            fresh.unlink(missing_ok=True)
            raise
        _sync(path.parent)


def content_hash(designations: Iterable[Designation]) -> str:
    """Hash of designations, whatever their order: the UN's exports differ in it."""
    encoder = msgspec.json.Encoder()
    digest = hashlib.sha256()
    for entry in sorted(designations, key=lambda entry: entry.reference):
        digest.update(encoder.encode(entry))
        digest.update(b"\n")
    return digest.hexdigest()


def set_hash(parts: Iterable[tuple[str, str]]) -> str:
    """Hash of a download: of a single file its own, of a set the hash over (part, hash) lines."""
    lines = sorted(parts)
    if len(lines) == 1:
        return lines[0][1]
    return hashlib.sha256("".join(f"{part} {sha}\n" for part, sha in lines).encode()).hexdigest()


def _chronological(snapshot: Snapshot) -> tuple[str, datetime]:
    return snapshot.id[:_DATE_LENGTH], snapshot.fetched


def _with_seen(
    record: CurrentRecord | None, snapshot: str, checked: datetime, published: date | None
) -> tuple[Seen, ...]:
    known = () if record is None else record.seen
    own = next((entry for entry in known if entry.snapshot == snapshot), None)
    if own is not None:
        checked = max(checked, own.checked)
        dates = [day for day in (published, own.published) if day is not None]
        published = max(dates, default=None)
    rest = tuple(entry for entry in known if entry.snapshot != snapshot)
    return (*rest, Seen(snapshot=snapshot, checked=checked, published=published))


def _damaged(snapshot: Snapshot, words: str) -> ListCorrupt:
    return ListCorrupt(
        f"{snapshot.source}: snapshot {snapshot.id} is damaged: {words}; run: sanxref lists update",
        fault=ListFault.HASH,
        source=snapshot.source,
    )


_Stored = TypeVar("_Stored", Snapshot, CurrentRecord, Failure, _Tables)


def _read(path: Path, kind: type[_Stored], source: str) -> _Stored | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.DecodeError) as exc:
        raise ListCorrupt(
            f"{source}: {path} is damaged ({exc}); run: sanxref lists update",
            fault=ListFault.HASH,
            source=source,
        ) from exc


def _encode(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def _hash_file(path: Path) -> str:
    with path.open("rb") as reader:
        return hashlib.file_digest(reader, "sha256").hexdigest()


def _sync(path: Path) -> None:
    """Bring a file or a folder's entries to the disk."""
    folder = path.is_dir()
    if folder and os.name == "nt":
        return  # Windows keeps the entries of a folder by itself and cannot be asked to
    descriptor = os.open(path, os.O_RDONLY if folder else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
