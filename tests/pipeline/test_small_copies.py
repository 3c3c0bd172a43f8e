"""A small copy shows the means of what it stands for, whatever is left over at the edges."""

import cv2
import numpy as np
import pytest

from pipeline.small_copies import shrunk

NOISE = np.random.default_rng(1).integers(0, 255, (301, 453, 3), np.uint8)
PAGE = np.asarray(cv2.GaussianBlur(NOISE, (0, 0), 6), np.uint8)


@pytest.mark.parametrize("times", [2, 4, 8])
def test_each_pixel_is_the_mean_of_those_it_stands_for(times):
    rows, columns = 301 // times, 453 // times
    blocks = PAGE[: rows * times, : columns * times].reshape(rows, times, columns, times, 3)
    assert (
        np.abs(shrunk(PAGE, (columns, rows)).astype(int) - blocks.mean(axis=(1, 3))).max() <= 1.5
    )  # half a level a halving


@pytest.mark.parametrize("size", [(200, 133), (453, 301), (1, 1), (453, 20), (100, 301)])
def test_any_smaller_size_looks_as_opencv_makes_it(size):
    plain = cv2.resize(PAGE, size, interpolation=cv2.INTER_AREA)
    copy = shrunk(PAGE, size)
    assert copy.shape == plain.shape
    assert np.abs(copy.astype(int) - plain.astype(int)).mean() < 3


@pytest.mark.parametrize("kind", [np.uint8, np.float32])
def test_grey_and_depths_keep_their_kind_and_the_picture_stays_as_it_is(kind):
    grey = PAGE[:, :, 0].astype(kind)
    before = grey.copy()
    assert shrunk(grey, (113, 75)).dtype == kind
    assert (grey == before).all()
