"""Follows baselines: ridges of a map that says how much more ink lies above a point than below it.

Method: an edge filter laid down and smoothed along the line, as in finding text lines by oriented smoothing (Bukhari,
Shafait, Breuel, ICDAR 2009). All lengths are shares of the pitch, the distance from line to line. Most numbers
are first guesses; a few were tried on ten pages of the old ledgers, the others were not looked at: ``scripts/measure lines``
(2026-11-25).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

Depth = NDArray[np.float32]
"""(H, W) float32 strength of ink, 0 is paper."""

LETTER = 0.3
"""Height of small letters as a share of the pitch."""

EDGE = 0.05
"""Least height of a ridge: a baseline whose letters fill a twentieth of their band."""

JOIN = 0.35
"""Pieces of one line differ in height by at most this share of the pitch where they meet."""

TOO_NEAR = 0.52
"""Two lines of one column nearer than this share of the pitch are one line and its heads or feet; on the old ledgers 0.52 finds 90.3 %
of the lines and 0.6 89.7 % (2026-11-26)."""

WEAKEST = 0.06
"""Least height of a ridge times its length in pitches: less is a speck."""


@dataclass(frozen=True, slots=True)
class Ridge:
    """A piece of a baseline.

    Attributes:
        column: number of its column.
        x: (N,) px, left to right.
        y: (N,) px.
        height: (N,) height of the ridge.
    """

    column: int
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    height: NDArray[np.float32]

    @property
    def strength(self) -> float:
        """Return the height of the ridge summed along the line, px."""
        return float(self.height.mean() * (self.x[-1] - self.x[0] + 1))


def step(letter: int) -> int:
    """Return every how many px along a line ridges are followed: three times a small letter, as high as ``letter`` px."""
    return max(1, letter // 3)


def followed(ink: Depth, owner: NDArray[np.int64], letter: int, pitch: float) -> list[Ridge]:
    """Return the ridges of a page, their pieces joined.

    Args:
        ink: (H, W) strength of ink, 0 to 1.
        owner: (H, N) number of the column of every ``step(letter)``-th point of a row.
        letter: height of small letters, px.
        pitch: px from line to line.
    """
    edge = _baseline_edge(ink, letter)[:, :: step(letter)]
    pieces = _pieces(edge, owner, letter)
    joined: list[Ridge] = []
    for column in sorted({piece.column for piece in pieces}):
        own = [piece for piece in pieces if piece.column == column]
        while (fewer := _joined_once(own, pitch)) and len(fewer) < len(own):
            own = fewer
        joined += own
    return [ridge for ridge in joined if ridge.strength >= WEAKEST * pitch]


def _baseline_edge(ink: Depth, letter: int) -> NDArray[np.float32]:
    """Return (H, W) how much more ink lies in the band of a letter above a point than in the band below it."""
    smooth = cv2.GaussianBlur(ink, (0, 0), sigmaX=1.5 * letter, sigmaY=0.2 * letter)
    below = max(2, round(0.8 * letter))
    above = cv2.blur(smooth, (1, letter), anchor=(0, letter - 1), borderType=cv2.BORDER_CONSTANT)
    under = cv2.blur(smooth, (1, below), anchor=(0, 0), borderType=cv2.BORDER_CONSTANT)
    return np.asarray(above - under, np.float32)


def _pieces(edge: NDArray[np.float32], owner: NDArray[np.int64], letter: int) -> list[Ridge]:
    """Return the ridges of an (H, N) edge map, cut where the (H, N) column changes."""
    near = max(3, 2 * round(0.7 * letter) + 1)
    ridge = (edge >= cv2.dilate(edge, np.ones((near, 1), np.uint8))) & (edge > EDGE)
    pieces: list[Ridge] = []
    for column in range(int(owner.max(initial=0)) + 1):
        own = (ridge & (owner == column)).astype(np.uint8)
        if not own.any():
            continue
        _, labels = cv2.connectedComponents(cv2.dilate(own, np.ones((3, 3), np.uint8)))
        y, x = np.nonzero(own)
        order = np.lexsort((x, labels[y, x]))
        y, x = y[order], x[order]
        cuts = np.flatnonzero(np.diff(labels[y, x])) + 1
        for down, across in zip(np.split(y, cuts), np.split(x, cuts), strict=True):
            places, first = np.unique(across, return_index=True)
            rows = down[first]
            pieces.append(
                Ridge(
                    column,
                    np.asarray(places * step(letter), np.float64),
                    np.asarray(rows, np.float64),
                    edge[rows, places],
                )
            )
    return pieces


def _joined_once(pieces: Sequence[Ridge], pitch: float) -> list[Ridge]:
    """Return the pieces of one column after joining those that are each other's best continuation."""
    if len(pieces) < 2:
        return list(pieces)
    left = np.array([(piece.x[0], _level(piece, piece.x[0], pitch)) for piece in pieces])
    right = np.array([(piece.x[-1], _level(piece, piece.x[-1], pitch)) for piece in pieces])
    gap = left[None, :, 0] - right[:, None, 0]
    apart = np.abs(left[None, :, 1] - right[:, None, 1])
    cost = np.where(
        (gap > -0.3 * pitch) & (apart < JOIN * pitch + 0.02 * np.abs(gap)), apart + 0.1 * np.abs(gap), np.inf
    )
    np.fill_diagonal(cost, np.inf)
    after, before = cost.argmin(axis=1), cost.argmin(axis=0)
    whole: list[Ridge] = []
    used: set[int] = set()
    for i in range(len(pieces)):
        j = int(after[i])
        if i in used or j in used or not np.isfinite(cost[i, j]) or before[j] != i:
            continue
        used |= {i, j}
        whole.append(_joined(pieces[i], pieces[j]))
    return whole + [piece for i, piece in enumerate(pieces) if i not in used]


def _level(ridge: Ridge, x: float, pitch: float) -> float:
    """Return the height of a ridge near one of its ends, px."""
    return float(np.median(ridge.y[np.abs(ridge.x - x) <= 0.7 * pitch]))


def _joined(one: Ridge, two: Ridge) -> Ridge:
    beyond = two.x > one.x[-1]
    return replace(
        one,
        x=np.concatenate([one.x, two.x[beyond]]),
        y=np.concatenate([one.y, two.y[beyond]]),
        height=np.concatenate([one.height, two.height[beyond]]),
    )


def _below(ridge: Ridge, other: Ridge) -> tuple[float, float]:
    """Return how far another ridge lies below this one, px, and over which share of this one's length; infinity and 0.0 if beside."""
    first, last = max(ridge.x[0], other.x[0]), min(ridge.x[-1], other.x[-1])
    if last < first:
        return np.inf, 0.0
    places = np.linspace(first, last, 9)
    apart = np.interp(places, other.x, other.y) - np.interp(places, ridge.x, ridge.y)
    return float(np.median(apart)), float((last - first + 1) / (ridge.x[-1] - ridge.x[0] + 1))


def pitch_of(ridges: Sequence[Ridge], letter: int) -> float:
    """Return px from line to line: the 30th percentile of the distances of long strong ridges; from the letters without them."""
    long = [ridge for ridge in ridges if ridge.x[-1] - ridge.x[0] > 8 * letter]
    usual = letter / LETTER
    if len(long) < 3:
        return usual
    strong = 0.5 * float(np.median([ridge.height.mean() for ridge in long]))
    long = [ridge for ridge in long if ridge.height.mean() > strong]
    nearest = []
    for ridge in long:
        apart = [_below(ridge, other) for other in long if other.column == ridge.column]
        nearest.append(min([px for px, share in apart if share > 0.5 and px > 1.5 * letter], default=np.inf))
    distances = [px for px in nearest if px < 8 * letter]
    return float(np.percentile(distances, 30)) if len(distances) > 3 else usual


def alone(ridges: Sequence[Ridge], pitch: float) -> list[Ridge]:
    """Return the ridges without those too near a stronger one of their column."""
    kept: dict[int, list[Ridge]] = {}
    for ridge in sorted(ridges, key=lambda one: -one.strength):
        beside = kept.setdefault(ridge.column, [])
        apart = (_below(ridge, other) for other in beside)
        if not any(abs(px) < TOO_NEAR * pitch and share > 0.5 for px, share in apart):
            beside.append(ridge)
    return [ridge for column in kept.values() for ridge in column]
