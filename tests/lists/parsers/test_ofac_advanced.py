"""ADVANCED XML, from a handmade file with invented targets."""

from datetime import date

import pytest

from sanxref.errors import ListCorrupt, ListFault, ListUnknownValue
from sanxref.lists.parsers import parse
from sanxref.model.designations import (
    AliasQuality,
    DateBasis,
    NameKind,
    NamePartKind,
    NationalityKind,
    SourceKey,
    TargetKind,
)
from sanxref.model.snapshots import ListFormat

ADVANCED = ListFormat.OFAC_ADVANCED_XML


@pytest.fixture
def person(records):
    return records(ADVANCED)["990001"]


def test_kinds_come_from_party_type_and_sub_type(records):
    assert [d.kind for d in records(ADVANCED).values()] == [
        TargetKind.INDIVIDUAL,
        TargetKind.ENTITY,
        TargetKind.VESSEL,
    ]


def test_the_primary_latin_name_comes_first_whatever_the_order_of_the_file(person):
    assert [(n.text, n.kind, n.script) for n in person.names] == [
        ("OSTERQUIST, Bram Quillovich", NameKind.PRIMARY, "Latn"),
        ("ОСТЕРКВИСТ, Брам", NameKind.PRIMARY, "Cyrl"),
        ("ABU TARN", NameKind.AKA, "Latn"),
    ]


def test_parts_are_in_natural_order_with_their_kinds(person):
    assert [(part.kind, part.text) for part in person.primary_name.parts] == [
        (NamePartKind.GIVEN, "Bram"),
        (NamePartKind.PATRONYMIC, "Quillovich"),
        (NamePartKind.FAMILY, "OSTERQUIST"),
    ]


def test_a_patronymic_in_capitals_is_a_surname(altered):
    found = altered(ADVANCED, ">Quillovich<", ">QUILL<").designations[0]
    assert found.primary_name.text == "OSTERQUIST QUILL, Bram"


def test_low_quality_is_weak(person):
    assert [n.quality for n in person.names] == [
        AliasQuality.STRONG,
        AliasQuality.STRONG,
        AliasQuality.WEAK,
    ]


def test_an_acronym_is_noted(records):
    alias = records(ADVANCED)["990002"].names[1]
    assert (alias.text, alias.kind, alias.note) == ("TSL", NameKind.FKA, "acronym")


def test_one_listing_per_list_and_programme_with_the_date_of_entry(person):
    assert [(x.list_name, x.programme, str(x.listed_on), x.basis) for x in person.listings] == [
        ("SDN List", "SDGT", "2016-09-16", DateBasis.LIST_ONLY),
        ("SDN List", "IFSR", "2016-09-16", DateBasis.LIST_ONLY),
    ]
    assert person.listings[0].legal_basis == ("Executive Order 13224 (Terrorism)",)
    assert person.listings[0].measures == ("Block",)


def test_a_later_entry_event_is_kept_beside_the_listing(person):
    assert ("Later entry date, SDN List", "2018-01-02") in [
        (a.name, a.value) for a in person.attributes
    ]


def test_the_date_of_the_meta_list_is_no_date_of_listing(records):
    entity = records(ADVANCED)["990002"]
    (listing,) = entity.listings
    assert (listing.listed_on, listing.basis) == (None, DateBasis.NOT_STATED)
    assert [(a.name, a.value) for a in entity.attributes] == [
        ("Consolidated List entry date", "2014-10-10")
    ]


def test_a_whole_year_is_a_year_and_approximate_is_kept(person):
    (birth,) = person.birth_dates
    assert (str(birth.date), birth.text) == ("1961~", "circa 1961")


@pytest.mark.parametrize(
    ("month", "day", "expected"),
    [("1", "31", "1961-01~"), ("1", "1", "1961-01-01~"), ("3", "5", "1961-01-01/1961-03-05~")],
)
def test_other_periods_keep_their_precision(altered, month, day, expected):
    old = """<Month>12</Month>
                  <Day>31</Day>
                </To>"""
    new = old.replace("12", month).replace("31", day)
    (birth,) = altered(ADVANCED, old, new).designations[0].birth_dates
    assert str(birth.date) == expected


def test_features_are_sorted_under_their_headings(person):
    assert [place.text for place in person.birth_places] == ["Dunmarrow, Freedonia"]
    assert [(n.country, n.kind) for n in person.nationalities] == [
        ("Sylvania", NationalityKind.CITIZENSHIP)
    ]
    assert (person.genders, person.titles) == (("Male",), ("Quartermaster",))
    assert ("Secondary sanctions risk", "an invented section") in [
        (a.name, a.value) for a in person.attributes
    ]


def test_documents_and_numbers_are_identifiers(person):
    passport, wallet = person.identifiers
    assert (passport.type, passport.number, passport.country) == (
        "Passport",
        "F 000123",
        "Freedonia",
    )
    assert (passport.city, passport.issued_on) == ("Sylvania", "06 May 2001")
    assert passport.note == "Fraudulent; Harbour Office"
    assert (wallet.type, wallet.number) == ("Digital Currency Address - XBT", "1Invented")


def test_locations_are_resolved(records):
    found = records(ADVANCED)
    (address,) = found["990001"].addresses
    assert address.text == "4 Lantern Row, Port Sable, 0578, Freedonia"
    assert address.note == "also Порт Сабле"
    (region,) = found["990002"].addresses
    assert (region.text, region.country, region.note) == (
        "North Shore",
        "",
        "country undetermined",
    )


def test_relations_and_entry_links_are_links(records):
    vessel = records(ADVANCED)["990003"]
    assert [(x.kind, x.reference, x.name) for x in vessel.links] == [
        ("Owned or Controlled By (former)", "990002", "TARN SHIPPING, LTD."),
        ("Same action", "990001", "OSTERQUIST, Bram Quillovich"),
    ]
    assert vessel.remarks[0].text.endswith("sold in 2020")


def test_comments_are_remarks(person):
    assert [(r.field, r.text) for r in person.remarks] == [
        ("DistinctParty/Comment", "Seen in Port Sable"),
        ("Feature/Place of Birth", "by his own account"),
    ]


def test_open_vocabulary_may_grow(altered):
    found = altered(ADVANCED, ">Secondary sanctions risk:<", ">Favourite colour<")
    assert "Favourite colour" in {a.name for a in found.designations[0].attributes}
    found = altered(ADVANCED, ">Owned or Controlled By<", ">Rival Of<")
    assert found.designations[2].links[0].kind == "Rival Of (former)"


def test_an_entry_without_programme_is_noted(altered):
    found = altered(ADVANCED, "<Comment>SDGT</Comment>\n        <DatePeriod", "<DatePeriod")
    assert found.notes == ()
    found = altered(
        ADVANCED,
        '<SanctionsMeasure ID="8301" SanctionsTypeID="1">',
        '<SanctionsMeasure ID="8301" SanctionsTypeID="1705">',
    )
    assert found.notes == ("1 sanctions entries state no programme",)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        (">F.K.A.<", ">Formerly<", "AliasType"),
        (">Patronymic<", ">Ship's Name<", "NamePartType"),
        (">Individual<", ">Person<", "PartyType"),
        (">Created<", ">Removed<", "EntryEventType"),
        (">Gregorian<", ">Hijri<", "CalendarTypeID"),
        ('LowQuality="true"', 'LowQuality="1"', "LowQuality"),
    ],
)
def test_a_category_without_a_rule_is_refused(altered, old, new, field):
    with pytest.raises(ListUnknownValue) as caught:
        altered(ADVANCED, old, new)
    assert field in caught.value.field


@pytest.mark.parametrize(
    ("old", "new", "fault", "words"),
    [
        ('AliasTypeID="1401"', 'AliasTypeID="1499"', ListFault.MISSING_FIELD, "AliasType 1499"),
        ('LocationID="22"', 'LocationID="29"', ListFault.MISSING_FIELD, "Location 29"),
        ('ProfileID="990003" L', 'ProfileID="990009" L', ListFault.MISSING_FIELD, "990003"),
        ('From-ProfileID="990003"', 'From-ProfileID="9"', ListFault.MISSING_FIELD, "profile 9"),
        ('IdentityID="501" Issued', 'IdentityID="599" Issued', ListFault.MISSING_FIELD, "599"),
        ('NamePartGroupID="712"', 'NamePartGroupID="799"', ListFault.MISSING_FIELD, "799"),
        (
            'EntryB-SanctionsEntryID="81"',
            'EntryB-SanctionsEntryID="89"',
            ListFault.MISSING_FIELD,
            "89",
        ),
        ('<Location ID="22">', '<Location ID="21">', ListFault.DUPLICATE_REFERENCE, "Location 21"),
        ('<AliasType ID="1401">', '<AliasType ID="1400">', ListFault.DUPLICATE_REFERENCE, "1400"),
        ("<ExRefTypeValues/>", "<MoodValues/>", ListFault.UNKNOWN_FIELD, "MoodValues"),
        ("<Comment>Seen", "<Rumour/><Comment>Seen", ListFault.UNKNOWN_FIELD, "Rumour"),
        (
            'Acronym="true"',
            'Acronym="true" DeltaAction="Add"',
            ListFault.UNKNOWN_FIELD,
            "DeltaAction",
        ),
        ("<SanctionsEntries>", "<SanctionsEntries><Other/>", ListFault.UNKNOWN_FIELD, "Other"),
        ("<Year>2018</Year>", "<Year>2O18</Year>", ListFault.UNKNOWN_VALUE, "2O18"),
        ("<Day>2</Day>", "<Day>32</Day>", ListFault.UNKNOWN_VALUE, "32"),
        ("<Year>1961</Year>", "<Year>1971</Year>", ListFault.UNKNOWN_VALUE, "before it begins"),
        (">TSL<", "><", ListFault.MISSING_FIELD, "text"),
        ('Profile ID="990002"', 'Profile ID="990003"', ListFault.UNKNOWN_VALUE, "another number"),
    ],
)
def test_damage_is_refused_with_its_place(altered, old, new, fault, words):
    with pytest.raises(ListCorrupt, match=r"ofac_advanced\.xml") as caught:
        altered(ADVANCED, old, new)
    assert caught.value.fault is fault
    assert words in str(caught.value)


def test_known_dates_of_the_real_list(real_list):
    """Dates of US actions that are public knowledge (LISTS.md section 2)."""
    path = real_list("ofac_cons_advanced_2020-03-17.xml")
    found = parse({"main": path}, source=SourceKey("ofac-consolidated"), list_format=ADVANCED)
    assert found.published == date(2020, 3, 17)
    dated = {
        (d.reference, x.list_name): str(x.listed_on)
        for d in found.designations
        for x in d.listings
        if x.listed_on
    }
    assert dated["9659", "SDN List"] == "2016-09-16"
    assert dated["9659", "Non-SDN Palestinian Legislative Council List"] == "2006-04-12"
    assert dated["9640", "Non-SDN Palestinian Legislative Council List"] == "2006-04-12"
