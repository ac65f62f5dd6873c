"""Where downloads are kept, and how they are found, verified and given up.

```
<cache>/lists/update.lock                       held by whoever writes
<cache>/lists/<source>/current.json             which snapshot is in use; replaced atomically
                       failure.json             why the last update failed; absent if it did not
                       .incoming-*              in preparation; left-overs of kills are removed
                       <date>-<sha>/raw.*       bytes as received, never edited
                                    snapshot.json
                                    SHA256SUMS  hashes of raw.* and snapshot.json, for sha256sum -c
                                    *.parquet   derived tables, with their hashes in tables.json
```

A snapshot appears by one rename of a folder that is complete and on disk, and comes into use by one
replacement of `current.json`, so that a kill at any point leaves the last good state.
"""

import hashlib
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sanxref.errors import ListBusy, ListCorrupt, ListFault
from sanxref.lists.checks import count_kinds, parts_with_records
from sanxref.lists.current import CurrentRecord, Failure, Validators, with_seen
from sanxref.lists.derived import content_hash, derived_content, read_derived, write_derived
from sanxref.lists.disk import INCOMING, hash_file, replace_file, sync
from sanxref.lists.notes import encode_plain, encode_sealed, read_plain, read_sealed
from sanxref.model.designations import Designation, Reference, SourceKey
from sanxref.model.snapshots import Snapshot

if TYPE_CHECKING:  # loads lxml, which `lists status` has no use for
    from sanxref.lists.parsers import ParsedList

__all__ = ["SnapshotStore", "set_hash"]

_SNAPSHOT: Final = "snapshot.json"
_SUMS: Final = "SHA256SUMS"
_CURRENT: Final = "current.json"
_FAILURE: Final = "failure.json"
_ID: Final = re.compile(r"\d{4}-\d\d-\d\d-[0-9a-f]{12}")
_REMAKE_WAIT: Final = 3.0
"""Seconds that a reader waits to store tables it made; writing those of OFAC's list takes one."""

_REMEDY: Final = (
    "run: sanxref lists update; if it is not the one in use, import its file again or remove its "
    "folder"
)
_DATE_LENGTH: Final = len("2025-08-02")


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
        return read_sealed(self.folder / source / _CURRENT, CurrentRecord, source)

    def failure(self, source: SourceKey) -> Failure | None:
        """Why the last update failed, or None."""
        try:
            return read_sealed(self.folder / source / _FAILURE, Failure, source)
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
            ListCorrupt: It is not there, or its description is damaged or has been changed.
        """
        folder = self.folder / source / snapshot
        if not _ID.fullmatch(snapshot):
            raise ListCorrupt(
                f"{source}: {snapshot!r} is not the id of a snapshot; run: sanxref lists update",
                fault=ListFault.HASH,
                source=source,
            )
        found = read_plain(folder / _SNAPSHOT, Snapshot, source)
        if found is None:
            raise ListCorrupt(
                f"{source}: snapshot {snapshot} is not whole: {folder / _SNAPSHOT} is missing; "
                f"{_REMEDY}",
                fault=ListFault.HASH,
                source=source,
            )
        if found.source != source or found.id != snapshot or _id_of(found) != snapshot:
            raise ListCorrupt(
                f"{source}: {folder / _SNAPSHOT} does not belong to snapshot {snapshot}; {_REMEDY}",
                fault=ListFault.HASH,
                source=source,
            )
        self._compare_sums(found)
        return found

    def _compare_sums(self, snapshot: Snapshot) -> None:
        folder = self.path(snapshot)
        try:
            unchanged = (folder / _SUMS).read_bytes() == _sums(snapshot, folder)
        except OSError as exc:
            raise _damaged(snapshot, f"{folder / _SUMS} cannot be read ({exc.strerror})") from exc
        if not unchanged:
            raise _damaged(
                snapshot, f"{folder / _SNAPSHOT} has been changed, or {_SUMS} beside it has"
            )

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

    def all(
        self, source: SourceKey, *, damaged: Callable[[ListCorrupt], None] | None = None
    ) -> tuple[Snapshot, ...]:
        """Give all snapshots of a source by date, then by time of receipt.

        Args:
            source: Of which list.
            damaged: Told of each one whose description is damaged, which is then left out; None
                makes it an error.

        Raises:
            ListCorrupt: The description of one is damaged, and nobody is there to be told.
        """
        found = []
        for name in self.ids(source):
            try:
                found.append(self.get(source, name))
            except ListCorrupt as exc:
                if damaged is None:
                    raise
                damaged(exc)
        return tuple(sorted(found, key=_chronological))

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

    def open(self, snapshot: Snapshot) -> Mapping[Reference, Designation]:
        """Give the designations of a snapshot by reference, in the order of the list.

        The hashes of the raw bytes and of the tables are compared first. Tables that are absent,
        damaged, or of an older parser are made again from the raw bytes.

        Raises:
            ListCorrupt: The raw bytes are not those that were received.
        """
        self.verify(snapshot)
        return read_derived(snapshot, self.path(snapshot)) or self._remake_tables(snapshot)

    def verify(self, snapshot: Snapshot) -> None:
        """Compare size and hash of the raw bytes with what was noted at receipt.

        Raises:
            ListCorrupt: They differ, or a file is missing.
        """
        folder = self.path(snapshot)
        for file in snapshot.files:
            path = folder / file.name
            try:
                differs = path.stat().st_size != file.size or hash_file(path) != file.sha256
            except OSError as exc:
                raise _damaged(snapshot, f"{path} cannot be read ({exc.strerror})") from exc
            if differs:
                raise _damaged(snapshot, f"{path} is not as it was received")
        if set_hash((file.part, file.sha256) for file in snapshot.files) != snapshot.sha256:
            raise _damaged(snapshot, f"{folder / _SNAPSHOT} has been changed")

    def verify_content(self, snapshot: Snapshot) -> None:
        """Parse the raw bytes again and compare with the tables and the description.

        Raises:
            ListCorrupt: They differ, or the raw bytes no longer parse.
        """
        from sanxref.lists.parsers import PARSER_VERSION  # noqa: PLC0415 - loads lxml

        self.verify(snapshot)
        parsed = self._parse(snapshot)
        content = content_hash(parsed.designations)
        if snapshot.parser_version == PARSER_VERSION:
            _compare_description(snapshot, parsed, content)
        tables = read_derived(snapshot, self.path(snapshot))
        if tables is not None and content_hash(tables.values()) != content:
            raise _damaged(snapshot, "the tables are not those of the raw bytes")

    def content(self, snapshot: Snapshot) -> str:
        """Content hash by the rules of the newest parser that has read the snapshot."""
        return derived_content(snapshot, self.path(snapshot)) or snapshot.content_sha256

    def _remake_tables(self, snapshot: Snapshot) -> Mapping[Reference, Designation]:
        from sanxref.lists.parsers import PARSER_VERSION  # noqa: PLC0415 - loads lxml

        parsed = self._parse(snapshot)
        if snapshot.parser_version == PARSER_VERSION:
            _compare_description(snapshot, parsed, content_hash(parsed.designations))
        # Without the lock, or where the cache cannot be written, the next reader parses again.
        try:
            with self.lock(wait_seconds=_REMAKE_WAIT), self.incoming(snapshot.source) as folder:
                for name in write_derived(parsed.designations, folder):
                    (folder / name).replace(self.path(snapshot) / name)
        except (ListBusy, OSError):
            pass
        return {entry.reference: entry for entry in parsed.designations}

    def _parse(self, snapshot: Snapshot) -> "ParsedList":
        from sanxref.lists.parsers import parse  # noqa: PLC0415 - loads lxml

        folder = self.path(snapshot)
        return parse(
            parts_with_records({file.part: folder / file.name for file in snapshot.files}),
            source=snapshot.source,
            list_format=snapshot.format,
        )

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
        folder = Path(tempfile.mkdtemp(prefix=INCOMING, dir=parent))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def clean(self, source: SourceKey) -> None:
        """Remove what killed processes left; under the lock nobody else can be using it."""
        folder = self.folder / source
        if folder.is_dir():
            for entry in folder.glob(f"{INCOMING}*"):
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
        write_derived(designations, prepared)
        (prepared / _SNAPSHOT).write_bytes(encode_plain(snapshot))
        (prepared / _SUMS).write_bytes(_sums(snapshot, prepared))
        prepared.chmod(0o755)  # mkdtemp makes folders for one user only
        for entry in prepared.iterdir():
            sync(entry)
        sync(prepared)
        if final.exists():
            with self.incoming(snapshot.source) as aside:
                final.rename(aside / "damaged")
                prepared.rename(final)
        else:
            prepared.rename(final)
        sync(final.parent)

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
        seen = with_seen(before, snapshot.id, checked, published)
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
            seen = with_seen(before, snapshot.id, checked, published)
            self._write_record(snapshot.source, replace(before, seen=seen))

    def note_failure(self, source: SourceKey, failure: Failure | None) -> None:
        """Keep why an update failed, or forget it."""
        path = self.folder / source / _FAILURE
        if failure is None:
            path.unlink(missing_ok=True)
        else:
            replace_file(path, encode_sealed(failure))

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
        replace_file(self.folder / source / _CURRENT, encode_sealed(record))


def set_hash(parts: Iterable[tuple[str, str]]) -> str:
    """Hash of a download: of a single file its own, of a set the hash over (part, hash) lines."""
    lines = sorted(parts)
    if len(lines) == 1:
        return lines[0][1]
    return hashlib.sha256("".join(f"{part} {sha}\n" for part, sha in lines).encode()).hexdigest()


def _chronological(snapshot: Snapshot) -> tuple[str, datetime]:
    return snapshot.id[:_DATE_LENGTH], snapshot.fetched


def _id_of(snapshot: Snapshot) -> str:
    """The id that a snapshot of this day and these bytes has."""
    day = snapshot.published or snapshot.fetched.date()
    return f"{day.isoformat()}-{snapshot.sha256[:12]}"


def _sums(snapshot: Snapshot, folder: Path) -> bytes:
    """What SHA256SUMS must hold: the description as it is now, the raw bytes as received."""
    lines = [(file.name, file.sha256) for file in snapshot.files]
    lines.append((_SNAPSHOT, hash_file(folder / _SNAPSHOT)))
    return "".join(f"{sha}  {name}\n" for name, sha in sorted(lines)).encode()


def _compare_description(snapshot: Snapshot, parsed: "ParsedList", content: str) -> None:
    """Compare what is noted of a snapshot with what its raw bytes say.

    A publication date may be noted that the bytes do not tell (OFAC's CSV files), but no other.
    """
    noted = (snapshot.content_sha256, snapshot.designations, snapshot.counts)
    found = (content, len(parsed.designations), count_kinds(parsed.designations))
    if noted != found or parsed.published not in {None, snapshot.published}:
        raise _damaged(snapshot, "its description does not fit its raw bytes")


def _damaged(snapshot: Snapshot, words: str) -> ListCorrupt:
    return ListCorrupt(
        f"{snapshot.source}: snapshot {snapshot.id} is damaged: {words}; {_REMEDY}",
        fault=ListFault.HASH,
        source=snapshot.source,
    )
