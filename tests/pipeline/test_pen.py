"""What the pen wrote is told by its colour from print, from the other side of the leaf and from stains."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.geometry import Box
from pipeline.pen import separated
from pipeline.strokes import FOREIGN
from pipeline.writing import Picture, darkness, inked

PAPER = (235, 232, 225)
BLUE = (110, 125, 190)
FADED = (185, 192, 212)
BLACK = (60, 58, 56)
BROWN_PEN = (140, 105, 70)
SHOWING_THROUGH = (208, 206, 199)
STAIN = (200, 176, 140)

LABEL = Box(20, 40, 120, 40)
CELLS = [Box(160, y, 620, 60) for y in (30, 100, 170)]
PLACE = (560, 60)
"""Where something stands that the pen did not write, x and y."""

Colour = tuple[int, int, int]


def written(picture: Picture, cell: Box, pen: Colour) -> None:
    """Write leaning strokes into the left half of a cell."""
    for x in range(180, 420, 22):
        cv2.line(picture, (x, cell.bottom - 14), (x + 8, cell.y + 14), pen, 3)


def page(pen: Colour, *others: tuple[Colour, int]) -> Picture:
    """Return (240, 800, 3) paper with black print, writing of some pen, and at ``PLACE`` strokes of other colours and widths."""
    picture = np.full((240, 800, 3), PAPER, np.uint8)
    for x in range(24, 130, 14):
        cv2.line(picture, (x, 44), (x, 74), BLACK, 3)
    for cell in CELLS:
        written(picture, cell, pen)
    for colour, thick in others:
        for x in range(PLACE[0], PLACE[0] + 120, 40):
            cv2.line(picture, (x + 8, PLACE[1] + 16), (x, PLACE[1] - 16), colour, thick)
    return picture


def other_share(picture: Picture, box: Box) -> float:
    """Return which share of the dark points in a box is not the pen's."""
    found = separated(picture, [LABEL], CELLS)
    part = np.s_[box.y // 2 : box.bottom // 2, box.x // 2 : box.right // 2]
    dark = cv2.resize(darkness(picture), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)[part]
    strokes = dark > 0.6 * dark.max()
    return float(found.other[part][strokes].mean())


WRITING = Box(176, 40, 260, 40)
BESIDE = Box(PLACE[0] - 6, PLACE[1] - 20, 140, 40)


def test_the_other_side_of_the_leaf_is_not_the_blue_pens():
    assert other_share(page(BLUE, (SHOWING_THROUGH, 3)), BESIDE) > 0.9


@pytest.mark.parametrize(
    ("picture", "box", "why"),
    [
        (page(BLUE, (SHOWING_THROUGH, 3)), WRITING, "what the pen wrote"),
        (page(BLUE, (BLUE, 3)), BESIDE, "more of the same pen"),
        (page(BLUE, (BLACK, 3)), BESIDE, "black ink, darker than the pen, may be a correction"),
        (page(BLACK, (SHOWING_THROUGH, 3)), BESIDE, "a black pen has no colour to know it by"),
        (page(FADED, (SHOWING_THROUGH, 3)), WRITING, "a faded blue pen"),
    ],
)
def test_what_may_be_the_pens_is_kept(picture, box, why):
    assert other_share(picture, box) < FOREIGN / 2, why


def red_depth(picture: Picture, box: Box) -> float:
    """Return how dark the darkest strokes in a box are."""
    part = darkness(picture)[box.y : box.bottom, box.x : box.right]
    return float(np.percentile(part, 97))


@pytest.mark.parametrize("pen", [BLUE, BLACK])
def test_a_stain_becomes_pale(pen):
    stained = page(pen, (STAIN, 14))
    assert red_depth(separated(stained, [LABEL], CELLS).picture, BESIDE) < 0.5 * red_depth(stained, BESIDE)


def test_faded_writing_under_a_stain_is_ink_and_the_stain_is_not():
    stained = page(FADED)
    cv2.line(stained, (160, 60), (440, 60), STAIN, 16)
    stained = np.asarray(cv2.GaussianBlur(stained, (9, 9), 0), np.uint8)
    written(stained, CELLS[0], FADED)
    strokes = inked(darkness(page(FADED)))[40:80, 176:430]
    beside = cv2.dilate(strokes, np.ones((5, 5), np.uint8)) == 0
    before = inked(darkness(stained))[40:80, 176:430]
    after = inked(darkness(separated(stained, [LABEL], CELLS).picture))[40:80, 176:430]
    assert before[beside].mean() > 0.2
    assert after[beside].mean() < 0.02
    assert after[strokes > 0].mean() > 0.9


@pytest.mark.parametrize(
    ("picture", "why"),
    [
        (page(BLUE), "no stain"),
        (page(BLACK), "a black pen and no stain"),
        (page(BROWN_PEN), "a brown pen is no stain"),
        (page(BROWN_PEN, (SHOWING_THROUGH, 3)), "nor is it known from the other side of the leaf"),
    ],
)
def test_a_page_without_stains_stays_as_it_is(picture, why):
    found = separated(picture, [LABEL], CELLS)
    np.testing.assert_array_equal(found.picture, picture, why)


@pytest.mark.parametrize(
    ("printed", "written", "why"),
    [
        ([], CELLS, "no print to compare with"),
        ([LABEL], [], "no writing"),
        ([Box(900, 0, 9, 9)], CELLS, "off the page"),
    ],
)
def test_without_print_or_writing_nothing_is_known(printed, written, why):
    picture = page(BLUE, (STAIN, 14), (SHOWING_THROUGH, 3))
    found = separated(picture, printed, written)
    np.testing.assert_array_equal(found.picture, picture, why)
    assert not found.other.any()


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (9, 700), (700, 9)])
def test_pictures_of_any_size_come_back_in_it(size):
    picture = np.full((*size, 3), 200, np.uint8)
    found = separated(picture, [Box(0, 0, size[1], size[0])], [Box(0, 0, size[1], size[0])])
    assert found.picture.shape == picture.shape
    assert found.other.shape == (max(size[0] // 2, 1), max(size[1] // 2, 1))
