"""The store in a database: SQLite beside the pictures, or PostgreSQL by address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, Engine, func, insert, select

from pipeline.config import Config
from pipeline.entries import Book, Decision, Entry, NewPage, Page, PageState, Reading, ReadPage
from pipeline.errors import StoreError, UsageError
from pipeline.store import Progress
from pipeline.store import tables as t
from pipeline.store.books import book_row, correct_book, gains, keep_book
from pipeline.store.checks import Checks
from pipeline.store.connection import connect, writing
from pipeline.store.deciding import keep_decision
from pipeline.store.failures import told
from pipeline.store.progress import progress_of
from pipeline.store.reading import keep_read, keep_weighed, mark_page, unweighed_books
from pipeline.store.rows import book_of, decision_of, entries_of, page_of, page_row
from pipeline.store.schema import bring_up, is_current


class Database:
    """A store in a database; it may be used from several threads and processes at once."""

    def __init__(self, engine: Engine, pictures: Path) -> None:
        """Use an engine whose tables are current; ``pictures`` is the folder that page pictures lie below."""
        self._engine = engine
        self._pictures = pictures

    @classmethod
    def open(cls, config: Config) -> Self:
        """Open the store of an installation; make it, or bring its tables up, where needed.

        Raises:
            StoreError: it cannot be opened, or a newer program has written it.
            MissingPart: its address needs a driver that is not installed.
        """
        with told():
            config.home.mkdir(parents=True, exist_ok=True)
            config.pictures.mkdir(exist_ok=True)
            store = cls(connect(config.store_url), config.pictures)
            try:
                store._bring_up()
            except BaseException:
                store.close()
                raise
        return store

    def _bring_up(self) -> None:
        with self._engine.connect() as connection:
            current = is_current(connection)
        if not current:
            with self._writing() as connection:
                bring_up(connection)

    @property
    def engine(self) -> Engine:
        """The engine, for other parts of the store over the same tables."""
        return self._engine

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def books(self) -> list[Book]:
        """Return all books by name.

        Raises:
            StoreError: the store cannot be read.
        """
        with told(), self._engine.connect() as connection:
            return [book_of(row) for row in connection.execute(select(t.books).order_by(t.books.c.name))]

    def book(self, name: str) -> Book:
        """Return one book.

        Raises:
            UsageError: there is none of that name; the nearest one is named.
            StoreError: the store cannot be read.
        """
        with told(), self._engine.connect() as connection:
            return book_of(book_row(connection, name))

    def check_book(self, book: Book) -> None:
        """Refuse what ``add_book`` would refuse, and keep nothing.

        Raises:
            UsageError: what is said of the book makes no sense, or is not what the store knows.
            StoreError: the store cannot be read.
        """
        with told(), self._engine.connect() as connection:
            gains(connection, book)

    def add_book(self, book: Book) -> Book:
        """Add a book, or fill in what an existing one does not say yet; return it as stored.

        The form may be another one as long as no page is read with one.

        Raises:
            UsageError: what is said of the book makes no sense, or differs from what the store knows, or a page was read
                with another form.
            StoreError: the store cannot be written.
        """
        with told(), self._writing() as connection:
            return keep_book(connection, book)

    def correct_book(self, name: str, changes: Mapping[str, str | int]) -> Book:
        """Change particulars of a book, by column; return it as stored. Pages, readings and decisions stay as they are.

        Raises:
            UsageError: there is no such book, or a particular makes no sense.
            StoreError: the store cannot be written.
        """
        with told(), self._writing() as connection:
            return correct_book(connection, name, changes)

    def add_pages(self, book: str, pages: Sequence[NewPage]) -> int:
        """Add the pages of one delivered file in one transaction; return how many were new to the book.

        Raises:
            UsageError: there is no such book.
            StoreError: the store cannot be written.
        """
        with told(), self._writing() as connection:
            book_id = book_row(connection, book).id
            held = select(t.pages.c.sha256, t.pages.c.place).where(t.pages.c.book_id == book_id)
            known = {(row.sha256, row.place) for row in connection.execute(held)}
            new = [page for page in pages if (page.sha256, page.index) not in known]
            last = connection.execute(select(func.max(t.pages.c.number)).where(t.pages.c.book_id == book_id)).scalar()
            for number, page in enumerate(new, (last or 0) + 1):
                self._add_page(connection, book_id, number, page)
            return len(new)

    def _add_page(self, connection: Connection, book_id: int, number: int, page: NewPage) -> None:
        if connection.execute(select(t.scans.c.sha256).where(t.scans.c.sha256 == page.sha256)).first() is None:
            delivered = self._relative(page.delivered)
            connection.execute(insert(t.scans).values(sha256=page.sha256, delivered=delivered))
        row = page_row(page, self._relative(page.picture))
        connection.execute(insert(t.pages).values(book_id=book_id, number=number, **row))

    def pages(self, book: str | None = None, state: PageState | None = None) -> list[Page]:
        """Return pages in book order.

        Raises:
            UsageError: there is no such book.
            StoreError: the store cannot be read.
        """
        chosen = self._pages_chosen()
        with told(), self._engine.connect() as connection:
            if book is not None:
                chosen = chosen.where(t.pages.c.book_id == book_row(connection, book).id)
            if state is not None:
                chosen = chosen.where(t.pages.c.state == state)
            rows = connection.execute(chosen.order_by(t.books.c.name, t.pages.c.number))
            return [page_of(row, self._pictures) for row in rows]

    def page(self, page_id: int) -> Page:
        """Return one page.

        Raises:
            UsageError: there is no such page.
            StoreError: the store cannot be read.
        """
        with told(), self._engine.connect() as connection:
            row = connection.execute(self._pages_chosen().where(t.pages.c.id == page_id)).first()
        if row is None:
            raise UsageError(f"Kho không có trang số {page_id}.")
        return page_of(row, self._pictures)

    def store_read(self, page_id: int, read: ReadPage, versions: Mapping[str, str]) -> None:
        """Keep what was read of a page, whole or not at all.

        Entries keep their numbers when a page is read again. An entry that is no longer found goes, unless a person
        has decided anything on it.

        Raises:
            UsageError: there is no such page.
            StoreError: the store cannot be written.
        """
        with told(), self._writing() as connection:
            keep_read(connection, page_id, read, versions)

    def store_weighed(self, weighed: Mapping[tuple[int, str], tuple[Reading, Reading]]) -> None:
        """Put weighed readings in place of those they were weighed from, all or none; cells read anew meanwhile stay.

        Raises:
            StoreError: the store cannot be written.
        """
        with told(), self._writing() as connection:
            keep_weighed(connection, weighed)

    def unweighed(self) -> list[str]:
        """Return the books that were read and not weighed since, because the program was stopped in between.

        Raises:
            StoreError: the store cannot be read.
        """
        with told(), self._engine.connect() as connection:
            return unweighed_books(connection)

    def fail(self, page_id: int, reason: str) -> None:
        """Mark a page as failed with its reason; what was read of it before stays.

        Raises:
            UsageError: there is no such page.
            StoreError: the store cannot be written.
        """
        with told(), self._writing() as connection:
            mark_page(connection, page_id, {"state": PageState.FAILED, "reason": reason})

    def entries(self, book: str) -> list[Entry]:
        """Return the entries of a book in page order with readings and newest decisions.

        Raises:
            UsageError: there is no such book.
            StoreError: the store cannot be read.
        """
        with told(), self._engine.connect() as connection:
            book_id = book_row(connection, book).id
            return entries_of(connection, self._pictures, t.pages.c.book_id == book_id)

    def entry(self, entry_id: int) -> Entry:
        """Return one entry.

        Raises:
            UsageError: there is no such entry.
            StoreError: the store cannot be read.
        """
        with told(), self._engine.connect() as connection:
            found = entries_of(connection, self._pictures, t.entries.c.id == entry_id)
        if not found:
            raise UsageError(f"Kho không có trường hợp số {entry_id}.")
        return found[0]

    def decide(self, entry_id: int, decision: Decision) -> bool:
        """Add a decision and its line of the log, both safe on disk when this returns; False if its key was already stored.

        Raises:
            UsageError: there is no such entry.
            StoreError: the store cannot be written.
            UsedKey: the key was used for something else.
        """
        with told(), self._writing() as connection:
            return keep_decision(connection, entry_id, decision)

    def history(self, entry_id: int) -> list[Decision]:
        """Return every decision on an entry, oldest first.

        Raises:
            StoreError: the store cannot be read.
        """
        chosen = select(t.decisions).where(t.decisions.c.entry_id == entry_id).order_by(t.decisions.c.id)
        with told(), self._engine.connect() as connection:
            return [decision_of(row) for row in connection.execute(chosen)]

    def approved(self, book: str) -> Mapping[int, str]:
        """Return who approved which entry of a book, where nothing was decided afterwards.

        Raises:
            StoreError: the store cannot be read.
        """
        return Checks(self._engine).approved(book)

    def progress(self, book: str) -> Progress:
        """Return how far a book has come, counted in the database.

        Raises:
            UsageError: there is no such book.
            StoreError: the store cannot be read.
        """
        with told(), self._engine.connect() as connection:
            book_id = book_row(connection, book).id
            return progress_of(connection, book_id)

    def _writing(self) -> AbstractContextManager[Connection]:
        """Return a transaction that holds the write lock from its beginning."""
        return writing(self._engine)

    def _pages_chosen(self) -> Any:
        return select(t.pages, t.books.c.name.label("book")).join(t.books)

    def _relative(self, path: Path) -> str:
        try:
            return path.relative_to(self._pictures).as_posix()
        except ValueError as error:
            raise StoreError(f"Ảnh {path} không nằm trong kho ảnh {self._pictures}.") from error
