"""Files on the disk: their hashes, and changes of which a kill leaves nothing half done."""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import Final

__all__ = ["INCOMING", "hash_file", "replace_file", "sync"]

INCOMING: Final = ".incoming-"
"""Beginning of the names of what is in preparation; left-overs of kills are known by it."""


def hash_file(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal digits.

    Raises:
        OSError: It cannot be read.
    """
    with path.open("rb") as reader:
        return hashlib.file_digest(reader, "sha256").hexdigest()


def replace_file(path: Path, content: bytes) -> None:
    """Write a file in one step, as seen by whoever reads it or pulls the plug.

    Raises:
        OSError: It cannot be written; what was there is there still.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=INCOMING, dir=path.parent)
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
    sync(path.parent)


def sync(path: Path) -> None:
    """Bring a file or a folder's entries to the disk."""
    folder = path.is_dir()
    if folder and os.name == "nt":
        return  # Windows keeps the entries of a folder by itself and cannot be asked to
    descriptor = os.open(path, os.O_RDONLY if folder else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
