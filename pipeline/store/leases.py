"""Keeps a case with one person at a time, and an answer from covering another one that its author has not seen."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Row, Update, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from pipeline.entries import Decision
from pipeline.store import tables as t
from pipeline.store.connection import writing
from pipeline.store.deciding import Overtaken, is_kept, keep_decision, lock_entry, newest, same_answer
from pipeline.store.failures import told
from pipeline.store.shift_tables import leases
from pipeline.teamwork import LEASE, Lease, same_person


class Leases:
    """Who has which case open. Safe for many threads, processes and machines over one database."""

    def __init__(
        self, engine: Engine, lasts: timedelta = LEASE, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        """Use the engine of a store; ``now`` is the clock."""
        self._engine = engine
        self._lasts = lasts
        self._now = now

    def take(self, entry_id: int, who: str) -> Lease:
        """Give a case to a person who opens it, unless another has it; return who has it now.

        Raises:
            UsageError: there is no such entry.
            StoreError: the store cannot be written.
        """
        with told(), writing(self._engine) as connection:
            now = self._now()
            fresh = {"holder": who, "taken": now, "until": now + self._lasts}
            free = or_(leases.c.holder == who, leases.c.until <= now)
            if not connection.execute(_of(entry_id).where(free).values(**fresh)).rowcount:
                lock_entry(connection, entry_id)
                self._insert(connection, entry_id, fresh)
            return _lease(connection.execute(select(leases).where(leases.c.entry_id == entry_id)).one())

    def _insert(self, connection: Connection, entry_id: int, fresh: dict[str, Any]) -> None:
        """Add the first lease of a case; another person who was first keeps it."""
        try:
            with connection.begin_nested():
                connection.execute(insert(leases).values(entry_id=entry_id, **fresh))
        except IntegrityError:
            return

    def renew(self, entry_id: int, who: str) -> bool:
        """Let a person keep a case for longer; return False if another has it now. One nobody took since is kept too.

        Raises:
            StoreError: the store cannot be written.
        """
        with told(), writing(self._engine) as connection:
            mine = _of(entry_id).where(leases.c.holder == who)
            return bool(connection.execute(mine.values(until=self._now() + self._lasts)).rowcount)

    def give_back(self, entry_ids: Collection[int], who: str) -> None:
        """Free cases for others; those of other people stay theirs.

        Raises:
            StoreError: the store cannot be written.
        """
        with told(), writing(self._engine) as connection:
            mine = update(leases).where(leases.c.entry_id.in_(sorted(entry_ids)), leases.c.holder == who)
            now = self._now()
            connection.execute(mine.where(leases.c.until > now).values(until=now))

    def held(self, book: str) -> dict[int, Lease]:
        """Return the cases of a book that somebody has open now, by their number.

        Raises:
            StoreError: the store cannot be read.
        """
        chosen = select(leases).join(t.entries, t.entries.c.id == leases.c.entry_id).join(t.pages).join(t.books)
        with told(), self._engine.connect() as connection:
            rows = connection.execute(chosen.where(t.books.c.name == book, leases.c.until > self._now()))
            return {row.entry_id: _lease(row) for row in rows}

    def decide(self, entry_id: int, decision: Decision) -> bool:
        """Add a decision, unless it would cover another person's that its author cannot have seen.

        An answer can come late, over a network that was away: a case may have been with somebody else meanwhile. What
        nobody else has answered is kept all the same, and so is the same answer twice.

        Returns:
            False if its key was already stored.

        Raises:
            UsageError: there is no such entry.
            Overtaken: another person has answered the cell, and the author did not see it.
            StoreError: the store cannot be written.
            UsedKey: the key was used for something else.
        """
        with told(), writing(self._engine) as connection:
            lock_entry(connection, entry_id)
            if not is_kept(connection, entry_id, decision):
                _check_seen(connection, entry_id, decision)
            return keep_decision(connection, entry_id, decision)


def _check_seen(connection: Connection, entry_id: int, decision: Decision) -> None:
    last = newest(connection, entry_id, decision.column)
    if last is None or same_person(last.who, decision.who) or same_answer(last, decision):
        return
    row = connection.execute(select(leases).where(leases.c.entry_id == entry_id)).first()
    if row is None or (same_person(row.holder, decision.who) and last.when < row.taken):
        return
    raise Overtaken(
        f"{last.who} đã trả lời ô này lúc {last.when.astimezone():%H:%M ngày %d.%m.%Y}, sau khi bạn mở trường hợp."
    )


def _of(entry_id: int) -> Update:
    return update(leases).where(leases.c.entry_id == entry_id)


def _lease(row: Row[Any]) -> Lease:
    return Lease(row.entry_id, row.holder, row.taken, row.until)
