"""The review desk: pages for people."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from sanxref.errors import ReportError, ReviewError, RunError
from sanxref.model.dates import PartialDate
from sanxref.model.matches import Match
from sanxref.model.matches import Query as NameQuery
from sanxref.reports import read_report
from sanxref.reports.clearance import outcome_phrase
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
from sanxref.screening.dispositions_queue import AlertFile, QueueFilter
from sanxref.screening.runs import RunStore
from sanxref.service.access import Analyst, Approver, At, Reader, check_csrf
from sanxref.service.accounts import Role
from sanxref.service.charts import bar_chart
from sanxref.service.house import House, Visitor
from sanxref.service.rendering import render
from sanxref.service.screenings import PastedArticle
from sanxref.service.views import decision_lines, history_lines, view_article, view_matches

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

_PAGE = 50
_CAUSES = (
    "new", "findings changed", "designation changed", "suppression void", "suppression ended",
    "raised again", "gone",
)  # fmt: skip
_TABS = (
    ("open", "Open"),
    ("proposed", "Second pair of eyes"),
    ("decided", "Decided"),
    ("suppressed", "Suppressed"),
    ("gone", "Gone"),
)
_USUAL_SUPPRESSION = timedelta(days=180)

Text = Annotated[str, Form()]


@dataclass(frozen=True, slots=True, kw_only=True)
class _FilterForm:
    """What stands in the filters, as text."""

    status: str
    words: str
    source: str
    least: str
    cause: str
    claims: bool

    @classmethod
    def of(cls, request: Request) -> "_FilterForm":
        given = request.query_params
        return cls(
            status=given.get("status", "") if given.get("status") in set(Status) else "open",
            words=given.get("words", "")[:200],
            source=given.get("source", "")[:64],
            least=given.get("least", "")[:8],
            cause=given.get("cause", "") if given.get("cause") in _CAUSES else "",
            claims=given.get("claims") == "1",
        )

    @property
    def wanted(self) -> QueueFilter:
        return QueueFilter(
            statuses=(Status(self.status),),
            source=_storable(self.source),
            words=_storable(self.words),
            least_score=_score(self.least),
            cause=self.cause,
            claims_only=self.claims,
        )

    def query(self, **changes: str) -> str:
        fields = {
            "status": self.status,
            "words": self.words,
            "source": self.source,
            "least": self.least,
            "cause": self.cause,
            "claims": "1" if self.claims else "",
            **changes,
        }
        return urlencode({key: value for key, value in fields.items() if value}, errors="replace")

    @property
    def filtered(self) -> bool:
        return bool(self.words or self.source or self.least or self.cause or self.claims)


def _score(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0.0 <= value <= 1.0 else None


def _storable(text: str) -> str:
    return text.replace("\0", "").encode("utf-8", "replace").decode()


@router.get("/")
def start(visitor: Reader) -> Response:  # noqa: ARG001 - who has to be known
    """Lead to the queue."""
    return RedirectResponse("/desk/alerts", status_code=303)


@router.get("/desk/alerts")
def show_queue(request: Request, house: At, visitor: Reader, page: str = "1") -> Response:
    """Show the queue with its filters."""
    form = _FilterForm.of(request)
    number = max(1, int(page)) if page.isdecimal() and len(page) < 7 else 1  # noqa: PLR2004 - digits
    counts = house.desk.counts(form.wanted)
    entries = house.desk.queue(form.wanted, limit=_PAGE, offset=(number - 1) * _PAGE)
    return render(
        request,
        "alerts.html",
        visitor,
        entries=entries,
        form=form,
        shown=form.status,
        filtered=form.filtered,
        tabs=[(key, label, getattr(counts, key)) for key, label in _TABS],
        tab_query=lambda status: form.query(status=status),
        query=form.query(),
        sources=[(one.status.source, one.status.title) for one in house.screenings.lists],
        causes=_CAUSES,
        page=number,
        first=(number - 1) * _PAGE + 1,
        total=getattr(counts, form.status),
        chart=bar_chart("Best scores", _score_bars(house, form)),
        done=_DONE.get(request.query_params.get("done", ""), ""),
    )


_DONE = {
    "decided": "Written down. Nothing else waits here.",
    "proposed": "Proposed; it waits for a second person.",
    "approved": "Approved.",
    "refused": "Refused; the alert is open again.",
    "suppressed": "Suppressed. What it hides stays counted.",
    "imported": "The run is on the queue.",
}


def _score_bars(house: House, form: _FilterForm) -> list[tuple[str, int]]:
    counts = house.desk.scores(form.wanted)
    steps = [round(0.70 + 0.02 * step, 2) for step in range(16)]
    return [(f"{step:.2f}", counts.get(step, 0)) for step in steps]


@router.get("/desk/alerts/{alert_id}")
def show_alert(request: Request, house: At, visitor: Reader, alert_id: str) -> Response:
    """Show one alert: the article beside the list entries."""
    done = _DONE.get(request.query_params.get("done", ""), "")
    return _render_alert(request, visitor, house.desk.file(alert_id), done=done)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """What somebody has filled in, so that a refusal loses nothing."""

    outcome: str = ""
    reason: str = ""
    scope: str = ""


def _render_alert(  # noqa: PLR0913 - what a page needs
    request: Request,
    visitor: Visitor,
    file: AlertFile,
    *,
    draft: _Draft | None = None,
    problem: str = "",
    done: str = "",
    status: int = 200,
) -> Response:
    house: House = request.app.state.house
    form = _FilterForm.of(request)
    following = house.desk.next_after(file.entry, form.wanted)
    waiting = _waiting(file)
    options = house.settings.review
    today = house.desk.today
    last = today + timedelta(days=options.longest_suppression_days)
    analyst = visitor.role.covers(Role.ANALYST)
    return render(
        request,
        "alert.html",
        visitor,
        status=status,
        problem=problem,
        done=done,
        file=file,
        view=view_article(file.article),
        matches=view_matches(file),
        lines=history_lines(file),
        query=form.query(),
        next_path=f"/desk/alerts/{following}?{form.query()}" if following else "",
        draft=draft or _Draft(),
        waiting=waiting[0] if waiting else None,
        waiting_words=waiting[1] if waiting else "",
        may_decide=analyst and bool(file.items),
        may_approve=waiting is not None
        and visitor.role.covers(Role.APPROVER)
        and waiting[0].author != visitor.name,
        may_suppress=analyst and not waiting and _is_false_positive(file),
        needs_second=", ".join(str(rule).replace("_", " ") for rule in options.second_pair_of_eyes),
        scope_words=scope_source(file.article.source),
        today=today.isoformat(),
        last_day=last.isoformat(),
        default_day=min(today + _USUAL_SUPPRESSION, last).isoformat(),
    )


def _waiting(file: AlertFile) -> tuple[Disposition | Suppression, str] | None:
    """Find what waits for a second person."""
    for one in reversed(file.dispositions):
        if one.waits:
            return one, f"proposes {str(one.outcome).replace('_', ' ')}"
    for rule, state in file.suppressions:
        if state is SuppressionState.PROPOSED and rule.alert == file.entry.id:
            return rule, f"proposes to suppress it ({rule.scope}, until {rule.ends_on})"
    return None


def _is_false_positive(file: AlertFile) -> bool:
    held = {rule.item for rule, state in file.suppressions if state is SuppressionState.IN_FORCE}
    standing: dict[str, Outcome] = {}
    for one in file.dispositions:
        if one.stands:
            standing |= dict.fromkeys(one.items, one.outcome)
    return any(
        outcome is Outcome.FALSE_POSITIVE and item.startswith("match:") and item not in held
        for item, outcome in standing.items()
    )


@router.post("/desk/alerts/{alert_id}/decide")
def decide(  # noqa: PLR0913 - fields of the form
    *,
    request: Request,
    house: At,
    visitor: Analyst,
    alert_id: str,
    csrf: Text = "",
    outcome: Text = "",
    reason: Text = "",
    seen: Text = "",
    references: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Write a disposition down, and go on to the next alert."""
    check_csrf(visitor, csrf)
    file = house.desk.file(alert_id)
    form = _FilterForm.of(request)
    following = house.desk.next_after(file.entry, form.wanted)
    try:
        if outcome not in set(Outcome):
            return _refuse(request, visitor, file, _Draft(reason=reason), "Choose an outcome.")
        made = house.desk.decide(
            alert_id,
            Decision(
                outcome=Outcome(outcome),
                author=visitor.name,
                reason=reason,
                references=tuple(references or ()),
                seen=int(seen) if seen.isdecimal() and len(seen) < 10 else None,  # noqa: PLR2004 - digits
            ),
        )
    except ReviewError as error:
        return _refuse(request, visitor, file, _Draft(outcome=outcome, reason=reason), str(error))
    still = house.desk.file(alert_id)
    if still.entry.status is Status.OPEN:
        return _go(f"/desk/alerts/{alert_id}", form)
    if following:
        return _go(f"/desk/alerts/{following}", form)
    return _go("/desk/alerts", form, done="proposed" if made.waits else "decided")


def _refuse(
    request: Request, visitor: Visitor, file: AlertFile, draft: _Draft, problem: str
) -> Response:
    house: House = request.app.state.house
    now = house.desk.file(file.entry.id)
    return _render_alert(request, visitor, now, draft=draft, problem=problem, status=409)


def _go(path: str, form: _FilterForm, *, done: str = "") -> Response:
    query = form.query(**({"done": done} if done else {}))
    return RedirectResponse(f"{path}?{query}", status_code=303)


@router.post("/desk/alerts/{alert_id}/approve")
def approve(  # noqa: PLR0913 - fields of the form
    *,
    request: Request,
    house: At,
    visitor: Approver,
    alert_id: str,
    csrf: Text = "",
    approved: Text = "",
    reason: Text = "",
) -> Response:
    """Take down what the second person says."""
    check_csrf(visitor, csrf)
    file = house.desk.file(alert_id)
    form = _FilterForm.of(request)
    following = house.desk.next_after(file.entry, form.wanted)
    if approved not in {"0", "1"}:
        return _refuse(request, visitor, file, _Draft(), "Approve or refuse.")
    try:
        house.desk.approve(alert_id, author=visitor.name, approved=approved == "1", reason=reason)
    except ReviewError as error:
        return _refuse(request, visitor, file, _Draft(), str(error))
    told = "approved" if approved == "1" else "refused"
    if following:
        return _go(f"/desk/alerts/{following}", form, done=told)
    return _go("/desk/alerts", form, done=told)


@router.post("/desk/alerts/{alert_id}/suppress")
def suppress(  # noqa: PLR0913 - fields of the form
    *,
    request: Request,
    house: At,
    visitor: Analyst,
    alert_id: str,
    csrf: Text = "",
    scope: Text = "",
    until: Text = "",
    reason: Text = "",
) -> Response:
    """Make a suppression from the false positive that stands."""
    check_csrf(visitor, csrf)
    file = house.desk.file(alert_id)
    form = _FilterForm.of(request)
    draft = _Draft(scope=scope or "article")
    try:
        ends_on = date.fromisoformat(until)
    except ValueError:
        return _refuse(request, visitor, file, draft, "Give the last day, as 2026-11-22.")
    if scope not in set(Scope):
        return _refuse(request, visitor, file, draft, "Choose where it holds.")
    wish = SuppressionWish(author=visitor.name, reason=reason, scope=Scope(scope), ends_on=ends_on)
    try:
        house.desk.suppress(alert_id, wish)
    except ReviewError as error:
        return _refuse(request, visitor, file, draft, str(error))
    waits = EyesRule.SUPPRESSION in house.settings.review.second_pair_of_eyes
    return _go(f"/desk/alerts/{alert_id}", form, done="proposed" if waits else "suppressed")


@router.get("/desk/suppressions")
def show_suppressions(request: Request, house: At, visitor: Reader) -> Response:
    """Show every suppression with its state."""
    return _render_suppressions(request, house, visitor)


def _render_suppressions(
    request: Request, house: House, visitor: Visitor, problem: str = ""
) -> Response:
    return render(
        request,
        "suppressions.html",
        visitor,
        status=409 if problem else 200,
        problem=problem,
        rules=house.desk.suppressions(),
        may_revoke=visitor.role.covers(Role.ANALYST),
    )


@router.post("/desk/suppressions/{number}/revoke")
def revoke(  # noqa: PLR0913 - fields of the form
    *,
    request: Request,
    house: At,
    visitor: Analyst,
    number: str,
    csrf: Text = "",
    reason: Text = "",
) -> Response:
    """Take a suppression back."""
    check_csrf(visitor, csrf)
    try:
        chosen = int(number) if number.isdecimal() and len(number) < 10 else 0  # noqa: PLR2004 - digits
        house.desk.revoke(chosen, author=visitor.name, reason=reason)
    except ReviewError as error:
        return _render_suppressions(request, house, visitor, str(error))
    return RedirectResponse("/desk/suppressions", status_code=303)


@router.get("/desk/history")
def show_history(request: Request, house: At, visitor: Reader) -> Response:
    """Show what was decided, whether it is intact, and to approvers who logged in."""
    days = [house.desk.today - timedelta(days=back) for back in range(29, -1, -1)]
    raised = house.desk.raised_by_day()
    lines = [
        (one.alert, line) for one in house.desk.history() for line in reversed(decision_lines(one))
    ]
    return render(
        request,
        "history.html",
        visitor,
        lines=lines,
        faults_of_ledger=house.desk.verify(),
        chart=bar_chart(
            "Alerts raised by day",
            [(f"{day:%d %b}", raised.get(day.isoformat(), 0)) for day in days],
        ),
        access=house.desk.access() if visitor.role.covers(Role.APPROVER) else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _ListLine:
    title: str
    state: str
    error: str
    published: str
    checked: str
    age: float | None
    allowed: float
    designations: int
    sha256: str


@router.get("/desk/lists")
def show_lists(request: Request, house: At, visitor: Reader) -> Response:
    """Show the lists in use and their age."""
    now = house.settings.now()
    lines = []
    for held in house.screenings.lists:
        status, snapshot = held.status, held.status.snapshot
        checked = status.checked
        lines.append(
            _ListLine(
                title=status.title,
                state=str(status.state),
                error=status.error,
                published=str(snapshot.published) if snapshot and snapshot.published else "",
                checked=f"{checked.astimezone(UTC):%Y-%m-%d %H:%M}" if checked else "",
                age=(now - checked) / timedelta(hours=1) if checked else None,
                allowed=status.maximum_age_hours,
                designations=len(held.designations),
                sha256=snapshot.sha256 if snapshot else "",
            )
        )
    return render(request, "lists.html", visitor, lists=lines)


@router.get("/desk/runs")
def show_runs(request: Request, house: At, visitor: Reader) -> Response:
    """Show the stored runs."""
    return _render_runs(request, house, visitor)


@dataclass(frozen=True, slots=True, kw_only=True)
class _RunLine:
    id: str
    kind: str
    state: str
    started: str
    inputs: tuple[str, ...]
    queued: bool


def _render_runs(request: Request, house: House, visitor: Visitor, problem: str = "") -> Response:
    queued = house.desk.reports()
    runs = [
        _RunLine(
            id=one.id,
            kind=str(one.kind),
            state=str(one.state),
            started=_instant(one.started),
            inputs=tuple(one.inputs),
            queued=one.id in queued,
        )
        for one in RunStore(house.settings.cache / "runs").summaries()
    ]
    return render(
        request,
        "runs.html",
        visitor,
        status=409 if problem else 200,
        problem=problem,
        runs=runs[::-1],
        may_import=visitor.role.covers(Role.ANALYST),
    )


def _instant(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M}"


@router.post("/desk/runs/{run_id}/import")
def import_run(
    request: Request, house: At, visitor: Analyst, run_id: str, csrf: Text = ""
) -> Response:
    """Put a run on the queue."""
    check_csrf(visitor, csrf)
    store = RunStore(house.settings.cache / "runs")
    try:
        run = store.find(run_id if run_id in store.ids() else "")
        house.take_in(read_report(run.report), by=visitor.name)
    except (ReportError, ReviewError, RunError) as error:
        return _render_runs(request, house, visitor, str(error))
    return RedirectResponse("/desk/alerts?done=imported", status_code=303)


@dataclass(frozen=True, slots=True, kw_only=True)
class _TryForm:
    text: str = ""
    published: str = ""
    as_: str = "text"


@router.get("/desk/try")
def show_try(request: Request, house: At, visitor: Reader) -> Response:
    """Show the form for a text or a name."""
    return _render_try(request, house, visitor, _TryForm())


def _render_try(  # noqa: PLR0913 - what a page needs
    request: Request,
    house: House,
    visitor: Visitor,
    form: _TryForm,
    *,
    problem: str = "",
    outcome: str = "",
    views: tuple[object, ...] = (),
    matches: tuple[Match, ...] | None = None,
) -> Response:
    return render(
        request,
        "try.html",
        visitor,
        status=400 if problem else 200,
        problem=problem,
        outcome=outcome,
        form={"text": form.text, "published": form.published, "as": form.as_},
        views=views,
        matches=matches,
        threshold=house.settings.screening.matching.threshold,
        may_import=visitor.role.covers(Role.ANALYST),
    )


@router.post("/desk/try")
def try_text(  # noqa: PLR0913 - fields of the form
    *,
    request: Request,
    house: At,
    visitor: Reader,
    csrf: Text = "",
    text: Text = "",
    published: Text = "",
    kind: Annotated[str, Form(alias="as")] = "text",
    queue: Text = "",
) -> Response:
    """Screen a pasted text, or match one name."""
    check_csrf(visitor, csrf)
    form = _TryForm(text=text, published=published[:10], as_=kind)
    if not text.strip():
        return _render_try(request, house, visitor, form, problem="There is nothing to screen.")
    if kind == "name":
        name = " ".join(text.split())[:500]
        found = house.screenings.matcher(house.settings.screening.matching.threshold).match(
            NameQuery(names=(name,))
        )
        return _render_try(request, house, visitor, form, matches=found)
    try:
        day = PartialDate.parse(published) if published.strip() else None
    except ValueError:
        told = "The date must be like 2026, 2026-11 or 2026-11-22."
        return _render_try(request, house, visitor, form, problem=told)
    pasted = PastedArticle(text=text, published=day, source=f"pasted by {visitor.name}")
    document = house.screenings.screen([pasted], now=house.settings.now())
    outcome = outcome_phrase(document)
    if queue == "1" and visitor.role.covers(Role.ANALYST):
        taken = house.take_in(document, by=visitor.name)
        outcome += f" On the queue: {taken.new} new, {taken.changed} changed."
    views = tuple(view_article(article) for article in document.articles)
    return _render_try(request, house, visitor, form, outcome=outcome, views=views)
