"""Keeps answers to cells that were set aside, each with what it stands on, and the notes of one shift for the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime

from sqlalchemy import Engine, insert, select

from pipeline.entries import OPEN_VERDICTS, Decision
from pipeline.errors import UsageError
from pipeline.store import tables as t
from pipeline.store.books import book_row
from pipeline.store.connection import writing
from pipeline.store.deciding import Overtaken, is_kept, keep_decision, lock_entry, newest, number_of
from pipeline.store.failures import told
from pipeline.store.shift_tables import evidence, notes
from pipeline.teamwork import Evidence, Note
from pipeline.vietnamese import nfc

LONGEST_NOTE = 2000
"""Letters of a note: a screen full; what is longer belongs into a letter."""


class Answers:
    """What was answered outside the book, and what people tell each other about it."""

    def __init__(self, engine: Engine, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """Use the engine of a store; ``now`` is the clock."""
        self._engine = engine
        self._now = now

    def answer(self, entry_id: int, decision: Decision, stands_on: Evidence, *, to: str) -> bool:
        """Add a decision and its evidence, both or neither.

        Args:
            entry_id: the case.
            decision: the answer; it settles the cell.
            stands_on: who was asked or what was seen.
            to: key of the decision that set the cell aside, as the person saw it.

        Returns:
            False if the key of the decision was already stored.

        Raises:
            UsageError: there is no such entry, or the answer leaves the cell open.
            Overtaken: the cell was answered meanwhile.
            StoreError: the store cannot be written.
            UsedKey: the key was used for something else.
        """
        if decision.verdict in OPEN_VERDICTS:
            raise UsageError("Câu trả lời còn để ngỏ. Hãy ghi chữ trong sổ, hoặc chọn để trống, không đọc được, rách.")
        with told(), writing(self._engine) as connection:
            lock_entry(connection, entry_id)
            if is_kept(connection, entry_id, decision):
                return False
            last = newest(connection, entry_id, decision.column)
            if last is None or last.key != to:
                who = f"{last.who} đã" if last else "Chưa ai"
                raise Overtaken(f"{who} trả lời ô này từ khi bạn mở danh sách.")
            keep_decision(connection, entry_id, decision)
            number = number_of(connection, decision.key)
            connection.execute(insert(evidence).values(decision_id=number, **asdict(stands_on)))
            return True

    def evidence(self, book: str) -> dict[str, Evidence]:
        """Return the evidence of a book by the key of the decision that stands on it.

        Raises:
            StoreError: the store cannot be read.
        """
        chosen = select(evidence, t.decisions.c.key).join(t.decisions).join(t.entries).join(t.pages).join(t.books)
        with told(), self._engine.connect() as connection:
            rows = connection.execute(chosen.where(t.books.c.name == book))
            return {row.key: Evidence(row.asked, row.document, row.seen_on, row.text) for row in rows}

    def leave_note(self, book: str, who: str, text: str) -> Note:
        """Add a note for the next shift.

        Raises:
            UsageError: there is no such book, or the note is empty or too long.
            StoreError: the store cannot be written.
        """
        note = Note(nfc(who), self._now(), "\n".join(nfc(line) for line in text.splitlines()).strip())
        if not (note.text and note.who):
            raise UsageError("Ghi chú bàn giao ca đang trống. Hãy ghi điều ca sau cần biết.")
        if len(note.text) > LONGEST_NOTE:
            raise UsageError(f"Ghi chú dài {len(note.text)} chữ, nhiều nhất là {LONGEST_NOTE}. Hãy ghi gọn hơn.")
        with told(), writing(self._engine) as connection:
            connection.execute(insert(notes).values(book_id=book_row(connection, book).id, **asdict(note)))
        return note

    def notes(self, book: str, most: int) -> Sequence[Note]:
        """Return at most so many notes on a book, the newest first.

        Raises:
            StoreError: the store cannot be read.
        """
        chosen = select(notes).join(t.books).where(t.books.c.name == book).order_by(notes.c.id.desc()).limit(most)
        with told(), self._engine.connect() as connection:
            return [Note(row.who, row.when, row.text) for row in connection.execute(chosen)]
