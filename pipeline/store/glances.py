"""Cells that were read alike and nobody has answered yet, and a word on one of them that never overtakes another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from pipeline.entries import SURE, Decision, Entry, Reading
from pipeline.errors import UsageError
from pipeline.store import tables as t
from pipeline.store.books import book_row
from pipeline.store.connection import Look, writing
from pipeline.store.deciding import keep_decision
from pipeline.store.failures import told
from pipeline.store.rows import page_of, reading_of

ANSWERED = "Ô này vừa có người trả lời, nên lần nhìn lướt này không được tính. Hãy mở trường hợp ấy để xem câu trả lời."
CHANGED = "Máy đã đọc lại ô này từ khi nó hiện trên màn hình. Hãy nhìn lại ô ấy rồi xác nhận."


@dataclass(frozen=True, slots=True)
class Alike:
    """Open cells of one column of one form that were read as the same text.

    Attributes:
        form: name of the form.
        column: ministry column.
        text: the proposal.
        normal: its normal form, empty where there is none.
        cells: how many there are.
        sure: how many of them are sure.
    """

    form: str
    column: str
    text: str
    normal: str
    cells: int
    sure: int


class Glances(Look):
    """Open cells of a store, counted and kept; it may be used from several threads and processes at once."""

    def alike(self, book: str | None = None) -> list[Alike]:
        """Return the open cells with a proposal, counted by form, column and text, in one book or in all.

        Raises:
            UsageError: there is no such book.
            StoreError: the store cannot be read.
        """
        by = (t.entries.c.form, t.readings.c.column, t.readings.c.text, t.readings.c.normal)
        sure = func.sum(case((t.readings.c.confidence >= SURE, 1), else_=0))
        with told(), self._engine.connect() as connection:
            chosen = select(*by, func.count().label("cells"), sure.label("sure")).select_from(_joined())
            chosen = chosen.where(*self._open(connection, book)).group_by(*by).order_by(*by)
            return [
                Alike(row.form, row.column, row.text, row.normal, row.cells, int(row.sure))
                for row in connection.execute(chosen)
            ]

    def cells(self, groups: Sequence[Alike], book: str | None = None) -> list[tuple[Entry, str]]:
        """Return the open cells of some groups, each as its entry (with this reading only) and its column, in page order.

        Raises:
            UsageError: there is no such book.
            StoreError: the store cannot be read.
        """
        mine = [
            and_(t.entries.c.form == group.form, t.readings.c.column == group.column, t.readings.c.text == group.text)
            for group in groups
        ]
        if not mine:
            return []
        of_page = [column for column in t.pages.c if column.name not in {"trail", "quality", "versions", "form"}]
        of_reading = [column for column in t.readings.c if column.name != "entry_id"]
        named = (t.books.c.name.label("book"), t.entries.c.id.label("entry_id"), t.entries.c.order, t.entries.c.form)
        place = (t.books.c.name, t.pages.c.number, t.entries.c.order, t.readings.c.column)
        with told(), self._engine.connect() as connection:
            chosen = select(*of_page, *named, *of_reading).select_from(_joined())
            chosen = chosen.where(or_(*mine), *self._open(connection, book)).order_by(*place)
            rows: Sequence[Any] = connection.execute(chosen).all()
        return [(self._entry(row, reading_of(row)), row.column) for row in rows]

    def confirm(self, entry_id: int, decision: Decision) -> bool:
        """Add a word on a cell nobody has answered, safe on disk when this returns; False if its key was already stored.

        Raises:
            UsageError: somebody has answered the cell meanwhile, or it was read anew.
            StoreError: the store cannot be written.
        """
        cell = (t.decisions.c.entry_id == entry_id, t.decisions.c.column == decision.column)
        read = (t.readings.c.entry_id == entry_id, t.readings.c.column == decision.column)
        with told(), writing(self._engine) as connection:
            keys = connection.execute(select(t.decisions.c.key).where(*cell)).scalars().all()
            if decision.key in keys:
                return False
            if keys:
                raise UsageError(ANSWERED)
            if connection.execute(select(t.readings.c.text).where(*read)).scalar() != decision.proposal:
                raise UsageError(CHANGED)
            return keep_decision(connection, entry_id, decision)

    def _open(self, connection: Any, book: str | None) -> list[ColumnElement[bool]]:
        """Return what makes a cell an open one with a proposal."""
        answered = select(t.decisions.c.id).where(
            t.decisions.c.entry_id == t.readings.c.entry_id, t.decisions.c.column == t.readings.c.column
        )
        chosen: list[ColumnElement[bool]] = [t.readings.c.text != "", ~answered.exists()]
        if book is not None:
            chosen.append(t.pages.c.book_id == book_row(connection, book).id)
        return chosen

    def _entry(self, row: Any, reading: Reading) -> Entry:
        return Entry(row.entry_id, page_of(row, self._pictures), row.order, row.form, {row.column: reading})


def _joined() -> Any:
    return t.readings.join(t.entries).join(t.pages).join(t.books)
