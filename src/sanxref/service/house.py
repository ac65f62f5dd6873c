"""What all routes share: settings, the desk, screening, users, sessions, limits, figures."""

import getpass
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta

from anyio import CapacityLimiter
from starlette.requests import Request

from sanxref.errors import ConfigError
from sanxref.model.report import ReportDocument
from sanxref.screening.dispositions_desk import ReviewDesk
from sanxref.screening.dispositions_intake import Intake
from sanxref.service.accounts import Accounts, Role, User
from sanxref.service.limits import AttemptLimit, RateLimit
from sanxref.service.metrics import Metrics
from sanxref.service.options import ServiceOptions, is_loopback
from sanxref.service.screenings import Screenings
from sanxref.service.sessions import Sessions
from sanxref.settings import Settings

__all__ = ["COOKIE", "PEER", "House", "Visitor", "house_of", "remote_of"]

COOKIE = "sanxref-session"

_MATCHING_AT_ONCE = 1
"""Calls of `/match` that are worked on at one time; they compute, so more would only take turns."""

PEER = "sanxref.peer"
"""Key of the ASGI scope: address of who is connected, be it a proxy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who asks.

    Attributes:
        name: As it stands under decisions.
        role: What the visitor may do.
        csrf: Token that forms have to carry; empty for programs.
        by_session: Whether a cookie told who it is, so that there is something to log out of.
    """

    name: str
    role: Role
    csrf: str = ""
    by_session: bool = False


class House:
    """One service.

    Args:
        settings: The effective settings.
        options: How it listens, and what it allows.

    Raises:
        ConfigError: It would be open to others without anybody logging in; or the review
            database or the file of users cannot be opened.
    """

    def __init__(self, settings: Settings, options: ServiceOptions) -> None:
        self.settings = settings
        self.options = options
        self.accounts = Accounts(options.users_path(settings.cache))
        self.is_open = not self.accounts.users() and not options.proxy.header
        if self.is_open and not is_loopback(options.host):
            raise ConfigError(
                f"refusing to listen on {options.host} without users: anybody there could decide. "
                "Add one with 'sanxref review users add NAME --role approver', or name a trusted "
                "proxy in service.yaml"
            )
        self.desk = ReviewDesk.open(settings.cache, settings.review, now=settings.now)
        self.sessions = Sessions(
            self.desk.database,
            idle=timedelta(minutes=options.session_idle_minutes),
            longest=timedelta(hours=options.session_longest_hours),
            now=settings.now,
        )
        self.attempts = AttemptLimit(options.login_attempts, options.login_wait_minutes * 60.0)
        self.rate = RateLimit(options.requests_per_minute)
        self.metrics = Metrics()
        self.matching = CapacityLimiter(_MATCHING_AT_ONCE)
        self.screenings = Screenings(
            settings,
            at_once=options.screenings_at_once,
            waiting=options.screenings_waiting,
            seconds=options.screening_seconds,
            reload_seconds=options.reload_seconds,
            on_lists=self.desk.note_lists,
        )
        self._secret = secrets.token_bytes(32)

    def close(self) -> None:
        """Close the database."""
        self.desk.close()

    def take_in(self, document: ReportDocument, *, by: str) -> Intake:
        """Put the alerts of a report on the queue, with what the lists in use say of the targets.

        Raises:
            ReviewConflict: Another report has the same run id.
        """
        return self.desk.take_in(document, by=by, lists=self.screenings.lists)

    def visitor(self, request: Request) -> Visitor | None:
        """Find out who asks: by key, by trusted proxy, by session; on an open desk, its owner."""
        key = _key_of(request)
        if key:
            user = self.accounts.find_key(key)
            return Visitor(name=user.name, role=user.role) if user else None
        named = self._proxied(request)
        if named is not None:
            return named
        found = (
            self.sessions.find(request.cookies.get(COOKIE, "")) if _has_cookie(request) else None
        )
        user = self.accounts.find(found.user) if found else None
        if found and user:
            return Visitor(name=user.name, role=user.role, csrf=found.csrf, by_session=True)
        if self.is_open and not self.accounts.users():
            owner = _owner()
            return Visitor(name=owner, role=Role.APPROVER, csrf=self._token(owner))
        return None

    def log_in(self, name: str, password: str, remote: str) -> str | None:
        """Check a name and a password, and write down what came of it.

        Returns:
            The token for the cookie, or None.
        """
        who, where = f"name:{name}", f"address:{remote}"
        if self.attempts.is_closed(who, where):
            self.desk.note_access(name, "log-in blocked", remote)
            return None
        user = self.accounts.check(name, password)
        if user is None:
            self.attempts.note_failure(who, where)
            self.desk.note_access(name, "log-in failed", remote)
            return None
        self.attempts.forget(who)
        self.desk.note_access(name, "log-in", remote)
        return self.sessions.start(name)

    def _proxied(self, request: Request) -> Visitor | None:
        proxy = self.options.proxy
        if not proxy.header or request.scope.get(PEER) not in proxy.addresses:
            return None
        name = request.headers.get(proxy.header, "").strip()
        if not name:
            return None
        user = self.accounts.find(name) or User(name=name, role=proxy.role)
        return Visitor(name=user.name, role=user.role, csrf=self._token(name))

    def _token(self, name: str) -> str:
        """Make the token of forms where there is no session: it holds as long as this process."""
        return hmac.new(self._secret, name.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def house_of(request: Request) -> House:
    """Give the house that a request came to."""
    house = request.app.state.house
    assert isinstance(house, House)
    return house


def remote_of(request: Request) -> str:
    """Give the address of who asks; behind a trusted proxy, that of the proxy's client."""
    return request.client.host if request.client else "local"


def _has_cookie(request: Request) -> bool:
    return bool(request.cookies.get(COOKIE))


def _key_of(request: Request) -> str:
    """Read `Authorization: ApiKey ...` as yente's clients send it, or `Bearer ...`."""
    method, _, key = request.headers.get("authorization", "").partition(" ")
    return key.strip() if method.lower() in {"apikey", "bearer"} else ""


def _owner() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "owner"
