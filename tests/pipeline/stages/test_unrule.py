"""Dots in a row go, dots that belong to letters stay."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.sheets import Picture, Sheet
from pipeline.stages.unrule import PAPER, Unrule


def dots(*places: tuple[int, int]) -> Picture:
    """Return (200, 600, 3) paper with printed dots, 3 px wide."""
    page = np.full((200, 600, 3), PAPER, np.uint8)
    for x, y in places:
        cv2.rectangle(page, (x, y), (x + 2, y + 2), (40, 40, 40), -1)
    return page


def dark(page: Picture) -> int:
    return int((Unrule()(Sheet.of(page, (600, 200))).picture[..., 0] < 128).sum())


LINE = [(x, 100) for x in range(60, 540, 10)]


@pytest.mark.parametrize(
    ("places", "why"),
    [
        (LINE, "a dotted line"),
        ([(x, y + x % 3 // 2) for x, y in LINE], "one that is not quite level"),
        ([(0, 0), *[(x, 0) for x in range(8, 120, 10)]], "one at the edge of the page"),
    ],
)
def test_dots_in_a_row_go(places, why):
    assert dark(dots(*places)) == 0, why


@pytest.mark.parametrize(
    ("places", "why"),
    [
        ([(100, 100)], "a point alone"),
        ([(100, 100), (200, 100), (300, 100), (400, 100)], "points of words far from each other"),
        ([(100, y) for y in range(40, 160, 20)], "points under each other"),
        ([(100 + 10 * i, 40 + 8 * i) for i in range(12)], "points in a row that climbs"),
    ],
)
def test_other_dots_stay(places, why):
    assert dark(dots(*places)) >= 9 * len(places) * 0.8, why
