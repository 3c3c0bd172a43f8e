"""What a clerk can ask for: take in, read, next doubtful, confirm, check, hand over."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self
from unicodedata import normalize

from pipeline import config as configuration
from pipeline import findings, flow, packages, preflight, queues, scans, views, weighing
from pipeline.config import Config
from pipeline.entries import Book, Decision, Entry, Finding, Page, PageState
from pipeline.errors import UnreadableScan, UsageError
from pipeline.forms import Form, loader
from pipeline.queues import Wanted
from pipeline.receipts import Objection, Receipt
from pipeline.scans import Refused
from pipeline.store import Progress, Store
from pipeline.store.database import Database
from pipeline.views import Preview
from pipeline.workers import Job, Told, read_all, untold

TARGETS = {
    "ministry": "ministry",
    "csv": "flat_csv",
    "json": "records_json",
    "parquet": "flat_parquet",
    "page-xml": "page_xml",
    "alto": "alto",
    "slips": "slips",
    "pdf": "searchable_pdf",
    "extract": "extracts",
}
"""Name of a hand-over on the command line, and the export that writes it."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """One book and how far it has come."""

    book: Book
    progress: Progress


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came of taking files in.

    Attributes:
        new: pages that were new to the book.
        known: pages that the book already had.
        refused: files that did not go in, each with its reason.
    """

    new: int
    known: int
    refused: tuple[Refused, ...]


class Desk:
    """A clerk's desk over one store. It may be used from several threads; it holds no state between calls."""

    def __init__(self, config: Config, store: Store) -> None:
        """Sit down at a store that is open."""
        self.config = config
        self._store = store

    @classmethod
    def open(cls, config: Config | None = None) -> Self:
        """Open the store of this installation, making it on first use.

        Raises:
            StoreError: it cannot be opened.
        """
        config = config or configuration.load()
        return cls(config, Database.open(config))

    def close(self) -> None:
        """Let go of the store."""
        self._store.close()

    # -- pictures in, readings out ------------------------------------------------------------------------------

    def take_in(self, sources: Sequence[Path], book: Book, told: Told = untold) -> TakenIn:
        """Bring delivered files into a book; a file that cannot go in is listed and the rest goes in.

        Args:
            sources: folders, pictures and PDFs.
            book: the book, made with its first page; what is known of it may be left out, not changed.
            told: called after each file.

        Raises:
            UsageError: there is nothing to take in, or what is said of the book makes no sense or is not what is known.
            BadForm: there is no such form.
            StoreError: the store or its folder cannot be written.
        """
        if book.form != flow.AUTO:
            loader.load(book.form)
        files, refused = scans.listed(sources)
        self._store.check_book(book)
        new = known = 0
        for file in files:
            try:
                pages = scans.keep(file, self.config.pictures)
            except UnreadableScan as error:
                refused.append(Refused(normalize("NFC", file.name), str(error)))
            else:
                if not new + known:
                    self._store.add_book(book)
                added = self._store.add_pages(book.name, pages)
                new, known = new + added, known + len(pages) - added
            told(file.name)
        return TakenIn(new, known, tuple(refused))

    def correct(self, book: str, particulars: Mapping[str, str | int]) -> Book:
        """Change what a book's package is named by (commune, district, province, year, volume); return the book.

        Raises:
            UsageError: there is no such book, or a particular makes no sense.
        """
        return self._store.correct_book(book, particulars)

    def to_read(self, book: str | None = None, *, again: bool = False) -> list[Page]:
        """Return the pages that wait for the machine: new ones, ones that failed, or all of them ``again``."""
        pages = self._store.pages(book)
        return [page for page in pages if again or page.state is not PageState.READ]

    def read(self, pages: Sequence[Page], *, recogniser: str, workers: int, told: Told = untold) -> list[Page]:
        """Read pages, keep each as soon as it is done, weigh their books at the end; return those that failed, with their reasons.

        Stopped at any moment, what is done stays done, and the next call goes on with the rest, if only with weighing.

        Raises:
            MissingPart: an engine is not installed.
            StoreError: the store cannot be written.
        """
        forms = {shelf.name: shelf.form for shelf in self._store.books()}
        jobs = [Job(place, page.picture, forms[page.book]) for place, page in enumerate(pages)]
        failed = []
        for done in read_all(jobs, recogniser=recogniser, workers=workers):
            page = pages[done.key]
            if done.read is None:
                self._store.fail(page.id, done.reason)
                failed.append(replace(page, state=PageState.FAILED, reason=done.reason))
            else:
                self._store.store_read(page.id, done.read, done.versions)
            told(f"{page.book} · {page.source}")
        weighing.in_store(self._store, {page.book for page in pages} | set(self._store.unweighed()))
        return sorted(failed, key=lambda page: (page.book, page.number))

    # -- the clerk's loop -----------------------------------------------------------------------------------------

    def books(self) -> list[Shelf]:
        """Return all books with their progress."""
        return [self.shelf(book.name) for book in self._store.books()]

    def shelf(self, book: str) -> Shelf:
        """Return one book with its progress.

        Raises:
            UsageError: there is no such book.
        """
        return Shelf(self._store.book(book), self._store.progress(book))

    def failed(self, book: str) -> list[Page]:
        """Return the pages of a book that could not be read, each with its reason."""
        return self._store.pages(book, PageState.FAILED)

    def entries(self, book: str) -> list[Entry]:
        """Return the entries of a book in page order.

        Raises:
            UsageError: there is no such book.
        """
        self._store.book(book)
        return self._store.entries(book)

    def queue(self, book: str) -> list[int]:
        """Return the ids of entries with open cells: the quickest first, those that were set aside last."""
        return [entry.id for entry in queues.line_up(self.entries(book), Wanted())]

    def next_doubtful(self, book: str, skip: Collection[int] = ()) -> Entry | None:
        """Return the most doubtful entry that is still open and not in ``skip``, or None when all is done."""
        return next((self._store.entry(waiting) for waiting in self.queue(book) if waiting not in skip), None)

    def entry(self, entry_id: int) -> Entry:
        """Return one entry.

        Raises:
            UsageError: there is no such entry.
        """
        return self._store.entry(entry_id)

    def form_of(self, entry: Entry) -> Form:
        """Return the form an entry was read with."""
        return loader.load(entry.form)

    def confirm(self, entry_id: int, decisions: Sequence[Decision]) -> list[str]:
        """Keep what a person decided; return the keys that are safe on disk now, also those that already were.

        Raises:
            UsageError: there is no such entry, or its form has no such column.
            StoreError: the store cannot be written; the decisions before that one are kept.
        """
        self.form_of(self._store.entry(entry_id)).must_have(decision.column for decision in decisions)
        for decision in decisions:
            self._store.decide(entry_id, decision)
        return [decision.key for decision in decisions]

    def history(self, entry_id: int) -> list[Decision]:
        """Return every decision on an entry, oldest first."""
        return self._store.history(entry_id)

    def address(self, entry: Entry, column: str = "") -> str:
        """Return the address of the page's preview or of one cell's crop; '' if the cell was never read."""
        if not column:
            return views.address(entry.page)
        reading = entry.readings.get(column)
        return views.address(entry.page, reading.box) if reading else ""

    def picture(self, address: str, *, avif: bool = False) -> Preview:
        """Return the picture at an address, encoded for a browser that knows AVIF or for any.

        Raises:
            UsageError: nothing lies there.
            UnreadableScan: the picture file is gone or damaged.
        """
        wanted = views.parsed(address)
        page = self._store.page(wanted.page)
        if not page.sha256.startswith(wanted.checksum):
            raise UsageError("Địa chỉ ảnh không còn đúng. Hãy tải lại màn hình.")
        return views.drawn(page.picture, wanted, avif=avif)

    def size(self, entry: Entry) -> tuple[int, int]:
        """Return width and height of the picture that the boxes of an entry lie on, px.

        Raises:
            UnreadableScan: the picture file is gone or damaged.
        """
        return views.size(entry.page.picture)

    # -- the whole book -------------------------------------------------------------------------------------------

    def check(self, book: str) -> list[Finding]:
        """Return what the rules doubt about a book; what rests on the machine's reading is softer and says so.

        Raises:
            UsageError: there is no such book.
        """
        return findings.of_book(self._store.book(book), self._store.entries(book))

    def choices(self, book: str, target: str) -> Mapping[str, Sequence[int | str]]:
        """Return the settings of a hand-over that matter to a book, each with its values, the usual one first.

        Raises:
            UsageError: there is no such book or target.
        """
        return packages.choices(_export(target), {self.form_of(entry).register for entry in self.entries(book)})

    def pre_flight(self, book: str, settings: Mapping[str, Any] | None = None) -> list[Objection]:
        """Return what the ministry's import or the law would have against a book's package; first what holds entries back.

        Raises:
            UsageError: there is no such book or setting, or no page of the book has been read.
            BadForm: the ministry has no import template for a register of the book.
        """
        return preflight.of_book(self._store, book, self.check(book), settings)

    def hand_over(self, book: str, folder: Path, target: str, settings: Mapping[str, Any] | None = None) -> Receipt:
        """Write a book's package, one for each register in it; nothing but decided cells goes out.

        Args:
            book: name of the book.
            folder: where the package goes.
            target: one of ``TARGETS``.
            settings: fields of the export, as ``{"birth_columns": 60}``; and for every export ``{"approved_only": True}``, which
                leaves out what no second person has approved as it is now.

        Raises:
            UsageError: there is no such book or target, or the book lacks what its package is named by.
            TargetError: the folder cannot be written; an older package there is untouched.
        """
        export = _export(target)
        sorted_out, chosen = packages.asked(self._store, book, settings or {})
        return packages.written(sorted_out, export, chosen, folder)


def _export(target: str) -> str:
    if target not in TARGETS:
        raise UsageError(f"Không có kiểu bàn giao «{target}». Hiện có: {', '.join(TARGETS)}.")
    return TARGETS[target]
