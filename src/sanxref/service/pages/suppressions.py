"""Every suppression, with its state."""

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response

from sanxref.errors import ReviewError
from sanxref.service.accounts import Role
from sanxref.service.visits import AnalystForm, ReaderVisit, Visit

__all__ = ["router"]

router = APIRouter(include_in_schema=False)


@router.get("/desk/suppressions")
def show_suppressions(visit: ReaderVisit) -> Response:
    """Show every suppression with its state."""
    return _render(visit)


def _render(visit: Visit, problem: str = "") -> Response:
    return visit.page(
        "suppressions.html",
        status=409 if problem else 200,
        problem=problem,
        titles={one.status.source: one.status.title for one in visit.house.screenings.lists},
        rules=visit.house.desk.suppressions(),
        may_revoke=visit.visitor.role.covers(Role.ANALYST),
    )


@router.post("/desk/suppressions/{number}/revoke")
def revoke(visit: AnalystForm, number: str, reason: Annotated[str, Form()] = "") -> Response:
    """Take a suppression back."""
    chosen = int(number) if number.isdecimal() and len(number) < 10 else 0  # noqa: PLR2004 - digits
    try:
        visit.house.desk.revoke(chosen, author=visit.visitor.name, reason=reason)
    except ReviewError as error:
        return _render(visit, str(error))
    return RedirectResponse("/desk/suppressions", status_code=303)
