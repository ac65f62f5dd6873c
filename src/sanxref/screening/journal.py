"""The journal of a run: one line for each article, in the order of the inputs.

A process that is killed leaves whole lines and perhaps a part of one, which is cut off when the run
goes on. Because lines are written in order, what is done is always a beginning of the whole: the
number of finished units says where to go on.
"""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from sanxref.errors import RunError

__all__ = ["Entry", "Journal", "read_entries"]

_SYNC_SECONDS = 2.0
"""A power cut costs at most the articles of so many seconds; each fsync costs milliseconds."""


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line.

    Attributes:
        unit: Number of the unit, from 0.
        part: Which article of the unit, from 0.
        more: Whether the unit has further articles.
        article: The report's article as JSON; absent where the input was passed over.
        skipped: Hash of an input that was passed over because an earlier run has screened it.
        source: Name of that input.
        seconds: Time that the article took.
        consulted: Source and id of earlier snapshots that its verdicts looked at.
    """

    unit: int
    part: int = 0
    more: bool = False
    article: msgspec.Raw = msgspec.Raw()
    skipped: str = ""
    source: str = ""
    seconds: float = 0.0
    consulted: tuple[tuple[str, str], ...] = ()


_DECODER = msgspec.json.Decoder(Entry)
_ENCODER = msgspec.json.Encoder()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """Whole lines of a journal: bytes, lines, and the next unit and part."""

    size: int
    lines: int
    unit: int
    part: int


class Journal:
    """Appends to a journal; made by `Journal.open`."""

    def __init__(self, path: Path, held: _Held) -> None:
        """Open the file behind its last whole line; what follows that line is cut off."""
        self.path = path
        self.unit = held.unit
        self.part = held.part
        self.lines = held.lines
        self.offset = held.size
        self._file = path.open("r+b" if path.exists() else "w+b")
        self._file.truncate(held.size)
        self._file.seek(held.size)
        self._synced = time.monotonic()

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a journal, new or to go on.

        Raises:
            RunError: A line in its middle is damaged.
            OSError: It cannot be written.
        """
        return cls(path, _examine(path))

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Bring everything to the disk, whatever ends the run, and close."""
        try:
            self.sync()
        finally:
            self._file.close()

    def append(self, entry: Entry) -> int:
        """Write one line; give the offset where it starts."""
        line = _ENCODER.encode(entry) + b"\n"
        start = self.offset
        self._file.write(line)
        self.offset += len(line)
        self.lines += 1
        self.unit, self.part = (entry.unit, entry.part + 1) if entry.more else (entry.unit + 1, 0)
        if time.monotonic() - self._synced > _SYNC_SECONDS:
            self.sync()
        return start

    def sync(self) -> None:
        """Bring what was written to the disk."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._synced = time.monotonic()

    def read_at(self, offset: int) -> Entry:
        """Read back one line."""
        self._file.flush()
        with self.path.open("rb") as reader:
            reader.seek(offset)
            return _DECODER.decode(reader.readline())


def _examine(path: Path) -> _Held:
    size = lines = unit = part = 0
    if path.exists():
        with path.open("rb") as reader:
            for line in reader:
                entry = _decode(line) if line.endswith(b"\n") else None
                if entry is None:
                    break
                size += len(line)
                lines += 1
                unit, part = (entry.unit, entry.part + 1) if entry.more else (entry.unit + 1, 0)
            if reader.readline():
                raise RunError(f"{path} is damaged in line {lines + 1}; start the run anew")
    return _Held(size=size, lines=lines, unit=unit, part=part)


def _decode(line: bytes) -> Entry | None:
    """Decode a line; one that a crash of the machine has damaged gives None."""
    try:
        return _DECODER.decode(line)
    except (UnicodeDecodeError, msgspec.DecodeError):
        return None


def read_entries(path: Path) -> Iterator[tuple[int, Entry]]:
    """Read a journal that is whole: offset and entry of each line."""
    offset = 0
    with path.open("rb") as reader:
        for line in reader:
            yield offset, _DECODER.decode(line)
            offset += len(line)
