"""Every real file is read completely: nothing unknown, every record and field accounted for."""

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from sanxref.errors import ListCorrupt, ListFault
from sanxref.lists.parsers import ParsedList, detect_format, parse
from sanxref.model.designations import Designation, NameKind, SourceKey, TargetKind

INDIVIDUAL, ENTITY = TargetKind.INDIVIDUAL, TargetKind.ENTITY
VESSEL, AIRCRAFT = TargetKind.VESSEL, TargetKind.AIRCRAFT

# The files' own counts: LISTS.md section 1.
XML_FILES = {
    "un_consolidated_2017-06-30.xml": ("un", {INDIVIDUAL: 653, ENTITY: 371}),
    "un_consolidated_2017-07-03.xml": ("un", {INDIVIDUAL: 650, ENTITY: 371}),
    "un_consolidated_2020-11-24.xml": ("un", {INDIVIDUAL: 713, ENTITY: 305}),
    "un_consolidated_2024-05-15.xml": ("un", {INDIVIDUAL: 682, ENTITY: 193}),
    "un_consolidated_2025-08-02.xml": ("un", {INDIVIDUAL: 684, ENTITY: 195}),
    "ofac_sdn_2024-05-07.xml": (
        "ofac-sdn",
        {INDIVIDUAL: 6855, ENTITY: 6884, VESSEL: 851, AIRCRAFT: 376},
    ),
    "ofac_consolidated_2024-05-06.xml": ("ofac-consolidated", {INDIVIDUAL: 79, ENTITY: 364}),
    "ofac_cons_advanced_2020-03-17.xml": ("ofac-consolidated", {INDIVIDUAL: 82, ENTITY: 293}),
}
CSV_SETS = {
    "2021-07": (
        {
            "sdn": "ofac_csv_2021-07_sdn.csv",
            "alt": "ofac_csv_2021-07_alt.csv",
            "add": "ofac_csv_2021-07_add.csv",
            "comments": "ofac_csv_2021-07_sdn_comments.csv",
        },
        8976,
    ),
    "2021-08-18": ({"sdn": "ofac_sdn_csv_2021-08-18.csv"}, 9083),
    "2021-12-02": ({"sdn": "ofac_sdn_csv_2021-12-02.csv"}, 9000),
    "2022-06-02": ({"sdn": "ofac_sdn_csv_2022-06-02.csv"}, 10226),
    "2024-05-03": ({"sdn": "ofac_sdn_csv_2024-05-03.csv"}, 14965),
}


def read(files: dict[str, Path], source: str) -> ParsedList:
    list_format = detect_format(next(iter(files.values())))
    return parse(files, source=SourceKey(source), list_format=list_format)


def census_of(path: Path) -> Counter[str]:
    """Count elements and attributes by path, in a way of its own."""
    found: Counter[str] = Counter()
    trail: list[str] = []
    for event, element in etree.iterparse(str(path), events=("start", "end")):
        if event == "start":
            trail.append(etree.QName(element).localname)
            found["/".join(trail)] += 1
            for name in element.attrib:
                found[f"{'/'.join(trail)}@{etree.QName(name).localname}"] += 1
        else:
            trail.pop()
            element.clear()
    return found


@pytest.mark.parametrize("name", XML_FILES)
def test_each_element_and_attribute_is_handled_or_ignored_by_name(
    name: str, real_list: Callable[[str], Path]
):
    source, counts = XML_FILES[name]
    path = real_list(name)
    found = read({"main": path}, source)
    assert Counter(d.kind for d in found.designations) == counts
    accounted: Counter[str] = Counter()
    for place, status, number in found.census:
        assert status in {"handled", "ignored"}
        accounted[place] += number
    assert accounted == census_of(path)
    for designation in found.designations:
        check(designation, source)
    # A shape of dates that is not understood would show here.
    words = {b.text for d in found.designations for b in d.birth_dates if b.date is None}
    assert len(words) <= 3, words


def check(designation: Designation, source: str) -> None:
    assert designation.source == source
    assert all(name.text and name.parts and name.script for name in designation.names)
    assert designation.names[0].kind is NameKind.PRIMARY
    assert designation.listings
    assert all(listing.programme for listing in designation.listings)
    assert all(address.text for address in designation.addresses)


@pytest.mark.parametrize("name", CSV_SETS)
def test_each_row_and_column_is_handled_or_ignored_by_name(
    name: str, real_list: Callable[[str], Path]
):
    names, count = CSV_SETS[name]
    files = {part: real_list(file) for part, file in names.items()}
    found = read(files, "ofac-sdn")
    assert len(found.designations) == count
    for part, path in files.items():
        text = path.read_text(encoding="ascii").rstrip("\x1a")
        rows = list(csv.reader(text.splitlines()))
        columns = {n for place, _, n in found.census if place.startswith(f"{part}.csv/")}
        assert columns == {len(rows)}


def test_the_real_broken_copy_is_refused(real_list: Callable[[str], Path]):
    with pytest.raises(ListCorrupt) as caught:
        read({"main": real_list("un_consolidated_2025-08-16_corrupt-cp1252.xml")}, "un")
    assert caught.value.fault is ListFault.WRONG_ENCODING


def test_the_same_file_gives_the_same_designations(real_list: Callable[[str], Path]):
    path = real_list("un_consolidated_2020-11-24.xml")
    assert read({"main": path}, "un") == read({"main": path}, "un")
