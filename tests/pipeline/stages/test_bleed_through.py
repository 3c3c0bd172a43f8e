"""Writing of the other side goes, writing of this side stays, however pale its pen."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.sheets import Sheet
from pipeline.stages.bleed_through import BleedThrough

OWN, OTHER = slice(100, 260), slice(300, 460)
"""Rows of what is written on this side, and of what shows through."""


def page(own: int = 110, through: int = 60, spread: float = 2.6) -> NDArray[np.uint8]:
    """Return (600, 900, 3) levelled paper, written on so many grey levels deep on this side and on the other."""
    depth = np.zeros((600, 900), np.float32)
    other = np.zeros((600, 900), np.uint8)
    for x in range(60, 840, 45):
        cv2.ellipse(depth, (x, 180), (12, 24), 15, 0, 300, float(own), 3, cv2.LINE_AA)
        cv2.ellipse(other, (x, 380), (12, 24), -15, 0, 300, 255, 3, cv2.LINE_AA)
    depth = cv2.GaussianBlur(depth, (0, 0), 0.7).astype(np.float32)
    depth += cv2.GaussianBlur(other, (0, 0), spread).astype(np.float32) * (through / 255)
    noise = np.random.default_rng(0).normal(0, 2, depth.shape)
    return np.repeat(np.clip(245 - depth + noise, 0, 255).astype(np.uint8)[:, :, None], 3, axis=2)


def inked(picture: NDArray[np.uint8], rows: slice) -> int:
    return int((picture[rows, :, 0] < 220).sum())


def test_the_other_side_goes_and_this_side_stays() -> None:
    before = page(through=90)
    after = BleedThrough()(Sheet.of(before))
    assert after.trail == ("bleed through",)
    assert inked(before, OTHER) > 1000
    assert inked(after.picture, OTHER) < 0.05 * inked(before, OTHER)
    np.testing.assert_array_equal(after.picture[OWN], before[OWN])


@pytest.mark.parametrize(
    ("picture", "why"),
    [
        (page(through=0), "nothing shows through"),
        (page(own=110, through=110, spread=0.7), "both rows are of this side"),
        (page(own=120, through=55, spread=0.7), "the second is written with a pale pen, but sharp"),
        (page(own=120, through=255, spread=1.6), "dark and soft: a thick pen on soft paper"),
        (np.full((600, 900, 3), 245, np.uint8), "blank"),
        (np.zeros((600, 900, 3), np.uint8), "black"),
        (np.full((1, 1, 3), 245, np.uint8), "one pixel"),
    ],
)
def test_a_page_that_shows_nothing_through_comes_back_as_it_is(picture: NDArray[np.uint8], why: str) -> None:
    sheet = Sheet.of(picture)
    assert BleedThrough()(sheet) is sheet, why
