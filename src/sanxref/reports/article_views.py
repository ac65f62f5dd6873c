"""An article as pages show it: the marked text, and anchors by which text and evidence are linked.

The page of a report and the pages of the desk are made of these; templates/parts.html writes them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import Markup

from sanxref.model.report import (
    ReportArticle,
    ReportClaim,
    ReportMatch,
    ReportMention,
    ReportPerson,
)
from sanxref.reports.controls import CONTROLS, on_one_line
from sanxref.reports.items import is_flagged
from sanxref.reports.marks import ClaimMark, MentionMark, fits, mark_text
from sanxref.reports.wording import verdict_words

__all__ = ["ArticleView", "ClaimView", "MatchView", "MentionView", "PersonView", "view_article"]

_LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchView:
    """A potential match with its anchor."""

    match: ReportMatch
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionView:
    """A mention that lies in the text, with the anchor of its mark."""

    mention: ReportMention
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    """A mentioned person with its anchor."""

    person: ReportPerson
    anchor: str
    mentions: tuple[MentionView, ...]
    matches: tuple[MatchView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """A claim with its anchor.

    Attributes:
        claim: As the report has it.
        anchor: Of its card.
        flag: Anchor of its mark in the text, or None where it does not lie in it.
        number: In the order of the text, from 1.
        person: Whom it is about, where the report names the person.
    """

    claim: ReportClaim
    anchor: str
    flag: str | None
    number: int
    person: PersonView | None

    @property
    def subject(self) -> str:
        """Who it is about, in words; may be empty."""
        return self.person.person.name if self.person else self.claim.subject


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """An article of a page.

    Attributes:
        article: As the report has it.
        anchor: Begins every anchor of its parts.
        heading: Title, else source.
        language: A language code that a page may carry, or None.
        address: The source where it is an address that a browser may open, or None.
        text: The text with its marks, escaped.
        persons: In the order of the report.
        claims: In the order of the report, numbered in the order of the text.
    """

    article: ReportArticle
    anchor: str
    heading: str
    language: str | None
    address: str | None
    text: Markup
    persons: tuple[PersonView, ...]
    claims: tuple[ClaimView, ...]

    @property
    def matched(self) -> tuple[PersonView, ...]:
        """Persons with a potential match."""
        return tuple(view for view in self.persons if view.matches)

    @property
    def unmatched(self) -> tuple[PersonView, ...]:
        """Persons without one."""
        return tuple(view for view in self.persons if not view.matches)

    @property
    def rank(self) -> int:
        """0 where there is something to decide on, 1 where claims are confirmed, 2 otherwise."""
        if self.matched or any(is_flagged(view.claim) for view in self.claims):
            return 0
        return 1 if self.claims else 2


def view_article(article: ReportArticle, anchor: str = "a1") -> ArticleView:
    """Mark persons and claims in the text of an article, and give every part its anchor.

    Args:
        article: As the report has it.
        anchor: Beginning of all its anchors; another one for each article of a page.
    """
    persons = tuple(
        _view_person(f"{anchor}-p{index}", person, article.text)
        for index, person in enumerate(article.persons, start=1)
    )
    claims = _view_claims(anchor, article, {view.person.id: view for view in persons})
    return ArticleView(
        article=article,
        anchor=anchor,
        heading=article.title or article.source,
        language=article.language if _LANGUAGE.fullmatch(article.language) else None,
        address=_web_address(article.source),
        text=mark_text(article.text, _mention_marks(persons), _claim_marks(claims)),
        persons=persons,
        claims=claims,
    )


def _view_claims(
    anchor: str, article: ReportArticle, persons: Mapping[str, PersonView]
) -> tuple[ClaimView, ...]:
    """Give the claims in the order of the report, numbered in the order of the text."""
    by_place = sorted(range(len(article.claims)), key=lambda index: article.claims[index].start)
    numbers = {index: number for number, index in enumerate(by_place, start=1)}
    return tuple(
        ClaimView(
            claim=claim,
            anchor=f"{anchor}-c{numbers[index]}",
            flag=f"{anchor}-t{numbers[index]}"
            if fits(claim.start, claim.end, article.text)
            else None,
            number=numbers[index],
            person=persons.get(claim.person or ""),
        )
        for index, claim in enumerate(article.claims)
    )


def _view_person(anchor: str, person: ReportPerson, text: str) -> PersonView:
    return PersonView(
        person=person,
        anchor=anchor,
        mentions=tuple(
            MentionView(mention=mention, anchor=f"{anchor}-x{index}")
            for index, mention in enumerate(person.mentions, start=1)
            if fits(mention.start, mention.end, text)
        ),
        matches=tuple(
            MatchView(match=match, anchor=f"{anchor}-m{index}")
            for index, match in enumerate(person.matches, start=1)
        ),
    )


def _mention_marks(persons: tuple[PersonView, ...]) -> Iterator[MentionMark]:
    for view in persons:
        count = len(view.matches)
        found = f"{count} potential match{'' if count == 1 else 'es'}" if count else "no match"
        for mention in view.mentions:
            yield MentionMark(
                start=mention.mention.start,
                end=mention.mention.end,
                anchor=mention.anchor,
                card=view.anchor,
                label=on_one_line(f"{view.person.name}: {found}"),
                matched=bool(count),
            )


def _claim_marks(claims: tuple[ClaimView, ...]) -> Iterator[ClaimMark]:
    for view in claims:
        if view.flag is not None:
            yield ClaimMark(
                start=view.claim.start,
                end=view.claim.end,
                trigger=(view.claim.trigger.start, view.claim.trigger.end),
                anchor=view.flag,
                card=view.anchor,
                number=view.number,
                label=f"Claim {view.number}: {verdict_words(view.claim.verdict)}",
                verdict=view.claim.verdict,
            )


def _web_address(source: str) -> str | None:
    """Give the source where it is a web address; `javascript:` and the like stay plain text."""
    if CONTROLS.search(source):
        return None
    try:
        parts = urlsplit(source)
    except ValueError:
        return None
    return source if parts.scheme in {"http", "https"} and parts.netloc else None
