"""Files that a user hands over, unpacked with care.

A packed file is told by its first bytes, not by its name. Nothing is unpacked outside the target
folder, nothing larger than allowed, and no archive inside an archive.
"""

import gzip
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import IO, Final

from sanxref.errors import ListCorrupt, ListFault, ListUnavailable

__all__ = ["unpack_files"]

_GZIP: Final = b"\x1f\x8b"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_CHUNK: Final = 1024 * 1024

_MOST_MEMBERS: Final = 50
"""The largest official set has four files; a folder of notes beside them is borne."""

_SYMLINK: Final = 0o120000
_FILE_TYPE: Final = 0o170000
_NAMES: Final = (".xml", ".csv", ".gz", ".zip", ".txt", "")
"""Endings that are looked into; of a folder or archive, other files are passed over."""


def unpack_files(
    paths: Iterable[Path], folder: Path, *, maximum_bytes: int, source: str
) -> tuple[tuple[Path, str], ...]:
    """Copy files into `folder`, unpacking folders, .gz and .zip.

    Args:
        paths: Files or folders of the user.
        folder: Existing folder for the copies.
        maximum_bytes: Largest sum of the unpacked bytes.
        source: Key of the list source, for errors.

    Returns:
        (copy, what it came from), in order; an archive member is named `archive.zip/member`.

    Raises:
        ListUnavailable: A file does not exist or cannot be read.
        ListCorrupt: An archive is damaged, unsafe, or larger than allowed.
    """
    taken: list[tuple[Path, str]] = []
    allowance = _Allowance(maximum_bytes, source)
    for path in paths:
        if path.is_dir():
            inside = sorted(
                entry
                for entry in path.iterdir()
                if entry.is_file() and entry.suffix.lower() in _NAMES
            )
            if not inside:
                raise ListUnavailable(
                    f"{path}: there is no .xml, .csv, .gz or .zip file in this folder",
                    source=source,
                    fault=ListFault.EMPTY,
                )
        else:
            inside = [path]
        for entry in inside:
            taken.extend(_unpack(entry, folder, allowance, len(taken)))
    return tuple(taken)


class _Allowance:
    """Counts down the bytes that may still be written."""

    def __init__(self, most: int, source: str) -> None:
        self.most = most
        self.left = most
        self.source = source

    def copy(self, reader: IO[bytes] | gzip.GzipFile, target: Path, name: str) -> None:
        with target.open("xb") as sink:
            while piece := reader.read(_CHUNK):
                self.left -= len(piece)
                if self.left < 0:
                    raise ListCorrupt(
                        f"{name}: more than {self.most} bytes when unpacked "
                        "(maximum_megabytes in sources.yaml)",
                        fault=ListFault.TOO_LARGE,
                        source=self.source,
                    )
                sink.write(piece)

    def unsafe(self, name: str, words: str) -> ListCorrupt:
        return ListCorrupt(
            f"{name}: {words}; unpack it yourself if you trust it, and import the list file",
            fault=ListFault.UNSAFE_ARCHIVE,
            source=self.source,
        )


def _unpack(path: Path, folder: Path, allowance: _Allowance, number: int) -> list[tuple[Path, str]]:
    try:
        with path.open("rb") as reader:
            head = reader.read(4)
    except OSError as exc:
        raise ListUnavailable(
            f"{path}: cannot be read: {exc.strerror or exc}", source=allowance.source
        ) from exc
    if head.startswith(_ZIP):
        return _unpack_zip(path, folder, allowance, number)
    target = folder / f"{number:02d}"
    if head.startswith(_GZIP):
        _unpack_gzip(path, target, allowance)
    else:
        with path.open("rb") as reader:
            allowance.copy(reader, target, str(path))
    return [(target, str(path))]


def _unpack_gzip(path: Path, target: Path, allowance: _Allowance) -> None:
    try:
        with gzip.open(path, "rb") as reader:
            allowance.copy(reader, target, str(path))
    except (EOFError, zlib.error, gzip.BadGzipFile) as exc:
        raise ListCorrupt(
            f"{path}: the gzip file is damaged or breaks off: {exc}",
            fault=ListFault.TRUNCATED,
            source=allowance.source,
        ) from exc
    _refuse_nested(target, str(path), allowance)


def _unpack_zip(
    path: Path, folder: Path, allowance: _Allowance, number: int
) -> list[tuple[Path, str]]:
    taken = []
    try:
        with zipfile.ZipFile(path) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
            if len(members) > _MOST_MEMBERS:
                raise allowance.unsafe(str(path), f"{len(members)} files in one archive")
            for info in members:
                _refuse_member(info, path, allowance)
            wanted = [
                info for info in members if PurePosixPath(info.filename).suffix.lower() in _NAMES
            ]
            for place, info in enumerate(wanted, start=number):
                target = folder / f"{place:02d}"
                name = f"{path}/{info.filename}"
                with _open_member(archive, info) as reader:
                    allowance.copy(reader, target, name)
                _refuse_nested(target, name, allowance)
                taken.append((target, name))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as exc:
        raise ListCorrupt(
            f"{path}: the zip archive is damaged or breaks off: {exc}",
            fault=ListFault.TRUNCATED,
            source=allowance.source,
        ) from exc
    if not taken:
        raise ListCorrupt(
            f"{path}: there is no .xml or .csv file in the archive",
            fault=ListFault.EMPTY,
            source=allowance.source,
        )
    return taken


def _open_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> IO[bytes]:
    try:
        return archive.open(info)
    except OSError as exc:  # the directory of the archive gives a place before its beginning
        raise zipfile.BadZipFile(f"{info.filename} lies outside of the archive") from exc


def _refuse_member(info: zipfile.ZipInfo, path: Path, allowance: _Allowance) -> None:
    # Members are written under names of our own; a name that points outside is still refused,
    # because whoever packed it had nothing good in mind.
    member = PurePosixPath(info.filename.replace("\\", "/"))
    name = f"{path}/{info.filename}"
    if member.is_absolute() or ".." in member.parts or ":" in info.filename:
        raise allowance.unsafe(name, "the name points outside of the archive")
    if (info.external_attr >> 16) & _FILE_TYPE == _SYMLINK:
        raise allowance.unsafe(name, "it is a symbolic link")
    if info.flag_bits & 0x1:
        raise allowance.unsafe(name, "it is encrypted")
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise allowance.unsafe(name, "it is packed in a way that no authority uses")
    if info.file_size > allowance.left:
        raise allowance.unsafe(name, f"{info.file_size} bytes when unpacked")


def _refuse_nested(target: Path, name: str, allowance: _Allowance) -> None:
    with target.open("rb") as reader:
        head = reader.read(4)
    if head.startswith((_GZIP, *_ZIP)):
        raise allowance.unsafe(name, "an archive inside an archive")
