"""An opening is parted at its spine; a single page is left whole."""

import numpy as np
import pytest

from pipeline.opening import facing


def pages(wide: int, high: int, spine: int, shadow: int, thick: int = 30) -> np.ndarray:
    """Return (H, W, 3) paper with lines of writing on both sides of a shadow."""
    picture = np.full((high, wide, 3), 225, np.uint8)
    for y in range(100, high - 60, 70):
        picture[y : y + 8, 60 : spine - 60] = 70
        picture[y : y + 8, spine + 60 : wide - 60] = 70
    picture[:, max(0, spine - thick // 2) : spine + thick // 2] = shadow
    return picture


@pytest.mark.parametrize(
    ("spine", "shadow", "why"),
    [
        (1000, 90, "a dark fold"),
        (860, 150, "off the middle"),
        (1100, 195, "a faint fold"),
        (1000, 225, "no fold: the middle"),
    ],
)
def test_the_pages_part_at_the_spine(spine, shadow, why):
    found = facing(pages(2000, 1400, spine, shadow))
    assert found is not None, why
    left, right = found
    assert abs(left.right - spine) <= 25, why
    assert (left.x, right.right, right.x) == (0, 2000, left.right)


@pytest.mark.parametrize(
    ("picture", "why"),
    [
        (pages(1400, 2000, 700, 225), "an upright page"),
        (pages(1500, 1400, 750, 225), "a square one"),
        (np.full((1, 1, 3), 9, np.uint8), "a single point"),
    ],
)
def test_a_page_stays_whole(picture, why):
    assert facing(picture) is None, why


def test_a_picture_of_one_row_can_be_parted():
    assert facing(np.full((1, 900, 3), 200, np.uint8)) is not None
