"""Straightens a curled page, whose lines rise and fall together where its leaf arches towards the spine.

Method: on a small copy three kinds of lines are followed, printed rulings (drawn through or dotted), the feet of writing and
print, and the head and the foot of the paper where ``trim`` saw them before something else. All were level once: they tell of one
smooth fall, a polynomial across the page that changes evenly down the page, fitted to all of them at once while the height of
each is left free (least squares with Tukey's weights, each kind weighed by how closely it keeps to the fall). Ours: rulings and
words say it together, since on a form each covers one half of the page, and the paper's rim says it where neither stands; points
move up or down only. By itself the rim decides nothing: a page on which nothing is ruled or written has no cells to be found.

Measured 2026-11-26 on the 60 pages of ``shared/ledger-pages``, cleaned up to ``deskew``: how far lines rise and fall, and how many
times less they stray afterwards; 15 to 24 ms of one core for a page that stays, 52 to 63 ms for one that is straightened.

======================== ====== ============ =============
pages                    number px           times
======================== ====== ============ =============
flat, levels 0 and 1     40     0.2 to 10.4  1.00 to 1.30
flat, level 2            6      0.3 to 5.5   1.00 to 1.16
seen from aside          5      1.3 to 20.3  1.05 to 2.67
curled                   9      8.0 to 40.5  2.69 to 6.67
======================== ====== ============ =============

The rim, measured 2026-11-27 on the drawn pages of the tests, curled by 20 to 40 px on a dark desk: px by which lines rise and fall at
most afterwards. Of 40 flat ones with torn edges none is bent by it but one, whose head and foot were torn along one and the same arc.

=========================== =============== =============
page                        without the rim with the rim
=========================== =============== =============
table                       2 to 5          1 to 4
form                        2 to 8          1 to 5
writing without rulings     2 to 6          1 to 2
ruled on the left only      left, 20 to 42  1 to 13
ruled on the head only      8 to 31         1 to 3
labels on the left only     left, 20 to 42  1 to 4
=========================== =============== =============
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.polynomial import legendre
from numpy.typing import NDArray

from pipeline.geometry import Bend
from pipeline.line_points import LinePoints, line_points
from pipeline.sheets import Picture, Sheet

SMALL = 1000
"""Longer side, px, of the copy that lines are looked for on: a ruling is a px thick there, a small letter 4 to 8 px high."""

SMALLEST = 64
"""A picture of which a side is shorter, px, holds no page."""

STRIP = 256
"""Rows that are moved at once."""

DEGREE = 6
"""Of the polynomial across the page."""

STIFF = 1e-5
"""Weight, as a share of all points, against falls of high degree n (times n to the fourth): what no line tells stays even."""

SURE = 0.4
"""px of the small copy: no line is followed more closely than so."""

TUKEY = 4.685
"""Times its usual stray beyond which a point has no say: 95 % as good as plain least squares where nothing strays (Holland, Welsch 1977)."""

ROUNDS = 6
"""Of weighing and fitting; the last one moves the fall of nine curled pages by 0.6 px at most."""

GRID = (9, 129)
"""Rows and columns of the grid on which the fall is handed on: half way between two of its points it is right within 0.4 px."""


@dataclass(frozen=True, slots=True)
class Dewarp:
    """Straighten a page whose lines rise and fall together.

    Attributes:
        least_fall: share of the page's longer side by which its lines rise and fall, an even lean aside; below it the page is flat:
            a fall of 8 px on 2339 cost three of 81 fields in sharpness and gained none.
        most_fall: the same, above which no page curls: what looks so is no ruling, or the page was cut out wrongly (measured: 0.018
            at most on curled pages, 0.08 to 0.27 on pages whose corners were taken wrongly).
        least_gain: how many times less the lines stray from level after straightening; below it they do not agree.
        least_lines: lines that must agree, each at least a word long.
        least_width: share of the page's width that these lines reach across.
        least_height: share of the page's height that they reach down.
    """

    least_fall: float = 0.005
    most_fall: float = 0.04
    least_gain: float = 1.8
    least_lines: int = 8
    least_width: float = 0.6
    least_height: float = 0.3

    def __call__(self, sheet: Sheet) -> Sheet:
        """Return the sheet with its lines level."""
        height, width = sheet.picture.shape[:2]
        if min(height, width) < SMALLEST:
            return sheet
        small = _small(sheet.picture)
        points = line_points(small, sheet.rim * (small.shape[0] / height))
        fall = _fall(points, small.shape) if points.line.size else None
        if fall is None or not self._believed(fall, small.shape):
            return sheet
        bend = Bend(fall.on_grid(small.shape) * (height / small.shape[0]), width, height)
        picture = _straightened(sheet.picture, bend)
        return sheet.then(f"dewarp {fall.bent(small.shape) * height / small.shape[0]:.0f} px", picture, bend)

    def _believed(self, fall: _Fall, size: tuple[int, ...]) -> bool:
        """Return whether the lines of a small copy of ``size`` rows and columns agree on a fall that is worth it."""
        (left, right), (top, bottom) = fall.across, fall.down
        return (
            fall.lines >= self.least_lines
            and right - left >= self.least_width * size[1]
            and bottom - top >= self.least_height * size[0]
            and fall.gain >= self.least_gain
            and self.least_fall * max(size) <= fall.bent(size) <= self.most_fall * max(size)
        )


@dataclass(frozen=True, slots=True)
class _Fall:
    """How lines fall across a page, px of the small copy.

    Attributes:
        weights: of the polynomials, see ``_falls``.
        across: first and last x of the lines that agree.
        down: height of the first and the last of them.
        lines: how many agree.
        gain: how many times more they stray from level than from the fall.
    """

    weights: NDArray[np.float64]
    across: tuple[float, float]
    down: tuple[float, float]
    lines: int
    gain: float

    def on_grid(self, size: tuple[int, ...]) -> NDArray[np.float64]:
        """Return the (R, C) fall at the points of the grid; beyond the lines it stays as at the last of them."""
        x = np.clip(np.linspace(0, size[1], GRID[1]), *self.across)
        y = np.clip(np.linspace(0, size[0], GRID[0]), *self.down)
        wide, high = np.meshgrid(x, y)
        falls: NDArray[np.float64] = _falls(wide.ravel(), high.ravel(), size) @ self.weights
        return falls.reshape(GRID)

    def bent(self, size: tuple[int, ...]) -> float:
        """Return by how much the lines of the most curled height rise and fall beside an even lean of the whole page, px."""
        falls = self.on_grid(size)
        x = np.clip(np.linspace(0, size[1], GRID[1]), *self.across)
        lean = np.polyfit(x, falls.mean(axis=0), 1)[0]
        return float(np.ptp(falls - lean * x, axis=1).max())


def _straightened(picture: Picture, bend: Bend) -> Picture:
    """Return the (H, W, 3) picture with every point moved up by its drop; strip by strip, which spares memory."""
    straight = np.empty_like(picture)
    for top in range(0, bend.height, STRIP):
        drops = bend.rows(top, min(top + STRIP, bend.height))
        across, down = np.meshgrid(
            np.arange(bend.width, dtype=np.float32), np.arange(top, top + len(drops), dtype=np.float32)
        )
        straight[top : top + STRIP] = cv2.remap(
            picture, across, down + drops, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
    return straight


def _small(picture: Picture) -> NDArray[np.uint8]:
    """Return a small (h, w) grey copy, halved as often as possible, which is eight times faster than to scale at once."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    while max(grey.shape) >= 2 * SMALL:
        grey = cv2.pyrDown(grey)
    scale = min(1.0, SMALL / max(grey.shape))
    size = (round(grey.shape[1] * scale), round(grey.shape[0] * scale))
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_LINEAR), np.uint8)


def _falls(x: NDArray[np.float64], y: NDArray[np.float64], size: tuple[int, ...]) -> NDArray[np.float64]:
    """Return (N, 2 * DEGREE): Legendre's polynomials across the page at (N,) points, and the same growing down the page."""
    across = legendre.legvander(2 * x / size[1] - 1, DEGREE)[:, 1:]
    return np.concatenate([across, across * (2 * y / size[0] - 1)[:, None]], axis=1)


def _fall(points: LinePoints, size: tuple[int, ...]) -> _Fall:
    """Return the fall that lines tell on a small copy of ``size`` rows and columns."""
    line, number = points.line, np.bincount(points.line)
    against = STIFF * np.outer((1, 4), np.arange(1, DEGREE + 1) ** 4.0).ravel()
    level, weight = np.bincount(line, points.y) / number, np.ones(len(line))
    for _ in range(ROUNDS):
        shape = _falls(points.x, level[line], size)
        free = np.column_stack([column - _means(column, weight, line)[line] for column in shape.T])
        height = points.y - _means(points.y, weight, line)[line]
        normal = free.T @ (free * weight[:, None]) + np.diag(against) * weight.sum()
        weights = np.linalg.solve(normal, free.T @ (weight * height))
        level = _means(points.y - shape @ weights, weight, line)
        stray = height - free @ weights
        trust, weight = _trust(stray, points.kind)
    agree = np.bincount(line, trust) >= 0.5 * number
    ours = agree[line]
    gain = np.sqrt((weight * height**2)[ours].sum() / max(1e-9, float((weight * stray**2)[ours].sum())))
    x, y = (points.x[ours], level[agree]) if ours.any() else (np.zeros(1), np.zeros(1))
    across, down = (float(x.min()), float(x.max())), (float(y.min()), float(y.max()))
    return _Fall(weights, across, down, int(agree.sum()), float(gain))


def _means(values: NDArray[np.float64], weight: NDArray[np.float64], line: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the (L,) weighed mean of the (N,) values of each line."""
    return np.bincount(line, weight * values) / np.maximum(np.bincount(line, weight), 1e-9)


def _trust(stray: NDArray[np.float64], kind: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return Tukey's trust in each of (N,) points, 0.0 to 1.0, and the same weighed by how closely its kind keeps to the fall."""
    usual = np.ones(len(stray))
    for one in np.unique(kind):
        usual[kind == one] = max(SURE, 1.4826 * float(np.median(np.abs(stray[kind == one]))))
    share = stray / (TUKEY * usual)
    trust = np.where(np.abs(share) < 1, (1 - share**2) ** 2, 0.0)
    return trust, trust / usual**2
