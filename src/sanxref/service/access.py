"""Who may do what: dependencies of the routes, logging in and out."""

import hmac
from typing import Annotated
from urllib.parse import quote

from anyio import to_thread
from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from sanxref.service.accounts import Role
from sanxref.service.house import COOKIE, House, Visitor, house_of, remote_of
from sanxref.service.rendering import render

__all__ = [
    "At",
    "LoginNeeded",
    "Reader",
    "check_csrf",
    "check_role",
    "router",
    "safe_path",
]


class LoginNeeded(Exception):
    """Somebody has to log in first."""


async def _house(request: Request) -> House:
    """Give the house; a coroutine, since a plain function would cost a change of threads."""
    return house_of(request)


At = Annotated[House, Depends(_house)]


async def _visitor(request: Request, house: At) -> Visitor:
    # Only a session is looked up in the database. For the rest a change of threads costs more than
    # it saves, and 40 threads that take turns let some callers wait ten times as long as others.
    if request.cookies.get(COOKIE):
        visitor = await to_thread.run_sync(house.visitor, request)
    else:
        visitor = house.visitor(request)
    if visitor is None:
        raise LoginNeeded
    return visitor


Reader = Annotated[Visitor, Depends(_visitor)]


def check_role(visitor: Visitor, needed: Role) -> None:
    """Refuse what a visitor's role does not cover.

    Raises:
        HTTPException: 403.
    """
    if not visitor.role.covers(needed):
        words = str(needed).replace("_", " ")
        raise HTTPException(403, f"{visitor.name} may not do this; it takes the role {words}")


def check_csrf(visitor: Visitor, given: str) -> None:
    """Refuse a form that this service has not made for this session.

    Raises:
        HTTPException: 403.
    """
    right = visitor.csrf.encode()
    if not right or not hmac.compare_digest(right, given.encode("utf-8", "replace")):
        raise HTTPException(403, "the form is too old or not ours; load the page again")


def safe_path(given: str) -> str:
    """Give a path of this service to go on to; anything else becomes the queue."""
    plain = given.startswith("/desk/") and "\\" not in given and given.isprintable()
    return given if plain and given.isascii() else "/desk/alerts"


router = APIRouter(include_in_schema=False)


@router.get("/login")
def login_page(request: Request, next: str = "") -> Response:  # noqa: A002 - as browsers see it
    """Show the form."""
    return render(request, "login.html", None, next=safe_path(next))


@router.post("/login")
def log_in(
    request: Request,
    house: At,
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = "",  # noqa: A002 - as browsers see it
) -> Response:
    """Check name and password; what was wrong is not told, nor whether the name is known."""
    # A hash is only made where it could fit: it costs memory and time.
    token = house.log_in(name.strip()[:200], password, remote_of(request))
    if token is None:
        problem = "Name or password is wrong, or there were too many attempts: wait and try again."
        return render(
            request, "login.html", None, status=401, next=safe_path(next), problem=problem
        )
    answer = RedirectResponse(safe_path(next), status_code=303)
    answer.set_cookie(
        COOKIE,
        token,
        max_age=house.options.session_longest_hours * 3600,
        httponly=True,
        samesite="strict",
        secure=house.options.behind_https,
    )
    return answer


@router.post("/logout")
def log_out(
    request: Request, house: At, visitor: Reader, csrf: Annotated[str, Form()] = ""
) -> Response:
    """End the session."""
    check_csrf(visitor, csrf)
    house.sessions.end(request.cookies.get(COOKIE, ""))
    house.desk.note_access(visitor.name, "log-out", remote_of(request))
    answer = RedirectResponse("/login", status_code=303)
    answer.delete_cookie(COOKIE)
    return answer


def login_address(request: Request) -> str:
    """Give the address of the form, from which it goes on to what was asked for."""
    query = f"?{request.url.query}" if request.url.query else ""
    return f"/login?next={quote(safe_path(request.url.path + query))}"
