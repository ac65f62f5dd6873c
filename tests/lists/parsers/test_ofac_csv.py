"""The CSV set, from handmade files with invented targets."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sanxref.errors import ListCorrupt, ListFault, ListUnknownValue
from sanxref.lists.parsers import parse
from sanxref.model.designations import (
    AliasQuality,
    Designation,
    NameKind,
    SourceKey,
    TargetKind,
)
from sanxref.model.snapshots import ListFormat

CSV = ListFormat.OFAC_CSV
DATA = Path(__file__).parents[1] / "data"
SDN = SourceKey("ofac-sdn")


@pytest.fixture
def person(records):
    return records(CSV)["990001"]


def test_an_entry_without_type_is_an_entity(records):
    assert [d.kind for d in records(CSV).values()] == [
        TargetKind.INDIVIDUAL,
        TargetKind.ENTITY,
        TargetKind.VESSEL,
        TargetKind.AIRCRAFT,
    ]


def test_weak_aliases_come_from_the_remarks(person):
    assert [(n.text, n.kind, n.quality) for n in person.names[1:]] == [
        ("OSTERKVIST, Bramwell", NameKind.AKA, AliasQuality.STRONG),
        ("ABU TARN", NameKind.FKA, AliasQuality.WEAK),
    ]


def test_several_programmes_in_one_column_are_divided(person):
    assert [x.programme for x in person.listings] == ["SDGT", "IFSR"]


def test_the_comments_go_on_where_the_remarks_were_cut(person):
    (remark,) = person.remarks
    assert "1Invented; Linked To: QUILLBACK" in remark.text
    assert ("Digital Currency Address - XBT", "1Invented") in [
        (i.type, i.number) for i in person.identifiers
    ]


def test_a_clause_that_is_cut_off_gives_no_fact():
    found = parse({"sdn": DATA / "sdn.csv"}, source=SDN, list_format=CSV)
    person = found.designations[0]
    assert [i.type for i in person.identifiers] == ["Passport"]
    assert person.remarks[0].text.endswith("1Invent")


def test_the_notes_say_which_parts_are_missing():
    found = parse({"sdn": DATA / "sdn.csv"}, source=SDN, list_format=CSV)
    assert found.published is None
    assert found.declared is None
    assert [words.split(" ")[0] for words in found.notes[1:]] == ["alt.csv", "add.csv", "the"]


def test_facts_in_words_are_read(person):
    assert [(str(b.date), b.main) for b in person.birth_dates] == [
        ("1961-02-28", True),
        ("1961/1962", False),
    ]
    passport = person.identifiers[0]
    assert (passport.number, passport.country, passport.issued_on, passport.expires_on) == (
        "F 000123",
        "Freedonia",
        "06 May 2001",
        "05 May 2011",
    )
    assert person.genders == ("Male",)


def test_rows_without_an_address_are_none(records):
    found = records(CSV)
    assert found["990003"].addresses == ()
    assert [a.text for a in found["990002"].addresses] == ["Sylvania"]


def test_remarks_on_aliases_and_addresses_are_kept(records):
    assert [(r.field, r.text) for r in records(CSV)["990002"].remarks[1:]] == [
        ("alt_remarks", "so named in 2020"),
        ("Add_remarks", "all offices"),
    ]


def test_both_formats_tell_the_same_names_births_and_numbers(records):
    for reference, of_csv in records(CSV).items():
        of_xml = records(ListFormat.OFAC_XML)[reference]
        assert [(n.text, n.kind, n.quality) for n in of_csv.names] == [
            (n.text, n.kind, n.quality) for n in of_xml.names
        ]
        assert [b.date for b in of_csv.birth_dates] == [b.date for b in of_xml.birth_dates]
        assert of_csv.identifiers[: len(of_xml.identifiers)] == of_xml.identifiers
        assert of_csv.listings[0].programme == of_xml.listings[0].programme


@pytest.mark.parametrize(
    ("part", "old", "new", "fault", "words"),
    [
        ("sdn", "\x1a", "", ListFault.TRUNCATED, "0x1A"),
        ("alt", "\x1a", "", ListFault.TRUNCATED, "0x1A"),
        ("add", "-0- \r\n\x1a", "", ListFault.TRUNCATED, "0x1A"),
        ("sdn", "\r\n\x1a", "\x1a", ListFault.TRUNCATED, "last line"),
        ("sdn", "990003,", "", ListFault.NOT_WELL_FORMED, "line 3 has 11 fields"),
        ("alt", '990002,13,"nka"', 'x,13,"nka"', ListFault.NOT_WELL_FORMED, "line 2"),
        ("sdn", '"SABLE QUEEN"', '"SABLE "QUEEN"', ListFault.NOT_WELL_FORMED, "not CSV"),
        ("alt", "990002,13", "990009,13", ListFault.MISSING_FIELD, "990009"),
        ("comments", "990001", "990009", ListFault.MISSING_FIELD, "sdn_comments.csv"),
        ("sdn", "990002", "990001", ListFault.DUPLICATE_REFERENCE, "990001"),
        ("sdn", '"SABLE QUEEN"', "-0- ", ListFault.MISSING_FIELD, "SDN_Name"),
        ("sdn", '"vessel","SDGT"', '"vessel",-0- ', ListFault.MISSING_FIELD, "Program"),
    ],
)
def test_damage_is_refused_with_its_place(  # noqa: PLR0917  # one column of the table each
    altered, part, old, new, fault, words
):
    with pytest.raises(ListCorrupt) as caught:
        altered(CSV, old, new, part=part)
    assert caught.value.fault is fault
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [("sdn", '"vessel"', '"airship"'), ("alt", '"nka"', '"pka"')],
)
def test_a_category_without_a_rule_is_refused(altered, part, old, new):
    with pytest.raises(ListUnknownValue):
        altered(CSV, old, new, part=part)


def test_a_wrong_encoding_is_refused(tmp_path):
    path = tmp_path / "sdn.csv"
    path.write_bytes((DATA / "sdn.csv").read_bytes().replace(b"Dunmarrow", b"Dunmarr\xf6w"))
    with pytest.raises(ListCorrupt) as caught:
        parse({"sdn": path}, source=SDN, list_format=CSV)
    assert caught.value.fault is ListFault.WRONG_ENCODING


@pytest.mark.parametrize("parts", [{}, {"alt": "alt.csv"}, {"main": "sdn.csv"}])
def test_a_set_needs_its_first_part(parts):
    with pytest.raises(ListCorrupt, match="sdn must be there"):
        parse({key: DATA / name for key, name in parts.items()}, source=SDN, list_format=CSV)


def test_an_xml_format_has_one_part():
    with pytest.raises(ListCorrupt, match="one part, main"):
        parse({"sdn": DATA / "un.xml"}, source=SDN, list_format=ListFormat.UN_XML)


def test_real_files_of_near_dates_agree_across_formats(real_list: Callable[[str], Path]):
    """sdn.csv of 3 May 2024 has no aliases of its own but the weak ones, in words."""
    of_csv = parse({"sdn": real_list("ofac_sdn_csv_2024-05-03.csv")}, source=SDN, list_format=CSV)
    of_xml = parse(
        {"main": real_list("ofac_sdn_2024-05-07.xml")}, source=SDN, list_format=ListFormat.OFAC_XML
    )
    others = {d.reference: d for d in of_xml.designations}
    pairs = [(d, others[d.reference]) for d in of_csv.designations if d.reference in others]
    assert len(pairs) > 14_900
    whole = [(a, b) for a, b in pairs if not a.remarks or a.remarks[0].text.endswith(".")]
    for name, fact, allowed in _SAME_FACTS:
        differing = [a.reference for a, b in whole if fact(a) != fact(b)]
        assert len(differing) <= allowed, (name, differing)


def _plain(text: str) -> str:
    """The CSV files write single for double quotation marks."""
    return text.replace('"', "'")


# Four days lie between the files, some clauses of remarks are prose, and the full stop of a
# remark swallows that of an abbreviation at its end.
_SAME_FACTS: tuple[tuple[str, Callable[[Designation], object], int], ...] = (
    ("kind", lambda d: d.kind, 0),
    ("primary name", lambda d: [_plain(part.text) for part in d.primary_name.parts], 0),
    ("programmes", lambda d: {x.programme for x in d.listings}, 0),
    ("dates of birth", lambda d: [b.date for b in d.birth_dates], 2),
    ("genders", lambda d: d.genders, 0),
    ("nationalities", lambda d: {n.country for n in d.nationalities}, 5),
    ("weak", lambda d: {_plain(n.text) for n in d.names if n.quality is AliasQuality.WEAK}, 2),
    ("places of birth", lambda d: {_plain(b.text) for b in d.birth_places}, 2),
    ("ties", lambda d: {_plain(x.name).rstrip(".") for x in d.links}, 30),
    ("numbers", lambda d: {(i.type, i.number, i.country) for i in d.identifiers}, 100),
)
