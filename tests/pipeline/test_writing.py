"""Rows of printed dots go, rows of small letters stay."""

import cv2
import numpy as np
import pytest

from pipeline.writing import darkness, inked, without_rulings

PAPER = (245, 244, 236)
WORDS = ("nam", "an", "cao", "son", "ve", "xa", "mo", "na", "suc", "rao", "men", "rua")


def written(high):
    """Return paper with a row of small letters apart from each other, in a picture so many px high."""
    picture = np.full((high, 1219, 3), PAPER, np.uint8)
    x = 30
    for number, word in enumerate(WORDS):
        for letter in word:
            cv2.putText(picture, letter, (x, 150), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (40, 50, 120), 2, cv2.LINE_AA)
            x += 22 + (7 * number + 3 * ord(letter)) % 9
        x += 26 + (5 * number) % 13
    return picture


def dotted(picture, step, size):
    """Return the picture with a row of printed dots under the writing."""
    lined = picture.copy()
    for x in range(30, 1190, step):
        cv2.circle(lined, (x, 175), size, (90, 90, 90), -1, cv2.LINE_AA)
    return lined


@pytest.mark.parametrize("high", [200, 293, 400])
def test_letters_as_small_as_specks_are_no_row_of_dots(high):
    depth = darkness(written(high))
    np.testing.assert_array_equal(without_rulings(depth).ink, inked(depth))


@pytest.mark.parametrize(("step", "size"), [(7, 1), (9, 2), (14, 3)])
def test_a_row_of_dots_goes_and_the_letters_over_it_stay(step, size):
    depth = darkness(dotted(written(293), step, size))
    ink, left = inked(depth), without_rulings(depth).ink
    assert ink[168:184].any()
    assert not left[168:184].any()
    assert (left[:160] & ink[:160]).sum() > 0.95 * ink[:160].sum()


def test_dots_of_which_some_are_lost_still_go():
    lined = dotted(written(293), 9, 2)
    lined[165:185, 300:360] = lined[165:185, 700:820] = PAPER
    assert not without_rulings(darkness(lined)).ink[168:184].any()
