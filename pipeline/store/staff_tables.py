"""The tables of accounts, sessions and the log; a part of the same store as ``pipeline.store.tables``."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Integer, String, Table, Text

from pipeline.store.tables import Moment, metadata

accounts = Table(
    "accounts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("key", Text, nullable=False, unique=True),
    Column("roles", JSON, nullable=False),
    Column("password", Text, nullable=False),
    Column("must_change", Boolean, nullable=False),
    Column("wrong", Integer, nullable=False),
    Column("locked_until", Moment, nullable=True),
    Column("disabled", Boolean, nullable=False),
    Column("seen", Moment, nullable=False),
    Column("outside", Text, nullable=True, unique=True),
    sqlite_autoincrement=True,
)

# Only a hash of the browser's token: who reads the store cannot go on with a session.
sessions = Table(
    "sessions",
    metadata,
    Column("mark", String(64), primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False, index=True),
    Column("way", String(16), nullable=False),
    Column("origin", Text, nullable=False),
    Column("made", Moment, nullable=False),
    Column("seen", Moment, nullable=False),
    Column("ended", Moment, nullable=True),
)

# Triggers of its migration refuse UPDATE and DELETE here.
audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("when", Text, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("who", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("mark", String(64), nullable=False),
)
