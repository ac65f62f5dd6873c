"""What is said of a person; each case with both recognizers."""

import pytest

from articles.conftest import Annotate

_ENTRY = (
    "BENALI, Karim, Oslo; DOB 05 Aug 1975; alt. DOB 1974 to 1976; alt. DOB circa 1970; POB Dakar, "
    "Senegal; nationality Senegal; alt. citizen Norway; Gender Male (individual) [SDGT]."
)

FACTS = [
    ("Karim Benali, 45, left.", [("age", "45")], "age behind"),
    ("Karim Benali (45) left.", [("age", "45")], "age in brackets"),
    ("Karim Benali, aged 9, left.", [("age", "9")], "aged"),
    ("The 45-year-old Karim Benali left.", [], "no noun"),
    ("A 45-year-old banker, Karim Benali, left.", [("age", "45"), ("role", "banker")], "before"),
    (
        "An eleven-year-old girl, Mona Benali, left.",
        [("age", "11"), ("gender", "female")],
        "age in words",
    ),
    ("Karim Benali was born on 5 August 1975.", [("birth date", "1975-08-05")], "day"),
    ("Karim Benali, born in August 1975, left.", [("birth date", "1975-08")], "month"),
    ("Karim Benali (b. 1975) left.", [("birth date", "1975")], "year"),
    ("Karim Benali, born around 1975, left.", [("birth date", "1975~")], "approximate"),
    ("Karim Benali—born in Senegal and raised in Oslo—left.", [("birth place", "SN")], "place"),
    (
        "Karim Benali was born in Dakar, Senegal, on 5 August 1975.",
        [("birth place", "SN"), ("birth date", "1975-08-05")],
        "both",
    ),
    ("Karim Benali was born in Yoff.", [("birth place", "Yoff")], "unknown place in words"),
    (
        "Karim Benali left. He was born in 1975.",
        [("gender", "male"), ("birth date", "1975")],
        "pronoun",
    ),
    ("French national Karim Benali left.", [("nationality", "FR")], "demonym before"),
    (
        "Karim Benali, a French-Senegalese businessman, left.",
        [("nationality", "FR"), ("nationality", "SN"), ("gender", "male"), ("role", "businessman")],
        "two demonyms",
    ),
    (
        "South Korean President Kim Min-su left.",
        [("nationality", "KR"), ("role", "president")],
        "demonym in two words",
    ),
    (
        "Syrian-born engineer Karim Benali left.",
        [("birth place", "SY"), ("role", "engineer")],
        "born elsewhere",
    ),
    ("Foreign Minister Karim Benali left.", [("role", "foreign minister")], "office"),
    ("Karim Benali, leader of the group, left.", [("role", "leader")], "role behind"),
    ("They held its leader, Karim Benali.", [("role", "leader")], "role before"),
    ("Karim Benali was a Senegalese citizen.", [("nationality", "SN")], "predicate"),
    ("Mrs Mona Benali left.", [("gender", "female")], "title"),
    ("Mona Benali left. She was tired.", [("gender", "female")], "pronoun of a woman"),
    ("Karim Benali, from Dakar, Senegal, left.", [("place", "SN")], "from"),
    (
        _ENTRY,
        [
            ("birth date", "1970~"),
            ("birth date", "1974/1976"),
            ("birth date", "1975-08-05"),
            ("birth place", "SN"),
            ("gender", "male"),
            ("nationality", "NO"),
            ("nationality", "SN"),
        ],
        "entry of OFAC",
    ),
    (
        "BENALI, Karim; DOB one winter; nationality Freedonia; Gender unknown (individual) [SDGT].",
        [],
        "entry of OFAC whose fields are not understood",
    ),
]

NOTHING = [
    ("Karim Benali scored 3, 45 watched.", "numbers"),
    ("Karim Benali, French President Paul Durand and others met.", "the next person's office"),
    ("Iranian-backed fighters held Karim Benali.", "an attribute of others"),
    ("A French court sentenced Karim Benali.", "the court's nationality"),
    ("Karim Benali met Paul Durand. He was born in 1975.", "two persons before the pronoun"),
    ("Karim Benali met his lawyer. The judge said he was 45.", "a number of another"),
    ("Karim Benali is not a French citizen.", "negated"),
    ("Karim Benali, the French embassy said, left.", "speaker"),
    ("A banker, a teacher, Karim Benali and a cook met.", "list"),
    ("Karim Benali, 300, left.", "no age"),
    ("Syrian war reporter Karim Benali left.", "the war's country"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), FACTS, ids=[case[2] for case in FACTS])
def test_facts_are_found(
    annotated: Annotate, text: str, expected: list[tuple[str, str]], reason: str
) -> None:
    del reason
    (person,) = annotated(text).persons
    assert sorted((str(f.kind), f.value) for f in person.context.facts) == sorted(expected)
    assert all(text[fact.start : fact.end] == fact.text for fact in person.context.facts)


@pytest.mark.parametrize(("text", "reason"), NOTHING, ids=[case[1] for case in NOTHING])
def test_what_is_not_said_of_the_person_is_left_out(
    annotated: Annotate, text: str, reason: str
) -> None:
    del reason
    person = next(one for one in annotated(text).persons if one.name == "Karim Benali")
    kinds = {str(fact.kind) for fact in person.context.facts}
    assert not kinds & {"age", "nationality", "birth date", "birth place"}
