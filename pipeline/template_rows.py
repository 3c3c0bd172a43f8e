"""Finds the rows of a table in which no solid ruling parts them, from what all pages of the book show.

Between dashed rulings a row is a strip, if cases do not take several. Where nothing is ruled each case begins with its number
(``layouts._open_rows``): rows of one rhythm on all pages are as good as printed, others are found on each page anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from pipeline.alignment import SCALE, Grey, enlarged
from pipeline.geometry import Box
from pipeline.layouts import _open_rows

EVEN = 0.2
"""Rows of one rhythm differ in height from the usual one by less than this share."""

RHYTHM = 0.8
"""Share of the rows of a book that must be of the usual height for the rhythm to be its print's."""

SEVERAL = 0.2
"""Share of cases that take more than one dashed line from which a case is not a line but begins with its number."""

NUMBERS = 0.09
"""Share of the table's width that the column of the running numbers, the first one, has at most: 0.04 to 0.06 on described forms."""

FEW = 3
"""Fewer heights of rows say nothing."""

Span = tuple[float, float]
"""Top and foot, px of the template."""


def found(
    pages: Sequence[Grey], area: Box, upright: Sequence[float], dashed: Sequence[Span]
) -> tuple[list[Span], bool]:
    """Return the rows of a body that no solid ruling parts, and whether they are found by their writing; none if nothing tells.

    Args:
        pages: (H, W) uint8 grey each, carried to the template.
        area: the body, px.
        upright: x of the rulings between columns, px.
        dashed: the strips between dashed rulings, px.
    """
    first = upright[1] - upright[0]
    by_page = _written(pages, area, upright) if first <= NUMBERS * area.w else []
    heights = np.array([foot - top for rows in by_page for top, foot in rows[:-1]])
    whole = [(float(area.y), float(area.bottom))]
    if dashed:
        pitch = float(np.median([foot - top for top, foot in dashed]))
        several = heights.size >= FEW and float(np.mean(heights > 1.5 * pitch)) >= SEVERAL
        return (whole, True) if several else (list(dashed), False)
    if not heights.size or 2 * len(by_page) < len(pages):
        return [], False
    usual = float(np.median(heights))
    if float(np.mean(np.abs(heights - usual) < EVEN * usual)) < RHYTHM:
        return whole, True
    rows = _of_one_rhythm(by_page, area, usual)
    return (rows, False) if rows else (whole, True)


def _written(pages: Sequence[Grey], area: Box, upright: Sequence[float]) -> list[list[Span]]:
    """Return the rows that each page is written in, px, of pages on which two numbers or more stand under each other."""
    lines = [round(x / SCALE) for x in upright]
    body = Box(lines[0], round(area.y / SCALE), lines[-1] - lines[0], round(area.h / SCALE))
    rows = []
    for page in pages:
        picture = enlarged(page)
        if _open_rows.numbered(picture, body, lines, 0) >= 2:
            spans = _open_rows.cases(picture, body, lines, 0)
            rows.append([(top * SCALE, foot * SCALE) for top, foot in spans])
    return rows


def _of_one_rhythm(by_page: Sequence[Sequence[Span]], area: Box, usual: float) -> list[Span]:
    """Return the rows, px, of a body in which all pages are written at the same heights; none where pages begin elsewhere.

    Args:
        by_page: rows of each page, px.
        area: the body, px.
        usual: height of a row, px.
    """
    edges = np.array([top for rows in by_page for top, _ in rows[1:]])
    number = np.rint((edges - area.y) / usual)
    if len(set(number)) < 2:
        return []
    pitch, first = np.polyfit(number, edges, 1)
    off = np.abs(edges - (first + pitch * number))
    if float(np.mean(off < EVEN * usual)) < RHYTHM:
        return []
    count = max(2, round((area.bottom - first) / pitch))
    tops = [float(first + pitch * step) for step in range(1, count)]
    tops = [max(float(area.y), tops[0] - float(pitch)), *tops]
    return [*pairwise(tops), (tops[-1], min(float(area.bottom), tops[-1] + float(pitch)))]
