"""Lines of the page run on through what is of the page; those of other paper stand at other heights."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.lines_beside import LEAN, alike, inked

HIGH, WIDE, PITCH = 1000, 700, 30
Corners = tuple[int, int, int, int]
MIDDLE = (200, 300, 500, 600)


def lines(down: int = 0, right: int = 0) -> NDArray[np.uint8]:
    """Return a page of rulings with words above them, moved."""
    page = np.full((HIGH, WIDE), 240, np.uint8)
    random = np.random.default_rng(right)
    for y in range(60 + down, HIGH - 40, PITCH):
        cv2.line(page, (40, y), (WIDE - 40, y), 120, 1)
        for x in range(50, WIDE - 60, 22):
            if random.random() < 0.6:
                cv2.putText(page, "an", (x, y - 3), cv2.FONT_HERSHEY_SIMPLEX, 0.35, 90, 1)
    return page


def part(corners: Corners) -> NDArray[np.uint8]:
    """Return 1 within left, top, right and foot."""
    left, top, right, foot = corners
    mask = np.zeros((HIGH, WIDE), np.uint8)
    mask[top:foot, left:right] = 1
    return mask


def with_part(other: NDArray[np.uint8], corners: Corners = MIDDLE) -> NDArray[np.uint8]:
    return np.where(part(corners) > 0, other, lines()).astype(np.uint8)


@pytest.mark.parametrize(
    ("page", "why"),
    [
        (lines(), "the page itself"),
        (with_part(lines(0, 7)), "other words on the same lines"),
        (with_part(lines(LEAN - 1)), "lines that lean a little"),
        (with_part((lines() * 0.7).astype(np.uint8)), "a shadow"),
    ],
)
def test_lines_that_run_on_are_alike(page: NDArray[np.uint8], why: str) -> None:
    likeness = alike(inked(page), part(MIDDLE))
    assert likeness is not None, why
    assert likeness > 0.7, why


@pytest.mark.parametrize("down", [8, 12, 15, 20])
@pytest.mark.parametrize("corners", [MIDDLE, (0, 0, 300, 400), (60, 700, 180, 760)])
def test_lines_of_other_paper_are_not(down: int, corners: Corners) -> None:
    likeness = alike(inked(with_part(lines(down, 7), corners)), part(corners))
    assert likeness is not None
    assert likeness < 0.3


@pytest.mark.parametrize(
    ("corners", "why"),
    [
        ((200, 300, 500, 310), "lower than a line"),
        ((200, 300, 212, 600), "narrower than a letter"),
        ((40, 300, 660, 600), "only margins lie beside it"),
        ((0, 0, WIDE, HIGH), "the whole page"),
        ((0, 0, 0, 0), "nothing"),
    ],
)
def test_a_part_that_says_too_little_says_nothing(corners: Corners, why: str) -> None:
    assert alike(inked(with_part(lines(15), corners)), part(corners)) is None, why


def test_what_is_blank_is_like_nothing() -> None:
    assert alike(inked(np.full((HIGH, WIDE), 240, np.uint8)), part(MIDDLE)) == 0.0
