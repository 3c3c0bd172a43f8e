"""The table that the pages of a book share: its rows are found however they are ruled, and where nothing parts them."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from pipeline import template_tables
from pipeline.template_tables import Shown

HIGH, WIDE = 827, 1170
UPRIGHT = (60, 110, 330, 560, 800, 1100)
TOP, HEAD, FOOT = 80, 140, 740
PITCH = 60
LINES = tuple(range(HEAD + PITCH, FOOT, PITCH))

Draw = Callable[[np.ndarray, int], None]


def dashed(page: np.ndarray, number: int) -> None:
    for y in LINES:
        for x in range(UPRIGHT[0], UPRIGHT[-1], 11):
            cv2.line(page, (x, y), (x + 6, y), (130,), 1)


def dotted(page: np.ndarray, number: int) -> None:
    for y in LINES:
        page[y - 1 : y + 1, UPRIGHT[0] : UPRIGHT[-1] : 4] = 110
        page[y - 1 : y + 1, UPRIGHT[0] + 1 : UPRIGHT[-1] : 4] = 110


def one_faded(page: np.ndarray, number: int) -> None:
    dashed(page, number)
    page[LINES[3] - 3 : LINES[3] + 4, UPRIGHT[0] + 2 : UPRIGHT[-1] - 1] = 242


def solid_with_lines_to_write_on(page: np.ndarray, number: int) -> None:
    dotted(page, number)
    for y in LINES[1::2]:
        cv2.line(page, (UPRIGHT[0], y), (UPRIGHT[-1], y), (90,), 2)


def nothing(page: np.ndarray, number: int) -> None:
    """Rule no row."""


def even(number: int) -> list[tuple[int, int]]:
    """Return the baseline of each case and its lines, all of one pitch."""
    return [(HEAD + 42 + PITCH * row, 1) for row in range(10 if number else 8)]


def uneven(number: int) -> list[tuple[int, int]]:
    """Return cases of one to three lines, elsewhere on each page."""
    found, y = [], HEAD + 40
    for lines in np.random.default_rng(number).choice([1, 2, 3], 9):
        if y + 34 * lines > FOOT:
            break
        found.append((y, int(lines)))
        y += 34 * int(lines) + 12
    return found


def on_dashes(number: int) -> list[tuple[int, int]]:
    """Return cases of two dashed lines each, but one of one line."""
    begins = [0, 2, 3, 5, 7] if number % 2 else [0, 2, 4, 6, 7]
    return [(HEAD + 50 + PITCH * row, 2) for row in begins]


def nobody(number: int) -> list[tuple[int, int]]:
    return []


def page(ruled: Draw, written: Callable[[int], list[tuple[int, int]]], number: int, *, numbers: bool = True) -> Shown:
    """Return a page with a ruled header and columns, rows ruled as told, and cases written at the heights told."""
    drawn = np.full((HIGH, WIDE), 242, np.uint8)
    for y in (TOP, HEAD, FOOT):
        cv2.line(drawn, (UPRIGHT[0], y), (UPRIGHT[-1], y), (80,), 2)
    for x in UPRIGHT:
        cv2.line(drawn, (x, TOP), (x, FOOT), (80,), 2)
    ruled(drawn, number)
    chance = np.random.default_rng(number)
    for row, (y, lines) in enumerate(written(number)):
        if numbers:
            cv2.putText(
                drawn, str(10 * number + row + 1), (UPRIGHT[0] + 8, y), cv2.FONT_HERSHEY_SIMPLEX, 0.65, (60,), 2
            )
        for x in UPRIGHT[1:-1]:
            for line in range(lines):
                text = "".join(chance.choice(list("aceimnorsuvx"), 8))
                at = (x + int(chance.integers(8, 40)), y + 30 * line)
                cv2.putText(drawn, text, at, cv2.FONT_HERSHEY_SIMPLEX, 0.6, (60,), 2)
    return template_tables.alone(drawn)


def book(ruled: Draw, written: Callable[[int], list[tuple[int, int]]], **told: bool) -> list[Shown]:
    return [page(ruled, written, number, **told) for number in range(5)]


@pytest.mark.parametrize(
    ("ruled", "written", "rows"),
    [
        (dashed, even, 10),
        (dotted, even, 10),
        (dashed, nobody, 10),
        (one_faded, even, 10),
        (solid_with_lines_to_write_on, even, 5),
        (nothing, even, 10),
    ],
)
def test_rows_are_those_that_all_pages_have(ruled, written, rows):
    table = template_tables.found(book(ruled, written))
    assert table is not None
    assert len(table.upright) == len(UPRIGHT)
    np.testing.assert_allclose(table.upright, UPRIGHT, atol=3)
    assert (len(table.rows), table.by_writing) == (rows, False)
    if ruled is not nothing:
        np.testing.assert_allclose([top for top, _ in table.rows], np.linspace(HEAD, FOOT, rows + 1)[:-1], atol=4)
    for y, _ in even(1)[:: 10 // rows]:
        assert any(top + 15 < y <= foot for top, foot in table.rows), "no baseline lies on an edge between rows"


@pytest.mark.parametrize(
    ("ruled", "written", "why"),
    [
        (nothing, uneven, "rows of other heights on each page"),
        (dashed, on_dashes, "a case takes several dashed lines"),
    ],
)
def test_rows_that_differ_from_page_to_page_are_left_to_each_page(ruled, written, why):
    table = template_tables.found(book(ruled, written))
    assert table is not None
    assert table.by_writing, why
    np.testing.assert_allclose(table.rows, [(HEAD, FOOT)], atol=4)


def struck(drawn: np.ndarray, number: int) -> None:
    """Draw a line through the page, elsewhere on each."""
    cv2.line(drawn, (UPRIGHT[0], 200 + 60 * number), (UPRIGHT[-1], 200 + 60 * number), (120,), 1)


@pytest.mark.parametrize(
    ("ruled", "numbers", "why"),
    [
        (nothing, False, "nothing tells where a case begins"),
        (struck, False, "what one page shows is no ruling of the print"),
    ],
)
def test_a_body_that_nothing_parts_stays_whole(ruled, numbers, why):
    table = template_tables.found(book(ruled, even, numbers=numbers))
    assert table is not None
    assert (len(table.rows), table.by_writing) == (1, False), why


def test_stems_of_letters_under_each_other_are_no_column():
    pages = book(dashed, even)
    for shown in pages:
        shown.page[HEAD + 6 : FOOT - 6, 452:454] = 70
    pages = [template_tables.alone(shown.page) for shown in pages]
    table = template_tables.found(pages)
    assert table is not None
    np.testing.assert_allclose(table.upright, UPRIGHT, atol=3)


def test_the_edge_of_the_paper_below_a_table_is_no_ruling_of_it():
    pages = []
    for shown in book(dashed, even):
        cv2.line(shown.page, (20, FOOT + 55), (1150, FOOT + 55), (90,), 2)
        cv2.line(shown.page, (20, TOP - 50), (1150, TOP - 50), (90,), 2)
        pages.append(template_tables.alone(shown.page))
    table = template_tables.found(pages)
    assert table is not None
    np.testing.assert_allclose((table.header[0], table.rows[-1][1]), (TOP, FOOT), atol=4)
    assert len(table.rows) == 10


def cut(pages: list[Shown], box: tuple[int, int, int, int]) -> list[Shown]:
    """Return pages carried to a base that is cut to left, top, right and bottom, px, and is one of them."""
    left, top, right, bottom = box
    through = np.array([[1, 0, left], [0, 1, top], [0, 0, 1]], np.float64)
    parts = [np.ascontiguousarray(shown.page[top:bottom, left:right]) for shown in pages]
    carried = [Shown(part, shown.grid, through) for part, shown in zip(parts, pages, strict=True)]
    return [template_tables.alone(parts[0]), *carried[1:]]


@pytest.mark.parametrize("written", [even, uneven])
@pytest.mark.parametrize(
    ("box", "why"),
    [
        ((63, 0, WIDE, HIGH), "the base is cut in the left outer ruling"),
        ((66, 0, WIDE, HIGH), "the base is cut within the left outer ruling"),
        ((0, 0, 1095, HIGH), "within the right one"),
        ((0, TOP + 5, WIDE, HIGH), "within the upper one"),
        ((0, 0, WIDE, FOOT - 5), "within the lower one"),
        ((66, TOP + 5, 1095, FOOT - 5), "within all four"),
    ],
)
def test_an_outer_ruling_just_outside_the_base_is_its_edge(written, box, why):
    table = template_tables.found(cut(book(nothing, written), box))
    assert table is not None, why
    wide, high = box[2] - box[0], box[3] - box[1]
    np.testing.assert_allclose(table.upright, np.clip(np.array(UPRIGHT) - box[0], 0, wide - 1), atol=4, err_msg=why)
    assert (len(table.rows), table.by_writing) == ((1, True) if written is uneven else (10, False)), why
    assert all(0 <= top < foot <= high for top, foot in (table.header, *table.rows)), why


@pytest.mark.parametrize("box", [(80, 0, WIDE, HIGH), (100, 0, 1060, HIGH), (0, TOP + 30, WIDE, HIGH)])
def test_what_lies_far_outside_the_base_is_none_of_its_table(box):
    table = template_tables.found(cut(book(dashed, even), box))
    if table is not None:
        assert all(0 <= x < box[2] - box[0] for x in table.upright)
        assert all(0 <= top < foot < box[3] - box[1] for top, foot in (table.header, *table.rows))


def test_the_edge_of_the_paper_beside_a_table_is_no_ruling_of_it():
    pages = []
    for shown in book(dashed, even):
        cv2.line(shown.page, (12, 10), (12, HIGH - 10), (90,), 2)
        pages.append(template_tables.alone(shown.page))
    table = template_tables.found(cut(pages, (15, 0, WIDE, HIGH)))
    assert table is not None
    np.testing.assert_allclose(table.upright, np.array(UPRIGHT) - 15, atol=3)


def test_pages_without_rulings_are_no_table():
    assert template_tables.found([template_tables.alone(np.full((HIGH, WIDE), 242, np.uint8))] * 3) is None
    assert template_tables.found([]) is None


def test_the_row_of_printed_column_numbers_is_no_case():
    pages = []
    for shown in book(solid_with_lines_to_write_on, nobody):
        cv2.line(shown.page, (UPRIGHT[0], HEAD + 30), (UPRIGHT[-1], HEAD + 30), (90,), 2)
        pages.append(template_tables.alone(shown.page))
    table = template_tables.found(pages)
    assert table is not None
    assert len(table.rows) == 5
    assert table.rows[0][0] == pytest.approx(HEAD + 30, abs=4)
