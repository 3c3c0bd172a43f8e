"""The prefix beam search against the definition of CTC, written out path by path."""

from __future__ import annotations

from itertools import groupby, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from pipeline.ctc import FAINT, prefixes
from pipeline.language import Weight, learned


def logs(frames: NDArray[np.float64]) -> NDArray[np.float32]:
    return np.log(frames).astype(np.float32)


def by_definition(frames: NDArray[np.float64]) -> dict[tuple[int, ...], float]:
    """Return the probability of every label sequence: the sum over all paths that collapse to it."""
    sums: dict[tuple[int, ...], float] = {}
    for path in product(range(frames.shape[1]), repeat=len(frames)):
        probability = float(np.prod([frames[t, label] for t, label in enumerate(path)]))
        collapsed = tuple(label for label, _ in groupby(path) if label)
        sums[collapsed] = sums.get(collapsed, 0.0) + probability
    return sums


@given(st.integers(1, 5), st.integers(2, 4), st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_with_room_for_all_prefixes_the_search_leaves_out_what_is_faint_only(
    length: int, labels: int, seed: int
) -> None:
    frames = np.random.default_rng(seed).dirichlet(np.ones(labels) * 2, length)
    frames = np.maximum(frames, 0.005)  # what is below LEAST is not followed
    frames /= frames.sum(axis=1, keepdims=True)
    expected = by_definition(frames)
    found = {one.labels: np.exp(one.ink) for one in prefixes(logs(frames), width=10_000)}
    assert found.keys() <= expected.keys()
    assert all(found.get(spelt, 0.0) == pytest.approx(expected[spelt], rel=1e-4, abs=50 * FAINT) for spelt in expected)


def test_a_doubled_letter_needs_a_blank_between() -> None:
    sure = 0.9985
    rest = (1 - sure) / 2
    frames = np.array([[rest, sure, rest], [sure, rest, rest], [rest, sure, rest], [rest, sure, rest]])
    assert prefixes(logs(frames), 8)[0].labels == (1, 1)


def test_the_sum_over_paths_can_beat_the_best_path() -> None:
    frames = np.array(
        [[0.6, 0.4], [0.6, 0.4]]
    )  # the best path is two blanks (0.36); three paths spell one letter (0.64)
    assert prefixes(logs(frames), 8)[0].labels == (1,)


def test_silence_reads_as_nothing() -> None:
    frames = np.array([[0.9995, 0.0005]] * 20)
    (one,) = prefixes(logs(frames), 8)
    assert (one.labels, round(float(np.exp(one.ink)), 2)) == ((), 0.99)


TEXTS = [(1, 2, 3)] * 20 + [(1, 2, 2)]
"""Texts of three letters; after 1, 2 mostly follows 3."""


def seen(*letters: tuple[float, float, float]) -> NDArray[np.float32]:
    """Return frames, a blank between letters, each letter given by the shares of 1, 2 and 3."""
    frames = [row for shares in letters for row in ((0.001, *shares), (0.997, 0.001, 0.001, 0.001))]
    return logs(np.array(frames) / np.sum(frames, axis=1, keepdims=True))


@pytest.mark.parametrize(
    ("third", "expected", "why"),
    [
        ((0.02, 0.48, 0.50), (1, 2, 3), "the ink leans to what is usual"),
        ((0.02, 0.55, 0.43), (1, 2, 3), "the ink leans a little away from it"),
        ((0.001, 0.998, 0.001), (1, 2, 2), "clear ink is never overridden"),
        ((0.998, 0.001, 0.001), (1, 2, 1), "nor is clear ink that was never seen before"),
    ],
)
def test_the_language_tips_the_scales_where_the_ink_is_unclear(third, expected, why) -> None:
    frames = seen((0.98, 0.01, 0.01), (0.01, 0.98, 0.01), third)
    assert prefixes(frames, 16, learned(TEXTS, labels=4), Weight(0.5, 1.0))[0].labels == expected, why
