"""Boxes and the way back to the delivered picture."""

import numpy as np
import pytest

from pipeline.geometry import Bend, Box, Way, project, project_box


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


ARCH = Bend(np.array([[0.0, 6.0, 0.0], [0.0, 2.0, 0.0]]), 100, 200)


@pytest.mark.parametrize(
    ("point", "lay"),
    [
        ((0, 0), (0, 0)),
        ((50, 0), (50, 6)),
        ((25, 0), (25, 3)),  # half way between two points of the grid
        ((50, 100), (50, 104)),
        ((50, 200), (50, 202)),
        ((50, -40), (50, -34)),  # beyond the page points go with its rim
        ((130, 0), (130, 0)),
    ],
)
def test_a_point_of_a_straightened_page_lay_so_much_further_down(point, lay):
    assert project(np.array([point], np.float64), ARCH) == pytest.approx(np.array([lay]))


def test_the_rows_of_a_bend_are_its_points_one_by_one():
    x, y = np.meshgrid(np.arange(100.0), np.arange(40.0, 60.0))
    points = np.column_stack([x.ravel(), y.ravel()])
    assert ARCH.rows(40, 60).ravel() == pytest.approx(ARCH.drop(points), abs=1e-5)


def test_a_way_goes_its_legs_in_their_order():
    there = np.array([[2.0, 0, 0], [0, 2, 0], [0, 0, 1]])
    shifted = np.array([[1.0, 0, 50], [0, 1, 0], [0, 0, 1]])
    way = Way((there,)).after(ARCH).after(shifted)
    assert project(np.array([(0.0, 0.0)]), way) == pytest.approx(np.array([(100.0, 12.0)]))
    assert way.bent


def test_two_homographies_in_a_row_are_one():
    there = np.array([[1.1, 0.1, 5], [-0.1, 0.9, 7], [1e-5, 2e-5, 1]])
    way = Way((there,)).after(np.linalg.inv(there))
    assert len(way.legs) == 1
    assert not way.bent
    assert project_box(Box(3, 4, 50, 60), Way()) == Box(3, 4, 50, 60)


def test_a_box_under_an_arch_is_carried_with_the_top_of_the_arch():
    assert project_box(Box(0, 0, 100, 10), Way((ARCH,))) == Box(0, 0, 100, 16)  # its corners alone would say 10
