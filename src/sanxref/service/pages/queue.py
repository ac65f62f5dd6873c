"""The queue of alerts."""

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from sanxref.service.charts import bar_chart
from sanxref.service.house import House
from sanxref.service.pages.filters import CAUSES, DONE, FilterForm
from sanxref.service.visits import ReaderVisit

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

_PAGE = 50
_TABS = (
    ("open", "Open"),
    ("proposed", "Second pair of eyes"),
    ("decided", "Decided"),
    ("suppressed", "Suppressed"),
    ("gone", "Gone"),
)


@router.get("/")
def start(visit: ReaderVisit) -> Response:  # noqa: ARG001 - who has to be known
    """Lead to the queue."""
    return RedirectResponse("/desk/alerts", status_code=303)


@router.get("/desk/alerts")
def show_queue(visit: ReaderVisit, page: str = "1") -> Response:
    """Show the queue with its filters."""
    house, form = visit.house, FilterForm.of(visit.request)
    number = max(1, int(page)) if page.isdecimal() and len(page) < 7 else 1  # noqa: PLR2004 - digits
    counts = house.desk.counts(form.wanted)
    return visit.page(
        "alerts.html",
        entries=house.desk.queue(form.wanted, limit=_PAGE, offset=(number - 1) * _PAGE),
        form=form,
        shown=form.status,
        filtered=form.filtered,
        tabs=[(key, label, getattr(counts, key)) for key, label in _TABS],
        tab_query=lambda status: form.query(status=status),
        query=form.query(),
        sources=[(one.status.source, one.status.title) for one in house.screenings.lists],
        causes=CAUSES,
        page=number,
        first=(number - 1) * _PAGE + 1,
        total=getattr(counts, form.status),
        chart=bar_chart("Best scores", _score_bars(house, form)),
        done=DONE.get(visit.request.query_params.get("done", ""), ""),
    )


def _score_bars(house: House, form: FilterForm) -> list[tuple[str, int]]:
    counts = house.desk.scores(form.wanted)
    steps = [round(0.70 + 0.02 * step, 2) for step in range(16)]
    return [(f"{step:.2f}", counts.get(step, 0)) for step in steps]
