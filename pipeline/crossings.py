"""Finds what the clerk struck out in a table: rows with a line, a wave or a cross through them, cells with a line or a cross.

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
from pipeline.entries import Crossed
from pipeline.sheets import Cell, Picture
from pipeline.writing import Depth, Ink, darkness, inked

AS_DARK = 0.6
"""A stroke is at least so dark, as a share of the row's pen (``pipeline.ink`` asks as much of a stroke to be writing)."""

EDGE = 0.12
"""Share of a row's height at its head and foot in which a ruling of a leaning page may run: no stroke is followed there."""

STEP = 0.15
"""What the path pays for a step up or down, in px of paper: a wave costs a little, hopping from letter to letter much."""

IN_INK = 0.87
"""Share of a cell's width that the path runs in ink where a stroke goes through it; drawn lines, waves and crosses have 0.89 to 1."""

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
    for row, strip, path in zip(rows, strips, _paths([strip.ink for strip in strips]), strict=True):
        struck = _struck(strip, path)
        found += [replace(cell, crossed=how) for cell, how in zip(row, struck, strict=True)]
    return found


def strikes(ink: Ink) -> bool:
    """Return whether a stroke from one side to the other strikes out what is written in (H, W) ink at half the size."""
    path = next(_paths([ink]))
    return bool(_on(ink, path).mean() >= IN_INK) and _strikes(ink, path)


def _strip(picture: Picture, row: Sequence[Cell]) -> _Strip:
    top, bottom = min(cell.box.y for cell in row), max(cell.box.bottom for cell in row)
    boxes = [cell.box.inside(picture.shape[1], picture.shape[0]) for cell in row]
    side_by_side = np.hstack([picture[max(top, 0) : bottom, box.x : box.right] for box in boxes])
    darkest = cv2.erode(side_by_side, np.ones((2, 2), np.uint8))[::2, ::2]  # thin strokes as dark as they were
    ink = _pen(darkness(np.ascontiguousarray(darkest, np.uint8)))
    edge = max(1, round(EDGE * len(ink)))
    ink[:edge] = ink[-edge:] = 0
    widths = np.cumsum([0, *(box.w for box in boxes)]) // 2
    return _Strip(ink, tuple(int(x) for x in widths))


def _pen(dark: Depth) -> Ink:
    """Return (H, W) ink about as dark as the writing: the rim of a stain and the other side of the leaf are paler."""
    ink = inked(dark)
    strokes = dark[ink > 0]
    return np.asarray(dark > AS_DARK * np.percentile(strokes, 85), np.uint8) & ink if strokes.size else ink


def _paths(inks: Sequence[Ink]) -> Iterator[NDArray[np.int64]]:
    """Yield for each (H, W) ink the y in px at each x of the path from left to right that has the least paper on it."""
    if not inks:
        return
    high, wide = (max(ink.shape[axis] for ink in inks) // 2 + 1 for axis in (0, 1))
    paper = np.ones((wide, len(inks), high + 2), np.float32)
    for number, ink in enumerate(inks):
        padded = np.pad(ink, ((0, ink.shape[0] % 2), (0, ink.shape[1] % 2)))
        pooled = padded.reshape(padded.shape[0] // 2, 2, padded.shape[1] // 2, 2).max(axis=(1, 3))
        paper[: pooled.shape[1], number, 1 : pooled.shape[0] + 1] -= pooled.T
    paper[:, :, [0, -1]] = np.inf  # no way out of the row
    moves = np.zeros((wide, len(inks), high), np.int8)
    best = paper[0].copy()
    for x in range(1, wide):
        level, up, down = best[:, 1:-1], best[:, :-2] + STEP, best[:, 2:] + STEP
        nearest = np.minimum(level, np.minimum(up, down))
        moves[x] = (nearest < level) * np.where(up < down, -1, 1)
        best[:, 1:-1] = nearest + paper[x, :, 1:-1]
    every = np.arange(len(inks))
    at = np.empty((wide, len(inks)), np.int64)
    at[-1] = best[:, 1:-1].argmin(axis=1)
    for x in range(wide - 1, 0, -1):
        at[x - 1] = at[x] + moves[x, every, at[x]]
    for number, ink in enumerate(inks):
        yield np.repeat(2 * at[:, number], 2)[: ink.shape[1]].clip(0, ink.shape[0] - 1)


def _struck(strip: _Strip, path: NDArray[np.int64]) -> list[Crossed | None]:
    """Return what is struck out in each cell of a row that the path, (W,) y in px, goes through."""
    on = _on(strip.ink, path)
    through = [bool(on[left:right].size) and on[left:right].mean() >= IN_INK for left, right in pairwise(strip.edges)]
    crossed: list[Crossed | None] = [None] * len(through)
    for first, last in _runs(through):
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


def _on(ink: Ink, path: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return (W,) whether there is ink within a px of a path, (W,) y in px."""
    x = np.arange(len(path))
    near = [ink[(path + step).clip(0, len(ink) - 1), x] > 0 for step in (-1, 0, 1)]
    return np.asarray(np.logical_or.reduce(near), np.bool_)


def _runs(flags: Sequence[bool] | NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Yield first and one past last of each run of true flags."""
    edges = np.flatnonzero(np.diff(np.pad(np.asarray(flags, np.int8), 1)))
    yield from ((int(first), int(last)) for first, last in edges.reshape(-1, 2))


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
        if not thin or _on(part, along).mean() < UNBROKEN:
            continue
        slope = (bottom - top) / max(right - left, 1)
        rising, falling = rising or slope < -STEEP, falling or slope > STEEP
        if len(list(_runs(above & below))) >= CROSSED_STROKES and _on_both_sides(above, below):
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
