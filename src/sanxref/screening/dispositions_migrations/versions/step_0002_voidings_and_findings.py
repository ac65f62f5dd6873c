"""Record for good which suppressions are void, and chain what was found in the ledger."""

import hashlib

import msgspec
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_SAID = "the history of review is only added to"


def upgrade() -> None:
    """Make the table of voidings; enter every alert as it was raised in the ledger."""
    op.create_table(
        "voiding",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column(
            "suppression", sa.Integer, sa.ForeignKey("suppression.id"), nullable=False, unique=True
        ),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER keep_voiding BEFORE UPDATE OR DELETE OR TRUNCATE ON voiding "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
    else:
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER keep_voiding_{act.lower()} BEFORE {act} ON voiding "
                f"BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
            )
    _enter_versions(op.get_bind())
    # Folded again as soon as the queue is read: a suppression that waits stands there from now on.
    op.execute(
        "UPDATE alert_state SET hidden_until = '0001-01-01' WHERE alert IN "
        "(SELECT alert FROM suppression WHERE needs_approval)"
    )


def downgrade() -> None:
    """Refuse: it would drop records that have to be kept."""
    raise NotImplementedError("the ledger cannot forget; drop the database by hand")


def _enter_versions(connection: sa.Connection) -> None:
    last = connection.execute(sa.text("SELECT sha256 FROM ledger ORDER BY id DESC LIMIT 1"))
    previous = last.scalar() or "0" * 64
    rows = connection.execute(sa.text("SELECT * FROM alert_version ORDER BY id")).mappings().all()
    for row in rows:
        plain = {str(name): value for name, value in row.items()}
        content = msgspec.json.encode([previous, "alert_version", plain], order="sorted")
        previous = hashlib.sha256(content).hexdigest()
        connection.execute(
            sa.text(
                "INSERT INTO ledger (kind, subject, sha256) VALUES ('alert_version', :id, :sha256)"
            ),
            {"id": row["id"], "sha256": previous},
        )
