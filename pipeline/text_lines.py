"""Finds the columns of a page and the text lines in each, ruled or not, level or curled; knows nothing of forms.

Method: the page is parted at its upright rulings and at white gaps that its lines share; a baseline is where a band of
letters ends downwards (``pipeline.ridges``). The page is looked at twice: first with letters as high as its strokes
suggest, then with the pitch, the distance from line to line, that the first look showed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.connected import connected
from pipeline.geometry import Box
from pipeline.ridges import LETTER, Ridge, alone, followed, pitch_of, step
from pipeline.rulings import Ruling, columns_of, upright_rulings, without_rulings
from pipeline.small_copies import shrunk
from pipeline.writing import Depth, Picture, darkness

PALE = 0.08
"""Darkness below which nothing is ink: four times the grain of the paper."""

PEN = 0.35
"""Ink is at least so dark as a share of the median of all that is darker than ``PALE``."""

FIRST_LETTER = (5, 40)
"""px; least and greatest height of small letters that a first look at the strokes may give."""

FEWEST = 4
"""Lines that must leave a white gap between two columns: three may do so by chance."""

BOTH_SIDES = 0.5
"""Share of the lines that must have ink on both sides of a white gap."""

STRAY = 0.08
"""Share of the lines that may cross a white gap."""

ABOVE, BELOW = 0.75, 0.3
"""Heads of letters reach so many pitches above the baseline, feet below it, without those that touch the next line."""

DESK = 0.5
"""What is darker than this share of the paper is no paper: a desk, a binding, a black rim."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """One written or printed line within one column.

    Attributes:
        column: number of its column, 0 left of the first ruling.
        baseline: (N, 2) x, y in px, left to right, at least two points.
        box: around its letters.
    """

    column: int
    baseline: NDArray[np.float64]
    box: Box


@dataclass(frozen=True, slots=True)
class PageLines:
    """The columns and lines of a page.

    Attributes:
        rulings: what parts the columns, left to right; ``drawn`` is false for a white gap.
        lines: column by column, each from top to bottom.
        pitch: px from line to line, 0.0 on a page without lines.
    """

    rulings: tuple[Ruling, ...]
    lines: tuple[TextLine, ...]
    pitch: float


def find(picture: Picture) -> PageLines:
    """Return the columns and text lines of a page.

    Args:
        picture: (H, W, 3) uint8 RGB, lines level within three degrees.
    """
    if min(picture.shape[:2]) < 4 * FIRST_LETTER[0]:
        return PageLines((), (), 0.0)
    depth = darkness(picture)
    rulings = upright_rulings(depth)
    depth = np.where(_on_paper(picture), depth, np.float32(0))
    ink, letter = _ink(depth, rulings)
    if letter == 0:
        return PageLines(tuple(rulings), (), 0.0)
    ridges = _ridges(ink, rulings, letter, letter / LETTER)
    pitch = pitch_of(ridges, letter)
    letter = round(float(np.clip(LETTER * pitch, 0.7 * letter, 1.7 * letter)))
    rulings = _with_white_gaps(ink, rulings, alone(ridges, pitch), pitch)
    ridges = alone(_ridges(ink, rulings, letter, pitch), pitch)
    lines = [_text_line(ridge, ink, pitch) for ridge in ridges]
    return PageLines(tuple(rulings), tuple(sorted(lines, key=lambda line: (line.column, line.box.bottom))), pitch)


def _on_paper(picture: Picture) -> NDArray[np.bool_]:
    """Return the (H, W) part of the picture that is paper: light once strokes are closed, and not at its very rim."""
    rows, columns = picture.shape[:2]
    grey = picture.max(axis=2)
    small = shrunk(grey, (max(1, columns // 16), max(1, rows // 16)))
    small = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    light = (small >= DESK * np.percentile(small, 80)).astype(np.uint8)
    light = cv2.erode(cv2.morphologyEx(light, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8)), np.ones((3, 3), np.uint8))
    return np.asarray(cv2.resize(light, (columns, rows), interpolation=cv2.INTER_NEAREST) > 0)


def _ink(depth: Depth, rulings: Sequence[Ruling]) -> tuple[Depth, int]:
    """Return the (H, W) strength of ink, 0 to 1, without rulings, and the height of small letters in px; 0 without ink."""
    dark = depth[::2, ::3]
    dark = dark[dark > PALE]
    if dark.size < 20:
        return np.zeros_like(depth), 0
    least = max(PALE, PEN * float(np.median(dark)))
    left = without_rulings(depth, rulings, least, max(40, depth.shape[0] // 40))
    ink = np.clip((left - 0.7 * least) / least, 0, 1) * (left > 0)
    return ink.astype(np.float32), _letter(ink > 0)


def _letter(ink: NDArray[np.bool_]) -> int:
    """Return the height of small letters in px: a quarter of all ink lies in strokes at most so high."""
    _, _, stats, _ = connected(ink.astype(np.uint8))
    high, area = stats[1:, cv2.CC_STAT_HEIGHT], stats[1:, cv2.CC_STAT_AREA]
    fit = (high >= 4) & (high <= max(ink.shape[0] // 20, 20))
    if not fit.any():
        return 0
    order = np.argsort(high[fit])
    mass = np.cumsum(area[fit][order])
    height = int(high[fit][order][np.searchsorted(mass, 0.25 * mass[-1])])
    return int(np.clip(height, *FIRST_LETTER))


def _ridges(ink: Depth, rulings: Sequence[Ruling], letter: int, pitch: float) -> list[Ridge]:
    at = np.arange(0, ink.shape[1], step(letter))
    return followed(ink, columns_of(rulings, ink.shape[0], at), letter, pitch)


def _with_white_gaps(ink: Depth, rulings: Sequence[Ruling], ridges: Sequence[Ridge], pitch: float) -> list[Ruling]:
    """Return the rulings and, where lines of a column leave the same gap, one in the middle of it, left to right.

    A gap leans as little as the page: one that leans by more than its width is not seen.
    """
    rows = ink.shape[0]
    gaps: list[Ruling] = []
    for column in sorted({ridge.column for ridge in ridges}):
        own = [ridge for ridge in ridges if ridge.column == column]
        if len(own) < FEWEST:
            continue
        top = max(0, round(min(ridge.y.min() for ridge in own) - pitch))
        bottom = min(rows, round(max(ridge.y.max() for ridge in own) + pitch))
        places = _white_places(np.array([_inked(ridge, ink, pitch) for ridge in own]), pitch)
        gaps += [Ruling(np.full(rows, x, np.float64), top, bottom, drawn=False) for x in places]
    return sorted([*rulings, *gaps], key=lambda ruling: float(ruling.across[rows // 2]))


def _white_places(inked: NDArray[np.bool_], pitch: float) -> list[float]:
    """Return the middles, px, of gaps a pitch wide or more that lines leave with ink on both sides of them.

    Args:
        inked: (N, W) whether a line has ink at each x.
        pitch: px from line to line.
    """
    before = np.logical_or.accumulate(inked, axis=1)
    after = np.logical_or.accumulate(inked[:, ::-1], axis=1)[:, ::-1]
    around = (before & after).sum(axis=0)
    white = (inked.sum(axis=0) <= STRAY * len(inked)) & (around >= max(FEWEST, BOTH_SIDES * len(inked)))
    edges = np.flatnonzero(np.diff(np.pad(white.astype(np.int8), 1)))
    return [(first + last) / 2 for first, last in edges.reshape(-1, 2) if last - first >= pitch]


def _inked(ridge: Ridge, ink: Depth, pitch: float) -> NDArray[np.bool_]:
    """Return (W,) whether there is ink in the band of letters of a ridge."""
    rows, columns = ink.shape
    x = np.arange(int(ridge.x[0]), min(int(ridge.x[-1]) + 1, columns))
    y = np.interp(x, ridge.x, ridge.y).round().astype(int)
    band = np.clip(y[None, :] + np.arange(-round(ABOVE * pitch), 1)[:, None], 0, rows - 1)
    inked = np.zeros(columns, np.bool_)
    inked[x] = (ink[band, x[None, :]] > 0).any(axis=0)
    return inked


def _text_line(ridge: Ridge, ink: Depth, pitch: float) -> TextLine:
    """Return the line of a ridge; the box ends with the ink, the baseline a little beyond it, where smoothing took the ridge."""
    rows, columns = ink.shape
    x = np.linspace(ridge.x[0], max(ridge.x[-1], ridge.x[0] + 1), max(2, round((ridge.x[-1] - ridge.x[0]) / pitch) + 1))
    y = np.interp(x, ridge.x, ridge.y)
    inked = np.flatnonzero(_inked(ridge, ink, pitch))
    left, right = (int(inked[0]), int(inked[-1])) if inked.size else (int(x[0]), int(x[-1]))
    top, bottom = int(ridge.y.min() - ABOVE * pitch), int(ridge.y.max() + BELOW * pitch)
    box = Box(left, top, right - left + 1, max(1, bottom - top)).inside(columns, rows)
    return TextLine(ridge.column, np.column_stack([x, y]), box)
