"""Finds the cells of a ruled table: one case a row, columns named by the printed header.

Method: long level and upright runs of ink (morphological opening) are the rulings; where they cross gives the grid. The
header row is matched to the form's labels by the printed words in it. Where nothing is ruled between the cases each begins with
its running number (``_open_rows``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from pipeline.connected import connected
from pipeline.crossings import strikes
from pipeline.forms import Column, Form
from pipeline.geometry import Box
from pipeline.layouts._open_rows import cases, numbered
from pipeline.sheets import Cell, Picture, Sheet, Word
from pipeline.vietnamese import key

STRIP = 0.75
"""Both parts of a row that a stroke parts are lower than this share of the usual row."""

ALIKE = 0.15
"""Rows of one printed table differ in height by less than this share."""


@dataclass(frozen=True, slots=True)
class RuledRows:
    """Find cells between rulings.

    Attributes:
        least_length: share of the page's width or height that a ruling runs at least.
        least_rows: rulings across below which there is no table.
        least_likeness: similarity (0-100) of header and labels below which columns are taken in printed order.
        inset: share of the page's longer side by which a cell stays clear of the rulings around it.
        by_numbers: whether a case begins where its number stands, whatever is ruled across: a case may take several ruled lines.
    """

    least_length: float = 0.3
    least_rows: int = 3
    least_likeness: float = 55.0
    inset: float = 0.0025
    by_numbers: bool = False

    def __call__(self, sheet: Sheet, words: Sequence[Word], form: Form) -> list[Cell]:
        """Return the cells row by row, boxes in px of the sheet; no cells if the sheet is not ruled."""
        grid = self.grid(sheet.picture)
        if grid is None:
            return []
        across, upright = grid
        header = _header(across)
        columns = self._columns(words, form, across[header : header + 2], upright)
        clear = round(self.inset * max(sheet.picture.shape))
        rows = list(pairwise(across[header + 1 :]))
        opened = self._opened(sheet.picture, columns, across[header + 1 :], upright)
        inset = clear if opened is None else 0
        cells: list[Cell] = []
        for entry, (top, bottom) in enumerate(rows if opened is None else opened):
            for column, place, seen in columns:
                left, right = upright[place], upright[place + 1]
                wide, high = right - left - 2 * clear, bottom - top - 2 * inset
                box = Box(left + clear, top + inset, max(1, wide), max(1, high))
                cells.append(Cell(column.name, entry, box, label_found=seen, ruled=opened is None))
        return cells

    def _opened(
        self,
        picture: Picture,
        columns: Sequence[tuple[Column, int, bool]],
        across: Sequence[int],
        upright: Sequence[int],
    ) -> list[tuple[int, int]] | None:
        """Return top and bottom of each case in px; None where rulings part them.

        One strip below the header with several numbers under each other is not one case.
        """
        if len(across) < 2 or not (self.by_numbers or len(across) == 2):
            return None
        body = Box(upright[0], across[0], upright[-1] - upright[0], across[-1] - across[0])
        numbers = next((place for column, place, _ in columns if column.kind == "number"), None)
        if not self.by_numbers and (numbers is None or numbered(picture, body, upright, numbers) < 2):
            return None
        return cases(picture, body, upright, numbers)

    def words_end(self, sheet: Sheet) -> int:
        """Return the foot of the header in px; the foot of the sheet if it is not ruled."""
        grid = self.grid(sheet.picture)
        if grid is None:
            return int(sheet.picture.shape[0])
        across = grid[0]
        return int(across[_header(across) + 1]) + 10

    def likeness(self, sheet: Sheet, words: Sequence[Word], form: Form) -> float:
        """Return which share of the form's header labels is among the words, 0.0 to 1.0; a sheet without rulings has none."""
        if self.grid(sheet.picture) is None:
            return 0.0
        text = "".join(_folded(word.text) for word in words)
        if not text:
            return 0.0
        found = [max(fuzz.partial_ratio(_folded(label), text) for label in column.labels) for column in form.columns]
        return sum(score > 80 for score in found) / len(found)

    def grid(self, picture: Picture) -> tuple[list[int], list[int]] | None:
        """Return y of the rulings across and x of the upright ones in px, or None if there is no table.

        Args:
            picture: (H, W, 3) uint8 RGB, levelled.
        """
        grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
        darkest = cv2.erode(grey, np.ones((2, 2), np.uint8))[
            ::2, ::2
        ]  # half the size, thin rulings as dark as they were
        dark = cv2.morphologyEx(darkest, cv2.MORPH_BLACKHAT, np.ones((7, 7), np.uint8))
        ink = (dark > 36).astype(np.uint8)
        height, width = ink.shape
        across = [2 * y for y in _rulings(ink, width, self.least_length)]
        upright = [2 * x for x in _rulings(np.ascontiguousarray(ink.T), height, self.least_length)]
        if len(across) < self.least_rows or len(upright) < 3:
            return None
        return _without_strokes(across, ink, upright), upright

    def _columns(
        self, words: Sequence[Word], form: Form, header: Sequence[int], upright: Sequence[int]
    ) -> list[tuple[Column, int, bool]]:
        """Return each column with the number of its strip between upright rulings and whether its place is certain.

        It is where its header was seen, or where there are as many strips as columns.
        """
        places = len(upright) - 1
        texts = [_text(words, header, upright[i], upright[i + 1]) for i in range(places)]
        likeness = np.array([[_likeness(text, column) for column in form.columns] for text in texts])
        gain = np.zeros((places + 1, len(form.columns) + 1))
        for i in range(1, places + 1):
            for j in range(1, len(form.columns) + 1):
                gain[i, j] = max(gain[i - 1, j], gain[i, j - 1], gain[i - 1, j - 1] + likeness[i - 1, j - 1] + 1)
        chosen: list[tuple[Column, int, bool]] = []
        i, j = places, len(form.columns)
        while i and j:
            if gain[i, j] == gain[i - 1, j - 1] + likeness[i - 1, j - 1] + 1:
                seen = bool(likeness[i - 1, j - 1] >= self.least_likeness) or places == len(form.columns)
                chosen.append((form.columns[j - 1], i - 1, seen))
                i, j = i - 1, j - 1
            elif gain[i, j] == gain[i - 1, j]:
                i -= 1
            else:
                j -= 1
        return chosen[::-1]


def _rulings(ink: NDArray[np.uint8], width: int, least_length: float) -> list[int]:
    """Return y in px of the rulings across a (H, W) uint8 mask of half the size, top to bottom."""
    run = max(6, width // 40)
    lines = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, run), np.uint8))
    lines = cv2.dilate(lines, np.ones((3, 3 * run), np.uint8))
    _, _, stats, centres = connected(np.asarray(lines, np.uint8))
    long = np.flatnonzero(stats[1:, cv2.CC_STAT_WIDTH] >= least_length * width) + 1
    found: list[int] = []
    for y in sorted(round(float(centres[i][1])) for i in long):
        if not found or y - found[-1] > 6:
            found.append(y)
    return found


def _without_strokes(across: list[int], ink: NDArray[np.uint8], upright: Sequence[int]) -> list[int]:
    """Return the rulings without straight strokes with which a clerk struck out a row, px of the sheet.

    Such a stroke parts a row that is as high as the others in two, and goes through what is written there.

    Args:
        across: px of the sheet, top to bottom.
        ink: (H, W) of half the size.
        upright: px of the sheet.
    """
    usual = float(np.median(np.diff(across)))
    kept = list(across)
    for above, line, below in zip(across, across[1:], across[2:], strict=False):
        low = max(line - above, below - line) < STRIP * usual and abs(below - above - usual) < ALIKE * usual
        if low and above in kept and _is_stroke(ink[above // 2 + 3 : below // 2 - 2], upright):
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


def _header(across: Sequence[int]) -> int:
    """Return which strip holds the header: the first one; a strip lower than half the usual height is a double ruling."""
    heights = np.diff(across)
    usual = float(min(np.median(heights), *np.sort(heights)[-2:-1]))  # of two strips the lower one, above an open body
    first = next(i for i, height in enumerate(heights) if height >= 0.4 * usual)
    return int(first)


def _text(words: Sequence[Word], header: Sequence[int], left: int, right: int) -> str:
    inside = [
        word
        for word in words
        if left <= word.box.x + word.box.w / 2 <= right and header[0] <= word.box.y + word.box.h / 2 <= header[1]
    ]
    return "".join(_folded(word.text) for word in sorted(inside, key=lambda w: (w.box.y // 20, w.box.x)))


def _folded(text: str) -> str:
    return "".join(letter for letter in key(text) if letter.isalnum())


def _likeness(text: str, column: Column) -> float:
    return max(fuzz.ratio(text, _folded(label)) for label in column.labels) if text else 0.0
