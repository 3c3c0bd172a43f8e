"""What the other cells of a column say of each cell, if every value follows from the one before (forward-backward).

Source: Rabiner, "A tutorial on hidden Markov models", Proceedings of the IEEE 77(2), 1989, section III.A; here without a cell's own
evidence, which its belief holds already.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.int64]
"""(N,) possible values of one cell, as whole numbers."""

Step = Callable[[Values, Values, int], NDArray[np.float64]]
"""Gives the (N, M) probabilities of the step from N values of a cell to M of the next; the number is the place of the next."""

FLOOR = 1e-12


def expected(values: Sequence[Values], seen: Sequence[NDArray[np.float64]], step: Step) -> list[NDArray[np.float64]]:
    """Return for each cell how probable the other cells make its values, (N,) each, in the units of ``step``.

    Args:
        values: (N,) possible values of each cell.
        seen: (N,) how well the ink of each cell fits each of them.
        step: probabilities from one cell to the next.
    """
    count = len(values)
    before: list[NDArray[np.float64]] = [np.ones(len(some)) for some in values]
    after: list[NDArray[np.float64]] = [np.ones(len(some)) for some in values]
    steps = [step(values[i - 1], values[i], i) for i in range(1, count)]
    for i in range(1, count):
        before[i] = _scaled(before[i - 1] * seen[i - 1]) @ steps[i - 1]
    for i in range(count - 2, -1, -1):
        after[i] = steps[i] @ _scaled(after[i + 1] * seen[i + 1])
    return [np.maximum(one * two, FLOOR) for one, two in zip(before, after, strict=True)]


def _scaled(some: NDArray[np.float64]) -> NDArray[np.float64]:
    return some / max(float(some.sum()), FLOOR)
