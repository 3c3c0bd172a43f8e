"""Finds the places for writing on the print of a book with the labels before them, or over them in a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from rapidfuzz import fuzz

from pipeline import template_tables
from pipeline.alignment import SCALE, Grey
from pipeline.geometry import Box
from pipeline.sequences import paired
from pipeline.sheets import Word
from pipeline.template_labels import SHORTEST, Ruling, end_of, labels, printed
from pipeline.template_tables import THIN, Shown, Table, level_rulings
from pipeline.vietnamese import letters

ABOVE, BELOW = 0.8, 0.25
"""A cell reaches so many row pitches above and below its ruling."""

RULED = 0.3
"""Share of a place for writing that its ruling must cover: writing through it and fading take the rest."""

PARTED = 1.0
"""Row pitches of a gap in a ruling in which a label stands that was not read."""

REPEATED = 80.0
"""Similarity (0-100) of the labels of two entries on one page."""

COMMON = 0.6
"""Share of an entry's labels that another entry of the page must have in the same order."""

LEAST = 3
"""Rows that an entry has at least: two alike rows may stand in one entry, for father and mother."""

NARROW = 18
"""px at half size: what stands between two rulings of a table nearer than this is a double ruling: the narrowest columns take 30."""

Start = tuple[float, float]


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


class Proposal(NamedTuple):
    """What is proposed for a template.

    Attributes:
        cells: of the first entry in reading order, with their labels and no columns.
        starts: how far right and down each entry begins from the first, as shares of the template's sides.
        by_writing: whether each cell is a whole column of a table whose rows are found by their writing on each page.
        header: top and foot of the header of a table, as shares of the template's height; None without a table.
    """

    cells: tuple[Drawn, ...]
    starts: tuple[Start, ...]
    by_writing: bool = False
    header: tuple[float, float] | None = None


def proposed(picture: Grey, words: Sequence[Word], pages: Sequence[Shown] = ()) -> Proposal:
    """Return the cells of the first entry, and where each entry begins.

    Args:
        picture: (H, W) uint8 grey print at ``SCALE``.
        words: its printed words, boxes in px of the whole size.
        pages: that were laid over each other; without them the print alone says whether there is a table.
    """
    words = [replace(word, box=_halved(word.box)) for word in words]
    table = template_tables.found(pages) or template_tables.found([template_tables.alone(picture)])
    if table is not None and (in_table := _in_table(picture, printed(picture, words), table)).cells:
        return in_table
    cells, starts = _folded_entries(_under_rulings(picture, words))
    return Proposal(tuple(cells), starts)


def _halved(box: Box) -> Box:
    return Box(
        *(round(side * SCALE) for side in (box.x, box.y)), *(max(1, round(side * SCALE)) for side in (box.w, box.h))
    )


def _in_table(picture: Grey, words: Sequence[Word], table: Table) -> Proposal:
    """Return the cells of the first row of a table with their headers, and where each row begins."""
    high, wide = picture.shape
    first, *_ = table.rows
    cells = []
    for left, right in pairwise(table.upright):
        if right - left < NARROW:
            continue
        label = _text(words, (left, table.header[0], right, table.header[1]))
        cells.append(Drawn((left / wide, first[0] / high, (right - left) / wide, (first[1] - first[0]) / high), label))
    starts = tuple((0.0, (top - first[0]) / high) for top, _ in table.rows)
    return Proposal(tuple(cells), starts, table.by_writing, (table.header[0] / high, table.header[1] / high))


def _under_rulings(picture: Grey, words: Sequence[Word]) -> list[list[Drawn]]:
    """Return the places over each row of level rulings or dotted lines with the words before each, row by row."""
    high, wide = picture.shape
    rulings = level_rulings(picture)
    words = printed(picture, words, rulings)
    rows = _rows(rulings)
    feet = [float(np.mean([y for _, _, y in row])) for row in rows]
    pitch = float(np.median(np.diff(feet))) if len(feet) > 1 else high / 30
    margin = max((right for row in rows for _, right, _ in row), default=float(wide))
    owners = [_nearest(word, feet, pitch) for word in words]
    beside = [
        [word for word, owner in zip(words, owners, strict=True) if owner == number] for number in range(len(rows))
    ]
    found = []
    for row, foot, near in zip(rows, feet, beside, strict=True):
        before = labels(near, row)
        ends = [end_of(picture, label, row) for label in before]
        cells = []
        for left, right, label in _places(list(zip(before, ends, strict=True)), row, margin, pitch):
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
    before: Sequence[tuple[Sequence[Word], float]], row: Sequence[Ruling], margin: float, pitch: float
) -> Iterator[tuple[float, float, str]]:
    """Yield left, right and label of the ruled places after the labels of a row; a gap of the ruling parts two places.

    Labels come with where their print ends.
    """
    for number, (label, end_of_label) in enumerate(before):
        left = end_of_label + 0.05 * pitch
        right = before[number + 1][0][0].box.x - 0.05 * pitch if number + 1 < len(before) else margin
        text = " ".join(word.text for word in label).strip(" :.,…(")
        runs = [(max(left, begin), min(right, end)) for begin, end, _ in row if min(right, end) - max(left, begin) > 0]
        if sum(end - begin for begin, end in runs) < RULED * max(right - left, SHORTEST):
            continue
        gaps = [(one[1], other[0]) for one, other in pairwise(runs) if other[0] - one[1] > PARTED * pitch]
        edges = [left, *(x for gap in gaps for x in gap), right]
        for place, (begin, end) in enumerate(zip(edges[::2], edges[1::2], strict=True)):
            if end - begin >= SHORTEST:
                yield begin, end, "" if place else text


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
    lines: list[list[Word]] = []
    for word in sorted(inside, key=lambda word: word.box.y + word.box.h / 2):
        first = lines[-1][0].box if lines else None
        if first and word.box.y + word.box.h / 2 < first.y + first.h / 2 + 0.5 * max(first.h, word.box.h):
            lines[-1].append(word)
        else:
            lines.append([word])
    return " ".join(word.text for line in lines for word in sorted(line, key=lambda word: word.box.x)).strip(
        " :.,…—–-_|"
    )


def _folded_entries(rows: Sequence[Sequence[Drawn]]) -> tuple[list[Drawn], tuple[Start, ...]]:
    """Return the cells of the first entry, and where each entry begins: entries of one page have the same labels.

    Cells are those of the entry of which most labels were read. Entries lie from each other as their common cells do at the median,
    so that one label read short does not shift an entry.
    """
    for count in (4, 3, 2):
        found = [one for parts in _parted(rows, count) if (one := _laid(parts)) is not None]
        if found:
            _, cells, starts = max(found, key=lambda one: one[0])
            return cells, starts
    return [cell for row in rows for cell in row], ((0.0, 0.0),)


def _parted(rows: Sequence[Sequence[Drawn]], count: int) -> Iterator[list[list[Drawn]]]:
    """Yield the ways in which rows may be those of so many entries: a row below them may be none, one of two may lack a row."""
    each, over = divmod(len(rows), count)
    edges = [[i * each for i in range(count + 1)]] if over <= 1 else []
    if count == 2:
        edges += [[0, middle, len(rows)] for middle in range(each - 1, each + 3)]
    for one in edges:
        if all(high - low >= LEAST for low, high in pairwise(one)):
            yield [[cell for row in rows[low:high] for cell in row] for low, high in pairwise(one)]


def _laid(parts: Sequence[Sequence[Drawn]]) -> tuple[int, list[Drawn], tuple[Start, ...]] | None:
    """Return how many labels entries share, the cells of the first, and where each begins; None if they differ or overlap."""
    best = max(parts, key=lambda part: sum(len(letters(cell.label)) for cell in part))
    offs = [_off(best, part) for part in parts]
    known = [off for off in offs if off is not None]
    high = max(cell.box[1] + cell.box[3] / 2 for cell in best) - min(cell.box[1] for cell in best)
    pitches = [other[2] - one[2] for one, other in pairwise(known)]
    if len(known) < len(parts) or min(pitches) < high:
        return None
    _, right, down = known[0]
    cells = [replace(cell, box=(cell.box[0] + right, cell.box[1] + down, *cell.box[2:])) for cell in best]
    starts = tuple((off[1] - right, off[2] - down) for off in known)
    return sum(off[0] for off in known), cells, starts


def _off(one: Sequence[Drawn], other: Sequence[Drawn]) -> tuple[int, float, float] | None:
    """Return how many labels two entries share, and how far right and down the other lies, as shares; None if they differ."""
    spelt = [[letters(cell.label) for cell in cells] for cells in (one, other)]
    worth = np.array([[fuzz.ratio(a, b) if a and b else 0.0 for b in spelt[1]] for a in spelt[0]])
    common = paired(np.where(worth >= REPEATED, worth, 0.0).reshape(len(one), len(other)))
    if not common or len(common) < COMMON * max(sum(map(bool, labels)) for labels in spelt):
        return None
    boxes = np.array([(one[i].box, other[j].box) for i, j in common])
    lefts = boxes[:, 1, 0] - boxes[:, 0, 0]
    rights = lefts + boxes[:, 1, 2] - boxes[:, 0, 2]
    return (
        len(common),
        float(np.median(np.concatenate([lefts, rights]))),
        float(np.median(boxes[:, 1, 1] - boxes[:, 0, 1])),
    )
