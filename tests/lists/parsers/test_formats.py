"""Telling formats apart by content."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from sanxref.errors import ListCorrupt, ListFault
from sanxref.lists.parsers import csv_part, detect_format
from sanxref.model.snapshots import ListFormat

DATA = Path(__file__).parents[1] / "data"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("un.xml", ListFormat.UN_XML),
        ("ofac_sdn.xml", ListFormat.OFAC_XML),
        ("ofac_advanced.xml", ListFormat.OFAC_ADVANCED_XML),
        ("sdn.csv", ListFormat.OFAC_CSV),
        ("alt.csv", ListFormat.OFAC_CSV),
        ("add.csv", ListFormat.OFAC_CSV),
        ("sdn_comments.csv", ListFormat.OFAC_CSV),
    ],
)
def test_each_format_is_known_by_its_content(name, expected, tmp_path):
    same = tmp_path / "consolidated.xml"  # the name tells nothing
    same.write_bytes((DATA / name).read_bytes())
    assert detect_format(same) is expected


@pytest.mark.parametrize(
    ("name", "part"),
    [("sdn.csv", "sdn"), ("alt.csv", "alt"), ("add.csv", "add"), ("sdn_comments.csv", "comments")],
)
def test_each_file_of_the_csv_set_is_known_by_its_columns(name, part):
    assert csv_part(DATA / name) == part


@pytest.mark.parametrize(
    ("content", "fault", "words"),
    [
        (b"", ListFault.EMPTY, "0 bytes"),
        (b" \r\n\x1a", ListFault.EMPTY, "no data"),
        (b"<!DOCTYPE html><html><body>Sorry</body></html>", ListFault.HTML, "web page"),
        (b"\n<HTML><head></head></HTML>", ListFault.HTML, "web page"),
        (b"<!-- proxy --><head><title>Sign in</title></head>", ListFault.HTML, "web page"),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC ""><html/>', ListFault.HTML, "web page"),
        (b"<!DOCTYPE sdnList><sdnList/>", ListFault.UNSAFE_XML, "DOCTYPE"),
        (b"\xff\xfe<\x00s\x00", ListFault.WRONG_ENCODING, "UTF-16"),
        (b"<\x00s\x00d\x00", ListFault.WRONG_ENCODING, "UTF-16"),
        (b"<?xml version='1.0' encoding='latin1'?><sdnList/>", ListFault.WRONG_ENCODING, "latin1"),
        (b"<export generationDate='x'/>", ListFault.WRONG_FORMAT, "EU financial sanctions"),
        (b"<Designations/>", ListFault.WRONG_FORMAT, "UK Sanctions List"),
        (b"<xs:schema xmlns:xs='x'/>", ListFault.WRONG_FORMAT, "XSD"),
        (b"<Error><Code>AccessDenied</Code></Error>", ListFault.WRONG_FORMAT, "storage host"),
        (
            b"<sanctionsData xmlns='https://x/exports/ENHANCED_XML'>",
            ListFault.WRONG_FORMAT,
            "ENHANCED",
        ),
        (b"<sanctionsData xmlns='https://x/DeltaFile/1.0'>", ListFault.WRONG_FORMAT, "delta"),
        (b"<recipes/>", ListFault.WRONG_FORMAT, "recipes"),
        (b"<?xml version='1.0'?>", ListFault.NOT_WELL_FORMED, "root element"),
        (b"PK\x03\x04rest", ListFault.WRONG_FORMAT, "ZIP"),
        (gzip.compress(b"<sdnList/>", mtime=0), ListFault.WRONG_FORMAT, "gzip"),
        (b"%PDF-1.7", ListFault.WRONG_FORMAT, "PDF"),
        (b'{"results": []}', ListFault.WRONG_FORMAT, "JSON"),
        (b"_id,source,entity_number,type,programs\r\n", ListFault.WRONG_FORMAT, "trade.gov"),
        (b"Access denied", ListFault.WRONG_FORMAT, "Access denied"),
        (b"a,b,c,d,e\r\n", ListFault.WRONG_FORMAT, "begins with"),
        (b"\xe9,1,2,3,4\r\n", ListFault.WRONG_ENCODING, "UTF-8"),
    ],
)
def test_what_is_no_list_is_refused_by_name(content, fault, words, tmp_path):
    path = tmp_path / "sdn.xml"
    path.write_bytes(content)
    with pytest.raises(ListCorrupt, match=r"sdn\.xml") as caught:
        detect_format(path)
    assert caught.value.fault is fault
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("name", "fault", "words"),
    [
        ("eu_fsf_2024-05-13.xml", ListFault.WRONG_FORMAT, "EU financial sanctions"),
        ("us_csl_partial_2023.csv", ListFault.WRONG_FORMAT, "trade.gov"),
        ("ofac_sdn_csv_2024-05-04.csv", ListFault.EMPTY, "0 bytes"),
    ],
)
def test_real_files_that_are_no_list_of_ours_are_refused(
    name: str, fault: ListFault, words: str, real_list: Callable[[str], Path]
):
    with pytest.raises(ListCorrupt) as caught:
        detect_format(real_list(name))
    assert caught.value.fault is fault
    assert words in str(caught.value)


def test_a_byte_order_mark_is_no_hindrance(tmp_path):
    path = tmp_path / "un.xml"
    path.write_bytes(b"\xef\xbb\xbf" + (DATA / "un.xml").read_bytes())
    assert detect_format(path) is ListFormat.UN_XML
