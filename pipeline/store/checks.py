"""Keeps what a second person said of answers: approvals of whole cases, and second looks at single cells."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, insert, select

from pipeline.entries import Decision
from pipeline.errors import UsageError
from pipeline.store import tables as t
from pipeline.store.connection import writing
from pipeline.store.deciding import Overtaken, all_newest, keep_decision, lock_entry, number_of, same_answer
from pipeline.store.failures import told
from pipeline.store.shift_tables import approvals, rechecks
from pipeline.teamwork import Look, Recheck, same_person


class Checks:
    """What second persons said. An approval counts as long as nothing was decided after it."""

    def __init__(self, engine: Engine, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """Use the engine of a store; ``now`` is the clock."""
        self._engine = engine
        self._now = now

    def approve(self, entry_id: int, who: str, seen: Collection[str]) -> None:
        """Approve a case as it was seen: four eyes, so nothing that counts in it may be the approver's own.

        Args:
            entry_id: the case.
            who: the approver.
            seen: keys of the decisions that count, as the screen showed them.

        Raises:
            UsageError: there is no such entry, or the approver decided something in it.
            Overtaken: something was decided since.
            StoreError: the store cannot be written.
        """
        with told(), writing(self._engine) as connection:
            lock_entry(connection, entry_id)
            rows = all_newest(connection, entry_id)
            if not rows or {row.key for row in rows} != set(seen):
                raise Overtaken("Trường hợp này vừa có câu trả lời mới.")
            if any(same_person(row.who, who) for row in rows):
                raise UsageError("Người đã trả lời không tự duyệt được. Hãy để người khác duyệt trường hợp này.")
            about = {"upto": rows[-1].id, "who": who, "when": self._now()}
            connection.execute(insert(approvals).values(entry_id=entry_id, **about))

    def approved(self, book: str) -> dict[int, str]:
        """Return who approved which case of a book, where nothing was decided afterwards.

        Raises:
            StoreError: the store cannot be read.
        """
        of_book = (
            select(t.entries.c.id).select_from(t.entries).join(t.pages).join(t.books).where(t.books.c.name == book)
        )
        last = select(func.max(t.decisions.c.id)).where(t.decisions.c.entry_id == approvals.c.entry_id)
        chosen = select(approvals.c.entry_id, approvals.c.who).where(approvals.c.entry_id.in_(of_book))
        chosen = chosen.where(approvals.c.upto == last.scalar_subquery()).order_by(approvals.c.id)
        with told(), self._engine.connect() as connection:
            return {row.entry_id: row.who for row in connection.execute(chosen)}

    def look(self, look: Look, entry_id: int, decision: Decision, *, at: str) -> bool:
        """Add a second person's word on a decision; where it is to count, the decision that comes of it in one go.

        A blind second keying changes nothing. A judgement always becomes the cell's decision; a sample does where it differs.

        Args:
            look: why the person looked.
            entry_id: the case.
            decision: what the second person says, with its own key.
            at: key of the decision they looked at.

        Returns:
            True if it says the same as that decision.

        Raises:
            UsageError: there is no such entry or decision, or the person looks at their own.
            Overtaken: the cell has another decision by now.
            StoreError: the store cannot be written.
        """
        with told(), writing(self._engine) as connection:
            lock_entry(connection, entry_id)
            if (known := self._known(connection, decision.key)) is not None:
                return same_answer(known, decision)
            first = {row.key: row for row in all_newest(connection, entry_id)}.get(at)
            if first is None or first.column != decision.column:
                raise Overtaken("Ô này vừa có câu trả lời mới.")
            self._check_other(connection, look, first, decision.who)
            agrees = same_answer(first, decision)
            led_to = None
            if look is Look.ARBITRATED or (look is Look.SAMPLED and not agrees):
                keep_decision(connection, entry_id, decision)
                led_to = number_of(connection, decision.key)
            said = {"verdict": decision.verdict, "text": decision.text, "who": decision.who, "key": decision.key}
            where = {"look": look, "decision_id": first.id, "when": self._now(), "led_to": led_to}
            connection.execute(insert(rechecks).values(**said, **where))
            return agrees

    def _known(self, connection: Connection, key: str) -> Row[Any] | None:
        """Return the decision that a look of this key was at, None if the key is new."""
        first = select(t.decisions).join(rechecks, rechecks.c.decision_id == t.decisions.c.id)
        return connection.execute(first.where(rechecks.c.key == key)).first()

    def _check_other(self, connection: Connection, look: Look, first: Row[Any], who: str) -> None:
        """Refuse a look at one's own answer, and a judgement between oneself and another.

        Raises:
            UsageError: the person gave one of the answers.
        """
        at = rechecks.c.decision_id == first.id
        sides = [first.who]
        if look is Look.ARBITRATED:
            sides += list(connection.execute(select(rechecks.c.who).where(at, rechecks.c.look == Look.KEYED)).scalars())
        if any(same_person(side, who) for side in sides):
            raise UsageError("Ô này có câu trả lời của chính bạn. Hãy để người khác xem.")

    def looks(self, book: str) -> list[Recheck]:
        """Return every second look at answers of a book, oldest first.

        Raises:
            StoreError: the store cannot be read.
        """
        of_first = [t.decisions.c[name].label(f"first_{name}") for name in ("key", "who", "text", "verdict")]
        chosen = select(rechecks, t.decisions.c.entry_id, t.decisions.c.column, *of_first).join(
            t.decisions, t.decisions.c.id == rechecks.c.decision_id
        )
        chosen = chosen.join(t.entries).join(t.pages).join(t.books).where(t.books.c.name == book)
        with told(), self._engine.connect() as connection:
            return [_recheck(row) for row in connection.execute(chosen.order_by(rechecks.c.id))]


def _recheck(row: Row[Any]) -> Recheck:
    same = row.text == row.first_text and (bool(row.text) or row.verdict == row.first_verdict)
    became = row.key if row.led_to is not None else ""
    said = (row.verdict, row.text, same)
    return Recheck(Look(row.look), row.entry_id, row.column, row.first_key, row.first_who, row.who, *said, became)
