"""From the raw files of one list source to its designations."""

from collections.abc import Mapping
from pathlib import Path
from typing import assert_never

from sanxref.errors import ListFault
from sanxref.lists.parsers.faults import Reading
from sanxref.lists.parsers.parsed import ParsedList
from sanxref.model.designations import SourceKey
from sanxref.model.snapshots import ListFormat

__all__ = ["PARSER_VERSION", "parse"]

PARSER_VERSION = 1
"""Raised with every change that gives other designations for the same bytes.

Tables of an older version are made again from the raw files.
"""


def parse(files: Mapping[str, Path], *, source: SourceKey, list_format: ListFormat) -> ParsedList:
    """Read a list completely, or say why that cannot be done.

    Args:
        files: Raw files by part: `main` for XML; `sdn`, `alt`, `add`, `comments` for OFAC's CSV
            set, of which only `sdn` must be there.
        source: Key of the list source; stands in each designation.
        list_format: Official format of the files.

    Raises:
        ListCorrupt: The files are damaged, incomplete or hold something without a rule.
        ListUnknownValue: A category has a value without a rule.
    """
    # Each parser is imported when it is needed: lxml costs some 30 ms at start-up.
    match list_format:
        case ListFormat.UN_XML:
            from sanxref.lists.parsers.un import parse_un  # noqa: PLC0415

            return parse_un(_main(files, source), source)
        case ListFormat.OFAC_XML:
            from sanxref.lists.parsers.ofac_xml import parse_ofac_xml  # noqa: PLC0415

            return parse_ofac_xml(_main(files, source), source)
        case ListFormat.OFAC_ADVANCED_XML:
            from sanxref.lists.parsers.ofac_advanced import parse_ofac_advanced  # noqa: PLC0415

            return parse_ofac_advanced(_main(files, source), source)
        case ListFormat.OFAC_CSV:
            from sanxref.lists.parsers.ofac_csv import parse_ofac_csv  # noqa: PLC0415

            return parse_ofac_csv(files, source)
        case _:
            assert_never(list_format)


def _main(files: Mapping[str, Path], source: SourceKey) -> Path:
    if set(files) != {"main"}:
        given = ", ".join(sorted(files)) or "none"
        raise Reading(source=source, file="the raw files").corrupt(
            ListFault.WRONG_FORMAT, f"an XML format has one part, main; given: {given}"
        )
    return files["main"]
