"""Tables of people working side by side: leases, evidence, notes between shifts, approvals, second looks and planted proposals.

All but the leases are only ever added to; triggers of the migrations refuse everything else.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from pipeline.store.tables import Moment, metadata

# The row stays when a case is given back: its holder is the last person who had the case open.
leases = Table(
    "leases",
    metadata,
    Column("entry_id", ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True),
    Column("holder", Text, nullable=False),
    Column("taken", Moment, nullable=False),
    Column("until", Moment, nullable=False),
)

evidence = Table(
    "evidence",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("decision_id", ForeignKey("decisions.id"), nullable=False, unique=True),
    Column("asked", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("seen_on", Text, nullable=False),
    Column("text", Text, nullable=False),
    sqlite_autoincrement=True,
)

notes = Table(
    "notes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("book_id", ForeignKey("books.id"), nullable=False, index=True),
    Column("who", Text, nullable=False),
    Column("when", Moment, nullable=False),
    Column("text", Text, nullable=False),
    sqlite_autoincrement=True,
)

# ``upto`` is the newest decision on the entry at that moment: a later one makes the approval void.
approvals = Table(
    "approvals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("entry_id", ForeignKey("entries.id"), nullable=False, index=True),
    Column("upto", ForeignKey("decisions.id"), nullable=False),
    Column("who", Text, nullable=False),
    Column("when", Moment, nullable=False),
    sqlite_autoincrement=True,
)

# ``led_to`` is the decision that came of it, if one did.
rechecks = Table(
    "rechecks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("look", String(16), nullable=False),
    Column("decision_id", ForeignKey("decisions.id"), nullable=False, index=True),
    Column("verdict", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("when", Moment, nullable=False),
    Column("key", Text, nullable=False, unique=True),
    Column("led_to", ForeignKey("decisions.id"), nullable=True, unique=True),
    sqlite_autoincrement=True,
)

# A cell is named by the checksum of its delivered file, page and place: the rows outlive a reading anew.
seeds = Table(
    "seeds",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("book_id", ForeignKey("books.id"), nullable=False, index=True),
    Column("sha256", String(64), nullable=False),
    Column("page", Integer, nullable=False),
    Column("order", Integer, nullable=False),
    Column("column", String(64), nullable=False),
    Column("who", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("when", Moment, nullable=False),
    UniqueConstraint("sha256", "page", "order", "column", "person", name="uq_seeds_cell"),
    sqlite_autoincrement=True,
)

seed_outcomes = Table(
    "seed_outcomes",
    metadata,
    Column("seed_id", ForeignKey("seeds.id"), primary_key=True, autoincrement=False),
    Column("passed", Boolean, nullable=False),
    Column("when", Moment, nullable=False),
)
