"""Books, scans, pages, entries, readings, and decisions that can only be added."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

SQLITE_TRIGGER = """
CREATE TRIGGER decisions_refuse_{verb} BEFORE {verb} ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions are only ever added'); END
"""
POSTGRESQL_REFUSAL = """
CREATE FUNCTION decisions_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'decisions are only ever added'; END $$
"""
POSTGRESQL_TRIGGER = """
CREATE TRIGGER decisions_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON decisions
FOR EACH STATEMENT EXECUTE FUNCTION decisions_refuse()
"""


def upgrade() -> None:
    """Create all tables and the triggers that guard the decisions."""
    _books_and_pages()
    _entries_and_readings()
    _decisions()


def _books_and_pages() -> None:
    op.create_table(
        "books",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("commune", sa.Text, nullable=False),
        sa.Column("district", sa.Text, nullable=False),
        sa.Column("province", sa.Text, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("volume", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_books"),
        sa.UniqueConstraint("name", name="uq_books_name"),
    )
    op.create_table(
        "scans",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("delivered", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_scans"),
    )
    op.create_table(
        "pages",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("book_id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("picture", sa.Text, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("trail", sa.JSON, nullable=False),
        sa.Column("quality", sa.JSON, nullable=False),
        sa.Column("versions", sa.JSON, nullable=False),
        sa.Column("seconds", sa.Float, nullable=False),
        sa.Column("width", sa.Integer, nullable=False),
        sa.Column("height", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pages"),
        sa.ForeignKeyConstraint(["book_id"], ["books.id"], name="fk_pages_book_id"),
        sa.ForeignKeyConstraint(["sha256"], ["scans.sha256"], name="fk_pages_sha256"),
        sa.UniqueConstraint("book_id", "sha256", "place", name="uq_pages_book_id_sha256_place"),
        sa.UniqueConstraint("book_id", "number", name="uq_pages_book_id_number"),
        sqlite_autoincrement=True,
    )


def _entries_and_readings() -> None:
    op.create_table(
        "entries",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("page_id", sa.Integer, nullable=False),
        sa.Column("order", sa.Integer, nullable=False),
        sa.Column("form", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_entries"),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_entries_page_id"),
        sa.UniqueConstraint("page_id", "order", name="uq_entries_page_id_order"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "readings",
        sa.Column("entry_id", sa.Integer, nullable=False),
        sa.Column("column", sa.String(64), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("ink", sa.String(16), nullable=False),
        sa.Column("x", sa.Integer, nullable=False),
        sa.Column("y", sa.Integer, nullable=False),
        sa.Column("w", sa.Integer, nullable=False),
        sa.Column("h", sa.Integer, nullable=False),
        sa.Column("alternatives", sa.JSON, nullable=False),
        sa.Column("reasons", sa.JSON, nullable=False),
        sa.Column("normal", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("entry_id", "column", name="pk_readings"),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name="fk_readings_entry_id"),
    )


def _decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("entry_id", sa.Integer, nullable=False),
        sa.Column("column", sa.String(64), nullable=False),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("when", sa.DateTime, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("proposal", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name="fk_decisions_entry_id"),
        sa.UniqueConstraint("key", name="uq_decisions_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_decisions_entry_id_column", "decisions", ["entry_id", "column"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute(SQLITE_TRIGGER.format(verb="UPDATE"))
        op.execute(SQLITE_TRIGGER.format(verb="DELETE"))
    else:
        op.execute(POSTGRESQL_REFUSAL)
        op.execute(POSTGRESQL_TRIGGER)
