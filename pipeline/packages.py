"""Sorts a book into packages, one per register, and has an export write them.

Editions of the form overlap in one book (old stock was used up, several years share a book): they go into one package. A
second register in the same book is another import, so it gets a package of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline import exports
from pipeline.catalogue import part
from pipeline.entries import Book, Entry, Page, PageState
from pipeline.errors import UsageError
from pipeline.exports import Export, Package
from pipeline.exports._writing import left_out
from pipeline.exports.ministry import BIRTH_COLUMNS
from pipeline.forms import loader
from pipeline.receipts import LeftOut, Receipt

WITHOUT_ENTRY = {
    PageState.WAITING: "trang chưa được đọc",
    PageState.READ: "đã đọc nhưng không thấy trường hợp nào",
    PageState.FAILED: "trang không đọc được",
}
"""Why a page gave no entry, where the page itself does not say."""

WITH_PDF = ("ministry", "searchable_pdf")
"""Exports whose PDFs may be asked for as PDF/A-2b."""


NOT_APPROVED = "chưa được người thứ hai duyệt, hoặc có câu trả lời mới sau khi duyệt"


def of_book(book: Book, entries: Sequence[Entry], pages: Sequence[Page]) -> list[Package]:
    """Return the packages of a book, the register that comes first in it first.

    Raises:
        UsageError: no page of the book has been read.
        BadForm: the form of an entry is gone.
    """
    if not entries:
        raise UsageError(f"Sổ «{book.name}» chưa có trường hợp nào được đọc. Hãy chạy sohoa read trước.")
    with_entries = {entry.page.id for entry in entries}
    other_pages = [page for page in pages if page.id not in with_entries]
    pages_left = [_left(page) for page in other_pages]
    forms = {name: loader.load(name) for name in {entry.form for entry in entries}}
    registers = dict.fromkeys(forms[entry.form].register for entry in entries)
    return [
        Package(
            book,
            register,
            [entry for entry in entries if forms[entry.form].register == register],
            {name: form for name, form in forms.items() if form.register == register},
            pages_left,
            other_pages,
        )
        for register in registers
    ]


def _left(page: Page) -> LeftOut:
    """Return a page without any entry as one left out; one that failed when it was read again keeps those it had."""
    return LeftOut(0, f"trang {page.number} ({page.source})", page.reason or WITHOUT_ENTRY[page.state])


def approved_only(packages: Sequence[Package], approved: Collection[int]) -> list[Package]:
    """Return the packages without the entries that nobody has approved; those are listed as left out."""
    kept = [replace(one, entries=[entry for entry in one.entries if entry.id in approved]) for one in packages]
    left = [left_out(entry, NOT_APPROVED) for one in packages for entry in one.entries if entry.id not in approved]
    return [replace(kept[0], pages_left=[*kept[0].pages_left, *left]), *kept[1:]]


def written(packages: Sequence[Package], export: str, settings: Mapping[str, Any], folder: Path) -> Receipt:
    """Write packages one after another, each whole; return one receipt for the book they come from.

    Raises:
        UsageError: there is no such setting, or the book lacks what its packages are named by; nothing is written then.
        TargetError: the folder cannot be written; the package in hand and those after it are as they were.
    """
    target: Export = part(exports, export)(**settings)
    receipts = [target.write(package, folder) for package in packages]
    left = [one for receipt in receipts for one in receipt.left_out]
    return Receipt(
        [file for receipt in receipts for file in receipt.files],
        sum(receipt.rows for receipt in receipts),
        [*left, *packages[0].pages_left],
        [cell for receipt in receipts for cell in receipt.unread],
        [sentence for receipt in receipts for sentence in receipt.older],
    )


def choices(export: str, registers: Collection[str]) -> Mapping[str, Sequence[int]]:
    """Return the settings of an export that matter to these registers, each with its values, the usual one first."""
    asked: dict[str, Sequence[int]] = {}
    if export == "ministry" and "KS" in registers:
        asked["birth_columns"] = BIRTH_COLUMNS
    if export in WITH_PDF and registers:
        asked["pdf_a"] = (False, True)
    return asked
