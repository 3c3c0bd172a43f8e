"""What people decided of a page, as lines of text at the places where it stands on the picture.

A cell that nobody has decided has no line, whatever was read there; nor has one that is blank or that nobody could read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.entries import Entry
from pipeline.exports._transcript import plain
from pipeline.forms import Form
from pipeline.geometry import Box

UNSEEN_LINES = 60
"""Lines down a page where the text of cells stands that the machine did not see; 60 lines fill A4 in a print of 10 points."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of decided text.

    Attributes:
        text: NFC, without line breaks or control characters, never empty.
        box: where it stands on the delivered picture, px.
    """

    text: str
    box: Box


def lines_of(entry: Entry, form: Form, size: tuple[int, int]) -> list[Line]:
    """Return the decided text of an entry in printed order; a text of several lines shares its cell's height.

    The text of a cell that the machine did not see stands at the left edge of the page, line below line.

    Args:
        entry: the entry.
        form: the form it was read with.
        size: width and height of the delivered picture, px.
    """
    lines: list[Line] = []
    unseen = 0
    for column in form.columns:
        texts = [" ".join(part.split()) for part in plain(entry.decided(column.name) or "").split("\n")]
        texts = [text for text in texts if text]
        reading = entry.readings.get(column.name)
        if reading is not None:
            lines += _stacked(texts, reading.box.inside(*size))
        else:
            height = max(1, size[1] // UNSEEN_LINES)
            lines += [
                Line(text, Box(0, (unseen + place) * height, size[0], height).inside(*size))
                for place, text in enumerate(texts)
            ]
            unseen += len(texts)
    return lines


def top_of(entry: Entry) -> int:
    """Return the upper edge of the highest cell of an entry, px of the delivered picture; 0 if the machine saw none."""
    return max(0, min((reading.box.y for reading in entry.readings.values()), default=0))


def _stacked(texts: list[str], box: Box) -> Iterator[Line]:
    for place, text in enumerate(texts):
        top, bottom = (box.y + box.h * edge // len(texts) for edge in (place, place + 1))
        yield Line(text, Box(box.x, top, box.w, max(1, bottom - top)))
