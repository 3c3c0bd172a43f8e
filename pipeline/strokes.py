"""Cuts the writing of one cell out of a sheet: a hand leaves its cell and the rows above and below enter it."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from pipeline.connected import Connected
from pipeline.geometry import Box
from pipeline.quantiles import quantile
from pipeline.small_copies import shrunk
from pipeline.writing import Depth, Ink, Picture, darkness, inked, row_profile, scaled, without_rulings

SPARE = 0.5
"""So many cell heights above and below are looked at, so that the strokes of the next rows are seen whole. On the sample books
with a little noise added 97.4, 93.5 and 95.8 % of cells are right by level, with 0.6 97.2, 93.7 and 95.4 % (2026-11-26)."""

OVERLAP = 0.12
"""Share of their height by which the cells of two rows overlap (``ABOVE`` + ``BELOW`` of the printed labels, less one)."""

LINE = 0.35
"""A straight line at least so long, as a share of the picture, is a ruling that shows how the cell leans."""

SLOPES = tuple(step / 100 for step in range(-5, 6))
"""Slopes that are tried: 3 degrees to both sides, what curl leaves of a straightened page."""

STRIPS = 32
"""Strips in which the profiles of a cell are taken: within one a slope of 3 degrees moves a ruling by its own thickness."""

LETTER = 0.3
"""A stroke of so many heights of the cell's picture is a letter or a digit."""

AT_SIDE = 6
"""A narrow stroke so many px from the left or right edge of a cell is a ruling."""

THROUGH = 0.7
"""And so is one that is higher than this share of the cell's picture, which shows more than the cell."""

SHIFT = 0.2
"""A line of writing is looked for so many cell heights above and below its place."""

STAY = 1.0
"""Pull back to that place: leaving it by a whole cell height costs as much as cutting the fullest row."""

MOST = 0.5
"""A stroke with most of its ink in the cell is the cell's."""

JOINS = 0.4
"""One that reaches so many cell heights into it joins two rows; what reaches less is the head or foot of another row."""

MARK = 0.15
"""A stroke lower than so many cell heights is a tone mark, a point or a speck."""

FOREIGN = 0.6
"""A stroke with more than this share of its ink in another colour is not the pen's."""

OWN = 0.2
"""A cell of whose ink the pen has no more than this share was written by another one."""

ALONE = 0.5
"""Beside what the pen wrote, within so many cell heights, a stroke stays whatever its colour: colour is not sure on stains."""

BORDER = 0.25
"""Marks so close to the border, in cell heights, may belong to either row."""

REACH_OUT = 0.35
"""Strokes are followed so many cell heights beyond the cell."""


@dataclass(frozen=True, slots=True)
class Writing:
    """The writing of one cell.

    Attributes:
        picture: (H, W, 3) uint8 RGB.
        depth: how dark its strokes are against their paper, 0.0 to 1.0; 0 without a stroke as high as a letter.
    """

    picture: Picture
    depth: float


def whole(picture: Picture) -> Writing:
    """Return the writing of a cell that rulings bound on all sides: its picture as it is.

    Args:
        picture: (H, W, 3) uint8 RGB, the cell.
    """
    plain = without_rulings(darkness(picture))
    return Writing(picture, _depth(plain.depth, plain.strokes, plain.ink, picture.shape[0]))


def isolated(picture: Picture, box: Box, other: Ink) -> Writing:
    """Return the writing of one cell: its strokes whole where they leave the cell, other rows' painted over.

    A stroke belongs to the row that holds most of it; of one that joins two rows each keeps its part. A small mark close to
    the border goes with the nearest larger stroke over or under it. What is not the pen's and stands apart from what the
    pen wrote is painted over too; a cell that another pen wrote is left whole.

    Args:
        picture: (H, W, 3) uint8 RGB, the sheet.
        box: the cell, px of the sheet.
        other: (H // 2, W // 2) uint8, 1 where ink is not the pen's.
    """
    spare = round(SPARE * box.h)
    top, bottom = max(box.y - spare, 0), min(box.bottom + spare, picture.shape[0])
    window = np.ascontiguousarray(picture[top:bottom, max(box.x, 0) : box.right])
    dark = darkness(window)
    slope = _slope(dark)
    if slope:
        window = _sheared(window, slope)
        dark = darkness(window)
    part = other[top // 2 : -(-bottom // 2), max(box.x, 0) // 2 : -(-box.right // 2)]
    foreign = _sheared(_enlarged(part, window.shape[1::-1]), slope)
    plain = without_rulings(dark)
    ink, strokes = plain.ink, plain.strokes
    band = _settled(ink, (box.y - top, box.bottom - top))
    kept = _kept(strokes, band, box.h)
    near = _near(strokes, kept, foreign, round(ALONE * box.h))
    kept &= near | (foreign ^ 1)
    strange = cv2.dilate(ink - kept, np.ones((5, 5), np.uint8))
    if near.any():
        strange[:, ~near] = 1  # too pale to be strokes, and far from any
    strange = cv2.subtract(strange, cv2.dilate(kept, np.ones((3, 3), np.uint8)))
    if plain.depth is not dark:
        strange = cv2.bitwise_or(strange, np.asarray(plain.depth < dark, np.uint8))  # rulings
    cv2.copyTo(_paper(window), np.asarray(strange, np.uint8), window)
    rows = np.flatnonzero(kept.any(axis=1))
    first, last = (int(rows[0]) - 4, int(rows[-1]) + 5) if rows.size else band
    reach = round(REACH_OUT * box.h)
    first, last = max(min(first, band[0]), band[0] - reach, 0), min(max(last, band[1]), band[1] + reach)
    return Writing(window[first:last], _depth(plain.depth, strokes, kept, last - first))


def _enlarged(mask: Ink, size: tuple[int, int]) -> Ink:
    """Return a (H, W) mask at another size (W, H)."""
    if not mask.any():
        return np.zeros(size[::-1], np.uint8)
    return np.asarray(cv2.resize(mask, size, interpolation=cv2.INTER_NEAREST), np.uint8)


def _near(strokes: Connected, kept: Ink, foreign: Ink, reach: int) -> NDArray[np.bool_]:
    """Return which columns, (W,), are within reach of what the pen wrote, or another one if that wrote the whole cell.

    Args:
        strokes: of the picture.
        kept: (H, W) 1 on those of the cell.
        foreign: (H, W) 1 where ink is not the pen's.
        reach: columns.
    """
    own = kept
    if foreign.any():
        outside = np.bincount(strokes.labels[foreign > 0], minlength=strokes.parts)
        own = kept & strokes.each(outside <= FOREIGN * strokes.stats[:, cv2.CC_STAT_AREA])
        if cv2.countNonZero(own) <= OWN * cv2.countNonZero(kept):
            own = kept
    near = np.flatnonzero(own.any(axis=0))
    columns = np.zeros(kept.shape[1] + 1, np.int64)
    np.add.at(columns, np.maximum(near - reach, 0), 1)
    np.add.at(columns, np.minimum(near + reach + 1, kept.shape[1]), -1)
    return columns.cumsum()[:-1] > 0


def _depth(dark: Depth, strokes: Connected, kept: Ink, rows: int) -> float:
    """Return how dark (H, W) the kept strokes are that are as high as letters of a cell of so many rows, 0 if none is."""
    left, _, wide, high, _ = strokes.stats.T
    narrow = wide < LETTER * rows / 2
    beside = (left <= AT_SIDE) | (left + wide >= dark.shape[1] - AT_SIDE)
    upright = narrow & (beside | (high > THROUGH * rows))  # a ruling beside the cell, or the frame of one
    letters = (high >= LETTER * rows) & (wide < rows * 8) & ~upright
    letters[0] = False
    shades = dark[(strokes.each(letters) & kept) > 0]
    return quantile(shades, 0.85) if shades.size else 0.0


def _slope(dark: Depth) -> float:
    """Return the slope of the longest straight line in a (H, W) darkness; 0 where none is long.

    Each slope is tried on the row profiles of narrow strips, shifted against each other.
    """
    ink = inked(shrunk(dark, (max(dark.shape[1] // 2, 1), max(dark.shape[0] // 2, 1))))
    rows, columns = ink.shape
    edges = np.linspace(0, columns, min(STRIPS, columns) + 1).astype(int)
    strips = np.diff(np.diff(cv2.integral(ink)[:, edges], axis=0), axis=1)
    away = (edges[:-1] + edges[1:]) / 2 - columns / 2
    shifts = np.round(np.multiply.outer(SLOPES, away)).astype(int)
    most = int(shifts.max())
    padded = cv2.copyMakeBorder(strips, most, most, 0, 0, cv2.BORDER_REPLICATE).astype(np.float32)
    shifted = sliding_window_view(padded, rows, axis=0)[shifts + most, np.arange(strips.shape[1])]
    sums = shifted.sum(axis=1).max(axis=1) - np.abs(SLOPES)
    best = int(np.argmax(sums))
    level = SLOPES[best] == 0.0 or sums[best] <= LINE * columns
    return 0.0 if level else SLOPES[best]


def _sheared(picture: NDArray[np.uint8], slope: float) -> NDArray[np.uint8]:
    """Return the (H, W) or (H, W, 3) picture with each column moved up by ``slope`` px for each px from the middle."""
    if slope == 0.0:
        return picture
    rows, columns = picture.shape[:2]
    back = np.array([[1, 0, 0], [slope, 1, -slope * columns / 2]], np.float64)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(
        cv2.warpAffine(picture, back, (columns, rows), flags=flags, borderMode=cv2.BORDER_REPLICATE), np.uint8
    )


def _settled(ink: Ink, rows: tuple[int, int]) -> tuple[int, int]:
    """Return the first row of a cell and the one below its last, moved a little to where least (H, W) ink is cut.

    A curled page and a hand that floats leave the place that the print gives them.
    """
    tall = rows[1] - rows[0]
    inset = round(OVERLAP * tall / 2)
    window = max(round(0.08 * tall), 3)
    profile = row_profile(ink, window)
    steps = np.arange(-round(SHIFT * tall), round(SHIFT * tall) + 1)
    places = [np.clip(edge + steps, 0, len(profile) - 1) for edge in (rows[0] + inset, rows[1] - inset)]
    cost = profile[places[0]] + profile[places[1]] + STAY * profile.max() * np.abs(steps) / max(tall, 1)
    step = int(steps[int(np.argmin(cost))])
    return max(rows[0] + inset + step, 0), min(rows[1] - inset + step, len(ink))


def _paper(picture: Picture) -> Picture:
    """Return the (H, W, 3) paper under the writing of a picture."""
    rows, columns = picture.shape[:2]
    small = scaled(picture, 0.25)
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8), borderType=cv2.BORDER_REPLICATE)
    smooth = cv2.blur(closed, (5, 5), borderType=cv2.BORDER_REPLICATE)
    return np.asarray(cv2.resize(smooth, (columns, rows), interpolation=cv2.INTER_LINEAR), np.uint8)


def _kept(strokes: Connected, band: tuple[int, int], tall: int) -> Ink:
    """Return 1 on the strokes, (H, W), that are of the cell between two rows, and on the parts within of those that join two cells.

    A small mark near the border goes with the larger stroke that is nearest to it.
    """
    stats, centres = strokes.stats, strokes.centres
    _, tops, _, highs, areas = stats.T
    within = strokes.points(slice(max(band[0], 0), band[1]))
    alone = within / np.maximum(areas, 1)
    joins = np.minimum(tops + highs, band[1]) - np.maximum(tops, band[0]) >= JOINS * tall
    away = np.minimum(np.abs(centres[:, 1] - band[0]), np.abs(centres[:, 1] - band[1]))
    marks = np.flatnonzero((highs < MARK * tall) & (away < BORDER * tall))
    share = alone.copy()
    for mark in marks[marks > 0]:
        near = _nearest(stats, int(mark))
        if near is not None:
            share[mark] = alone[near]
    whole, inner = np.asarray(share >= MOST, np.uint8), np.asarray(joins, np.uint8)
    whole[0] = inner[0] = 0
    said = strokes.each(whole + 2 * inner)
    kept = np.asarray(said & 1, np.uint8)
    kept[band[0] : band[1]] |= said[band[0] : band[1]] >> 1
    return kept


def _nearest(stats: NDArray[np.int32], mark: int) -> int | None:
    """Return which stroke over or under a mark, more than twice as high, is nearest to it; None if there is none."""
    left, top, wide, high = stats[mark, :4]
    lefts, tops, wides, highs = stats[:, :4].T
    fits = (lefts - 4 < left + wide) & (left < lefts + wides + 4) & (highs > 2 * high)
    fits[0] = False
    if not fits.any():
        return None
    gaps = np.where(fits, np.maximum(tops - (top + high), top - (tops + highs)), np.iinfo(np.int32).max)
    return int(np.argmin(gaps))
