"""Finds the places for writing on the print of a book, and guesses their ministry columns from the labels before them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from pipeline.alignment import SCALE, Grey
from pipeline.connected import connected
from pipeline.forms import Column, Form, loader
from pipeline.geometry import Box
from pipeline.layouts.ruled_rows import RuledRows
from pipeline.sequences import paired
from pipeline.sheets import Word
from pipeline.vietnamese import key

THIN = 4
"""px at half size: rulings and the dots of dotted lines are at most so high, printed letters are higher."""

BRIDGED = 15
"""px at half size over which dots are one line: they stand 4 to 6 apart."""

SHORTEST = 36
"""px at half size: a ruling shorter than this is no place for writing (a year takes 40 at 200 dpi A4)."""

ABOVE, BELOW = 0.8, 0.25
"""A cell reaches so many row pitches above and below its ruling."""

FAINT = 12
"""Grey levels by which a ruling is darker than the paper over and under it; the grain of a template has 3 to 5."""

RULED = 0.3
"""Share of a place for writing that its ruling must cover: writing through it and fading take the rest."""

PARTED = 1.0
"""Row pitches of a gap in a ruling in which a label stands that was not read."""

CLEAR = 0.6
"""Confidence from which a word is print: what is left of handwriting is read with less."""

APART = 1.5
"""Words nearer than so many heights of a word belong to one label."""

ALIKE = 72.0
"""Similarity (0-100) of a label with one of a known form from which it proposes that column."""

REPEATED = 80.0
"""Similarity (0-100) of the labels of two entries on one page."""

Start = tuple[float, float]

Ruling = tuple[float, float, float]
"""Left, right and height in px of a level ruling."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A cell on the template.

    Attributes:
        box: left, top, width and height as shares of the template's sides.
        label: the printed words it goes with, '' if none were read.
        column: ministry column, '' where nobody has named it.
        kind: kind of value, one of ``KINDS``.
        title: what the clerk sees beside the field.
    """

    box: tuple[float, float, float, float]
    label: str = ""
    column: str = ""
    kind: str = "free_text"
    title: str = ""


def proposed(picture: Grey, words: Sequence[Word], register: str) -> tuple[tuple[Drawn, ...], tuple[Start, ...]]:
    """Return the cells of the first entry in reading order, named as far as labels tell, and where each entry begins.

    Args:
        picture: (H, W) uint8 grey print at ``SCALE``.
        words: its printed words, boxes in px of the whole size.
        register: whose columns the labels may name.
    """
    words = [replace(word, box=_halved(word.box)) for word in words]
    table = _table(picture, words)
    cells, starts = table or _folded_entries(_under_rulings(picture, words))
    return tuple(_named(cells, register)), starts


def _halved(box: Box) -> Box:
    return Box(
        *(round(side * SCALE) for side in (box.x, box.y)), *(max(1, round(side * SCALE)) for side in (box.w, box.h))
    )


def _table(picture: Grey, words: Sequence[Word]) -> tuple[list[Drawn], tuple[Start, ...]] | None:
    """Return the cells of the first row of a ruled table with their headers, and where each row begins; None without one."""
    size = (round(picture.shape[1] / SCALE), round(picture.shape[0] / SCALE))
    whole = cv2.cvtColor(cv2.resize(picture, size, interpolation=cv2.INTER_CUBIC), cv2.COLOR_GRAY2RGB)
    grid = RuledRows().grid(np.asarray(whole, np.uint8))
    if grid is None:
        return None
    across, upright = ([line.middle * SCALE for line in lines] for lines in (grid.across, grid.upright))
    usual = float(np.median(np.diff(across)))
    header = next(i for i, height in enumerate(np.diff(across)) if height >= 0.4 * usual)
    rows = [(top, foot) for top, foot in pairwise(across[header + 1 :]) if foot - top >= 0.4 * usual]
    if not rows:
        return None
    high, wide = picture.shape
    cells = []
    for left, right in pairwise(upright):
        label = _text(words, (left, across[header], right, across[header + 1]))
        box = (left / wide, rows[0][0] / high, (right - left) / wide, (rows[0][1] - rows[0][0]) / high)
        cells.append(Drawn(box, label))
    return cells, tuple((0.0, (top - rows[0][0]) / high) for top, _ in rows)


def _under_rulings(picture: Grey, words: Sequence[Word]) -> list[list[Drawn]]:
    """Return the places over each row of level rulings or dotted lines with the words before each, row by row."""
    high, wide = picture.shape
    rows = _rows(_rulings(picture))
    feet = [float(np.mean([y for _, _, y in row])) for row in rows]
    pitch = float(np.median(np.diff(feet))) if len(feet) > 1 else high / 30
    margin = max((right for row in rows for _, right, _ in row), default=float(wide))
    owners = [_nearest(word, feet, pitch) for word in words]
    found = []
    for number, (row, foot) in enumerate(zip(rows, feet, strict=True)):
        labels = _groups([word for word, owner in zip(words, owners, strict=True) if owner == number])
        cells = []
        for left, right, label in _places(labels, row, margin, pitch):
            box = (left / wide, (foot - ABOVE * pitch) / high, (right - left) / wide, (ABOVE + BELOW) * pitch / high)
            cells.append(Drawn(box, label))
        if cells:
            found.append(cells)
    return found


def _nearest(word: Word, feet: Sequence[float], pitch: float) -> int:
    """Return the number of the row whose ruling a word stands on, -1 if it stands on none."""
    off = np.abs(word.box.y + word.box.h / 2 - np.array(feet) + 0.2 * pitch)
    return int(off.argmin()) if off.size and off.min() < 0.6 * pitch else -1


def _places(
    labels: Sequence[Sequence[Word]], row: Sequence[Ruling], margin: float, pitch: float
) -> Iterator[tuple[float, float, str]]:
    """Yield left, right and label of the ruled places after the labels of a row; a gap of the ruling parts two places."""
    for number, label in enumerate(labels):
        left = label[-1].box.right + 0.05 * pitch
        right = labels[number + 1][0].box.x - 0.05 * pitch if number + 1 < len(labels) else margin
        text = " ".join(word.text for word in label).strip(" :.,…(")
        runs = [(max(left, begin), min(right, end)) for begin, end, _ in row if min(right, end) - max(left, begin) > 0]
        if sum(end - begin for begin, end in runs) < RULED * max(right - left, SHORTEST):
            continue
        gaps = [(one[1], other[0]) for one, other in pairwise(runs) if other[0] - one[1] > PARTED * pitch]
        edges = [left, *(x for gap in gaps for x in gap), right]
        for place, (begin, end) in enumerate(zip(edges[::2], edges[1::2], strict=True)):
            if end - begin >= SHORTEST:
                yield begin, end, "" if place else text


def _groups(words: Sequence[Word]) -> list[list[Word]]:
    """Return the clearly printed words that stand close together, left to right."""
    groups: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.box.x):
        if word.confidence < CLEAR or sum(map(str.isalpha, word.text)) < 2 or any(map(str.isdigit, word.text)):
            continue
        if groups and word.box.x - groups[-1][-1].box.right < APART * word.box.h:
            groups[-1].append(word)
        else:
            groups.append([word])
    return groups


def _rulings(picture: Grey) -> list[Ruling]:
    """Return left, right and height in px of the level rulings and dotted lines of an (H, W) print."""
    dark = cv2.morphologyEx(picture, cv2.MORPH_BLACKHAT, np.ones((7, 1), np.uint8))
    ink = (dark > FAINT).astype(np.uint8)
    pieces = connected(ink)
    thin = pieces.stats[:, cv2.CC_STAT_HEIGHT] <= THIN
    thin[0] = False
    lines = cv2.morphologyEx(pieces.each(thin), cv2.MORPH_CLOSE, np.ones((2, BRIDGED), np.uint8))
    lines = cv2.morphologyEx(lines, cv2.MORPH_OPEN, np.ones((1, SHORTEST), np.uint8))
    lines = cv2.morphologyEx(lines, cv2.MORPH_CLOSE, np.ones((3, 2 * BRIDGED), np.uint8))
    _, _, stats, centres = connected(np.asarray(lines, np.uint8))
    return [
        (float(left), float(left + wide), float(centre[1]))
        for (left, _, wide, _, _), centre in zip(stats[1:], centres[1:], strict=True)
        if wide >= SHORTEST
    ]


def _rows(rulings: Sequence[Ruling]) -> list[list[Ruling]]:
    """Return the rulings that stand side by side, top to bottom, each row left to right."""
    rows: list[list[Ruling]] = []
    for ruling in sorted(rulings, key=lambda one: one[2]):
        if rows and ruling[2] - rows[-1][-1][2] < 2 * THIN:
            rows[-1].append(ruling)
        else:
            rows.append([ruling])
    return [sorted(row) for row in rows]


def _text(words: Sequence[Word], part: tuple[float, float, float, float]) -> str:
    """Return the words whose middles lie within left, top, right and bottom, in reading order."""
    left, top, right, bottom = part
    inside = [
        word
        for word in words
        if left <= word.box.x + word.box.w / 2 <= right and top <= word.box.y + word.box.h / 2 <= bottom
    ]
    return " ".join(word.text for word in sorted(inside, key=lambda word: (word.box.y // 10, word.box.x))).strip(
        " :.,…"
    )


def _folded_entries(rows: Sequence[Sequence[Drawn]]) -> tuple[list[Drawn], tuple[Start, ...]]:
    """Return the cells of the first entry, and where each entry begins: entries of one page have the same labels."""
    for count in (4, 3, 2):
        each = len(rows) // count
        parts = [list(rows[i * each : (i + 1) * each]) for i in range(count)]
        if each >= 3 and len(rows) - count * each <= 1 and all(_alike(parts[0], other) for other in parts[1:]):
            first = parts[0][0][0].box
            starts = tuple((part[0][0].box[0] - first[0], part[0][0].box[1] - first[1]) for part in parts)
            return [cell for row in parts[0] for cell in row], starts
    return [cell for row in rows for cell in row], ((0.0, 0.0),)


def _alike(one: Sequence[Sequence[Drawn]], other: Sequence[Sequence[Drawn]]) -> bool:
    labels = [[_letters(cell.label) for row in part for cell in row] for part in (one, other)]
    if len(labels[0]) != len(labels[1]):
        return False
    scores = [fuzz.ratio(a, b) for a, b in zip(*labels, strict=True) if a or b]
    return bool(scores) and float(np.median(scores)) >= REPEATED


def _letters(text: str) -> str:
    return "".join(letter for letter in key(text) if letter.isalnum())


def _named(cells: Sequence[Drawn], register: str) -> list[Drawn]:
    """Return the cells with the columns that the labels of the best fitting known form of a register propose, in its order."""
    best: list[Column | None] = [None] * len(cells)
    for form in loader.every():
        if form.register == register:
            columns = _matched([_letters(cell.label) for cell in cells], form)
            if sum(map(bool, columns)) > sum(map(bool, best)):
                best = columns
    return [
        replace(cell, column=column.name, kind=column.kind, title=column.title)
        if column
        else replace(cell, title=cell.label)
        for cell, column in zip(cells, best, strict=True)
    ]


def _matched(labels: Sequence[str], form: Form) -> list[Column | None]:
    """Return for each label the column of a form whose printed label it is, both in order."""
    alike: NDArray[np.float64] = np.array(
        [
            [max(fuzz.ratio(label, _letters(one)) for one in column.labels) for column in form.columns]
            for label in labels
        ]
    ).reshape(len(labels), len(form.columns))
    found: list[Column | None] = [None] * len(labels)
    for i, j in paired(np.where(alike >= ALIKE, alike, 0.0)):
        found[i] = form.columns[j]
    return found
