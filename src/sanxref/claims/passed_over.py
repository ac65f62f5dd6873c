"""Persons whom every recognizer passed over, and whom a claim names."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from sanxref.claims.extract import extract_claims
from sanxref.claims.lexicon import ClaimLexicon
from sanxref.model.articles import AnnotatedArticle, Article, Mention, MentionKind
from sanxref.model.claims import Claim, SubjectKind

__all__ = ["Annotate", "read_claims"]

Annotate = Callable[[Article, Sequence[Mention]], AnnotatedArticle]
"""Finds sentences, persons, organizations and places; some mentions of persons are given."""

_RECOGNIZER = "claims"
_OWNER = re.compile(r" ['’]s |: ")
"""In front of the name itself, where words with capitals were taken together."""


def read_claims(
    article: Article, annotate: Annotate, lexicon: ClaimLexicon
) -> tuple[AnnotatedArticle, tuple[Claim, ...]]:
    """Annotate an article and read its claims; whom they name is a mentioned person.

    A recognizer may take "Qassem Soleimani" for a company. Where a claim is about somebody who is
    no mentioned person, the article is annotated again with the name, so that it is compared with
    the lists and its other mentions are found.

    Args:
        article: The article.
        annotate: Called a second time where a name was passed over.
        lexicon: Words of authorities, programmes and acts.
    """
    annotated = annotate(article, ())
    claims = extract_claims(annotated, lexicon)
    named = tuple(_passed_over(annotated, claims))
    if not named:
        return annotated, claims
    annotated = annotate(article, named)
    return annotated, extract_claims(annotated, lexicon)


def _passed_over(annotated: AnnotatedArticle, claims: Iterable[Claim]) -> Iterator[Mention]:
    text = annotated.article.text
    named = {
        span
        for claim in claims
        if claim.understood and claim.person is None and claim.subject_kind is SubjectKind.PERSON
        if (span := _place(text, claim)) is not None
    }
    persons = {
        (mention.start, mention.end) for person in annotated.persons for mention in person.mentions
    }
    # Parts of a name that stand side by side are one: "Demetris", "Ioannides-Savvidis".
    spans: list[tuple[int, int]] = []
    for start, end in sorted(named | persons):
        if spans and text[spans[-1][1] : start] == " ":
            start = spans.pop()[0]  # noqa: PLW2901 - of both together
        spans.append((start, end))
    for start, end in spans:
        if (start, end) not in persons and any(start <= one < end for one, _ in named):
            yield Mention(
                text=text[start:end],
                start=start,
                end=end,
                kind=MentionKind.PERSON,
                recognizer=_RECOGNIZER,
            )


def _place(text: str, claim: Claim) -> tuple[int, int] | None:
    """Where the subject's name stands; None where it is no name, or not written so."""
    name = _OWNER.split(claim.subject)[-1]
    if not name[:1].isupper() and not name.split(" ")[-1][:1].isupper():
        return None
    whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    met = whole.search(text, claim.start) or whole.search(text)
    return met.span() if met else None
