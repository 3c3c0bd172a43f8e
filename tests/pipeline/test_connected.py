"""The parts of a mask are those that OpenCV finds by default, numbered alike."""

import cv2
import numpy as np
import pytest

from pipeline.connected import connected

CHANCE = np.random.default_rng(7)


@pytest.mark.parametrize(
    "mask",
    [
        *((CHANCE.random((61, 90)) < share).astype(np.uint8) for share in (0.02, 0.2, 0.4, 0.6, 0.9)),
        np.zeros((5, 5), np.uint8),
        np.ones((5, 5), np.uint8),
        np.eye(6, dtype=np.uint8),  # points that touch at a corner are one
        np.ones((1, 1), np.uint8),
        np.full((3, 4), 255, np.uint8),
    ],
)
def test_the_same_parts_as_by_default(mask):
    parts, labels, stats, centres = connected(mask)
    count, numbers, boxes, middles = cv2.connectedComponentsWithStats(mask, connectivity=8)
    assert parts == count
    assert (labels == numbers).all()
    assert (stats == boxes).all()
    assert np.allclose(centres, middles, equal_nan=True)
