"""Ink is told from paper on drawn pages whose ink is known, however the paper looks."""

import cv2
import numpy as np
import pytest

from pipeline.binarise import ink_mask

SIZE = (240, 360)


def strokes(shade):
    """Return a layer of slanted strokes, 0 off the strokes, in lines like writing."""
    layer = np.zeros(SIZE, np.float32)
    for y in range(50, 230, 45):
        for x in range(30, 320, 16):
            cv2.line(layer, (x, y), (x + 9, y - 22), shade, 3, cv2.LINE_AA)
    return layer


def page(paper, shade=0.6, seen_through=None):
    """Return an RGB page: paper darkened by strokes, with grain."""
    grain = np.random.default_rng(7).normal(0, 2, SIZE)
    grey = paper * (1 - strokes(shade)) * (1 if seen_through is None else 1 - seen_through) + grain
    return np.repeat(np.clip(grey, 0, 255).astype(np.uint8)[:, :, None], 3, axis=2)


def agreement(mask):
    truth = strokes(1.0) > 0.5
    return 2 * np.count_nonzero(mask.astype(bool) & truth) / (np.count_nonzero(mask) + np.count_nonzero(truth))


def even(level):
    return np.full(SIZE, level, np.float32)


def shadow():
    return np.tile(np.linspace(230, 70, SIZE[1], dtype=np.float32), (SIZE[0], 1))


def stain():
    paper = even(220)
    cv2.circle(paper, (180, 120), 70, 130, -1)
    return cv2.GaussianBlur(paper, (0, 0), 8)


def other_side():
    return cv2.GaussianBlur(cv2.flip(strokes(0.25), 1), (0, 0), 2)


@pytest.mark.parametrize(
    "picture",
    [
        page(even(235)),
        page(even(90)),
        page(shadow()),
        page(stain()),
        page(even(220), 0.25),
        page(even(220), 0.6, other_side()),
    ],
    ids=["clean", "dark paper", "shadow", "stain", "faded ink", "other side showing through"],
)
def test_strokes_are_found_on_worn_paper(picture):
    assert agreement(ink_mask(picture)) > 0.9


def test_what_blurs_out_of_a_dark_stroke_among_pale_ones_is_no_ink():
    broad = np.zeros(SIZE, np.float32)
    for y in (60, 150):
        cv2.line(broad, (60, y), (300, y + 12), 1.0, 6)
    darker = np.maximum(strokes(0.35), 0.9 * cv2.GaussianBlur(broad, (0, 0), 2))
    grey = 220 * (1 - darker) + np.random.default_rng(7).normal(0, 2, SIZE)
    found = ink_mask(np.repeat(np.clip(grey, 0, 255).astype(np.uint8)[:, :, None], 3, axis=2)) > 0
    beside = (cv2.dilate(broad, np.ones((9, 9), np.uint8)) > 0) & (
        cv2.dilate(strokes(1.0), np.ones((3, 3), np.uint8)) < 0.1
    )
    assert np.count_nonzero(found & (beside | (broad > 0))) < 1.36 * np.count_nonzero(broad)
    assert found[broad > 0].all()


def test_a_dark_margin_is_no_ink():
    picture = page(even(220))
    picture[:, :14] = 30
    assert not ink_mask(picture)[:, :10].any()
    assert agreement(ink_mask(picture)) > 0.9


@pytest.mark.parametrize(
    "picture",
    [
        page(even(235), 0.0),
        page(shadow(), 0.0),
        np.full((*SIZE, 3), 255, np.uint8),
        np.zeros((*SIZE, 3), np.uint8),
        np.full((1, 1, 3), 128, np.uint8),
        np.zeros((1, 50, 3), np.uint8),
        np.full((50, 1, 3), 255, np.uint8),
    ],
    ids=["grain alone", "a shadow alone", "white", "black", "one pixel", "one row", "one column"],
)
def test_where_nothing_is_written_there_is_no_ink(picture):
    mask = ink_mask(picture)
    assert mask.shape == picture.shape[:2]
    assert not mask.any()


def test_the_picture_is_left_as_it_is():
    picture = page(stain())
    before = picture.copy()
    ink_mask(picture)
    assert np.array_equal(picture, before)


def test_the_mask_is_one_and_nought():
    assert set(np.unique(ink_mask(page(even(235))))) == {0, 1}
