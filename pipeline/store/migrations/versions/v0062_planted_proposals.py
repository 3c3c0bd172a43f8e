"""An office may have wrong proposals planted, to learn whether proposals are looked at."""

import sqlalchemy as sa
from alembic import op

from pipeline.store.migrations.append_only import guard

revision = "0062"
down_revision = "0061"


def upgrade() -> None:
    """Create the tables; nothing that is there changes."""
    op.create_table(
        "seeds",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("book_id", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("page", sa.Integer, nullable=False),
        sa.Column("order", sa.Integer, nullable=False),
        sa.Column("column", sa.String(64), nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("when", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_seeds"),
        sa.ForeignKeyConstraint(["book_id"], ["books.id"], name="fk_seeds_book_id"),
        sa.UniqueConstraint("sha256", "page", "order", "column", "person", name="uq_seeds_cell"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_seeds_book_id", "seeds", ["book_id"])
    guard("seeds")
    op.create_table(
        "seed_outcomes",
        sa.Column("seed_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("passed", sa.Boolean, nullable=False),
        sa.Column("when", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("seed_id", name="pk_seed_outcomes"),
        sa.ForeignKeyConstraint(["seed_id"], ["seeds.id"], name="fk_seed_outcomes_seed_id"),
    )
    guard("seed_outcomes")
