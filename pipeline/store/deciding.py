"""Adds a person's word. Every decision of the store is written here, whoever gives it and with whatever beside it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from pipeline.entries import Decision, Verdict
from pipeline.errors import UsageError
from pipeline.store import audit
from pipeline.store import tables as t
from pipeline.store.failures import UsedKey


class Overtaken(UsageError):
    """Somebody else has answered since the person looked."""

    remedy = "Hãy mở lại trường hợp, xem câu trả lời mới rồi trả lời lại nếu cần."


def lock_entry(connection: Connection, entry_id: int) -> None:
    """Hold a case until the transaction ends; SQLite's writer holds the whole store already.

    Raises:
        UsageError: there is no such entry.
    """
    row = connection.execute(select(t.entries.c.id).where(t.entries.c.id == entry_id).with_for_update()).first()
    if row is None:
        raise UsageError(f"Kho không có trường hợp số {entry_id}.")


def is_kept(connection: Connection, entry_id: int, decision: Decision) -> bool:
    """Return whether the very decision is stored already.

    Raises:
        UsedKey: the key was used for something else.
    """
    row = connection.execute(select(t.decisions).where(t.decisions.c.key == decision.key)).first()
    if row is None:
        return False
    if (row.entry_id, row.column, row.verdict, row.text) != _said(entry_id, decision):
        raise UsedKey(f"Mã quyết định {decision.key} đã dùng cho một quyết định khác.")
    return True


def keep_decision(connection: Connection, entry_id: int, decision: Decision) -> bool:
    """Add a decision and its line of the log inside a writing transaction; return False if its key was already stored.

    Raises:
        UsageError: there is no such entry.
        UsedKey: the key was used for something else.
    """
    lock_entry(connection, entry_id)
    if is_kept(connection, entry_id, decision):
        return False
    said = dict(zip(("entry_id", "column", "verdict", "text"), _said(entry_id, decision), strict=True))
    about = {"who": decision.who, "when": decision.when, "key": decision.key, "proposal": decision.proposal}
    added = insert(t.decisions).values(**said, **about).returning(t.decisions.c.id)
    audit.add_decision(connection, connection.execute(added).scalar_one(), entry_id, decision)
    return True


def number_of(connection: Connection, key: str) -> int:
    """Return the number of a stored decision."""
    number: int = connection.execute(select(t.decisions.c.id).where(t.decisions.c.key == key)).scalar_one()
    return number


def newest(connection: Connection, entry_id: int, column: str) -> Row[Any] | None:
    """Return the row of the decision that counts for a cell, None if there is none."""
    of_cell = select(t.decisions).where(t.decisions.c.entry_id == entry_id, t.decisions.c.column == column)
    return connection.execute(of_cell.order_by(t.decisions.c.id.desc()).limit(1)).first()


def all_newest(connection: Connection, entry_id: int) -> list[Row[Any]]:
    """Return the rows of the decisions that count for a case."""
    ids = select(func.max(t.decisions.c.id)).where(t.decisions.c.entry_id == entry_id).group_by(t.decisions.c.column)
    return list(connection.execute(select(t.decisions).where(t.decisions.c.id.in_(ids)).order_by(t.decisions.c.id)))


def same_answer(row: Row[Any], decision: Decision) -> bool:
    """Return whether a stored decision says what another one says; accepted or typed is the same text."""
    return row.text == decision.text and (bool(row.text) or row.verdict == decision.verdict)


def _said(entry_id: int, decision: Decision) -> tuple[int, str, Verdict, str]:
    return entry_id, decision.column, decision.verdict, decision.text
