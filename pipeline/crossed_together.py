"""Finds rows of a table that one stroke strikes out together: a cross or a slash over half a page.

Of all leaning lines those with most ink are followed (the table is sheared slope by slope and its rows are summed): beside each goes
the path with the least paper on it, and the stroke is what of it stays in ink. On 12 pages of sample tables and 20 of real ledgers none
is found (2026-11-26).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.sheets import Cell, Picture
from pipeline.stroke_paths import IN_INK, in_ink, paths, pen, runs
from pipeline.writing import Ink, darkness

WIDTH = 0.5
"""Share of the width of the table that the stroke crosses at least."""

STEP = 0.015
"""Slopes that are tried are so far apart, in px down for each px to the right."""

FOLLOWED = 12
"""So many lines are followed at most."""

CORRIDOR = 7
"""A stroke leaves its line by at most so many px, at a quarter of the size."""

SOLID = 0.5
"""Share of ink beside the line from which on there is a blot and no stroke."""

WINDOW = 25
"""The stroke goes on while ``IN_INK`` of so many px are ink, at a quarter of the size; it may pause for as many."""

ALL_IN_INK = 0.9
"""Share of the whole stroke that is ink; lines through writing alone have 0.72 to 0.84 at best (drawn table, 2026-11-26)."""

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
    ink = pen(darkness(np.ascontiguousarray(darkest, np.uint8)))
    least = min(foot - head for head, foot in map(_reach, rows)) / (right - left)
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
    """Yield y in px where strokes through at least ``WIDTH`` of the width of (H, W) ink begin and end; ``least``: their slope."""
    high, wide = ink.shape
    ways, strips = [], []
    for slope, middle in _leaning(ink, least):
        along = np.round(middle + slope * (np.arange(wide) - wide / 2)).astype(np.int64)
        inside = np.flatnonzero((along >= 0) & (along < high))
        around = along[inside] + np.arange(-CORRIDOR, CORRIDOR + 1)[:, None]
        ways.append(along[inside])
        strips.append(ink[around.clip(0, high - 1), inside] * ((around >= 0) & (around < high)).astype(np.uint8))
    for way, strip, path in zip(ways, strips, paths(strips), strict=True):
        on = in_ink(strip, path)
        going = np.convolve(on, np.ones(WINDOW) / WINDOW, mode="same") >= IN_INK
        paused = cv2.morphologyEx(going.astype(np.uint8)[None], cv2.MORPH_CLOSE, np.ones((1, WINDOW), np.uint8))[0] > 0
        for first, last in runs(paused):
            found = last - first >= WIDTH * wide and on[first:last].mean() >= ALL_IN_INK
            if found and strip[:, first:last].mean() < SOLID:
                yield int(way[first]), int(way[last - 1])


def _leaning(ink: Ink, least: float) -> list[tuple[float, float]]:
    """Return slope, and y in px in the middle, of the lines through (H, W) ink that have most of it on them, no two of them close."""
    small = np.asarray(cv2.dilate(ink, np.ones((5, 2), np.uint8))[::2, ::2], np.uint8)
    high, wide = small.shape
    steepest = high / (WIDTH * wide)
    lines: list[tuple[float, float, float]] = []
    for slope in np.arange(least, steepest, STEP).tolist():
        for leaning in (slope, -slope):
            shares = _shares(small, leaning)
            lines += [(float(shares[middle]), leaning, 2.0 * middle) for middle in np.argsort(-shares)[:2].tolist()]
    chosen: list[tuple[float, float]] = []
    for _, slope, middle in sorted(lines, reverse=True):
        apart = [abs(slope - other) * wide / 2 + abs(middle - where) for other, where in chosen]
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
