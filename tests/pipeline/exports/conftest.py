"""A small book of births for the exports: drawn pages, made-up persons."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from pipeline.entries import Book, Decision, Entry, Ink, Page, PageState, Reading, Verdict
from pipeline.exports import Package
from pipeline.forms import Column, Form
from pipeline.geometry import Box

WHEN = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


class Shelf:
    """Makes the book, its form, pages and entries."""

    def __init__(self, folder: Path) -> None:
        """Keep page pictures below ``folder``."""
        self.folder = folder
        self.book = Book("Khai sinh 2018", "small", "Tân Cương", "Đại Từ", "Thái Nguyên", 2018, "1")
        self.form = form(
            so="number", quyenSo="number", ngayDangKy="partial_date", nksHoTen="person_name", nksGioiTinh="sex",
            meNgaySinh="partial_date",
        )  # fmt: skip
        self.pages: dict[int, Page] = {}

    def page(self, number: int, size: tuple[int, int] = (620, 877)) -> Page:
        """Return a page with a drawn picture, the same one for the same number."""
        if number not in self.pages:
            picture = self.folder / f"{number:03}.png"
            drawn = Image.new("RGB", size, (236, 226, 200))
            ImageDraw.Draw(drawn).line((40, 60 * number, 500, 60 * number + 30), (30, 40, 140), 4)
            drawn.save(picture)
            state = PageState.READ
            self.pages[number] = Page(number, self.book.name, number, f"{number}.jpg", picture, "ab" * 32, state)
        return self.pages[number]

    def package(self, entries, *other_forms, pages_left=()):
        """Return the package of some entries of the small form, and of other forms of births if they are named."""
        forms = {one.name: one for one in (self.form, *other_forms)}
        return Package(self.book, self.form.register, entries, forms, pages_left)

    def entry(self, so: str, page: int = 1, order: int = 1, **cells: str) -> Entry:
        """Return an entry of which every cell is decided; an empty text is a cell said to be blank."""
        texts = {
            "so": so, "quyenSo": "01/2018", "ngayDangKy": "12/5/2018", "nksHoTen": "Nông Thị Huệ", "nksGioiTinh": "Nữ",
            "meNgaySinh": "1989",
        }  # fmt: skip
        decisions = {name: decision(name, text) for name, text in (texts | cells).items()}
        readings = {"nksHoTen": Reading("Nông Thị Hue", 0.4, Ink.WRITTEN, Box(10, 20, 300, 40))}
        return Entry(page * 100 + order, self.page(page), order, self.form.name, readings, decisions)


def other_form(**kinds: str) -> Form:
    """Return another edition of the form of births."""
    return replace(form(**kinds), name="other", title="Sổ khác")


def form(**kinds: str) -> Form:
    """Return a form of births with one column per name."""
    columns = tuple(Column(name, kind, (name,), 0, f"ô {name}") for name, kind in kinds.items())
    return Form("small", "Sổ nhỏ", "KS", (), (), (2016, 2020), "printed_labels", 1, (), columns)


def decision(column: str, text: str) -> Decision:
    """Return a clerk's word: the text, or that the cell is blank."""
    verdict = Verdict.CORRECTED if text else Verdict.BLANK
    return Decision(column, verdict, text, "Chị Lan", WHEN, f"key-{column}", "máy đọc")


def without(entry: Entry, *columns: str) -> Entry:
    """Return the entry with some cells not yet decided."""
    return replace(entry, decisions={name: d for name, d in entry.decisions.items() if name not in columns})


def set_aside(entry: Entry, column: str) -> Entry:
    """Return the entry with a cell that a clerk has set aside."""
    return said(entry, column, Verdict.VERIFY_LATER)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Return a shelf whose pictures lie in a folder of their own."""
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    return Shelf(pictures)


def said(entry: Entry, column: str, verdict: Verdict) -> Entry:
    """Return the entry with another word of the clerk on one cell, without text."""
    word = replace(entry.decisions[column], verdict=verdict, text="")
    return replace(entry, decisions={**entry.decisions, column: word})


@pytest.fixture
def unread():
    """Return how to say that a cell cannot be read, or is torn."""
    return said


@pytest.fixture
def edition():
    """Return how to make another edition of the form of births."""
    return other_form


@pytest.fixture
def undecided():
    """Return how to leave cells of an entry open."""
    return without


@pytest.fixture
def waiting():
    """Return how to set a cell of an entry aside."""
    return set_aside
