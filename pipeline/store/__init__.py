"""The store keeps books, pages, readings and decisions. Plain values in and out; nothing else of the database leaves.

Decisions are only ever added. Reading a page again replaces its readings and never touches a decision. A page is
stored whole or not at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from pipeline.entries import Book, Decision, Entry, NewPage, Page, PageState, Reading, ReadPage

PARTICULARS: Mapping[str, str] = {
    "commune": "tên xã, phường",
    "district": "tên huyện, quận",
    "province": "tên tỉnh, thành phố",
    "year": "năm của sổ",
    "volume": "quyển số",
}
"""What the package of a book is named by, in the clerk's words."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a book has come.

    Attributes:
        pages: number of pages by state.
        entries: entries found.
        cells: cells of all entries.
        decided: cells a person has answered for good.
        set_aside: cells a person has set aside (verify later, ask superior).
    """

    pages: Mapping[PageState, int]
    entries: int
    cells: int
    decided: int
    set_aside: int


class Store(Protocol):
    """Everything the desk needs of a store."""

    def books(self) -> list[Book]:
        """Return all books by name."""
        ...

    def book(self, name: str) -> Book:
        """Return one book; raises UsageError (with the nearest name) if there is none."""
        ...

    def check_book(self, book: Book) -> None:
        """Raise the UsageError that ``add_book`` would raise, and keep nothing."""
        ...

    def add_book(self, book: Book) -> Book:
        """Add a book, or fill in what an existing one of that name does not say yet; return it as stored.

        What makes no sense or differs from what is known raises UsageError, as does a different form for a book that
        already has read pages.
        """
        ...

    def correct_book(self, name: str, changes: Mapping[str, str | int]) -> Book:
        """Change particulars of a book, by column ('' and 0 take one back); return it as stored."""
        ...

    def add_pages(self, book: str, pages: Sequence[NewPage]) -> int:
        """Add the pages of one delivered file in one transaction; return how many were new to the book."""
        ...

    def pages(self, book: str | None = None, state: PageState | None = None) -> list[Page]:
        """Return pages in book order."""
        ...

    def page(self, page_id: int) -> Page:
        """Return one page."""
        ...

    def store_read(self, page_id: int, read: ReadPage, versions: Mapping[str, str]) -> None:
        """Keep what was read of a page, whole or not at all; entries that hold decisions stay."""
        ...

    def store_weighed(self, weighed: Mapping[tuple[int, str], tuple[Reading, Reading]]) -> None:
        """Put the reading after weighing in place of the one before, by entry and column; cells read anew meanwhile stay."""
        ...

    def unweighed(self) -> list[str]:
        """Return the books that were read and not weighed since, because the program was stopped in between."""
        ...

    def fail(self, page_id: int, reason: str) -> None:
        """Mark a page as failed with its reason."""
        ...

    def entries(self, book: str) -> list[Entry]:
        """Return the entries of a book in page order with readings and newest decisions."""
        ...

    def entry(self, entry_id: int) -> Entry:
        """Return one entry."""
        ...

    def decide(self, entry_id: int, decision: Decision) -> bool:
        """Add a decision, safe on disk when this returns; False if its key was already stored."""
        ...

    def history(self, entry_id: int) -> list[Decision]:
        """Return every decision on an entry, oldest first."""
        ...

    def approved(self, book: str) -> Mapping[int, str]:
        """Return who approved which entry of a book, where nothing was decided afterwards."""
        ...

    def progress(self, book: str) -> Progress:
        """Return how far a book has come, counted in the database."""
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...
