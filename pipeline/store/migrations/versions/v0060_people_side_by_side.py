"""Cases are with one person at a time, answers carry their evidence, and one shift leaves a note to the next."""

import sqlalchemy as sa
from alembic import op

from pipeline.store.migrations.append_only import guard

revision = "0060"
down_revision = "0040"


def upgrade() -> None:
    """Create the tables; nothing that is there changes."""
    op.create_table(
        "leases",
        sa.Column("entry_id", sa.Integer, nullable=False),
        sa.Column("holder", sa.Text, nullable=False),
        sa.Column("taken", sa.DateTime, nullable=False),
        sa.Column("until", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("entry_id", name="pk_leases"),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name="fk_leases_entry_id", ondelete="CASCADE"),
    )
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("decision_id", sa.Integer, nullable=False),
        sa.Column("asked", sa.Text, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("seen_on", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_evidence"),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name="fk_evidence_decision_id"),
        sa.UniqueConstraint("decision_id", name="uq_evidence_decision_id"),
        sqlite_autoincrement=True,
    )
    guard("evidence")
    op.create_table(
        "notes",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("book_id", sa.Integer, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("when", sa.DateTime, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notes"),
        sa.ForeignKeyConstraint(["book_id"], ["books.id"], name="fk_notes_book_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_notes_book_id", "notes", ["book_id"])
    guard("notes")
