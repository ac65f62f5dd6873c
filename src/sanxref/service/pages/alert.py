"""One alert: the article beside the list entries, and the forms to decide."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel

from sanxref.errors import ReviewError
from sanxref.reports.article_views import view_article
from sanxref.screening.alerts import scope_source
from sanxref.screening.dispositions import (
    Disposition,
    EyesRule,
    Outcome,
    Scope,
    Status,
    Suppression,
    SuppressionState,
)
from sanxref.screening.dispositions_desk import Decision, SuppressionWish
from sanxref.screening.dispositions_queue import AlertFile
from sanxref.service.accounts import Role
from sanxref.service.pages.filters import DONE, FilterForm
from sanxref.service.views import history_lines, view_matches
from sanxref.service.visits import AnalystForm, ApproverForm, ReaderVisit, Visit

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

_USUAL_SUPPRESSION = timedelta(days=180)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """What somebody has filled in, so that a refusal loses nothing."""

    outcome: str = ""
    reason: str = ""
    scope: str = ""


class DecisionForm(BaseModel):
    """A disposition, as a browser sends it."""

    outcome: str = ""
    reason: str = ""
    seen: str = ""
    references: list[str] = []


class ApprovalForm(BaseModel):
    """What the second person says: `1` approves, `0` refuses."""

    approved: str = ""
    reason: str = ""


class SuppressionForm(BaseModel):
    """A suppression, as a browser sends it."""

    scope: str = ""
    until: str = ""
    reason: str = ""


@router.get("/desk/alerts/{alert_id}")
def show_alert(visit: ReaderVisit, alert_id: str) -> Response:
    """Show one alert: the article beside the list entries."""
    done = DONE.get(visit.request.query_params.get("done", ""), "")
    return _render(visit, visit.house.desk.file(alert_id), done=done)


def _render(visit: Visit, file: AlertFile, **changes: object) -> Response:
    desk, form = visit.house.desk, FilterForm.of(visit.request)
    following = desk.next_after(file.entry, form.wanted)
    waiting, waiting_words = _waiting(file)
    last = desk.today + timedelta(days=desk.options.longest_suppression_days)
    analyst = visit.visitor.role.covers(Role.ANALYST)
    values: dict[str, Any] = {
        "file": file,
        "view": view_article(file.article),
        "titles": {one.source: one.title for one in file.lists},
        "matches": view_matches(file),
        "lines": history_lines(file),
        "query": form.query(),
        "next_path": f"/desk/alerts/{following}?{form.query()}" if following else "",
        "draft": _Draft(),
        "waiting": waiting,
        "waiting_words": waiting_words,
        "may_decide": analyst and bool(file.items),
        "may_approve": waiting is not None
        and visit.visitor.role.covers(Role.APPROVER)
        and waiting.author != visit.visitor.name,
        "may_suppress": analyst and not waiting and _is_false_positive(file),
        "needs_second": ", ".join(
            str(rule).replace("_", " ") for rule in desk.options.second_pair_of_eyes
        ),
        "scope_words": scope_source(file.article.source),
        "today": desk.today.isoformat(),
        "last_day": last.isoformat(),
        "default_day": min(desk.today + _USUAL_SUPPRESSION, last).isoformat(),
    }
    return visit.page("alert.html", **(values | changes))


def _waiting(file: AlertFile) -> tuple[Disposition | Suppression | None, str]:
    """Find what waits for a second person, and say it in words."""
    for one in reversed(file.dispositions):
        if one.waits:
            return one, f"proposes {str(one.outcome).replace('_', ' ')}"
    for rule, state in file.suppressions:
        if state is SuppressionState.PROPOSED and rule.alert == file.entry.id:
            return rule, f"proposes to suppress it ({rule.scope}, until {rule.ends_on})"
    return None, ""


def _is_false_positive(file: AlertFile) -> bool:
    held = {rule.item for rule, state in file.suppressions if state is SuppressionState.IN_FORCE}
    standing: dict[str, Outcome] = {}
    for one in file.dispositions:
        if one.stands:
            standing |= dict.fromkeys(one.items, one.outcome)
    return any(
        standing.get(item) is Outcome.FALSE_POSITIVE
        and item.startswith("match:")
        and item not in held
        for item in file.items
    )


@router.post("/desk/alerts/{alert_id}/decide")
def decide(visit: AnalystForm, alert_id: str, form: Annotated[DecisionForm, Form()]) -> Response:
    """Write a disposition down, and go on to the next alert."""
    if form.outcome not in set(Outcome):
        return _refuse(visit, alert_id, _Draft(reason=form.reason), "Choose an outcome.")
    following = _following(visit, alert_id)
    try:
        made = visit.house.desk.decide(
            alert_id,
            Decision(
                outcome=Outcome(form.outcome),
                author=visit.visitor.name,
                reason=form.reason,
                references=tuple(form.references),
                seen=int(form.seen) if form.seen.isdecimal() and len(form.seen) < 10 else None,  # noqa: PLR2004 - digits
            ),
        )
    except ReviewError as error:
        draft = _Draft(outcome=form.outcome, reason=form.reason)
        return _refuse(visit, alert_id, draft, str(error))
    if visit.house.desk.file(alert_id).entry.status is Status.OPEN:
        return _go(visit, f"/desk/alerts/{alert_id}")
    if following:
        return _go(visit, f"/desk/alerts/{following}")
    return _go(visit, "/desk/alerts", done="proposed" if made.waits else "decided")


def _following(visit: Visit, alert_id: str) -> str | None:
    """Find what stands behind an alert on the queue, before it leaves it."""
    desk = visit.house.desk
    return desk.next_after(desk.file(alert_id).entry, FilterForm.of(visit.request).wanted)


def _refuse(visit: Visit, alert_id: str, draft: _Draft, problem: str) -> Response:
    file = visit.house.desk.file(alert_id)
    return _render(visit, file, draft=draft, problem=problem, status=409)


def _go(visit: Visit, path: str, *, done: str = "") -> Response:
    query = FilterForm.of(visit.request).query(**({"done": done} if done else {}))
    return RedirectResponse(f"{path}?{query}", status_code=303)


@router.post("/desk/alerts/{alert_id}/approve")
def approve(visit: ApproverForm, alert_id: str, form: Annotated[ApprovalForm, Form()]) -> Response:
    """Take down what the second person says."""
    if form.approved not in {"0", "1"}:
        return _refuse(visit, alert_id, _Draft(), "Approve or refuse.")
    following = _following(visit, alert_id)
    approved = form.approved == "1"
    try:
        visit.house.desk.approve(
            alert_id, author=visit.visitor.name, approved=approved, reason=form.reason
        )
    except ReviewError as error:
        return _refuse(visit, alert_id, _Draft(), str(error))
    path = f"/desk/alerts/{following}" if following else "/desk/alerts"
    return _go(visit, path, done="approved" if approved else "refused")


@router.post("/desk/alerts/{alert_id}/suppress")
def suppress(
    visit: AnalystForm, alert_id: str, form: Annotated[SuppressionForm, Form()]
) -> Response:
    """Make a suppression from the false positive that stands."""
    draft = _Draft(scope=form.scope or "article")
    try:
        ends_on = date.fromisoformat(form.until)
    except ValueError:
        return _refuse(visit, alert_id, draft, "Give the last day, as 2026-11-22.")
    if form.scope not in set(Scope):
        return _refuse(visit, alert_id, draft, "Choose where it holds.")
    wish = SuppressionWish(
        author=visit.visitor.name, reason=form.reason, scope=Scope(form.scope), ends_on=ends_on
    )
    desk = visit.house.desk
    try:
        desk.suppress(alert_id, wish)
    except ReviewError as error:
        return _refuse(visit, alert_id, draft, str(error))
    waits = EyesRule.SUPPRESSION in desk.options.second_pair_of_eyes
    return _go(visit, f"/desk/alerts/{alert_id}", done="proposed" if waits else "suppressed")
