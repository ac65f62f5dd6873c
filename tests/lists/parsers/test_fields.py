"""Nothing in a record can be passed over in silence."""

import pytest
from lxml import etree

from sanxref.errors import ListCorrupt, ListFault
from sanxref.lists.parsers.documents import ListDocument
from sanxref.lists.parsers.faults import Reading
from sanxref.lists.parsers.fields import Fields, PathCounter
from sanxref.lists.parsers.un import parse_un
from sanxref.model.designations import SourceKey


def fields(xml: str) -> Fields:
    element = etree.fromstring(xml)
    reading = Reading(source=SourceKey("un"), file="list.xml")
    return Fields(element, PathCounter().below("r"), reading)


def test_what_is_taken_or_ignored_is_counted_by_path():
    with fields("<r a='1' b='2'><t> x </t><n><v/><v>y</v></n><s><u k='3'/></s></r>") as record:
        assert record.attribute("a") == "1"
        record.ignore_attributes("b")
        assert record.text("t") == "x"
        with record.the("n") as inner:
            assert inner.texts("v") == ("y",)
        record.ignore("s")
    assert record.counter.census() == (
        ("r", "handled", 1),
        ("r/n", "handled", 1),
        ("r/n/v", "handled", 2),
        ("r/s", "ignored", 1),
        ("r/s/u", "ignored", 1),
        ("r/s/u@k", "ignored", 1),
        ("r/t", "handled", 1),
        ("r@a", "handled", 1),
        ("r@b", "ignored", 1),
    )


@pytest.mark.parametrize(
    ("xml", "words"),
    [
        ("<r><t/><z/></r>", "element z"),
        ("<r z='1'><t/></r>", "attribute z"),
        ("<r>z<t/></r>", "text 'z'"),
        ("<r><t/>z</r>", "text 'z'"),
        ("<r><t><z/></t></r>", "element z"),
        ("<r><t z='1'/></r>", "attribute z"),
        ("<r><t/><t/></r>", "more than one element t"),
    ],
)
def test_what_is_left_over_is_an_error(xml, words):
    with pytest.raises(ListCorrupt, match=words) as caught, fields(xml) as record:
        record.text("t")
    assert caught.value.fault is ListFault.UNKNOWN_FIELD


def test_an_error_inside_is_not_hidden_by_what_is_left_over():
    with pytest.raises(ZeroDivisionError), fields("<r><t/></r>"):
        raise ZeroDivisionError


@pytest.mark.parametrize(
    ("xml", "blank"),
    [
        ("<r><p/></r>", True),
        ("<r><p><a/><b> </b></p></r>", True),
        ("<r><p><z/></p></r>", False),
        ("<r><p><a>x</a></p></r>", False),
        ("<r><p k='1'/></r>", False),
    ],
)
def test_a_placeholder_holds_nothing_but_known_empty_elements(xml, blank):
    record = fields(xml)
    found = record.each("p", blank=("a", "b"))
    assert (next(found, None) is None) is blank


def test_the_rest_comes_after_the_records(tmp_path):
    path = tmp_path / "list.xml"
    path.write_text("<r><i><j/></i></r>")
    reading = Reading(source=SourceKey("un"), file=path.name)
    document = ListDocument(path, reading, root="r")
    with pytest.raises(RuntimeError):
        document.rest()
    with document.records({"j": "i"}) as records:
        assert [record.names() for record in records] == [()]
    with document.rest() as root, root.the("i"):
        pass
    assert document.counter.census() == (
        ("r", "handled", 1),
        ("r/i", "handled", 1),
        ("r/i/j", "handled", 1),
    )


def test_a_record_in_the_wrong_place_is_an_error(tmp_path):
    path = tmp_path / "list.xml"
    path.write_text("<r><i/><k><j/></k></r>")
    document = ListDocument(path, Reading(source=SourceKey("un"), file=path.name), root="r")
    with document.records({"j": "i"}) as records:
        assert list(records) == []
    with pytest.raises(ListCorrupt, match="element k"), document.rest() as root, root.the("i"):
        pass


def test_a_list_without_any_record_is_refused(tmp_path):
    path = tmp_path / "un.xml"
    path.write_text(
        '<CONSOLIDATED_LIST dateGenerated="2026-03-14T00:00:00Z"><INDIVIDUALS/><ENTITIES/>'
        "</CONSOLIDATED_LIST>"
    )
    with pytest.raises(ListCorrupt, match="no record") as caught:
        parse_un(path, SourceKey("un"))
    assert caught.value.fault is ListFault.EMPTY
