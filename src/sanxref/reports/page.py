"""The report as one HTML page that needs nothing else: no script, no request, printable.

The page has a content security policy that forbids everything but its own style sheet, named by
hash; the text of articles and lists is escaped by the template and, for marked text, by `marks`.
"""

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from sanxref.model.report import (
    ReportArticle,
    ReportClaim,
    ReportDocument,
    ReportMatch,
    ReportMention,
    ReportPerson,
)
from sanxref.reports.clearance import (
    faults_of_lists,
    limits_of_lists,
    may_be_clear,
    outcome_phrase,
    shortfall_phrase,
)
from sanxref.reports.controls import CONTROLS, on_one_line
from sanxref.reports.items import articles_not_screened, is_flagged
from sanxref.reports.marks import ClaimMark, MentionMark, fits, mark_text
from sanxref.reports.wording import (
    VERDICT_MEANINGS,
    article_labels,
    claim_phrase,
    fetched_phrase,
    list_titles,
    listed_name_phrase,
    name_met_phrase,
    polarity_phrase,
    score_text,
    verdict_words,
)

__all__ = ["render_page"]

# As verdicts are shown: what asks for a look first.
_VERDICT_ORDER = tuple(VERDICT_MEANINGS)

_LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _ClaimView:
    claim: ReportClaim
    anchor: str
    flag: str | None
    number: int
    person: "_PersonView | None"

    @property
    def subject(self) -> str:
        return self.person.person.name if self.person else self.claim.subject


@dataclass(frozen=True, slots=True, kw_only=True)
class _MatchView:
    match: ReportMatch
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _MentionView:
    mention: ReportMention
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _PersonView:
    person: ReportPerson
    anchor: str
    mentions: tuple[_MentionView, ...]
    matches: tuple[_MatchView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _ArticleView:
    """An article of the page; `address` only where it is one that a browser may open."""

    article: ReportArticle
    anchor: str
    heading: str
    language: str | None
    address: str | None
    text: Markup
    persons: tuple[_PersonView, ...]
    claims: tuple[_ClaimView, ...]

    @property
    def matched(self) -> tuple[_PersonView, ...]:
        return tuple(view for view in self.persons if view.matches)

    @property
    def unmatched(self) -> tuple[_PersonView, ...]:
        return tuple(view for view in self.persons if not view.matches)

    @property
    def rank(self) -> int:
        """0 where there is something to decide on, 1 where claims are confirmed, 2 otherwise."""
        if self.matched or any(is_flagged(view.claim) for view in self.claims):
            return 0
        return 1 if self.claims else 2


def render_page(document: ReportDocument) -> bytes:
    """Write a report as a self-contained HTML page, UTF-8."""
    views = [
        _view_article(number, article)
        for number, article in enumerate(document.articles, start=1)
        if article.status != "not_screened"
    ]
    claims = sorted(
        ((view, claim) for view in views for claim in view.claims),
        key=lambda pair: _VERDICT_ORDER.index(pair[1].claim.verdict),
    )
    style = _style()
    page = _template().render(
        document=document,
        style=Markup(style),  # noqa: S704 - our own file
        style_hash=_hash_source(style),
        may_be_clear=may_be_clear(document),
        faults=tuple(faults_of_lists(document)),
        shortfall=shortfall_phrase(document),
        limits=limits_of_lists(document),
        outcome=outcome_phrase(document),
        flagged=sum(is_flagged(claim.claim) for _, claim in claims),
        matches=[(a, p, m) for a in views for p in a.persons for m in p.matches],
        claims=claims,
        articles=sorted(views, key=lambda view: view.rank),
        missed=articles_not_screened(document),
        titles=list_titles(document),
        labels=article_labels(document),
        verdicts=[(verdict, VERDICT_MEANINGS[verdict]) for verdict in _VERDICT_ORDER],
    )
    return page.encode("utf-8", "replace")


def _view_article(number: int, article: ReportArticle) -> _ArticleView:
    anchor = f"a{number}"
    persons = tuple(
        _view_person(f"{anchor}-p{index}", person, article.text)
        for index, person in enumerate(article.persons, start=1)
    )
    claims = _view_claims(anchor, article, {view.person.id: view for view in persons})
    return _ArticleView(
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
    anchor: str, article: ReportArticle, persons: Mapping[str, _PersonView]
) -> tuple[_ClaimView, ...]:
    """Give the claims in the order of the report, numbered in the order of the text."""
    by_place = sorted(range(len(article.claims)), key=lambda index: article.claims[index].start)
    numbers = {index: number for number, index in enumerate(by_place, start=1)}
    return tuple(
        _ClaimView(
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


def _view_person(anchor: str, person: ReportPerson, text: str) -> _PersonView:
    return _PersonView(
        person=person,
        anchor=anchor,
        mentions=tuple(
            _MentionView(mention=mention, anchor=f"{anchor}-x{index}")
            for index, mention in enumerate(person.mentions, start=1)
            if fits(mention.start, mention.end, text)
        ),
        matches=tuple(
            _MatchView(match=match, anchor=f"{anchor}-m{index}")
            for index, match in enumerate(person.matches, start=1)
        ),
    )


def _mention_marks(persons: tuple[_PersonView, ...]) -> Iterator[MentionMark]:
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


def _claim_marks(claims: tuple[_ClaimView, ...]) -> Iterator[ClaimMark]:
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


def _hash_source(style: str) -> str:
    """Give the source expression that allows this style sheet and no other (CSP level 3)."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"'sha256-{digest}'"


@cache
def _style() -> str:
    return (files("sanxref.reports") / "templates" / "page.css").read_text(encoding="utf-8")


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("sanxref.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_finalize,
    )
    environment.filters.update(
        age=fetched_phrase,
        claim_words=claim_phrase,
        listed_name=listed_name_phrase,
        name_met=name_met_phrase,
        polarity=polarity_phrase,
        score=score_text,
        verdict=verdict_words,
    )
    return environment.get_template("page.html")


def _finalize(value: object) -> object:
    """Show control characters wherever a text is put into the page; markup is left alone."""
    return on_one_line(value) if type(value) is str else value
