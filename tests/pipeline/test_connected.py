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
        (CHANCE.random((700, 901)) < 0.08).astype(np.uint8),  # a page full of specks
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


@pytest.mark.parametrize(
    ("shape", "step", "kind", "why"),
    [
        ((400, 600), 2, np.uint16, "no more parts than numbers, whatever is drawn"),
        ((512, 514), 2, np.int32, "as many parts as there can be, too many to number"),
        ((513, 515), 3, np.uint16, "a large picture with few parts"),
        ((511, 513), 2, np.int32, "parts at the odd edges are one too many"),
    ],
)
def test_numbers_are_short_only_where_there_are_surely_enough(shape, step, kind, why):
    mask = np.zeros(shape, np.uint8)
    mask[::step, ::step] = 1
    found = connected(mask)
    assert found.labels.dtype == kind, why
    assert found.parts == 1 + mask.sum()
    assert found.labels.max() == mask.sum()


def test_a_page_with_much_ink_in_few_runs_has_short_numbers():
    assert connected(np.ones((700, 901), np.uint8)).labels.dtype == np.uint16


@pytest.mark.parametrize("said", [np.array([False, True, False]), np.array([0, 7, 3], np.uint8)])
def test_what_is_said_of_parts_stands_at_each_of_their_points(said):
    found = connected(np.array([[1, 0, 1], [1, 0, 0]], np.uint8))
    assert found.parts == 3
    assert (found.each(said) == said[found.labels]).all()


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (slice(0, 2), [2, 2, 2]),
        (slice(0, 1), [1, 1, 1]),
        (slice(1, 2), [1, 1, 1]),
        (slice(2, 2), [0, 0, 0]),
    ],
)
@pytest.mark.parametrize("kind", [np.uint16, np.int32])
def test_points_are_counted_in_the_rows_that_are_asked_for(rows, expected, kind):
    found = connected(np.array([[1, 0, 1], [1, 0, 1]], np.uint8))
    assert found._replace(labels=found.labels.astype(kind)).points(rows).tolist() == expected
