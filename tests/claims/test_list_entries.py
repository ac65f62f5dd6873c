"""Entries of the Security Council's lists, as press releases print them."""

import pytest

from sanxref.articles import annotate, open_recognizer
from sanxref.claims import extract_claims
from sanxref.model.articles import Article
from sanxref.names.entries import name_of_entry
from sanxref.settings import load_settings

_COMMITTEE = "On 19 March 2019, the Security Council Committee established pursuant to resolution "
_ENTRY = (
    "YEi.998 Name: 1: ANTON 2: PETROV 3: VERIN 4: na\n"
    "Name (original script): na\n"
    "Title: na Designation: na DOB: 4 Feb. 1968 POB: Aden, Yemen Good quality a.k.a.: Anton Ver "
    "Nationality: Yemen"
)
_NAME = "ANTON PETROV VERIN"


@pytest.fixture(scope="module", params=["grammar alone", "with the model"])
def told(request):
    lexicon = load_settings().lexicon
    if request.param == "grammar alone":
        other = type(lexicon).__new__(type(lexicon))
        other.__dict__.update(lexicon.__dict__, reading={})
        lexicon = other

    def told(text):
        article = Article(
            id="a", source="a", text=text, title="", published=None, language="en", sha256="0"
        )
        annotated = annotate(article, open_recognizer("capitals"))
        names = {person.id: person.name for person in annotated.persons}
        return [
            (
                names.get(claim.person or "", claim.subject),
                claim.authority,
                claim.action.value,
                str(claim.date.date) if claim.date else None,
            )
            for claim in extract_claims(annotated, lexicon)
            if claim.understood
        ]

    return told


@pytest.mark.parametrize(
    ("words", "action"),
    [
        ("approved the addition of the entry specified below to its Sanctions List", "listed"),
        ("added the following entry to its Sanctions List of individuals", "listed"),
        ("approved the removal of the entry specified below from its Sanctions List", "delisted"),
        (
            "removed the entry below from its list of individuals subject to the assets freeze",
            "delisted",
        ),
    ],
)
def test_an_entry_takes_part_in_the_act_that_announces_it(told, words, action):
    text = f"{_COMMITTEE}2140 (2014) {words}.\n\n{_ENTRY}"
    assert told(text) == [(_NAME, "UN-2140", action, "2019-03-19")]


def test_an_entry_tells_since_when_it_is_listed(told):
    text = (
        f"{_COMMITTEE}2140 (2014) enacted the amendments specified with underline to the entry "
        f"below.\n\n{_ENTRY} Listed on: 7 Nov. 2014 (amended on 20 Nov. 2014) Other information: na"
    )
    assert told(text) == [(_NAME, "UN-2140", "listed", "2014-11-07")]


def test_an_entry_that_is_removed_was_listed_before(told):
    text = (
        f"{_COMMITTEE}2140 (2014) removed the following entries from its list.\n\n"
        f"{_ENTRY} Listed on: 7 Nov. 2014\n\n"
        "YEi.999 Name: BORIS MALKIN Title: na Listed on: 8 Nov. 2014\n\n"
        "On 20 March 2019, the Committee added the entry below.\n\n"
        "YEe.997 Name: MALKIN TRUST A.k.a.: na Address: Aden Listed on: 20 Mar. 2019"
    )
    assert sorted(told(text)) == sorted(
        [
            (_NAME, "UN-2140", "delisted", "2019-03-19"),
            (_NAME, "UN-2140", "listed", "2014-11-07"),
            ("BORIS MALKIN", "UN-2140", "delisted", "2019-03-19"),
            ("BORIS MALKIN", "UN-2140", "listed", "2014-11-08"),
            ("MALKIN TRUST", "UN-2140", "listed", "2019-03-20"),
        ]
    )


def test_what_is_denied_is_not_asserted_of_the_entry(told):
    text = (
        f"{_COMMITTEE}2140 (2014) did not approve the addition of the entry specified below.\n\n"
        f"{_ENTRY}"
    )
    assert told(text) == []


def test_a_reference_alone_is_no_entry(told):
    assert told("The permanent reference YEi.998 was quoted in the report. Verin was not.") == []


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("ANTON 2: PETROV 3: VERIN 4: na", "ANTON PETROV VERIN"),
        ("1: ANTON 2: na 3: VERIN", "ANTON VERIN"),
        ("Anton Verin", "Anton Verin"),
        ("NA", "NA"),
    ],
)
def test_parts_of_a_name_lose_their_numbers(written, name):
    assert name_of_entry(written) == name
