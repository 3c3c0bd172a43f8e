"""Sorts a book into packages, one per register, and has an export write them.

Editions of the form overlap in one book (old stock was used up, several years share a book): they go into one package. A
second register in the same book is another import, so it gets a package of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline import exports
from pipeline.catalogue import part
from pipeline.entries import Book, Entry, Page, PageState
from pipeline.errors import UsageError
from pipeline.exports import Export, Identity, Package
from pipeline.exports._naming import identity, same_volume
from pipeline.exports.ministry import BIRTH_COLUMNS, INCOMPLETE_DATES
from pipeline.forms import loader
from pipeline.receipts import LeftOut, Receipt
from pipeline.store import Store

WITHOUT_ENTRY = {
    PageState.WAITING: "trang chưa được đọc",
    PageState.READ: "đã đọc nhưng không thấy trường hợp nào",
    PageState.FAILED: "trang không đọc được",
}
"""Why a page gave no entry, where the page itself does not say."""


def in_store(store: Store, name: str) -> list[Package]:
    """Return the packages of a book of the store; they know of the cases in other books that say to be the same volume.

    Raises:
        UsageError: there is no such book, or no page of it has been read.
        BadForm: the form of an entry is gone.
    """
    book = store.book(name)
    others = [other for other in store.books() if other.name != name and same_volume(other, book)]
    there = {other.name: list(_known(other, store.entries(other.name))) for other in others}
    return [
        replace(
            package,
            elsewhere={
                case: where
                for cases in there.values()
                for of, case, where in cases
                if of == package.register and case is not None
            },
            namesakes=[other for other, cases in there.items() if any(of == package.register for of, _, _ in cases)],
        )
        for package in of_book(book, store.entries(name), store.pages(name))
    ]


def _known(book: Book, entries: Sequence[Entry]) -> Iterator[tuple[str, Identity | None, str]]:
    """Yield register, case and place of the entries of another book; a case whose number nobody has said is none yet."""
    for entry in entries:
        where = f"sổ «{book.name}», trang {entry.page.number}"
        yield loader.load(entry.form).register, identity(entry, book), where


def of_book(book: Book, entries: Sequence[Entry], pages: Sequence[Page]) -> list[Package]:
    """Return the packages of a book, the register that comes first in it first.

    Raises:
        UsageError: no page of the book has been read.
        BadForm: the form of an entry is gone.
    """
    if not entries:
        raise UsageError(f"Sổ «{book.name}» chưa có trường hợp nào được đọc. Hãy chạy sohoa read trước.")
    pages_left = list(_left(pages, entries))
    forms = {name: loader.load(name) for name in {entry.form for entry in entries}}
    registers = dict.fromkeys(forms[entry.form].register for entry in entries)
    return [
        Package(
            book,
            register,
            [entry for entry in entries if forms[entry.form].register == register],
            {name: form for name, form in forms.items() if form.register == register},
            pages_left,
        )
        for register in registers
    ]


def _left(pages: Sequence[Page], entries: Sequence[Entry]) -> Iterator[LeftOut]:
    """Yield the pages without any entry; a page that failed when it was read again keeps those it had."""
    with_entries = {entry.page.id for entry in entries}
    for page in pages:
        if page.id not in with_entries:
            yield LeftOut(0, f"trang {page.number} ({page.source})", page.reason or WITHOUT_ENTRY[page.state])


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
    )


def choices(export: str, registers: Collection[str]) -> Mapping[str, Sequence[int | str]]:
    """Return the settings of an export that matter to these registers, each with its values, the usual one first."""
    if export != "ministry" or not registers:
        return {}
    births: Mapping[str, Sequence[int | str]] = {"birth_columns": BIRTH_COLUMNS} if "KS" in registers else {}
    return {**births, "incomplete_dates": INCOMPLETE_DATES}
