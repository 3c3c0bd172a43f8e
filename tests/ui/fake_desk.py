"""A desk without a store: what a screen asks for lies ready, and what it does is written down."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Coroutine, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from pipeline.config import Config
from pipeline.desk import Shelf
from pipeline.entries import Book, Decision, Entry, Finding, Ink, Page, PageState, Reading
from pipeline.errors import RegisterError, UsageError
from pipeline.forms import Form, loader
from pipeline.geometry import Box
from pipeline.inspection import Doubtful
from pipeline.queues import Wanted
from pipeline.receipts import Objection, Receipt
from pipeline.rights import Role
from pipeline.staff import Account, Session
from pipeline.store import Progress
from pipeline.teamwork import LEASE, Lease, Note

T = TypeVar("T")

NOW = datetime(2026, 1, 1, tzinfo=UTC)
NAME = "Khai sinh 1989"
PAGE = Page(1, NAME, 1, "trang-1.jpg", Path("trang-1.jpg"), "a" * 64, PageState.READ)
LOST = Page(2, NAME, 2, "trang-2.jpg", Path("trang-2.jpg"), "b" * 64, PageState.FAILED, "Ảnh bị hỏng.")


def entry(entry_id: int, **decisions: Decision) -> Entry:
    """Return a case of two read cells; the others of its form were not found on the page."""
    readings = {
        "so": Reading("12", 0.97, Ink.WRITTEN, Box(10, 10, 40, 20)),
        "nksHoTen": Reading("Nông Tài", 0.6, Ink.WRITTEN, Box(60, 10, 200, 20)),
    }
    return Entry(entry_id, PAGE, entry_id, "birth-table", readings, decisions)


def aside(story: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run a story to its end in a thread of its own: the browser of other tests keeps a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(story())).result()


@dataclass
class FakeDoor:
    """Lets one person of some roles be at work, or nobody.

    Attributes:
        roles: what the person is; nobody is at work where there are none.
        name: of the person.
        notes: what was written into the log: kind, who and what about.
    """

    roles: tuple[Role, ...] = (Role.CLERK, Role.ADMINISTRATOR)
    name: str = "Lò Thị Mai"
    notes: list[tuple[str, str, dict[str, object]]] = field(default_factory=list)

    def session(self, token: str) -> Session | None:
        """Return the session of the one person, whatever the token."""
        account = Account(1, self.name, self.roles, "", NOW)
        return Session("f" * 64, account, "password", "127.0.0.1", NOW, NOW) if self.roles else None

    def is_locked(self, session: Session) -> bool:
        """Return that it is not."""
        return False

    def note(self, kind: str, who: str, about: Mapping[str, object]) -> None:
        """Write down what would go into the log."""
        self.notes.append((kind, who, dict(about)))


@dataclass
class FakeDesk:
    """Answers like the desk, from memory.

    Attributes:
        cases: the entries of the one book.
        findings: what the rules would say.
        objections: what would be rejected of the ministry's package.
        receipt: what a hand-over would return.
        others: who else has which case open.
        left: the notes on the book, the oldest first.
        poor: the pages whose pictures are too poor.
        trouble: raised by ``confirm`` while it is set, as a full disk would.
    """

    cases: dict[int, Entry] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    objections: list[Objection] = field(default_factory=list)
    receipt: Receipt = field(default_factory=lambda: Receipt((), 0, ()))
    trouble: RegisterError | None = None
    others: dict[int, str] = field(default_factory=dict)
    given_back: list[int] = field(default_factory=list)
    left: list[Note] = field(default_factory=list)
    poor: tuple[Doubtful, ...] = (Doubtful(PAGE, ("chụp lại: mờ ở góc trái <b>",), "1-page-aaaaaaaaaaaa.webp"),)
    kept: list[tuple[int, Decision]] = field(default_factory=list)
    handed_over: list[tuple[str, Path, str, dict[str, int]]] = field(default_factory=list)
    looked_through: list[dict[str, int | str]] = field(default_factory=list)
    config: Config = field(default_factory=lambda: Config(Path("nowhere"), "sqlite:///nowhere"))

    def books(self) -> list[Shelf]:
        """Return the one book, or none if there are no cases."""
        return [self.shelf(NAME)] if self.cases else []

    def shelf(self, book: str) -> Shelf:
        """Return the one book."""
        pages = {PageState.READ: 1, PageState.FAILED: 1, PageState.WAITING: 2}
        return Shelf(Book(book, "birth-table"), Progress(pages, len(self.cases), 18, 5, 2))

    def doubtful(self, book: str) -> list[Doubtful]:
        """Return the page whose picture is poor."""
        return list(self.poor)

    def failed(self, book: str) -> list[Page]:
        """Return the page that could not be read."""
        return [LOST]

    def entries(self, book: str) -> list[Entry]:
        """Return all cases."""
        return list(self.cases.values())

    def queue(self, book: str, who: str = "", wanted: Wanted | None = None) -> list[int]:
        """Return all cases that nobody else has; a fake knows no doubt."""
        if book != NAME:
            raise UsageError(f"Không có sổ «{book}».")
        return [entry_id for entry_id in self.cases if entry_id not in self.others]

    def shown(self, entry: Entry, who: str) -> Entry:
        """Return a case as it was read; a fake plants nothing."""
        return entry

    def take(self, entry_id: int, who: str) -> Lease:
        """Give a case to a person, unless another has it."""
        now = datetime.now(UTC)
        return Lease(entry_id, self.others.get(entry_id, who), now, now + LEASE)

    def renew(self, entry_id: int, who: str) -> bool:
        """Let a person keep a case, unless another has it."""
        return entry_id not in self.others

    def give_back(self, entry_ids: Collection[int], who: str) -> None:
        """Write down what was given back."""
        self.given_back += sorted(entry_ids)

    def held(self, book: str, who: str) -> dict[int, Lease]:
        """Return what others have."""
        return {entry_id: self.take(entry_id, who) for entry_id in self.others}

    def notes(self, book: str, most: int = 1) -> Sequence[Note]:
        """Return the notes, the newest first."""
        return self.left[::-1][:most]

    def leave_note(self, book: str, who: str, text: str) -> Note:
        """Write a note down; refuse an empty one as the store does."""
        if not text.strip():
            raise UsageError("Ghi chú bàn giao ca đang trống.")
        self.left.append(Note(who, datetime.now(UTC), text))
        return self.left[-1]

    def entry(self, entry_id: int) -> Entry:
        """Return one case."""
        if entry_id not in self.cases:
            raise UsageError(f"Không có trường hợp {entry_id}.")
        return self.cases[entry_id]

    def form_of(self, entry: Entry) -> Form:
        """Return the real form."""
        return loader.load(entry.form)

    def address(self, entry: Entry, column: str = "") -> str:
        """Return a made-up address."""
        return f"{entry.page.id}-{column or 'page'}.webp"

    def size(self, entry: Entry) -> tuple[int, int]:
        """Return the size of every picture."""
        return 800, 600

    def confirm(self, entry_id: int, decisions: Sequence[Decision]) -> list[str]:
        """Write decisions down, each key once."""
        case = self.entry(entry_id)
        if self.trouble is not None:
            raise self.trouble
        for decision in decisions:
            if decision.key not in {known.key for _, known in self.kept}:
                self.kept.append((entry_id, decision))
                case = replace(case, decisions={**case.decisions, decision.column: decision})
        self.cases[entry_id] = case
        return [decision.key for decision in decisions]

    def check(self, book: str) -> list[Finding]:
        """Return the findings."""
        return self.findings

    def choices(self, book: str, target: str) -> Mapping[str, Sequence[int | str]]:
        """Return the one choice there is, for a book of births."""
        return {"birth_columns": (70, 60)} if target == "ministry" else {}

    def pre_flight(self, book: str, settings: Mapping[str, int | str]) -> list[Objection]:
        """Write down with which settings, and return what would be rejected."""
        self.looked_through.append(dict(settings))
        return self.objections

    def hand_over(self, book: str, folder: Path, target: str, settings: Mapping[str, int]) -> Receipt:
        """Write down what was asked."""
        self.handed_over.append((book, folder, target, dict(settings)))
        return self.receipt
