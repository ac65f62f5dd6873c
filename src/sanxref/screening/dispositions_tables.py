"""Tables of the review database, the same in SQLite and PostgreSQL.

Instants are text (RFC 3339 in UTC, always of one length) and so are dates, so that both databases
hold the same bytes and sort them the same way. Content is JSON as text.

`HISTORY` is only ever added to: triggers of the database refuse every change (migrations), and
the ledger chains a hash over every row, so that a change behind the triggers' back shows.
`alert_state` is derived from them and can be made again; `session` is of the web desk.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

__all__ = [
    "HISTORY",
    "METADATA",
    "access",
    "alert",
    "alert_state",
    "alert_version",
    "approval",
    "article_text",
    "designation_content",
    "designation_state",
    "disposition",
    "ledger",
    "report",
    "revocation",
    "session",
    "suppression",
    "voiding",
]

METADATA = MetaData()

report = Table(
    "report",
    METADATA,
    Column("id", String(128), primary_key=True),  # id of the run
    Column("sha256", String(64), nullable=False),
    Column("started", String(32), nullable=False),
    Column("imported_at", String(32), nullable=False),
    Column("imported_by", Text, nullable=False),
    Column("content", Text, nullable=False),  # run, lists and summary of the report
)

article_text = Table(
    "article_text",
    METADATA,
    Column("sha256", String(64), primary_key=True),  # of the text as screened
    Column("text", Text, nullable=False),
)

alert = Table(
    "alert",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("article_key", Text, nullable=False, index=True),
    Column("person_key", Text, nullable=False, index=True),
    Column("person", Text, nullable=False),
    Column("raised_at", String(32), nullable=False),
)

alert_version = Table(
    "alert_version",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("alert", ForeignKey("alert.id"), nullable=False, index=True),
    Column("report", ForeignKey("report.id"), nullable=False),
    Column("started", String(32), nullable=False),  # of the run
    Column("items", Text, nullable=False),
    Column("content", Text, nullable=False),  # ReportArticle without its text
    Column("text", ForeignKey("article_text.sha256"), nullable=False),
)

designation_state = Table(
    "designation_state",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("source", String(64), nullable=False),
    Column("reference", String(128), nullable=False),
    Column("sha256", String(64), nullable=True),  # null: no longer on the list
    Column("at", String(32), nullable=False),
    Index("ix_designation_state_key", "source", "reference"),
)

designation_content = Table(
    "designation_content",
    METADATA,
    Column("sha256", String(64), primary_key=True),
    Column("content", Text, nullable=False),
)

disposition = Table(
    "disposition",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("alert", ForeignKey("alert.id"), nullable=False, index=True),
    Column("version", ForeignKey("alert_version.id"), nullable=False),
    Column("outcome", String(32), nullable=False),
    Column("items", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("reason", Text, nullable=False),
    Column("needs_approval", Boolean, nullable=False),
)

suppression = Table(
    "suppression",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("alert", ForeignKey("alert.id"), nullable=False),
    Column("disposition", ForeignKey("disposition.id"), nullable=False),
    Column("person_key", Text, nullable=False, index=True),
    Column("person", Text, nullable=False),
    Column("source", String(64), nullable=False),
    Column("reference", String(128), nullable=False),
    Column("designation_sha256", String(64), nullable=False),
    Column("scope", String(16), nullable=False),
    Column("scope_value", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("reason", Text, nullable=False),
    Column("ends_on", String(10), nullable=False),
    Column("needs_approval", Boolean, nullable=False),
)

approval = Table(
    "approval",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("subject_kind", String(16), nullable=False),  # disposition or suppression
    Column("subject", Integer, nullable=False),
    Column("approved", Boolean, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("reason", Text, nullable=False),
    UniqueConstraint("subject_kind", "subject", name="uq_approval_subject"),
)

revocation = Table(
    "revocation",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("suppression", ForeignKey("suppression.id"), nullable=False, unique=True),
    Column("author", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("reason", Text, nullable=False),
)

voiding = Table(
    "voiding",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("suppression", ForeignKey("suppression.id"), nullable=False, unique=True),
    Column("at", String(32), nullable=False),
    Column("reason", Text, nullable=False),  # names the change
)

access = Table(
    "access",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", String(32), nullable=False),
    Column("user", Text, nullable=False),
    Column("event", String(32), nullable=False),
    Column("remote", Text, nullable=False),
)

ledger = Table(
    "ledger",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("kind", String(32), nullable=False),
    Column("subject", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
)

alert_state = Table(
    "alert_state",
    METADATA,
    Column("alert", ForeignKey("alert.id"), primary_key=True),
    Column("version", ForeignKey("alert_version.id"), nullable=False),
    Column("status", String(16), nullable=False, index=True),
    Column("outcome", String(32), nullable=True),
    Column("proposed", String(32), nullable=True),
    Column("score", Float, nullable=False),
    Column("matches", Integer, nullable=False),
    Column("flagged", Integer, nullable=False),
    Column("sources", Text, nullable=False),  # list sources between spaces
    Column("article_source", Text, nullable=False),
    Column("cause", String(32), nullable=False),
    Column("hidden", Integer, nullable=False),
    Column("hidden_by", Text, nullable=False),  # numbers of suppressions between spaces
    Column("hidden_until", String(10), nullable=True, index=True),
    Column("changed_at", String(32), nullable=False),
)

session = Table(
    "session",
    METADATA,
    Column("token_sha256", String(64), primary_key=True),
    Column("user", Text, nullable=False),
    Column("csrf", String(64), nullable=False),
    Column("started", String(32), nullable=False),
    Column("seen", String(32), nullable=False),
)

HISTORY = (
    report, article_text, alert, alert_version, designation_state, designation_content,
    disposition, suppression, approval, revocation, voiding, access, ledger,
)  # fmt: skip
"""Tables that are only added to."""
