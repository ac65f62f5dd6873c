"""Stored runs, and the way from them to the queue."""

from dataclasses import dataclass
from datetime import UTC

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from sanxref.errors import ReportError, ReviewError, RunError
from sanxref.reports import ReportFormat, read_report, render
from sanxref.screening.runs import RunFolder, RunStore
from sanxref.screening.stored import StoredReport
from sanxref.service.accounts import Role
from sanxref.service.visits import AnalystForm, ReaderVisit, Visit

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

_MOST = 1000
"""Articles with findings in the report of a run that is handed out; JSON has them all."""


@router.get("/desk/runs")
def show_runs(visit: ReaderVisit) -> Response:
    """Show the stored runs."""
    return _render(visit)


@dataclass(frozen=True, slots=True, kw_only=True)
class _RunLine:
    id: str
    kind: str
    state: str
    started: str
    inputs: tuple[str, ...]
    queued: bool


def _render(visit: Visit, problem: str = "") -> Response:
    queued = visit.house.desk.reports()
    runs = [
        _RunLine(
            id=one.id,
            kind=str(one.kind),
            state=str(one.state),
            started=f"{one.started.astimezone(UTC):%Y-%m-%d %H:%M}",
            inputs=tuple(one.inputs),
            queued=one.id in queued,
        )
        for one in _store(visit).summaries()
    ]
    return visit.page(
        "runs.html",
        status=409 if problem else 200,
        problem=problem,
        runs=runs[::-1],
        may_import=visit.visitor.role.covers(Role.ANALYST),
    )


def _store(visit: Visit) -> RunStore:
    return RunStore(visit.house.settings.cache / "runs")


@router.get("/desk/runs/{run_id}/report")
def fetch_report(visit: ReaderVisit, run_id: str) -> Response:
    """Hand out the report of a run as a file of its own, which opens in a browser."""
    try:
        document = StoredReport.open(_find(visit, run_id).report).findings(texts=True, most=_MOST)
        content = render(document, ReportFormat.HTML)
    except (ReportError, RunError) as error:
        return _render(visit, str(error))
    name = f"sanxref-{document.run.id}.html"
    return Response(
        content,
        media_type="text/html",
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )


def _find(visit: Visit, run_id: str) -> RunFolder:
    store = _store(visit)
    return store.find(run_id if run_id in store.ids() else "")


@router.post("/desk/runs/{run_id}/import")
def import_run(visit: AnalystForm, run_id: str) -> Response:
    """Put a run on the queue."""
    try:
        report = read_report(_find(visit, run_id).report)
        visit.house.take_in(report, by=visit.visitor.name)
    except (ReportError, ReviewError, RunError) as error:
        return _render(visit, str(error))
    return RedirectResponse("/desk/alerts?done=imported", status_code=303)
