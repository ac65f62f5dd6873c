"""Handmade lists in the official formats (tests/lists/data), with invented targets."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sanxref.lists.parsers import ParsedList, parse
from sanxref.model.designations import Designation, SourceKey
from sanxref.model.snapshots import ListFormat

DATA = Path(__file__).parents[1] / "data"

FILES = {
    ListFormat.UN_XML: ("un", {"main": "un.xml"}),
    ListFormat.OFAC_XML: ("ofac-sdn", {"main": "ofac_sdn.xml"}),
    ListFormat.OFAC_ADVANCED_XML: ("ofac-sdn", {"main": "ofac_advanced.xml"}),
    ListFormat.OFAC_CSV: (
        "ofac-sdn",
        {"sdn": "sdn.csv", "alt": "alt.csv", "add": "add.csv", "comments": "sdn_comments.csv"},
    ),
}

Records = dict[str, Designation]


@pytest.fixture
def records() -> Callable[[ListFormat], Records]:
    """Parse the handmade list of a format; its designations by reference."""

    def read(list_format: ListFormat) -> Records:
        source, names = FILES[list_format]
        found = parse(
            {part: DATA / name for part, name in names.items()},
            source=SourceKey(source),
            list_format=list_format,
        )
        return {designation.reference: designation for designation in found.designations}

    return read


@pytest.fixture
def altered(tmp_path: Path) -> Callable[..., ParsedList]:
    """Parse a handmade list with one text in it exchanged for another."""

    def read(list_format: ListFormat, old: str, new: str, *, part: str = "main") -> ParsedList:
        source, names = FILES[list_format]
        files = {key: DATA / name for key, name in names.items()}
        text = files[part].read_bytes().decode("utf-8")
        assert old in text
        changed = tmp_path / names[part]
        changed.write_bytes(text.replace(old, new, 1).encode("utf-8"))
        return parse(files | {part: changed}, source=SourceKey(source), list_format=list_format)

    return read
