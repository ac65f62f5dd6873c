"""Which mentions are one person's; each case with both recognizers."""

import pytest

from articles.conftest import Annotate

CASES = [
    (
        "Karim Benali was listed in March. Benali denied it, and Mr Benali left.",
        [(("Karim Benali",), ["Karim Benali", "Benali", "Benali"])],
        "surname",
    ),
    (
        "Foreign Minister Nabil al-Tamimi spoke. Al-Tamimi said that Tamimi’s office was closed.",
        [(("Nabil al-Tamimi",), ["Nabil al-Tamimi", "Al-Tamimi", "Tamimi"])],
        "article of a surname",
    ),
    (
        "Ahmed Khan met Imran Khan. Later Imran Khan left, and Khan was seen in Lahore.",
        [
            (("Ahmed Khan",), ["Ahmed Khan"]),
            (("Imran Khan",), ["Imran Khan", "Imran Khan", "Khan"]),
        ],
        "two with one surname",
    ),
    (
        "Farid al-Tamimi left. Nabil al-Tamimi stayed.",
        [(("Farid al-Tamimi",), ["Farid al-Tamimi"]), (("Nabil al-Tamimi",), ["Nabil al-Tamimi"])],
        "namesakes",
    ),
    (
        "Maria Ivanova met Pavel Ivanov. Ivanova said no, Ivanov said yes.",
        [
            (("Maria Ivanova",), ["Maria Ivanova", "Ivanova"]),
            (("Pavel Ivanov",), ["Pavel Ivanov", "Ivanov"]),
        ],
        "surname of a woman",
    ),
    (
        "Karim Benali, better known as “Abu Karim”, was listed.",
        [(("Karim Benali", "Abu Karim"), ["Karim Benali", "Abu Karim"])],
        "better known as",
    ),
    (
        "Karim Benali, a.k.a. Samir Haddad, was listed. Haddad denied it.",
        [(("Karim Benali", "Samir Haddad"), ["Karim Benali", "Samir Haddad", "Haddad"])],
        "a.k.a. and its surname",
    ),
    (
        "Karim Benali, whose real name is Samir Haddad, was listed.",
        [(("Karim Benali", "Samir Haddad"), ["Karim Benali", "Samir Haddad"])],
        "real name",
    ),
    (
        "Karim Benali, nom de guerre “Abu Musa al-Faransi”, was listed.",
        [(("Karim Benali", "Abu Musa al-Faransi"), ["Karim Benali", "Abu Musa al-Faransi"])],
        "nom de guerre",
    ),
    (
        "Karim Benali became known as the “quiet voice” of the group.",
        [(("Karim Benali",), ["Karim Benali"])],
        "an epithet is no alias",
    ),
    (
        "Karim Benali was born in Dakar and raised in Oslo.",
        [(("Karim Benali",), ["Karim Benali"])],
        "born in a place",
    ),
    (
        "The man told Ivan “The Hook” Petrenko to leave. Petrenko left.",
        [(("Ivan Petrenko", "The Hook"), ["Ivan “The Hook” Petrenko", "Petrenko"])],
        "nickname in the middle",
    ),
    (
        "The office designated PETRENKO, Ivan Borysovych (DOB 12 May 1968).",
        [(("Ivan Borysovych PETRENKO",), ["PETRENKO, Ivan Borysovych"])],
        "list style",
    ),
    (
        "Oumar Diallo was seen on Sunday. Police said that Omar Diallo left.",
        [(("Oumar Diallo", "Omar Diallo"), ["Oumar Diallo", "Omar Diallo"])],
        "spelling",
    ),
    (
        "Karim Yusuf Benali was seen. Karim Benali left.",
        [(("Karim Yusuf Benali", "Karim Benali"), ["Karim Yusuf Benali", "Karim Benali"])],
        "a name less",
    ),
    (
        "Police in\nLyon held Karim\nBenali on Monday.",
        [(("Karim Benali",), ["Karim\nBenali"])],
        "wrapped line",
    ),
]


@pytest.mark.parametrize(("text", "expected", "reason"), CASES, ids=[case[2] for case in CASES])
def test_mentions_are_joined(
    annotated: Annotate,
    text: str,
    expected: list[tuple[tuple[str, ...], list[str]]],
    reason: str,
) -> None:
    del reason
    found = [
        (person.names, [mention.text for mention in person.mentions])
        for person in annotated(text).persons
    ]
    assert found == expected


def test_a_person_of_one_word_has_that_word_as_name(annotated: Annotate) -> None:
    (person,) = annotated("The police said that Mr Benali left the town on Monday.").persons
    assert person.name == "Benali"
    assert person.names == ("Benali",)


def test_ids_are_in_order_of_appearance(annotated: Annotate) -> None:
    persons = annotated("Ivan Petrenko met Karim Benali. Petrenko left.").persons
    assert [(person.id, person.name) for person in persons] == [
        ("a1.p1", "Ivan Petrenko"),
        ("a1.p2", "Karim Benali"),
    ]
