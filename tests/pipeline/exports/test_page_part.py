"""Which part of a page belongs to one case."""

import math
from dataclasses import replace

import pytest

from pipeline.entries import Entry, Ink, Reading
from pipeline.exports._page_part import WHOLE, parts, turned, turned_size
from pipeline.forms import Column, Form
from pipeline.geometry import Box

SIZE = (1000, 800)
COLUMNS = ("so", "nksHoTen", "nksNoiSinh")
FORM = Form(
    "rows", "Sổ", "KS", (), (), (1960, 1998), "ruled_rows", 0, (),
    tuple(Column(name, "free_text", (name,), 0, name) for name in COLUMNS),
)  # fmt: skip


PRINTED = replace(
    FORM, name="printed", columns=tuple(replace(column, row=row) for row, column in enumerate(FORM.columns))
)


def boxed(corners):
    """Return the upright box around four points."""
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Box(round(min(xs)), round(min(ys)), round(max(xs) - min(xs)), round(max(ys) - min(ys)))


def case(shelf, number, rows, degrees=0.0):
    """Return an entry whose cells lie in a level row, on a picture that was then turned clockwise by some degrees."""
    angle, middle = math.radians(degrees), (SIZE[0] / 2, SIZE[1] / 2)

    def leaning(x, y):
        dx, dy = x - middle[0], y - middle[1]
        return (
            dx * math.cos(angle) - dy * math.sin(angle) + middle[0],
            dx * math.sin(angle) + dy * math.cos(angle) + middle[1],
        )

    readings = {}
    for name, (x, y, w, h) in zip(COLUMNS, rows, strict=True):
        corners = [leaning(*at) for at in ((x, y), (x + w, y), (x + w, y + h), (x, y + h))]
        readings[name] = Reading("", 0.0, Ink.WRITTEN, boxed(corners))
    return Entry(number, shelf.page(1), number, "rows", readings, {})


def row(top, height=60):
    return [(100, top, 80, height), (200, top, 300, height), (520, top, 380, height)]


def cut(entries):
    return parts(entries, {"rows": FORM, "printed": PRINTED}, SIZE)


def test_cases_one_below_the_other_share_the_head_and_lose_nothing(shelf):
    found = cut([case(shelf, i, row(200 + 100 * i)) for i in range(1, 4)])
    heads, starts, ends = ({i: getattr(part, name) for i, part in found.items()} for name in ("head", "start", "end"))
    assert set(heads.values()) == {starts[1]}
    assert (ends[1], ends[2], ends[3]) == (starts[2], starts[3], 1.0)
    assert starts[1] == pytest.approx((300 - 20) / 800)  # half of the 40 px between two cases


def test_rows_of_a_ruled_table_are_cut_along_their_rulings(shelf):
    found = cut([case(shelf, i, row(200 + 60 * i)) for i in range(1, 4)])
    assert [round(800 * part.start) for part in found.values()] == [260, 320, 380]
    assert [round(800 * part.head) for part in found.values()] == [260] * 3


def test_marks_of_tone_have_room_where_cases_stand_far_apart(shelf):
    found = cut([case(shelf, i, row(300 * i)) for i in range(1, 3)])
    assert found[2].start == pytest.approx((600 - 0.35 * 60) / 800)


def test_cases_side_by_side_get_the_left_and_the_right_page(shelf):
    left = case(shelf, 1, [(50, 100, 80, 40), (50, 200, 300, 40), (50, 300, 380, 40)])
    right = case(shelf, 2, [(550, 100, 80, 40), (550, 200, 300, 40), (550, 300, 380, 40)])
    found = cut([replace(entry, form="printed") for entry in (left, right)])
    assert [(part.across, part.head) for part in found.values()] == [(True, 0.0), (True, 0.0)]
    assert (found[1].start, found[1].end, found[2].end) == (0.0, found[2].start, 1.0)
    assert 0.43 < found[1].end < 0.55


@pytest.mark.parametrize("degrees", [2.0, -3.0, 90.0, -90.0, 180.0])
def test_a_page_that_leans_or_lies_is_levelled_before_it_is_cut(shelf, degrees):
    found = cut([case(shelf, i, row(150 + 100 * i), degrees) for i in range(1, 4)])
    assert [part.turn for part in found.values()] == pytest.approx([degrees] * 3, abs=0.3)
    assert not any(part.across for part in found.values())
    height = turned_size(SIZE, degrees)[1]
    top = (250 - 400 + height / 2 - 20) / height
    assert found[1].start == pytest.approx(top, abs=0.01)


@pytest.mark.parametrize(
    ("entries", "why"),
    [
        (lambda shelf: [case(shelf, 1, row(200))], "one case: the whole page is its"),
        (lambda shelf: [case(shelf, 1, row(200)), case(shelf, 2, row(210))], "they overlap"),
        (lambda shelf: [case(shelf, i, row(150 + 100 * i), 30.0) for i in range(1, 4)], "no page leans by so much"),
        (
            lambda shelf: [case(shelf, 1, row(200)), Entry(2, shelf.page(1), 2, "rows")],
            "nobody knows where the other is",
        ),
    ],
)
def test_a_page_that_cannot_be_cut_stays_whole(shelf, entries, why):
    assert set(cut(entries(shelf)).values()) == {WHOLE}


@pytest.mark.parametrize("degrees", [0.0, 2.0, -40.0, 90.0, 180.0])
def test_a_turn_keeps_the_middle_and_levels_what_leaned(degrees):
    width, height = turned_size(SIZE, degrees)
    assert turned((500, 400), SIZE, degrees) == pytest.approx((width / 2, height / 2))
    along = (500 + 100 * math.cos(math.radians(degrees)), 400 + 100 * math.sin(math.radians(degrees)))
    assert turned(along, SIZE, degrees) == pytest.approx((width / 2 + 100, height / 2))
