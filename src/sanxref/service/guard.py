"""What every request goes through: hosts, sizes, rates, headers, and counting."""

import time
from collections.abc import Awaitable, Callable, MutableMapping
from http import HTTPStatus
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sanxref.service.house import PEER, House
from sanxref.service.rendering import render

__all__ = ["POLICY", "Guard", "is_page"]

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'none'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Content security policy: nothing from outside, no script but our own file."""

_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Guard:
    """ASGI middleware around the whole service."""

    def __init__(self, app: ASGIApp, house: House) -> None:
        self._app = app
        self._house = house
        options = house.options
        self._hosts = {"localhost", "127.0.0.1", "[::1]", "::1", options.host, *options.hosts}
        # Addresses of health checks have no name that could be told beforehand.
        self._any_host = options.host in {"0.0.0.0", "::"} and not options.hosts  # noqa: S104 - compared, not bound

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request pass, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope = self._behind_proxy(scope)
        started = time.perf_counter()
        status = HTTPStatus.INTERNAL_SERVER_ERROR

        async def send_on(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _add_headers(message, https=self._house.options.behind_https)
            await send(message)

        try:
            refusal = self._refuse(scope)
            if refusal is not None:
                await refusal(scope, receive, send_on)
            else:
                await self._app(scope, self._bounded(receive), send_on)
        finally:
            route = getattr(scope.get("route"), "path", "other")
            self._house.metrics.note(
                _method(scope), route, int(status), time.perf_counter() - started
            )

    def _behind_proxy(self, scope: Scope) -> Scope:
        """Tell who stands behind a trusted proxy, so that limits meet the client and not the proxy.

        Of `X-Forwarded-For` only the last address was written by the proxy itself.
        """
        peer = scope["client"][0] if scope.get("client") else "local"
        forwarded = Headers(scope=scope).get("x-forwarded-for", "").rpartition(",")[2].strip()
        if forwarded and peer in self._house.options.proxy.addresses:
            return {**scope, PEER: peer, "client": (forwarded[:100], 0)}
        return {**scope, PEER: peer}

    def _refuse(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self._any_host and _name_of(host) not in self._hosts:
            return _say(421, "this service does not answer to that name (service.yaml: web.hosts)")
        if scope["method"] not in _SAFE and _is_foreign(headers, host):
            return _say(403, "refused: the request comes from another site")
        length = headers.get("content-length", "0")
        if not length.isdecimal():
            return _say(400, "the length of the request is no number")
        if int(length) > self._house.options.most_body_bytes:
            return _say(413, "the request is too large")
        client = scope["client"][0] if scope.get("client") else "local"
        # Who asks whether the process is up must not be told no because others ask much.
        wait = 0.0 if scope["path"] == "/healthz" else self._house.rate.wait_of(client)
        return _tell_to_wait(scope, int(wait) + 1) if wait else None

    def _bounded(self, receive: Receive) -> Callable[[], Awaitable[MutableMapping[str, Any]]]:
        taken = 0

        async def bounded() -> MutableMapping[str, Any]:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self._house.options.most_body_bytes:
                raise HTTPException(413, "the request is too large")
            return message

        return bounded


def _method(scope: Scope) -> str:
    known = {"GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH"}
    return str(scope["method"]) if scope["method"] in known else "other"


def _name_of(host: str) -> str:
    """Give the name without the port."""
    name, _, port = host.rpartition(":")
    return name if name and port.isdecimal() and not name.endswith(":") else host


def _is_foreign(headers: Headers, host: str) -> bool:
    """Whether a browser says that another site has sent this (Fetch Metadata; Origin)."""
    site = headers.get("sec-fetch-site")
    if site is not None and site not in {"same-origin", "none"}:
        return True
    origin = headers.get("origin")
    return origin is not None and origin.partition("://")[2] != host


def _add_headers(message: Message, *, https: bool) -> None:
    headers = MutableHeaders(scope=message)
    for name, value in _HEADERS.items():
        headers.setdefault(name, value)
    if https:
        headers.setdefault("strict-transport-security", "max-age=31536000")


def is_page(path: str) -> bool:
    """Whether people ask for it, and not programs."""
    return path.startswith(("/desk", "/log")) or path == "/"


def _tell_to_wait(scope: Scope, seconds: int) -> Response:
    headers = {"retry-after": str(seconds)}
    if not is_page(scope["path"]):
        return _say(429, "too many requests", headers)
    told = f"Your computer has asked for too many pages. Load this one again in {seconds} s."
    answer = render(
        Request(scope), "error.html", None, status=429, heading="Too many requests", told=told
    )
    answer.headers.update(headers)
    return answer


def _say(status: int, detail: str, headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse({"detail": detail}, status_code=status, headers=headers)
