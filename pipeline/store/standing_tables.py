"""The tables of what is said of whole books: closing totals and import reports. Rows are only ever added."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from pipeline.store.tables import Moment, metadata

# Triggers of migration 0030 refuse UPDATE and DELETE on all three.
closing_totals = Table(
    "closing_totals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("book_id", ForeignKey("books.id"), nullable=False),
    Column("cases", Integer, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("who", Text, nullable=False),
    Column("when", Moment, nullable=False),
    Index(None, "book_id"),
    sqlite_autoincrement=True,
)

import_reports = Table(
    "import_reports",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("book_id", ForeignKey("books.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("register", String(8), nullable=False),
    Column("who", Text, nullable=False),
    Column("when", Moment, nullable=False),
    UniqueConstraint("book_id", "sha256"),
    sqlite_autoincrement=True,
)

import_rows = Table(
    "import_rows",
    metadata,
    Column("report_id", ForeignKey("import_reports.id"), primary_key=True),
    Column("line", Integer, primary_key=True),
    Column("number", Text, nullable=False),
    Column("volume", Text, nullable=False),
    Column("accepted", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
)
