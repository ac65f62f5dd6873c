"""What is said of firms and places alone; each with both recognizers."""

import pytest

from articles.conftest import Annotate, make_article, spot
from sanxref.articles import annotate, open_recognizer


@pytest.mark.parametrize(
    "text",
    [
        "Lanqi Corbel was added to the Entity List on Monday.",
        "Lanqi Corbel was put on the Commerce Department’s Unverified List.",
        "The officials searched the company Lanqi Corbel in May.",
        "The officials searched Lanqi Corbel Co in May.",
        "On Monday Lanqi Corbel, Ltd. denied it.",
        "On Monday Lanqi Corbel, a large textile manufacturer, denied it.",
        "Investors sold shares in Lanqi Corbel on Monday.",
        "The list names the suppliers Lanqi Corbel, Huanan Tarsel and Tarim Vosko.",
        "The list names companies including Lanqi Corbel and Tarim Vosko.",
    ],
)
def test_firms_are_no_persons(annotated: Annotate, text: str) -> None:
    assert [person.name for person in annotated(text).persons] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Karim Benali was added to the sanctions list on Monday.", ["Karim Benali"]),
        ("The company Karim Benali founded was sold in May.", ["Karim Benali"]),
        ("The company Karim Benali was running was sold in May.", ["Karim Benali"]),
        (
            "The firms Karim Benali and Ivan Petrenko own were searched.",
            ["Karim Benali", "Ivan Petrenko"],
        ),
        ("On Monday Karim Benali, a company director, denied it.", ["Karim Benali"]),
        ("On Monday Karim Benali, a manager of a company, denied it.", ["Karim Benali"]),
        ("On Monday Karim Benali, owner of a bank, denied it.", ["Karim Benali"]),
        ("The group’s leader Karim Benali denied it.", ["Karim Benali"]),
        ("Mr Karim Benali was added to the Entity List on Monday.", ["Karim Benali"]),
    ],
)
def test_persons_near_firms_stay_persons(
    annotated: Annotate, text: str, expected: list[str]
) -> None:
    assert [person.name for person in annotated(text).persons] == expected


def test_a_listed_person_is_never_a_firm() -> None:
    text = "Karim Benali was added to the Entity List on Monday."
    found = annotate(
        make_article(text), open_recognizer("capitals"), spotted=[spot(text, "Karim Benali")]
    )
    assert [person.name for person in found.persons] == ["Karim Benali"]


@pytest.mark.parametrize(
    "text",
    [
        "The fighters were killed outside Harem on Monday.",
        "The camp near Tavrin was closed. People in Tavrin fled.",
        "The outskirts of Tavrin were shelled.",
    ],
)
def test_places_are_no_persons(annotated: Annotate, text: str) -> None:
    assert [person.name for person in annotated(text).persons] == []


@pytest.mark.parametrize(
    "text",
    [
        "Karim Benali was there. People had trust in Benali on Monday.",
        "The guard stood near Mr Benali on Monday. He was calm.",
        "Karim Benali spoke. The guard stood outside Benali’s house.",
    ],
)
def test_persons_behind_prepositions_stay_persons(annotated: Annotate, text: str) -> None:
    (person,) = annotated(text).persons
    assert "Benali" in person.mentions[-1].text
