"""What people who share a book can ask for: a case of one's own, the next one, what to tell each other, answers from outside."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Self

from pipeline import config as configuration
from pipeline import queues
from pipeline.asking import code_of, questioned
from pipeline.config import Config
from pipeline.entries import Decision, Entry, Verdict
from pipeline.forms import Column, loader
from pipeline.hamlets import hamlet_of
from pipeline.queues import Wanted
from pipeline.store.answers import Answers
from pipeline.store.database import Database
from pipeline.store.leases import Leases
from pipeline.teamwork import Evidence, Lease, Note, same_person
from pipeline.vietnamese import key

EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True)
class Question:
    """A cell that was set aside, or that nobody could read, and the answer if there is one from outside.

    Attributes:
        code: as printed on its slip.
        entry: the case.
        column: the cell.
        hamlet: hamlet of the case, '' if no residence names one.
        asked: the newest word on it that left it without a text; to be answered.
    """

    code: str
    entry: Entry
    column: Column
    hamlet: str
    asked: Decision


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer from outside with what it stands on.

    Attributes:
        entry: the case.
        column: the cell.
        decision: the answer.
        evidence: who was asked, or what was seen.
    """

    entry: Entry
    column: Column
    decision: Decision
    evidence: Evidence


class Shifts:
    """The desks of all who share a store. It may be used from several threads; it holds no state between calls."""

    def __init__(self, store: Database) -> None:
        """Use a store that is open."""
        self._store = store
        self._leases = Leases(store.engine)
        self._answers = Answers(store.engine)

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

    # -- one case, one person -------------------------------------------------------------------------------------

    def queue(self, book: str, who: str, wanted: Wanted = EVERYTHING) -> list[int]:
        """Return the wanted cases with open cells that nobody else has open: quick ones first, set-aside ones last.

        Raises:
            UsageError: there is no such book.
        """
        theirs = self.held(book, who)
        entries = queues.line_up(self._store.entries(book), wanted)
        return [entry.id for entry in entries if entry.id not in theirs]

    def held(self, book: str, who: str) -> dict[int, Lease]:
        """Return the cases of a book that other people have open now."""
        return {
            entry_id: lease for entry_id, lease in self._leases.held(book).items() if not same_person(lease.holder, who)
        }

    def take(self, entry_id: int, who: str) -> Lease:
        """Open a case for a person, unless another has it; return who has it now.

        Raises:
            UsageError: there is no such entry.
        """
        return self._leases.take(entry_id, who)

    def renew(self, entry_id: int, who: str) -> bool:
        """Let a person keep a case for longer; return False if another has it now."""
        return self._leases.renew(entry_id, who)

    def give_back(self, entry_ids: Collection[int], who: str) -> None:
        """Free the cases a person has left."""
        self._leases.give_back(entry_ids, who)

    def entry(self, entry_id: int) -> Entry:
        """Return one entry.

        Raises:
            UsageError: there is no such entry.
        """
        return self._store.entry(entry_id)

    def confirm(self, entry_id: int, decisions: Sequence[Decision]) -> list[str]:
        """Keep what a person decided while the case was theirs; return the keys that are safe on disk.

        Raises:
            UsageError: there is no such entry or column, or another person has answered a cell unseen by this one.
            StoreError: the store cannot be written; the decisions before that one are kept.
        """
        loader.load(self._store.entry(entry_id).form).must_have(decision.column for decision in decisions)
        for decision in decisions:
            self._leases.decide(entry_id, decision)
        return [decision.key for decision in decisions]

    # -- from one shift to the next -------------------------------------------------------------------------------

    def leave_note(self, book: str, who: str, text: str) -> Note:
        """Leave a note on a book for the next shift.

        Raises:
            UsageError: there is no such book, or the note is empty or too long.
        """
        return self._answers.leave_note(book, who, text)

    def notes(self, book: str, most: int = 1) -> Sequence[Note]:
        """Return the last notes on a book, the newest first."""
        return self._answers.notes(book, most)

    # -- answers from outside the book ----------------------------------------------------------------------------

    def questions(self, book: str) -> list[Question]:
        """Return every cell that waits for a word from outside, as the slips ask for it: by hamlet, then in book order.

        A cell that nobody could read, and of which that is all that could be found out, is no question any more.

        Raises:
            UsageError: there is no such book.
        """
        found, settled = [], self._answers.evidence(book)
        for entry in self._store.entries(book):
            form = loader.load(entry.form)
            hamlet = hamlet_of(entry, form)
            for column in questioned(entry, form):
                asked = entry.decisions[column.name]
                if asked.key not in settled:
                    found.append(Question(code_of(entry, form, column.name), entry, column, hamlet, asked))
        return sorted(found, key=lambda question: (not question.hamlet, key(question.hamlet)))

    def answer(self, question: Question, decision: Decision, evidence: Evidence) -> bool:
        """Keep the answer to a question and what it stands on, both or neither; False if it was stored already.

        Raises:
            UsageError: the answer leaves the cell open, or the cell was answered meanwhile.
            StoreError: the store cannot be written.
        """
        return self._answers.answer(question.entry.id, decision, evidence, to=question.asked.key)

    def answered(self, book: str) -> list[Answered]:
        """Return the cells of a book whose word stands on evidence, the newest first.

        Raises:
            UsageError: there is no such book.
        """
        evidence = self._answers.evidence(book)
        found = [
            Answered(entry, loader.load(entry.form).column(name), decision, evidence[decision.key])
            for entry in self._store.entries(book)
            for name, decision in entry.decisions.items()
            if decision.key in evidence
        ]
        return sorted(found, key=lambda one: one.decision.when, reverse=True)


def is_for_superior(question: Question) -> bool:
    """Return whether a question goes to a superior and not to the hamlet."""
    return question.asked.verdict is Verdict.ASK_SUPERIOR
