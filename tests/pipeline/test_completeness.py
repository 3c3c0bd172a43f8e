"""When a book is finished, and what is missing of one that is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline import completeness
from pipeline.closings import ClosingTotal, Tally
from pipeline.completeness import Known, Missing
from pipeline.entries import Book, Entry, Ink, Page, PageState, Reading
from pipeline.errors import UsageError
from pipeline.forms import loader
from pipeline.geometry import Box

WHEN = datetime(2026, 11, 26, 8, tzinfo=UTC)
BOOK = Book("Khai sinh 1989", "birth-table", "Mường Phăng", "", "", 1989, "01")
FORM = loader.load("birth-table")
CELLS = len(FORM.columns)
PAGES = tuple(Page(n, BOOK.name, n, f"{n}.jpg", Path(f"{n}.jpg"), "a" * 64, PageState.READ) for n in (1, 2))


def entry(number: str, place: int, day: str = "12.05.1989") -> Entry:
    texts = {"so": number, "ngayDangKy": day}
    readings = {column: Reading(text, 0.9, Ink.WRITTEN, Box(0, 0, 1, 1)) for column, text in texts.items()}
    return Entry(place, PAGES[0], place, FORM.name, readings)


def known(*numbers: str, **changes) -> Known:
    entries = [entry(number, place) for place, number in enumerate(numbers, 1)]
    tallies = {one.id: Tally(CELLS, 0, WHEN) for one in entries}
    whole = Known(BOOK, PAGES, entries, {FORM.name: FORM}, tallies, ClosingTotal(len(numbers), 2, "chị Hoa", WHEN), 0)
    return replace(whole, **changes)


def lacks(of: Known) -> list[tuple[Missing, int]]:
    return [(lack.what, lack.count) for lack in completeness.of_book(of).lacks]


@pytest.mark.parametrize(
    ("of", "missing"),
    [
        (known("1", "2", "3", closing=None), [(Missing.CLOSING, 1)]),
        (known("1", "2", "3", closing=ClosingTotal(5, 2, "a", WHEN)), [(Missing.TOTAL, 2)]),
        (known("1", "2", "3", closing=ClosingTotal(2, 2, "a", WHEN)), [(Missing.TOTAL, 1)]),
        (known("1", "2", "3", closing=ClosingTotal(3, 6, "a", WHEN)), [(Missing.PAGES, 4)]),
        (known("1", "2", pages=(PAGES[0], replace(PAGES[1], state=PageState.WAITING))), [(Missing.PAGES, 1)]),
        (known("1", "2", pages=(PAGES[0], replace(PAGES[1], state=PageState.FAILED))), [(Missing.PAGES, 1)]),
        (known("1", "4", "9"), [(Missing.NUMBERS, 6)]),
        (known("2", "3"), [(Missing.NUMBERS, 1)]),
        (known("1", "2", "2"), [(Missing.NUMBERS, 1)]),
        (known("1", "2", "?"), [(Missing.NUMBERS, 1)]),
        (known("1", "2", tallies={1: Tally(CELLS, 0, WHEN)}), [(Missing.CELLS, CELLS)]),
        (known("1", tallies={1: Tally(CELLS - 3, 2, WHEN)}), [(Missing.CELLS, 1), (Missing.SET_ASIDE, 2)]),
        (known("1", "2", rejected=1), [(Missing.REJECTED, 1)]),
    ],
)
def test_what_is_missing_is_counted(of, missing):
    assert lacks(of) == missing


@pytest.mark.parametrize(
    "of",
    [
        known("1", "2", "3"),
        known("3", "1", "2"),  # the pages were taken in in another order
        known("41", "42", book=replace(BOOK, volume="02")),  # the second volume goes on counting
        known("1", "2", closing=ClosingTotal(2, 0, "a", WHEN)),  # the book does not say its pages
        known("1", "2", closing=ClosingTotal(2, 1, "a", WHEN)),  # the cover was photographed too
    ],
)
def test_a_book_of_which_nothing_is_missing_is_finished(of):
    assert completeness.of_book(of).finished


def test_two_years_in_one_book_both_count_from_one():
    entries = [entry("1", 1), entry("2", 2), entry("1", 3, "3.1.1990"), entry("3", 4, "4.1.1990")]
    tallies = {one.id: Tally(CELLS, 0, WHEN) for one in entries}
    of = known("1", entries=entries, tallies=tallies, closing=ClosingTotal(4, 2, "a", WHEN))
    (lack,) = completeness.of_book(of).lacks
    assert lack.says == "thiếu 1 số (năm 1990): 2"


def test_a_book_full_of_holes_is_told_in_one_line():
    (lack,) = completeness.of_book(known(*(str(number) for number in range(1, 100, 2)))).lacks
    assert (lack.count, lack.says.endswith("24, …")) == (49, True)


def test_a_book_without_pages_is_not_finished():
    nothing = Known(BOOK, (), (), {}, {}, None, 0)
    assert [what for what, _ in lacks(nothing)] == [Missing.CLOSING, Missing.PAGES]


@pytest.mark.parametrize(("cases", "pages", "who"), [(0, 0, "a"), (-1, 0, "a"), (3, -1, "a"), (3, 0, "  ")])
def test_a_total_that_counts_nothing_or_that_nobody_says_is_refused(cases, pages, who):
    with pytest.raises(UsageError):
        ClosingTotal(cases, pages, who, WHEN)
