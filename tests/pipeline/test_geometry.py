"""Boxes and the way back to the delivered picture."""

import numpy as np
import pytest

from pipeline.geometry import Box, project, project_box


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        (Box(0, 0, 10, 10), Box(0, 0, 10, 10), 1.0),
        (Box(0, 0, 10, 10), Box(5, 0, 10, 10), 50 / 150),
        (Box(0, 0, 10, 10), Box(10, 0, 10, 10), 0.0),
    ],
)
def test_two_boxes_share_so_much_of_their_union(one, other, overlap):
    assert one.overlap(other) == pytest.approx(overlap)


def test_an_impossible_box_is_refused_at_birth():
    with pytest.raises(ValueError, match="0 x 5"):
        Box(1, 1, 0, 5)


def test_a_point_carried_there_and_back_is_where_it_was():
    there = np.array([[1.1, 0.1, 5], [-0.1, 0.9, 7], [1e-5, 2e-5, 1]])
    points = np.array([(0.0, 0.0), (100.0, 50.0)])
    assert project(project(points, there), np.linalg.inv(there)) == pytest.approx(points)


def test_a_box_carried_by_the_identity_stays():
    assert project_box(Box(3, 4, 5, 6), np.eye(3)) == Box(3, 4, 5, 6)


def test_a_box_that_reaches_over_the_edge_is_cut_to_the_picture():
    assert Box(-5, 90, 20, 20).inside(100, 100) == Box(0, 90, 15, 10)
