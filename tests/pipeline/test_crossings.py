"""What the clerk struck out is found, and what only looks like it is left alone."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.crossed_together import crossed_together
from pipeline.crossings import with_crossings
from pipeline.entries import Crossed
from pipeline.geometry import Box
from pipeline.sheets import Cell, Picture

ROWS, HIGH, TOP = 5, 120, 60
EDGES = (60, 140, 330, 690, 790, 1000, 1150, 1500, 1860, 2220)
TEXTS = (
    "12",
    "3/1/1982",
    "Nguyen Van Quy",
    "Nam",
    "25/11/76",
    "Kinh",
    "phuong Tan Phu",
    "Ly Van Giang",
    "Cao Thi Huyen",
)
PEN = (70, 50, 110)
Draw = Callable[[Picture], None]


def table() -> NDArray[np.uint8]:
    """Return (720, 2280, 3) paper with five written rows of nine cells between rulings."""
    picture = np.full((720, 2280, 3), 232, np.uint8)
    for row in range(ROWS + 1):
        cv2.line(picture, (EDGES[0], TOP + row * HIGH), (EDGES[-1], TOP + row * HIGH), (60, 60, 60), 2)
    for x in EDGES:
        cv2.line(picture, (x, TOP), (x, TOP + ROWS * HIGH), (60, 60, 60), 2)
    for row in range(ROWS):
        for x, text in zip(EDGES, TEXTS, strict=False):
            cv2.putText(picture, text, (x + 12, TOP + row * HIGH + 72), cv2.FONT_HERSHEY_SCRIPT_SIMPLEX, 1.2, PEN, 3)
    return picture


def cells() -> list[Cell]:
    return [
        Cell(str(place), row, Box(left + 6, TOP + row * HIGH + 6, right - left - 12, HIGH - 12), ruled=True)
        for row in range(ROWS)
        for place, (left, right) in enumerate(pairwise(EDGES))
    ]


def crossed(draw: Draw) -> set[tuple[int, int, Crossed]]:
    """Return row, column and kind of what is found struck out once something is drawn over the table."""
    picture = table()
    draw(picture)
    found = with_crossings(picture, cells())
    return {(cell.entry, int(cell.column), cell.crossed) for cell in found if cell.crossed}


def stroke(*points: tuple[int, int], thick: int = 3) -> Draw:
    def _drawn(picture: Picture) -> None:
        for start, end in pairwise(points):
            cv2.line(picture, start, end, PEN, thick, cv2.LINE_AA)

    return _drawn


def wave(left: int, right: int, y: int) -> Draw:
    return stroke(*((x, round(y + 14 * np.sin(x / 18))) for x in range(left, right, 4)))


def together(*draws: Draw) -> Draw:
    def _drawn(picture: Picture) -> None:
        for draw in draws:
            draw(picture)

    return _drawn


WHOLE = {(2, place, Crossed.ROW) for place in range(9)}
MIDDLE = TOP + 2 * HIGH + 62


@pytest.mark.parametrize(
    ("draw", "found", "why"),
    [
        (stroke((70, MIDDLE), (2200, MIDDLE - 6)), WHOLE, "a line"),
        (
            stroke((80, MIDDLE - 8), (700, MIDDLE + 3), (1500, MIDDLE - 5), (2190, MIDDLE + 8)),
            WHOLE,
            "a line that bends",
        ),
        (stroke((70, TOP + 2 * HIGH + 5), (2200, TOP + 3 * HIGH - 5)), WHOLE, "one diagonal"),
        (
            together(
                stroke((70, TOP + 2 * HIGH + 5), (2200, TOP + 3 * HIGH - 5)),
                stroke((70, TOP + 3 * HIGH - 5), (2200, TOP + 2 * HIGH + 5)),
            ),
            WHOLE,
            "a cross over the row",
        ),
        (wave(70, 2200, MIDDLE), WHOLE, "a wave"),
        (stroke((325, MIDDLE), (2200, MIDDLE)), WHOLE, "a line from the name on"),
        (stroke((785, MIDDLE), (1505, MIDDLE)), {(2, place, Crossed.CELL) for place in (4, 5, 6)}, "three cells"),
        (stroke((345, MIDDLE), (680, MIDDLE - 4)), {(2, 2, Crossed.CELL)}, "a line through a name"),
        (
            together(stroke((350, MIDDLE - 40), (670, MIDDLE + 36)), stroke((350, MIDDLE + 36), (670, MIDDLE - 40))),
            {(2, 2, Crossed.CELL)},
            "a cross over a name",
        ),
        (stroke((698, MIDDLE), (786, MIDDLE)), {(2, 3, Crossed.CELL)}, "a line through a short word"),
    ],
)
def test_what_is_struck_out_is_found(draw: Draw, found: set[tuple[int, int, Crossed]], why: str) -> None:
    assert crossed(draw) == found, why


BASE = TOP + 2 * HIGH + 80


def blank_cell_with(draw: Draw) -> Draw:
    def _drawn(picture: Picture) -> None:
        picture[TOP + 2 * HIGH + 6 : TOP + 3 * HIGH - 6, 340:684] = 232
        draw(picture)

    return _drawn


@pytest.mark.parametrize(
    ("draw", "why"),
    [
        (together(), "only writing"),
        (stroke((345, BASE), (680, BASE - 3)), "a word with a line under it"),
        (stroke((345, BASE), (680, BASE - 3), thick=6), "a word with a thick line under it"),
        (stroke((70, BASE + 2), (2200, BASE)), "a row with a line under it"),
        (stroke((70, TOP + 2 * HIGH + 4), (2200, TOP + 2 * HIGH + 11)), "a printed ruling of a leaning page"),
        (stroke((350, TOP + 2 * HIGH + 48), (440, TOP + 2 * HIGH + 45)), "a long bar of a letter"),
        (blank_cell_with(stroke((360, MIDDLE), (660, MIDDLE))), "a dash for nothing to say"),
        (blank_cell_with(stroke((470, BASE + 20), (540, BASE - 60))), "a slash for nothing to say"),
        (
            blank_cell_with(stroke(*((350 + 3 * i, round(MIDDLE + 30 * np.sin(i / 3) - i / 9)) for i in range(100)))),
            "a signature of loops",
        ),
        (
            blank_cell_with(
                together(
                    stroke(*((380 + 2 * i, round(MIDDLE - 10 + 24 * np.sin(i / 3))) for i in range(90))),
                    stroke((350, MIDDLE + 30), (660, MIDDLE + 24)),
                )
            ),
            "a signature with a flourish below",
        ),
    ],
)
def test_what_is_not_struck_out_is_left_alone(draw: Draw, why: str) -> None:
    assert crossed(draw) == set(), why


def rows_crossed(*rows: int) -> set[tuple[int, int, Crossed]]:
    return {(row, place, Crossed.ROW) for row in rows for place in range(9)}


def bent(left: int, right: int, start: int, end: int) -> Draw:
    """Return a stroke from side to side that a hand drew: it bows by 24 px."""
    return stroke(
        *(
            (left + round((right - left) * i / 30), round(start + (end - start) * i / 30 + 24 * np.sin(np.pi * i / 30)))
            for i in range(31)
        )
    )


HEAD, FOOT = TOP + HIGH + 10, TOP + 4 * HIGH - 10


@pytest.mark.parametrize(
    ("draw", "found", "why"),
    [
        (
            together(stroke((70, HEAD), (2200, FOOT)), stroke((70, FOOT), (2200, HEAD))),
            rows_crossed(1, 2, 3),
            "one cross over three rows",
        ),
        (stroke((300, FOOT), (2000, HEAD)), rows_crossed(1, 2, 3), "one slash over three rows"),
        (bent(100, 2180, HEAD + 2 * HIGH, TOP + 5 * HIGH - 10), rows_crossed(3, 4), "a bowed stroke over two rows"),
        (stroke((500, TOP + 8), (1700, TOP + 5 * HIGH - 8)), rows_crossed(0, 1, 2, 3, 4), "over the whole table"),
        (stroke((1200, HEAD), (1700, FOOT)), set(), "a flourish through a part of the table"),
    ],
)
def test_one_stroke_over_many_rows_strikes_them_all_out(
    draw: Draw, found: set[tuple[int, int, Crossed]], why: str
) -> None:
    assert crossed(draw) == found, why


@pytest.mark.parametrize("lean", [0.0, 0.01])
@pytest.mark.parametrize("written", [14, 0])
@pytest.mark.parametrize(
    ("wide", "high"),
    [(1600, 90), (1200, 110), (1200, 60), (1080, 60), (1700, 44), (2200, 36), (1200, 28), (90, 40), (12, 20)],
)
def test_rows_of_a_dense_table_are_not_struck_out_together(wide: int, high: int, written: int, lean: float) -> None:
    picture = np.full((14 * high + 80, wide + 80, 3), 232, np.uint8)
    edges = [40 + wide * place // 9 for place in range(10)]
    for row in range(15):
        cv2.line(picture, (40, 40 + row * high), (40 + wide, 40 + row * high + round(lean * wide)), (60, 60, 60), 2)
    for x in edges:
        cv2.line(picture, (x, 40), (x, 40 + 14 * high), (60, 60, 60), 2)
    chance = np.random.default_rng(wide + high)
    for row in range(written):
        for x in edges[:-1]:
            text = TEXTS[int(chance.integers(len(TEXTS)))][: max(wide // 180, 1)]
            place = (x + 6, 40 + row * high + round(0.7 * high))
            cv2.putText(picture, text, place, cv2.FONT_HERSHEY_SCRIPT_SIMPLEX, high / 100, PEN, 2, cv2.LINE_AA)
    rows = [
        [
            Cell(str(x), row, Box(x + 3, 43 + row * high, max(wide // 9 - 6, 1), high - 6), ruled=True)
            for x in edges[:-1]
        ]
        for row in range(14)
    ]
    assert crossed_together(picture, rows) == set()


def test_an_empty_row_with_a_line_through_it_is_struck_out() -> None:
    def _drawn(picture: Picture) -> None:
        for left, right in pairwise(EDGES):
            picture[TOP + 2 * HIGH + 6 : TOP + 3 * HIGH - 6, left + 6 : right - 6] = 232
        stroke((70, TOP + 3 * HIGH - 20), (2200, TOP + 2 * HIGH + 20))(picture)

    assert crossed(_drawn) == WHOLE


def test_no_cells_and_cells_of_a_black_page_are_not_struck_out() -> None:
    assert with_crossings(table(), []) == []
    assert [cell.crossed for cell in with_crossings(np.zeros((720, 2280, 3), np.uint8), cells())] == [None] * 45
