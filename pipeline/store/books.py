"""Keeps what is said of a book beside its pages: added once, filled in later, changed only on purpose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from unicodedata import normalize

from rapidfuzz import process
from sqlalchemy import Connection, Row, insert, select, update

from pipeline.entries import Book
from pipeline.errors import UsageError
from pipeline.store import PARTICULARS
from pipeline.store import tables as t
from pipeline.store.rows import book_of

TEXTS = [name for name in PARTICULARS if name != "year"]

YEARS = range(1883, 2100)
"""Years that a register can be of: the first civil registers of the country follow the decree of 3 October 1883."""


def book_row(connection: Connection, name: str) -> Row[Any]:
    """Return the row of a book.

    Raises:
        UsageError: there is none of that name; the nearest one is named.
    """
    row = _row(connection, name)
    if row is not None:
        return row
    near = process.extractOne(name, list(connection.execute(select(t.books.c.name)).scalars()), score_cutoff=60)
    raise UsageError(f"Không có sổ «{name}»." + (f" Có phải «{near[0]}»?" if near else ""))


def gains(connection: Connection, book: Book) -> dict[str, Any]:
    """Return what the store does not know of a book yet, by column; all of it with its name if it does not know the book.

    Raises:
        UsageError: something said of the book makes no sense or differs from what the store knows, or a page was read
            with another form.
    """
    book = _sound(book)
    said = {column: getattr(book, column) for column in ("form", *PARTICULARS)}
    row = _row(connection, book.name)
    if row is None:
        return {"name": book.name, **said}
    _check_same(row, said)
    added = {column: value for column, value in said.items() if not getattr(row, column)}
    if book.form not in {"auto", row.form}:
        _check_form(connection, row, book.form)
        added["form"] = book.form
    return added


def keep_book(connection: Connection, book: Book) -> Book:
    """Add a book, or fill in what is not known of it yet; to be called inside a writing transaction.

    Raises:
        UsageError: as ``gains`` does.
    """
    added = gains(connection, book)
    if "name" in added:
        connection.execute(insert(t.books).values(**added))
    elif added:
        connection.execute(update(t.books).where(t.books.c.id == book_row(connection, book.name).id).values(**added))
    return book_of(book_row(connection, book.name))


def correct_book(connection: Connection, name: str, changes: Mapping[str, str | int]) -> Book:
    """Change particulars of a book; '' and 0 take one back. To be called inside a writing transaction.

    Raises:
        UsageError: there is no such book, or a particular makes no sense.
    """
    row = book_row(connection, name)
    said: dict[str, Any] = {column: changes[column] for column in PARTICULARS if column in changes}
    sound = _sound(replace(book_of(row), **said))
    values = {column: getattr(sound, column) for column in PARTICULARS}
    connection.execute(update(t.books).where(t.books.c.id == row.id).values(**values))
    return book_of(book_row(connection, row.name))


def _row(connection: Connection, name: str) -> Row[Any] | None:
    return connection.execute(select(t.books).where(t.books.c.name == normalize("NFC", name).strip())).first()


def _sound(book: Book) -> Book:
    """Return the book in NFC without blanks around what is said of it.

    Raises:
        UsageError: it has no name, or a year that no register is of.
    """
    texts: dict[str, Any] = {name: " ".join(normalize("NFC", getattr(book, name)).split()) for name in TEXTS}
    book = replace(book, name=normalize("NFC", book.name).strip(), **texts)
    if not book.name:
        raise UsageError('Tên sổ đang trống. Hãy đặt cho sổ một tên, ví dụ --book "Khai sinh 1998".')
    if book.year and book.year not in YEARS:
        raise UsageError(f"Năm {book.year} không thể là năm của sổ. Hãy ghi năm bằng bốn chữ số, ví dụ --year 1998.")
    return book


def _check_same(row: Row[Any], said: Mapping[str, Any]) -> None:
    differing = {
        column: said[column]
        for column in PARTICULARS
        if said[column] and getattr(row, column) and said[column] != getattr(row, column)
    }
    if differing:
        known = ", ".join(
            f"{PARTICULARS[column]} «{getattr(row, column)}» (lần này nêu «{value}»)"
            for column, value in differing.items()
        )
        options = " ".join(f'--{column} "{value}"' for column, value in differing.items())
        raise UsageError(
            f"Sổ «{row.name}» đã ghi: {known}. Nếu điều đã ghi là đúng, bỏ các mục này khỏi lệnh. "
            f'Nếu ghi nhầm, sửa bằng lệnh: sohoa book --book "{row.name}" {options}'
        )


def _check_form(connection: Connection, book: Row[Any], form: str) -> None:
    of_book = select(t.pages.c.form).where(t.pages.c.book_id == book.id)
    other = connection.execute(of_book.where(t.pages.c.form.not_in(("", form))).limit(1)).scalar()
    if other:
        raise UsageError(
            f"Sổ «{book.name}» đã được đọc theo biểu mẫu «{other}», không nhận trang theo «{form}». "
            f'Hãy đưa các trang này vào một sổ khác, hoặc đổi biểu mẫu của cả sổ: sohoa book --book "{book.name}" --form {form}'
        )
