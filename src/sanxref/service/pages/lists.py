"""The lists in use and their age."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from fastapi import APIRouter
from fastapi.responses import Response

from sanxref.model.snapshots import LoadedList
from sanxref.service.visits import ReaderVisit

__all__ = ["router"]

router = APIRouter(include_in_schema=False)


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
def show_lists(visit: ReaderVisit) -> Response:
    """Show the lists in use and their age."""
    now = visit.house.settings.now()
    return visit.page(
        "lists.html", lists=[_line(held, now) for held in visit.house.screenings.lists]
    )


def _line(held: LoadedList, now: datetime) -> _ListLine:
    status, snapshot = held.status, held.status.snapshot
    checked = status.checked
    return _ListLine(
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
