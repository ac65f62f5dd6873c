"""SDN.XML, from a handmade file with invented targets."""

from datetime import date

import pytest

from sanxref.errors import ListCorrupt, ListFault, ListUnknownValue
from sanxref.model.designations import (
    AliasQuality,
    DateBasis,
    NameKind,
    NamePartKind,
    NationalityKind,
    TargetKind,
)
from sanxref.model.snapshots import ListFormat

XML = ListFormat.OFAC_XML


@pytest.fixture
def person(records):
    return records(XML)["990001"]


def test_every_kind_of_target_is_read(records):
    assert [d.kind for d in records(XML).values()] == list(TargetKind)


def test_names_are_shown_family_first_and_kept_given_first(person):
    name = person.primary_name
    assert (name.text, name.natural) == ("OSTERQUIST, Bram", "Bram OSTERQUIST")
    assert [part.kind for part in name.parts] == [NamePartKind.GIVEN, NamePartKind.FAMILY]


def test_aliases_have_kind_and_quality(person):
    assert [(n.text, n.kind, n.quality) for n in person.names[1:]] == [
        ("OSTERKVIST, Bramwell", NameKind.AKA, AliasQuality.STRONG),
        ("ABU TARN", NameKind.FKA, AliasQuality.WEAK),
    ]


def test_a_comma_in_an_entitys_name_divides_nothing(records):
    name = records(XML)["990002"].primary_name
    assert [(part.kind, part.text) for part in name.parts] == [
        (NamePartKind.ENTITY, "TARN SHIPPING, LTD.")
    ]


def test_one_listing_per_programme_without_a_date(person):
    assert [(x.list_name, x.programme, x.listed_on, x.basis) for x in person.listings] == [
        ("SDN List", "SDGT", None, DateBasis.NOT_CARRIED),
        ("SDN List", "IFSR", None, DateBasis.NOT_CARRIED),
    ]


def test_the_main_date_of_birth_comes_first_and_whole_years_are_years(person):
    assert [(str(b.date), b.main) for b in person.birth_dates] == [
        ("1961-02-28", True),
        ("1961/1962", False),
    ]


def test_pseudo_identifiers_are_sorted_by_what_they_are(person):
    (passport,) = person.identifiers
    assert (passport.type, passport.number, passport.expires_on) == (
        "Passport",
        "F 000123",
        "05 May 2011",
    )
    assert person.genders == ("Male",)
    assert [a.name for a in person.attributes] == ["Secondary sanctions risk"]


def test_nationality_and_citizenship_are_told_apart(person):
    assert [(n.country, n.kind) for n in person.nationalities] == [
        ("Freedonia", NationalityKind.NATIONALITY),
        ("Sylvania", NationalityKind.CITIZENSHIP),
    ]


def test_address_lines_become_a_street(person):
    (address,) = person.addresses
    assert address.street == "4 Lantern Row, Harbour Side"
    assert address.text.endswith("Port Sable, North Shore, 0578, Freedonia")


def test_ties_in_remarks_keep_brackets_that_belong_to_the_name(person):
    assert [link.name for link in person.links] == [
        "QUILLBACK BRIGADE (QB)-WEST WING",
        "TARN SHIPPING",
    ]
    assert person.remarks[0].text.startswith("(Linked To")


def test_a_vessel_keeps_all_that_is_stated(records):
    vessel = records(XML)["990003"]
    assert {a.name: a.value for a in vessel.attributes} == {
        "Vessel Call Sign": "FR4B",
        "Vessel Type": "Tug",
        "Vessel Flag": "Freedonia",
        "Vessel Owner": "Tarn Shipping",
        "Vessel Tonnage": "640",
        "Vessel Gross Registered Tonnage": "478",
    }
    assert vessel.identifiers[0].number == "IMO 0000001"


def test_publication_and_declared_count_are_read(altered):
    found = altered(XML, "Dragonfly 7", "Dragonfly 8")
    assert (found.published, found.declared) == (date(2026, 3, 14), 4)
    assert found.list_names == ("SDN List",)


def test_the_older_namespace_is_read_the_same(altered, records):
    found = altered(
        XML,
        "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML",
        "http://tempuri.org/sdnList.xsd",
    )
    assert found.designations == tuple(records(XML).values())


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("<sdnType>Vessel<", "<sdnType>Submarine<", "sdnType"),
        ("<category>weak<", "<category>feeble<", "category"),
        ("<type>f.k.a.<", "<type>p.k.a.<", "type"),
        ("<mainEntry>false<", "<mainEntry>maybe<", "mainEntry"),
    ],
)
def test_a_category_without_a_rule_is_refused(altered, old, new, field):
    with pytest.raises(ListUnknownValue) as caught:
        altered(XML, old, new)
    assert field in caught.value.field


@pytest.mark.parametrize(
    ("old", "new", "fault", "words"),
    [
        ("<Record_Count>4<", "<Record_Count>5<", ListFault.TRUNCATED, "declares Record_Count 5"),
        ("<Publish_Date>03/14/2026<", "<Publish_Date>14.3.2026<", ListFault.UNKNOWN_VALUE, "14.3"),
        ("<tonnage>640</tonnage>", "<draught>6</draught>", ListFault.UNKNOWN_FIELD, "draught"),
        (
            "<program>IFSR</program>",
            "<program id='3'>IFSR</program>",
            ListFault.UNKNOWN_FIELD,
            "id",
        ),
        (
            "<dateOfBirth>28 Feb 1961<",
            "<dateOfBirth>31 Feb 1961<",
            ListFault.UNKNOWN_VALUE,
            "31 Feb",
        ),
        (
            "<dateOfBirth>28 Feb 1961<",
            "<dateOfBirth>spring 1961<",
            ListFault.UNKNOWN_VALUE,
            "spring",
        ),
        ("<lastName>ABU TARN</lastName>", "", ListFault.MISSING_FIELD, "lastName"),
        ("<uid>990002<", "<uid>990001<", ListFault.DUPLICATE_REFERENCE, "990001"),
        ("</sdnList>", "", ListFault.TRUNCATED, "closing tag"),
        ("</sdnType>", "</sdntype>", ListFault.NOT_WELL_FORMED, "not well-formed"),
        ("</sdnList>", "</sdnList><x/></sdnList>", ListFault.NOT_WELL_FORMED, "not well-formed"),
        ("Dragonfly", "&dragon;", ListFault.NOT_WELL_FORMED, "dragon"),
        ("<sdnList ", "<!DOCTYPE x [<!ENTITY a 'b'>]><sdnList ", ListFault.UNSAFE_XML, "DOCTYPE"),
    ],
)
def test_damage_is_refused_with_its_place(altered, old, new, fault, words):
    with pytest.raises(ListCorrupt, match=r"ofac_sdn\.xml") as caught:
        altered(XML, old, new)
    assert caught.value.fault is fault
    assert words in str(caught.value)
