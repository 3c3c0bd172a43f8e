"""How the whole work stands: cases by register, year and commune, the days they were finished on, what blocks, and the plan."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from pipeline import notes, pace
from pipeline.config import Config
from pipeline.entries import Book, PageState
from pipeline.errors import UsageError
from pipeline.forms import REGISTERS, loader
from pipeline.pace import Answer, Hours
from pipeline.store import Store
from pipeline.store.database import Database
from pipeline.store.tally import Tally

PLAN = "plan.json"
"""The note in ``SOHOA_HOME`` that keeps the plan."""


@dataclass(frozen=True, slots=True)
class Row:
    """Cases of one kind of register, one year and one commune.

    Attributes:
        kind: what is registered, in Vietnamese.
        year: of the books, 0 if not said.
        commune: of the books, '' if not said.
        done: cases of which every cell is answered.
        set_aside: cases of which every other cell is answered, and the rest waits for a word.
        left: cases with cells that nobody has looked at.
    """

    kind: str
    year: int
    commune: str
    done: int
    set_aside: int
    left: int

    @property
    def cases(self) -> int:
        """All cases."""
        return self.done + self.set_aside + self.left


@dataclass(frozen=True, slots=True)
class Block:
    """What keeps a book from being finished.

    Attributes:
        book: its name.
        failed: pages that could not be read.
        waiting: pages that were not read yet.
        set_aside: cells that wait for a word.
    """

    book: str
    failed: int
    waiting: int
    set_aside: int


@dataclass(frozen=True, slots=True)
class Standing:
    """The work at one moment.

    Attributes:
        rows: by register, year and commune.
        finished: number of cases finished on each day.
        blocks: books that something blocks.
    """

    rows: Sequence[Row]
    finished: Mapping[date, int]
    blocks: Sequence[Block]

    @property
    def left(self) -> int:
        """Cases that are not done: those set aside wait for a word, and are work too."""
        return sum(row.set_aside + row.left for row in self.rows)


@dataclass(frozen=True, slots=True)
class Plan:
    """What the office wants to reach; None where nothing is said.

    Attributes:
        a_day: cases a day.
        deadline: day on which all is to be done.
    """

    a_day: int | None = None
    deadline: date | None = None


class Overview:
    """Looks over the store of an installation. It may be used from several threads; nothing is held between calls."""

    def __init__(self, config: Config, store: Store, tally: Tally) -> None:
        """Use a store, its counts, and the folder of the plan."""
        self._config, self._store, self._tally = config, store, tally

    @classmethod
    def open(cls, config: Config) -> Self:
        """Look into the store of an installation.

        Raises:
            StoreError: it cannot be opened.
        """
        return cls(config, Database.open(config), Tally.open(config))

    def close(self) -> None:
        """Let go of the store."""
        self._store.close()
        self._tally.close()

    def now(self) -> Standing:
        """Return how the work stands."""
        books = {book.name: book for book in self._store.books()}
        rows: dict[tuple[str, int, str], Counter[str]] = defaultdict(Counter)
        ends: list[datetime] = []
        aside: Counter[str] = Counter()
        for form_name in self._tally.forms():
            form = loader.load(form_name)
            for stand in self._tally.stands(form_name, [column.name for column in form.columns]):
                state = _state(stand.decided, stand.set_aside, len(form.columns))
                rows[_key(form.register, books.get(stand.book))][state] += 1
                aside[stand.book] += stand.set_aside
                if state == "done" and stand.last:
                    ends.append(stand.last)
        table = [Row(*key, count["done"], count["set_aside"], count["left"]) for key, count in sorted(rows.items())]
        return Standing(table, pace.by_day(ends), list(self._blocks(aside)))

    def hours(self, who: str) -> list[Hours]:
        """Return the work of one person by day. It is for that person: nobody is shown another's."""
        said = self._tally.answers(who)
        shares = {form: 1 / len(loader.load(form).columns) for form in {form for *_, form in said}}
        return pace.hours([Answer(when, (entry_id, column), shares[form]) for when, entry_id, column, form in said])

    def plan(self) -> Plan:
        """Return the plan, empty if none was made."""
        said = notes.read(self._config.home / PLAN)
        a_day, deadline = said.get("a_day"), said.get("deadline")
        return Plan(a_day if isinstance(a_day, int) else None, _day(deadline))

    def keep_plan(self, plan: Plan) -> None:
        """Put a plan in the place of the one before.

        Raises:
            UsageError: it wants fewer than one case a day.
            StoreError: it cannot be written.
        """
        if plan.a_day is not None and plan.a_day < 1:
            raise UsageError("Mục tiêu mỗi ngày phải từ 1 trường hợp trở lên.")
        deadline = plan.deadline.isoformat() if plan.deadline else None
        notes.write(self._config.home / PLAN, {"a_day": plan.a_day, "deadline": deadline})

    def _blocks(self, aside: Mapping[str, int]) -> Iterator[Block]:
        failed, waiting = self._tally.pages(PageState.FAILED), self._tally.pages(PageState.WAITING)
        for book in sorted({*failed, *waiting, *(name for name, count in aside.items() if count)}):
            yield Block(book, failed.get(book, 0), waiting.get(book, 0), aside.get(book, 0))


def _state(decided: int, set_aside: int, columns: int) -> str:
    if decided >= columns:
        return "done"
    return "set_aside" if decided + set_aside >= columns else "left"


def _key(register: str, book: Book | None) -> tuple[str, int, str]:
    kind = REGISTERS[register]
    return (kind, book.year, book.commune) if book else (kind, 0, "")


def _day(said: object) -> date | None:
    try:
        return date.fromisoformat(said) if isinstance(said, str) else None
    except ValueError:
        return None
