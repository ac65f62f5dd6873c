"""Figures over labelled passages."""

import json
from pathlib import Path

import pytest
import yaml

from sanxref.articles import annotate, open_recognizer
from sanxref.claims import ClaimLexicon, cues_from_config, registry_from_config
from sanxref.errors import EvaluationError
from sanxref.evaluation.claims import evaluate_claims, read_passages

CONFIG = Path(__file__).resolve().parents[2] / "config"


@pytest.fixture(scope="module")
def lexicon():
    def read(name):
        return yaml.safe_load((CONFIG / f"{name}.yaml").read_text(encoding="utf-8"))

    registry = registry_from_config(read("authorities"), read("programmes"))
    return ClaimLexicon(registry, cues_from_config(read("cues")))


@pytest.fixture(scope="module")
def annotator():
    recognizer = open_recognizer("capitals")
    return lambda article, named: annotate(article, recognizer, named=named)


def passage(text, *claims, doc_date="2021-03-10"):
    return {"id": "p", "text": text, "doc_date": doc_date, "claims": list(claims)}


def label(person, authority="EU", action="sanctioned", date=None, polarity="asserted"):
    return {
        "person": person,
        "authority": authority,
        "programme": None,
        "action": action,
        "date": date,
        "polarity": polarity,
    }


@pytest.fixture
def figures(tmp_path, annotator, lexicon):
    def evaluate(*passages):
        path = tmp_path / "claims.jsonl"
        path.write_text("".join(json.dumps(item) + "\n" for item in passages), encoding="utf-8")
        return evaluate_claims(path, annotator, lexicon)

    return evaluate


def test_right_claims_count_as_found(figures):
    result = figures(
        passage("Anton Verin was sanctioned by the EU in 2014.", label("Verin", date="2014")),
        passage(
            "Bela Koros was not sanctioned by the UN.", label("Koros", "UNSC", polarity="negated")
        ),
    )
    assert (result.count, result.positives) == (2, 2)
    assert (result.recall, result.precision, result.f1) == (1.0, 1.0, 1.0)
    assert (result.date_accuracy, result.polarity_accuracy) == (1.0, 1.0)
    assert result.false_assertion_rate == 0.0
    assert dict(result.groups)["EU"].positives == 1


def test_authority_counts_by_group_for_recall_and_by_body_for_accuracy(figures):
    result = figures(passage("Anton Verin was sanctioned by OFAC.", label("Verin", "US-STATE")))
    assert (result.recall, result.authority_accuracy) == (1.0, 0.0)


def test_claim_without_a_label_costs_precision(figures):
    result = figures(passage("Anton Verin was sanctioned by the EU."))
    assert (result.precision, result.recall) == (0.0, None)


def test_claim_on_another_person_counts_as_wrong_person(figures):
    result = figures(passage("Anton Verin was sanctioned by the EU.", label("Bela Koros")))
    assert result.wrong_person_rate == 1.0


def test_wrong_date_and_missing_date_both_count(figures):
    wrong = figures(
        passage("Anton Verin was sanctioned by the EU in 2014.", label("Verin", date="2015"))
    )
    missing = figures(passage("Anton Verin was sanctioned by the EU.", label("Verin", date="2015")))
    assert wrong.date_accuracy == missing.date_accuracy == 0.0


def test_denial_read_as_assertion_counts_as_false_assertion(figures):
    result = figures(
        passage("Anton Verin was sanctioned by the EU.", label("Verin", polarity="negated"))
    )
    assert result.false_assertion_rate == 1.0


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not json\n",
        "[]\n",
        '{"id": "p"}\n',
        '{"id":"p","text":"t","claims":[{"person":"x"}]}\n',
    ],
)
def test_unreadable_files_are_refused(tmp_path, text):
    path = tmp_path / "claims.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"claims\.jsonl"):
        read_passages(path)


def test_missing_file_is_refused(tmp_path):
    with pytest.raises(EvaluationError, match="cannot be read"):
        read_passages(tmp_path / "none.jsonl")


def test_floor_on_the_development_passages(shared, annotator, lexicon):
    """Without a model; docs/claims.md has the figures with one."""
    result = evaluate_claims(shared / "cases" / "claims_dev.jsonl", annotator, lexicon)
    assert result.count == 91
    assert result.recall >= 0.70
    assert result.precision >= 0.90
    assert result.polarity_accuracy >= 0.95
    assert result.false_assertion_rate == 0.0
    assert result.wrong_person_rate <= 0.04


def test_a_damaged_passage_is_repaired_as_an_article_would_be(figures):
    text = (
        "In 2016 the UN Security Council put Tarek Nasri on its sanctions list. The following "
        "year, the U. Besides, s.\nState Department designated him a Specially Designated Global "
        "Terrorist."
    )
    result = figures(
        passage(
            text,
            label("Tarek Nasri", "UNSC", action="listed", date="2016"),
            label("Tarek Nasri", "US-STATE", action="designated", date="2017"),
        )
    )
    assert (result.recall, result.date_accuracy) == (1.0, 1.0)
