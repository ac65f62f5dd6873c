"""Small JSON files that the cache is steered by, each with a seal over its other values.

The seal finds what a hash of the raw bytes cannot: a bit that flipped, or a date that somebody
mended by hand, in what says which snapshot is in use and when it was checked. It is no signature.
"""

import hashlib
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec

from sanxref.errors import ListCorrupt, ListFault

__all__ = ["encode_plain", "encode_sealed", "read_plain", "read_sealed"]

_SEAL: Final = "seal"

_Kind = TypeVar("_Kind")


def encode_plain(value: object) -> bytes:
    """JSON for people and programs, without a seal."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def encode_sealed(value: object) -> bytes:
    """JSON of an object, with its seal as the last key."""
    tree: dict[str, Any] = msgspec.to_builtins(value)
    return encode_plain({**tree, _SEAL: _seal(tree)})


def read_plain(path: Path, kind: type[_Kind], source: str) -> _Kind | None:
    """Read what `encode_plain` wrote; None where there is no such file.

    Raises:
        ListCorrupt: It cannot be read, or is of another shape.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as exc:
        raise _damaged(path, source, str(exc)) from exc


def read_sealed(path: Path, kind: type[_Kind], source: str) -> _Kind | None:
    """Read what `encode_sealed` wrote; None where there is no such file.

    The seal is over values as JSON has them, not over our types, so that a later version of
    sanxref with further fields still reads it.

    Raises:
        ListCorrupt: It cannot be read, is of another shape, or is not as it was written.
    """
    tree = read_plain(path, dict[str, Any], source)
    if tree is None:
        return None
    if tree.pop(_SEAL, None) != _seal(tree):
        raise _damaged(path, source, "it is not as it was written")
    try:
        return msgspec.convert(tree, kind)
    except msgspec.ValidationError as exc:
        raise _damaged(path, source, str(exc)) from exc


def _seal(tree: dict[str, Any]) -> str:
    return hashlib.sha256(msgspec.json.encode(tree, order="sorted")).hexdigest()


def _damaged(path: Path, source: str, words: str) -> ListCorrupt:
    return ListCorrupt(
        f"{source}: {path} is damaged ({words}); run: sanxref lists update",
        fault=ListFault.HASH,
        source=source,
    )
