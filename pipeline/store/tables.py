"""The tables of the store. What a released version wrote is described by the migrations; this is the newest state."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC. Kept without a zone, because SQLite has none; comes back with one."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC without its zone; one without a zone is taken to be UTC."""
        if value is None or value.tzinfo is None:
            return value
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment with the zone UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

books = Table(
    "books",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("form", Text, nullable=False),
    Column("commune", Text, nullable=False),
    Column("district", Text, nullable=False),
    Column("province", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("volume", Text, nullable=False),
)

scans = Table(
    "scans",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("delivered", Text, nullable=False),
)

# Numbers of pages and entries are never given twice (AUTOINCREMENT): a screen left open over a second reading must
# not put a decision on another case that happened to get the old number.
pages = Table(
    "pages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("book_id", ForeignKey("books.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("source", Text, nullable=False),
    Column("sha256", ForeignKey("scans.sha256"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("picture", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("reason", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("trail", JSON, nullable=False),
    Column("quality", JSON, nullable=False),
    Column("versions", JSON, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    UniqueConstraint("book_id", "sha256", "place"),
    UniqueConstraint("book_id", "number"),
    sqlite_autoincrement=True,
)

entries = Table(
    "entries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("page_id", ForeignKey("pages.id"), nullable=False),
    Column("order", Integer, nullable=False),
    Column("form", Text, nullable=False),
    UniqueConstraint("page_id", "order"),
    sqlite_autoincrement=True,
)

readings = Table(
    "readings",
    metadata,
    Column("entry_id", ForeignKey("entries.id"), primary_key=True),
    Column("column", String(64), primary_key=True),
    Column("text", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("ink", String(16), nullable=False),
    Column("x", Integer, nullable=False),
    Column("y", Integer, nullable=False),
    Column("w", Integer, nullable=False),
    Column("h", Integer, nullable=False),
    Column("alternatives", JSON, nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("normal", Text, nullable=False),
    Column("read", JSON, nullable=False, server_default="[]"),
)

# Triggers of the first migration refuse UPDATE and DELETE here.
decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("entry_id", ForeignKey("entries.id"), nullable=False),
    Column("column", String(64), nullable=False),
    Column("verdict", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("when", Moment, nullable=False),
    Column("key", Text, nullable=False, unique=True),
    Column("proposal", Text, nullable=False),
    Index(None, "entry_id", "column"),
    sqlite_autoincrement=True,
)
