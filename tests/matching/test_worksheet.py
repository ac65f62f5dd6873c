import dataclasses

import pytest

from sanxref.matching import Matcher, MatchingOptions, NameIndex
from sanxref.matching.worksheet import make_worksheet
from sanxref.model.articles import Context, ContextFact, ContextKind
from sanxref.model.dates import PartialDate
from sanxref.model.designations import (
    AliasQuality,
    BirthDate,
    BirthPlace,
    DateBasis,
    Designation,
    Identifier,
    ListedName,
    Listing,
    NameKind,
    NamePart,
    NamePartKind,
    Nationality,
    Reference,
    SourceKey,
    TargetKind,
)
from sanxref.model.matches import Query, StepOutcome

OPTIONS = MatchingOptions()


def listed(text: str, *natural: str) -> ListedName:
    return ListedName(
        text=text,
        parts=tuple(NamePart(kind=NamePartKind.UNSPECIFIED, text=part) for part in natural),
        kind=NameKind.PRIMARY,
        quality=AliasQuality.STRONG,
        script="Latn",
        field="Name",
    )


PERSON = Designation(
    source=SourceKey("ofac-sdn"),
    reference=Reference("90001"),
    kind=TargetKind.INDIVIDUAL,
    names=(listed("TESTOVSKY, Anatol Invented", "Anatol", "Invented", "TESTOVSKY"),),
    listings=(
        Listing(
            list_name="SDN List",
            programme="SDGT",
            listed_on=None,
            basis=DateBasis.NOT_CARRIED,
            field="",
        ),
    ),
    birth_dates=(BirthDate(date=PartialDate.parse("1970-02-03"), text="03 Feb 1970"),),
    nationalities=(Nationality(country="Senegal"),),
    identifiers=(Identifier(type="Passport", number="T1234567"),),
)
VESSEL = dataclasses.replace(
    PERSON,
    reference=Reference("90002"),
    kind=TargetKind.VESSEL,
    names=(listed("ANATOL TESTOVSKY", "ANATOL TESTOVSKY"),),
    birth_dates=(),
    nationalities=(),
    identifiers=(),
)


def facts(**values: str) -> Context:
    return Context(
        facts=tuple(
            ContextFact(
                kind=ContextKind(kind.replace("_", " ")), value=value, text=value, start=0, end=0
            )
            for kind, value in values.items()
        )
    )


def sheet(designation: Designation, query: Query):
    by_key = {designation.key: designation}
    matcher = Matcher(NameIndex.build([designation]), by_key, OPTIONS)
    (match,) = matcher.match(query)
    return make_worksheet(query, match, designation, OPTIONS)


def test_has_the_five_steps_of_faq_5_in_order():
    steps = sheet(PERSON, Query(names=("Anatol Testovsky",)))
    assert [step.question.split()[0] for step in steps] == ["Is", "Is", "How", "What", "Are"]
    assert "SDN List" in steps[0].answer
    assert "90001" in steps[0].answer
    assert "SDGT" in steps[0].answer


def test_a_person_and_a_vessel_are_no_valid_match():
    asked = Query(names=("Anatol Testovsky",))
    assert sheet(VESSEL, asked)[1].outcome is StepOutcome.NO_VALID_MATCH
    vessels = Query(names=("Anatol Testovsky",), kinds=(TargetKind.VESSEL,))
    assert sheet(VESSEL, vessels)[1].outcome is StepOutcome.CONTINUE
    assert sheet(PERSON, asked)[1].outcome is StepOutcome.CONTINUE


def test_says_how_much_of_the_name_met():
    step = sheet(PERSON, Query(names=("Anatol Testovsky",)))[2]
    assert step.answer.startswith("2 of 3 words")
    assert "Not met: Invented" in step.answer
    assert step.outcome is StepOutcome.CONTINUE


@pytest.mark.parametrize(
    ("known", "entry", "similar", "why"),
    [
        ({}, StepOutcome.MORE_INFORMATION, StepOutcome.MORE_INFORMATION, "the name alone is known"),
        ({"role": "driver"}, StepOutcome.MORE_INFORMATION, StepOutcome.MORE_INFORMATION, "no part"),
        ({"birth_date": "1970-02-03"}, StepOutcome.CONTINUE, StepOutcome.ASK_AUTHORITY, "agrees"),
        ({"birth_date": "1990"}, StepOutcome.CONTINUE, StepOutcome.NO_VALID_MATCH, "differs"),
        (
            {"birth_date": "1990", "nationality": "SN"},
            StepOutcome.CONTINUE,
            StepOutcome.ASK_AUTHORITY,
            "as many agree as differ",
        ),
    ],
)
def test_weighs_what_is_known_of_the_person(known, entry, similar, why):
    steps = sheet(PERSON, Query(names=("Anatol Invented Testovsky",), context=facts(**known)))
    assert steps[3].outcome is entry, why
    assert steps[4].outcome is similar, why


def test_names_what_is_lacking_and_what_differs():
    steps = sheet(
        PERSON,
        Query(
            names=("Anatol Invented Testovsky",), context=facts(birth_date="1990", role="driver")
        ),
    )
    assert "date of birth: 03 Feb 1970" in steps[3].answer
    assert "Not known of the person: nationality and identifier" in steps[3].answer
    assert "not in the entry: position" in steps[3].answer
    assert "Different: birth date" in steps[4].answer


def test_a_nationality_compared_with_the_country_of_birth_counts_in_both_last_steps():
    born = dataclasses.replace(
        PERSON,
        nationalities=(),
        birth_places=(BirthPlace(text="Dakar, Senegal", country="Senegal"),),
    )
    *_, entry, similar = sheet(
        born, Query(names=("Anatol Testovsky",), context=facts(nationality="SN"))
    )
    assert (entry.outcome, similar.outcome) == (StepOutcome.CONTINUE, StepOutcome.ASK_AUTHORITY)
    assert "not in the entry" not in entry.answer


def test_an_entry_of_names_only_asks_for_more():
    step = sheet(VESSEL, Query(names=("Anatol Testovsky",), kinds=(TargetKind.VESSEL,)))[3]
    assert step.answer.startswith("The entry has names only.")
    assert step.outcome is StepOutcome.MORE_INFORMATION
