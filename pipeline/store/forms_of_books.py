"""Gives a book another form without touching what people decided: only pages without any decision are to be read anew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

from sqlalchemy import ColumnElement, Connection, Engine, func, select, update

from pipeline.config import Config
from pipeline.entries import Entry, PageState
from pipeline.store import audit
from pipeline.store import tables as t
from pipeline.store.books import book_row
from pipeline.store.connection import connect, writing
from pipeline.store.database import Database
from pipeline.store.failures import told
from pipeline.store.reading import decided_on, let_go, mark_page
from pipeline.store.rows import entries_of


class FormsOfBooks:
    """The forms of the books of a store, over the same tables as ``Database``."""

    def __init__(self, engine: Engine, config: Config) -> None:
        """Use an engine whose tables are current."""
        self._engine = engine
        self._pictures = config.pictures

    @classmethod
    def open(cls, config: Config) -> Self:
        """Open the store of an installation, making it on first use.

        Raises:
            StoreError: it cannot be opened.
        """
        Database.open(config).close()
        return cls(connect(config.store_url), config)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def change(self, book: str, form: str, who: str) -> tuple[int, list[Entry]]:
        """Give a book a form; return how many pages now wait for the machine, and the entries that stay as they were read.

        The log says who did it, and which form it was before.

        A page without any decision waits again, and what the machine read of it goes: a screen that still shows one of its
        entries cannot answer it any more. A page with a decision stays whole, with all its entries and their form.

        Raises:
            UsageError: there is no such book.
            StoreError: the store cannot be written.
        """
        with told(), writing(self._engine) as connection:
            row = book_row(connection, book)
            book_id = row.id
            audit.add(connection, "form", who, {"book": book, "before": row.form, "after": form})
            connection.execute(update(t.books).where(t.books.c.id == book_id).values(form=form))
            of_book = select(t.pages.c.id).where(t.pages.c.book_id == book_id)
            free = of_book.where(~decided_on(t.pages.c.id))
            for page_id in list(connection.execute(free).scalars()):
                let_go(connection, page_id)
                mark_page(connection, page_id, {"state": PageState.WAITING, "reason": "", "form": ""})
            waiting = _count(connection, t.pages.c.book_id == book_id, t.pages.c.state == PageState.WAITING)
            kept = t.pages.c.id.in_(of_book.where(decided_on(t.pages.c.id)))
            return waiting, entries_of(connection, self._pictures, kept)

    def decided_columns(self, form: str) -> Mapping[str, int]:
        """Return the columns with decisions on entries that were read with a form, each with the number of those entries.

        Raises:
            StoreError: the store cannot be read.
        """
        counted = func.count(t.decisions.c.entry_id.distinct())
        chosen = select(t.decisions.c.column, counted).join(t.entries).where(t.entries.c.form == form)
        with told(), self._engine.connect() as connection:
            rows = connection.execute(chosen.group_by(t.decisions.c.column))
            return {row[0]: row[1] for row in rows}


def _count(connection: Connection, *where: ColumnElement[bool]) -> int:
    return connection.execute(select(func.count()).select_from(t.pages).where(*where)).scalar_one()
