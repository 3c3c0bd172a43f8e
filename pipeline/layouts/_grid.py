"""Finds the rulings of a table and follows them: on a photographed page they lean and bend.

Method: long level and upright runs of ink (morphological opening) are the rulings; each is followed by the middle of its ink in
stretches of its length.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self
from weakref import ref

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.connected import connected
from pipeline.crossings import strikes
from pipeline.sheets import Picture

STRIP = 0.75
"""Both parts of a row that a stroke parts are lower than this share of the usual row."""

ALIKE = 0.15
"""Rows of one printed table differ in height by less than this share."""

NEAR = 12
"""px of the sheet; two rulings nearer than this are one."""

LEANING = 0.05
"""A ruling leans or bends by so many px for each px along it; more over a gap and its pieces are two."""

WIDEST = 1 / 3
"""Share of the page that a ruling may be gone for."""

PIECE = 0.5
"""A piece of a ruling has at least this share of the length that a whole ruling has at least."""

STRETCHES = 24
"""Stretches of the page in which the middle of a ruling is taken."""


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A ruling, followed along its length; where its ink ends it is taken to run on level or upright.

    Attributes:
        along: (N,) px of the sheet: x of a ruling across, y of an upright one, rising.
        place: (N,) px of the sheet at each of them: y of a ruling across, x of an upright one; within the sheet.
        length: px of the sheet along it.
        seen: px of it that are seen.
    """

    along: NDArray[np.float64]
    place: NDArray[np.float64]
    length: int
    seen: int

    @classmethod
    def of(cls, ink: NDArray[np.bool_], corner: tuple[int, int], length: int) -> Self:
        """Return the ruling across with the (H, W) ink of half the size.

        Args:
            ink: only the ruling's own.
            corner: x and y of the ink's first column and row on the page of half the size.
            length: width of that page, px.
        """
        x, y = corner
        rows, columns = np.nonzero(ink)
        stretch = (columns + x) * STRETCHES // length
        counts = np.bincount(stretch)
        held = counts > 0
        along = np.bincount(stretch, columns)[held] / counts[held] + x
        place = np.bincount(stretch, rows)[held] / counts[held] + y
        return cls(2 * along, 2 * place, 2 * length, 2 * ink.shape[1])

    def at(self, where: float) -> int:
        """Return its place where it is so far along the page, px."""
        return round(float(np.interp(where, self.along, self.place)))

    @property
    def middle(self) -> int:
        """Return its place in the middle of the page, px."""
        return self.at(self.length / 2)

    def goes_on_in(self, other: Self) -> bool:
        """Return whether another piece, which begins behind the end of this one, is the same ruling."""
        gap = float(other.along[0] - self.along[-1])
        aside = abs(float(other.place[0] - self.place[-1]))
        return 0.0 < gap <= WIDEST * self.length and aside <= NEAR + LEANING * gap

    def with_piece(self, other: Self) -> Self:
        """Return the ruling with another piece of it, which begins behind its end."""
        along, place = np.append(self.along, other.along), np.append(self.place, other.place)
        return replace(self, along=along, place=place, seen=self.seen + other.seen)


@dataclass(frozen=True, slots=True)
class Grid:
    """The rulings of a table.

    Attributes:
        across: from top to bottom.
        upright: from left to right.
    """

    across: Sequence[Line]
    upright: Sequence[Line]


_last: list[tuple[ref[Picture], float, Grid]] = []


def grid(picture: Picture, least_length: float) -> Grid:
    """Return the rulings of a page; asked again for the picture it was asked for last, it remembers.

    Args:
        picture: (H, W, 3) uint8 RGB, levelled.
        least_length: share of the page's width or height that a ruling runs at least.
    """
    for seen, length, found in _last:
        if seen() is picture and length == least_length:
            return found
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    darkest = cv2.erode(grey, np.ones((2, 2), np.uint8))[::2, ::2]  # half the size, thin rulings as dark as they were
    dark = cv2.morphologyEx(darkest, cv2.MORPH_BLACKHAT, np.ones((7, 7), np.uint8))
    ink = (dark > 36).astype(np.uint8)
    upright = _lines(np.ascontiguousarray(ink.T), least_length)
    made = Grid(_without_strokes(_lines(ink, least_length), ink, upright), upright)
    _last[:] = [(ref(picture), least_length, made)]
    return made


def _lines(ink: NDArray[np.uint8], least_length: float) -> list[Line]:
    """Return the rulings across a (H, W) uint8 mask of half the size, top to bottom."""
    width = ink.shape[1]
    run = max(6, width // 40)
    runs = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, run), np.uint8))
    parts = connected(np.asarray(cv2.dilate(runs, np.ones((3, 3 * run), np.uint8)), np.uint8))
    pieces = []
    for part in np.flatnonzero(parts.stats[1:, cv2.CC_STAT_WIDTH] >= PIECE * least_length * width) + 1:
        x, y, wide, high = (int(one) for one in parts.stats[part, :4])
        own = (runs[y : y + high, x : x + wide] > 0) & (parts.labels[y : y + high, x : x + wide] == part)
        pieces.append(Line.of(own, (x, y), width))
    lines = [line for line in _joined(pieces) if line.seen >= 2 * least_length * width]
    found: list[Line] = []
    for line in sorted(lines, key=lambda line: line.middle):
        if found and line.middle - found[-1].middle <= NEAR:
            found[-1] = max(found[-1], line, key=lambda one: one.seen)
        else:
            found.append(line)
    return found


def _joined(pieces: Sequence[Line]) -> list[Line]:
    """Return rulings whole of which pieces were found."""
    lines: list[Line] = []
    for piece in sorted(pieces, key=lambda one: float(one.along[0])):
        before = [number for number, line in enumerate(lines) if line.goes_on_in(piece)]
        if before:
            nearest = min(before, key=lambda number: abs(float(lines[number].place[-1] - piece.place[0])))
            lines[nearest] = lines[nearest].with_piece(piece)
        else:
            lines.append(piece)
    return lines


def _without_strokes(across: Sequence[Line], ink: NDArray[np.uint8], upright: Sequence[Line]) -> list[Line]:
    """Return the rulings without straight strokes with which a clerk struck out a row.

    Such a stroke parts a row that is as high as the others in two, and goes through what is written there.

    Args:
        across: from top to bottom.
        ink: (H, W) of half the size.
        upright: from left to right.
    """
    kept = list(across)
    if len(across) < 3 or len(upright) < 3:
        return kept
    usual = float(np.median(np.diff([line.middle for line in across])))
    for above, line, below in zip(across, across[1:], across[2:], strict=False):
        top, middle, bottom = above.middle, line.middle, below.middle
        low = max(middle - top, bottom - middle) < STRIP * usual and abs(bottom - top - usual) < ALIKE * usual
        if low and above in kept and _is_stroke(ink[top // 2 + 3 : bottom // 2 - 2], [one.middle for one in upright]):
            kept.remove(line)
    return kept


def _is_stroke(row: NDArray[np.uint8], upright: Sequence[int]) -> bool:
    """Return whether the line through the middle of a (H, W) row at half the size is a stroke that strikes it out."""
    inner = row[:, upright[0] // 2 : upright[-1] // 2]
    between = np.ones(inner.shape[1], np.bool_)
    for x in upright:
        at = (x - upright[0]) // 2
        between[max(0, at - 3) : at + 4] = False
    return strikes(np.ascontiguousarray(inner[:, between]))
