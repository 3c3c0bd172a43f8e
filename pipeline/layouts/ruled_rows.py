"""Finds the cells of a ruled table: one case a row, columns named by the printed header.

Method: each cell lies between the rulings around it, as they run there (``_grid``). The header row is matched to the form's labels
by the printed words in it. Where nothing is ruled between the cases each begins with its running number (``_open_rows``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from rapidfuzz import fuzz

from pipeline.forms import Column, Form
from pipeline.geometry import Box
from pipeline.layouts._grid import Grid, Line, grid
from pipeline.layouts._open_rows import cases, numbered
from pipeline.sheets import Cell, Picture, Sheet, Word
from pipeline.vietnamese import letters


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
        header = _header(grid.across)
        head, body = grid.across[header : header + 2], grid.across[header + 1 :]
        columns = self._columns(words, form, head, grid.upright)
        clear = round(self.inset * max(sheet.picture.shape))
        opened = self._opened(sheet.picture, columns, body, grid.upright)
        if opened is None:
            return [
                Cell(column.name, entry, _between(rows, grid.upright[at : at + 2], clear), label_found=seen, ruled=True)
                for entry, rows in enumerate(pairwise(body))
                for column, at, seen in columns
            ]
        cells: list[Cell] = []
        for entry, (top, bottom) in enumerate(opened):
            for column, place, seen in columns:
                left, right = (line.at((top + bottom) / 2) for line in grid.upright[place : place + 2])
                box = Box(left + clear, top, max(1, right - left - 2 * clear), max(1, bottom - top))
                cells.append(Cell(column.name, entry, box, label_found=seen, ruled=False))
        return cells

    def _opened(
        self,
        picture: Picture,
        columns: Sequence[tuple[Column, int, bool]],
        body: Sequence[Line],
        lines: Sequence[Line],
    ) -> list[tuple[int, int]] | None:
        """Return top and bottom of each case in px; None where rulings part them.

        One strip below the header with several numbers under each other is not one case.

        Args:
            picture: (H, W, 3) uint8 RGB, levelled.
            columns: with the strips they stand in.
            body: rulings across below the header.
            lines: the upright ones.
        """
        if len(body) < 2 or not (self.by_numbers or len(body) == 2):
            return None
        across, upright = [line.middle for line in body], [line.middle for line in lines]
        part = Box(upright[0], across[0], upright[-1] - upright[0], across[-1] - across[0])
        numbers = next((place for column, place, _ in columns if column.kind == "number"), None)
        if not self.by_numbers and (numbers is None or numbered(picture, part, upright, numbers) < 2):
            return None
        return cases(picture, part, upright, numbers)

    def words_end(self, sheet: Sheet) -> int:
        """Return the foot of the header in px; the foot of the sheet if it is not ruled."""
        grid = self.grid(sheet.picture)
        if grid is None:
            return int(sheet.picture.shape[0])
        foot = grid.across[_header(grid.across) + 1]
        return round(float(foot.place.max())) + 10

    def likeness(self, sheet: Sheet, words: Sequence[Word], form: Form) -> float:
        """Return which share of the form's header labels is among the words, 0.0 to 1.0; a sheet without rulings has none."""
        if self.grid(sheet.picture) is None:
            return 0.0
        text = "".join(letters(word.text) for word in words)
        if not text:
            return 0.0
        found = [max(fuzz.partial_ratio(letters(label), text) for label in column.labels) for column in form.columns]
        return sum(score > 80 for score in found) / len(found)

    def grid(self, picture: Picture) -> Grid | None:
        """Return the rulings of a (H, W, 3) uint8 RGB picture, levelled; None if there is no table."""
        found = grid(picture, self.least_length)
        return found if len(found.across) >= self.least_rows and len(found.upright) >= 3 else None

    def _columns(
        self, words: Sequence[Word], form: Form, header: Sequence[Line], upright: Sequence[Line]
    ) -> list[tuple[Column, int, bool]]:
        """Return each column with the number of its strip between upright rulings and whether its place is certain.

        It is where its header was seen, or where there are as many strips as columns.
        """
        places = len(upright) - 1
        texts = [_text(words, _between(header, sides, 0)) for sides in pairwise(upright)]
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


def _between(rows: Sequence[Line], sides: Sequence[Line], clear: int) -> Box:
    """Return the box between two rulings across and two upright ones, as they run in the middle of it, so many px clear of each."""
    (above, below), (left, right) = rows, sides
    y = (above.middle + below.middle) / 2
    x = (left.at(y) + right.at(y)) / 2
    y = (above.at(x) + below.at(x)) / 2
    wide, high = right.at(y) - left.at(y) - 2 * clear, below.at(x) - above.at(x) - 2 * clear
    return Box(left.at(y) + clear, above.at(x) + clear, max(1, wide), max(1, high))


def _header(across: Sequence[Line]) -> int:
    """Return which strip holds the header: the first one; a strip lower than half the usual height is a double ruling."""
    heights = np.diff([line.middle for line in across])
    usual = float(min(np.median(heights), *np.sort(heights)[-2:-1]))  # of two strips the lower one, above an open body
    first = next(i for i, height in enumerate(heights) if height >= 0.4 * usual)
    return int(first)


def _text(words: Sequence[Word], box: Box) -> str:
    inside = [
        word
        for word in words
        if box.x <= word.box.x + word.box.w / 2 <= box.right and box.y <= word.box.y + word.box.h / 2 <= box.bottom
    ]
    return "".join(letters(word.text) for word in sorted(inside, key=lambda w: (w.box.y // 20, w.box.x)))


def _likeness(text: str, column: Column) -> float:
    return max(fuzz.ratio(text, letters(label)) for label in column.labels) if text else 0.0
