"""The page comes out of its background whole, also where a shadow lies on it or a corner of it is torn off."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.geometry import project
from pipeline.sheets import Sheet
from pipeline.stages.trim import Trim

CORNERS = np.array([(120, 60), (1480, 100), (1450, 2050), (90, 2010)])


OPENING = np.array([(160, 130), (2460, 180), (2500, 1820), (110, 1780)])
SIDES = {"top left": 0, "top right": 1, "bottom right": 2, "bottom left": 3}


def outer(sheet: Sheet) -> NDArray[np.float64]:
    """Return the (4, 2) corners of a sheet as they lie on the delivered picture, px."""
    height, width = sheet.picture.shape[:2]
    return project(np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float64), sheet.to_scan)


def farthest(sheet: Sheet, corners: NDArray[np.int64]) -> float:
    """Return how far a corner of the sheet lies from where it should, px."""
    return float(np.linalg.norm(outer(sheet) - corners, axis=1).max())


def cut_off(sheet: Sheet, paper: NDArray[np.int64]) -> float:
    """Return how far (N, 2) points of the paper lie outside the sheet at most, px."""
    edge = outer(sheet).astype(np.float32)
    return max(-cv2.pointPolygonTest(edge, (float(x), float(y)), measureDist=True) for x, y in paper)


def shaded(picture: NDArray[np.uint8], corner: int, reach: float) -> NDArray[np.uint8]:
    """Return the picture with a phone's soft shadow over one corner; ``reach`` is how far it comes in, share of both sides."""
    high, wide = picture.shape[:2]
    y, x = np.mgrid[0:high, 0:wide]
    across = x / wide if corner in (1, 2) else 1 - x / wide
    down = y / high if corner in (2, 3) else 1 - y / high
    light = 1 - 0.55 / (1 + np.exp((2 - reach * 2 - across - down) * 40))
    return np.asarray(picture * light[..., None], np.uint8)


def torn(corners: NDArray[np.int64], which: int, share: float) -> NDArray[np.int64]:
    """Return the (5, 2) outline of a page of which a corner is torn off, ``share`` of both edges beside it."""
    corner, before, after = corners[which], corners[which - 1], corners[(which + 1) % 4]
    ends = np.array([corner + share * (before - corner), corner + share * (after - corner)]).astype(np.int64)
    return np.concatenate([corners[:which], ends, corners[which + 1 :]])


def laid(outline: NDArray[np.int64], high: int = 2100, wide: int = 1600, wood: int = 0) -> NDArray[np.uint8]:
    """Return (high, wide, 3): paper of this outline, with lines of writing, on a dark desk with a grain of ``wood`` grey levels."""
    grain = np.random.default_rng(1).normal(0, 1, high)
    grain = 50 + wood * cv2.GaussianBlur(grain[:, None], (1, 41), 9).clip(-1, 1)
    picture = np.repeat(np.repeat(grain[:, :, None], wide, axis=1), 3, axis=2).astype(np.uint8)
    paper = np.full_like(picture, 225)
    for y in range(300, high - 200, 90):
        cv2.line(paper, (300, y), (wide - 300, y), (60, 60, 80), 5)
    inside = cv2.fillPoly(np.zeros((high, wide), np.uint8), [outline.astype(np.int32)], 1)
    return np.where(inside[..., None] > 0, paper, picture).astype(np.uint8)


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
    assert farthest(sheet, CORNERS) < 21, why


@pytest.mark.parametrize("corner", SIDES.values(), ids=SIDES)
@pytest.mark.parametrize("reach", [0.35, 0.5, 0.62])
@pytest.mark.parametrize("wood", [0, 60])
def test_a_corner_in_shadow_belongs_to_the_page(corner: int, reach: float, wood: int) -> None:
    assert farthest(Trim()(Sheet.of(shaded(laid(CORNERS, wood=wood), corner, reach))), CORNERS) < 30


@pytest.mark.parametrize("corner", SIDES.values(), ids=SIDES)
@pytest.mark.parametrize("share", [0.15, 0.3, 0.45])
def test_a_torn_corner_lies_where_the_edges_beside_it_meet(corner: int, share: float) -> None:
    paper = torn(CORNERS, corner, share)
    sheet = Trim()(Sheet.of(laid(paper)))
    assert farthest(sheet, CORNERS) < 30
    assert cut_off(sheet, paper) < 15


def test_a_light_thing_at_the_edge_is_not_part_of_the_page() -> None:
    paper = torn(CORNERS, 2, 0.3)
    picture = laid(paper)
    cv2.fillPoly(picture, [np.array([(1460, 900), (1560, 900), (1560, 1100), (1456, 1100)])], (190, 170, 90))
    assert farthest(Trim()(Sheet.of(picture)), CORNERS) < 30


def test_an_opening_keeps_both_pages_where_its_gutter_is_dark() -> None:
    picture = laid(OPENING, 2000, 2600)
    dark = 1 - 0.85 * np.exp(-(((np.arange(2600) - 1300) / 90.0) ** 4))
    assert farthest(Trim()(Sheet.of(np.asarray(picture * dark[None, :, None], np.uint8))), OPENING) < 30


@pytest.mark.parametrize(
    ("paper", "why"),
    [
        (np.array([(120, 60), (1480, 100), (1450, 1100), (90, 2010)]), "torn across: nobody knows the lower edge"),
        (np.array([(700, 60), (1480, 900), (800, 2050), (90, 1000)]), "no page has such corners"),
        (
            np.array(
                [(90, 60), (1200, 60), (1200, 900), (1560, 950), (1560, 1150), (1200, 1200), (1200, 2000), (90, 2000)]
            ),
            "a flap stands out",
        ),
        (np.array([(-300, 300), (1200, -100), (1700, 1500), (300, 1900)]), "corners lie outside the picture"),
    ],
)
def test_paper_is_never_cut_away_where_four_edges_cannot_be_believed(paper: NDArray[np.int64], why: str) -> None:
    sheet = Trim()(Sheet.of(laid(paper)))
    assert not any("corners" in step for step in sheet.trail), why
    assert cut_off(sheet, paper.clip(0, (1599, 2099))) < 15, why


@pytest.mark.parametrize(
    ("picture", "why"),
    [
        (laid(np.array([(-50, -50), (1650, -50), (1650, 2150), (-50, 2150)])), "paper with writing beyond every side"),
        (shaded(np.full((2100, 1600, 3), 225, np.uint8), 2, 0.5), "half of a page that fills the picture is in shadow"),
        (laid(np.array([(600, 800), (1000, 800), (1000, 1300), (600, 1300)])), "a slip of paper is no page"),
        (laid(CORNERS)[:400, :400], "smaller than the copy that is looked at"),
        (np.full((2100, 1600, 3), 235, np.uint8), "the page fills the picture"),
        (on_a_desk(60, 50, 1.0), "hardly lighter than the desk"),
        (np.zeros((2100, 1600, 3), np.uint8), "black"),
    ],
)
def test_nothing_is_cut_where_there_is_nothing_to_cut(picture: NDArray[np.uint8], why: str) -> None:
    sheet = Sheet.of(picture)
    assert Trim()(sheet) is sheet, why
