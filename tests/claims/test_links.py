"""Whom an act hits where grammar does not tell: evidence, and the model that weighs it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanxref.articles import annotate, open_recognizer
from sanxref.claims import (
    ClaimLexicon,
    ClaimOptions,
    LinkModel,
    extract_claims,
    link_model_from_config,
    verify_claims,
)
from sanxref.claims.extract import read_joints
from sanxref.errors import ConfigError
from sanxref.model.articles import Article
from sanxref.model.claims import Action, SubjectKind
from sanxref.settings import load_settings

_HEADLINE = (
    "Two firms and one man more on the Treasury's sanctions list, the man being Selim Barakat. "
    "Spokesman Harold Finch called it a warning."
)


def _annotated(text: str):
    article = Article(
        id="a", source="a", text=text, title="", published=None, language="en", sha256="0"
    )
    return annotate(article, open_recognizer("capitals"))


@pytest.fixture(scope="module")
def lexicon() -> ClaimLexicon:
    return load_settings().lexicon


def _persons(text: str, lexicon: ClaimLexicon) -> set[str]:
    annotated = _annotated(text)
    names = {person.id: person.name for person in annotated.persons}
    return {
        names.get(claim.person or "", claim.subject)
        for claim in extract_claims(annotated, lexicon)
        if claim.understood and claim.subject_kind is SubjectKind.PERSON
    }


def test_what_grammar_does_not_tell_is_joined_by_nearness(lexicon: ClaimLexicon) -> None:
    assert "Selim Barakat" in _persons(_HEADLINE, lexicon)
    assert "Harold Finch" not in _persons(_HEADLINE, lexicon)


def test_a_verdict_says_that_nearness_told_whom_it_is_about(lexicon: ClaimLexicon) -> None:
    claims = extract_claims(_annotated(_HEADLINE), lexicon)
    verified = verify_claims(claims, matches={}, lists=(), lexicon=lexicon, options=ClaimOptions())
    told = [item.reason for item in verified if item.claim.likelihood is not None]
    assert told
    assert all("judged by where the names stand" in reason for reason in told)


def test_without_weights_grammar_alone_counts(lexicon: ClaimLexicon) -> None:
    alone = ClaimLexicon.__new__(ClaimLexicon)
    alone.__dict__.update(lexicon.__dict__, links=LinkModel())
    text = "The Treasury sanctioned Selim Barakat. Harold Finch heard of it."
    assert _persons(text, alone) == {"Selim Barakat"}


def test_joints_name_the_nearest_authority(lexicon: ClaimLexicon) -> None:
    joints = [
        joint
        for joint in read_joints(_annotated(_HEADLINE), lexicon)
        if joint.action is Action.LISTED and joint.group == "US"
    ]
    assert joints
    assert {joint.authority for joint in joints} == {"US-TREASURY"}
    assert all("authority 0 from act" in joint.evidence for joint in joints)


def test_the_evidence_does_not_depend_on_the_order_of_reading(lexicon: ClaimLexicon) -> None:
    first = read_joints(_annotated(_HEADLINE), lexicon)
    assert first == read_joints(_annotated(_HEADLINE), lexicon)


@given(st.dictionaries(st.text(min_size=1, max_size=8), st.floats(-9, 9), max_size=6))
def test_a_probability_lies_between_nought_and_one(weights: dict[str, float]) -> None:
    model = LinkModel(intercept=0.5, weights=weights)
    assert 0.0 <= model.probability(weights) <= 1.0


@given(st.floats(0.01, 9))
def test_evidence_in_favour_makes_it_likelier(weight: float) -> None:
    model = LinkModel(weights={"near": weight})
    assert (
        model.probability({"near"})
        > model.probability(())
        > replace(model, weights={"far": -weight}).probability({"far"})
    )


@pytest.mark.parametrize(
    "tree", [{"weight": {}}, {"weights": ["near"]}, {"join": "often"}, {"weights": {"a": "much"}}]
)
def test_a_wrong_configuration_is_refused(tree: dict[str, object]) -> None:
    with pytest.raises(ConfigError, match=r"links\.yaml"):
        link_model_from_config(tree)
