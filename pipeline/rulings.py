"""Follows the upright rulings of a page, faint, leaning or bent, and takes rulings off its darkness.

Method: the page is cut into level strips; in each strip and for a few leanings, every upright line is scored by the share of
its rows that stand out from the paper left and right (a Hough transform kept to near-upright lines). A path of best scores
through all strips, found by dynamic programming, is a ruling if enough strips support it. Writing does not support a path: on
ten of the old ledgers every ruling between columns had 26 of 32 strips or more, and no path led through writing (2026-11-25).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Depth = NDArray[np.float32]
"""(H, W) float32 darkness of ink against paper: 0 is paper, 1 is black."""

STRIPS = 32
"""Level strips a page is cut into at most."""

STRIP = 48
"""px; least height of a strip: strokes of one or two lines of writing do not fill it."""

LEANINGS = np.linspace(-0.06, 0.06, 9)
"""Columns a ruling moves for each row down, within a strip: 3.4 degrees either way."""

FAINT = 0.03
"""A point so much darker than the paper beside it may belong to a ruling; paper grain has 0.01 to 0.02."""

FULL = 0.6
"""Share of the rows of a strip that a ruling darkens."""

LEAST = 0.4
"""Share of the strips that must support a ruling: a table fills at least so much of the height of its page."""

BESIDE = 6
"""px; two paths nearer than this in most strips are one ruling."""

HALF_WIDTH = 4
"""px beside a ruling in which an upright run of ink is taken for the ruling."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """An upright line between two columns.

    Attributes:
        across: (H,) x in px at every row of the page.
        top: first row at which it is seen.
        bottom: row below the last at which it is seen.
        drawn: whether it is ink; a white gap between columns is not.
    """

    across: NDArray[np.float64]
    top: int
    bottom: int
    drawn: bool = True


def upright_rulings(depth: Depth) -> list[Ruling]:
    """Return the rulings of an (H, W) page, left to right; none where the page is too small for a strip of writing."""
    rows, columns = depth.shape
    strips = min(STRIPS, rows // STRIP)
    if strips < 4 or columns < 4 * BESIDE:
        return []
    scores = _strip_scores(depth, strips)
    found = [ruling for path in _paths(scores) if (ruling := _ruling(path, scores, rows))]
    return sorted(found, key=lambda ruling: float(ruling.across[rows // 2]))


def without_rulings(depth: Depth, rulings: Sequence[Ruling], least: float, level_run: int) -> Depth:
    """Return the (H, W) darkness without upright rulings and level ones, 0 where nothing is darker than ``least``.

    Args:
        depth: (H, W) darkness.
        rulings: the upright ones.
        least: darkness below which there is no ink.
        level_run: px, a level run of ink so long is a ruling.
    """
    ink = (depth > least).astype(np.uint8)
    beside = np.zeros_like(ink)
    for ruling in rulings:
        points = np.column_stack([ruling.across, np.arange(len(ruling.across))])
        points = points[max(0, ruling.top - STRIP) : ruling.bottom + STRIP]  # a strip it only partly fills
        if ruling.drawn:
            cv2.polylines(
                beside, [points.round().astype(np.int32)], isClosed=False, color=(1,), thickness=2 * HALF_WIDTH + 1
            )
    upright = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((level_run // 2, 1), np.uint8))
    upright = cv2.bitwise_and(cv2.dilate(upright, np.ones((1, 3), np.uint8)), beside)
    bridged = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, 5), np.uint8))
    level = cv2.morphologyEx(bridged, cv2.MORPH_OPEN, np.ones((1, level_run), np.uint8))
    level = cv2.dilate(level, np.ones((3, 1), np.uint8))
    return np.where((upright > 0) | (level > 0) | (ink == 0), np.float32(0), depth)


def columns_of(rulings: Sequence[Ruling], rows: int, at: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the (H, N) number of the column of each point: 0 left of all rulings, else one more than the ruling left of it.

    Args:
        rulings: left to right; above its top and below its bottom a ruling parts nothing.
        rows: height of the page, px.
        at: (N,) x of the points looked at in every row.
    """
    owner = np.zeros((rows, len(at)), np.int64)
    for number, ruling in enumerate(rulings, 1):
        part = slice(ruling.top, ruling.bottom)
        owner[part][at[None, :] > ruling.across[part, None]] = number
    return owner


def _strip_scores(depth: Depth, strips: int) -> NDArray[np.float32]:
    """Return the (S, W) best share of rows, over all leanings, in which a point stands out from the paper beside it."""
    rows, columns = depth.shape
    beside = max(9, columns // 120 | 1)
    stands_out = (cv2.blur(depth, (3, 1)) - cv2.blur(depth, (beside, 1)) > FAINT).astype(np.uint8)
    high = rows // strips
    step = max(1, high // 24)
    scores = np.zeros((strips, columns), np.float32)
    for number in range(strips):
        strip = stands_out[number * high : (number + 1) * high : step]
        widened = np.pad(strip, ((0, 0), (high, high)))
        down = (np.arange(len(strip)) - len(strip) / 2) * step
        for leaning in LEANINGS:
            shifts = high + np.round(leaning * down).astype(int)
            counts = np.sum([row[shift : shift + columns] for row, shift in zip(widened, shifts, strict=True)], axis=0)
            np.maximum(scores[number], counts / len(strip), out=scores[number])
    return scores


def _paths(scores: NDArray[np.float32]) -> list[NDArray[np.int64]]:
    """Return (S,) paths from the top strip to the bottom one, best first, none beside a better one."""
    strips, columns = scores.shape
    gain = np.clip(scores - FULL, -0.1, 0.4)
    best, came_from = gain[0], np.zeros((strips, columns), np.int64)
    moves = range(-BESIDE, BESIDE + 1)
    places = np.arange(columns)
    for number in range(1, strips):
        padded = np.pad(best, BESIDE, constant_values=-9.0)
        tried = np.array([padded[BESIDE + move : BESIDE + move + columns] - 0.01 * abs(move) for move in moves])
        choice = tried.argmax(axis=0)
        came_from[number] = np.clip(places + choice - BESIDE, 0, columns - 1)
        best = tried.max(axis=0) + gain[number]
    way = np.empty((strips, columns), np.int64)
    way[-1] = places
    for number in range(strips - 1, 0, -1):
        way[number - 1] = came_from[number][way[number]]
    return _apart(way, scores, best)


def _apart(way: NDArray[np.int64], scores: NDArray[np.float32], best: NDArray[np.float32]) -> list[NDArray[np.int64]]:
    """Return the supported columns of the (S, W) ways, best first, that do not lie on one taken before."""
    strips, columns = scores.shape
    every = np.arange(strips)
    supported = np.take_along_axis(scores, way, axis=1) > FULL
    taken = np.zeros((strips, columns), bool)
    chosen = []
    enough = np.flatnonzero(supported.sum(axis=0) >= LEAST * strips)
    for end in enough[np.argsort(-best[enough])]:
        path, on = way[:, end], supported[:, end]
        if taken[every[on], path[on]].mean() > 0.3:
            continue
        chosen.append(path)
        for number, place in enumerate(path):
            taken[number, max(0, place - BESIDE) : place + BESIDE + 1] = True
    return chosen


def _ruling(path: NDArray[np.int64], scores: NDArray[np.float32], rows: int) -> Ruling | None:
    """Return the ruling along a (S,) path, a parabola through its supported strips, or None if they lie on none."""
    strips = len(path)
    high = rows // strips
    middle = (np.arange(strips) + 0.5) * high
    on = scores[np.arange(strips), path] > FULL
    bend = np.polyfit(middle[on], path[on], 2 if on.sum() > strips // 4 else 1)
    near = on & (np.abs(np.polyval(bend, middle) - path) < BESIDE)
    if near.sum() < LEAST * strips:
        return None
    bend = np.polyfit(middle[near], path[near], 2)
    seen = np.flatnonzero(near)
    across = np.asarray(np.polyval(bend, np.arange(rows)), np.float64)
    return Ruling(across, int(seen[0]) * high, min(rows, (int(seen[-1]) + 1) * high))
