"""Two sequences are paired in order, for the greatest worth in all."""

import numpy as np
import pytest

from pipeline.sequences import paired


@pytest.mark.parametrize(
    ("worth", "pairs"),
    [
        ([[1, 0], [0, 1]], [(0, 0), (1, 1)]),
        ([[0, 1], [1, 0]], [(0, 1)]),  # two that cross: one of them
        ([[1, 5], [0, 1]], [(0, 1)]),  # one that is worth more than two
        ([[3, 0, 0], [0, 0, 2]], [(0, 0), (1, 2)]),  # a part may be left out
        ([[0, 0], [0, 0]], []),
        ([[-1.0]], []),  # what is worth less than nothing is no pair
    ],
)
def test_pairs_keep_their_order_and_are_worth_most(worth, pairs):
    assert paired(np.array(worth, np.float64)) == pairs


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0)])
def test_nothing_is_paired_with_nothing(shape):
    assert paired(np.zeros(shape)) == []
