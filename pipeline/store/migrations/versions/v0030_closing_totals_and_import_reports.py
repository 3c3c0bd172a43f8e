"""Closing totals of books and import reports of the ministry's system, which can only be added."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0002"

TABLES = ("closing_totals", "import_reports", "import_rows")
SQLITE_TRIGGER = """
CREATE TRIGGER {table}_refuse_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} are only ever added'); END
"""
POSTGRESQL_REFUSAL = """
CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{table} are only ever added'; END $$
"""
POSTGRESQL_TRIGGER = """
CREATE TRIGGER {table}_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()
"""


def upgrade() -> None:
    """Create the tables and the triggers that guard them."""
    op.create_table(
        "closing_totals",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("book_id", sa.Integer, nullable=False),
        sa.Column("cases", sa.Integer, nullable=False),
        sa.Column("pages", sa.Integer, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("when", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_closing_totals"),
        sa.ForeignKeyConstraint(["book_id"], ["books.id"], name="fk_closing_totals_book_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_closing_totals_book_id", "closing_totals", ["book_id"])
    op.create_table(
        "import_reports",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("book_id", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("register", sa.String(8), nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("when", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_import_reports"),
        sa.ForeignKeyConstraint(["book_id"], ["books.id"], name="fk_import_reports_book_id"),
        sa.UniqueConstraint("book_id", "sha256", name="uq_import_reports_book_id_sha256"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "import_rows",
        sa.Column("report_id", sa.Integer, nullable=False),
        sa.Column("line", sa.Integer, nullable=False),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("volume", sa.Text, nullable=False),
        sa.Column("accepted", sa.Boolean, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("report_id", "line", name="pk_import_rows"),
        sa.ForeignKeyConstraint(["report_id"], ["import_reports.id"], name="fk_import_rows_report_id"),
    )
    for table in TABLES:
        _guard(table)


def _guard(table: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(SQLITE_TRIGGER.format(table=table, verb="UPDATE"))
        op.execute(SQLITE_TRIGGER.format(table=table, verb="DELETE"))
    else:
        op.execute(POSTGRESQL_REFUSAL.format(table=table))
        op.execute(POSTGRESQL_TRIGGER.format(table=table))
