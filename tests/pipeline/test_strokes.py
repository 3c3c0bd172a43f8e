"""A cell is cut out with its own strokes whole and without those of the rows above and below."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.geometry import Box
from pipeline.strokes import Writing, isolated
from pipeline.writing import darkness, inked

CELL = Box(0, 100, 400, 60)
"""The cell in the middle of three rows of a sheet of paper."""


def sheet(*strokes: tuple[tuple[int, int], tuple[int, int]]) -> NDArray[np.uint8]:
    """Return (260, 400, 3) paper with straight strokes from point to point."""
    picture = np.full((260, 400, 3), 230, np.uint8)
    for start, end in strokes:
        cv2.line(picture, start, end, (40, 40, 90), 4)
    return picture


def cut_out(picture: NDArray[np.uint8], box: Box = CELL, *, other: Box | None = None) -> Writing:
    """Return the writing of a cell; in the box ``other`` ink has another colour than the pen's."""
    strange = np.zeros((picture.shape[0] // 2, picture.shape[1] // 2), np.uint8)
    if other:
        strange[other.y // 2 : other.bottom // 2, other.x // 2 : other.right // 2] = 1
    return isolated(picture, box, strange)


def columns_with_ink(picture: NDArray[np.uint8]) -> set[int]:
    """Return the tens of px at which there is ink in an (H, W, 3) picture."""
    return {int(x) // 10 for x in np.flatnonzero(inked(darkness(picture)).any(axis=0))}


OWN = ((50, 118), (50, 145))
"""A stroke like an l in the middle of the cell."""


@pytest.mark.parametrize(
    ("stroke", "why"),
    [
        (((200, 20), (200, 75)), "a letter of the row above"),
        (((200, 60), (200, 112)), "its foot hangs into the cell"),
        (((200, 150), (200, 215)), "a letter of the row below whose head reaches in"),
        (((200, 175), (200, 230)), "a letter of the row below"),
    ],
)
def test_a_stroke_of_another_row_is_painted_over(stroke, why):
    seen = columns_with_ink(cut_out(sheet(OWN, stroke)).picture)
    assert 5 in seen, why
    assert not seen & {19, 20, 21}, why


@pytest.mark.parametrize(
    ("stroke", "why"),
    [
        (((200, 118), (200, 145)), "it lies inside"),
        (((200, 85), (200, 140)), "most of it lies inside, its head reaches out"),
        (((200, 120), (200, 175)), "most of it lies inside, its foot hangs out"),
        (((200, 60), (200, 150)), "it joins two rows: the part inside stays"),
    ],
)
def test_a_stroke_of_the_cell_stays(stroke, why):
    assert columns_with_ink(cut_out(sheet(OWN, stroke)).picture) & {19, 20}, why


def test_a_head_that_reaches_out_is_shown_whole():
    picture = cut_out(sheet(((200, 88), (200, 140)))).picture
    high = np.flatnonzero(inked(darkness(picture)).any(axis=1))
    assert high[-1] - high[0] >= 50


def test_a_tone_mark_goes_with_the_letter_under_it():
    mark_of_next_row = ((195, 160), (205, 158))
    seen = columns_with_ink(cut_out(sheet(OWN, mark_of_next_row, ((200, 170), (200, 230)))).picture)
    assert not seen & {19, 20}


def test_a_leaning_ruling_is_taken_off():
    ruled = sheet(OWN)
    cv2.line(ruled, (0, 145), (399, 157), (90, 90, 90), 2)
    picture = cut_out(ruled).picture
    assert columns_with_ink(picture) <= {4, 5}


@pytest.mark.parametrize("shade", [0, 128, 255])
def test_a_cell_without_writing_stays_without(shade):
    picture = np.full((260, 400, 3), shade, np.uint8)
    assert not inked(darkness(cut_out(picture).picture)).any()


@pytest.mark.parametrize("box", [Box(0, 0, 400, 60), Box(0, 230, 400, 30), Box(390, 100, 10, 60), Box(0, 0, 1, 1)])
def test_a_cell_at_the_edge_of_the_sheet_has_a_picture(box):
    before = sheet(OWN)
    picture = cut_out(before, box).picture
    assert picture.shape[0] >= 1
    assert picture.shape[1] >= 1
    np.testing.assert_array_equal(before, sheet(OWN))


WORD = tuple(((x, 118), (x, 145)) for x in (20, 30, 40, 50))

FAR = Box(300, 100, 100, 60)
"""Farther from ``OWN`` than marks that count as its neighbours."""


@pytest.mark.parametrize(
    ("stroke", "other", "seen", "why"),
    [
        (((350, 118), (350, 145)), FAR, False, "what shows through far from the pen's writing goes"),
        (((350, 118), (350, 145)), None, True, "what the pen wrote there stays"),
        (((70, 118), (70, 145)), Box(60, 100, 40, 60), True, "beside the pen's writing colour is not believed"),
    ],
)
def test_ink_of_another_colour_goes_where_it_stands_alone(stroke, other, seen, why):
    columns = columns_with_ink(cut_out(sheet(*WORD, stroke), other=other).picture)
    at = stroke[0][0] // 10
    assert bool(columns & {at - 1, at, at + 1}) is seen, why
    assert columns & {4, 5}, "the pen's own stroke stays"


@pytest.mark.parametrize(
    ("own", "why"),
    [
        ((), "nothing of the page's pen"),
        ((((300, 130), (302, 130)),), "but a speck of the page's pen"),
        ((((300, 60), (300, 112)),), "but the tail of a letter from the row above"),
    ],
)
def test_a_cell_that_another_pen_wrote_stays_whole(own, why):
    picture = sheet(*WORD, *own)
    assert columns_with_ink(cut_out(picture, other=Box(0, 90, 250, 80)).picture) >= {2, 3, 4, 5}, why


@pytest.mark.parametrize(
    ("strokes", "why"),
    [
        ((), "nothing"),
        ((((1, 0), (1, 259)), ((397, 0), (397, 259))), "rulings left and right of the cell"),
        ((((4, 90), (4, 170)), ((395, 100), (395, 160))), "pieces of them"),
        ((((200, 0), (200, 259)),), "a ruling through the cell"),
        ((((0, 100), (399, 100)), ((0, 160), (399, 160))), "rulings above and below"),
    ],
)
def test_rulings_are_no_writing_of_any_depth(
    strokes: tuple[tuple[tuple[int, int], tuple[int, int]], ...], why: str
) -> None:
    assert cut_out(sheet(*strokes)).depth == 0, why


@pytest.mark.parametrize("x", [20, 200, 380])
def test_a_stroke_like_a_one_has_depth_wherever_it_stands(x: int) -> None:
    ruled = sheet(((1, 0), (1, 259)), ((397, 0), (397, 259)), ((x, 112), (x, 148)))
    assert cut_out(ruled).depth > 0.2
