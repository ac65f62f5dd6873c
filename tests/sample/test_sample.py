"""The embedded articles and list extracts."""

import csv
import re
from datetime import date
from pathlib import Path

import pytest
import trafilatura
from lxml import etree

from sanxref.lists.parsers import detect_format, parse
from sanxref.model.designations import SourceKey, TargetKind
from sanxref.model.snapshots import ListFormat
from sanxref.sample import NOTICE, article_paths, list_files
from sanxref.sample.make_extracts import make_extracts

UN = SourceKey("un")
OFAC = SourceKey("ofac-sdn")
FORMATS = {UN: ListFormat.UN_XML, OFAC: ListFormat.OFAC_ADVANCED_XML}


@pytest.fixture(scope="module")
def parsed():
    return {
        source: parse({"main": path}, source=source, list_format=FORMATS[source])
        for source, path in list_files().items()
    }


def designation(parsed, source, reference):
    return next(found for found in parsed[source].designations if found.reference == reference)


def test_the_notice_says_that_this_is_not_for_compliance():
    assert NOTICE.startswith("Extracts for trying out, not for compliance")


def test_the_extracts_are_what_the_facts_make(tmp_path):
    make_extracts(tmp_path)
    for path in list_files().values():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()


@pytest.mark.parametrize("source", sorted(FORMATS))
def test_an_extract_is_known_by_its_format(source):
    assert detect_format(list_files()[source]) is FORMATS[source]


def test_the_extracts_hold_some_forty_designations(parsed):
    counts = {source: len(extract.designations) for source, extract in parsed.items()}
    assert counts == {UN: 24, OFAC: 22}


def test_the_extracts_say_when_they_were_published(parsed):
    assert parsed[UN].published == date(2025, 11, 1)
    assert parsed[OFAC].published == date(2025, 10, 31)


def test_all_target_kinds_but_aircraft_occur(parsed):
    kinds = {found.kind for extract in parsed.values() for found in extract.designations}
    assert kinds == {TargetKind.INDIVIDUAL, TargetKind.ENTITY, TargetKind.VESSEL}


@pytest.mark.parametrize(
    ("source", "reference", "listed"),
    [
        (UN, "QDi.342", "2014-09-23"),
        (UN, "QDi.352", "2015-04-07"),  # written with a time zone
        (UN, "QDe.137", "2014-05-14"),
        (OFAC, "20521", "2016-09-16"),
        (OFAC, "4238", "1989-01-05"),
    ],
)
def test_a_designation_carries_its_date(parsed, source, reference, listed):
    listings = designation(parsed, source, reference).listings
    assert {str(listing.listed_on) for listing in listings if listing.listed_on} == {listed}


def test_no_reference_occurs_twice(parsed):
    for extract in parsed.values():
        references = [found.reference for found in extract.designations]
        assert len(references) == len(set(references))


def test_what_is_invented_says_so_and_has_no_reference_of_an_authority(parsed):
    invented = {
        found.reference
        for extract in parsed.values()
        for found in extract.designations
        if any("Invented for the sanxref demonstration" in str(remark) for remark in found.remarks)
    }
    assert invented == {"QDi.901", "QDi.902", "990001", "990002", "990003"}


@pytest.mark.parametrize(
    ("source", "name", "root"),
    [
        (UN, "un_consolidated_2025-08-02.xml", "CONSOLIDATED_LIST"),
        (OFAC, "ofac_cons_advanced_2020-03-17.xml", "Sanctions"),
    ],
)
def test_an_extract_has_no_element_or_attribute_that_the_real_format_lacks(
    real_list, source, name, root
):
    real = shapes(real_list(name), root)
    assert shapes(list_files()[source], root) - real == set()


def shapes(path: Path, root: str) -> set[tuple[str, ...]]:
    """Every path of elements, with and without each attribute, by local names."""
    tree = etree.parse(path)
    assert etree.QName(tree.getroot()).localname == root
    found = set()
    for element in tree.iter(etree.Element):
        names = [etree.QName(step).localname for step in element.iterancestors()][::-1]
        place = (*names, etree.QName(element).localname)
        found.add(place)
        found.update((*place, f"@{etree.QName(name).localname}") for name in element.attrib)
    return found


def test_what_the_un_extract_says_stands_on_the_real_list(parsed, real_list):
    real = parse(
        {"main": real_list("un_consolidated_2025-08-02.xml")},
        source=UN,
        list_format=ListFormat.UN_XML,
    )
    theirs = {found.reference: found for found in real.designations}
    ours = [found for found in parsed[UN].designations if not found.reference.startswith("QDi.90")]
    assert len(ours) == 22
    for found in ours:
        there = theirs[found.reference]
        assert found.listings[0].listed_on == there.listings[0].listed_on, found.reference
        assert found.listings[0].programme == there.listings[0].programme, found.reference
        assert {one.date for one in found.birth_dates} <= {one.date for one in there.birth_dates}
        names = {(name.kind, name.quality) for name in found.names}
        assert names <= {(name.kind, name.quality) for name in there.names}, found.reference
        if found.kind is TargetKind.INDIVIDUAL:
            assert {one.text for one in found.names} <= {one.text for one in there.names}


def test_whom_the_ofac_extract_names_stands_on_the_real_list(parsed, real_list):
    with real_list("ofac_sdn_csv_2024-05-03.csv").open(encoding="ascii", newline="") as file:
        theirs = {row[0]: (row[1], row[3]) for row in csv.reader(file) if len(row) > 3}
    ours = [found for found in parsed[OFAC].designations if not found.reference.startswith("99")]
    assert len(ours) == 19
    for found in ours:
        name, programmes = theirs[found.reference]
        assert found.names[0].text == name
        assert {one.programme for one in found.listings} <= set(programmes.split("] ["))


def test_the_articles_are_read_with_title_and_date():
    page, text = article_paths()
    metadata = trafilatura.extract_metadata(page.read_text(encoding="utf-8"))
    assert metadata.title == "Talks falter at foreign fighters' camp in Idlib"
    assert metadata.date == "2025-10-23"
    assert text.suffix == ".txt"


def test_no_passage_is_taken_from_the_canonical_article(shared):
    """Facts may be shared, wording may not: no eight words in a row are."""
    theirs = word_runs((shared / "articles" / "harem.txt").read_text(encoding="utf-8"))
    for path in article_paths():
        assert word_runs(path.read_text(encoding="utf-8")) & theirs == set()


def word_runs(text: str, length: int = 8) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}
