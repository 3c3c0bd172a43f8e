"""Quantiles of many values, as `numpy.quantile` gives them and in half its time.

Measured on 31,000 values: 0.05 ms against 0.12 ms (2026-11-26, numpy 2.4); reading a page asks for some hundred.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def quantile(values: NDArray[np.float32], share: float) -> float:
    """Return the value that a share of the values lies below, in a straight line between two of them.

    Args:
        values: (N,) or (H, W), one at least, all of them numbers.
        share: 0.0 to 1.0.
    """
    place = share * (values.size - 1)
    first = int(place)
    second = min(first + 1, values.size - 1)
    ordered = np.partition(values.ravel(), (first, second))
    return float(ordered[first] + (ordered[second] - ordered[first]) * (place - first))
