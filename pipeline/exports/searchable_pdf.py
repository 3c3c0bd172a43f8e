"""The whole book to leaf through and search: ``<book>.<LOAI>.pdf``, its pages as pictures, what was decided unseen over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from pipeline import dates, numbering
from pipeline.entries import Entry, Page
from pipeline.errors import UnreadableScan
from pipeline.exports import Package
from pipeline.exports._case_pdf import encoded, opened
from pipeline.exports._page_pdf import PagePdf
from pipeline.exports._text_layer import lines_of, top_of
from pipeline.exports._transcript import picture_size
from pipeline.exports._writing import file_name, left_out, split, unread, write_all
from pipeline.receipts import LeftOut, Receipt

SIDE = 2339
"""Longer side of a page, px: A4 at 200 dpi, which the archives' standard asks of copies (domain.md §1.2, unverified)."""

QUALITY = 75
"""JPEG quality, the one that Pillow takes by itself; the delivered file stays the master."""

PERSONS = {
    "KS": ("nksHoTen",),
    "KH": ("chongHoTen", "voHoTen"),
    "KT": ("nktHoTen",),
    "CMC": ("cmHoTen", "ncHoTen"),
    "HN": ("nxnHoTen",),
}
"""Whom an entry of a register is about (domain.md §1.4)."""

NO_TEXT = "trong tệp có ảnh trang, ô đó không có chữ để tìm"


@dataclass(frozen=True, slots=True)
class SearchablePdf:
    """Write a PDF of all pages in order, with an invisible layer of the text that people decided, and a bookmark per entry.

    A cell that nobody has decided carries no text. The same book gives the same bytes.

    Attributes:
        pdf_a: write PDF/A-2b, for keeping.
    """

    pdf_a: bool = False

    def write(self, package: Package, folder: Path) -> Receipt:
        """Write ``<book>.<LOAI>.pdf``: the pages of this register and those without any entry.

        Rows of the receipt are complete entries. An entry with an open cell is listed as left out, though its page is there,
        and so is a page whose picture cannot be opened. If nobody has decided a cell of the book, or no picture can be
        opened, nothing is written and an older file stays.

        Raises:
            TargetError: the folder cannot be written; an older file there is as it was.
        """
        complete, left = split(package)
        if not any(entry.decided(name) is not None for entry in package.entries for name in entry.decisions):
            return Receipt([], 0, left)
        unopened: dict[int, str] = {}

        def write_book(file: IO[bytes]) -> None:
            pdf = PagePdf(f"Sổ {package.book.name}", archival=self.pdf_a)
            unopened.update(_leafed(pdf, package))
            pdf.save(file)

        try:
            files = write_all(folder, {file_name(package, "pdf"): write_book})
        except NoPage as error:
            return Receipt([], 0, _left(package, left, error.reasons))
        shown = [entry for entry in complete if entry.page.id not in unopened]
        return Receipt(files, len(shown), _left(package, left, unopened), unread(package, shown))


class NoPage(UnreadableScan):
    """Not one picture of the book can be opened; ``reasons`` by page id."""

    def __init__(self, reasons: Mapping[int, str]) -> None:
        super().__init__("Không mở được ảnh trang nào của sổ.")
        self.reasons = reasons


def _leafed(pdf: PagePdf, package: Package) -> dict[int, str]:
    """Draw every page of the package; return the ids of pages whose picture cannot be opened, each with the reason.

    Raises:
        NoPage: not one picture can be opened.
    """
    reasons: dict[int, str] = {}
    pages = _pages(package)
    for page, entries in pages:
        try:
            image = opened(page.picture, SIDE)
        except UnreadableScan as error:
            reasons[page.id] = str(error)
            continue
        size = picture_size(page.picture) or image.size
        lines = [line for entry in entries for line in lines_of(entry, package.form_of(entry), size)]
        pdf.add(encoded(image, QUALITY), size, lines, page.number)
        for entry in entries:
            pdf.mark(_title(entry, package), top_of(entry))
    if len(reasons) == len(pages):
        raise NoPage(reasons)
    return reasons


def _pages(package: Package) -> list[tuple[Page, list[Entry]]]:
    """Return every page of the package in book order, with its entries as they stand on it."""
    entries: dict[int, list[Entry]] = {}
    for entry in sorted(package.entries, key=lambda entry: entry.order):
        entries.setdefault(entry.page.id, []).append(entry)
    pages = [*(on_page[0].page for on_page in entries.values()), *package.other_pages]
    return [(page, entries.get(page.id, [])) for page in sorted(pages, key=lambda page: (page.number, page.id))]


def _left(package: Package, still_open: Sequence[LeftOut], unopened: Mapping[int, str]) -> list[LeftOut]:
    """Return the entries with an open cell, and entries and pages whose picture cannot be opened."""
    lost = [left_out(entry, unopened[entry.page.id]) for entry in package.entries if entry.page.id in unopened]
    gone = {one.entry_id for one in lost}
    pages = [page for page in package.other_pages if page.id in unopened]
    return [
        *(replace(one, reason=f"{one.reason}; {NO_TEXT}") for one in still_open if one.entry_id not in gone),
        *lost,
        *(LeftOut(0, f"trang {page.number} ({page.source})", unopened[page.id]) for page in pages),
    ]


def _title(entry: Entry, package: Package) -> str:
    """Return what the bookmark of an entry says: its number with its year, and whom it is about, as far as people decided."""
    written = entry.decided("so") or ""
    number, day = numbering.parse(written), dates.parse(entry.decided("ngayDangKy") or "")
    year = (number and number.year) or (day and day.year)
    if number:
        written = f"{number.value}/{year}" if year else f"{number.value}"
    where = f"Số {written}" if written else f"Trang {entry.page.number}, trường hợp {entry.order}"
    names = [entry.decided(name) for name in PERSONS.get(package.register, ())]
    persons = " và ".join(name for name in names if name)
    return f"{where} - {persons}" if persons else where
