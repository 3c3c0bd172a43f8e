"""Follows what was level once on a page, as points: rulings, drawn through or dotted, the feet of writing and print, and the paper's rim.

Method: thin level runs (morphology) are rulings; the foot of a line is where a band of letters has most ink above and least below
it, as in ``pipeline.ridges``, but each piece for itself, which takes a tenth of the time. Head and foot of the paper count only
where they bend alike. Sizes are px of a small copy of the page whose longer side is about 1000 px.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

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


RULING, WRITING, RIM = 0, 1, 2
"""What a line is: a printed ruling, the foot of a line of writing, the head or the foot of the paper."""

MARGIN = 0.25
"""Share of the page's height from its head and from its foot within which the paper ends."""

CORNER = 2
"""Bins at either end of the paper's head and foot that are left out: its corners are rounded there, or worn."""

TOGETHER = 0.6
"""Share of the page's width along which both its head and its foot must be seen."""

BENT = 1.0
"""px of the small copy by which each of them strays from its lean, root mean square: the steps of the outline alone give 0.64 at most,
8 px of curl on a page 2339 px high 1.1 (drawn, 2026-11-27)."""

ALIKE = 0.85
"""Least correlation of head and foot: 0.88 where a page arches three times as much at its foot (drawn), 0.90 on curled pages."""

Values = NDArray[np.float64]
"""(N,) px of the small copy."""

_Points = tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]
"""Line, x and y of (N,) points, px of the small copy."""


@dataclass(frozen=True, slots=True)
class LinePoints:
    """Points of lines, (N,) each.

    Attributes:
        line: number of the line, from 0.
        x: px of the small copy.
        y: px of the small copy.
        kind: ``RULING``, ``WRITING`` or ``RIM``.
    """

    line: NDArray[np.int64]
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    kind: NDArray[np.int64]


def line_points(small: NDArray[np.uint8], rim: NDArray[np.float64]) -> LinePoints:
    """Return the points of the rulings, of the feet of writing and of the rim of the paper on a small copy of a page.

    Args:
        small: (H, W) grey copy.
        rim: (N, 2) x, y in px of the copy, where the paper ends.
    """
    parts = (_followed(_ruled(small), 15), _followed(_written(small), 9), _ends(rim, small.shape))
    line, before = [], 0
    for own, _, _ in parts:
        line.append(own + before)
        before += int(own.max(initial=-1)) + 1
    kind = np.repeat([RULING, WRITING, RIM], [len(own) for own in line])
    x, y = (np.concatenate([part[axis] for part in parts]) for axis in (1, 2))
    return LinePoints(np.concatenate(line), x, y, kind)


def _ends(rim: NDArray[np.float64], size: tuple[int, ...]) -> _Points:
    """Return the points of the paper's head and foot on a page of ``size`` rows and columns, none unless they bend alike.

    A torn edge wanders by itself; where nothing is ruled or written beside it, nobody else could say so.

    Args:
        rim: (N, 2) x, y in px of the small copy, where the paper ends.
        size: rows and columns of the small copy.
    """
    height, width = size
    inside = (rim[:, 0] >= CORNER * BIN) & (rim[:, 0] < width - CORNER * BIN)
    head, foot = inside & (rim[:, 1] < MARGIN * height), inside & (rim[:, 1] > (1 - MARGIN) * height)
    x, y = np.concatenate([rim[head], rim[foot]]).T
    line, x, y = _binned(np.repeat([0, 1], [np.count_nonzero(head), np.count_nonzero(foot)]), x, y, width, 1)
    alike = len(np.unique(line)) == 2 and _alike((x[line == 0], y[line == 0]), (x[line == 1], y[line == 1]), width)
    return (line, x, y) if alike else (line[:0], x[:0], y[:0])


def _alike(head: tuple[Values, Values], foot: tuple[Values, Values], width: int) -> bool:
    """Return whether two lines, x and y in px, rise and fall together beside their own lean."""
    first, last = max(head[0][0], foot[0][0]), min(head[0][-1], foot[0][-1])
    if last - first < TOGETHER * width:
        return False
    x = np.arange(first, last, BIN)
    bends = [y - np.polyval(np.polyfit(x, y, 1), x) for y in (np.interp(x, *head), np.interp(x, *foot))]
    rise, fall = (float(np.sqrt(np.mean(bend**2))) for bend in bends)
    return min(rise, fall) >= BENT and float(np.mean(bends[0] * bends[1])) >= ALIKE * rise * fall


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


def _followed(mask: NDArray[np.uint8], reach: int) -> _Points:
    """Return the points of the lines of an (h, w) mask; gaps of ``reach`` px are bridged."""
    spots = np.asarray(cv2.findNonZero(mask) if mask.any() else np.zeros((0, 2)), np.int64)
    x, y = spots.reshape(-1, 2).T
    _, labels = cv2.connectedComponents(cv2.dilate(mask, np.ones((3, reach), np.uint8)))
    own = labels[y, x]
    long = np.bincount(own) >= FEWEST * LEAST * mask.shape[1] / BIN
    seen = long[own]
    return _binned((np.cumsum(long) - 1)[own[seen]], x[seen], y[seen], mask.shape[1], FEWEST)


def _binned(own: NDArray[np.int64], x: NDArray[Any], y: NDArray[Any], width: int, fewest: int) -> _Points:
    """Return one point for each bin in which a line has ``fewest`` points that lie level, of lines that have enough of such bins.

    Args:
        own: (N,) number of the line of each point.
        x: (N,) px of the small copy.
        y: (N,) px of the small copy.
        width: of the small copy.
        fewest: points of a line that a bin must hold.
    """
    bins = width // BIN + 1
    place = own * bins + np.asarray(x // BIN, np.int64)
    count = np.bincount(place)
    some, owner = np.maximum(count, 1), np.arange(len(count)) // bins
    across, down = np.bincount(place, x) / some, np.bincount(place, y) / some
    even = (count >= fewest) & (np.bincount(place, y.astype(np.float64) ** 2) / some - down**2 < ROUGH**2)
    kept = even & (np.bincount(owner, even)[owner] >= LEAST * width / BIN)
    _, number = np.unique(owner[kept], return_inverse=True)
    return number.astype(np.int64), across[kept], down[kept]
