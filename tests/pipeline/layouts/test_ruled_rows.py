"""Rulings give the cells of a table; what only looks like one does not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.forms import loader
from pipeline.layouts.ruled_rows import RuledRows
from pipeline.sheets import Sheet

FORM = loader.load("birth-table")
ACROSS = (200, 310, 450, 590, 730)
UPRIGHT = tuple(range(100, 2201, 233))


def table(shade: int = 90, thick: int = 1, lean: float = 0.0) -> NDArray[np.uint8]:
    """Return (1654, 2339, 3) paper with a ruled table of ten upright and five level rulings."""
    picture = np.full((1654, 2339, 3), 245, np.uint8)
    for y in ACROSS:
        cv2.line(picture, (UPRIGHT[0], y), (UPRIGHT[-1], y + round(lean * 2100)), (shade,) * 3, thick)
    for x in UPRIGHT:
        cv2.line(picture, (x, ACROSS[0]), (x, ACROSS[-1]), (shade,) * 3, thick)
    return picture


@pytest.mark.parametrize(
    ("shade", "thick", "lean", "why"),
    [
        (90, 1, 0.0, "thin"),
        (60, 3, 0.0, "thick"),
        (195, 1, 0.0, "thin and pale"),
        (90, 2, 0.003, "leaning a little"),
    ],
)
def test_every_ruling_is_found_within_three_px(shade: int, thick: int, lean: float, why: str) -> None:
    grid = RuledRows(least_length=0.15).grid(table(shade, thick, lean))
    assert grid is not None, why
    np.testing.assert_allclose(grid[0], np.array(ACROSS) + lean * 1050, atol=4, err_msg=why)
    np.testing.assert_allclose(grid[1], UPRIGHT, atol=3, err_msg=why)


def test_with_as_many_strips_as_columns_every_place_is_certain_without_the_header() -> None:
    cells = RuledRows(least_length=0.15)(Sheet.of(table()), [], FORM)
    assert len(cells) == 3 * len(FORM.columns)
    assert all(cell.label_found and cell.ruled for cell in cells)


def test_a_strip_too_many_leaves_the_places_uncertain() -> None:
    picture = table()
    cv2.line(picture, (160, ACROSS[0]), (160, ACROSS[-1]), (90, 90, 90), 1)
    cells = RuledRows(least_length=0.15)(Sheet.of(picture), [], FORM)
    assert cells
    assert not any(cell.label_found for cell in cells)


@pytest.mark.parametrize(
    ("picture", "why"),
    [
        (np.full((1654, 2339, 3), 245, np.uint8), "blank"),
        (np.zeros((1654, 2339, 3), np.uint8), "black"),
        (np.full((1, 1, 3), 245, np.uint8), "one pixel"),
    ],
)
def test_what_is_not_ruled_has_no_grid(picture: NDArray[np.uint8], why: str) -> None:
    assert RuledRows().grid(picture) is None, why
    assert RuledRows()(Sheet.of(picture), [], FORM) == [], why
