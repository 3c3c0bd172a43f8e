"""Keeps what the machine read of a page, beside what people decided on it."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Column, ColumnElement, Connection, delete, insert, select, update

from pipeline.entries import PageState, Reading, ReadPage
from pipeline.errors import UsageError
from pipeline.store import tables as t
from pipeline.store.rows import reading_row


def keep_read(connection: Connection, page_id: int, read: ReadPage, versions: Mapping[str, str]) -> None:
    """Replace the readings of a page; to be called inside a writing transaction.

    An entry keeps its number by its place on the page. One that is no longer found goes, unless a person has decided
    anything on it: then it stays as it is, with its old readings, so that the rest of it can be decided too.

    A page with decisions that was now read with another form stays as it is, whole: the cells of another form are not
    those that people answered, nor are its entries the same cases.

    Raises:
        UsageError: there is no such page.
    """
    if _is_answered_otherwise(connection, page_id, read.form):
        mark_page(connection, page_id, {"state": PageState.READ, "reason": ""})
        return
    mark_page(
        connection,
        page_id,
        {
            "state": PageState.READ,
            "reason": "",
            "form": read.form,
            "trail": list(read.trail),
            "quality": {**measures_of(connection, page_id), **read.quality},
            "versions": dict(versions),
            "seconds": read.seconds,
            "width": read.size[0],
            "height": read.size[1],
        },
    )
    let_go(connection, page_id, beyond=len(read.entries))
    held = select(t.entries.c.order, t.entries.c.id).where(t.entries.c.page_id == page_id)
    ids = {row.order: row.id for row in connection.execute(held)}
    for order, readings in enumerate(read.entries, 1):
        if order in ids:
            entry_id = ids[order]
            connection.execute(update(t.entries).where(t.entries.c.id == entry_id).values(form=read.form))
            connection.execute(delete(t.readings).where(t.readings.c.entry_id == entry_id))
        else:
            entry = {"page_id": page_id, "order": order, "form": read.form}
            entry_id = connection.execute(insert(t.entries).values(**entry).returning(t.entries.c.id)).scalar_one()
        if readings:
            rows = [reading_row(entry_id, column, reading) for column, reading in readings.items()]
            connection.execute(insert(t.readings), rows)


def keep_weighed(connection: Connection, weighed: Mapping[tuple[int, str], tuple[Reading, Reading]]) -> None:
    """Put the weighed reading in place of the one it was weighed from; to be called inside a writing transaction.

    A cell that was read anew in the meantime keeps its new reading: it is weighed when that reading ends.

    Args:
        connection: a writing one.
        weighed: the reading before and after, by entry and column.
    """
    for (entry_id, column), (before, after) in weighed.items():
        same = (t.readings.c.entry_id == entry_id, t.readings.c.column == column)
        unchanged = (t.readings.c.text == before.text, t.readings.c.confidence == before.confidence)
        row = reading_row(entry_id, column, after)
        kept = {name: row[name] for name in ("text", "confidence", "alternatives", "reasons", "read")}
        connection.execute(update(t.readings).where(*same, *unchanged).values(**kept))


def unweighed_books(connection: Connection) -> list[str]:
    """Return the books with a read page of which no reading was ever weighed, by name."""
    weighed = select(t.entries.c.page_id).join(t.readings).where(t.readings.c.read != []).scalar_subquery()
    read = select(t.entries.c.page_id).join(t.readings).where(t.readings.c.text != "").scalar_subquery()
    chosen = (
        select(t.books.c.name)
        .join(t.pages)
        .where(t.pages.c.state == PageState.READ, t.pages.c.id.in_(read), t.pages.c.id.not_in(weighed))
        .distinct()
        .order_by(t.books.c.name)
    )
    return list(connection.execute(chosen).scalars())


def measures_of(connection: Connection, page_id: int) -> dict[str, float]:
    """Return the measures of a page's picture and of its last reading, by name; none for a page that is not there."""
    return dict(connection.execute(select(t.pages.c.quality).where(t.pages.c.id == page_id)).scalar() or {})


def mark_page(connection: Connection, page_id: int, values: Mapping[str, object]) -> None:
    """Set columns of one page.

    Raises:
        UsageError: there is no such page.
    """
    if connection.execute(update(t.pages).where(t.pages.c.id == page_id).values(**values)).rowcount == 0:
        raise UsageError(f"Kho không có trang số {page_id}.")


def let_go(connection: Connection, page_id: int, beyond: int = 0) -> None:
    """Remove the entries of a page beyond a place on it on which nobody has decided anything; inside a writing transaction."""
    decided = select(t.decisions.c.entry_id).where(t.decisions.c.entry_id == t.entries.c.id).exists()
    gone = select(t.entries.c.id).where(t.entries.c.page_id == page_id, t.entries.c.order > beyond, ~decided)
    connection.execute(delete(t.readings).where(t.readings.c.entry_id.in_(gone)))
    connection.execute(delete(t.entries).where(t.entries.c.id.in_(gone)))


def decided_on(page_id: Column[int]) -> ColumnElement[bool]:
    """Return the condition that somebody has decided anything on a page."""
    decided = select(t.decisions.c.id).select_from(t.decisions.join(t.entries)).where(t.entries.c.page_id == page_id)
    return decided.correlate(t.pages).exists()


def _is_answered_otherwise(connection: Connection, page_id: int, form: str) -> bool:
    other = select(t.decisions.c.id).join(t.entries).where(t.entries.c.page_id == page_id, t.entries.c.form != form)
    return connection.execute(other.limit(1)).first() is not None
