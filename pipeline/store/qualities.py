"""The measures of page pictures in the store, beside what was read: kept at take-in, looked up for the contact sheet."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select, update

from pipeline.store import tables as t
from pipeline.store.books import book_row
from pipeline.store.connection import Look, writing
from pipeline.store.failures import told
from pipeline.store.reading import measures_of


class Qualities(Look):
    """Measures of pages by name (``pipeline.retake``), in a store whose tables are current."""

    def of_book(self, book: str) -> dict[int, Mapping[str, float]]:
        """Return the measures of every page of a book by its id; those of a page that was never measured are empty.

        Raises:
            UsageError: there is no such book.
            StoreError: the store cannot be read.
        """
        with told(), self._engine.connect() as connection:
            of_book = t.pages.c.book_id == book_row(connection, book).id
            rows = connection.execute(select(t.pages.c.id, t.pages.c.quality).where(of_book))
            return {row.id: dict(row.quality) for row in rows}

    def keep(self, page_id: int, measures: Mapping[str, float]) -> None:
        """Add measures to those of a page; what reading it gave stays.

        Raises:
            StoreError: the store cannot be written.
        """
        with told(), writing(self._engine) as connection:
            both = {**measures_of(connection, page_id), **measures}
            connection.execute(update(t.pages).where(t.pages.c.id == page_id).values(quality=both))
