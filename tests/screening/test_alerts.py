"""From reports to alerts: identity, and what a decision has to cover."""

from dataclasses import replace

import pytest

from sanxref.model.claims import Verdict
from sanxref.screening.alerts import alerts_of_article, make_alerts, person_key, scope_source
from screening.made_alerts import AMENDED, made_article, made_claim, made_match, made_report


def test_a_person_with_matches_is_one_alert():
    article = made_article(made_match(), made_match("99001", source="ofac-sdn"))
    (alert,) = make_alerts(made_report(article))
    assert alert.name == "Ivan Petrenko"
    assert len(alert.items) == 2
    assert alert.score == 0.97


def test_a_person_without_match_or_flagged_claim_is_none():
    confirmed = made_claim(verdict=Verdict.CONFIRMED)
    assert alerts_of_article(made_article()) == ()
    assert alerts_of_article(made_article(claims=(confirmed,))) == ()


def test_identity_does_not_depend_on_run_file_or_spelling():
    (one,) = alerts_of_article(made_article(made_match()))
    moved = made_article(made_match("99001", source="ofac-sdn"), name="IVAN  PÉTRENKO")
    (other,) = alerts_of_article(replace(moved, source="elsewhere.txt", id="a9"))
    assert one.id == other.id


def test_another_article_is_another_alert():
    ids = {alerts_of_article(made_article(made_match(), key=key))[0].id for key in "123"}
    assert len(ids) == 3


def test_an_article_without_bytes_is_known_by_its_source():
    bare = replace(made_article(made_match()), sha256="")
    assert alerts_of_article(bare)[0].article_key == "news/harbour.txt"


def test_an_amended_designation_is_another_item_of_the_same_alert():
    (before,) = alerts_of_article(made_article(made_match()))
    (after,) = alerts_of_article(made_article(made_match(sha256=AMENDED)))
    assert before.id == after.id
    assert before.items != after.items


def test_another_reason_of_the_same_verdict_asks_for_no_new_decision():
    (before,) = alerts_of_article(made_article(claims=(made_claim(),)))
    (after,) = alerts_of_article(
        made_article(claims=(replace(made_claim(), reason="Other words."),))
    )
    assert before.items == after.items


def test_a_flagged_claim_about_nobody_named_is_an_alert_under_the_articles_words():
    (alert,) = alerts_of_article(made_article(claims=(made_claim(person=None),)))
    assert alert.name == "He"
    assert alert.matches == ()
    nobody = replace(made_claim(person=None), subject="")
    assert alerts_of_article(made_article(claims=(nobody,)))[0].name == "subject not named"


def test_persons_of_one_name_are_one_alert():
    article = made_article(made_match())
    twin = replace(article.persons[0], id="p2", matches=(made_match("QDi.902"),))
    (alert,) = alerts_of_article(replace(article, persons=(*article.persons, twin)))
    assert len(alert.items) == 2


def test_a_name_without_letters_still_has_a_key():
    assert person_key("—") != person_key("+")


@pytest.mark.parametrize(
    ("source", "common"),
    [
        ("https://News.example/a/b.html", "news.example"),
        ("news.jsonl#3", "news.jsonl"),
        ("/data/day/1.txt", "/data/day"),
        ("-", "."),
    ],
)
def test_articles_of_one_source_have_something_in_common(source, common):
    assert scope_source(source) == common
