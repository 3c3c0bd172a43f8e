"""Which part of a page picture belongs to one case, where a page holds several.

The cells say how the writing lies: a picture that lies on its side or leans is turned until the printed rows are level. Then the
page is cut between its cases, so that nothing of it is lost: what stands above the first case (title, names of columns) goes with
each of them. Where the cases cannot be told apart by a straight cut, each keeps the whole page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import atan2, cos, degrees, hypot, radians, sin
from statistics import median

from pipeline.entries import Entry
from pipeline.forms import Form
from pipeline.geometry import Box

LEVEL = 0.3
"""Degrees below which turning costs more sharpness than a cut gains: 13 px over the 2,500 px of A4 at 300 dpi."""

MOST = 15.0
"""Degrees off the level or the plumb up to which a lean is believed: three times what the stage ``deskew`` believes, since pages are
photographed by hand; beyond it the cells of a row do not stand side by side."""

SLACK = 0.35
"""Share of a cell's height that stays above the first cells of a case, where there is room: marks of tone stand above the line
(``views.MARGIN``)."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a page, on the picture after it was turned.

    Attributes:
        turn: degrees by which the writing leans; the picture is turned back by as much, clockwise lean is positive.
        head: where the head of the page ends, as a share of the height; 0.0 for no head.
        start: where the case begins, as a share of the length that is cut.
        end: where it ends.
        across: True if cases stand side by side and the width is cut, False if they stand one below the other.
    """

    turn: float = 0.0
    head: float = 0.0
    start: float = 0.0
    end: float = 1.0
    across: bool = False


WHOLE = Part()

Extent = tuple[int, float, float, float]
"""Id of an entry, first and last px of its cells along the cut, height of its cells."""


def parts(entries: Sequence[Entry], forms: Mapping[str, Form], size: tuple[int, int]) -> dict[int, Part]:
    """Return the part of each entry of one page, by its id.

    Args:
        entries: every entry of the page, decided or not.
        forms: the forms of the entries, by name.
        size: width and height of the delivered picture, px; the boxes of readings lie on it.
    """
    whole = {entry.id: WHOLE for entry in entries}
    if len(entries) < 2 or not all(entry.readings for entry in entries):
        return whole
    turn = _lean(entries, forms)
    if abs(turn - 90 * round(turn / 90)) > MOST:
        return whole
    turn = turn if abs(turn) >= LEVEL else 0.0
    for across in (False, True):
        extents = sorted((_extent(entry, turn, size, across=across) for entry in entries), key=lambda one: one[1])
        cuts = _cuts(extents)
        if cuts:
            length = turned_size(size, turn)[0 if across else 1]
            return _shares(extents, [cut / length for cut in cuts], turn, across=across)
    return whole


def on_part(entry: Entry, part: Part, size: tuple[int, int]) -> tuple[Entry, tuple[int, int]]:
    """Return an entry whose boxes lie on the part as it is shown, under the head, and width and height of that, px.

    A lean is taken off each box: the upright box around a leaning cell is higher than the writing in it.

    Args:
        entry: the entry; its boxes lie on the delivered picture.
        part: the part.
        size: width and height of the delivered picture, px.
    """
    if part == WHOLE:
        return entry, size
    width, height = turned_size(size, part.turn)
    length = width if part.across else height
    head, start, end = (round(share * length) for share in (part.head, part.start, part.end))
    room = (max(1, end - start), height) if part.across else (width, head + max(1, end - start))
    moved = (-start, 0) if part.across else (0, head - start)
    readings = {
        name: replace(reading, box=_moved(reading.box, size, part.turn, moved))
        for name, reading in entry.readings.items()
    }
    return replace(entry, readings=readings), room


def _moved(box: Box, size: tuple[int, int], turn: float, by: tuple[int, int]) -> Box:
    x, y = turned((box.x + box.w / 2, box.y + box.h / 2), size, turn)
    w, h = _sides((box.w, box.h), turn)
    return Box(round(x - w / 2) + by[0], round(y - h / 2) + by[1], round(w), round(h))


def turned_size(size: tuple[int, int], turn: float) -> tuple[int, int]:
    """Return width and height of the whole picture after it was turned, px; nothing of it is cut off."""
    c, s = abs(cos(radians(turn))), abs(sin(radians(turn)))
    return round(size[0] * c + size[1] * s), round(size[0] * s + size[1] * c)


def turned(point: tuple[float, float], size: tuple[int, int], turn: float) -> tuple[float, float]:
    """Return where a point of the picture lies after it was turned back by ``turn`` degrees, px."""
    c, s = cos(radians(turn)), sin(radians(turn))
    x, y = point[0] - size[0] / 2, point[1] - size[1] / 2
    width, height = turned_size(size, turn)
    return x * c + y * s + width / 2, -x * s + y * c + height / 2


def _lean(entries: Sequence[Entry], forms: Mapping[str, Form]) -> float:
    """Return by how many degrees the printed rows lean: from the first to the last cell of each, the widest rows count."""
    steps = []
    for entry in entries:
        rows: dict[int, list[tuple[float, float]]] = {}
        for column in forms[entry.form].columns:
            if column.name in entry.readings:
                box = entry.readings[column.name].box
                rows.setdefault(column.row, []).append((box.x + box.w / 2, box.y + box.h / 2))
        steps += [(row[-1][0] - row[0][0], row[-1][1] - row[0][1]) for row in rows.values() if len(row) > 1]
    longest = max((hypot(*step) for step in steps), default=0.0)
    wide = [step for step in steps if hypot(*step) >= longest / 2]
    return median(degrees(atan2(y, x)) for x, y in wide) if wide else 0.0


def _extent(entry: Entry, turn: float, size: tuple[int, int], *, across: bool) -> Extent:
    axis = 0 if across else 1
    low, high, heights = [], [], []
    for reading in entry.readings.values():
        box = reading.box
        middle = turned((box.x + box.w / 2, box.y + box.h / 2), size, turn)[axis]
        sides = _sides((box.w, box.h), turn)
        heights.append(sides[1])
        low.append(middle - sides[axis] / 2)
        high.append(middle + sides[axis] / 2)
    return entry.id, min(low), max(high), median(heights)


def _sides(upright: tuple[int, int], turn: float) -> tuple[float, float]:
    """Return width and height of a cell that lies level after the turn, from those of the upright box around it before, px."""
    quarters = round(turn / 90)
    w, h = upright if quarters % 2 == 0 else upright[::-1]
    rest = radians(abs(turn - 90 * quarters))
    c, s = cos(rest), sin(rest)
    return max(1.0, (w * c - h * s) / (c * c - s * s)), max(1.0, (h * c - w * s) / (c * c - s * s))


def _cuts(extents: Sequence[Extent]) -> list[float]:
    """Return where each case begins, px; nothing if two of them overlap by more than marks of tone may.

    Cells of ruled tables touch: there the cut runs along the ruling. Elsewhere marks of tone get their room, and what stands
    below the last cells of a case (signatures) stays with it.
    """
    gaps = [after[1] - before[2] for before, after in pairwise(extents)]
    heights = [extent[3] for extent in extents]
    if any(-gap > SLACK * min(pair) for gap, pair in zip(gaps, pairwise(heights), strict=True)):
        return []
    room = max(0.0, min(gaps) / 2)
    starts = [extents[0][1], *(after[1] - min(0.0, gap) / 2 for after, gap in zip(extents[1:], gaps, strict=True))]
    return [max(0.0, start - min(SLACK * height, room)) for start, height in zip(starts, heights, strict=True)]


def _shares(extents: Sequence[Extent], cuts: Sequence[float], turn: float, *, across: bool) -> dict[int, Part]:
    ends = [*cuts[1:], 1.0]
    head = 0.0 if across else cuts[0]
    starts = [0.0, *cuts[1:]] if across else cuts
    return {
        extent[0]: Part(turn, head, start, end, across)
        for extent, start, end in zip(extents, starts, ends, strict=True)
    }
