"""Cases that no ruling parts are found by their running numbers, or by the white between them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.crossings import with_crossings
from pipeline.forms import loader
from pipeline.layouts.ruled_rows import RuledRows
from pipeline.sheets import Cell, Sheet

FORM = loader.load("birth-table")
UPRIGHT = tuple(range(100, 2201, 233))
TOP, HEAD, FOOT = 200, 310, 1500
LINES = (1, 3, 2, 1, 3, 2)
PITCH, APART = 62, 26
NUMBER = FORM.columns[0].name
PLACE = FORM.columns[6].name
Spans = list[tuple[int, int]]


def table(
    lines: tuple[int, ...] = LINES, *, numbers: bool = True, apart: int = APART, rulings: bool = False
) -> tuple[NDArray[np.uint8], Spans]:
    """Return (1654, 2339, 3) paper with a table of nine ruled columns and where the writing of each case begins and ends.

    A case has its number on the first line, and a place of so many lines; all other cells have one line.
    """
    picture = np.full((1654, 2339, 3), 240, np.uint8)
    for y in (TOP, HEAD, FOOT, *(range(HEAD, FOOT, PITCH) if rulings else ())):
        cv2.line(picture, (UPRIGHT[0], y), (UPRIGHT[-1], y), (90, 90, 90), 2)
    for x in UPRIGHT:
        cv2.line(picture, (x, TOP), (x, FOOT), (90, 90, 90), 2)
    spans, y = [], HEAD + PITCH - 10
    for order, count in enumerate(lines):
        for line in range(count):
            write(picture, 6, y + line * PITCH, "xom Phu, to")
        for place in (1, 2, 4, 7, 8):
            write(picture, place, y, "Nguyen Ngo")
        if numbers:
            write(picture, 0, y, str(order + 1))
        spans.append((y - 30, y + (count - 1) * PITCH + 10))
        y += count * PITCH + apart
    return picture, spans


def write(picture: NDArray[np.uint8], place: int, y: int, text: str) -> None:
    cv2.putText(picture, text, (UPRIGHT[place] + 14, y), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (60, 40, 110), 3)


def cells(picture: NDArray[np.uint8], *, by_numbers: bool = False) -> list[Cell]:
    return RuledRows(least_length=0.15, by_numbers=by_numbers)(Sheet.of(picture), [], FORM)


def rows(found: list[Cell]) -> Spans:
    return [(cell.box.y, cell.box.bottom) for cell in found if cell.column == PLACE]


def hold(found: Spans, written: Spans) -> bool:
    """Return whether each case holds its own writing, and no line of another one."""
    return len(found) == len(written) and all(
        top <= first and last <= bottom for (top, bottom), (first, last) in zip(found, written, strict=True)
    )


@pytest.mark.parametrize("apart", [26, 6], ids=["cases stand apart", "lines follow each other"])
def test_six_cases_of_one_to_three_lines_between_no_rulings_are_told_apart(apart: int) -> None:
    picture, written = table(apart=apart)
    found = cells(picture)
    assert hold(rows(found), written)
    assert len(found) == 6 * len(FORM.columns)
    assert all(cell.label_found and not cell.ruled for cell in found)


def test_cases_on_lined_paper_take_as_many_lines_as_they_need_where_the_form_says_so() -> None:
    picture, written = table(apart=0, rulings=True)
    assert hold(rows(cells(picture, by_numbers=True)), written)


def test_lines_printed_within_a_case_do_not_strike_it_out() -> None:
    picture, _ = table(apart=0, rulings=True)
    assert {cell.crossed for cell in with_crossings(picture, cells(picture, by_numbers=True))} == {None}


def test_without_numbers_the_white_between_cases_parts_them_where_the_form_says_so() -> None:
    picture, written = table(numbers=False, apart=60)
    assert hold(rows(cells(picture, by_numbers=True)), written)


def test_every_ruled_line_is_a_case_where_the_form_does_not_say_otherwise() -> None:
    picture, _ = table(apart=0, rulings=True)
    assert len(rows(cells(picture))) == (FOOT - HEAD) // PITCH
    assert all(cell.ruled for cell in cells(picture))


@pytest.mark.parametrize(
    ("picture", "why"),
    [
        (table((3,))[0], "one number"),
        (table((2, 1, 2), numbers=False)[0], "no numbers: the white alone does not say that these are several cases"),
    ],
)
def test_one_ruled_strip_stays_one_case(picture: NDArray[np.uint8], why: str) -> None:
    assert len(rows(cells(picture))) == 1, why
    assert all(cell.ruled for cell in cells(picture)), why


def test_an_open_body_without_writing_has_no_case() -> None:
    assert cells(table(())[0], by_numbers=True) == []
