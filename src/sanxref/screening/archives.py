"""A run as one file: a tar archive in one fixed form, so that every byte of it can be checked.

Nothing in it depends on the machine or the moment: entries are sorted, owners and times are empty.
It is not compressed, because what a compressor writes differs between versions; compress it as you
like and unpack it before it is verified.
"""

import io
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from sanxref.errors import RunError

__all__ = ["is_archive", "unpack_run", "verify_archive", "write_archive"]


def write_archive(folder: Path, target: Path, *, lists: dict[str, Path]) -> None:
    """Write a run to one file, which appears when it is whole.

    Args:
        folder: Of the run.
        target: The file.
        lists: Files of the snapshots by their name in the archive (`lists/un/<id>/raw.xml`);
            empty for an archive that relies on the cache.

    Raises:
        OSError: It cannot be written.
    """
    waiting = target.with_name(f".{target.name}.part")
    try:
        with waiting.open("wb") as sink:
            _write(sink, _members(folder, lists))
        waiting.replace(target)
    finally:
        waiting.unlink(missing_ok=True)


def _members(folder: Path, lists: dict[str, Path]) -> Iterator[tuple[str, Path]]:
    found = [
        (f"{folder.name}/{path.relative_to(folder).as_posix()}", path)
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    ]
    found += [(f"{folder.name}/{name}", path) for name, path in lists.items()]
    yield from sorted(found)


def _write(sink: BinaryIO, members: Iterator[tuple[str, Path]]) -> None:
    with tarfile.open(fileobj=sink, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, path in members:
            entry = tarfile.TarInfo(name)
            entry.size = path.stat().st_size
            entry.mode = 0o644
            with path.open("rb") as reader:
                archive.addfile(entry, reader)


def is_archive(path: Path) -> bool:
    """Whether a path is a file and not a run's folder."""
    return path.is_file()


def unpack_run(archive: Path, folder: Path) -> Path:
    """Unpack an archive; give the run's folder in it.

    Raises:
        RunError: It is not an archive of a run, or is damaged.
    """
    try:
        with tarfile.open(archive, mode="r:") as opened:
            opened.extractall(folder, filter="data")
    except (tarfile.TarError, OSError, ValueError) as exc:
        raise RunError(f"{archive} cannot be unpacked: {exc}") from exc
    runs = [path.parent for path in folder.glob("*/plan.json")]
    if len(runs) != 1:
        raise RunError(f"{archive} is not the archive of a run")
    return runs[0]


def verify_archive(archive: Path, run: Path) -> tuple[str, ...]:
    """Tell whether an archive holds anything but what was unpacked from it, in any byte."""
    again = _Comparing(archive)
    found = sorted(
        (f"{run.name}/{path.relative_to(run).as_posix()}", path)
        for path in run.rglob("*")
        if path.is_file()
    )
    _write(again, iter(found))
    if again.differs or again.tell() != archive.stat().st_size:
        return (f"{archive} is not in the form that sanxref writes: a byte outside files differs",)
    return ()


class _Comparing(io.RawIOBase, BinaryIO):
    """Takes what would be written, and compares it with what is there."""

    def __init__(self, path: Path) -> None:
        self._there = path.open("rb")
        self.differs = False

    def write(self, data: bytes) -> int:  # type: ignore[override]  # bytes are all that comes
        self.differs |= self._there.read(len(data)) != bytes(data)
        return len(data)

    def tell(self) -> int:
        return self._there.tell()

    def close(self) -> None:
        self._there.close()
