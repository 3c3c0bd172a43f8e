"""Quantiles of many values, as `numpy.quantile` gives them and in a fraction of its time.

A high quantile lies among the few highest values: a sample says from where on they are, and only those are put in order. Measured on
the darkness of cells, 13,000 to 47,000 values: 0.03 to 0.1 ms against 0.13 to 0.42 ms for all of them (2026-11-26, numpy 2.4);
reading a page asks for some hundred.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

MANY = 4096
"""From so many values on a sample pays."""

SAMPLED = 16
"""One in so many is in the sample."""

SPARE = 3.0
"""So many times as many values are put in order as lie above the quantile: the sample may be that wrong."""


def quantile(values: NDArray[np.float32], share: float) -> float:
    """Return the value that a share of the values lies below, in a straight line between two of them.

    Args:
        values: (N,) or (H, W), one at least, all of them numbers.
        share: 0.0 to 1.0.
    """
    flat = values.ravel()
    place = share * (flat.size - 1)
    first = int(place)
    part = place - first
    if flat.size >= MANY and (above := SPARE * (1 - share)) < 1:
        high = _highest(flat, above)
        if high.size >= flat.size - first:  # none of the two values asked for was left out
            first -= flat.size - high.size
            flat = high
    second = min(first + 1, flat.size - 1)
    ordered = np.partition(flat, (first, second))
    return float(ordered[first] + (ordered[second] - ordered[first]) * part)


def _highest(values: NDArray[np.float32], share: float) -> NDArray[np.float32]:
    """Return the highest of (N,) values, about that share of them."""
    sample = values[::SAMPLED]
    place = int((1 - share) * (sample.size - 1))
    return np.asarray(values[values >= np.partition(sample, place)[place]], np.float32)
