"""Shares of samples and how far they may be from the truth."""

import pytest

from pipeline.estimates import estimate


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        # Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3 (score), to four places
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_the_published_one(hits, of, low, high):
    share = estimate(hits, of)
    assert (round(share.low, 4), round(share.high, 4)) == (low, high)


def test_a_sample_of_nothing_says_nothing():
    assert (estimate(0, 0).low, estimate(0, 0).high) == (0.0, 1.0)


def test_all_hits_and_no_hits_stay_between_nothing_and_everything():
    assert estimate(30, 30).high == pytest.approx(1.0)
    assert estimate(30, 30).high <= 1.0
    assert estimate(0, 30).low == 0.0
