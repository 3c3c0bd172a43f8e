"""Where paper is missing there is no proposal; ink, shadows and stains are no holes."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.entries import Ink
from pipeline.geometry import Bend, Box, Way
from pipeline.paper import missing, with_paper
from pipeline.sheets import Cell

SIZE = (2339, 1654, 3)
CELL = Box(900, 400, 600, 70)


def page() -> NDArray[np.uint8]:
    """Return paper with rulings and thick strokes."""
    picture = np.full(SIZE, 200, np.uint8)
    for y in range(200, 2200, 70):
        cv2.line(picture, (100, y), (1550, y), (60, 60, 60), 2)
        cv2.putText(picture, "Nong Tai", (300, y), cv2.FONT_HERSHEY_SIMPLEX, 2, (30, 30, 60), 6)
    return picture


def state(picture: NDArray[np.uint8], box: Box = CELL, to_scan: NDArray[np.float64] | None = None) -> Ink:
    way = Way() if to_scan is None else Way((to_scan,))
    (cell,) = with_paper([Cell("nksHoTen", 0, box)], missing(picture, picture.shape[1]), way)
    return cell.ink


def torn(*corners: tuple[int, int]) -> NDArray[np.uint8]:
    """Return the page with the dark desk showing inside these corners."""
    picture = page()
    cv2.fillConvexPoly(picture, np.array(corners), (30, 30, 30))
    return picture


@pytest.mark.parametrize(
    ("picture", "why"),
    [
        (torn((1100, 0), (1653, 0), (1653, 900)), "a corner is torn off"),
        (torn((1100, 380), (1250, 370), (1240, 500), (1090, 490)), "a hole"),
        (torn((1400, 0), (1653, 0), (1653, 2338), (1420, 2338)), "the edge is gone"),
    ],
)
def test_a_cell_without_paper_is_torn(picture: NDArray[np.uint8], why: str) -> None:
    assert state(picture) is Ink.TORN, why


def test_where_the_cell_lies_is_told_by_the_way_back_to_the_picture() -> None:
    picture = torn((1200, 0), (1653, 0), (1653, 700))
    moved = np.array([[1, 0, 0], [0, 1, 900], [0, 0, 1]], np.float64)
    assert state(picture, CELL, moved) is Ink.WRITTEN
    assert state(page(), CELL, np.array([[1, 0, 5000], [0, 1, 0], [0, 0, 1]], np.float64)) is Ink.WRITTEN


def test_a_cell_of_a_curled_page_is_torn_where_its_own_paper_is_gone() -> None:
    picture = torn((1200, 0), (1653, 0), (1653, 700))
    lost, cells = missing(picture, picture.shape[1]), [Cell("nksHoTen", 0, Box(1300, 600, 200, 40))]
    up, down = (Way((Bend(np.full((2, 2), fall), SIZE[1], SIZE[0]),)) for fall in (-400.0, 400.0))
    assert [cell.ink for way in (up, down) for cell in with_paper(cells, lost, way)] == [Ink.TORN, Ink.WRITTEN]


def laid_over(*corners: tuple[int, int], tone: tuple[int, int, int]) -> NDArray[np.uint8]:
    """Return the page with an even surface inside these corners."""
    picture = page()
    cv2.fillConvexPoly(picture, np.array(corners), tone)
    return picture


@pytest.mark.parametrize(
    ("tone", "why"),
    [
        ((252, 252, 252), "the white lid of a scanner"),
        ((128, 128, 126), "a grey table"),
        ((120, 100, 70), "a blot that lets nothing through"),
        ((176, 40, 44), "an opaque stamp"),
        ((222, 224, 226), "another sheet of paper"),
    ],
)
def test_a_cell_before_another_surface_is_torn(tone: tuple[int, int, int], why: str) -> None:
    corners = ((1100, 300), (1653, 280), (1653, 620), (1120, 640))
    assert state(laid_over(*corners, tone=tone)) is Ink.TORN, why


def tinted() -> NDArray[np.uint8]:
    """Return the page with a stain that begins sharply and lets the writing through."""
    picture = page()
    picture[300:640, 1000:1600] = (picture[300:640, 1000:1600] * 0.8).astype(np.uint8)
    return picture


def shaded(share: float) -> NDArray[np.uint8]:
    """Return the page with a shadow that falls softly over its right half."""
    fall = np.clip(np.linspace(1.6, share, SIZE[1]), share, 1)[None, :, None]
    return (page() * fall).astype(np.uint8)


def stained() -> NDArray[np.uint8]:
    picture = page()
    within = cv2.circle(np.zeros(SIZE[:2], np.uint8), (1150, 430), 150, (1,), -1) > 0
    picture[within] = (picture[within] * np.array((0.6, 0.5, 0.35))).astype(np.uint8)
    cv2.circle(picture, (1150, 430), 150, (60, 40, 20), 12)
    return picture


@pytest.mark.parametrize(
    ("picture", "why"),
    [
        (page(), "strokes and rulings"),
        (shaded(0.55), "a shadow"),
        (stained(), "a stain with a dark rim"),
        (tinted(), "a sharp stain over ruled lines"),
        (laid_over((1100, 1300), (1653, 1280), (1653, 1620), (1120, 1640), tone=(252, 252, 252)), "covered elsewhere"),
        (torn((0, 1500), (300, 1500), (0, 2000)), "torn elsewhere"),
        (np.full(SIZE, 255, np.uint8), "blank"),
        (np.full((1, 1, 3), 200, np.uint8), "one pixel"),
    ],
)
def test_a_cell_with_its_paper_keeps_its_state(picture: NDArray[np.uint8], why: str) -> None:
    assert state(picture) is Ink.WRITTEN, why
