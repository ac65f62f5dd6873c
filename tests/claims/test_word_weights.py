"""Sentences without a cue that the reading model is asked of, by the weight of their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanxref.articles import annotate, open_recognizer
from sanxref.claims import ClaimLexicon
from sanxref.claims.extract import read_windows
from sanxref.claims.word_weights import WordWeights, low_words
from sanxref.model.articles import Article
from sanxref.settings import load_settings


@pytest.fixture(scope="module")
def lexicon() -> ClaimLexicon:
    return load_settings().lexicon


@pytest.mark.parametrize(
    ("text", "windows"),
    [
        # an authority beside it, and words that tell
        ("Ottawa had three names for the press. One was his brother's, whom it barred.", 1),
        ("The Treasury hit the trader Selim Barakat, whose name had been on the draft.", 1),
        # the same words, and nobody who could have done it
        ("All night the storm hit the roof under which Selim Barakat slept.", 0),
        # an authority, and nothing that it does to anybody
        ("The Treasury has a garden with roses, and Selim Barakat waters it.", 0),
    ],
)
def test_words_and_authorities_open_a_passage(
    lexicon: ClaimLexicon, text: str, windows: int
) -> None:
    article = Article(
        id="a", source="a", text=text, title="", published=None, language="en", sha256="0"
    )
    found = read_windows(annotate(article, open_recognizer("capitals")), lexicon)
    assert len(found) == windows


def test_names_weigh_nothing() -> None:
    assert list(low_words("Ban Ki-moon's ex-aide, McBan, was banned; 'list' A-list")) == [
        "ex-aide",
        "was",
        "banned",
        "list",
    ]


@given(st.permutations(["ban", "names", "barred", "eleven", "order", "ban"]))
def test_the_order_of_words_does_not_count(words: list[str]) -> None:
    weights = WordWeights(
        weights={"ban": 0.1, "names": 0.2, "barred": 0.7, "eleven": 1.1}, authority=1.0, least=2.0
    )
    assert weights.weigh(" ".join(words)) == 2.1
