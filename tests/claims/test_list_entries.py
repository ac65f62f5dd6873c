"""Entries of the Security Council's and of OFAC's lists, as announcements print them."""

import pytest

from sanxref.articles import annotate, open_recognizer
from sanxref.claims import extract_claims
from sanxref.claims.extract import read_windows
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


def _annotated(text):
    article = Article(
        id="a", source="a", text=text, title="", published=None, language="en", sha256="0"
    )
    return annotate(article, open_recognizer("capitals"))


@pytest.fixture(scope="module", params=["grammar alone", "with the model"])
def told(request):
    lexicon = load_settings().lexicon
    if request.param == "grammar alone":
        other = type(lexicon).__new__(type(lexicon))
        other.__dict__.update(lexicon.__dict__, reading={})
        lexicon = other

    def told(text):
        annotated = _annotated(text)
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


_OF_OFAC = "VERIN, Anton, Aden, Yemen; DOB 04 Feb 1968; POB Aden, Yemen (individual) [SDGT]."
_OTHER = "MALKIN TRUST (a.k.a. MALKIN FUND), Aden, Yemen [SDGT] (Linked To: VERIN, Anton)."
_SDN = "to OFAC's SDN List:"


@pytest.mark.parametrize(
    ("words", "action", "date"),
    [
        (f"The following additions have been made {_SDN}", "listed", None),
        (f"The following deletions have been made {_SDN}", "delisted", None),
        ("On 4 May 2020 OFAC designated the following persons:", "listed", "2020-05-04"),
        ("On 4 May 2020 OFAC unblocked the following persons:", "delisted", "2020-05-04"),
        ("Identifying information:", "listed", None),
    ],
)
def test_entries_of_ofac_take_part_in_the_act_that_announces_them(told, words, action, date):
    assert sorted(told(f"{words}\n\n{_OF_OFAC}\n\n{_OTHER}")) == [
        ("Anton VERIN", "US", action, date),
        ("MALKIN TRUST", "US", action, date),
    ]


def test_each_section_of_a_release_has_its_act(told):
    text = (
        f"The following additions have been made {_SDN}\n\n{_OF_OFAC}\n\n"
        f"The following deletions have been made {_SDN}\n\n{_OTHER}\n\n"
        f"The following changes have been made {_SDN}\n\n"
        f"ROE, Ann; DOB 1970 (individual) [SDGT]. -to- ROE, Ann; DOB 1971 (individual) [SDGT]."
    )
    assert {one[:3] for one in told(text) if one[1] != "US-TREASURY"} >= {
        ("Anton VERIN", "US", "listed"),
        ("MALKIN TRUST", "US", "delisted"),
    }
    assert ("Ann ROE", "delisted") not in {(name, action) for name, _, action, _ in told(text)}
    assert ("Ann ROE", "listed") in {(name, action) for name, _, action, _ in told(text)}


def test_a_claim_far_from_what_announces_it_quotes_its_own_entry():
    # Names near each other would be one person's.
    names = [
        f"{first}{last}, {given}"
        for first in ("BARK", "DUNST", "GRELL", "HOVAN", "KRIZ", "LUMB")
        for last, given in (("ERO", "Ann"), ("INSKY", "Boris"), ("OUFI", "Karim"), ("UTTU", "Liv"))
    ]
    more = "Passport 05812345 (Yemen) expires 12 Jan 2027; Additional Information - none known"
    entries = [f"{name}, Aden; DOB 01 Jan 1970; {more} (individual) [SDGT]" for name in names]
    text = f"The following deletions have been made {_SDN}\n\n" + ".\n\n".join(entries)
    claims = extract_claims(_annotated(text), load_settings().lexicon)
    assert [claim.subject for claim in claims] == names
    assert {claim.action.value for claim in claims} == {"delisted"}
    assert claims[0].text.startswith("The following deletions")
    assert claims[-1].text == entries[-1]
    assert text[slice(*claims[-1].trigger)] == "[SDGT]"


def test_an_entry_of_ofac_that_was_an_error_is_not_asserted(told):
    text = f'Erratum: strike "{_OF_OFAC}" It was entered inadvertently.'
    assert not [one for one in told(text) if one[2] == "listed"]


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


def test_the_model_reads_no_passage_around_a_word_within_an_entry():
    """Entries are full of programmes and countries; a release of hundreds would take minutes."""
    entry = "DOE{}, Ann; DOB 02 Feb 1971; nationality Syria (individual) [SDGT] (Linked To: ASSAD)."
    announced = "The following individuals have been added to OFAC's SDN List:"
    prose = "The Treasury sanctioned Selim Barakat on Monday."
    text = "\n\n".join([announced, *(entry.format("S" * n) for n in range(1, 40)), prose])

    windows = read_windows(_annotated(text), load_settings().lexicon)

    assert len(windows) == 2
    assert windows[0].passage.text.startswith(announced)
    assert windows[1].passage.text.endswith(prose)
