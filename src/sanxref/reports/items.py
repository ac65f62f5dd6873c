"""Matches and claims of a report with what they belong to, and the search for one by its id."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from sanxref.errors import ReportError
from sanxref.model.claims import Verdict
from sanxref.model.report import (
    NAMED_BY_ONE_WORD,
    ReportArticle,
    ReportClaim,
    ReportDocument,
    ReportMatch,
    ReportPerson,
)

__all__ = [
    "ArticleItem",
    "ClaimItem",
    "Item",
    "MatchItem",
    "PersonItem",
    "articles_not_screened",
    "claims_in_order",
    "find_item",
    "is_flagged",
    "list_claims",
    "list_matches",
    "names_of_one_word",
]

# An analyst looks first at what the lists speak against, then at what they leave open.
_ORDER = {
    Verdict.CONTRADICTED: 0,
    Verdict.UNCONFIRMED: 1,
    Verdict.OUT_OF_SCOPE: 2,
    Verdict.CONFIRMED: 3,
}

# How many ids an error names: enough to see the pattern, few enough for one screen.
_NEAR_IDS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleItem:
    """An article of a report."""

    article: ReportArticle


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonItem:
    """A mentioned person, with the article."""

    article: ReportArticle
    person: ReportPerson


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchItem:
    """A potential match, with the mentioned person and the article."""

    article: ReportArticle
    person: ReportPerson
    match: ReportMatch


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimItem:
    """A claim, with the article and, where the subject is a named person, that person."""

    article: ReportArticle
    person: ReportPerson | None
    claim: ReportClaim

    @property
    def subject(self) -> str:
        """Who the claim is about: the person's name, else the article's words, else empty."""
        return self.person.name if self.person else self.claim.subject


Item = ArticleItem | PersonItem | MatchItem | ClaimItem


def is_flagged(claim: ReportClaim) -> bool:
    """Whether the verdict is anything but `confirmed`."""
    return claim.verdict is not Verdict.CONFIRMED


def list_matches(document: ReportDocument) -> tuple[MatchItem, ...]:
    """Give every potential match, in the order of the report."""
    return tuple(
        MatchItem(article=article, person=person, match=match)
        for article in document.articles
        for person in article.persons
        for match in person.matches
    )


def list_claims(document: ReportDocument) -> tuple[ClaimItem, ...]:
    """Give every claim of a report: contradicted, unconfirmed, out of scope, confirmed."""
    claims = [one for article in document.articles for one in _claims_of(article)]
    return tuple(sorted(claims, key=lambda item: _ORDER[item.claim.verdict]))


def claims_in_order(article: ReportArticle) -> tuple[ClaimItem, ...]:
    """Give the claims of one article in the order of `list_claims`."""
    return tuple(sorted(_claims_of(article), key=lambda item: _ORDER[item.claim.verdict]))


def articles_not_screened(document: ReportDocument) -> tuple[ReportArticle, ...]:
    """Give the inputs that were not screened, in the order of the report."""
    return tuple(article for article in document.articles if article.status == "not_screened")


def names_of_one_word(document: ReportDocument) -> tuple[tuple[ReportArticle, str], ...]:
    """Give the articles that name persons by one word only, with the note that says whom."""
    return tuple(
        (article, note)
        for article in document.articles
        for note in article.notes
        if note.startswith(NAMED_BY_ONE_WORD)
    )


def find_item(document: ReportDocument, item_id: str) -> Item:
    """Find a match, a claim, a mentioned person or an article by its id.

    Raises:
        ReportError: Nothing in the report has this id; the message names near ones.
    """
    for met, item in _all_items(document):
        if met == item_id:
            return item
    raise ReportError(_not_found(document, item_id))


def _claims_of(article: ReportArticle) -> list[ClaimItem]:
    persons = {person.id: person for person in article.persons}
    return [
        ClaimItem(article=article, person=persons.get(claim.person or ""), claim=claim)
        for claim in article.claims
    ]


def _all_items(document: ReportDocument) -> Iterator[tuple[str, Item]]:
    for article in document.articles:
        yield article.id, ArticleItem(article=article)
        for person in article.persons:
            yield person.id, PersonItem(article=article, person=person)
            for match in person.matches:
                yield match.id, MatchItem(article=article, person=person, match=match)
        for claim_item in _claims_of(article):
            yield claim_item.claim.id, claim_item


def _not_found(document: ReportDocument, item_id: str) -> str:
    known = [met for met, _ in _all_items(document)]
    if not known:
        return f"the report holds no article, so nothing has the id {item_id!r}"
    near = difflib.get_close_matches(item_id, known, n=_NEAR_IDS, cutoff=0.6)
    if near:
        return f"nothing in the report has the id {item_id!r}; near ones: {', '.join(near)}"
    findings = [m.match.id for m in list_matches(document)]
    findings += [c.claim.id for c in list_claims(document)]
    first = (findings or known)[:_NEAR_IDS]
    return (
        f"nothing in the report has the id {item_id!r}; it holds {len(known)} ids, "
        f"among them: {', '.join(first)}"
    )
