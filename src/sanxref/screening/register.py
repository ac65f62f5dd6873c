"""The register of runs: what was finished and what was pruned, in an order that holds.

`runs/register.jsonl` has one line for each run that came to its end and for each that was removed
on purpose. Each line holds the hash of the line before it, and nothing rewrites one, so that a run
cannot be taken out, put in or finished twice unseen, and a pruned run can be told from a stolen
one. Who can write all files can also write this one anew: keep its last hash elsewhere.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec
from filelock import FileLock

__all__ = ["RegisterEntry", "RunRegister"]

_FOUND = "was there when the register was begun"


class RegisterEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One line.

    Attributes:
        time: When it was written, UTC.
        event: `finished` or `pruned`.
        run: Identifier of the run.
        manifest: SHA-256 of its manifest; empty where a run was pruned that never finished.
        reason: Why it was pruned, or why it stands here later than it was finished.
        before: SHA-256 of the line before this one; empty for the first.
    """

    time: datetime
    event: Literal["finished", "pruned"]
    run: str
    manifest: str
    reason: str = ""
    before: str = ""


class RunRegister:
    """The register of one folder of runs."""

    def __init__(self, runs: Path) -> None:
        """Take `cache/runs`; it need not exist."""
        self.path = runs / "register.jsonl"

    def entries(self) -> tuple[RegisterEntry, ...]:
        """Give all entries that can be read, oldest first; `faults` tells of the others."""
        return tuple(one for one in self._read() if isinstance(one, RegisterEntry))

    def faults(self) -> tuple[str, ...]:
        """Say where lines are damaged, or do not follow from the one before."""
        return tuple(one for one in self._read() if isinstance(one, str))

    def _read(self) -> Iterator[RegisterEntry | str]:
        before = ""
        for number, line in enumerate(self._lines(), start=1):
            try:
                entry = msgspec.json.decode(line, type=RegisterEntry)
            except (UnicodeDecodeError, msgspec.DecodeError) as exc:
                yield f"line {number} is damaged: {exc}"
            else:
                yield entry
                if entry.before != before:
                    yield f"line {number} does not follow from the one before it"
            before = _sha256(line)

    @property
    def last_hash(self) -> str:
        """SHA-256 of the last line; empty where there is none."""
        lines = self._lines()
        return _sha256(lines[-1]) if lines else ""

    def manifests(self) -> dict[str, str]:
        """Hash of the manifest of each run that was finished, in that order."""
        return {one.run: one.manifest for one in self.entries() if one.event == "finished"}

    def last_finished(self, *, at: datetime) -> tuple[str, str]:
        """Give the run that was finished last, and the hash of its manifest; or empty texts."""
        with self._lock():
            self._begin(at)
        return next(reversed(self.manifests().items()), ("", ""))

    def append(self, entry: RegisterEntry) -> None:
        """Write one line, to the disk, with the hash of the line before it.

        Raises:
            OSError: It cannot be written.
        """
        with self._lock():
            self._begin(entry.time)
            self._write(entry)

    @contextmanager
    def _lock(self) -> Iterator[None]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(self.path.with_name(".register.lock")):
            yield

    def _begin(self, at: datetime) -> None:
        """Enter the runs that were finished before there was a register."""
        if self.path.exists():
            return
        for manifest in sorted(self.path.parent.glob("[!.]*/manifest.json")):
            digest, run = _sha256(manifest.read_bytes()), manifest.parent.name
            self._write(
                RegisterEntry(time=at, event="finished", run=run, manifest=digest, reason=_FOUND)
            )

    def _write(self, entry: RegisterEntry) -> None:
        entry = msgspec.structs.replace(entry, before=self.last_hash)
        with self.path.open("ab+") as sink:
            if sink.tell():
                sink.seek(-1, os.SEEK_END)
                if sink.read() != b"\n":  # the machine was cut off while it wrote
                    sink.write(b"\n")
            sink.write(msgspec.json.encode(entry) + b"\n")
            sink.flush()
            os.fsync(sink.fileno())

    def _lines(self) -> list[bytes]:
        try:
            return self.path.read_bytes().removesuffix(b"\n").split(b"\n")
        except FileNotFoundError:
            return []


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
