"""Follows what was level once on a page, as points: rulings, drawn through or dotted, and the feet of writing and print.

Method: thin level runs (morphology) are rulings; the foot of a line is where a band of letters has most ink above and least below
it, as in ``pipeline.ridges``, but each piece for itself, which takes a tenth of the time. Sizes are px of a small copy of the page
whose longer side is about 1000 px.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

FAINT = 16
"""Grey levels by which ink is darker than the paper around it on the small copy; the grain of levelled paper stays below."""

LETTER = 6
"""Height of a small letter, and of what is no ruling, px of the small copy."""

GAP, RUN = 9, 13
"""px of the small copy: dots so far apart are one line; the shortest level run in a ruling that falls by a tenth."""

LONG = 31
"""px of the small copy: a stroke so long is a ruling and no letter."""

EDGE = 0.08
"""Share of ink by which a band of letters is darker than the band below it where a line has its foot."""

LEAST = 0.06
"""Share of the page's width below which a line says too little of how it falls: a word of four letters."""

BIN = 8
"""The points of a line stand so far apart, px of the small copy."""

FEWEST = 3
"""Points of a line that a bin holds at least."""

ROUGH = 1.5
"""px of the small copy: within a bin the points of one line stray by no more."""


@dataclass(frozen=True, slots=True)
class LinePoints:
    """Points of lines, (N,) each.

    Attributes:
        line: number of the line, from 0.
        x: px of the small copy.
        y: px of the small copy.
        written: 1 for the foot of writing, 0 for a ruling.
    """

    line: NDArray[np.int64]
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    written: NDArray[np.int64]


def line_points(small: NDArray[np.uint8]) -> LinePoints:
    """Return the points of the rulings and of the feet of writing on a small (H, W) grey copy of a page."""
    ruled, written = _followed(_ruled(small), 15), _followed(_written(small), 9)
    kind = np.repeat([0, 1], [len(ruled[0]), len(written[0])])
    line = np.concatenate([ruled[0], written[0] + ruled[0].max(initial=-1) + 1])
    return LinePoints(line, np.concatenate([ruled[1], written[1]]), np.concatenate([ruled[2], written[2]]), kind)


def _ruled(small: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the (h, w) mask of thin level runs, dots joined."""
    dark = cv2.morphologyEx(small, cv2.MORPH_BLACKHAT, np.ones((LETTER + 1, 1), np.uint8))
    ink = cv2.morphologyEx((dark > FAINT).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((1, GAP), np.uint8))
    runs = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, RUN), np.uint8))
    letters = cv2.morphologyEx(runs, cv2.MORPH_OPEN, np.ones((LETTER - 1, 1), np.uint8))
    return np.asarray(cv2.subtract(runs, letters), np.uint8)


def _written(small: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the (h, w) mask of the feet of lines: where there is most ink above and least below."""
    dark = cv2.morphologyEx(small, cv2.MORPH_BLACKHAT, np.ones((9, 9), np.uint8))
    ink = cv2.threshold(dark, FAINT, 255, cv2.THRESH_BINARY)[1]
    for side in ((LONG, 1), (1, LONG)):
        long = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(side, np.uint8))
        ink[cv2.dilate(long, np.ones((3, 3), np.uint8)) > 0] = 0
    band = cv2.blur(ink, (3 * LETTER + 1, 3)).astype(np.float32) / 255
    above = cv2.blur(band, (1, LETTER), anchor=(0, LETTER - 1))
    edge = above - cv2.blur(band, (1, LETTER), anchor=(0, 0))
    foot = (edge >= cv2.dilate(edge, np.ones((LETTER + 3, 1), np.uint8))) & (edge > EDGE)
    return foot.astype(np.uint8)


def _followed(
    mask: NDArray[np.uint8], reach: int
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Return line, x and y of the points of an (h, w) mask, one in each bin of a line; gaps of ``reach`` px are bridged."""
    spots = np.asarray(cv2.findNonZero(mask) if mask.any() else np.zeros((0, 2)), np.int64)
    x, y = spots.reshape(-1, 2).T
    _, labels = cv2.connectedComponents(cv2.dilate(mask, np.ones((3, reach), np.uint8)))
    least = LEAST * mask.shape[1] / BIN
    own = labels[y, x]
    long = np.bincount(own) >= FEWEST * least
    seen, bins = long[own], mask.shape[1] // BIN + 1
    x, y, own = x[seen], y[seen], (np.cumsum(long) - 1)[own[seen]]
    place = own * bins + x // BIN
    count = np.bincount(place)
    some, owner = np.maximum(count, 1), np.arange(len(count)) // bins
    across, down = np.bincount(place, x) / some, np.bincount(place, y) / some
    even = (count >= FEWEST) & (np.bincount(place, y.astype(np.float64) ** 2) / some - down**2 < ROUGH**2)
    kept = even & (np.bincount(owner, even)[owner] >= least)
    _, number = np.unique(owner[kept], return_inverse=True)
    return number.astype(np.int64), across[kept], down[kept]
