import gzip
import json
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.conftest import Annotate, make_article, spot
from sanxref.articles import ReadOptions, annotate, open_recognizer, read_articles, repair_text
from sanxref.model.articles import AnnotatedArticle, Article, Mention, MentionKind

TEXT = "Fighters of Karim Benali joined Hayat Suqur al-Sham (HSS) in 2019. Benali led it."


def names(annotated: AnnotatedArticle) -> list[str]:
    return [person.name for person in annotated.persons]


def test_a_spotted_person_is_never_lost(annotated: Annotate) -> None:
    text = "shares of karim benali holdings fell, the paper said."
    found = annotated(text, [spot(text, "karim benali")])
    assert names(found) == ["karim benali"]
    assert found.persons[0].mentions[0].recognizer == "spotter"


def test_a_spotted_person_inside_an_organization_is_kept_beside_it(annotated: Annotate) -> None:
    text = "The Karim Benali Foundation denied it."
    found = annotated(text, [spot(text, "Karim Benali")])
    assert names(found) == ["Karim Benali"]
    assert any("Foundation" in one.text for one in found.organizations)


def test_a_spotted_name_in_another_script(annotated: Annotate) -> None:
    text = "وقال كريم بن علي للصحفيين"
    found = annotated(text, [spot(text, "كريم بن علي")], language="ar")
    assert names(found) == ["كريم بن علي"]


def test_a_spotted_entity_is_no_person(annotated: Annotate) -> None:
    text = "The group Suqur Ansari moved north. Suqur Ansari was listed."
    found = annotated(text, [spot(text, "Suqur Ansari", MentionKind.ORGANIZATION)])
    assert found.organizations[0].recognizer == "spotter"
    assert all(one.mentions[0].start != text.index("Suqur") for one in found.persons)


def test_a_longer_name_around_a_spotted_one_states_both(annotated: Annotate) -> None:
    text = "The court held Karim Yusuf Benali on Monday."
    found = annotated(text, [spot(text, "Karim")])
    assert found.persons[0].names == ("Karim Yusuf Benali", "Karim")


def test_a_name_that_an_acronym_follows_is_an_organization(annotated: Annotate) -> None:
    assert names(annotated(TEXT)) == ["Karim Benali"]


@pytest.mark.parametrize(
    "text",
    [
        "The Security Council met on Monday in New York.",
        "Ramadan began on Tuesday, the Ministry of Religious Affairs said.",
        "The State Department named him a “Specially Designated Global Terrorist.”",
        "South Korea and the United Arab Emirates signed the Paris Agreement.",
        "Jabhat al-Nusra and Ahrar al-Sham fought in Idlib.",
    ],
)
def test_what_is_no_person_is_none(annotated: Annotate, text: str) -> None:
    assert names(annotated(text)) == []


def test_the_canonical_article(annotated: Annotate, shared: Path) -> None:
    (article,) = read_articles(str(shared / "articles" / "harem.txt"), ReadOptions())
    assert isinstance(article, Article)
    found = annotated(article.text)
    assert [one.names for one in found.persons] == [
        ("Ahmad al-Sharaa",),
        ("Asaad al-Shibani",),
        ("Omar Diaby", "Omar Omsen"),
        ("Maimouna Firstay",),
    ]
    assert [one.text for one in found.persons[0].mentions] == ["Ahmad al-Sharaa", "Sharaa"]
    assert {one.text for one in found.persons[2].mentions} == {
        "Omar Diaby",
        "Omar Omsen",
        "Omsen",
        "Diaby",
    }


def test_real_news_is_annotated_as_well_as_measured(shared: Path) -> None:
    """Floors a little below what docs/articles.md tells; every second labelled article."""
    recognizer = open_recognizer("capitals")
    right = found = met = labelled = 0
    with gzip.open(shared / "cases" / "newswire_asia.jsonl.gz", "rt", encoding="utf-8") as lines:
        cases = [json.loads(line) for line in lines][::2]
    for case in cases:
        annotated = annotate(make_article(case["text"]), recognizer)
        spans = [(m.start, m.end) for one in annotated.persons for m in one.mentions]
        gold = case["ents"]
        found += len(spans)
        labelled += len(gold)
        right += sum(any(a < end and start < b for a, b in gold) for start, end in spans)
        met += sum(any(a < end and start < b for start, end in spans) for a, b in gold)
    assert right / found >= 0.69
    assert met / labelled >= 0.82


WORDS = st.sampled_from(
    ["Karim", "Benali", "al-Tamimi", "Mr", "President", "the", "French", "born in", "aka", ",", ".",
     "“", "”", "(", ")", "\n", "\n\n", "alias", "45", "better known as", "U.S.", "He", "Dakar",
     "DOB 1975", "’s", "Ибрагим", "كريم", "—", "PETRENKO", "of", "and", "bin"]
)  # fmt: skip


@st.composite
def texts_with_mentions(draw: st.DrawFn) -> tuple[str, list[Mention]]:
    text = draw(st.lists(WORDS, max_size=30).map(" ".join) | st.text(max_size=100))
    mentions = []
    for _ in range(draw(st.integers(0, 4))):
        if text:
            start = draw(st.integers(0, len(text) - 1))
            end = draw(st.integers(start + 1, min(len(text), start + 20)))
            kind = draw(st.sampled_from(MentionKind))
            if text[start:end].strip():
                mentions.append(
                    Mention(
                        text=text[start:end], start=start, end=end, kind=kind, recognizer="spotter"
                    )
                )
    return text, mentions


def _spotted(text: str, start: int, end: int) -> Mention:
    kind = MentionKind.PERSON
    return Mention(text=text[start:end], start=start, end=end, kind=kind, recognizer="spotter")


@settings(max_examples=300, deadline=None)
@given(texts_with_mentions())
@example(("0000", [_spotted("0000", *place) for place in ((0, 1), (0, 2), (1, 4))]))
def test_offsets_are_those_of_the_text(given_text: tuple[str, list[Mention]]) -> None:
    text, spotted = given_text
    found = annotate(make_article(text), open_recognizer("capitals"), spotted=spotted)
    mentions = [one for person in found.persons for one in person.mentions]
    for one in (*mentions, *found.organizations, *found.places):
        assert text[one.start : one.end] == one.text
    for person in found.persons:
        assert person.mentions
        assert person.names[0] == person.name
        assert len(set(person.names)) == len(person.names)
        for fact in person.context.facts:
            assert text[fact.start : fact.end] == fact.text
    covered = [(one.start, one.end) for one in mentions]
    for one in spotted:
        if one.kind is MentionKind.PERSON:
            assert any(start < one.end and one.start < end for start, end in covered)


@pytest.mark.parametrize(
    "piece",
    [
        "A",
        ".",
        "U. ",
        "Karim ",
        "al-",
        "al ",
        "“",
        "a\n",
        "Karim Khan ",
        "<a ",
        "Karim Khan, a big ",
    ],
)
def test_no_text_takes_more_than_linear_time(piece: str) -> None:
    """20,000 characters of anything are done in seconds; a quadratic rule would take a minute."""
    text = piece * (20_000 // len(piece))
    started = time.process_time()
    annotate(make_article(repair_text(text).text), open_recognizer("capitals"))
    assert time.process_time() - started < 10


def test_a_name_that_a_recognizer_parts_is_one(annotated: Annotate) -> None:
    text = "Commissioner Róger Salablanca Urbina of Nicaragua's police likes to joke about it."
    assert names(annotated(text)) == ["Róger Salablanca Urbina"]
