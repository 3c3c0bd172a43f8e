"""The store in a database: SQLite beside the pictures, or PostgreSQL by address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from rapidfuzz import process
from sqlalchemy import Connection, Engine, Row, delete, func, insert, select, update

from pipeline.config import Config
from pipeline.entries import Book, Decision, Entry, NewPage, Page, PageState, Reading, ReadPage
from pipeline.errors import StoreError, UsageError
from pipeline.store import Progress
from pipeline.store import tables as t
from pipeline.store.connection import WRITING, connect
from pipeline.store.failures import told
from pipeline.store.progress import progress_of
from pipeline.store.rows import book_of, decision_of, entries_of, page_of, page_row, reading_row
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
            engine = connect(config.store_url)
            with engine.connect() as connection:
                current = is_current(connection)
            if not current:
                with engine.connect().execution_options(**WRITING) as connection, connection.begin():
                    bring_up(connection)
        return cls(engine, config.pictures)

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
            return book_of(self._book_row(connection, name))

    def add_book(self, book: Book) -> Book:
        """Add a book, or fill in what an existing one does not say yet; return it as stored.

        Raises:
            UsageError: the book has read pages and another form is named.
            StoreError: the store cannot be written.
        """
        given: dict[str, Any] = {
            "form": book.form,
            "commune": book.commune,
            "district": book.district,
            "province": book.province,
        }
        given |= {"year": book.year, "volume": book.volume}
        with told(), self._writing() as connection:
            row = connection.execute(select(t.books).where(t.books.c.name == book.name)).first()
            if row is None:
                connection.execute(insert(t.books).values(name=book.name, **given))
            else:
                said = {name: value for name, value in given.items() if value and value != "auto"}
                if said.get("form", row.form) != row.form and self._has_read(connection, row.id):
                    raise UsageError(f"Sổ «{book.name}» đã được đọc theo biểu mẫu «{row.form}», không đổi được nữa.")
                if said:
                    connection.execute(update(t.books).where(t.books.c.id == row.id).values(**said))
            return book_of(self._book_row(connection, book.name))

    def add_pages(self, book: str, pages: Sequence[NewPage]) -> int:
        """Add the pages of one delivered file in one transaction; return how many were new to the book.

        Raises:
            UsageError: there is no such book.
            StoreError: the store cannot be written.
        """
        with told(), self._writing() as connection:
            book_id = self._book_row(connection, book).id
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
                chosen = chosen.where(t.pages.c.book_id == self._book_row(connection, book).id)
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
            StoreError: the store cannot be written.
        """
        with told(), self._writing() as connection:
            held = select(t.entries.c.order, t.entries.c.id).where(t.entries.c.page_id == page_id)
            ids = {row.order: row.id for row in connection.execute(held)}
            decided = select(t.decisions.c.entry_id).where(t.decisions.c.entry_id == t.entries.c.id).exists()
            connection.execute(delete(t.readings).where(t.readings.c.entry_id.in_(list(ids.values()))))
            gone = [entry_id for order, entry_id in ids.items() if order > len(read.entries)]
            connection.execute(delete(t.entries).where(t.entries.c.id.in_(gone), ~decided))
            for order, readings in enumerate(read.entries, 1):
                self._store_entry(connection, (page_id, order), ids.get(order), (read.form, readings))
            of_page: dict[str, Any] = {
                "state": PageState.READ,
                "reason": "",
                "form": read.form,
                "trail": list(read.trail),
            }
            of_page |= {"quality": dict(read.quality), "versions": dict(versions), "seconds": read.seconds}
            size = {"width": read.size[0], "height": read.size[1]}
            connection.execute(update(t.pages).where(t.pages.c.id == page_id).values(**of_page, **size))

    def _store_entry(
        self,
        connection: Connection,
        place: tuple[int, int],
        entry_id: int | None,
        read: tuple[str, Mapping[str, Reading]],
    ) -> None:
        (page_id, order), (form, readings) = place, read
        if entry_id is None:
            row = {"page_id": page_id, "order": order, "form": form}
            entry_id = connection.execute(insert(t.entries).values(**row).returning(t.entries.c.id)).scalar_one()
        else:
            connection.execute(update(t.entries).where(t.entries.c.id == entry_id).values(form=form))
        rows = [reading_row(entry_id, column, reading) for column, reading in readings.items()]
        if rows:
            connection.execute(insert(t.readings), rows)

    def fail(self, page_id: int, reason: str) -> None:
        """Mark a page as failed with its reason; what was read of it before stays.

        Raises:
            StoreError: the store cannot be written.
        """
        with told(), self._writing() as connection:
            values = {"state": PageState.FAILED, "reason": reason}
            connection.execute(update(t.pages).where(t.pages.c.id == page_id).values(**values))

    def entries(self, book: str) -> list[Entry]:
        """Return the entries of a book in page order with readings and newest decisions.

        Raises:
            UsageError: there is no such book.
            StoreError: the store cannot be read.
        """
        with told(), self._engine.connect() as connection:
            book_id = self._book_row(connection, book).id
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
        """Add a decision, safe on disk when this returns; False if its key was already stored.

        Raises:
            UsageError: there is no such entry.
            StoreError: the store cannot be written, or the key was used for something else.
        """
        said = (entry_id, decision.column, decision.verdict, decision.text)
        with told(), self._writing() as connection:
            row = connection.execute(select(t.decisions).where(t.decisions.c.key == decision.key)).first()
            if row is not None:
                if (row.entry_id, row.column, row.verdict, row.text) != said:
                    raise StoreError(f"Mã quyết định {decision.key} đã dùng cho một quyết định khác.")
                return False
            if connection.execute(select(t.entries.c.id).where(t.entries.c.id == entry_id)).first() is None:
                raise UsageError(f"Kho không có trường hợp số {entry_id}.")
            about = {"who": decision.who, "when": decision.when, "key": decision.key, "proposal": decision.proposal}
            keys = ("entry_id", "column", "verdict", "text")
            connection.execute(insert(t.decisions).values(**dict(zip(keys, said, strict=True)), **about))
            return True

    def history(self, entry_id: int) -> list[Decision]:
        """Return every decision on an entry, oldest first.

        Raises:
            StoreError: the store cannot be read.
        """
        chosen = select(t.decisions).where(t.decisions.c.entry_id == entry_id).order_by(t.decisions.c.id)
        with told(), self._engine.connect() as connection:
            return [decision_of(row) for row in connection.execute(chosen)]

    def progress(self, book: str) -> Progress:
        """Return how far a book has come, counted in the database.

        Raises:
            UsageError: there is no such book.
            StoreError: the store cannot be read.
        """
        with told(), self._engine.connect() as connection:
            book_id = self._book_row(connection, book).id
            return progress_of(connection, book_id)

    def _writing(self) -> Any:
        """Return a transaction that holds the write lock from its beginning."""
        return self._engine.execution_options(**WRITING).begin()

    def _book_row(self, connection: Connection, name: str) -> Row[Any]:
        row = connection.execute(select(t.books).where(t.books.c.name == name)).first()
        if row is not None:
            return row
        names = list(connection.execute(select(t.books.c.name)).scalars())
        near = process.extractOne(name, names, score_cutoff=60)
        raise UsageError(f"Không có sổ «{name}»." + (f" Có phải «{near[0]}»?" if near else ""))

    def _has_read(self, connection: Connection, book_id: int) -> bool:
        chosen = select(t.pages.c.id).where(t.pages.c.book_id == book_id, t.pages.c.state == PageState.READ)
        return connection.execute(chosen.limit(1)).first() is not None

    def _pages_chosen(self) -> Any:
        return select(t.pages, t.books.c.name.label("book")).join(t.books)

    def _relative(self, path: Path) -> str:
        try:
            return path.relative_to(self._pictures).as_posix()
        except ValueError as error:
            raise StoreError(f"Ảnh {path} không nằm trong kho ảnh {self._pictures}.") from error
