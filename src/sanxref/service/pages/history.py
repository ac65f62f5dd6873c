"""What was decided, and whether it stands as it was written."""

from datetime import timedelta

from fastapi import APIRouter
from fastapi.responses import Response

from sanxref.service.accounts import Role
from sanxref.service.charts import bar_chart
from sanxref.service.views import decision_lines
from sanxref.service.visits import ReaderVisit

__all__ = ["router"]

router = APIRouter(include_in_schema=False)


@router.get("/desk/history")
def show_history(visit: ReaderVisit) -> Response:
    """Show what was decided, whether it is intact, and to approvers who logged in."""
    desk = visit.house.desk
    days = [desk.today - timedelta(days=back) for back in range(29, -1, -1)]
    raised = desk.raised_by_day()
    return visit.page(
        "history.html",
        lines=[(one.alert, line) for one in desk.history() for line in decision_lines(one)[::-1]],
        faults_of_ledger=desk.verify(),
        chart=bar_chart(
            "Alerts raised by day",
            [(f"{day:%d %b}", raised.get(day.isoformat(), 0)) for day in days],
        ),
        access=desk.access() if visit.visitor.role.covers(Role.APPROVER) else None,
    )
