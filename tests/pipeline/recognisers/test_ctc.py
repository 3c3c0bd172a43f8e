"""The prefix beam search against the definition of CTC, written out path by path."""

from __future__ import annotations

from itertools import groupby, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from pipeline.recognisers._ctc import prefixes


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
def test_with_room_for_all_prefixes_the_search_is_exact(length: int, labels: int, seed: int) -> None:
    frames = np.random.default_rng(seed).dirichlet(np.ones(labels) * 2, length)
    frames = np.maximum(frames, 0.002)
    frames /= frames.sum(axis=1, keepdims=True)
    expected = by_definition(frames)
    found = dict(prefixes(frames, width=10_000))
    assert found.keys() == expected.keys()
    assert all(found[labels] == pytest.approx(expected[labels], rel=1e-9) for labels in expected)


def test_a_doubled_letter_needs_a_blank_between() -> None:
    sure = 0.9985
    rest = (1 - sure) / 2
    frames = np.array([[rest, sure, rest], [sure, rest, rest], [rest, sure, rest], [rest, sure, rest]])
    assert prefixes(frames, 8)[0][0] == (1, 1)


def test_the_sum_over_paths_can_beat_the_best_path() -> None:
    frames = np.array(
        [[0.6, 0.4], [0.6, 0.4]]
    )  # the best path is two blanks (0.36); three paths spell one letter (0.64)
    assert prefixes(frames, 8)[0][0] == (1,)


def test_silence_reads_as_nothing() -> None:
    frames = np.array([[0.9995, 0.0005]] * 20)
    ((labels, probability),) = prefixes(frames, 8)
    assert (labels, round(probability, 2)) == ((), 0.99)
