"""Turns frame probabilities into texts: CTC prefix beam search.

Method: A. Hannun, A. Maas, D. Jurafsky, A. Ng, "First-pass large vocabulary continuous speech recognition using
bi-directional recurrent DNNs", 2014, algorithm 1, without a language model.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

Prefix = tuple[int, ...]

BLANK = 0
"""Index of the CTC blank."""

LEAST = 1e-3
"""Characters below this probability in a frame are not followed."""

SILENT = 0.999
"""A frame whose blank is at least so probable adds no character to any prefix."""


def prefixes(probabilities: NDArray[np.float64], width: int) -> list[tuple[Prefix, float]]:
    """Return the most probable label sequences, most probable first.

    Args:
        probabilities: (T, C) per frame, each row sums to 1; column 0 is the blank.
        width: number of prefixes followed, and of answers.

    Returns:
        sequences of labels (1 to C - 1) with their summed probability over all paths that were followed.
    """
    beams: dict[Prefix, tuple[float, float]] = {
        (): (1.0, 0.0)
    }  # probability of ending in a blank, and in the last label
    for frame in probabilities:
        if frame[BLANK] >= SILENT:
            beams = {prefix: ((blank + label) * float(frame[BLANK]), 0.0) for prefix, (blank, label) in beams.items()}
            continue
        grown = _grown(beams, frame)
        best = sorted(grown.items(), key=lambda pair: pair[1][0] + pair[1][1], reverse=True)[:width]
        beams = dict(best)
    ended = [(prefix, blank + label) for prefix, (blank, label) in beams.items() if blank + label > 0]
    return sorted(ended, key=lambda pair: pair[1], reverse=True)


def _grown(beams: dict[Prefix, tuple[float, float]], frame: NDArray[np.float64]) -> dict[Prefix, tuple[float, float]]:
    ends: dict[Prefix, list[float]] = defaultdict(lambda: [0.0, 0.0])
    labels = [int(label) for label in np.flatnonzero(frame > LEAST) if label != BLANK]
    for prefix, (blank, label) in beams.items():
        ends[prefix][0] += (blank + label) * float(frame[BLANK])
        for following in labels:
            share = float(frame[following])
            if prefix and prefix[-1] == following:
                ends[prefix][1] += label * share
                ends[(*prefix, following)][1] += blank * share
            else:
                ends[(*prefix, following)][1] += (blank + label) * share
    return {prefix: (blank, label) for prefix, (blank, label) in ends.items()}
