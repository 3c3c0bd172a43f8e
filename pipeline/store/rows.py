"""Rows of the tables to plain values and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, select

from pipeline.entries import (
    TEXT_VERDICTS,
    Book,
    Candidate,
    Decision,
    Entry,
    Ink,
    NewPage,
    Page,
    PageState,
    Reading,
    Verdict,
)
from pipeline.geometry import Box
from pipeline.store import tables as t


def book_of(row: Row[Any]) -> Book:
    """Return the book of a row of ``books``."""
    return Book(row.name, row.form, row.commune, row.district, row.province, row.year, row.volume)


def page_of(row: Row[Any], pictures: Path) -> Page:
    """Return the page of a row of ``pages`` with its book's name; its picture lies below ``pictures``."""
    return Page(
        row.id, row.book, row.number, row.source, pictures / row.picture, row.sha256, PageState(row.state), row.reason
    )


def page_row(page: NewPage, picture: str) -> dict[str, Any]:
    """Return the row of ``pages`` for a page that waits to be read; ``picture`` is its path below the folder of pictures."""
    unread: dict[str, Any] = {"state": PageState.WAITING, "reason": "", "form": "", "trail": []}
    unread |= {"versions": {}, "seconds": 0.0, "width": 0, "height": 0}
    return {
        "source": page.source,
        "sha256": page.sha256,
        "place": page.index,
        "picture": picture,
        **unread,
        "quality": dict(page.quality),
    }


def decision_of(row: Row[Any]) -> Decision:
    """Return the decision of a row of ``decisions``.

    One from before decisions guarded themselves may claim a text and hold none: its cell is open, a person looks again.
    """
    verdict = Verdict(row.verdict)
    text = row.text if verdict in TEXT_VERDICTS else ""
    if verdict in TEXT_VERDICTS and not text.strip():
        verdict, text = Verdict.VERIFY_LATER, ""
    return Decision(row.column, verdict, text, row.who.strip() or "?", row.when, row.key or str(row.id), row.proposal)


def reading_of(row: Row[Any]) -> Reading:
    """Return the reading of a row of ``readings``."""
    alternatives = tuple(Candidate(text, probability) for text, probability in row.alternatives)
    box = Box(row.x, row.y, row.w, row.h)
    read = tuple(Candidate(text, probability) for text, probability in row.read)
    return Reading(row.text, row.confidence, Ink(row.ink), box, alternatives, tuple(row.reasons), row.normal, read)


def reading_row(entry_id: int, column: str, reading: Reading) -> dict[str, Any]:
    """Return the row of ``readings`` for one cell."""
    box = reading.box
    return {
        "entry_id": entry_id,
        "column": column,
        "text": reading.text,
        "confidence": reading.confidence,
        "ink": reading.ink,
        "x": box.x,
        "y": box.y,
        "w": box.w,
        "h": box.h,
        "alternatives": [[c.text, c.probability] for c in reading.alternatives],
        "reasons": list(reading.reasons),
        "normal": reading.normal,
        "read": [[c.text, c.probability] for c in reading.read],
    }


def entries_of(connection: Connection, pictures: Path, condition: ColumnElement[bool]) -> list[Entry]:
    """Return the entries that meet a condition on pages or entries, in page order, with readings and newest decisions."""
    of_page = [column for column in t.pages.c if column.name not in ("trail", "quality", "versions")]
    chosen = select(*of_page, t.books.c.name.label("book"), t.entries.c.id.label("entry_id"), t.entries.c.order)
    chosen = chosen.add_columns(t.entries.c.form.label("entry_form"))
    chosen = chosen.select_from(t.entries).join(t.pages).join(t.books).where(condition)
    rows: Sequence[Any] = connection.execute(chosen.order_by(t.pages.c.number, t.entries.c.order)).all()
    mine = select(t.entries.c.id).join(t.pages).where(condition)
    readings: dict[int, dict[str, Reading]] = defaultdict(dict)
    for row in connection.execute(
        select(t.readings).where(t.readings.c.entry_id.in_(mine)).order_by(*t.readings.primary_key)
    ):
        readings[row.entry_id][row.column] = reading_of(row)
    newest = select(func.max(t.decisions.c.id)).where(t.decisions.c.entry_id.in_(mine))
    newest = newest.group_by(t.decisions.c.entry_id, t.decisions.c.column)
    decisions: dict[int, dict[str, Decision]] = defaultdict(dict)
    for row in connection.execute(select(t.decisions).where(t.decisions.c.id.in_(newest)).order_by(t.decisions.c.id)):
        decisions[row.entry_id][row.column] = decision_of(row)
    return [
        Entry(
            row.entry_id,
            page_of(row, pictures),
            row.order,
            row.entry_form,
            readings.get(row.entry_id, {}),
            decisions.get(row.entry_id, {}),
        )
        for row in rows
    ]
