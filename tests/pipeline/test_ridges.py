"""Baselines are followed from map to ridge; pieces are joined, and heads and feet of a line are no lines."""

import numpy as np
import pytest

from pipeline.ridges import Ridge, alone, followed, pitch_of, step

LETTER, PITCH = 10, 34.0


def ridge(y, first=0, last=300, height=0.3, column=0):
    x = np.arange(first, last + 1, 3, dtype=np.float64)
    return Ridge(column, x, np.full(len(x), float(y)), np.full(len(x), height, np.float32))


def test_a_band_of_ink_has_its_baseline_at_its_foot():
    ink = np.zeros((120, 300), np.float32)
    ink[50:60, 40:260:4] = 1
    (found,) = followed(ink, np.zeros((120, len(range(0, 300, step(LETTER)))), np.int64), LETTER, PITCH)
    assert np.abs(found.y - 59).max() <= 2


def test_a_band_is_cut_where_the_column_changes():
    ink = np.zeros((120, 300), np.float32)
    ink[50:60, 40:260:4] = 1
    owner = np.zeros((120, len(range(0, 300, step(LETTER)))), np.int64)
    owner[:, 50:] = 1
    assert sorted(one.column for one in followed(ink, owner, LETTER, PITCH)) == [0, 1]


@pytest.mark.parametrize(
    ("others", "left"),
    [
        ([ridge(110, 50, 90)], 1),  # feet
        ([ridge(134)], 2),  # the next line
        ([ridge(110, 50, 90, column=1)], 2),  # beside it, in another column
        ([ridge(110, 320, 400)], 2),  # beyond its end
    ],
)
def test_a_weaker_ridge_too_near_another_is_no_line(others, left):
    assert len(alone([ridge(100), *others], PITCH)) == left


def test_the_pitch_is_that_of_the_lines_and_without_lines_that_of_the_letters():
    assert pitch_of([ridge(34 * i) for i in range(8)], LETTER) == pytest.approx(PITCH)
    assert pitch_of([], LETTER) == pytest.approx(LETTER / 0.3)
