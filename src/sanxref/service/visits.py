"""A request to a page: who asks whom, and that a form is one of ours."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse

from sanxref.service.access import Reader, check_csrf, check_role
from sanxref.service.accounts import Role
from sanxref.service.house import House, Visitor, house_of
from sanxref.service.rendering import render

__all__ = ["AnalystForm", "ApproverForm", "ReaderForm", "ReaderVisit", "Visit"]


@dataclass(frozen=True, slots=True)
class Visit:
    """What every page needs."""

    request: Request
    house: House
    visitor: Visitor

    def page(self, template: str, *, status: int = 200, **values: object) -> HTMLResponse:
        """Make a page for this visitor."""
        return render(self.request, template, self.visitor, status=status, **values)


async def _visit(request: Request, visitor: Reader) -> Visit:
    return Visit(request, house_of(request), visitor)


ReaderVisit = Annotated[Visit, Depends(_visit)]


async def _reader_form(visit: ReaderVisit) -> Visit:
    """Let a form pass only if this service has made it for this session."""
    given = (await visit.request.form()).get("csrf")
    check_csrf(visit.visitor, given if isinstance(given, str) else "")
    return visit


ReaderForm = Annotated[Visit, Depends(_reader_form)]


async def _analyst_form(visit: ReaderForm) -> Visit:
    check_role(visit.visitor, Role.ANALYST)
    return visit


async def _approver_form(visit: ReaderForm) -> Visit:
    check_role(visit.visitor, Role.APPROVER)
    return visit


AnalystForm = Annotated[Visit, Depends(_analyst_form)]
ApproverForm = Annotated[Visit, Depends(_approver_form)]
