"""Paper on a white table is seen by its colour, and only where its edge is seen."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline import even_ground
from pipeline.sheets import Sheet
from pipeline.stages.trim import Trim

HIGH, WIDE = 512, 400
CORNERS = np.array([(40, 50), (350, 40), (362, 470), (46, 462)], np.int32)
WHITE, LID, OLD = (236, 236, 238), (214, 214, 214), (236, 226, 205)


def lying(
    paper: tuple[int, int, int] = OLD, ground: tuple[int, int, int] = WHITE, corners: np.ndarray = CORNERS
) -> np.ndarray:
    """Return (512, 400, 3) written paper on a ground, with grain."""
    picture = np.full((HIGH, WIDE, 3), ground, np.uint8)
    cv2.fillConvexPoly(picture, corners.astype(np.int32), paper)
    for y in range(100, 430, 22):
        cv2.line(picture, (80, y), (320, y), (60, 60, 70), 2)
    grain = np.random.default_rng(1).normal(0, 2, picture.shape)
    return np.clip(picture + grain, 0, 255).astype(np.uint8)


def shadowed() -> np.ndarray:
    """Return paper whose soft shadow falls on the table, and that lies in shadow itself at one end."""
    picture = lying().astype(np.float64)
    fall = cv2.GaussianBlur(
        np.roll(cv2.fillConvexPoly(np.zeros((HIGH, WIDE)), CORNERS, 1.0), (9, 9), (0, 1)), (0, 0), 8
    )
    light = 1 - 0.3 * np.asarray(fall)
    cv2.fillConvexPoly(light, CORNERS, 1.0)
    return (picture * (light * np.linspace(1.0, 0.75, HIGH)[:, None])[..., None]).astype(np.uint8)


@pytest.mark.parametrize(
    ("picture", "why"),
    [
        (lying(), "on a white table"),
        (lying(ground=LID), "on the lid of a scanner"),
        (lying(paper=(214, 196, 160)), "dark old paper"),
        (shadowed(), "a shadow takes the same share of each colour"),
    ],
)
def test_the_edge_of_the_paper_is_where_the_colour_jumps(picture, why):
    outline = even_ground.outline(picture)
    assert outline is not None, why
    hull = cv2.convexHull(outline.astype(np.float32))
    far = [abs(cv2.pointPolygonTest(hull, (float(x), float(y)), measureDist=True)) for x, y in CORNERS]
    assert max(far) < 6, why


def stained() -> np.ndarray:
    """Return a scan of paper with a large yellow stain that fades out."""
    picture = np.full((HIGH, WIDE, 3), (238, 235, 228), np.float64)
    y, x = np.mgrid[:HIGH, :WIDE]
    stain = np.exp(-(((x - 200) / 130) ** 2 + ((y - 256) / 170) ** 2))
    picture[..., 2] -= 40 * stain
    return picture.astype(np.uint8)


def on_cloth() -> np.ndarray:
    picture = lying()
    cloth = np.where((np.arange(HIGH)[:, None] // 16 + np.arange(WIDE) // 16) % 2, 0, 60)
    outside = cv2.fillConvexPoly(np.ones((HIGH, WIDE), np.uint8), CORNERS, 0) > 0
    picture[outside, 2] -= cloth[outside].astype(np.uint8)
    return picture


def field(*words: tuple[str, int]) -> np.ndarray:
    """Return white paper with a tinted printed field on it, and words at heights of its margins."""
    picture = lying(corners=np.array([(40, 70), (360, 70), (360, 450), (40, 450)], np.int32))
    for word, y in words:
        cv2.putText(picture, word, (50, y), cv2.FONT_HERSHEY_COMPLEX, 0.45, (50, 50, 70), 1, cv2.LINE_AA)
    return picture


@pytest.mark.parametrize(
    ("picture", "why"),
    [
        (field(("Quyen 5", 40)), "the upper margin is written in"),
        (field(("5", 490)), "one figure in the lower margin"),
        (field(("So 12 - Quyen 5", 40), ("Ghi chu: cai chinh 1992", 490)), "both margins are written in"),
        (np.full((HIGH, WIDE, 3), OLD, np.uint8), "paper fills the picture"),
        (lying(paper=(235, 235, 236)), "white paper on white: no edge is seen"),
        (stained(), "a stain fades out"),
        (on_cloth(), "a ground of many colours"),
        (lying(corners=CORNERS - np.array([60, 0])), "paper runs out of the picture"),
        (lying(corners=CORNERS // 3 + 100), "too small for a page"),
        (np.zeros((HIGH, WIDE, 3), np.uint8), "nothing at all"),
        (np.full((1, 1, 3), 200, np.uint8), "a single point"),
    ],
)
def test_no_paper_is_made_up(picture, why):
    assert even_ground.outline(picture) is None, why


def test_a_page_on_a_white_table_is_taken_out_of_it_square():
    large = cv2.resize(lying(), None, fx=4, fy=4, interpolation=cv2.INTER_LINEAR)
    sheet = Trim()(Sheet.of(np.asarray(large, np.uint8)))
    assert sheet.trail[0].startswith("trim to corners")
    assert sheet.picture.shape[1] == pytest.approx(4 * 313, rel=0.02)
    assert sheet.picture.shape[0] == pytest.approx(4 * 430, rel=0.02)


def test_written_margins_beside_a_tinted_field_stay_on_the_page():
    large = cv2.resize(field(("Quyen 5", 40), ("Ghi chu", 490)), None, fx=4, fy=4, interpolation=cv2.INTER_LINEAR)
    sheet = Sheet.of(np.asarray(large, np.uint8))
    assert Trim()(sheet) is sheet


def test_a_scan_that_its_page_fills_is_left_as_it_is():
    sheet = Sheet.of(np.ascontiguousarray(np.tile(stained(), (3, 3, 1))))
    assert Trim()(sheet) is sheet
