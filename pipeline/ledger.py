"""What a clerk can ask of whole books: match them with a list, load a report of the ministry's system, see what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from pipeline import completeness, headings, matching, returned
from pipeline import config as configuration
from pipeline.closings import ClosingTotal, ImportReport, Tally
from pipeline.completeness import Known, Standing
from pipeline.config import Config
from pipeline.entries import Book, Entry
from pipeline.errors import UsageError
from pipeline.forms import Form, loader
from pipeline.matching import Comparison
from pipeline.returned import Answer, Mine, Returned
from pipeline.store.database import Database
from pipeline.store.standings import Standings

NAMES = ("nksHoTen", "nktHoTen", "nxnHoTen", "chongHoTen", "voHoTen", "cmHoTen", "ncHoTen")
"""Columns that name the persons of an entry where only its place is looked at."""


class Ledger:
    """Whole books over one store. It may be used from several threads; it holds no state between calls."""

    def __init__(self, store: Database, standings: Standings) -> None:
        """Sit down at a store that is open."""
        self._store = store
        self._standings = standings

    @classmethod
    def open(cls, config: Config | None = None) -> Self:
        """Open the store of this installation, making it on first use.

        Raises:
            StoreError: it cannot be opened.
        """
        config = config or configuration.load()
        return cls(Database.open(config), Standings.open(config))

    def close(self) -> None:
        """Let go of the store."""
        self._standings.close()
        self._store.close()

    def books(self) -> list[Book]:
        """Return all books by name."""
        return self._store.books()

    # -- a list of another office -----------------------------------------------------------------------------------

    def match(self, books: Sequence[str], file: Path, given: Mapping[str, str] | Path) -> Comparison:
        """Compare books with a list; nothing is changed.

        Args:
            books: names of books of one kind of register; none for all books.
            file: CSV or XLSX.
            given: heading in the list by column, or a mapping file; what is not in it is guessed.

        Raises:
            UsageError: there is no such book, no entry to compare, the books are of several kinds, or the list cannot be read.
            StoreError: the store cannot be read.
        """
        chosen = [self._store.book(name) for name in books] or self._store.books()
        forms = self._forms([entry for book in chosen for entry in self._standings.entries(book.name, ())])
        kinds = {form.register for form in forms.values()}
        if not forms:
            raise UsageError("Chưa có trường hợp nào được đọc để so. Hãy chạy sohoa read trước.")
        if len(kinds) > 1:
            raise UsageError(
                f"Các sổ này thuộc nhiều loại ({', '.join(sorted(kinds))}). Hãy so từng loại, nêu tên sổ bằng --book."
            )
        if isinstance(given, Path):
            given = headings.read_mapping(given, headings.names_of(list(forms.values())))
        listed = matching.read(file, forms, given)
        columns = {*listed.names, *NAMES, "so"}
        entries = [entry for book in chosen for entry in self._standings.entries(book.name, columns)]
        return matching.compared(entries, forms, listed)

    # -- reports of the ministry's system -----------------------------------------------------------------------------

    def load_report(
        self, book: str, file: Path, given: Mapping[str, str] | Path, who: str
    ) -> tuple[ImportReport, bool]:
        """Keep an import report; return it, and whether it was new. A file that was loaded before changes nothing.

        Raises:
            UsageError: there is no such book, nobody says who loads it, or the report cannot be read.
            StoreError: the store cannot be written.
        """
        if not who.strip():
            raise UsageError("Chưa có tên người nạp báo cáo. Hãy ghi họ tên.")
        registers = list(
            dict.fromkeys(form.register for form in self._forms(self._standings.entries(book, ())).values())
        )
        if isinstance(given, Path):
            given = headings.read_mapping(given, headings.names_of_report())
        report = returned.read_report(file, registers, given, who.strip(), datetime.now(UTC))
        return report, self._standings.add_report(book, report)

    def reports(self, book: str) -> list[ImportReport]:
        """Return the reports of a book, oldest first.

        Raises:
            UsageError: there is no such book.
        """
        return self._standings.reports(book)

    def returned(self, book: str) -> Returned:
        """Return every entry of a book with what the ministry's system last said of it.

        Raises:
            UsageError: there is no such book.
        """
        entries = self._standings.entries(book, (*completeness.COLUMNS, *NAMES))
        forms, tallies = self._forms(entries), self._standings.tallies(book)
        mine = [self._mine(entry, forms[entry.form], tallies) for entry in entries]
        return returned.beside(self._store.book(book), mine, self._standings.reports(book))

    # -- what is missing ------------------------------------------------------------------------------------------------

    def close_book(self, book: str, cases: int, pages: int, who: str) -> bool:
        """Keep the closing total of a book as a person copies it; False if the newest one says the same.

        Raises:
            UsageError: there is no such book, or it is no total.
            StoreError: the store cannot be written.
        """
        return self._standings.close_book(book, ClosingTotal(cases, pages, who.strip(), datetime.now(UTC)))

    def totals(self, book: str) -> list[ClosingTotal]:
        """Return every closing total of a book, oldest first; the newest counts.

        Raises:
            UsageError: there is no such book.
        """
        return self._standings.totals(book)

    def standings(self) -> list[Standing]:
        """Return how every book stands, by name."""
        return [self.standing(book.name) for book in self._store.books()]

    def standing(self, book: str) -> Standing:
        """Return how one book stands.

        Raises:
            UsageError: there is no such book.
        """
        entries = self._standings.entries(book, completeness.COLUMNS)
        totals = self._standings.totals(book)
        return completeness.of_book(
            Known(
                self._store.book(book),
                self._store.pages(book),
                entries,
                self._forms(entries),
                self._standings.tallies(book),
                totals[-1] if totals else None,
                self.returned(book).count(Answer.REJECTED) if self._standings.reports(book) else 0,
            )
        )

    def _forms(self, entries: Sequence[Entry]) -> dict[str, Form]:
        return {name: loader.load(name) for name in dict.fromkeys(entry.form for entry in entries)}

    def _mine(self, entry: Entry, form: Form, tallies: Mapping[int, Tally]) -> Mine:
        tally = tallies.get(entry.id)
        still_open = len(form.columns) - (tally.decided if tally else 0)
        return Mine(entry, form.register, still_open, tally.changed if tally else None)
