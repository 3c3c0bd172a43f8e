"""A page with little print is laid over another by its rulings."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.alignment import SCALE
from pipeline.geometry import project
from pipeline.layouts._grid import Grid, Line
from pipeline.layouts.ruled_rows import RuledRows
from pipeline.template_rulings import by_rulings

HIGH, WIDE = 1654, 2339
TRUE = np.array([[1.01, 0.004, 14], [-0.006, 0.99, 18], [4e-6, -2e-6, 1]])
"""How the other page lies, px of the whole size."""


def table(through: np.ndarray, columns: int = 6) -> np.ndarray:
    """Return (1654, 2339, 3) paper with a ruled table as it lies through a homography."""
    picture = np.full((HIGH, WIDE, 3), 244, np.uint8)
    for y in (200, 320, 1500):
        cv2.line(picture, (150, y), (2150, y), (70, 70, 70), 3)
    for x in np.linspace(150, 2150, columns + 1).astype(int):
        cv2.line(picture, (int(x), 200), (int(x), 1500), (70, 70, 70), 3)
    moved = cv2.warpPerspective(picture, through, (WIDE, HIGH), borderValue=(244, 244, 244))
    return np.asarray(moved, np.uint8)


def halved(through: np.ndarray) -> np.ndarray:
    small = np.diag([SCALE, SCALE, 1.0])
    return np.asarray(small @ through @ np.linalg.inv(small), np.float64)


@pytest.mark.parametrize("rough", [np.eye(3), halved(TRUE), np.array([[1, 0, 9], [0, 1, 9], [0, 0, 1.0]])])
def test_rulings_say_how_a_page_lies(rough):
    base, page = (RuledRows().grid(table(through)) for through in (np.eye(3), TRUE))
    found = by_rulings(base, page, rough)
    corners = np.array([(75, 100), (1075, 100), (1075, 750), (75, 750)], np.float64)
    np.testing.assert_allclose(project(corners, found), project(corners, halved(TRUE)), atol=2.0)


@pytest.mark.parametrize(
    ("page", "why"),
    [
        (None, "a page without a table"),
        (table(np.eye(3), columns=2), "fewer crossings than fix a page"),
        (table(np.array([[1, 0, 160], [0, 1, 0], [0, 0, 1.0]])), "rulings too far from where the print says"),
    ],
)
def test_what_does_not_tell_leaves_the_page_as_its_print_says(page, why):
    base = RuledRows().grid(table(np.eye(3)))
    grid = None if page is None else RuledRows().grid(page)
    assert by_rulings(base, grid, TRUE) is TRUE, why
    assert by_rulings(None, base, TRUE) is TRUE


@pytest.mark.parametrize(
    "none", [Grid((), ()), Grid((Line(np.array([0.0, 2000.0]), np.array([100.0, 100.0]), 2000, 2000),), ())]
)
def test_a_grid_in_which_nothing_crosses_tells_nothing(none):
    base = RuledRows().grid(table(np.eye(3)))
    assert by_rulings(base, none, TRUE) is TRUE
    assert by_rulings(none, base, TRUE) is TRUE
