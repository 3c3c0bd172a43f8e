"""A second person approves a case, types a cell again, judges between two answers, or looks at a sample."""

import sqlalchemy as sa
from alembic import op

from pipeline.store.migrations.append_only import guard

revision = "0061"
down_revision = "0060"


def upgrade() -> None:
    """Create the tables; nothing that is there changes."""
    op.create_table(
        "approvals",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("entry_id", sa.Integer, nullable=False),
        sa.Column("upto", sa.Integer, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("when", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_approvals"),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name="fk_approvals_entry_id"),
        sa.ForeignKeyConstraint(["upto"], ["decisions.id"], name="fk_approvals_upto"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_approvals_entry_id", "approvals", ["entry_id"])
    guard("approvals")
    op.create_table(
        "rechecks",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("look", sa.String(16), nullable=False),
        sa.Column("decision_id", sa.Integer, nullable=False),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("when", sa.DateTime, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("led_to", sa.Integer, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_rechecks"),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name="fk_rechecks_decision_id"),
        sa.ForeignKeyConstraint(["led_to"], ["decisions.id"], name="fk_rechecks_led_to"),
        sa.UniqueConstraint("key", name="uq_rechecks_key"),
        sa.UniqueConstraint("led_to", name="uq_rechecks_led_to"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_rechecks_decision_id", "rechecks", ["decision_id"])
    guard("rechecks")
