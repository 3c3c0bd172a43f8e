"""The page comes out of its background whole, also where a shadow lies on it."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.geometry import project
from pipeline.sheets import Sheet
from pipeline.stages.trim import Trim

CORNERS = np.array([(120, 60), (1480, 100), (1450, 2050), (90, 2010)])


def on_a_desk(paper: int, desk: int, shadow: float) -> NDArray[np.uint8]:
    """Return (2100, 1600, 3): a page on a desk, its left half darkened to this share."""
    picture = np.full((2100, 1600, 3), desk, np.uint8)
    cv2.fillConvexPoly(picture, CORNERS, (paper,) * 3)
    share = np.clip(np.linspace(shadow - 0.1, 1 + (1 - shadow) * 1.4, 1600), shadow, 1)[None, :, None]
    page = (picture == paper) * share + (picture != paper)
    return np.asarray(picture * page, np.uint8)


@pytest.mark.parametrize(
    ("paper", "desk", "shadow", "why"),
    [
        (230, 40, 1.0, "white paper on a dark desk"),
        (150, 33, 1.0, "oiled paper"),
        (160, 33, 0.45, "oiled paper half in shadow: nearer to the desk than to the lit half"),
    ],
)
def test_the_corners_are_found_within_one_per_cent(paper: int, desk: int, shadow: float, why: str) -> None:
    sheet = Trim()(Sheet.of(on_a_desk(paper, desk, shadow)))
    height, width = sheet.picture.shape[:2]
    for corner, true in zip([(0, 0), (width, 0), (width, height), (0, height)], CORNERS, strict=True):
        (place,) = project(np.array([corner], np.float64), sheet.to_scan)
        assert np.linalg.norm(place - true) < 21, why


@pytest.mark.parametrize(
    ("picture", "why"),
    [
        (np.full((2100, 1600, 3), 235, np.uint8), "the page fills the picture"),
        (on_a_desk(60, 50, 1.0), "hardly lighter than the desk"),
        (np.zeros((2100, 1600, 3), np.uint8), "black"),
    ],
)
def test_nothing_is_cut_where_there_is_nothing_to_cut(picture: NDArray[np.uint8], why: str) -> None:
    sheet = Sheet.of(picture)
    assert Trim()(sheet) is sheet, why
