"""Joins the halves of rows that run over the two facing pages of an opening."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.entries import Candidate, Ink, Reading
from pipeline.geometry import Box

UNEVEN = "hai trang không cùng số hàng, không chắc ô này thuộc trường hợp nào"
MISSING = "không thấy nửa này của hàng trên trang bên kia"

OFFERED = 5
"""At most so many texts are offered (review-ui: digits 1-5)."""

Row = Mapping[str, Reading]


def joined(left: Sequence[Row], right: Sequence[Row], columns: Sequence[str], page: Box) -> list[dict[str, Reading]]:
    """Return the rows of an opening: row k of the left page goes on in row k of the right one.

    Where the pages have not as many rows, those at one height go together, the left page keeps its readings, and of the right
    one nothing is proposed: what was read is offered only, because it may belong to the case above or below.

    Args:
        left: rows of the left page, boxes in px of the delivered picture.
        right: rows of the right page.
        columns: those of the right page.
        page: the right page, px of the delivered picture.
    """
    if len(left) == len(right):
        return [{**one, **other} for one, other in zip(left, right, strict=True)]
    beside: dict[int, Row] = {}
    for row in right:
        nearest = min(range(len(left)), key=lambda place: abs(_middle(left[place]) - _middle(row)), default=None)
        if nearest is not None and nearest not in beside:
            beside[nearest] = {name: _offered(reading) for name, reading in row.items()}
    return [{**one, **beside.get(place, _missing(one, columns, page))} for place, one in enumerate(left)]


def _middle(row: Row) -> float:
    return sum(reading.box.y + reading.box.h / 2 for reading in row.values()) / len(row)


def _offered(reading: Reading) -> Reading:
    if reading.ink is not Ink.WRITTEN:
        return replace(reading, reasons=(*reading.reasons, UNEVEN))
    read = (Candidate(reading.text, reading.confidence), *reading.alternatives) if reading.text else ()
    reasons = (*reading.reasons, UNEVEN)
    return Reading("", 0.0, Ink.UNREADABLE, reading.box, read[:OFFERED], reasons)


def _missing(row: Row, columns: Sequence[str], page: Box) -> Row:
    """Return the other half of a row of which nothing was found: the strip at its height, px, nothing proposed."""
    top = min(reading.box.y for reading in row.values())
    bottom = max(reading.box.bottom for reading in row.values())
    strip = Box(page.x, top, page.w, bottom - top)
    return {name: Reading("", 0.0, Ink.UNREADABLE, strip, reasons=(MISSING,)) for name in columns}
