"""Finds what the clerk struck out in a table: rows with a line, a wave or a cross through them, cells with a line or a cross.

Rows that one stroke strikes out together are found by `crossed_together`.

Method: writing is broken between its words and at the side of its cell, a stroke that strikes out is not. Through the cells of
a row, put side by side without their rulings, goes the path with the least paper on it (dynamic programming, all rows of a page
at once); a row is struck out where the path stays in ink through whole cells and has letters above and below it. In a single
cell only straight strokes are looked for, since a signature or a joined hand may run on as long. Of 881 cells of four pages of real
ledgers one was called struck out that was not (words on a printed line), of 36 rows of drawn pages none (2026-11-26).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.connected import connected
from pipeline.crossed_together import crossed_together
from pipeline.entries import Crossed
from pipeline.sheets import Cell, Picture
from pipeline.stroke_paths import IN_INK, as_dark_as_the_pen, in_ink, paths, runs
from pipeline.writing import Ink, darkness

EDGE = 0.12
"""Share of a row's height at its head and foot in which a ruling of a leaning page may run: no stroke is followed there."""

LEAST_CELLS = 3
"""So many cells beside each other are crossed by a stroke that strikes out more than a cell. Of the 36 rows of four pages of
ruled tables (drawn ones, with dates that fill their cells) no three neighbours have more than 0.81 (2026-11-26)."""

ROW = 0.5
"""A stroke through this share of the width of a row strikes out the case, a shorter one only the cells it crosses."""

BESIDE = 0.08
"""Letters are looked for so many heights of a row above and below a stroke."""

THROUGH = 0.25
"""Letters on the emptier side of a stroke, as a share of those on the fuller one: below a line under words only tails reach."""

BARE = 0.05
"""A stroke with letters beside less of its length crosses an empty row."""

LONG = 0.5
"""A straight stroke is at least this share of its cell wide, and nearly the whole of a narrow one: the bar of a «t» spans a letter or two."""

UNBROKEN = 0.98
"""Share of a straight stroke that is ink; letters that stand in a line, as in «Nam», leave gaps in it."""

THICK = 0.08
"""Heights of a row that a stroke of the pen is thick at most; the rim of a stain is thicker."""

STEEP = 0.15
"""Two straight strokes that rise and fall by more than this slope are a cross."""

CROSSED_STROKES = 4
"""Strokes of letters that a line through a single cell crosses; a ruling or a line under a word meets a tail or two."""


@dataclass(frozen=True, slots=True)
class _Strip:
    """The cells of a row side by side: (H, W) ink at half the size, and where each cell begins and the last one ends, px."""

    ink: Ink
    edges: tuple[int, ...]


def with_crossings(picture: Picture, cells: Sequence[Cell]) -> list[Cell]:
    """Return the cells of a table, each with what is struck out there.

    Args:
        picture: (H, W, 3) uint8 RGB, the levelled sheet with its rulings.
        cells: row by row, boxes in px of it.
    """
    rows = [list(row) for _, row in groupby(cells, key=lambda cell: cell.entry)]
    strips = [_strip(picture, row) for row in rows]
    found: list[Cell] = []
    for row, strip, path in zip(rows, strips, paths([strip.ink for strip in strips]), strict=True):
        struck = _struck(strip, path)
        found += [replace(cell, crossed=how) for cell, how in zip(row, struck, strict=True)]
    many = crossed_together(picture, rows)
    return [replace(cell, crossed=Crossed.ROW) if cell.entry in many else cell for cell in found]


def strikes(ink: Ink) -> bool:
    """Return whether a stroke from one side to the other strikes out what is written in (H, W) ink at half the size."""
    path = next(paths([ink]))
    return bool(in_ink(ink, path).mean() >= IN_INK) and _strikes(ink, path)


def _strip(picture: Picture, row: Sequence[Cell]) -> _Strip:
    top, bottom = min(cell.box.y for cell in row), max(cell.box.bottom for cell in row)
    boxes = [cell.box.inside(picture.shape[1], picture.shape[0]) for cell in row]
    side_by_side = np.hstack([picture[max(top, 0) : bottom, box.x : box.right] for box in boxes])
    darkest = cv2.erode(side_by_side, np.ones((2, 2), np.uint8))[::2, ::2]  # thin strokes as dark as they were
    ink = as_dark_as_the_pen(darkness(np.ascontiguousarray(darkest, np.uint8)))
    edge = max(1, round(EDGE * len(ink)))
    ink[:edge] = ink[-edge:] = 0
    widths = np.cumsum([0, *(box.w for box in boxes)]) // 2
    return _Strip(ink, tuple(int(x) for x in widths))


def _struck(strip: _Strip, path: NDArray[np.int64]) -> list[Crossed | None]:
    """Return what is struck out in each cell of a row that the path, (W,) y in px, goes through."""
    on = in_ink(strip.ink, path)
    through = [bool(on[left:right].size) and on[left:right].mean() >= IN_INK for left, right in pairwise(strip.edges)]
    crossed: list[Crossed | None] = [None] * len(through)
    for first, last in runs(through):
        left, right = strip.edges[first], strip.edges[last]
        if last - first < LEAST_CELLS or not _strikes(strip.ink[:, left:right], path[left:right]):
            continue
        if right - left >= ROW * strip.edges[-1]:
            return [Crossed.ROW] * len(through)
        crossed[first:last] = [Crossed.CELL] * (last - first)
    for place, (left, right) in enumerate(pairwise(strip.edges)):
        if crossed[place] is None and _is_struck(strip.ink[:, left:right]):
            crossed[place] = Crossed.CELL
    return crossed


def _strikes(ink: Ink, path: NDArray[np.int64]) -> bool:
    """Return whether a stroke along (W,) y in px goes through letters, or through an empty row."""
    above, below, thin = _beside(ink, path)
    return thin and (float((above | below).mean()) < BARE or _on_both_sides(above, below))


def _on_both_sides(above: NDArray[np.bool_], below: NDArray[np.bool_]) -> bool:
    return bool(min(above.sum(), below.sum()) >= THROUGH * max(above.sum(), below.sum()))


def _beside(ink: Ink, path: NDArray[np.int64]) -> tuple[NDArray[np.bool_], NDArray[np.bool_], bool]:
    """Return (W,) whether there is ink close above the stroke that a path, (W,) y in px, follows, and close below it; whether it is as thin as a pen's."""
    rows = np.arange(len(ink))[:, None]
    paper_above = np.maximum.accumulate(np.where(ink == 0, rows, -1), axis=0)
    paper_below = np.minimum.accumulate(np.where(ink == 0, rows, len(ink))[::-1], axis=0)[::-1]
    x = np.arange(len(path))
    y = np.where(ink[path, x] > 0, path, (path + 1).clip(0, len(ink) - 1))
    first, last = paper_above[y, x] + 1, paper_below[y, x] - 1
    thick = last - first + 1
    nothing = np.zeros(len(path), np.bool_)
    usual = float(np.percentile(thick[thick > 0], 15)) if (thick > 0).any() else 0.0  # letters make it thicker
    if not 0 < usual <= THICK * len(ink):
        return nothing, nothing, False
    alone = (thick > 0) & (thick <= 1.5 * usual)
    middle = np.interp(x, x[alone], (first + last)[alone] / 2)
    away = usual / 2 + 1
    reach = max(3.0, BESIDE * len(ink)) + away
    over = (rows >= middle - reach) & (rows <= middle - away)
    under = (rows <= middle + reach) & (rows >= middle + away)
    return ((ink > 0) & over).any(axis=0), ((ink > 0) & under).any(axis=0), True


def _is_struck(ink: Ink) -> bool:
    """Return whether a line goes straight through the letters of one cell of (H, W) ink, or a cross lies over it."""
    high, wide = ink.shape
    if min(high, wide) < 8:
        return False
    _, _, stats, _ = connected(ink)
    if stats.shape[0] < 2 or stats[1:, cv2.CC_STAT_WIDTH].max() < LONG * wide:
        return False
    rising = falling = False
    for left, top, right, bottom in _straight(ink):
        along = np.linspace(top, bottom, right - left + 1).round().astype(np.int64).clip(0, high - 1)
        part = np.ascontiguousarray(ink[:, left : right + 1])
        above, below, thin = _beside(part, along)
        if not thin or in_ink(part, along).mean() < UNBROKEN:
            continue
        slope = (bottom - top) / max(right - left, 1)
        rising, falling = rising or slope < -STEEP, falling or slope > STEEP
        if len(list(runs(above & below))) >= CROSSED_STROKES and _on_both_sides(above, below):
            return True
    return rising and falling


def _straight(ink: Ink) -> Iterator[tuple[int, int, int, int]]:
    """Yield x, y of the left end and of the right end of straight strokes, no steeper than 45 degrees, px of (H, W) ink."""
    high, wide = ink.shape
    least = max(LONG * wide, 0.8 * min(high, wide))
    lines = cv2.HoughLinesP(ink, 1, np.pi / 180, round(0.6 * least), minLineLength=least, maxLineGap=4)
    for ends in np.zeros((0, 4), np.int32) if lines is None else lines.reshape(-1, 4):
        (left, top), (right, bottom) = sorted([tuple(map(int, ends[:2])), tuple(map(int, ends[2:]))])
        if right - left >= least and abs(bottom - top) <= right - left:
            yield left, top, right, bottom
