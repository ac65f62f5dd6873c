"""Facts in words."""

import pytest

from sanxref.lists.parsers.ofac_remarks import linked_to, read_remarks
from sanxref.model.designations import Attribute, Identifier, TargetKind


def read(remark):
    return read_remarks(remark, TargetKind.INDIVIDUAL, field="Remarks")


@pytest.mark.parametrize(
    ("remark", "expected"),
    [
        ("(Linked To: TARN SHIPPING)", ["TARN SHIPPING"]),
        ("(Linked To: A CO; Linked To: B CO)", ["A CO", "B CO"]),
        ("(Linked To: GUARD (G)-WEST; Linked To: B (LTD))", ["GUARD (G)-WEST", "B (LTD)"]),
        ("Seen at sea; (Linked To: TARN)", ["TARN"]),
        ("Linked To: TARN; Linked To: TARN", ["TARN"]),
        ("Linked to nobody", []),
        ("", []),
    ],
)
def test_ties_are_read(remark, expected):
    assert [link.name for link in linked_to(remark)] == expected


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("Passport A1 (Freedonia)", Identifier(type="Passport", number="A1", country="Freedonia")),
        (
            "Passport A1 (Freedonia) issued 1999 expires 05 Apr 2010",
            Identifier(
                type="Passport",
                number="A1",
                country="Freedonia",
                issued_on="1999",
                expires_on="05 Apr 2010",
            ),
        ),
        (
            "alt. Digital Currency Address - ETH 0xInvented",
            Identifier(type="Digital Currency Address - ETH", number="0xInvented"),
        ),
        ("Website www.tarn.example", Attribute(name="Website", value="www.tarn.example")),
        (
            "Additional Sanctions Information - Subject to Much",
            Attribute(name="Additional Sanctions Information", value="Subject to Much"),
        ),
        ("Tribe: Quill", Attribute(name="Tribe", value="Quill")),
    ],
)
def test_numbers_and_facts_are_told_apart(clause, expected):
    found = read(f"{clause}.")
    assert (*found.identifiers, *found.attributes) == (expected,)


@pytest.mark.parametrize(
    "clause",
    ["Passport issued in Port Sable", "Director of the TARN - WEST", "arrested", "Passport"],
)
def test_prose_gives_no_fact(clause):
    found = read(f"{clause}.")
    assert found.identifiers == ()
    assert found.attributes == ()


def test_a_weak_alias_may_hold_an_apostrophe():
    (alias,) = read("a.k.a. 'TARN, 'Abd''.").names
    assert alias.text == "TARN, 'Abd'"


def test_an_unreadable_date_of_birth_is_kept_in_words():
    (birth,) = read("DOB about the time of the flood.").birth_dates
    assert (birth.date, birth.text) == (None, "about the time of the flood")


def test_the_full_stop_of_an_abbreviation_at_the_end_is_kept():
    assert [link.name for link in read("Linked To: TARN S.A.").links] == ["TARN S.A."]


def test_a_remark_that_was_cut_off_gives_only_its_whole_clauses():
    found = read("Gender Male; Passport A12")
    assert found.genders == ("Male",)
    assert found.identifiers == ()
