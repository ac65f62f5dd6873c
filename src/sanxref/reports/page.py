"""The report as one HTML page that needs nothing else: no script, no request, printable.

The page has a content security policy that forbids everything but its own style sheet, named by
hash; the text of articles and lists is escaped by the template and, for marked text, by `marks`.
"""

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Template
from markupsafe import Markup

from sanxref.model.report import ReportDocument
from sanxref.reports.article_views import view_article
from sanxref.reports.clearance import (
    faults_of_lists,
    limits_of_lists,
    may_be_clear,
    outcome_phrase,
    shortfall_phrase,
)
from sanxref.reports.environment import make_environment
from sanxref.reports.items import articles_not_screened, is_flagged
from sanxref.reports.wording import VERDICT_MEANINGS, article_labels, input_noun, list_titles

__all__ = ["render_page"]

# As verdicts are shown: what asks for a look first.
_VERDICT_ORDER = tuple(VERDICT_MEANINGS)


def render_page(document: ReportDocument) -> bytes:
    """Write a report as a self-contained HTML page, UTF-8."""
    views = [
        view_article(article, f"a{number}")
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
        noun=input_noun(document),
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


def _hash_source(style: str) -> str:
    """Give the source expression that allows this style sheet and no other (CSP level 3)."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"'sha256-{digest}'"


@cache
def _style() -> str:
    return (files("sanxref.reports") / "templates" / "page.css").read_text(encoding="utf-8")


@cache
def _template() -> Template:
    return make_environment("sanxref.reports").get_template("page.html")
