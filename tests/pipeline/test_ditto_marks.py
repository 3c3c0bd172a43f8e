"""A ditto mark is seen by its shape; letters, digits and specks are not taken for one."""

import cv2
import numpy as np
import pytest

from pipeline.ditto_marks import SEEN, as_mark, with_marks
from pipeline.entries import SURE, Candidate, Ink
from pipeline.geometry import Box
from pipeline.sheets import Cell, Sheet

PEN = (40, 30, 60)
SMALL = (((300, 90), (298, 102)), ((312, 90), (310, 102)))
SLASHES = (((300, 70), (288, 110)), ((318, 70), (306, 110)))
DASHES = (((250, 96), (280, 96)), ((330, 96), (362, 96)))


def seen(*lines, text="", kind="place", ink=Ink.BLANK):
    """Return the cell of 460 x 150 px on a page with these strokes, or this text, in it."""
    page = np.full((1654, 2339, 3), 240, np.uint8)
    for start, end in lines:
        cv2.line(page, start, end, PEN, 3)
    cv2.putText(page, text, (260, 110), cv2.FONT_HERSHEY_SIMPLEX, 1.3, PEN, 3)
    (cell,) = with_marks(Sheet.of(page), [Cell("x", 0, Box(100, 25, 460, 150), ink)], {"x": kind})
    return cell


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (SMALL, "place"),
        (SMALL, "partial_date"),
        ((*SMALL, *DASHES), "ethnicity"),
        (SLASHES, "person_name"),
        ((*SLASHES, *DASHES), "place"),
    ],
)
def test_two_strokes_alone_are_a_mark_and_the_cell_is_written(lines, kind):
    assert (seen(*lines, kind=kind).ditto, seen(*lines, kind=kind).ink) == (True, Ink.WRITTEN)


@pytest.mark.parametrize(
    ("lines", "text", "kind", "why"),
    [
        ((), "", "place", "an empty cell"),
        (SMALL, "", "number", "every case has its own number"),
        (SLASHES, "", "partial_date", "as high as digits it may be eleven"),
        (SMALL[:1], "", "place", "one stroke"),
        ((*SMALL, ((324, 90), (322, 102))), "", "place", "three strokes"),
        ((SMALL[0], ((420, 90), (418, 102))), "", "place", "two specks far from each other"),
        ((SMALL[0], ((312, 106), (310, 118))), "", "place", "one above the other"),
        ((SMALL[0], SLASHES[1]), "", "place", "strokes of unlike height"),
        (DASHES, "", "place", "two dashes"),
        ((), "TL", "person_name", "two letters"),
        ((), "Hoa", "ethnicity", "a word"),
        (SMALL, "Hoa", "ethnicity", "a word with strokes over it"),
    ],
)
def test_what_is_no_mark_stays_what_it_is(lines, text, kind, why):
    cell = seen(*lines, text=text, kind=kind)
    assert (cell.ditto, cell.ink) == (False, Ink.BLANK), why


def test_what_was_read_stays_behind_the_mark_and_the_mark_is_not_sure():
    after = as_mark([Candidate("11", 0.95), Candidate('"', 0.03)])
    assert [one.text for one in after] == ['"', "11"]
    assert after[1].probability < after[0].probability == SEEN < SURE
    assert as_mark([]) == [Candidate('"', SEEN)]
