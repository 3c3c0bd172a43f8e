"""Counts what people have done: how far each entry is and since when, and when one person answered."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Subquery, and_, case, func, select

from pipeline.entries import OPEN_VERDICTS, PageState
from pipeline.store import tables as t
from pipeline.store.connection import Look
from pipeline.store.failures import told


@dataclass(frozen=True, slots=True)
class Stand:
    """How far one entry is.

    Attributes:
        book: name of its book.
        decided: columns of its form that a person has answered for good.
        set_aside: columns that a person has set aside.
        last: moment of the newest answer, None if there is none.
    """

    book: str
    decided: int
    set_aside: int
    last: datetime | None


class Tally(Look):
    """Counts of a store; it may be used from several threads and processes at once."""

    def forms(self) -> list[str]:
        """Return the names of the forms that entries were read with.

        Raises:
            StoreError: the store cannot be read.
        """
        with told(), self._engine.connect() as connection:
            return list(connection.execute(select(t.entries.c.form).distinct().order_by(t.entries.c.form)).scalars())

    def stands(self, form: str, columns: Collection[str]) -> list[Stand]:
        """Return how far every entry of a form is; only answers on these columns count.

        Raises:
            StoreError: the store cannot be read.
        """
        said = _newest()
        aside = said.c.verdict.in_(OPEN_VERDICTS)
        chosen = select(
            t.books.c.name.label("book"),
            func.sum(case((said.c.verdict.is_(None), 0), (aside, 0), else_=1)).label("decided"),
            func.sum(case((aside, 1), else_=0)).label("aside"),
            func.max(said.c.when).label("last"),
        )
        mine = and_(said.c.entry_id == t.entries.c.id, said.c.column.in_(list(columns)))
        joined = t.entries.join(t.pages).join(t.books).outerjoin(said, mine)
        chosen = chosen.select_from(joined).where(t.entries.c.form == form).group_by(t.entries.c.id, t.books.c.name)
        with told(), self._engine.connect() as connection:
            return [
                Stand(row.book, int(row.decided), int(row.aside), row.last)
                for row in connection.execute(chosen.order_by(t.entries.c.id))
            ]

    def answers(self, who: str) -> list[tuple[datetime, int, str, str]]:
        """Return when one person answered, on which entry and column, and the entry's form; oldest first.

        Raises:
            StoreError: the store cannot be read.
        """
        chosen = select(t.decisions.c.when, t.decisions.c.entry_id, t.decisions.c.column, t.entries.c.form)
        chosen = chosen.join(t.entries).where(t.decisions.c.who == who)
        with told(), self._engine.connect() as connection:
            rows: Any = connection.execute(chosen.order_by(t.decisions.c.when, t.decisions.c.id))
            return [(row.when, row.entry_id, row.column, row.form) for row in rows]

    def pages(self, state: PageState) -> dict[str, int]:
        """Return the number of pages in a state by book; books without any are not named.

        Raises:
            StoreError: the store cannot be read.
        """
        chosen = select(t.books.c.name, func.count().label("n")).select_from(t.pages.join(t.books))
        chosen = chosen.where(t.pages.c.state == state).group_by(t.books.c.name).order_by(t.books.c.name)
        with told(), self._engine.connect() as connection:
            return {row.name: row.n for row in connection.execute(chosen)}


def _newest() -> Subquery:
    """Return the newest answer on each cell."""
    ids = select(func.max(t.decisions.c.id)).group_by(t.decisions.c.entry_id, t.decisions.c.column)
    of_cell = (t.decisions.c.entry_id, t.decisions.c.column, t.decisions.c.verdict, t.decisions.c.when)
    return select(*of_cell).where(t.decisions.c.id.in_(ids)).subquery()
