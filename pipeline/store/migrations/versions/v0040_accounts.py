"""Accounts, sessions, and a log that can only be added to."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0030"

SQLITE_TRIGGER = """
CREATE TRIGGER audit_refuse_{verb} BEFORE {verb} ON audit
BEGIN SELECT RAISE(ABORT, 'the log is only ever added to'); END
"""
POSTGRESQL_REFUSAL = """
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the log is only ever added to'; END $$
"""
POSTGRESQL_TRIGGER = """
CREATE TRIGGER audit_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()
"""


def upgrade() -> None:
    """Create the tables; a store of before has no account, and its log begins now."""
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("roles", sa.JSON, nullable=False),
        sa.Column("password", sa.Text, nullable=False),
        sa.Column("must_change", sa.Boolean, nullable=False),
        sa.Column("wrong", sa.Integer, nullable=False),
        sa.Column("locked_until", sa.DateTime, nullable=True),
        sa.Column("disabled", sa.Boolean, nullable=False),
        sa.Column("seen", sa.DateTime, nullable=False),
        sa.Column("outside", sa.Text, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
        sa.UniqueConstraint("key", name="uq_accounts_key"),
        sa.UniqueConstraint("outside", name="uq_accounts_outside"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "sessions",
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("account_id", sa.Integer, nullable=False),
        sa.Column("way", sa.String(16), nullable=False),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("made", sa.DateTime, nullable=False),
        sa.Column("seen", sa.DateTime, nullable=False),
        sa.Column("ended", sa.DateTime, nullable=True),
        sa.PrimaryKeyConstraint("mark", name="pk_sessions"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_sessions_account_id"),
    )
    op.create_index("ix_sessions_account_id", "sessions", ["account_id"])
    _audit()


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("when", sa.Text, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("mark", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(SQLITE_TRIGGER.format(verb="UPDATE"))
        op.execute(SQLITE_TRIGGER.format(verb="DELETE"))
    else:
        op.execute(POSTGRESQL_REFUSAL)
        op.execute(POSTGRESQL_TRIGGER)
