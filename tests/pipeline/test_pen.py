"""What the pen wrote is told by its colour from print, from the other side of the leaf and from stains."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.geometry import Box
from pipeline.pen import separated
from pipeline.strokes import FOREIGN, isolated
from pipeline.writing import Picture, darkness, inked

PAPER = (235, 232, 225)
BLUE = (110, 125, 190)
DEEP_BLUE = (50, 65, 150)
FADED = (185, 192, 212)
BLACK = (60, 58, 56)
RED = (190, 30, 40)
BROWN_PEN = (140, 105, 70)
SHOWING_THROUGH = (208, 206, 199)
STAIN = (200, 176, 140)

LABELS = [Box(20, y + 10, 120, 40) for y in (30, 100, 170, 240, 310)]
CELLS = [Box(160, y, 620, 60) for y in (30, 100, 170, 240, 310)]
FIRST = CELLS[0]
BESIDE = Box(540, 40, 200, 40)
"""Right half of the first cell, far from what the pen wrote."""

WRITING = Box(176, 40, 260, 40)
"""What the pen wrote there."""

Colour = tuple[int, int, int]


def strokes(picture: Picture, box: Box, pen: Colour) -> None:
    """Write leaning strokes into a box."""
    for x in range(box.x + 4, box.right - 8, 22):
        cv2.line(picture, (x, box.bottom - 4), (x + 8, box.y + 4), pen, 3)


def page(pen: Colour, beside: Colour | None = None) -> Picture:
    """Return (400, 800, 3) paper with black print, writing of some pen in each cell, and strokes of another colour in ``BESIDE``."""
    picture = np.full((400, 800, 3), PAPER, np.uint8)
    for label in LABELS:
        strokes(picture, label, BLACK)
    for cell in CELLS:
        strokes(picture, Box(cell.x + 16, cell.y + 10, 260, 40), pen)
    if beside:
        strokes(picture, BESIDE, beside)
    return picture


def stained(pen: Colour) -> Picture:
    """Return a page with a stain as wide as a finger over three cells, under the writing."""
    picture = page(pen)
    for x in (300, 620):
        cv2.line(picture, (x, 20), (x, 210), STAIN, 26)
    picture = np.asarray(cv2.GaussianBlur(picture, (9, 9), 0), np.uint8)
    for cell in CELLS:
        strokes(picture, Box(cell.x + 16, cell.y + 10, 260, 40), pen)
    return picture


def other_share(picture: Picture, box: Box) -> float:
    """Return which share of the dark points in a box is not the pen's."""
    found = separated(picture, LABELS, CELLS)
    part = np.s_[box.y // 2 : box.bottom // 2, box.x // 2 : box.right // 2]
    dark = cv2.resize(darkness(picture), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)[part]
    return float(found.other[part][dark > 0.6 * dark.max()].mean())


def seen(picture: Picture, box: Box) -> int:
    """Return how many points of ink a recogniser is shown of a part of the first cell."""
    found = separated(picture, LABELS, CELLS)
    cut = isolated(found.picture, FIRST, found.other).picture
    return int(inked(darkness(cut))[:, box.x - FIRST.x : box.right - FIRST.x].sum())


def test_the_other_side_of_the_leaf_is_not_the_blue_pens():
    assert other_share(page(BLUE, SHOWING_THROUGH), BESIDE) > FOREIGN
    assert seen(page(BLUE, SHOWING_THROUGH), BESIDE) == 0


@pytest.mark.parametrize(
    ("picture", "box", "why"),
    [
        (page(BLUE, SHOWING_THROUGH), WRITING, "what the pen wrote"),
        (page(BLUE, BLUE), BESIDE, "more of the same pen"),
        (page(BLUE, BLACK), BESIDE, "black ink may be a correction"),
        (page(DEEP_BLUE, BLACK), BESIDE, "also beside a pen as dark as itself"),
        (page(DEEP_BLUE, (90, 88, 86)), BESIDE, "also if it is a little paler"),
        (page(BLUE, RED), BESIDE, "a red pen"),
        (page(BLACK, SHOWING_THROUGH), BESIDE, "a black pen has no colour to know it by"),
        (page(FADED, SHOWING_THROUGH), WRITING, "a faded blue pen"),
    ],
)
def test_what_somebody_may_have_written_here_is_kept(picture, box, why):
    assert other_share(picture, box) < FOREIGN / 2, why


@pytest.mark.parametrize("second", [BLACK, (90, 88, 86), BROWN_PEN, (175, 140, 105)])
@pytest.mark.parametrize("pen", [BLUE, DEEP_BLUE])
def test_what_a_second_pen_added_is_shown_as_before(pen, second):
    picture = page(pen, second)
    cut = isolated(picture, FIRST, np.zeros((200, 400), np.uint8)).picture
    before = int(inked(darkness(cut))[:, BESIDE.x - FIRST.x :].sum())
    assert seen(picture, BESIDE) >= 0.9 * before


def red_depth(picture: Picture, box: Box) -> float:
    """Return how dark the darkest strokes in a box are."""
    part = darkness(picture)[box.y : box.bottom, box.x : box.right]
    return float(np.percentile(part, 97))


@pytest.mark.parametrize("pen", [BLUE, BLACK])
def test_a_stain_becomes_pale(pen):
    before = stained(pen)
    assert red_depth(separated(before, LABELS, CELLS).picture, BESIDE) < 0.5 * red_depth(before, BESIDE)


def test_faded_writing_under_a_stain_is_ink_and_the_stain_is_not():
    part = np.s_[40:80, 260:340]
    before = stained(FADED)
    pen = inked(darkness(page(FADED))[part])
    beside = cv2.dilate(pen, np.ones((5, 5), np.uint8)) == 0
    after = inked(darkness(separated(before, LABELS, CELLS).picture)[part])
    assert inked(darkness(before)[part])[beside].mean() > 0.1
    assert after[beside].mean() < 0.02
    assert after[pen > 0].mean() > 0.9


@pytest.mark.parametrize(
    ("picture", "why"),
    [
        (page(BLUE), "no stain"),
        (page(BLACK), "a black pen and no stain"),
        (page(BROWN_PEN), "a brown pen is no stain"),
        (page(BROWN_PEN, SHOWING_THROUGH), "nor is it known from the other side of the leaf"),
        (page(BLUE, BROWN_PEN), "words in brown are no stain"),
        (page(BLACK, RED), "words in red are no stain"),
    ],
)
def test_a_page_without_stains_stays_as_it_is(picture, why):
    found = separated(picture, LABELS, CELLS)
    np.testing.assert_array_equal(found.picture, picture, why)


@pytest.mark.parametrize(
    ("printed", "written", "why"),
    [
        ([], CELLS, "no print to compare with"),
        (LABELS, [], "no writing"),
        (LABELS[:3], CELLS, "so few labels may be misread strokes of the hand"),
        ([Box(900, y, 9, 9) for y in range(5)], CELLS, "off the page"),
    ],
)
def test_without_print_or_writing_nothing_is_known(printed, written, why):
    picture = stained(BLUE)
    found = separated(picture, printed, written)
    np.testing.assert_array_equal(found.picture, picture, why)
    assert not found.other.any()


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (9, 700), (700, 9)])
def test_pictures_of_any_size_come_back_in_it(size):
    picture = np.full((*size, 3), 200, np.uint8)
    everything = [Box(0, 0, size[1], size[0])] * 5
    found = separated(picture, everything, everything)
    assert found.picture.shape == picture.shape
    assert found.other.shape == (max(size[0] // 2, 1), max(size[1] // 2, 1))
