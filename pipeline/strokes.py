"""Cuts the writing of one cell out of a sheet: a hand leaves its cell and the rows above and below enter it."""

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.geometry import Box
from pipeline.writing import Ink, Picture, darkness, inked, scaled, without_rulings

SPARE = 0.6
"""So many cell heights above and below are looked at, so that the strokes of the next rows are seen whole."""

OVERLAP = 0.12
"""Share of their height by which the cells of two rows overlap (``ABOVE`` + ``BELOW`` of the printed labels, less one)."""

LINE = 0.35
"""A straight line at least so long, as a share of the picture, is a ruling that shows how the cell leans."""

SLOPES = tuple(step / 100 for step in range(-5, 6))
"""Slopes that are tried: 3 degrees to both sides, what curl leaves of a straightened page."""

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

BORDER = 0.25
"""Marks so close to the border, in cell heights, may belong to either row."""

REACH_OUT = 0.35
"""Strokes are followed so many cell heights beyond the cell."""


def isolated(picture: Picture, box: Box) -> Picture:
    """Return the writing of one cell as (H, W, 3) uint8 RGB: its strokes whole where they leave the cell, other rows' painted over.

    A stroke belongs to the row that holds most of it; of one that joins two rows each keeps its part. A small mark close to
    the border goes with the nearest larger stroke over or under it.

    Args:
        picture: (H, W, 3) uint8 RGB, the sheet.
        box: the cell, px of the sheet.
    """
    spare = round(SPARE * box.h)
    top, bottom = max(box.y - spare, 0), min(box.bottom + spare, picture.shape[0])
    window = _levelled(np.ascontiguousarray(picture[top:bottom, max(box.x, 0) : box.right]))
    dark = darkness(window)
    plain = without_rulings(dark)
    ink = inked(plain)
    band = _settled(ink, (box.y - top, box.bottom - top))
    labels, share, joins = _strokes(ink, band, box.h)
    inside = np.zeros(dark.shape, bool)
    inside[band[0] : band[1]] = True
    kept = (labels > 0) & ((share >= MOST)[labels] | (joins[labels] & inside))
    strange = cv2.dilate(((labels > 0) & ~kept).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    strange &= ~cv2.dilate(kept.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(bool)
    strange |= plain < dark  # rulings
    window[strange] = _paper(window)[strange]
    rows = np.flatnonzero(kept.any(axis=1))
    first, last = (int(rows[0]) - 4, int(rows[-1]) + 5) if rows.size else band
    reach = round(REACH_OUT * box.h)
    return window[max(min(first, band[0]), band[0] - reach, 0) : min(max(last, band[1]), band[1] + reach)]


def _levelled(picture: Picture) -> Picture:
    """Return the (H, W, 3) picture sheared so that the longest straight line in it lies level; as it is where none is long."""
    small = scaled(picture, 0.5)
    ink = inked(darkness(small))
    best = (LINE * ink.shape[1], 0.0)
    for slope in SLOPES:
        sheared = _sheared(ink, slope)
        longest = float(sheared.sum(axis=1, dtype=np.float64).max(initial=0.0)) - abs(slope)
        best = max(best, (longest, slope), key=lambda pair: pair[0])
    return picture if best[1] == 0.0 else _sheared(picture, best[1])


def _sheared(picture: NDArray[np.uint8], slope: float) -> NDArray[np.uint8]:
    """Return the (H, W) or (H, W, 3) picture with each column moved up by ``slope`` px for each px from the middle."""
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
    profile = np.convolve(ink.sum(axis=1, dtype=np.float64), np.ones(window) / window, mode="same")
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


def _strokes(
    ink: Ink, band: tuple[int, int], tall: int
) -> tuple[NDArray[np.int32], NDArray[np.float64], NDArray[np.bool_]]:
    """Return the strokes of the (H, W) ink by number, (H, W); which share of each lies between two rows, and whether it reaches far in, (N,).

    A small mark near the border gets the share of the larger stroke it goes with.
    """
    count, labels, found, centres = cv2.connectedComponentsWithStats(ink, connectivity=8)
    stats = np.asarray(found, np.int32)
    _, tops, _, highs, areas = stats.T
    within = np.bincount(labels[max(band[0], 0) : band[1]].ravel(), minlength=count)
    alone = within / np.maximum(areas, 1)
    joins = np.minimum(tops + highs, band[1]) - np.maximum(tops, band[0]) >= JOINS * tall
    away = np.minimum(np.abs(centres[:, 1] - band[0]), np.abs(centres[:, 1] - band[1]))
    marks = np.flatnonzero((highs < MARK * tall) & (away < BORDER * tall))
    share = alone.copy()
    for mark in marks[marks > 0]:
        near = _nearest(stats, int(mark))
        if near is not None:
            share[mark] = alone[near]
    share[0] = 0.0
    return np.asarray(labels, np.int32), share, np.asarray(joins, bool)


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
