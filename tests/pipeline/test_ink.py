"""A cell is written, or blank, as the pen of its page is dark."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.entries import Ink
from pipeline.geometry import Box
from pipeline.ink import by_the_pen
from pipeline.sheets import Cell
from pipeline.strokes import whole

BOX = Box(0, 0, 200, 60)


def written(shade: int, start: tuple[int, int] = (50, 15), end: tuple[int, int] = (45, 48)) -> NDArray[np.uint8]:
    """Return (60, 200, 3) paper with one stroke of a shade of grey."""
    picture = np.full((60, 200, 3), 235, np.uint8)
    cv2.line(picture, start, end, (shade,) * 3, 3)
    return picture


def state(ink: Ink, picture: NDArray[np.uint8], others: int = 4) -> Ink:
    """Return the state of one cell among others that a dark pen wrote."""
    cells = [Cell("so", 0, BOX, ink), *(Cell("nksHoTen", i, BOX, Ink.WRITTEN) for i in range(others))]
    depths = [whole(shown).depth for shown in (picture, *(written(60) for _ in range(others)))]
    return by_the_pen(cells, depths)[0].ink


def test_a_thin_stroke_of_the_pages_pen_is_writing():
    assert state(Ink.BLANK, written(80)) is Ink.WRITTEN


def test_what_is_far_paler_than_the_pen_shows_through_from_the_other_side():
    assert state(Ink.WRITTEN, written(190)) is Ink.BLANK


@pytest.mark.parametrize(
    ("ink", "picture", "others", "why"),
    [
        (Ink.BLANK, written(190), 4, "too pale to be writing"),
        (Ink.BLANK, written(60, (50, 40), (53, 42)), 4, "a speck, no letter"),
        (Ink.BLANK, np.full((60, 200, 3), 235, np.uint8), 4, "nothing there"),
        (Ink.WRITTEN, written(80), 4, "as dark as the rest"),
        (Ink.WRITTEN, written(130), 4, "fading is still writing"),
        (Ink.WRITTEN, written(60, (50, 40), (60, 42)), 4, "no stroke is as high as a letter: nothing is known"),
        (Ink.WRITTEN, written(190), 2, "too few cells to know the pen"),
        (Ink.TORN, written(60), 4, "paper that is gone stays gone"),
    ],
)
def test_a_state_stays(ink, picture, others, why):
    assert state(ink, picture, others) is ink, why
