"""The measures of the binarisation contests, against small masks worked out by hand."""

import math

import numpy as np
import pytest

from scripts.measuring.ink import SAME, Truth, drd, f_measure, paper_weights, pseudo_f, psnr, stroke_weights


def ink(*rows):
    return np.array([[int(point == "#") for point in row] for row in rows], np.uint8)


BAR = ink("........", "........", ".######.", ".######.", ".######.", "........", "........", "........")
NOTHING = np.zeros((8, 8), np.uint8)


@pytest.mark.parametrize(
    ("mask", "truth", "percent"),
    [
        (ink("##.."), ink("##.."), 100.0),
        (ink("#..."), ink("##.."), 200 / 3),  # precision 1, recall 1/2
        (ink("####"), ink("##.."), 200 / 3),  # precision 1/2, recall 1
        (ink("..##"), ink("##.."), 0.0),
        (ink("...."), ink("##.."), 0.0),
        (ink("#..."), ink("...."), 0.0),
        (ink("...."), ink("...."), 100.0),  # a blank page said to be blank is right
    ],
)
def test_the_f_measure_is_the_harmonic_mean_of_precision_and_recall(mask, truth, percent):
    assert f_measure(mask, truth) == pytest.approx(percent)


@pytest.mark.parametrize(
    ("mask", "truth", "decibels"),
    [
        (ink("#..."), ink("##.."), -10 * math.log10(1 / 4)),
        (ink("..##"), ink("##.."), 0.0),
        (ink("##.."), ink("##.."), SAME),
    ],
)
def test_the_signal_to_noise_ratio_counts_wrong_points(mask, truth, decibels):
    assert psnr(mask, truth) == pytest.approx(decibels)


def test_a_lone_wrong_point_in_the_middle_of_ink_distorts_by_one():
    truth = np.zeros((16, 16), np.uint8)
    truth[:, :9] = 1  # ends inside two of the four squares
    mask = truth.copy()
    mask[5, 4] = 0
    assert drd(mask, truth) == pytest.approx(1 / 2)


def test_a_wrong_point_beside_a_stroke_distorts_less_than_one_far_away():
    near, far = BAR.copy(), BAR.copy()
    near[5, 3] = far[7, 3] = 1
    assert 0 < drd(near, BAR) < drd(far, BAR)


def test_the_section_of_a_stroke_counts_once_and_its_middle_most():
    weights = stroke_weights(BAR)
    assert weights[:, 4] == pytest.approx([0, 0, 1 / 4, 2 / 4, 1 / 4, 0, 0, 0])


def test_paper_counts_more_the_further_from_the_stroke_it_is_up_to_the_width_of_the_stroke():
    weights = paper_weights(np.pad(BAR, 4))
    assert weights[4:, 8] == pytest.approx([1 + 2 / 3, 1 + 1 / 3, 1, 1, 1, 1 + 1 / 3, 1 + 2 / 3, 2, 1, 1, 1, 1])


@pytest.mark.parametrize(
    ("mask", "percent"),
    [
        (BAR, 100.0),
        (NOTHING, 0.0),
    ],
)
def test_the_pseudo_f_measure_agrees_where_all_is_right_or_wrong(mask, percent):
    assert pseudo_f(mask, Truth.of(BAR)) == pytest.approx(percent)


def test_a_thinner_stroke_is_forgiven_and_a_broken_one_is_not():
    thin, broken = BAR.copy(), BAR.copy()
    thin[2] = thin[4] = 0
    broken[:, 3:7] = 0
    assert f_measure(thin, BAR) == f_measure(broken, BAR)
    assert pseudo_f(thin, Truth.of(BAR)) > pseudo_f(broken, Truth.of(BAR))


def test_a_blank_truth_is_compared_too():
    found = Truth.of(NOTHING).compared(NOTHING)
    assert (found.f_measure, found.pseudo_f, found.psnr, found.drd) == (100.0, 100.0, SAME, 0.0)


def test_masks_are_left_as_they_are():
    before = BAR.copy()
    Truth.of(BAR).compared(BAR)
    assert np.array_equal(BAR, before)
