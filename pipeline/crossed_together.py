"""Finds rows of a table that one stroke strikes out together: a cross or a slash over half a page.

Of all leaning lines those with most ink are followed (the table is sheared slope by slope and its rows are summed): beside each goes
the path with the least paper on it, and the stroke is what of it stays in ink. Rulings are taken off first, or a path would climb from one
to the next; where the stroke crosses one, nothing is said. On 12 pages of sample tables and 20 of real ledgers none is found (2026-11-26).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.sheets import Cell, Picture
from pipeline.stroke_paths import IN_INK, as_dark_as_the_pen, in_ink, paths, runs
from pipeline.writing import Ink, darkness, runs_across

WIDTH = 0.5
"""Share of the width of the table that the stroke crosses at least."""

FLATTEST = 0.04
"""Least slope of such a stroke, in px down for each px to the right: what is flatter may be a ruling."""

RULING = (8, 30)
"""A ruling is level for an eighth of the width of the table (a stroke of the least slope for less), or upright for so many px."""

NARROWEST = 100
"""A table with fewer px, at a quarter of the size, is not looked at."""

STEP = 0.015
"""Slopes that are tried are so far apart, in px down for each px to the right."""

FOLLOWED = 12
"""So many lines are followed at most."""

CORRIDOR = 7
"""A stroke leaves its line by at most so many px, at a quarter of the size."""

SOLID = 0.5
"""Share of ink beside the line from which on there is a blot and no stroke."""

TOLD = 0.75
"""Of at least so much of the stroke it is known whether it is ink: rulings hide the rest."""

WINDOW = 25
"""The stroke goes on while ``IN_INK`` of so many px are ink, at a quarter of the size."""

PAUSE = 50
"""It may be lost for so many px, as where it crosses a ruling of almost its own slope."""

ALL_IN_INK = 0.94
"""Share of the whole stroke that is ink: drawn and hand-drawn ones have more than 0.95; lines through writing alone 0.72 to 0.84 on a drawn
table, and one of 0.9 to 0.92 on 20 pages of real ledgers cut into rows anyhow (2026-11-26)."""

PART_OF_ROW = 0.5
"""Rows are struck out of whose height the stroke crosses at least this share."""


def crossed_together(picture: Picture, rows: Sequence[Sequence[Cell]]) -> set[int]:
    """Return the entries of the rows that one stroke strikes out together, two at least.

    Args:
        picture: (H, W, 3) uint8 RGB, the levelled sheet with its rulings.
        rows: the cells of each row, boxes in px of it.
    """
    if len(rows) < 2:
        return set()
    boxes = [cell.box.inside(picture.shape[1], picture.shape[0]) for row in rows for cell in row]
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    darkest = cv2.erode(picture[top:bottom, left:right], np.ones((4, 4), np.uint8))[::4, ::4]
    ink = as_dark_as_the_pen(darkness(np.ascontiguousarray(darkest, np.uint8)))
    if ink.shape[1] < NARROWEST:
        return set()
    least = max(FLATTEST, min(foot - head for head, foot in map(_reach, rows)) / (right - left))
    entries: set[int] = set()
    for first, last in _strokes(ink, least):
        upper, lower = top + 4 * min(first, last), top + 4 * max(first, last)
        struck = {row[0].entry for row in rows if _share_between(row, upper, lower) >= PART_OF_ROW}
        entries |= struck if len(struck) > 1 else set()
    return entries


def _reach(row: Sequence[Cell]) -> tuple[int, int]:
    """Return the first y of a row, px, and the one below its last."""
    return min(cell.box.y for cell in row), max(cell.box.bottom for cell in row)


def _share_between(row: Sequence[Cell], upper: int, lower: int) -> float:
    """Return the share of the height of a row that lies between two y in px."""
    head, foot = _reach(row)
    return (min(lower, foot) - max(upper, head)) / max(foot - head, 1)


def _strokes(ink: Ink, least: float) -> Iterator[tuple[int, int]]:
    """Yield y in px where strokes through at least ``WIDTH`` of the width of (H, W) ink begin and end; ``least``: the flattest slope."""
    high, wide = ink.shape
    rulings = _rulings(ink)
    plain = ink & ~rulings
    framed, framed_rulings = (np.pad(mask, ((CORRIDOR, CORRIDOR), (0, 0))) for mask in (plain, rulings))
    ways, strips, hidden = [], [], []
    for slope, middle in _leaning(plain, least):
        along = np.round(middle + slope * (np.arange(wide) - wide / 2)).astype(np.int64)
        inside = np.flatnonzero((along >= 0) & (along < high))
        around = along[inside] + np.arange(2 * CORRIDOR + 1)[:, None]
        ways.append(along[inside])
        strips.append(framed[around, inside])
        hidden.append(framed_rulings[around, inside])
    for way, strip, covered, path in zip(ways, strips, hidden, paths(strips), strict=True):
        on = in_ink(strip, path) | in_ink(strip, path + 1)  # a path steps by two
        told = on | (covered[path, np.arange(len(path))] == 0)
        known = _near(told)
        shares = _near(on) / np.maximum(known, 1 / WINDOW)
        going = np.pad((shares >= IN_INK) & (known > 0), PAUSE)
        closed = cv2.morphologyEx(going.astype(np.uint8)[None], cv2.MORPH_CLOSE, np.ones((1, PAUSE), np.uint8))[0]
        for first, last in runs(closed[PAUSE:-PAUSE] > 0):
            inked = on[first:last].sum() >= ALL_IN_INK * max(told[first:last].sum(), TOLD * (last - first))
            if last - first >= WIDTH * wide and inked and strip[:, first:last].mean() < SOLID:
                ends = way + path - CORRIDOR
                yield int(ends[first]), int(ends[last - 1])


def _rulings(ink: Ink) -> Ink:
    """Return 1 on level and upright rulings of (H, W) ink and the px beside them."""
    part, upright = RULING
    level = runs_across(ink, max(ink.shape[1] // part, 1))
    standing = runs_across(np.ascontiguousarray(ink.T), upright).T
    return np.asarray(cv2.dilate(level | standing, np.ones((3, 3), np.uint8)), np.uint8)


def _near(flags: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return (W,) the share of true flags among the ``WINDOW`` nearest; W is at least as much."""
    return np.convolve(flags, np.ones(WINDOW) / WINDOW, mode="same")


def _leaning(ink: Ink, least: float) -> list[tuple[float, float]]:
    """Return slope, and y in px in the middle, of the lines through (H, W) ink that have most of it on them, no two of them close."""
    small = np.asarray(cv2.dilate(ink, np.ones((5, 2), np.uint8))[::2, ::2], np.uint8)
    high, wide = small.shape
    steepest = high / (WIDTH * wide)
    lines: list[tuple[float, float, float]] = []
    for slope in np.arange(least, steepest, STEP).tolist():
        for leaning in (slope, -slope):
            shares = _shares(small, leaning)
            most = [middle for middle in np.argsort(-shares)[:2].tolist() if shares[middle] > 0]
            lines += [(float(shares[middle]), leaning, 2.0 * middle) for middle in most]
    chosen: list[tuple[float, float]] = []
    for _, slope, middle in sorted(lines, reverse=True):
        apart = [abs(slope - other) * wide / 2 + abs(middle - where) for other, where in chosen]  # on average
        if all(away > CORRIDOR for away in apart) and len(chosen) < FOLLOWED:
            chosen.append((slope, middle))
    return chosen


def _shares(ink: Ink, slope: float) -> NDArray[np.float64]:
    """Return (H,) the share of (H, W) ink on the line with this slope through each point of its middle column; 0 on short ones."""
    high, wide = ink.shape
    back = np.array([[1, 0, 0], [slope, 1, -slope * wide / 2]], np.float64)
    level = cv2.warpAffine(ink, back, (wide, high), flags=cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP)
    middle = np.arange(high)
    inside = np.minimum(wide / 2, middle / abs(slope)) + np.minimum(wide / 2, (high - middle) / abs(slope))
    sums = cv2.reduce(level, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32S).ravel()
    return np.where(inside >= WIDTH * wide, sums / np.maximum(inside, 1), 0.0)
