"""What a second person looks at: cells that matter and are doubtful, whole cases, and a sample of every clerk's answers.

Which look a cell gets follows from its calibrated doubt. A sure proposal gets one glance and any other one full attention, from
the clerk at the record. Where the cell also tells one person from another, somebody else types it again without seeing the
first answer; where the two differ, a third judges beside the picture.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from pipeline import config as configuration
from pipeline.config import Config
from pipeline.entries import SURE, TEXT_VERDICTS, Decision, Entry, Reading
from pipeline.errors import UsageError
from pipeline.estimates import Estimate, estimate, lot
from pipeline.forms import Column, loader
from pipeline.store.checks import Checks
from pipeline.store.database import Database
from pipeline.teamwork import Look, Recheck, same_person

IMPORTANT = frozenset({"person_name", "partial_date", "id_number", "number"})
"""Kinds of value by which the importer and an office find a person or a case again (domain.md §1): a mistake there makes another
person of it. Elsewhere a mistake is seen by whoever reads the extract."""

SAMPLE = 0.05
"""Share of a clerk's answers that is looked at again. A book of 200 cases of 15 cells gives 150 looks: without a mistake among
them, at most one answer in forty is wrong (Wilson, 95 %), and the checker is done in ten minutes at 4 s a look."""


class Attention(StrEnum):
    """How a cell is to be looked at."""

    GLANCE = "glance"
    FULL = "full"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class Cell:
    """One answered cell that a second person looks at.

    Attributes:
        entry: the case.
        column: the cell.
        decision: the answer that counts.
    """

    entry: Entry
    column: Column
    decision: Decision


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two people say different things of a cell.

    Attributes:
        cell: the cell with the first answer.
        second: what the second person says.
    """

    cell: Cell
    second: Recheck


@dataclass(frozen=True, slots=True)
class Standing:
    """How the answers of one clerk stood up to second looks.

    Attributes:
        who: the clerk.
        keyed: share of answers typed again blindly that the second person typed the same.
        wrong: share of sampled answers that the checker found wrong.
    """

    who: str
    keyed: Estimate
    wrong: Estimate


def attention(column: Column, reading: Reading | None) -> Attention:
    """Return how a cell is to be looked at, from what it holds and how far its proposal may be believed."""
    if reading is not None and reading.text and reading.confidence >= SURE:
        return Attention.GLANCE
    return Attention.TWICE if column.kind in IMPORTANT else Attention.FULL


class QualityControl:
    """Second looks over one store. It may be used from several threads; it holds no state between calls."""

    def __init__(self, store: Database) -> None:
        """Use a store that is open."""
        self._store = store
        self._checks = Checks(store.engine)

    @classmethod
    def open(cls, config: Config | None = None) -> Self:
        """Open the store of this installation, making it on first use.

        Raises:
            StoreError: it cannot be opened.
        """
        return cls(Database.open(config or configuration.load()))

    def close(self) -> None:
        """Let go of the store."""
        self._store.close()

    # -- four eyes ------------------------------------------------------------------------------------------------

    def to_approve(self, book: str, who: str) -> list[Entry]:
        """Return the cases that this person may approve: all decided, nothing of it by themselves, not approved yet.

        Raises:
            UsageError: there is no such book.
        """
        approved = self._checks.approved(book)
        return [
            entry
            for entry in self._store.entries(book)
            if entry.id not in approved and _is_complete(entry) and not _has_said(entry, who)
        ]

    def approve(self, entry: Entry, who: str) -> None:
        """Approve a case as this person saw it.

        Raises:
            UsageError: a cell is still open, the person decided something in it, or something was decided since.
            StoreError: the store cannot be written.
        """
        if not _is_complete(entry):
            raise UsageError("Trường hợp còn ô chưa trả lời nên chưa duyệt được. Hãy trả lời hết các ô trước.")
        self._checks.approve(entry.id, who, [decision.key for decision in entry.decisions.values()])

    def approved(self, book: str) -> dict[int, str]:
        """Return who approved which case, where nothing was decided afterwards."""
        return self._checks.approved(book)

    # -- typed twice ----------------------------------------------------------------------------------------------

    def to_key(self, book: str, who: str) -> list[Cell]:
        """Return the cells that another person than who answered them, here this one, types again blindly.

        Raises:
            UsageError: there is no such book.
        """
        looks = self._checks.looks(book)
        done = {look.at for look in looks if look.look is Look.KEYED}
        done |= {look.became for look in looks if look.look is Look.ARBITRATED}

        def waits(cell: Cell) -> bool:
            twice = attention(cell.column, cell.entry.readings.get(cell.column.name)) is Attention.TWICE
            return twice and cell.decision.key not in done and not same_person(cell.decision.who, who)

        return [cell for cell in self._answered(book) if waits(cell)]

    def key(self, cell: Cell, second: Decision) -> bool:
        """Keep what the second person typed; return whether both agree. The first answer stands until a third judges.

        Raises:
            UsageError: the person gave the first answer, or the cell was answered anew meanwhile.
            StoreError: the store cannot be written.
        """
        return self._checks.look(Look.KEYED, cell.entry.id, second, at=cell.decision.key)

    def disputes(self, book: str, who: str) -> list[Dispute]:
        """Return the cells of which two people say different things, and this person is neither of them.

        Raises:
            UsageError: there is no such book.
        """
        differing = {
            look.at: look
            for look in self._checks.looks(book)
            if look.look is Look.KEYED and not look.agrees and not same_person(look.who, who)
        }
        cells = [cell for cell in self._answered(book) if cell.decision.key in differing]
        return [
            Dispute(cell, differing[cell.decision.key]) for cell in cells if not same_person(cell.decision.who, who)
        ]

    def arbitrate(self, dispute: Dispute, judgement: Decision) -> None:
        """Keep a third person's judgement as the answer of the cell.

        Raises:
            UsageError: the person is one of the two, or the cell was answered anew meanwhile.
            StoreError: the store cannot be written.
        """
        cell = dispute.cell
        self._checks.look(Look.ARBITRATED, cell.entry.id, judgement, at=cell.decision.key)

    # -- a sample of everybody's answers --------------------------------------------------------------------------

    def sample(self, book: str, who: str, share: float = SAMPLE) -> list[Cell]:
        """Return the drawn answers of others with a text that nobody has looked at yet.

        The lot falls by the key of an answer and the name of the book: nobody chooses which answer is drawn, and everybody
        who asks gets the same ones.

        Raises:
            UsageError: there is no such book.
        """
        done = {look.at for look in self._checks.looks(book) if look.look is Look.SAMPLED}
        return [
            cell
            for cell in self._answered(book)
            if cell.decision.verdict in TEXT_VERDICTS
            and cell.decision.key not in done
            and not same_person(cell.decision.who, who)
            and lot(book, cell.decision.key) < share
        ]

    def judge(self, cell: Cell, said: Decision) -> bool:
        """Keep what the checker says of a drawn answer; where it differs it becomes the answer. Return whether both agree.

        Raises:
            UsageError: it is the checker's own answer, or the cell was answered anew meanwhile.
            StoreError: the store cannot be written.
        """
        return self._checks.look(Look.SAMPLED, cell.entry.id, said, at=cell.decision.key)

    def standings(self, book: str) -> list[Standing]:
        """Return how the answers of each clerk stood up, by name; only what was looked at counts.

        Raises:
            StoreError: the store cannot be read.
        """
        of_clerk: dict[str, list[Recheck]] = defaultdict(list)
        for look in self._checks.looks(book):
            of_clerk[look.first].append(look)
        return [
            Standing(
                who,
                _share(looks, Look.KEYED, lambda look: look.agrees),
                _share(looks, Look.SAMPLED, lambda look: not look.agrees),
            )
            for who, looks in sorted(of_clerk.items())
        ]

    def _answered(self, book: str) -> Iterator[Cell]:
        """Yield the cells that a person has answered for good, in book order."""
        for entry in self._store.entries(book):
            for column in loader.load(entry.form).columns:
                if entry.decided(column.name) is not None:
                    yield Cell(entry, column, entry.decisions[column.name])


def _share(looks: Sequence[Recheck], look: Look, is_hit: Callable[[Recheck], bool]) -> Estimate:
    of_kind = [one for one in looks if one.look is look]
    return estimate(sum(map(is_hit, of_kind)), len(of_kind))


def _is_complete(entry: Entry) -> bool:
    columns: Collection[Column] = loader.load(entry.form).columns
    return all(entry.decided(column.name) is not None for column in columns)


def _has_said(entry: Entry, who: str) -> bool:
    return any(same_person(decision.who, who) for decision in entry.decisions.values())
