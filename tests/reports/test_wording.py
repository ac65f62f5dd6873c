from dataclasses import replace

import pytest

from sanxref.model.claims import Action, Polarity, Verdict
from sanxref.reports.items import list_claims, list_matches
from sanxref.reports.wording import (
    VERDICT_MEANINGS,
    age_phrase,
    claim_phrase,
    fetched_phrase,
    listed_name_phrase,
    name_met_phrase,
    verdict_words,
)

STARTED = "2026-11-21T09:00:00Z"


@pytest.fixture
def claim(documents):
    blank = list_claims(documents["found"])[-1].claim
    return replace(blank, authority=None, authority_text="", programme=None, date=None)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "listed"),
        ({"action": Action.DELISTED, "authority_text": "the UN"}, "removed from a list by the UN"),
        ({"polarity": Polarity.NEGATED, "authority": "UNSC"}, "not listed by UNSC"),
        ({"polarity": Polarity.HEDGED}, "reportedly listed"),
        ({"polarity": Polarity.ATTRIBUTED}, "according to others listed"),
        ({"authority_text": "by the EU"}, "listed by the EU"),
        ({"date": "2014", "date_text": "in 2014"}, "listed in 2014"),
        ({"date": "2014", "date_text": "2014"}, "listed in 2014"),
        ({"date": "2014-09-23", "date_text": "23 September 2014"}, "listed on 23 September 2014"),
        ({"date": "2014-09-23", "date_text": "Sept. 23, 2014"}, "listed on Sept. 23, 2014"),
        ({"date": "2014-09", "date_text": "September 2014"}, "listed in September 2014"),
        ({"date": "2014-09-23", "date_text": ""}, "listed on 2014-09-23"),
        (
            {"date": "2015", "date_text": "the following year", "date_resolution": "2014 + 1"},
            "listed in 2015 (“the following year”)",
        ),
        ({"programme": "SDGT", "programme_text": "terrorist"}, "listed, programme terrorist"),
        ({"programme": "SDGT"}, "listed, programme SDGT"),
    ],
)
def test_claim_is_said_in_a_few_words(claim, changes, words):
    assert claim_phrase(replace(claim, **changes)) == words


def test_claim_that_was_not_understood_says_so_and_quotes(claim):
    words = claim_phrase(replace(claim, understood=False, text="Lists, lists."))
    assert words == "mentions a designation, not understood: “Lists, lists.”"


@pytest.mark.parametrize(
    ("instant", "age"),
    [
        ("2026-11-21T09:00:00Z", "0 min ago"),
        ("2026-11-21T08:15:00Z", "45 min ago"),
        ("2026-11-21T05:59:00Z", "3 h ago"),
        ("2026-11-19T09:01:00Z", "47 h ago"),
        ("2026-11-19T09:00:00Z", "2 d ago"),
        ("2026-11-21T09:00:01Z", "2026-11-21T09:00:01Z"),
        ("yesterday", "yesterday"),
        ("2026-11-21", "2026-11-21"),
    ],
)
def test_age_is_counted_from_the_start_of_the_run(instant, age):
    assert age_phrase(instant, STARTED) == age


def test_list_without_snapshot_says_so(documents):
    missing = documents["stale-list"].lists[0]
    assert fetched_phrase(missing, STARTED) == "no snapshot"


def test_a_list_that_was_imported_says_so(documents):
    one = documents["found"].lists[0]
    imported = replace(one, published="2025-08-02", checked="2025-08-02T00:00:00Z")
    assert fetched_phrase(imported, STARTED) == "published 2025-08-02, imported 3 h ago"


def test_met_names_tell_kind_and_weakness(documents):
    primary, alias = (item.match for item in list_matches(documents["found"]))
    assert name_met_phrase(primary) == "primary name"
    assert name_met_phrase(alias) == "also known as Vanya the Old (weak alias)"


def test_listed_name_tells_what_is_no_individual_and_what_is_delisted(documents):
    match = list_matches(documents["found"])[0].match
    shown = listed_name_phrase(replace(match, kind="vessel", delisted_on="2020"))
    assert shown == "PETRENKO, Ivan Borysovych (vessel) (delisted 2020)"


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_has_words_and_a_meaning(verdict):
    assert "_" not in verdict_words(verdict)
    assert VERDICT_MEANINGS[verdict].endswith(".")
