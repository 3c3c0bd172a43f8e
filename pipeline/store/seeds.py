"""Keeps what was planted for whom, and what became of it. Rows are only ever added."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, insert, select

from pipeline.entries import Decision, Entry
from pipeline.store import audit
from pipeline.store import tables as t
from pipeline.store.books import book_row
from pipeline.store.connection import writing
from pipeline.store.failures import told
from pipeline.store.shift_tables import seed_outcomes, seeds
from pipeline.teamwork import person_key


class Seeds:
    """Wrong proposals by cell and clerk. A cell is named by its picture, which no reading anew changes."""

    def __init__(self, engine: Engine) -> None:
        """Use the engine of a store."""
        self._engine = engine

    def plant(self, entry: Entry, column: str, who: str, text: str) -> str:
        """Write down what is planted in a cell for a clerk; return what is to be shown there.

        Returns:
            The text planted first, if it was before; '' if it was answered already or ``text`` is.

        Raises:
            StoreError: the store cannot be written.
        """
        with told(), writing(self._engine) as connection:
            found = self._found(connection, entry, column, who)
            if found is not None:
                return "" if self._answered(connection, found.id) else str(found.text)
            if not text:
                return ""
            book = book_row(connection, entry.page.book).id
            said = {"text": text, "when": datetime.now(UTC)}
            connection.execute(insert(seeds).values(book_id=book, **_cell(entry, column, who), **said))
            return text

    def planted(self, entry_id: int, column: str, who: str) -> str:
        """Return what was ever planted in a cell for a clerk, '' if nothing was.

        Raises:
            StoreError: the store cannot be read.
        """
        there = (seeds.c.sha256 == t.pages.c.sha256) & (seeds.c.page == t.pages.c.number)
        chosen = select(seeds.c.text).join(t.pages, there)
        chosen = chosen.join(t.entries, (t.entries.c.page_id == t.pages.c.id) & (t.entries.c.order == seeds.c.order))
        of_cell = (t.entries.c.id == entry_id, seeds.c.column == column, seeds.c.person == person_key(who))
        with told(), self._engine.connect() as connection:
            return connection.execute(chosen.where(*of_cell)).scalar() or ""

    def settle(self, entry: Entry, decision: Decision, *, passed: bool) -> None:
        """Write down whether a clerk let pass what was planted; the first answer is the one that tells.

        Raises:
            StoreError: the store cannot be written.
        """
        with told(), writing(self._engine) as connection:
            found = self._found(connection, entry, decision.column, decision.who)
            if found is not None and not self._answered(connection, found.id):
                said = {"seed_id": found.id, "passed": passed, "when": decision.when}
                connection.execute(insert(seed_outcomes).values(**said))

    def outcomes(self, book: str) -> dict[str, tuple[int, int]]:
        """Return how many planted proposals each clerk let pass, and of how many that were answered.

        Raises:
            StoreError: the store cannot be read.
        """
        chosen = select(seeds.c.who, seed_outcomes.c.passed).select_from(seeds).join(seed_outcomes).join(t.books)
        counted: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
        with told(), self._engine.connect() as connection:
            for row in connection.execute(chosen.where(t.books.c.name == book)):
                passed, answered = counted[row.who]
                counted[row.who] = passed + row.passed, answered + 1
        return dict(counted)

    def log_choice(self, share: float, who: str) -> None:
        """Write into the log that somebody chose which share is planted.

        Raises:
            StoreError: the store cannot be written.
        """
        with told(), writing(self._engine) as connection:
            audit.add(connection, "seeding", who, {"share": share})

    def _found(self, connection: Connection, entry: Entry, column: str, who: str) -> Row[Any] | None:
        cell = _cell(entry, column, who)
        names = ("sha256", "page", "order", "column", "person")
        return connection.execute(select(seeds).where(*(seeds.c[name] == cell[name] for name in names))).first()

    def _answered(self, connection: Connection, seed: int) -> bool:
        return connection.execute(select(seed_outcomes).where(seed_outcomes.c.seed_id == seed)).first() is not None


def _cell(entry: Entry, column: str, who: str) -> dict[str, Any]:
    where = {"sha256": entry.page.sha256, "page": entry.page.number, "order": entry.order, "column": column}
    return where | {"who": who, "person": person_key(who)}
