"""Who is logged in: a random token in a cookie, its hash in the review database."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sanxref.screening.dispositions_database import ReviewDatabase
from sanxref.screening.dispositions_tables import session

__all__ = ["Session", "Sessions"]

_TOUCH_SECONDS = 60
"""A session is written down as seen at most so often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One log-in.

    Attributes:
        user: Name of the user.
        csrf: Token that every form of this session carries.
    """

    user: str
    csrf: str


class Sessions:
    """Sessions end when idle for too long, when old, and at log-out.

    Args:
        database: Shared by all processes of the service.
        idle: Longest silence.
        longest: Longest life.
        now: The clock, aware and in UTC.
    """

    def __init__(
        self,
        database: ReviewDatabase,
        *,
        idle: timedelta,
        longest: timedelta,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._idle = idle
        self._longest = longest
        self._now = now

    def start(self, user: str) -> str:
        """Log a user in; old sessions are swept away.

        Returns:
            The token for the cookie.
        """
        token = secrets.token_urlsafe(32)
        at = _write(self._now())
        with self._database.writing() as connection:
            connection.execute(
                session.delete().where(
                    (session.c.seen < _write(self._now() - self._idle))
                    | (session.c.started < _write(self._now() - self._longest))
                )
            )
            connection.execute(
                session.insert().values(
                    token_sha256=_digest(token),
                    user=user,
                    csrf=secrets.token_urlsafe(32),
                    started=at,
                    seen=at,
                )
            )
        return token

    def find(self, token: str) -> Session | None:
        """Find the session of a token, where it has not ended."""
        with self._database.reading() as connection:
            row = connection.execute(
                session.select().where(session.c.token_sha256 == _digest(token))
            ).one_or_none()
        now = self._now()
        if row is None or row.started < _write(now - self._longest):
            return None
        if row.seen < _write(now - self._idle):
            return None
        if row.seen < _write(now - timedelta(seconds=_TOUCH_SECONDS)):
            with self._database.writing() as connection:
                connection.execute(
                    session.update()
                    .where(session.c.token_sha256 == row.token_sha256)
                    .values(seen=_write(now))
                )
        return Session(user=row.user, csrf=row.csrf)

    def end(self, token: str) -> None:
        """Log out."""
        with self._database.writing() as connection:
            connection.execute(session.delete().where(session.c.token_sha256 == _digest(token)))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _write(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
