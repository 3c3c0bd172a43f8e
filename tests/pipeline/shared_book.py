"""A book for tests of people who work side by side: one page of ruled rows, nothing decided."""

from pathlib import Path

from pipeline.entries import Book, Ink, NewPage, Reading, ReadPage
from pipeline.forms import loader
from pipeline.geometry import Box
from pipeline.store.database import Database

BOOK = "Khai sinh 1989"
FORM = loader.load("birth-table")


def fill(store: Database, pictures: Path, cases: int) -> None:
    """Put the book into a store, its cases on one page."""
    store.add_book(Book(BOOK, FORM.name))
    picture = pictures / "trang-1.jpg"
    store.add_pages(BOOK, [NewPage("trang-1.jpg", "a" * 64, 0, picture, picture)])
    store.store_read(store.pages(BOOK)[0].id, page(cases), {})


def page(cases: int) -> ReadPage:
    """Return what a machine might have read of the page."""
    entries = tuple(
        {
            column.name: Reading(f"chữ {order}", 0.5 + 0.4 * order / cases, Ink.WRITTEN, Box(10, 20 * order, 90, 20))
            for column in FORM.columns
        }
        for order in range(1, cases + 1)
    )
    return ReadPage(FORM.name, entries, (), {}, 1.0, (800, 600))
