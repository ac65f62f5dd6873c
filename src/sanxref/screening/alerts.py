"""Reports to alerts: what an analyst has to decide on.

An alert is one mentioned person of one article with its potential matches and flagged claims
(glossary). It is made of items, and each item is bound to what the lists said: a decision covers
items, so that an amended designation or another verdict is an item that nobody has decided on yet.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath
from urllib.parse import urlsplit

from sanxref.model.claims import Verdict
from sanxref.model.report import (
    ReportArticle,
    ReportClaim,
    ReportDocument,
    ReportMatch,
    ReportPerson,
)
from sanxref.names import normalize

__all__ = [
    "Alert",
    "alert_items",
    "alerts_of_article",
    "article_key",
    "claim_item",
    "make_alerts",
    "match_item",
    "person_key",
    "scope_source",
]

_ID_DIGITS = 16
"""Hexadecimal digits of an alert's id: 64 bits keep a billion alerts apart."""

NOT_NAMED = "subject not named"
"""In the place of a name where an article claims something of nobody that it names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One mentioned person of one article, with what needs a decision.

    Attributes:
        id: Fingerprint of the article's content and the person's name; the same in every run.
        article_key: SHA-256 of the article, or its source where no bytes were had.
        person_key: The name in comparable form.
        name: The name as the article has it.
        article: The article with its text, with this person and the claims about it alone.
        items: What a decision has to cover, in the order of the report.
    """

    id: str
    article_key: str
    person_key: str
    name: str
    article: ReportArticle
    items: tuple[str, ...]

    @property
    def matches(self) -> tuple[ReportMatch, ...]:
        """Potential matches, best score first."""
        return tuple(match for person in self.article.persons for match in person.matches)

    @property
    def score(self) -> float:
        """Best score; 0.0 for an alert of claims alone."""
        return max((match.score for match in self.matches), default=0.0)


def make_alerts(document: ReportDocument) -> Iterator[Alert]:
    """Find the alerts of a report, in its order."""
    for article in document.articles:
        yield from alerts_of_article(article)


def alerts_of_article(article: ReportArticle) -> tuple[Alert, ...]:
    """Find the alerts of one article.

    Persons whose names are equal in comparable form are one alert. A flagged claim about nobody
    that the article names goes under the article's own words for its subject.
    """
    persons: dict[str, list[ReportPerson]] = {}
    for person in article.persons:
        persons.setdefault(person_key(person.name), []).append(person)
    claims: dict[str, list[ReportClaim]] = {}
    names: dict[str, str] = {}
    known = {person.id: person for person in article.persons}
    for claim in article.claims:
        about = known.get(claim.person or "")
        name = about.name if about else claim.subject or NOT_NAMED
        names.setdefault(person_key(name), name)
        claims.setdefault(person_key(name), []).append(claim)
    names |= {key: group[0].name for key, group in persons.items()}
    found = (
        _make(article, names[key], tuple(persons.get(key, ())), tuple(claims.get(key, ())))
        for key in [*persons, *(key for key in claims if key not in persons)]
    )
    return tuple(alert for alert in found if alert.items)


def _make(
    article: ReportArticle,
    name: str,
    persons: tuple[ReportPerson, ...],
    claims: tuple[ReportClaim, ...],
) -> Alert:
    key = person_key(name)
    about = article_key(article)
    return Alert(
        id=_fingerprint(about, key)[:_ID_DIGITS],
        article_key=about,
        person_key=key,
        name=name,
        article=replace(article, persons=persons, claims=claims),
        items=alert_items(persons, claims),
    )


def alert_items(persons: Iterable[ReportPerson], claims: Iterable[ReportClaim]) -> tuple[str, ...]:
    """Name what a decision has to cover: every potential match and every flagged claim."""
    return tuple(
        dict.fromkeys(
            [
                *(match_item(match) for person in persons for match in person.matches),
                *(claim_item(claim) for claim in claims if claim.verdict != Verdict.CONFIRMED),
            ]
        )
    )


def match_item(match: ReportMatch) -> str:
    """Name a potential match, bound to what the list said of the target."""
    return f"match:{match.source}:{match.reference}:{match.designation_sha256}"


def claim_item(claim: ReportClaim) -> str:
    """Name a flagged claim, bound to its words and its verdict.

    Not to the reason: other wording in another version of sanxref asks for no new decision.
    """
    return f"claim:{_fingerprint(claim.text, str(claim.verdict))[:32]}"


def article_key(article: ReportArticle) -> str:
    """Identify an article by its bytes, else by its source."""
    return article.sha256 or article.source


def person_key(name: str) -> str:
    """Give a name in the form under which two spellings of one name are the same."""
    return normalize(name) or name.strip().casefold()


def scope_source(source: str) -> str:
    """Give what articles of one source have in common: the host of an address, else the folder.

    Rows of a file (`news.jsonl#3`) have the file in common.
    """
    if "://" in source:
        return urlsplit(source).netloc.lower()
    file, row, _ = source.rpartition("#")
    return file if row else str(PurePath(source).parent)


def _fingerprint(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()
