"""The UN list, from a handmade file with invented persons."""

from datetime import date

import pytest

from sanxref.errors import ListCorrupt, ListFault, ListUnknownValue
from sanxref.lists.parsers import parse
from sanxref.model.dates import PartialDate
from sanxref.model.designations import (
    AliasQuality,
    DateBasis,
    NameKind,
    NamePartKind,
    SourceKey,
    TargetKind,
)
from sanxref.model.snapshots import ListFormat

UN = ListFormat.UN_XML


@pytest.fixture
def person(records):
    return records(UN)["QDi.901"]


@pytest.fixture
def entity(records):
    return records(UN)["QDe.902"]


def test_the_reference_is_trimmed_and_the_internal_number_kept(person):
    assert (person.reference, person.record) == ("QDi.901", "7700001")
    assert person.kind is TargetKind.INDIVIDUAL


def test_name_slots_are_an_order_and_no_kind(person):
    assert person.primary_name.text == "BRAMWELL OSTERQUIST TARN"
    assert [part.text for part in person.primary_name.parts] == ["BRAMWELL", "OSTERQUIST", "TARN"]
    assert {part.kind for part in person.primary_name.parts} == {NamePartKind.UNSPECIFIED}


def test_the_original_script_is_a_primary_name_on_one_line(person):
    original = person.names[1]
    assert (original.text, original.script) == ("برامويل أوستركويست", "Arab")
    assert (original.kind, original.quality) == (NameKind.PRIMARY, AliasQuality.STRONG)


def test_an_alias_that_holds_several_names_is_divided(person):
    assert [name.text for name in person.names[2:4]] == ["Bram Osterkvist", "Bramwel Ostercuist"]
    assert person.names[2].note == "Good; previously listed as"


def test_a_low_quality_alias_is_weak_and_so_is_its_form_in_another_script(person):
    latin, cyrillic = person.names[4:]
    assert (latin.text, latin.quality) == ("Abu Tarn", AliasQuality.WEAK)
    assert (cyrillic.text, cyrillic.script, cyrillic.quality) == (
        "Абу Тарн",
        "Cyrl",
        AliasQuality.WEAK,
    )


def test_kinds_of_an_entitys_aliases_are_told_and_count_as_strong(entity):
    assert [(name.text, name.kind, name.quality) for name in entity.names[2:]] == [
        ("Brigade of the Quill", NameKind.AKA, AliasQuality.STRONG),
        ("Quill Front", NameKind.FKA, AliasQuality.STRONG),
    ]


def test_the_language_behind_an_original_name_is_a_note(entity):
    assert (entity.names[1].text, entity.names[1].note) == ("ኩኢልባክ", "Tigrinya")


def test_a_listing_date_loses_its_time_zone_and_amendments_are_sorted(person):
    (listing,) = person.listings
    assert listing.listed_on == PartialDate.parse("2015-04-07")
    assert listing.basis is DateBasis.LIST_AND_PROGRAMME
    assert [str(when) for when in listing.amended_on] == ["2019-12-06", "2023-10-30"]
    assert (listing.list_name, listing.programme) == ("UN List", "Al-Qaida")


def test_a_date_of_delisting_is_read(records):
    (listing,) = records(UN)["KPi.902"].listings
    assert listing.delisted_on == PartialDate.parse("2025-11-06")
    assert listing.amended_on == ()


def test_dates_of_birth_keep_their_precision(person):
    assert [
        (str(birth.date) if birth.date else None, birth.text) for birth in person.birth_dates
    ] == [
        ("1961-02-28", "1961-02-28"),
        ("1960~", "APPROXIMATELY 1960"),
        ("1959/1962~", "BETWEEN 1959 to 1962 (Approximately)"),
        ("1958-09", "1958 (Sep.)"),
        (None, "30-35 years old"),
        ("1958/1964", "1958 - 1964"),
    ]
    assert [birth.main for birth in person.birth_dates] == [True] * 5 + [False]


def test_the_birth_that_stands_with_an_alias_is_kept_behind_the_own_one(person):
    assert [(place.text, place.main) for place in person.birth_places] == [
        ("Dunmarrow, North Shore, Freedonia", True),
        ("Port Sable, Sylvania", False),
    ]


def test_addresses_and_documents_are_whole_and_placeholders_are_none(person):
    (address,) = person.addresses
    assert address.text == "4 Lantern Row, Port Sable, North Shore, 0578, Freedonia"
    assert address.note == "previous address"
    (document,) = person.identifiers
    assert (document.type, document.number, document.country) == (
        "Passport",
        "F 000123",
        "Freedonia",
    )
    assert document.note == "diplomatic; expired; country of issue: Sylvania"


def test_gender_is_read_from_its_field_or_from_the_comment(records):
    found = records(UN)
    assert found["QDi.901"].genders == ("Male",)
    assert found["KPi.902"].genders == ("Female",)  # GENDER says Unknown, COMMENTS1 female


def test_titles_positions_nationality_and_submission_are_kept(records, person):
    assert person.titles == ("Maulavi",)
    assert person.positions == ("Quartermaster", "Deputy Minister of Weather")
    assert [n.country for n in records(UN)["KPi.902"].nationalities] == ["Sylvania"]
    assert [(a.name, a.value) for a in person.attributes] == [("SUBMITTED_BY", "Freedonia")]


def test_a_reference_in_the_comment_is_a_link_with_the_others_name(person):
    (link,) = person.links
    assert (link.kind, link.reference, link.name) == ("mentioned", "QDe.902", "QUILLBACK BRIGADE")
    assert "(QDe.902)" in person.remarks[0].text


def test_the_note_of_an_alias_without_a_name_is_a_remark(altered):
    found = altered(UN, "<QUALITY/>", "<QUALITY/><NOTE>name withheld</NOTE>").designations[0]
    assert [(r.field, r.text) for r in found.remarks[1:]] == [
        ("INDIVIDUAL_ALIAS/NOTE", "name withheld")
    ]


def test_words_without_a_type_of_date_are_kept_as_words(altered):
    old = "<TYPE_OF_DATE/>"
    found = altered(UN, old, f"{old}<NOTE>in the year of the flood</NOTE>").designations[0]
    assert (None, "in the year of the flood") in [(b.date, b.text) for b in found.birth_dates]
    with pytest.raises(ListUnknownValue, match="TYPE_OF_DATE"):
        altered(UN, old, f"{old}<YEAR>1960</YEAR>")


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("<QUALITY>Low<", "<QUALITY>Middling<", "QUALITY"),
        ("<TYPE_OF_DATE>APPROXIMATELY<", "<TYPE_OF_DATE>PERHAPS<", "TYPE_OF_DATE"),
        ("<VALUE>UN List<", "<VALUE>Other List<", "LIST_TYPE"),
        ("<GENDER>MALE<", "<GENDER>M<", "GENDER"),
    ],
)
def test_a_category_without_a_rule_is_refused(altered, old, new, field):
    with pytest.raises(ListUnknownValue, match=r"QDi\.901") as caught:
        altered(UN, old, new)
    assert field in caught.value.field


@pytest.mark.parametrize(
    ("old", "new", "fault", "words"),
    [
        ("<SORT_KEY/>", "<SORT_KEYS/>", ListFault.UNKNOWN_FIELD, "SORT_KEYS"),
        ("<GENDER>", "<GENDER lang='en'>", ListFault.UNKNOWN_FIELD, "attribute lang"),
        ("<INDIVIDUAL_ADDRESS>", "<INDIVIDUAL_ADDRESS>near ", ListFault.UNKNOWN_FIELD, "near"),
        ("<INDIVIDUALS>", "<INDIVIDUALS>text", ListFault.UNKNOWN_FIELD, "text"),
        ("<INDIVIDUALS>", "<NEWS/><INDIVIDUALS>", ListFault.UNKNOWN_FIELD, "NEWS"),
        ("<INDIVIDUALS>", "<INDIVIDUALS><PERSON/>", ListFault.UNKNOWN_FIELD, "PERSON"),
        ("<YEAR>1960<", "<YEAR>196O<", ListFault.UNKNOWN_VALUE, "196O"),
        ("<DATE>1961-02-28<", "<DATE>1961-02-30<", ListFault.UNKNOWN_VALUE, "1961-02-30"),
        ("<FROM_YEAR>1959<", "<FROM_YEAR>1969<", ListFault.UNKNOWN_VALUE, "1969 to 1962"),
        ("<FROM_YEAR>1959</FROM_YEAR>", "", ListFault.MISSING_FIELD, "FROM_YEAR"),
        ("<LISTED_ON>2016-03-02<", "<LISTED_ON>soon<", ListFault.UNKNOWN_VALUE, "soon"),
        ("<LISTED_ON>2016-03-02</LISTED_ON>", "", ListFault.MISSING_FIELD, "LISTED_ON"),
        ("<FIRST_NAME>QUILLON</FIRST_NAME>", "", ListFault.MISSING_FIELD, "FIRST_NAME"),
        ("<REFERENCE_NUMBER>KPi.902<", "<REFERENCE_NUMBER><", ListFault.MISSING_FIELD, "REFERENCE"),
        (">KPi.902<", ">QDi.901<", ListFault.DUPLICATE_REFERENCE, "QDi.901"),
        ("2026-03-14T23", "14 March T23", ListFault.UNKNOWN_VALUE, "dateGenerated"),
        (
            "<DATAID>7700002</DATAID>",
            "<DATAID>1</DATAID><DATAID>2</DATAID>",
            ListFault.UNKNOWN_FIELD,
            "more than one",
        ),
    ],
)
def test_damage_is_refused_with_its_place(altered, old, new, fault, words):
    with pytest.raises(ListCorrupt, match=r"un\.xml") as caught:
        altered(UN, old, new)
    assert caught.value.fault is fault
    assert words in str(caught.value)
    assert caught.value.source == "un"


def test_the_day_of_generation_is_the_day_of_publication(altered):
    assert altered(UN, "Accountant", "Clerk").published == date(2026, 3, 14)


def test_canonical_facts_of_the_real_list(real_list):
    path = real_list("un_consolidated_2025-08-02.xml")
    found = parse({"main": path}, source=SourceKey("un"), list_format=UN).designations
    (diaby,) = (d for d in found if d.reference == "QDi.342")
    assert str(diaby.listings[0].listed_on) == "2014-09-23"
    assert [name.text for name in diaby.names] == ["OUMAR DIABY", "Omsen", "Oumar Omsen"]
    assert {name.quality for name in diaby.names[1:]} == {AliasQuality.WEAK}
    assert [str(birth.date) for birth in diaby.birth_dates] == ["1975-08-05"]
