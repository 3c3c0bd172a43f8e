"""Follows a stroke through writing: the path from left to right with the least paper on it (dynamic programming)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.writing import Depth, Ink, inked

AS_DARK = 0.6
"""A stroke is at least so dark, as a share of the row's pen (``pipeline.ink`` asks as much of a stroke to be writing)."""

STEP = 0.15
"""What the path pays for a step up or down, in px of paper: a wave costs a little, hopping from letter to letter much."""

IN_INK = 0.87
"""Share of a cell's width that the path runs in ink where a stroke goes through it; drawn lines, waves and crosses have 0.89 to 1."""


def as_dark_as_the_pen(dark: Depth) -> Ink:
    """Return (H, W) ink about as dark as the writing: the rim of a stain and the other side of the leaf are paler."""
    ink = inked(dark)
    strokes = dark[ink > 0]
    return np.asarray(dark > AS_DARK * np.percentile(strokes, 85), np.uint8) & ink if strokes.size else ink


def paths(inks: Sequence[Ink]) -> Iterator[NDArray[np.int64]]:
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


def in_ink(ink: Ink, path: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return (W,) whether there is ink within a px of a path, (W,) y in px."""
    x = np.arange(len(path))
    near = [ink[(path + step).clip(0, len(ink) - 1), x] > 0 for step in (-1, 0, 1)]
    return np.asarray(np.logical_or.reduce(near), np.bool_)


def runs(flags: Sequence[bool] | NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Yield first and one past last of each run of true flags, (N,)."""
    edges = np.flatnonzero(np.diff(np.pad(np.asarray(flags, np.int8), 1)))
    yield from ((int(first), int(last)) for first, last in edges.reshape(-1, 2))
