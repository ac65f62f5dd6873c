import json

import pytest

from sanxref.errors import ReportError
from sanxref.reports import explain


def test_match_is_explained_with_every_feature_and_its_snapshot(documents):
    text = explain(documents["found"], "0a1b2c3d4e5f.p1.m1").decode()
    for words in (
        "PETRENKO, Ivan Borysovych",
        "age 45 in 2026 agrees with 1981",
        "+0.03",
        "not known",
        "2e" * 32,
        "for you to decide",
    ):
        assert words in text


def test_claim_is_explained_with_passage_checks_and_evidence(documents):
    text = explain(documents["found"], "0a1b2c3d4e5f.c1").decode()
    for words in (
        "[[Petrenko was sanctioned by the US in 2024.]]",
        "listed as 99001",
        "SanctionsEntry/EntryEvent/Date",
        "the year agrees",
    ):
        assert words in text


def test_resolved_date_is_explained(documents):
    text = explain(documents["found"], "0a1b2c3d4e5f.c2").decode()
    assert "2025 (“The following year”: one year after 2024, named before)" in text


def test_person_without_match_says_so(documents):
    assert "No potential match" in explain(documents["found"], "0a1b2c3d4e5f.p3").decode()


def test_stale_list_is_told_with_every_item(documents):
    text = explain(documents["stale-list"], "000000000001.p1").decode()
    assert "NOT CLEAR: OFAC SDN is stale" in text


def test_article_that_was_not_screened_gives_the_reason(documents):
    text = explain(documents["not-screened"], "ns-gone.html").decode()
    assert "not screened: 404 Not Found" in text


def test_json_holds_item_person_article_and_lists(documents):
    found = json.loads(explain(documents["found"], "0a1b2c3d4e5f.p1.m2", "json"))
    assert found["schema"] == "sanxref/explanation/1"
    assert found["match"]["reference"] == "XXi.001"
    assert found["person"]["name"] == "Ivan Petrenko"
    assert found["claim"] is None
    assert found["article"]["source"] == "harbour-fire.html"
    assert [one["source"] for one in found["lists"]] == ["un", "ofac-sdn"]


@pytest.mark.parametrize("report_format", ["html", "csv", "jsonl", "pdf"])
def test_other_formats_are_refused(documents, report_format):
    with pytest.raises(ReportError, match="choose table, json or markdown"):
        explain(documents["found"], "0a1b2c3d4e5f.c1", report_format)


def test_unknown_id_is_an_error_that_names_near_ones(documents):
    with pytest.raises(ReportError, match=r"near ones: .*0a1b2c3d4e5f\.c1"):
        explain(documents["found"], "0a1b2c3d4e5f.c9")


@pytest.mark.parametrize("width", [24, 60, 100])
def test_explanation_fits_the_terminal(documents, width):
    text = explain(documents["found"], "0a1b2c3d4e5f.c1", width=width).decode()
    assert max(map(len, text.splitlines())) <= width
