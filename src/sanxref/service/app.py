"""The application: routes, the guard around them, and what errors become."""

import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from sanxref.errors import (
    ConfigError,
    ListError,
    ReviewConflict,
    ReviewRefused,
    ReviewUnknown,
    SanxrefError,
)
from sanxref.service import access, api, pages
from sanxref.service.access import LoginNeeded, login_address
from sanxref.service.guard import Guard, is_page
from sanxref.service.house import House
from sanxref.service.rendering import asset, render
from sanxref.service.screenings import Busy
from sanxref.version import VERSION

__all__ = ["create_app"]

_LOGGER = logging.getLogger(__name__)

_TYPES = {
    "desk.css": "text/css; charset=utf-8",
    "desk.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}

_STATUSES: tuple[tuple[type[SanxrefError], int], ...] = (
    (ReviewUnknown, 404),
    (ReviewConflict, 409),
    (ReviewRefused, 400),
    (Busy, 503),
    (ListError, 503),
    (ConfigError, 503),
)

_HEADINGS = {
    400: "That makes no sense",
    403: "Not allowed",
    404: "Not found",
    405: "Not allowed",
    409: "It changed meanwhile",
    503: "Not at the moment",
}


def create_app(house: House, *, warm: bool = True) -> FastAPI:
    """Make the application of a house.

    Args:
        house: Settings, desk, screening, users.
        warm: Load lists and recognizer in the background at the start.
    """

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        if warm:
            threading.Thread(target=house.screenings.warm, name="warm", daemon=True).start()
        yield
        house.close()

    app = FastAPI(
        title="sanxref",
        version=VERSION,
        summary="Sanctions screening of articles and names.",
        docs_url=None,  # the pages of FastAPI load scripts from elsewhere
        redoc_url=None,
        lifespan=lifespan,
        # FastAPI can export traces where the environment says so: names of persons are in them.
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    app.state.house = house
    app.include_router(api.router)
    app.include_router(access.router)
    for part in pages.routers:
        app.include_router(part)
    app.add_api_route("/static/{name}", _static, include_in_schema=False)
    app.add_exception_handler(LoginNeeded, _ask_to_log_in)
    app.add_exception_handler(SanxrefError, _tell_error)
    app.add_exception_handler(HTTPException, _tell_http)
    app.add_exception_handler(RequestValidationError, _tell_invalid)
    app.add_middleware(Guard, house=house)
    return app


def _static(name: str) -> Response:
    if name not in _TYPES:
        raise HTTPException(404, "there is no such file")
    return Response(
        asset(name),
        media_type=_TYPES[name],
        headers={"cache-control": "public, max-age=31536000, immutable"},
    )


def _is_page(request: Request) -> bool:
    return is_page(request.url.path)


def _tell(request: Request, status: int, told: str) -> Response:
    if not _is_page(request):
        return JSONResponse({"detail": told}, status_code=status)
    house: House = request.app.state.house
    return render(
        request,
        "error.html",
        house.visitor(request),
        status=status,
        heading=_HEADINGS.get(status, "Not done"),
        told=told,
    )


def _ask_to_log_in(request: Request, _error: Exception) -> Response:
    if _is_page(request) and not request.headers.get("authorization"):
        return RedirectResponse(login_address(request), status_code=303)
    return JSONResponse(
        {"detail": "a key is needed: Authorization: ApiKey ..."},
        status_code=401,
        headers={"www-authenticate": "ApiKey"},
    )


def _tell_error(request: Request, error: Exception) -> Response:
    status = next((code for kind, code in _STATUSES if isinstance(error, kind)), 400)
    _LOGGER.info("%s %s: %s", request.method, status, error)
    return _tell(request, status, str(error))


def _tell_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _tell(request, error.status_code, str(error.detail))


def _tell_invalid(request: Request, error: Exception) -> Response:
    """What was sent is not repeated: it may be large, or no text at all."""
    assert isinstance(error, RequestValidationError)
    told = [
        {
            "loc": [str(part)[:100] for part in one["loc"]],
            "msg": one["msg"][:300],
            "type": one["type"],
        }
        for one in error.errors()[:20]
    ]
    if _is_page(request):
        return _tell(request, 400, "The form was not filled in as it should be.")
    return JSONResponse({"detail": told}, status_code=422)
