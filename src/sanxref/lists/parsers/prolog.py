"""The first bytes of a file: what it is, before any parser is let loose on it."""

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from sanxref.errors import ListFault
from sanxref.lists.parsers.faults import Reading

__all__ = ["HEAD_SIZE", "Prolog", "read_head", "read_prolog"]

HEAD_SIZE = 65_536
"""Bytes in which the root element must begin; the longest real prolog has some 500."""

_DECLARATION = re.compile(rb"<\?xml\s[^>]*?encoding\s*=\s*[\"']([^\"']+)[\"']")
_SKIPPED = re.compile(rb"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_ROOT = re.compile(rb"<((?:[\w.-]+:)?[\w.-]+)([^>]*)")
_NAMESPACE = re.compile(rb"\bxmlns(?::[\w.-]+)?\s*=\s*[\"']([^\"']+)[\"']")
# Names of encodings of which every byte is also right in UTF-8.
_UTF8_NAMES = frozenset({"utf-8", "ascii"})
_FOREIGN_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"<\x00", b"\x00<")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prolog:
    """What stands before and in the root element's start tag.

    Attributes:
        root: Local name of the root element.
        namespaces: Namespaces that the start tag declares.
    """

    root: str
    namespaces: tuple[str, ...]


def read_head(path: Path) -> bytes:
    """Read the first bytes, without a UTF-8 byte order mark."""
    with path.open("rb") as file:
        return file.read(HEAD_SIZE).removeprefix(codecs.BOM_UTF8)


def read_prolog(head: bytes, reading: Reading) -> Prolog:
    """Find the root element, refusing what no official list has before it.

    A document type declaration is refused whatever it holds: entities and external references
    can only be declared there.

    Raises:
        ListCorrupt: Another encoding than UTF-8, a document type declaration, a web page, or no
            root element within the head.
    """
    if head.startswith(_FOREIGN_MARKS):
        raise reading.corrupt(ListFault.WRONG_ENCODING, "UTF-16 text where UTF-8 is expected")
    _check_declared_encoding(head, reading)
    position = 0
    while met := _SKIPPED.match(head, position):
        position = met.end()
    rest = head[position:]
    if rest[:200].lower().startswith((b"<!doctype html", b"<html")):
        raise reading.corrupt(ListFault.HTML, "a web page instead of a list")
    if rest.startswith(b"<!"):
        raise reading.corrupt(ListFault.UNSAFE_XML, "a document type declaration (DOCTYPE)")
    root = _ROOT.match(rest)
    if root is None:
        raise reading.corrupt(ListFault.NOT_WELL_FORMED, "no root element at the beginning")
    return Prolog(
        root=root[1].decode("utf-8", "replace").rpartition(":")[2],
        namespaces=tuple(n.decode("utf-8", "replace") for n in _NAMESPACE.findall(root[2])),
    )


def _check_declared_encoding(head: bytes, reading: Reading) -> None:
    declared = _DECLARATION.match(head)
    if declared is None:
        return
    name = declared[1].decode("ascii", "replace")
    try:
        known = codecs.lookup(name).name
    except LookupError:
        known = name
    if known not in _UTF8_NAMES:
        raise reading.corrupt(
            ListFault.WRONG_ENCODING, f"declared as {name} where UTF-8 is expected"
        )
