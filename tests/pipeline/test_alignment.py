"""A print is laid over pages that were shifted, turned or stretched, and over no other print."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.alignment import Print, enlarged, laid_over, small
from pipeline.geometry import project

HIGH, WIDE = 1100, 800


def printed(seed: int) -> np.ndarray:
    """Return a (1100, 800) page with labels and rulings that no other seed prints."""
    page, chance = np.full((HIGH, WIDE), 240, np.uint8), np.random.default_rng(seed)
    for row in range(60, HIGH - 40, 44):
        x = 40
        for _ in range(int(chance.integers(1, 4))):
            word = "".join(chance.choice(list("abdeghiklmnopqrstuvxy"), int(chance.integers(4, 10))))
            cv2.putText(page, word, (x, row), cv2.FONT_HERSHEY_COMPLEX, 0.6, 60, 1, cv2.LINE_AA)
            cv2.line(page, (x + 120, row + 3), (x + 200, row + 3), 110, 1)
            x += int(chance.integers(210, 260))
    return page


def written_on(page: np.ndarray, seed: int) -> np.ndarray:
    """Return the page with a hand's strokes in its places for writing."""
    chance, page = np.random.default_rng(seed), page.copy()
    for row in range(60, HIGH - 40, 44):
        points = np.column_stack([np.linspace(160, 240, 9), row - chance.integers(0, 16, 9)]).astype(np.int32)
        cv2.polylines(page, [points], isClosed=False, color=(80,), thickness=2)
    return page


PRINT = Print.of(printed(1))


@pytest.mark.parametrize(
    ("moved", "why"),
    [
        (np.eye(3), "as it is"),
        (np.array([[1, 0, 31], [0, 1, -22], [0, 0, 1]], float), "shifted"),
        (np.array([[0.9998, -0.017, 9], [0.017, 0.9998, -6], [0, 0, 1]], float), "turned by a degree"),
        (np.array([[1.04, 0, 0], [0, 0.97, 5], [0, 0, 1]], float), "stretched"),
        (np.array([[1, 0.01, 4], [0, 1, 3], [0, 2e-5, 1]], float), "in perspective"),
    ],
)
def test_a_point_of_the_print_is_found_again_within_two_px(moved, why):
    page = np.asarray(cv2.warpPerspective(written_on(printed(1), 5), moved, (WIDE, HIGH), borderValue=(240,)), np.uint8)
    through, share = laid_over(PRINT, page)
    points = np.array([(100, 100), (700, 120), (120, 1000), (690, 980), (400, 550)], float)
    assert share > 0.5, why
    np.testing.assert_allclose(project(points, through), project(points, moved), atol=2.0, err_msg=why)


@pytest.mark.parametrize("size", [0.5, 0.6, 0.75, 0.8, 0.9, 1.25, 1.6])
def test_a_page_photographed_from_nearer_or_farther_bears_the_same_print(size):
    moved = np.array([[1, 0.01, 4], [0, 1, 3], [0, 0, 1]], float)
    page = cv2.warpPerspective(written_on(printed(1), 5), moved, (WIDE, HIGH), borderValue=(240,))
    page = cv2.resize(page, (round(WIDE * size), round(HIGH * size)), interpolation=cv2.INTER_AREA)
    through, share = laid_over(PRINT, np.asarray(page, np.uint8))
    points = np.array([(100, 100), (700, 120), (120, 1000), (690, 980), (400, 550)], float)
    assert share > 0.5
    np.testing.assert_allclose(project(points, through), project(points, moved) * size, atol=2.0 * max(1.0, size))


def test_a_page_with_more_of_the_table_around_it_bears_the_print_in_its_own_size():
    page = cv2.copyMakeBorder(written_on(printed(1), 5), 20, 20, 50, 60, cv2.BORDER_CONSTANT, value=(30,))
    through, share = laid_over(PRINT, np.asarray(page, np.uint8))
    assert share > 0.5
    np.testing.assert_allclose(project(np.array([(400.0, 550.0)]), through), [(450, 570)], atol=2.0)


@pytest.mark.parametrize(
    ("page", "why"),
    [
        (printed(2), "another print"),
        (cv2.resize(printed(2), (600, 825), interpolation=cv2.INTER_AREA), "another print from farther away"),
        (np.full((HIGH, WIDE), 240, np.uint8), "an empty page"),
        (np.zeros((HIGH, WIDE), np.uint8), "a black one"),
        (np.zeros((1, 1), np.uint8), "a single point"),
        (cv2.flip(printed(1), 1), "its mirror image, as it shows through the leaf"),
        (np.ascontiguousarray(np.rot90(printed(1), 2)), "upside down: to turn it is another stage's work"),
    ],
)
def test_what_does_not_bear_the_print_is_not_taken_for_it(page, why):
    assert laid_over(PRINT, page)[1] == 0.0, why


def test_a_print_without_edges_fits_nothing():
    assert laid_over(Print.of(np.full((HIGH, WIDE), 240, np.uint8)), printed(1))[1] == 0.0


@pytest.mark.parametrize("size", [(HIGH, WIDE), (7, 3), (1, 1)])
def test_a_print_brought_to_its_whole_size_is_made_small_again_as_it_was(size):
    page = cv2.GaussianBlur(printed(1), (0, 0), 2)[40 : 40 + size[0], 40 : 40 + size[1]]
    whole = enlarged(np.asarray(page, np.uint8))
    assert whole.shape == (2 * page.shape[0], 2 * page.shape[1], 3)
    np.testing.assert_allclose(small(whole), page, atol=6)
