"""The review database: SQLite by default, PostgreSQL for teams; its tables, and its ledger."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from sanxref.errors import ConfigError, ReviewConflict
from sanxref.screening.dispositions_tables import (
    access,
    alert_version,
    approval,
    article_text,
    disposition,
    ledger,
    revocation,
    suppression,
    voiding,
)

__all__ = ["ReviewDatabase"]

_SEALED = {
    table.name: table
    for table in (
        alert_version, disposition, suppression, approval, revocation, voiding, access,
    )
}  # fmt: skip
"""Tables whose rows are chained in the ledger: what persons did, and what they looked at."""

_CHAIN_START = "0" * 64

_BUSY_SECONDS = 30
"""How long a writer waits for another one before it gives up."""


class ReviewDatabase:
    """Connections to a review database whose tables are of this version.

    Args:
        address: SQLAlchemy address: `sqlite:////path/review.sqlite`,
            `postgresql+psycopg://user@host/name`.

    Raises:
        ConfigError: The address is none, or nothing answers there.
    """

    def __init__(self, address: str) -> None:
        try:
            self.engine = _open_engine(address)
            self._migrate()
        except (sa.exc.ArgumentError, sa.exc.OperationalError, ModuleNotFoundError) as exc:
            raise ConfigError(
                f"the review database cannot be opened ({_first_line(exc)}); see section 'review' "
                "of service.yaml. PostgreSQL needs: pip install 'sanxref[postgres]'"
            ) from exc

    @classmethod
    def in_cache(cls, cache: Path, address: str = "") -> "ReviewDatabase":
        """Open the database that is configured, else `review.sqlite` in the cache."""
        if address:
            return cls(address)
        cache.mkdir(parents=True, exist_ok=True)
        return cls(f"sqlite:///{(cache / 'review.sqlite').absolute()}")

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Give a connection for reading."""
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Give a connection in a transaction; one writer at a time, so that the ledger is a chain.

        Raises:
            ReviewConflict: Another writer kept the database busy for too long.
        """
        options = self.engine.execution_options(sqlite_begin="IMMEDIATE")
        try:
            with options.begin() as connection:
                if connection.dialect.name == "postgresql":
                    connection.execute(sa.text("LOCK TABLE ledger IN SHARE ROW EXCLUSIVE MODE"))
                yield connection
        except sa.exc.OperationalError as exc:
            if "locked" not in str(exc):
                raise
            raise ReviewConflict(
                f"the review database was busy for {_BUSY_SECONDS} s; try again"
            ) from exc

    @staticmethod
    def append(connection: sa.Connection, table: sa.Table, values: Mapping[str, object]) -> int:
        """Add a row, and chain its hash in the ledger.

        Returns:
            Number of the row.
        """
        done = connection.execute(table.insert().values(**values).returning(table.c.id))
        number = int(done.scalar_one())
        previous = connection.scalar(
            sa.select(ledger.c.sha256).order_by(ledger.c.id.desc()).limit(1)
        )
        row = {"id": number, **values}
        connection.execute(
            ledger.insert().values(
                kind=table.name,
                subject=number,
                sha256=_chain(previous or _CHAIN_START, table.name, row),
            )
        )
        return number

    def verify(self) -> tuple[str, ...]:
        """Compare what persons did and what they looked at with the ledger, and texts with keys.

        Returns:
            One sentence for each row that differs, is gone, or was slipped in; empty where all
            is as it was written.
        """
        with self.reading() as connection:
            rows = {
                name: {
                    row["id"]: dict(row) for row in connection.execute(table.select()).mappings()
                }
                for name, table in _SEALED.items()
            }
            links = connection.execute(ledger.select().order_by(ledger.c.id)).all()
            faults = [
                f"the text of an article ({row.sha256}) is not what was written"
                for row in connection.execution_options(yield_per=100).execute(
                    article_text.select().order_by(article_text.c.sha256)
                )
                if not _is_text(row.text, row.sha256)
            ]
        previous = _CHAIN_START
        for link in links:
            row = rows[link.kind].pop(link.subject, None)
            if row is None:
                faults.append(f"{link.kind} {link.subject} is gone")
            elif _chain(previous, link.kind, row) != link.sha256:
                faults.append(f"{link.kind} {link.subject} is not what was written")
            previous = link.sha256
        faults += [
            f"{name} {number} was never written by sanxref"
            for name, left in rows.items()
            for number in left
        ]
        return tuple(faults)

    def _migrate(self) -> None:
        config = Config()
        folder = Path(__file__).parent / "dispositions_migrations"
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        options = self.engine.execution_options(sqlite_begin="IMMEDIATE")
        with options.begin() as connection:
            if connection.dialect.name == "postgresql":
                # Two services may start at once. The number is this project's own.
                connection.execute(sa.text("SELECT pg_advisory_xact_lock(7266739)"))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def _chain(previous: str, kind: str, row: Mapping[str, Any]) -> str:
    # SQLAlchemy's names are a kind of text that JSON does not know.
    plain = {str(name): value for name, value in row.items()}
    content = msgspec.json.encode([previous, str(kind), plain], order="sorted")
    return hashlib.sha256(content).hexdigest()


def _is_text(text: str, key: str) -> bool:
    # Stores of 0001 took the hash before U+FFFD was put for NUL, which no database holds.
    return any(
        hashlib.sha256(one.encode()).hexdigest() == key
        for one in dict.fromkeys((text, text.replace("\ufffd", "\0")))
    )


def _open_engine(address: str) -> sa.Engine:
    url = sa.make_url(address)
    if url.get_backend_name() not in {"sqlite", "postgresql"}:
        raise sa.exc.ArgumentError(
            f"{url.get_backend_name()} is not supported: use sqlite or postgresql+psycopg"
        )
    # More connections than the threads of the web desk ever use at once.
    engine = sa.create_engine(url, pool_size=20, max_overflow=30)
    if url.get_backend_name() == "sqlite":
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - DB-API has no types
    connection.isolation_level = None  # transactions are begun by `_begin_sqlite`
    for pragma in (
        f"busy_timeout = {_BUSY_SECONDS * 1000}",
        "foreign_keys = ON",
        "journal_mode = WAL",
        "synchronous = FULL",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    kind = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {kind}")


def _first_line(exc: Exception) -> str:
    return (str(exc).strip() or type(exc).__name__).splitlines()[0]
