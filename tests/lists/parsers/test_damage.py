"""No damage leads to fewer designations in silence."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from sanxref.errors import ListCorrupt, ListError
from sanxref.lists.parsers import parse
from sanxref.model.designations import SourceKey
from sanxref.model.snapshots import ListFormat

DATA = Path(__file__).parents[1] / "data"
XML_FILES = {
    ListFormat.UN_XML: "un.xml",
    ListFormat.OFAC_XML: "ofac_sdn.xml",
    ListFormat.OFAC_ADVANCED_XML: "ofac_advanced.xml",
}
# The UN list declares no number of records, so that the loss of whole records shows only
# against the snapshot before (lists/checks.py).
RECORDS = {"INDIVIDUAL", "ENTITY"}
SETTINGS = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

formats = st.sampled_from(sorted(XML_FILES))


def read(path: Path, list_format: ListFormat) -> set[str]:
    found = parse({"main": path}, source=SourceKey("x"), list_format=list_format)
    return {designation.reference for designation in found.designations}


def references(list_format: ListFormat) -> set[str]:
    return read(DATA / XML_FILES[list_format], list_format)


def local(element: etree._Element) -> str:
    return etree.QName(element).localname


@SETTINGS
@given(list_format=formats, share=st.floats(0, 1, exclude_max=True))
def test_a_file_cut_anywhere_is_refused(tmp_path, list_format, share):
    content = (DATA / XML_FILES[list_format]).read_bytes().rstrip()
    path = tmp_path / "cut.xml"
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(ListCorrupt):
        read(path, list_format)


@SETTINGS
@given(share=st.floats(0, 1, exclude_max=True), part=st.sampled_from(["sdn", "alt", "add"]))
def test_a_csv_file_cut_anywhere_is_refused(tmp_path, share, part):
    content = (DATA / f"{part}.csv").read_bytes()
    path = tmp_path / "cut.csv"
    path.write_bytes(content[: int(len(content) * share)])
    files = {"sdn": DATA / "sdn.csv"} | {part: path}
    with pytest.raises(ListCorrupt):
        parse(files, source=SourceKey("x"), list_format=ListFormat.OFAC_CSV)


@SETTINGS
@given(list_format=formats, data=st.data())
def test_a_lost_element_never_loses_a_designation_in_silence(tmp_path, list_format, data):
    tree = etree.parse(str(DATA / XML_FILES[list_format]))
    lost = data.draw(st.sampled_from([e for e in tree.iter() if e.getparent() is not None]))
    if local(lost) in RECORDS:
        return
    lost.getparent().remove(lost)
    path = tmp_path / "lost.xml"
    tree.write(str(path), encoding="UTF-8")
    with suppress(ListError):
        assert read(path, list_format) >= references(list_format)


@SETTINGS
@given(list_format=formats, data=st.data())
def test_a_renamed_element_is_always_refused(tmp_path, list_format, data):
    tree = etree.parse(str(DATA / XML_FILES[list_format]))
    renamed = data.draw(st.sampled_from(list(tree.iter())))
    namespace = etree.QName(renamed).namespace
    renamed.tag = f"{{{namespace}}}Novelty" if namespace else "Novelty"
    path = tmp_path / "renamed.xml"
    tree.write(str(path), encoding="UTF-8")
    with pytest.raises(ListCorrupt):
        read(path, list_format)


@SETTINGS
@given(data=st.data(), value=st.sampled_from(["", "999999", "true", "false", "x"]))
def test_a_changed_attribute_never_loses_a_designation_in_silence(tmp_path, data, value):
    list_format = ListFormat.OFAC_ADVANCED_XML
    tree = etree.parse(str(DATA / XML_FILES[list_format]))
    changed = data.draw(st.sampled_from([e for e in tree.iter() if e.attrib]))
    name = data.draw(st.sampled_from(sorted(changed.attrib)))
    changed.set(name, value)
    path = tmp_path / "changed.xml"
    tree.write(str(path), encoding="UTF-8")
    with suppress(ListError):
        assert len(read(path, list_format)) == len(references(list_format))


@SETTINGS
@given(
    list_format=formats,
    position=st.floats(0, 1, exclude_max=True),
    byte=st.binary(min_size=1, max_size=1),
)
def test_a_changed_byte_never_loses_a_designation_in_silence(tmp_path, list_format, position, byte):
    content = bytearray((DATA / XML_FILES[list_format]).read_bytes())
    content[int(len(content) * position)] = byte[0]
    path = tmp_path / "changed.xml"
    path.write_bytes(bytes(content))
    with suppress(ListError):
        assert len(read(path, list_format)) == len(references(list_format))


def test_an_entity_bomb_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "bomb.xml"
    inner = "".join(f'<!ENTITY a{n} "{"&a" + str(n - 1) + ";" * 1}">' for n in range(1, 30))
    path.write_text(f'<!DOCTYPE sdnList [<!ENTITY a0 "ha">{inner}]><sdnList>&a29;</sdnList>')
    with pytest.raises(ListCorrupt, match="DOCTYPE"):
        read(path, ListFormat.OFAC_XML)


def test_an_external_entity_is_refused(tmp_path):
    path = tmp_path / "external.xml"
    path.write_text(
        '<!DOCTYPE sdnList [<!ENTITY x SYSTEM "file:///etc/passwd">]><sdnList>&x;</sdnList>'
    )
    with pytest.raises(ListCorrupt, match="DOCTYPE"):
        read(path, ListFormat.OFAC_XML)


def test_very_deep_nesting_is_refused(tmp_path):
    path = tmp_path / "deep.xml"
    path.write_text(f"<sdnList>{'<x>' * 5000}{'</x>' * 5000}</sdnList>")
    with pytest.raises(ListCorrupt):
        read(path, ListFormat.OFAC_XML)
