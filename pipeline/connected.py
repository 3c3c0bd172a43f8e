"""Strokes, specks and blots: the connected parts of a mask with their boxes, the same as OpenCV's and faster.

Measured on the ink of a cell, 200 x 1400 px: 0.6 ms with the block-based algorithm (Grana, Borghesani, Cucchiara, IEEE Trans. Image
Processing 19 (2010) 1596-1609) against 1.7 ms by default, every label the same (2026-11-26, OpenCV 5.0); 0.47 ms with numbers of sixteen
bits, which are enough for a cell, and on a page 11 ms against 26 ms. Looking numbers of sixteen bits up takes OpenCV 0.07 ms, counting
them 0.09 ms; numpy 0.3 and 0.4 ms.
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

NUMBERS = 1 << 16
"""Numbers of sixteen bits."""


class Connected(NamedTuple):
    """The parts of a mask, numbered from 1 by their first point in rows; 0 is what lies around them.

    Attributes:
        parts: how many there are, what lies around them included.
        labels: (H, W) number of the part at each point, uint16 where that is certainly enough, int32 else.
        stats: (parts, 5) left, top, width, height and area of each, px.
        centres: (parts, 2) x, y of the middle of each, px.
    """

    parts: int
    labels: NDArray[np.uint16] | NDArray[np.int32]
    stats: NDArray[np.int32]
    centres: NDArray[np.float64]

    def each(self, said: NDArray[np.bool_] | NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return (H, W) what is said of the part at each point; ``said``: (parts,)."""
        told = said.view(np.uint8)
        if self.labels.dtype != np.uint16:
            return np.take(told, self.labels)
        table = np.zeros(NUMBERS, np.uint8)
        table[: self.parts] = told
        return np.asarray(cv2.LUT(self.labels, table), np.uint8)

    def points(self, where: slice) -> NDArray[np.int64]:
        """Return how many points of each part lie in some rows, (N,), one for each part and the ground."""
        labels = self.labels[where]
        if labels.dtype != np.uint16 or not labels.size:
            return np.bincount(labels.ravel(), minlength=self.parts)
        counts = cv2.calcHist([labels], [0], None, [self.parts], [0, self.parts])
        return np.asarray(counts.ravel(), np.int64)


def connected(mask: NDArray[np.uint8]) -> Connected:
    """Return the parts of a mask, (H, W) with 0 for nothing, whose points touch at a side or a corner."""
    few = _begun(mask) < NUMBERS - 1
    found = cv2.connectedComponentsWithStatsWithAlgorithm(mask, 8, cv2.CV_16U if few else cv2.CV_32S, cv2.CCL_BBDT)
    count, labels, stats, centres = found
    numbers = np.asarray(labels, np.uint16) if few else np.asarray(labels, np.int32)
    return Connected(count, numbers, np.asarray(stats, np.int32), np.asarray(centres, np.float64))


def _begun(mask: NDArray[np.uint8]) -> int:
    """Return how many parts of an (H, W) mask are begun at most, before those that meet further down become one.

    The algorithm looks at blocks of 2 x 2 px. None begins two parts, and one that begins a part begins a run of its row: were the point
    before its first one set, that would be of a block which was looked at already.
    """
    rows, columns = mask.shape
    blocks = -(-int(rows) // 2) * -(-int(columns) // 2)
    if blocks < NUMBERS - 1:
        return blocks
    return int(np.count_nonzero(mask[:, 1:] > mask[:, :-1])) + int(np.count_nonzero(mask[:, 0]))
