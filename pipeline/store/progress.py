"""Counts in the database how far a book has come."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from pipeline.entries import OPEN_VERDICTS, PageState
from pipeline.store import Progress
from pipeline.store import tables as t


def progress_of(connection: Connection, book_id: int) -> Progress:
    """Return how far the book with this number has come."""
    of_book = t.pages.c.book_id == book_id
    states = select(t.pages.c.state, func.count().label("n")).where(of_book).group_by(t.pages.c.state)
    pages = {PageState(row.state): row.n for row in connection.execute(states)}
    mine = select(t.entries.c.id).join(t.pages).where(of_book)
    entries = connection.execute(select(func.count()).select_from(mine.subquery())).scalar_one()
    read = select(t.readings.c.entry_id, t.readings.c.column).where(t.readings.c.entry_id.in_(mine))
    answered = select(t.decisions.c.entry_id, t.decisions.c.column).where(t.decisions.c.entry_id.in_(mine))
    cells = select(func.count()).select_from(read.union(answered).subquery())
    newest = select(func.max(t.decisions.c.id)).where(t.decisions.c.entry_id.in_(mine))
    newest = newest.group_by(t.decisions.c.entry_id, t.decisions.c.column)
    said = select(t.decisions.c.verdict, func.count().label("n")).where(t.decisions.c.id.in_(newest))
    verdicts = {row.verdict: row.n for row in connection.execute(said.group_by(t.decisions.c.verdict))}
    set_aside = sum(n for verdict, n in verdicts.items() if verdict in OPEN_VERDICTS)
    return Progress(
        pages, entries, connection.execute(cells).scalar_one(), sum(verdicts.values()) - set_aside, set_aside
    )
