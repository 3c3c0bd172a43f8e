"""Upright rulings are followed where they run, faint or leaning; writing is none."""

import cv2
import numpy as np
import pytest

from pipeline.rulings import columns_of, upright_rulings, without_rulings

ROWS, COLUMNS = 640, 400


def page(*rulings, strength=0.5):
    """Return a (H, W) darkness with upright lines from (x at the top) to (x at the foot)."""
    depth = np.zeros((ROWS, COLUMNS), np.float32)
    for top, foot in rulings:
        cv2.line(depth, (top, 20), (foot, ROWS - 20), strength, 2)
    return depth


def written():
    """Return a (H, W) darkness of a page of strokes that never stand above each other for long."""
    depth, chance = np.zeros((ROWS, COLUMNS), np.float32), np.random.default_rng(3)
    for y in range(30, ROWS - 20, 30):
        for x in range(20, COLUMNS - 20, 11):
            cv2.line(depth, (x + int(chance.integers(0, 8)), y - 12), (x, y), 0.6, 2)
    return depth


@pytest.mark.parametrize(
    ("top", "foot", "strength"),
    [(200, 200, 0.5), (200, 200, 0.06), (190, 215, 0.5), (215, 190, 0.3)],
    ids=["straight", "faint", "leaning right", "leaning left"],
)
def test_a_ruling_is_followed_from_top_to_foot(top, foot, strength):
    (ruling,) = upright_rulings(page((top, foot), strength=strength))
    assert np.abs(ruling.across[[30, -30]] - (top, foot)).max() < 4
    assert ruling.top < 60
    assert ruling.bottom > ROWS - 60


@pytest.mark.parametrize(
    "depth",
    [
        written(),
        np.zeros((ROWS, COLUMNS), np.float32),
        np.ones((ROWS, COLUMNS), np.float32),
        np.zeros((1, 1), np.float32),
        page()[:50],
    ],
    ids=["writing", "blank", "black", "one pixel", "too low to tell"],
)
def test_what_is_no_ruling_is_none(depth):
    assert upright_rulings(depth) == []


def test_rulings_go_and_strokes_that_cross_them_stay():
    depth = np.maximum(page((200, 205)), 0)
    cv2.line(depth, (150, 300), (250, 340), 0.6, 3)
    left = without_rulings(depth, upright_rulings(depth), 0.1, 40)
    assert left[24:280].max() == 0  # but for the round end of the drawn line
    assert (left[300:341].max(axis=0) > 0)[150:190].all()


def test_a_point_belongs_to_the_column_right_of_the_last_ruling_that_reaches_it():
    rulings = upright_rulings(page((100, 100), (300, 300)))
    owner = columns_of(rulings, ROWS, np.array([50, 200, 350]))
    assert owner[ROWS // 2].tolist() == [0, 1, 2]
    assert owner[0].tolist() == [0, 0, 0]  # above the table nothing is parted
