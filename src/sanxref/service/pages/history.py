"""What was decided, and whether it stands as it was written."""

from datetime import timedelta

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from sanxref.service.accounts import Role
from sanxref.service.charts import bar_chart
from sanxref.service.house import remote_of
from sanxref.service.views import decision_lines
from sanxref.service.visits import ReaderForm, ReaderVisit, Visit

__all__ = ["router"]

router = APIRouter(include_in_schema=False)


@router.get("/desk/history")
def show_history(visit: ReaderVisit) -> Response:
    """Show what was decided, when it was last verified, and to approvers who logged in."""
    check = visit.house.desk.last_check()
    # Naming what is altered takes another look at all; it is worth it where something is.
    faults = visit.house.desk.database.verify() if check and not check.intact else ()
    return _render(visit, faults)


def _render(visit: Visit, faults: tuple[str, ...]) -> Response:
    desk = visit.house.desk
    days = [desk.today - timedelta(days=back) for back in range(29, -1, -1)]
    raised, latest = desk.raised_by_day(), desk.history()
    return visit.page(
        "history.html",
        lines=[(one.alert, line) for one in latest for line in decision_lines(one)[::-1]],
        persons=desk.persons_of([one.alert for one in latest]),
        check=desk.last_check(),
        faults_of_ledger=faults,
        chart=bar_chart(
            "Alerts raised by day",
            [(f"{day:%d %b}", raised.get(day.isoformat(), 0)) for day in days],
        ),
        access=desk.access() if visit.visitor.role.covers(Role.APPROVER) else None,
    )


@router.post("/desk/history/verify")
def verify(visit: ReaderForm) -> Response:
    """Compare everything with the ledger, and put it on record."""
    visit.house.desk.verify(by=visit.visitor.name, remote=remote_of(visit.request))
    return RedirectResponse("/desk/history", status_code=303)
