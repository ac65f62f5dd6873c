"""A page to try a text or a name."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Form
from fastapi.responses import Response
from pydantic import BaseModel

from sanxref.model.dates import PartialDate
from sanxref.model.matches import Match, Query
from sanxref.reports.article_views import view_article
from sanxref.reports.clearance import outcome_phrase
from sanxref.screening.matches import complete_matches
from sanxref.service.accounts import Role
from sanxref.service.screenings import PastedArticle
from sanxref.service.visits import ReaderForm, ReaderVisit, Visit

__all__ = ["router"]

router = APIRouter(include_in_schema=False)


class TrialForm(BaseModel):
    """A text with its day, or a name."""

    text: str = ""
    published: str = ""
    kind: str = "text"
    queue: str = ""


@router.get("/desk/try")
def show_try(visit: ReaderVisit) -> Response:
    """Show the form for a text or a name."""
    return _render(visit, TrialForm())


def _render(visit: Visit, form: TrialForm, **changes: object) -> Response:
    values: dict[str, Any] = {
        "outcome": "",
        "views": (),
        "titles": {one.status.source: one.status.title for one in visit.house.screenings.lists},
        "matches": None,
    }
    return visit.page(
        "try.html",
        form=form,
        threshold=visit.house.settings.screening.matching.threshold,
        may_import=visit.visitor.role.covers(Role.ANALYST),
        **(values | changes),
    )


@router.post("/desk/try")
def try_text(visit: ReaderForm, form: Annotated[TrialForm, Form()]) -> Response:
    """Screen a pasted text, or match one name."""
    if not form.text.strip():
        return _refuse(visit, form, "There is nothing to screen.")
    if form.kind == "name":
        return _render(visit, form, matches=_match(visit, form.text))
    try:
        day = PartialDate.parse(form.published[:10]) if form.published.strip() else None
    except ValueError:
        return _refuse(visit, form, "The date must be like 2026, 2026-11 or 2026-11-22.")
    house, visitor = visit.house, visit.visitor
    pasted = PastedArticle(text=form.text, published=day, source=f"pasted by {visitor.name}")
    document = house.screenings.screen([pasted], now=house.settings.now())
    outcome = outcome_phrase(document)
    if form.queue == "1" and visitor.role.covers(Role.ANALYST):
        taken = house.take_in(document, by=visitor.name)
        outcome += f" On the queue: {taken.new} new, {taken.changed} changed."
    views = [view_article(one, f"a{place}") for place, one in enumerate(document.articles, 1)]
    return _render(visit, form, outcome=outcome, views=views)


def _refuse(visit: Visit, form: TrialForm, problem: str) -> Response:
    return _render(visit, form, problem=problem, status=400)


def _match(visit: Visit, text: str) -> Sequence[Match]:
    threshold = visit.house.settings.screening.matching.threshold
    matcher = visit.house.screenings.matcher(threshold)
    query = Query(names=(" ".join(text.split())[:500],))
    found = matcher.match(query)
    return complete_matches(found, query, matcher, matcher.designations, person="name")
