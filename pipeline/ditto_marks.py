"""Sees a ditto mark by its shape: two short strokes side by side and nothing else. Readers take it for «11», or for no ink at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.connected import connected
from pipeline.entries import Candidate, Ink
from pipeline.ink import LEAST_HEIGHT, inside, mask
from pipeline.sheets import Cell, Sheet

MARK = '"'

SEEN = 0.9
"""Probability of a mark seen by its shape: below sure, it was not measured. The hand recogniser reads the same strokes as «11»
with 0.86 to 0.95 in a place (drawn marks, 2026-11-26)."""

WORDS = {"person_name", "date_words", "sex", "ethnicity", "nationality", "place"}
"""Kinds in which two upright strokes as high as digits are no text."""

NEVER = {"number", "id_number"}
"""Kinds in which nobody writes "as above"."""

SPECK = 0.0025
"""Strokes lower than this share of the page's shorter side are specks: 4 px at 200 dpi A4, half a millimetre."""

SLIM = 0.5
"""A stroke is at most so wide as a share of its length; the letters «T» and «L» are wider."""

ALIKE = 1.6
"""The longer stroke of the two is at most so many times as long as the other."""

APART = 1.5
"""Their middles are at most so many stroke heights apart."""


def with_marks(unruled: Sheet, cells: Sequence[Cell], kinds: Mapping[str, str]) -> list[Cell]:
    """Return the cells of a table, those that hold a ditto mark alone marked so and called written.

    Args:
        unruled: the sheet without ruled and dotted lines, ink strengthened.
        cells: boxes in px of that sheet, with a first state of ink.
        kinds: kind of value by column.
    """
    ink = mask(unruled)
    side = min(ink.shape)
    return [
        replace(cell, ditto=True, ink=Ink.WRITTEN) if _is_mark(inside(ink, cell), kinds[cell.column], side) else cell
        for cell in cells
    ]


def as_mark(read: Sequence[Candidate]) -> list[Candidate]:
    """Return what a recogniser read in a cell with a ditto mark, behind the mark."""
    others = [Candidate(one.text, one.probability * (1 - SEEN)) for one in read if one.text != MARK]
    return [Candidate(MARK, SEEN), *others]


def _is_mark(part: NDArray[np.uint8], kind: str, side: int) -> bool:
    """Return whether the (H, W) ink of a cell is two like strokes, with or without a dash on each side of them."""
    if kind in NEVER or part.size == 0 or not part.any():
        return False
    _, labels, stats, _ = connected(part)
    strokes = [number for number in range(1, len(stats)) if max(stats[number, 2:4]) >= max(4, SPECK * side)]
    dashes = [number for number in strokes if stats[number, 2] >= 2 * stats[number, 3]]
    pair = sorted(set(strokes) - set(dashes), key=lambda number: int(stats[number, 0]))
    if len(pair) != 2 or len(dashes) > 2 or not all(_is_slim(labels == number) for number in pair):
        return False
    (left, top, wide, high), (other_left, other_top, other_wide, other_high) = (stats[number, :4] for number in pair)
    shared = min(top + high, other_top + other_high) - max(top, other_top)
    apart = abs(other_left + other_wide / 2 - left - wide / 2)
    alike = max(high, other_high) <= ALIKE * min(high, other_high) and 2 * shared >= min(high, other_high)
    small = max(high, other_high) < LEAST_HEIGHT * side
    return bool(alike and apart <= APART * max(high, other_high) and (small or kind in WORDS))


def _is_slim(stroke: NDArray[np.bool_]) -> bool:
    """Return whether an (H, W) stroke is straight and stands up."""
    points = np.argwhere(stroke)[:, ::-1].astype(np.float32)
    short, long = sorted(side + 1 for side in cv2.minAreaRect(points)[1])
    across, down = np.ptp(points, axis=0)
    return bool(short <= SLIM * long and down >= across)
