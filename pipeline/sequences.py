"""Pairs the parts of two sequences, both kept in order."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def paired(worth: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Return the pairs of greatest worth in all, first to last: each part is in one pair at most, and no two pairs cross.

    Dynamic programming as for aligning two sequences (Needleman and Wunsch, J. Mol. Biol. 48, 1970), without a cost of gaps.

    Args:
        worth: (N, M) of each part of one sequence with each of the other; what is not above 0 is never a pair.
    """
    rows, columns = worth.shape
    gain = np.zeros((rows + 1, columns + 1))
    for i in range(1, rows + 1):
        for j in range(1, columns + 1):
            one = worth[i - 1, j - 1]
            gain[i, j] = max(gain[i - 1, j], gain[i, j - 1], gain[i - 1, j - 1] + one if one > 0 else 0.0)
    pairs = []
    i, j = rows, columns
    while i and j:
        if gain[i, j] == gain[i - 1, j]:
            i -= 1
        elif gain[i, j] == gain[i, j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
    return pairs[::-1]
