"""What a clerk asks about the pictures of a book before anything is read: which are too poor, and a sheet of them to print."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pipeline import config as configuration
from pipeline import contact_sheet, retake, scans, views
from pipeline.config import Config
from pipeline.contact_sheet import Shot
from pipeline.entries import Page
from pipeline.errors import UnreadableScan
from pipeline.store.database import Database
from pipeline.store.qualities import Qualities


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A page whose picture is too poor to read well.

    Attributes:
        page: the page.
        advice: what is wrong and what to do, in Vietnamese, the worst first.
        address: of its picture, for the screens.
    """

    page: Page
    advice: tuple[str, ...]
    address: str


class Inspection:
    """Looks at the pictures of the store. It names pages and refuses none: whether one is taken again, a person decides."""

    def __init__(self, store: Database, qualities: Qualities) -> None:
        """Look at a store that is open."""
        self._store = store
        self._qualities = qualities

    @classmethod
    def open(cls, config: Config | None = None) -> Self:
        """Open the store of this installation, making it on first use.

        Raises:
            StoreError: it cannot be opened.
        """
        config = config or configuration.load()
        return cls(Database.open(config), Qualities.open(config))

    def close(self) -> None:
        """Let go of the store."""
        self._store.close()
        self._qualities.close()

    def doubtful(self, book: str, newest: int | None = None) -> list[Doubtful]:
        """Return the pages of a book that are too poor to read well, in book order.

        Pages taken in by a program that did not measure yet are measured now.

        Args:
            book: name of the book.
            newest: look only at so many pages that came last; at all of them if None.

        Raises:
            UsageError: there is no such book.
            StoreError: the store cannot be read or written.
        """
        pages = self._store.pages(book)
        known = self._qualities.of_book(book)
        told = [
            (page, retake.advice(known[page.id] if "letters" in known[page.id] else self._measured(page)))
            for page in pages[len(pages) - min(newest, len(pages)) if newest is not None else 0 :]
        ]
        return [Doubtful(page, advice, views.address(page)) for page, advice in told if advice]

    def draw_contact_sheet(self, book: str, target: Path) -> int:
        """Draw the doubtful pages of a book small on sheets, each with what to do; return how many, 0 if nothing was drawn.

        Raises:
            UsageError: there is no such book, or the file is neither PDF nor JPEG.
            TargetError: the file cannot be written; an older one there is untouched.
        """
        contact_sheet.check(target)
        shots = [
            Shot(one.page.picture, f"Trang {one.page.number} · {one.page.source}", one.advice)
            for one in self.doubtful(book)
        ]
        if shots:
            contact_sheet.write(target, f"Sổ «{book}»: {len(shots)} trang nên xem lại hoặc chụp lại", shots)
        return len(shots)

    def _measured(self, page: Page) -> Mapping[str, float]:
        """Return the measures of a page and keep them; none where its picture is gone, which reading it will tell."""
        with suppress(UnreadableScan):
            measures = scans.measures(page.picture)
            self._qualities.keep(page.id, measures)
            return measures
        return {}
