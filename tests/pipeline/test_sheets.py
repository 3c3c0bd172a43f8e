"""A sheet makes a small copy of its picture once for all who ask, and forgets it when the picture changes."""

import numpy as np
import pytest

from pipeline.sheets import Sheet

PICTURE = np.random.default_rng(5).integers(0, 255, (60, 90, 3), np.uint8)


@pytest.mark.parametrize(("longest", "shape"), [(45, (30, 45)), (90, (60, 90)), (500, (60, 90)), (1, (1, 1))])
def test_a_glance_is_as_large_as_was_asked_for_and_never_larger_than_the_picture(longest, shape):
    assert Sheet.of(PICTURE).glance(longest).shape == shape


def test_who_asks_for_the_same_size_gets_the_same_copy():
    sheet = Sheet.of(PICTURE)
    assert sheet.glance(45) is sheet.glance(45)
    assert sheet.glance(30).shape != sheet.glance(45).shape


def test_another_picture_is_looked_at_anew():
    sheet = Sheet.of(PICTURE)
    before = sheet.glance(45)
    assert (sheet.then("inverted", 255 - PICTURE).glance(45) != before).any()
    assert (sheet.glance(45) == before).all()
