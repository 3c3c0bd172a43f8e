"""Whole books at a glance: light looks at all entries, closing totals, and reports of the ministry's system.

A book of 100,000 entries is looked at without its pictures' boxes, alternatives and reasons, which only one entry at a time needs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, insert, or_, select

from pipeline.closings import ClosingTotal, ImportReport, ReportedRow, Tally
from pipeline.entries import OPEN_VERDICTS, TEXT_VERDICTS, Decision, Entry, Ink, Reading
from pipeline.geometry import Box
from pipeline.store import standing_tables as s
from pipeline.store import tables as t
from pipeline.store.books import book_row
from pipeline.store.connection import Look, writing
from pipeline.store.failures import told
from pipeline.store.rows import decision_of, page_of

NOWHERE = Box(0, 0, 1, 1)
"""The box of a reading that is looked at for its text alone."""


class Standings(Look):
    """A second look at the tables of a store that ``Database.open`` has brought up."""

    def entries(self, book: str, columns: Collection[str]) -> list[Entry]:
        """Return the entries of a book in page order with some columns only: newest decisions, and readings as bare texts.

        Raises:
            UsageError: there is no such book.
            StoreError: the store cannot be read.
        """
        with told(), self._engine.connect() as connection:
            of_book = t.pages.c.book_id == book_row(connection, book).id
            readings, decisions = _said(connection, of_book, columns)
            of_page = [column for column in t.pages.c if column.name not in ("trail", "quality", "versions")]
            chosen = select(*of_page, t.books.c.name.label("book"), t.entries.c.id.label("entry_id"), t.entries.c.order)
            chosen = chosen.add_columns(t.entries.c.form.label("entry_form")).select_from(t.entries)
            chosen = chosen.join(t.pages).join(t.books).where(of_book).order_by(t.pages.c.number, t.entries.c.order)
            rows: Iterable[Any] = connection.execute(chosen)
            return [
                Entry(
                    row.entry_id,
                    page_of(row, self._pictures),
                    row.order,
                    row.entry_form,
                    readings.get(row.entry_id, {}),
                    decisions.get(row.entry_id, {}),
                )
                for row in rows
            ]

    def tallies(self, book: str) -> dict[int, Tally]:
        """Return by entry how many of its cells have an answer; entries without any are not there.

        Raises:
            UsageError: there is no such book.
            StoreError: the store cannot be read.
        """
        d = t.decisions.c
        empty = (d.verdict.in_(TEXT_VERDICTS)) & (func.trim(d.text) == "")  # as ``rows.decision_of`` takes them
        still_open = func.sum(case((or_(d.verdict.in_(OPEN_VERDICTS), empty), 1), else_=0)).label("still_open")
        with told(), self._engine.connect() as connection:
            of_book = t.pages.c.book_id == book_row(connection, book).id
            mine = select(t.entries.c.id).join(t.pages).where(of_book)
            newest = select(func.max(d.id)).where(d.entry_id.in_(mine)).group_by(d.entry_id, d.column)
            counted = select(d.entry_id, func.count().label("n"), still_open, func.max(d.when).label("changed"))
            rows = connection.execute(counted.where(d.id.in_(newest)).group_by(d.entry_id))
            return {row.entry_id: Tally(row.n - row.still_open, row.still_open, row.changed) for row in rows}

    # -- closing totals -------------------------------------------------------------------------------------------

    def close_book(self, book: str, total: ClosingTotal) -> bool:
        """Keep a closing total; False if the newest one says the same already.

        Raises:
            UsageError: there is no such book.
            StoreError: the store cannot be written.
        """
        with told(), writing(self._engine) as connection:
            book_id = book_row(connection, book).id
            known = self._totals(connection, book_id)
            if known and (known[-1].cases, known[-1].pages) == (total.cases, total.pages):
                return False
            values = {"cases": total.cases, "pages": total.pages, "who": total.who, "when": total.when}
            connection.execute(insert(s.closing_totals).values(book_id=book_id, **values))
            return True

    def totals(self, book: str) -> list[ClosingTotal]:
        """Return every closing total of a book, oldest first; the newest counts.

        Raises:
            UsageError: there is no such book.
            StoreError: the store cannot be read.
        """
        with told(), self._engine.connect() as connection:
            return self._totals(connection, book_row(connection, book).id)

    def _totals(self, connection: Connection, book_id: int) -> list[ClosingTotal]:
        chosen = select(s.closing_totals).where(s.closing_totals.c.book_id == book_id).order_by(s.closing_totals.c.id)
        return [ClosingTotal(row.cases, row.pages, row.who, row.when) for row in connection.execute(chosen)]

    # -- import reports -------------------------------------------------------------------------------------------

    def add_report(self, book: str, report: ImportReport) -> bool:
        """Keep a report whole or not at all; False if this file was loaded into the book before.

        Raises:
            UsageError: there is no such book.
            StoreError: the store cannot be written.
        """
        with told(), writing(self._engine) as connection:
            book_id = book_row(connection, book).id
            same = (s.import_reports.c.book_id == book_id) & (s.import_reports.c.sha256 == report.sha256)
            if connection.execute(select(s.import_reports.c.id).where(same)).first() is not None:
                return False
            about: dict[str, Any] = {"name": report.name, "sha256": report.sha256, "register": report.register}
            about |= {"who": report.who, "when": report.when}
            added = connection.execute(insert(s.import_reports).values(book_id=book_id, **about))
            (report_id,) = added.inserted_primary_key or (None,)
            rows = [
                {"line": r.line, "number": r.number, "volume": r.volume, "accepted": r.accepted, "reason": r.reason}
                for r in report.rows
            ]
            if rows:
                connection.execute(insert(s.import_rows), [{"report_id": report_id, **row} for row in rows])
            return True

    def reports(self, book: str) -> list[ImportReport]:
        """Return the reports of a book, oldest first.

        Raises:
            UsageError: there is no such book.
            StoreError: the store cannot be read.
        """
        with told(), self._engine.connect() as connection:
            mine = s.import_reports.c.book_id == book_row(connection, book).id
            rows: dict[int, list[ReportedRow]] = defaultdict(list)
            chosen = select(s.import_rows).join(s.import_reports).where(mine).order_by(s.import_rows.c.line)
            for row in connection.execute(chosen):
                rows[row.report_id].append(ReportedRow(row.line, row.number, row.volume, row.accepted, row.reason))
            return [
                ImportReport(row.name, row.sha256, row.register, row.who, row.when, tuple(rows[row.id]))
                for row in connection.execute(select(s.import_reports).where(mine).order_by(s.import_reports.c.id))
            ]


def _said(
    connection: Connection, of_book: ColumnElement[bool], columns: Collection[str]
) -> tuple[dict[int, dict[str, Reading]], dict[int, dict[str, Decision]]]:
    """Return the texts of readings and the newest decisions of some columns, by entry."""
    mine = select(t.entries.c.id).join(t.pages).where(of_book)
    r, d = t.readings.c, t.decisions.c
    readings: dict[int, dict[str, Reading]] = defaultdict(dict)
    wanted = select(r.entry_id, r.column, r.text, r.confidence, r.ink)
    for row in connection.execute(wanted.where(r.entry_id.in_(mine), r.column.in_(columns))):
        readings[row.entry_id][row.column] = Reading(row.text, row.confidence, Ink(row.ink), NOWHERE)
    newest = select(func.max(d.id)).where(d.entry_id.in_(mine), d.column.in_(columns)).group_by(d.entry_id, d.column)
    decisions: dict[int, dict[str, Decision]] = defaultdict(dict)
    rows: Iterable[Any] = connection.execute(select(t.decisions).where(d.id.in_(newest)))
    for row in rows:
        decisions[row.entry_id][row.column] = decision_of(row)
    return readings, decisions
