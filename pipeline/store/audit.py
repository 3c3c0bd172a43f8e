"""Keeps the log: each event in the transaction of what it tells of, chained to the one before."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from pipeline.chain import BEFORE_ALL, Event, Verified, canonical, digest, walk
from pipeline.entries import Decision
from pipeline.store import tables as t
from pipeline.store.rows import decision_of
from pipeline.store.staff_tables import audit

STEP = 1000
"""Rows fetched at a time, so that a log of years does not fill the memory."""


def add(connection: Connection, kind: str, who: str, about: Mapping[str, Any]) -> None:
    """Add an event; to be called inside the writing transaction of what it tells of."""
    if connection.dialect.name != "sqlite":  # there the transaction holds the only write lock already
        connection.exec_driver_sql("LOCK TABLE audit IN EXCLUSIVE MODE")
    last = connection.execute(select(audit.c.id, audit.c.mark).order_by(audit.c.id.desc()).limit(1)).first()
    number, previous = (last.id + 1, last.mark) if last else (1, BEFORE_ALL)
    event = Event(
        number, datetime.now(UTC).isoformat(timespec="microseconds"), kind, who, canonical(dict(about)), previous
    )
    said = {"when": event.when, "kind": kind, "who": who, "about": event.about, "previous": previous}
    connection.execute(insert(audit).values(id=number, mark=event.right_mark(), **said))


def add_decision(connection: Connection, number: int, entry_id: int, decision: Decision) -> None:
    """Add the event of a decision that has just got its number."""
    about = {"decision": number, "entry": entry_id, "column": decision.column, "sha256": digest(entry_id, decision)}
    add(connection, "decision", decision.who, about)


def events(connection: Connection, since: str = "") -> Iterator[Event]:
    """Yield the events from a moment on (ISO 8601, UTC), oldest first."""
    chosen = select(audit).where(audit.c.when >= since).order_by(audit.c.id)
    for row in connection.execution_options(yield_per=STEP).execute(chosen):
        yield Event(row.id, row.when, row.kind, row.who, row.about, row.previous, row.mark)


def verify(connection: Connection, head: str = "") -> Verified:
    """Look the whole log through, and compare the decisions of the store with what it says of them.

    Args:
        connection: reads; what is written meanwhile does not matter.
        head: a hash written down earlier, '' for none.
    """
    found = walk(events(connection), head)
    trouble = found.trouble or _changed_decision(connection)
    return Verified(found.events, found.head, trouble)


def _changed_decision(connection: Connection) -> str:
    """Return the first decision that is not as the log says; '' if there is none. Older ones than the log are let be."""
    logged: dict[int, str] = {}
    chosen = select(audit.c.about).where(audit.c.kind == "decision").order_by(audit.c.id)
    for (text,) in connection.execute(chosen):
        about = json.loads(text)
        logged[about["decision"]] = about["sha256"]
    if not logged:
        return ""
    rows = select(t.decisions).where(t.decisions.c.id >= min(logged)).order_by(t.decisions.c.id)
    for row in connection.execute(rows):
        said = logged.pop(row.id, "")
        if said != digest(row.entry_id, decision_of(row)):
            return f"Câu trả lời số {row.id} (trường hợp {row.entry_id}) không khớp với nhật ký."
    return f"Câu trả lời số {min(logged)} có trong nhật ký nhưng không còn trong kho." if logged else ""
