"""Tells what lies over a page from a shadow, a stain or a film on it: under it no stroke of the page runs on, and its colour is another.

All of them are surfaces set off by a step. Strokes, rulings and print that come up to the outline from the paper go on behind it where
light comes through, and end at it where nothing does; what is written on a slip goes on only by accident. Method: the outline is
unrolled into a strip, the thin dark places across the strip are what crosses it, and those just outside are looked for just inside.

Strokes also end by themselves where an outline runs along a line of writing. So the colour is asked too: light and shadow change all
colours nearly alike, another paper, skin or wood does not. Most certain is what is lighter than the page and less yellow: stains and films
take light away, and sunlight is yellower than the shade beside it. What has the colour of the page, and every picture without
colour, is left alone: nobody can say that it is no patch of light.

The figures below were chosen on 97 things laid over 15 pages of five books, and on 360 surfaces over cells of undamaged ones: made-up
shadows, patches of light, stains, tapes, folds and marks (2026-11-26).
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.surfaces import STEP, Surfaces

FINE = 0.5
"""Steps, px of the small copy, in which the outline is unrolled: 2.3 px of an A4 page at 200 dpi, as wide as a thin stroke."""

DEEP, DEEPER = 4.0, 9.0
"""px of the small copy to which the strip reaches on either side of the outline, and inwards where the rim of a stain is looked for: thin
dark rims count as strokes when surfaces are told apart, so that the outline of a stain runs along the outer side of its rim."""

ACROSS = 21
"""Longest dark place along the strip, in its own px, that is a stroke crossing it and no edge of a shadow: 50 px at 200 dpi."""

ASIDE = 9
"""Width along the strip, in its own px, within which a stroke goes on: a slanting one moves by so much on its way through. With 5, 22
of 90 surfaces that let strokes through looked closed, with 9 there were 15."""

DIP = 8
"""Grey levels by which a crossing stroke is darker: pale strokes of worn pages have 20, grain of the picture 5."""

MEETS = 0.4
"""Share of the outline, but for the rim of the picture, along which a thing meets the paper that it lies on: desks and facing pages meet
it at one side."""

LINE = 8
"""Height, px of the small copy, that one line of writing takes: the closest lines of known forms are 10 px apart."""

HUE, HUE_WHITER = 1.3, 1.15
"""How many times more one colour changes at the outline than another where it is no light or shadow: sunlight in made-up blue shade has up
to 1.3, and it makes no paper whiter. (Daylight with a hard rim on a page under a yellow lamp does: of 120 such pages 18 more lost cells.)"""

LINES, LINES_WHITER = 5, 3
"""So many lines of writing must come up to the outline and end: fewer end there by themselves, or at the dark rim of a stain."""

THROUGH = 0.25
"""Share of the strokes that go on, beyond accident, below which nothing shines through: 0.0 to 0.2 under most things laid over. Of 97
things laid over 33 keep below with such a colour and so many lines, of 360 surfaces on undamaged pages none."""

SHINES = 0.35
"""Share from which the page shines through: 0.41 to 0.9 in stains taken for bare surfaces, 0.23 at most under bare things."""

RINGED = 0.5
"""Share of the step between both sides by which the rim of a dried stain is darker than either. Drawn (2026-11-27): 0.44 or less at nine of
ten slips, notes and gaps, torn edges that throw a shadow among them; 0.64 or more at 19 of 20 stains of worn pages."""

LINES_SHINE = 3
"""So many lines must come up to a surface for its strokes to say that the page shines through."""

Grey = NDArray[np.uint8]
"""(h, w) uint8."""

Points = NDArray[np.float64]
"""(N, 2) x, y in px of the small copy."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What happens at the outline of a surface.

    Attributes:
        around: (N, 2) x, y in px of the small copy, in the middle between the surface and those beside it.
        meets: whether it lies on the paper, or in a gap of it: desks and facing pages meet it at one side.
        whiter: whether it is lighter within than outside, by a step, and less yellow.
        hue: how many times more one colour changes there than another, 1.0 or more.
        lines: lines of writing that come up to it from outside.
        through: share of their strokes that goes on within, beyond what accident does; may be a little below 0.
        ringed: by how much the outline is darker than both sides of it, as a share of the step between them.
    """

    around: Points
    meets: bool
    whiter: bool
    hue: float
    lines: float
    through: float
    ringed: float

    @property
    def shines(self) -> bool:
        """Whether the page is seen through the surface."""
        return self.lines >= LINES_SHINE and self.through >= SHINES

    @property
    def stained(self) -> bool:
        """Whether a stain has dried there, whose rim is darker than what lies on both sides of it."""
        return self.ringed >= RINGED

    @property
    def covers(self) -> bool:
        """Whether the surface hides the paper on which it lies."""
        hue, lines = (HUE_WHITER, LINES_WHITER) if self.whiter else (HUE, LINES)
        return self.meets and self.hue >= hue and self.lines >= lines and self.through < THROUGH


def outline(found: Surfaces, larger: NDArray[np.uint8], number: int, paper: int) -> Outline:
    """Return what happens at the outline of a surface.

    Args:
        found: the surfaces of a small copy.
        larger: (H, W, 3) RGB of the same picture.
        number: of the surface.
        paper: number of the surface that is the paper.
    """
    around = _around(found.labels == number, (found.labels > 0) & (found.labels != number))
    points, outward = _line(around)
    beside = _beside(found.labels, points, outward, number)
    out, met = beside > 0, beside == paper
    meets = bool(np.count_nonzero(met) >= MEETS * np.count_nonzero(beside >= 0))
    if len(points) <= ACROSS or not out.any():
        return Outline(around, meets, whiter=False, hue=1.0, lines=0.0, through=0.0, ringed=0.0)
    bare = found.bare.reshape(*found.labels.shape, -1)
    inner, outer = (_seen(bare, points + side * DEEP * outward) for side in (-1, 1))
    changes = np.median((inner[out] + 1) / (outer[out] + 1), axis=0)
    whiter = bool(np.median((inner - outer)[out], axis=0).max() >= STEP and changes.argmax() == len(changes) - 1)
    strip = _unrolled(larger, found.labels.shape, points, outward)
    grey = np.asarray(cv2.cvtColor(strip[int((DEEPER - DEEP) / FINE) :], cv2.COLOR_RGB2GRAY), np.uint8)
    lines, through = _crossing(grey, points[:, 1], out)
    step = np.maximum(np.linalg.norm(inner - outer, axis=1), STEP)
    ringed = float(np.median((_sunken(strip) / step)[met if met.any() else out]))
    return Outline(around, meets, whiter, float(changes.max() / changes.min()), lines, through, ringed)


def _around(surface: NDArray[np.bool_], others: NDArray[np.bool_]) -> Points:
    """Return the neighbouring points around an (h, w) surface, in the middle between it and the others."""
    left, top, wide, high = cv2.boundingRect(surface.astype(np.uint8))
    margin = int(2 * DEEP)
    rows, columns = slice(max(0, top - margin), top + high + margin), slice(max(0, left - margin), left + wide + margin)
    own, other = (
        cv2.distanceTransform((~part[rows, columns]).astype(np.uint8), cv2.DIST_L2, 3) for part in (surface, others)
    )
    nearer = ((own < other) & (own < margin)).astype(np.uint8)
    contours, _ = cv2.findContours(nearer, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    longest = np.asarray(max(contours, key=len), np.float64)[:, 0]
    return np.asarray(longest + np.array([columns.start, rows.start]), np.float64)


def _line(around: Points) -> tuple[Points, Points]:
    """Return points at even steps along a closed line, smoothed, and the (N, 2) unit vectors that lead outward from them."""
    closed = np.pad(around, ((6, 6), (0, 0)), mode="wrap")
    bell = cv2.getGaussianKernel(13, 2.0).ravel()
    smooth = np.column_stack([np.convolve(closed[:, axis], bell, "valid") for axis in (0, 1)])
    smooth = np.concatenate([smooth, smooth[:1]])
    way = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(smooth, axis=0).T))])
    x, y = (np.interp(np.arange(0.0, way[-1], FINE), way, smooth[:, axis]) for axis in (0, 1))
    points = np.column_stack([x, y])
    along = np.roll(points, -3, axis=0) - np.roll(points, 3, axis=0)
    along /= np.maximum(np.hypot(*along.T), 1e-9)[:, None]
    clockwise = 1.0 if float(x @ np.roll(y, -1) - np.roll(x, -1) @ y) >= 0 else -1.0
    return points, clockwise * np.column_stack([along[:, 1], -along[:, 0]])


def _beside(labels: NDArray[np.int32], points: Points, outward: Points, number: int) -> NDArray[np.int64]:
    """Return the (N,) numbers of the surfaces outside, as in ``Outline``, on an (h, w) copy with its numbers."""
    beside = np.zeros(len(points), np.int64)
    rows, columns = labels.shape
    for offset in range(2, 11, 2):
        there = points + offset * outward
        seen = _seen(labels, there)
        seen[((there < 0) | (there > (columns - 1, rows - 1))).any(axis=1)] = -1
        beside = np.where((beside == 0) & (seen != number), seen, beside)
    return beside


def _seen(picture: NDArray[np.uint8] | NDArray[np.int32], points: Points) -> NDArray[np.int64]:
    """Return what an (h, w) or (h, w, 3) picture shows at points, or at its rim beside them."""
    rows, columns = picture.shape[:2]
    x, y = points.round().astype(np.int64).T
    return np.asarray(picture[y.clip(0, rows - 1), x.clip(0, columns - 1)], np.int64)


def _unrolled(larger: NDArray[np.uint8], shape: tuple[int, ...], points: Points, outward: Points) -> NDArray[np.uint8]:
    """Return the (D, N, 3) strip of an (H, W, 3) picture along a line on its smaller copy of that shape, the innermost row first."""
    offsets = np.arange(-DEEPER, DEEP + FINE, FINE)
    there = (points + offsets[:, None, None] * outward + 0.5) * (larger.shape[1] / shape[1]) - 0.5
    x, y = (np.ascontiguousarray(there[..., axis], np.float32) for axis in (0, 1))
    return np.asarray(cv2.remap(larger, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.uint8)


def _level(strip: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the (D, N) or (D, N, 3) strip along a closed line without the strokes that cross it."""
    closed = cv2.copyMakeBorder(strip, 0, 0, ACROSS, ACROSS, cv2.BORDER_WRAP)
    level = cv2.morphologyEx(closed, cv2.MORPH_CLOSE, np.ones((1, ACROSS), np.uint8))
    return np.asarray(level[:, ACROSS:-ACROSS], np.uint8)


def _sunken(strip: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return the (N,) grey levels by which the middle of a (D, N, 3) strip is darker than both of its sides, in the colour where it is most."""
    level = cv2.blur(_level(strip), (ASIDE, 1)).astype(np.float64)
    sides = np.minimum(level[:3].mean(axis=0), level[-3:].mean(axis=0))
    darker: NDArray[np.float64] = (sides - level[3:-3].min(axis=0)).max(axis=1).clip(0.0)
    return darker


def _crossing(strip: Grey, rows: NDArray[np.float64], paper: NDArray[np.bool_]) -> tuple[float, float]:
    """Return how many lines of writing come up to an outline, and which share of their strokes goes on, beyond accident.

    Where exactly the outline lies is not known to the pixel, so the usual answer of seven places is given.

    Args:
        strip: (D, N) along the outline, the innermost row first.
        rows: (N,) y in px of the small copy.
        paper: (N,) where there is paper outside.
    """
    dips = cv2.subtract(_level(strip), strip)
    answers, middle = [], len(strip) // 2
    for place in range(middle - 3, middle + 4):
        outside, inside = dips[place + 2 : place + 5].min(axis=0), dips[place - 4 : place - 1].min(axis=0)
        comes = np.where(paper & (outside >= DIP), outside, 0).astype(np.float64)
        goes = cv2.dilate((inside >= DIP).astype(np.uint8)[None], np.ones((1, ASIDE), np.uint8))[0] > 0
        by_accident = float(goes[paper].mean())
        share = float(comes[goes].sum()) / max(float(comes.sum()), 1e-9)
        answers.append((len(np.unique(rows[comes > 0] // LINE)), (share - by_accident) / max(1.0 - by_accident, 1e-9)))
    lines, through = np.median(np.array(answers, np.float64), axis=0).tolist()
    return lines, through
