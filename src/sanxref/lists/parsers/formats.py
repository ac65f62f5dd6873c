"""Which official format a file has, told from its first bytes and never from its name.

OFAC's non-SDN list and the UN list are both called `consolidated.xml` (LISTS.md section 3b).
"""

import csv
from pathlib import Path

from sanxref.errors import ListFault
from sanxref.lists.parsers.faults import Reading
from sanxref.lists.parsers.prolog import Prolog, read_head, read_prolog
from sanxref.model.designations import SourceKey
from sanxref.model.snapshots import ListFormat

__all__ = ["csv_part", "detect_format"]

_ROOTS = {
    "CONSOLIDATED_LIST": ListFormat.UN_XML,
    "Sanctions": ListFormat.OFAC_ADVANCED_XML,
    "sdnList": ListFormat.OFAC_XML,
}

# Roots of files that people are known to take for one of ours, and what to say of them.
_STRANGERS = {
    "export": "the EU financial sanctions file, which is not one of the lists that are read",
    "Designations": "the UK Sanctions List, which is not one of the lists that are read",
    "ArrayOfFinancialSanctionsTarget": "the UK consolidated list of financial sanctions targets, "
    "which is not one of the lists that are read",
    "schema": "an XML schema (XSD), not a list",
    "Error": "an error message of the storage host, not a list",
    "rss": "a news feed, not a list",
    "svg": "a picture, not a list",
}

# Roots of web pages that come without a doctype, as some proxies and login forms send them.
_PAGES = frozenset({"html", "head", "body", "script", "meta", "title", "div", "iframe"})

_MAGIC = {
    b"PK\x03\x04": "a ZIP archive; unpack it first, or use `sanxref lists import`",
    b"\x1f\x8b": "compressed with gzip; unpack it first, or use `sanxref lists import`",
    b"%PDF": "a PDF document; the lists are published as XML and CSV too",
    b"\xd0\xcf\x11\xe0": "an old Office document, not a list",
}

_CSV_PARTS = {12: "sdn", 5: "alt", 6: "add", 2: "comments"}
"""Number of columns of each file of OFAC's CSV set (LISTS.md section 3d)."""


def detect_format(path: Path) -> ListFormat:
    """Tell the official format of a file.

    Raises:
        ListCorrupt: It has none that is read; `fault` tells whether it is empty, a web page, in
            a wrong encoding or something else, and the message what it was recognised as.
    """
    reading = Reading(source=SourceKey(""), file=path.name)
    head = read_head(path)
    if not head.strip(b"\x00\x1a \t\r\n"):
        raise reading.corrupt(ListFault.EMPTY, f"holds no data ({path.stat().st_size} bytes)")
    for magic, words in _MAGIC.items():
        if head.startswith(magic):
            raise reading.corrupt(ListFault.WRONG_FORMAT, f"is {words}")
    start = head.lstrip()
    if start.startswith(b"<") or head[:2] in {b"\xff\xfe", b"\xfe\xff", b"\x00<"}:
        return _xml_format(read_prolog(head, reading), reading)
    if start[:1] in {b"{", b"["}:
        raise reading.corrupt(ListFault.WRONG_FORMAT, "is JSON; the lists are read from XML or CSV")
    _csv_part(head, reading)
    return ListFormat.OFAC_CSV


def csv_part(path: Path) -> str:
    """Tell which file of OFAC's CSV set this is: `sdn`, `alt`, `add` or `comments`.

    Raises:
        ListCorrupt: It is none of them.
    """
    return _csv_part(read_head(path), Reading(source=SourceKey(""), file=path.name))


def _xml_format(prolog: Prolog, reading: Reading) -> ListFormat:
    known = _ROOTS.get(prolog.root)
    if known is not None:
        return known
    if prolog.root == "sanctionsData":
        words = (
            "is an OFAC delta file, which holds changes and not the list"
            if any("DeltaFile" in namespace for namespace in prolog.namespaces)
            else "is OFAC's ENHANCED XML, which this version does not read: "
            "use ADVANCED XML, which carries the same dates"
        )
        raise reading.corrupt(ListFault.WRONG_FORMAT, words)
    if prolog.root.lower() in _PAGES:
        raise reading.corrupt(ListFault.HTML, "a web page instead of a list")
    stranger = _STRANGERS.get(prolog.root, f"XML with the unknown root element {prolog.root!r}")
    raise reading.corrupt(ListFault.WRONG_FORMAT, f"is {stranger}")


def _csv_part(head: bytes, reading: Reading) -> str:
    try:
        lines = head.decode("utf-8", "strict" if len(head) < _SAMPLE else "ignore").splitlines()
    except UnicodeDecodeError:
        raise reading.corrupt(ListFault.WRONG_ENCODING, "is neither XML nor UTF-8 text") from None
    row = next(csv.reader(lines[:1]), [])
    if {"source", "entity_number", "programs"} <= set(row):
        raise reading.corrupt(
            ListFault.WRONG_FORMAT,
            "is the Consolidated Screening List of trade.gov, which carries no listing dates "
            "and is not read: use OFAC's own files",
        )
    part = _CSV_PARTS.get(len(row))
    if part is None or not row[0].strip().isdigit():
        shown = ",".join(row)[:60]
        raise reading.corrupt(
            ListFault.WRONG_FORMAT, f"is no list that is known; it begins with {shown!r}"
        )
    return part


_SAMPLE = 60_000  # a head of about this size may end inside a character
