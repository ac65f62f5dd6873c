"""Make the first tables, and triggers that refuse every change of the history."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_HISTORY = (
    "report", "article_text", "alert", "alert_version", "designation_state",
    "designation_content", "disposition", "suppression", "approval", "revocation", "access",
    "ledger",
)  # fmt: skip

_SAID = "the history of review is only added to"


def upgrade() -> None:
    """Make tables and triggers."""
    _make_findings()
    _make_decisions()
    _make_records()
    _make_derived()
    dialect = op.get_bind().dialect.name
    for statement in _triggers(dialect):
        op.execute(statement)


def downgrade() -> None:
    """Refuse: it would drop decisions that have to be kept."""
    raise NotImplementedError("the first tables hold the history; drop the database by hand")


def _number() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True, autoincrement=True)


def _text(name: str, length: int | None = None, *, null: bool = False) -> sa.Column[str]:
    kind = sa.Text() if length is None else sa.String(length)
    return sa.Column(name, kind, nullable=null)


_KINDS = {
    "alert.id": sa.String(64),
    "report.id": sa.String(128),
    "article_text.sha256": sa.String(64),
}


def _tie(name: str, to: str, *, unique: bool = False) -> sa.Column[Any]:
    kind = _KINDS.get(to, sa.Integer())
    return sa.Column(name, kind, sa.ForeignKey(to), nullable=False, unique=unique or None)


def _make_findings() -> None:
    op.create_table(
        "report",
        sa.Column("id", sa.String(128), primary_key=True),
        _text("sha256", 64), _text("started", 32), _text("imported_at", 32),
        _text("imported_by"), _text("content"),
    )  # fmt: skip
    op.create_table(
        "article_text", sa.Column("sha256", sa.String(64), primary_key=True), _text("text")
    )
    op.create_table(
        "alert",
        sa.Column("id", sa.String(64), primary_key=True),
        _text("article_key"), _text("person_key"), _text("person"), _text("raised_at", 32),
    )  # fmt: skip
    op.create_index("ix_alert_article_key", "alert", ["article_key"])
    op.create_index("ix_alert_person_key", "alert", ["person_key"])
    op.create_table(
        "alert_version",
        _number(), _tie("alert", "alert.id"), _tie("report", "report.id"), _text("started", 32),
        _text("items"), _text("content"), _tie("text", "article_text.sha256"),
    )  # fmt: skip
    op.create_index("ix_alert_version_alert", "alert_version", ["alert"])
    op.create_table(
        "designation_state",
        _number(), _text("source", 64), _text("reference", 128), _text("sha256", 64, null=True),
        _text("at", 32),
    )  # fmt: skip
    op.create_index("ix_designation_state_key", "designation_state", ["source", "reference"])
    op.create_table(
        "designation_content",
        sa.Column("sha256", sa.String(64), primary_key=True), _text("content"),
    )  # fmt: skip


def _make_decisions() -> None:
    op.create_table(
        "disposition",
        _number(), _tie("alert", "alert.id"), _tie("version", "alert_version.id"),
        _text("outcome", 32), _text("items"), _text("author"), _text("at", 32), _text("reason"),
        sa.Column("needs_approval", sa.Boolean, nullable=False),
    )  # fmt: skip
    op.create_index("ix_disposition_alert", "disposition", ["alert"])
    op.create_table(
        "suppression",
        _number(), _tie("alert", "alert.id"), _tie("disposition", "disposition.id"),
        _text("person_key"), _text("person"), _text("source", 64), _text("reference", 128),
        _text("designation_sha256", 64), _text("scope", 16), _text("scope_value"),
        _text("author"), _text("at", 32), _text("reason"), _text("ends_on", 10),
        sa.Column("needs_approval", sa.Boolean, nullable=False),
    )  # fmt: skip
    op.create_index("ix_suppression_person_key", "suppression", ["person_key"])
    op.create_table(
        "approval",
        _number(), _text("subject_kind", 16), sa.Column("subject", sa.Integer, nullable=False),
        sa.Column("approved", sa.Boolean, nullable=False), _text("author"), _text("at", 32),
        _text("reason"), sa.UniqueConstraint("subject_kind", "subject", name="uq_approval_subject"),
    )  # fmt: skip
    op.create_table(
        "revocation",
        _number(), _tie("suppression", "suppression.id", unique=True), _text("author"),
        _text("at", 32), _text("reason"),
    )  # fmt: skip


def _make_records() -> None:
    op.create_table(
        "access", _number(), _text("at", 32), _text("user"), _text("event", 32), _text("remote")
    )
    op.create_table(
        "ledger",
        _number(), _text("kind", 32), sa.Column("subject", sa.Integer, nullable=False),
        _text("sha256", 64),
    )  # fmt: skip


def _make_derived() -> None:
    op.create_table(
        "alert_state",
        sa.Column("alert", sa.String(64), sa.ForeignKey("alert.id"), primary_key=True),
        _tie("version", "alert_version.id"), _text("status", 16), _text("outcome", 32, null=True),
        _text("proposed", 32, null=True), sa.Column("score", sa.Float, nullable=False),
        sa.Column("matches", sa.Integer, nullable=False),
        sa.Column("flagged", sa.Integer, nullable=False), _text("sources"),
        _text("article_source"), _text("cause", 32),
        sa.Column("hidden", sa.Integer, nullable=False), _text("hidden_by"),
        _text("hidden_until", 10, null=True),
        _text("changed_at", 32),
    )  # fmt: skip
    op.create_index("ix_alert_state_status", "alert_state", ["status"])
    op.create_index("ix_alert_state_hidden_until", "alert_state", ["hidden_until"])
    op.create_table(
        "session",
        sa.Column("token_sha256", sa.String(64), primary_key=True),
        _text("user"), _text("csrf", 64), _text("started", 32), _text("seen", 32),
    )  # fmt: skip


def _triggers(dialect: str) -> Iterator[str]:
    if dialect == "postgresql":
        yield (
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{_SAID}'; END $$"
        )
        for table in _HISTORY:
            yield (
                f"CREATE TRIGGER keep_{table} BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            )
        return
    for table in _HISTORY:
        for act in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER keep_{table}_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
            )
