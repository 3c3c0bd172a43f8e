"""Finds cells beside printed labels: a cell runs from its label to the next one or to the margin.

Rows whose labels were not seen are placed between their neighbours; the share of the row pitch above and below the
baseline was read off the register pages drawn for this project (text stands on the line, its marks reach up).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from pipeline.forms import Column, Form
from pipeline.geometry import Box
from pipeline.layouts._labels import Found, lay_over, printed_rows, rows_of, share_found
from pipeline.sheets import Cell, Sheet, Word

ABOVE = 0.80
"""Share of the row pitch a cell reaches above the foot of its label."""

BELOW = 0.32
"""Share of the row pitch a cell reaches below the foot of its label."""

Alike = dict[tuple[str, ...], list[list[Found]]]
"""Where each label of a printed row was seen, in all rows that print the same, by the labels of the row."""


@dataclass(frozen=True, slots=True)
class PrintedLabels:
    """Find cells beside printed labels.

    Attributes:
        least_share: share of an entry's printed rows that must be seen for the entry to be believed.
        gap: px between a label and its cell.
    """

    least_share: float = 0.25
    gap: int = 4

    def __call__(self, sheet: Sheet, words: Sequence[Word], form: Form) -> list[Cell]:
        """Return the cells, entry by entry in printed order, boxes in px of the sheet."""
        laid = lay_over(rows_of(words), form, max(1, form.entries))
        rows = printed_rows(form)
        alike = _alike(laid, rows)
        cells: list[Cell] = []
        number = 0
        for entry in range(max(1, form.entries)):
            own = {row: found for (e, row), found in laid.items() if e == entry}
            if len(own) < self.least_share * len(rows):
                continue
            cells += self._entry(sheet, rows, own, number, alike)
            number += 1
        return cells

    def words_end(self, sheet: Sheet) -> int:
        """Return the foot of the sheet: labels stand everywhere."""
        return int(sheet.picture.shape[0])

    def likeness(self, sheet: Sheet, words: Sequence[Word], form: Form) -> float:
        """Return which share of the form's printed letters stands on the page in order, 0.0 to 1.0."""
        return share_found(rows_of(words), form)

    def _entry(
        self, sheet: Sheet, rows: list[list[Column]], own: Mapping[int, list[Found | None]], entry: int, alike: Alike
    ) -> list[Cell]:
        height, width = sheet.picture.shape[:2]
        feet, pitch = _feet(own, len(rows))
        margin = _margin(own, width)
        cells = []
        for row, columns in enumerate(rows):
            top, bottom = round(feet[row] - ABOVE * pitch), round(feet[row] + BELOW * pitch)
            found = own.get(row, [None] * len(columns))
            spans = self._spans(columns, _filled(found, alike.get(_printed(columns))), margin, width)
            for column, (left, right, seen) in zip(columns, spans, strict=True):
                box = Box(left, top, max(8, right - left), max(8, bottom - top)).inside(width, height)
                cells.append(Cell(column.name, entry, box, label_found=seen))
        return cells

    def _spans(
        self, columns: list[Column], found: list[Found | None], margin: tuple[int, int, float], width: int
    ) -> list[tuple[int, int, bool]]:
        """Return left, right in px and whether the label was seen, for each column of one printed row."""
        left, right, letter = margin
        share = (right - left) / len(columns)
        starts, ends = [], []
        for i, (column, label) in enumerate(zip(columns, found, strict=True)):
            length = round(len(column.labels[0]) * letter)
            start = label.box.x if label else round(left + i * share)
            starts.append(start)
            ends.append(label.box.right if label else start + length)
        limits = [*starts[1:], max(right, ends[-1] + 8)]
        return [
            (min(end + self.gap, limit - 8), limit - self.gap, label is not None)
            for end, limit, label in zip(ends, limits, found, strict=True)
        ]


def _printed(columns: Sequence[Column]) -> tuple[str, ...]:
    return tuple(column.labels[0] for column in columns)


def _alike(laid: Mapping[tuple[int, int], list[Found | None]], rows: Sequence[list[Column]]) -> Alike:
    """Return for each sequence of labels in one printed row where each of them was seen, in all rows that print the same."""
    alike: Alike = {}
    for (_, row), found in laid.items():
        places = alike.setdefault(_printed(rows[row]), [[] for _ in rows[row]])
        for place, label in zip(places, found, strict=True):
            if label:
                place.append(label)
    return alike


def _filled(found: Sequence[Found | None], alike: Sequence[list[Found]] | None) -> list[Found | None]:
    """Return the labels of a row, one that was not seen as far left and right as other rows that print the same have it."""
    if alike is None:
        return list(found)
    return [_usual(others) if label is None and others else label for label, others in zip(found, alike, strict=True)]


def _usual(others: Sequence[Found]) -> Found:
    """Return a label as far left and right as these usually are."""
    left, right = (int(np.median([getattr(other.box, side) for other in others])) for side in ("x", "right"))
    return replace(others[0], box=replace(others[0].box, x=left, w=max(1, right - left)))


def _feet(own: Mapping[int, list[Found | None]], count: int) -> tuple[list[float], float]:
    """Return the foot of every printed row in px (seen, or placed between seen ones) and the usual row pitch in px."""
    seen = sorted(
        (row, float(np.median([f.box.bottom for f in found if f]))) for row, found in own.items() if any(found)
    )
    rows = np.array([row for row, _ in seen], float)
    feet = np.array([foot for _, foot in seen], float)
    steps = np.diff(feet) / np.diff(rows)
    pitch = float(np.median(steps)) if len(steps) else 60.0
    placed = np.interp(np.arange(count), rows, feet)
    for row in range(count):
        if row < rows[0]:
            placed[row] = feet[0] - (rows[0] - row) * pitch
        elif row > rows[-1]:
            placed[row] = feet[-1] + (row - rows[-1]) * pitch
    return [float(foot) for foot in placed], max(16.0, pitch)


def _margin(own: Mapping[int, list[Found | None]], width: int) -> tuple[int, int, float]:
    """Return left and right margin in px and the usual width of a printed letter in px."""
    labels = [f for found in own.values() for f in found if f]
    left = int(np.median([found[0].box.x for found in own.values() if found[0]] or [round(width * 0.07)]))
    letter = float(np.median([f.box.w / max(1, len(f.column.labels[0])) for f in labels]))
    return left, max([width - left, *(f.box.right for f in labels)]), letter
