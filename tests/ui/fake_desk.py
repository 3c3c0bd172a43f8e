"""A desk without a store: what a screen asks for lies ready, and what it does is written down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.config import Config
from pipeline.desk import Shelf
from pipeline.entries import Book, Decision, Entry, Finding, Ink, Page, PageState, Reading
from pipeline.errors import RegisterError, UsageError
from pipeline.forms import Form, loader
from pipeline.geometry import Box
from pipeline.receipts import Objection, Receipt
from pipeline.store import Progress

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


@dataclass
class FakeDesk:
    """Answers like the desk, from memory.

    Attributes:
        cases: the entries of the one book.
        findings: what the rules would say.
        objections: what would be rejected of the ministry's package.
        receipt: what a hand-over would return.
        trouble: raised by ``confirm`` while it is set, as a full disk would.
    """

    cases: dict[int, Entry] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    objections: list[Objection] = field(default_factory=list)
    receipt: Receipt = field(default_factory=lambda: Receipt((), 0, ()))
    trouble: RegisterError | None = None
    kept: list[tuple[int, Decision]] = field(default_factory=list)
    handed_over: list[tuple[str, Path, str, dict[str, int]]] = field(default_factory=list)
    config: Config = field(default_factory=lambda: Config(Path("nowhere"), "sqlite:///nowhere"))

    def books(self) -> list[Shelf]:
        """Return the one book, or none if there are no cases."""
        return [self.shelf(NAME)] if self.cases else []

    def shelf(self, book: str) -> Shelf:
        """Return the one book."""
        pages = {PageState.READ: 1, PageState.FAILED: 1, PageState.WAITING: 2}
        return Shelf(Book(book, "birth-table"), Progress(pages, len(self.cases), 18, 5, 2))

    def failed(self, book: str) -> list[Page]:
        """Return the page that could not be read."""
        return [LOST]

    def entries(self, book: str) -> list[Entry]:
        """Return all cases."""
        return list(self.cases.values())

    def queue(self, book: str) -> list[int]:
        """Return all cases; a fake knows no doubt."""
        if book != NAME:
            raise UsageError(f"Không có sổ «{book}».")
        return list(self.cases)

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
        """Return what would be rejected."""
        return self.objections

    def hand_over(self, book: str, folder: Path, target: str, settings: Mapping[str, int]) -> Receipt:
        """Write down what was asked."""
        self.handed_over.append((book, folder, target, dict(settings)))
        return self.receipt
