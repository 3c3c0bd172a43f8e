"""A written line comes out the same however it was cut, on whatever paper, and without what was printed."""

from itertools import pairwise

import cv2
import numpy as np
import pytest

from pipeline.cell_lines import of_cell, split
from pipeline.lines import HEIGHT, halved, prepared
from pipeline.writing import strengthened

INK = (40, 50, 120)


def line_of(text="Nguyen Van Hai", paper=(245, 244, 236), ink=INK, frame=(10, 10)):
    """Return a drawn line with empty rows above and below."""
    picture = np.full((48 + sum(frame), 420, 3), paper, np.uint8)
    cv2.putText(picture, text, (20, frame[0] + 34), cv2.FONT_HERSHEY_SCRIPT_SIMPLEX, 1.2, ink, 2, cv2.LINE_AA)
    return picture


def likeness(one, two):
    """Return the correlation of two prepared lines scaled to one width."""
    two = cv2.resize(two, (one.shape[1], one.shape[0]), interpolation=cv2.INTER_AREA)
    return np.corrcoef(one.ravel(), two.ravel())[0, 1]


CLEAN = prepared(line_of())


@pytest.mark.parametrize(
    ("picture", "why"),
    [
        (line_of(frame=(24, 24)), "a loose crop"),
        (line_of(frame=(2, 2)), "a tight crop"),
        (line_of(paper=(196, 176, 134)), "dark oiled paper"),
        (line_of(ink=(150, 150, 175)), "faded ink"),
        (line_of(ink=(25, 25, 28)), "black ink"),
        (cv2.resize(line_of(), None, fx=2, fy=2), "a scan at twice the resolution"),
    ],
)
def test_the_same_writing_comes_out_alike_on_any_paper_and_in_any_crop(picture, why):
    assert likeness(CLEAN, prepared(picture)) > 0.8, why


def test_a_prepared_line_has_one_height_and_black_ink_on_no_paper():
    assert CLEAN.shape[0] == HEIGHT
    assert CLEAN.dtype == np.uint8
    assert CLEAN.max() == 255
    assert np.median(CLEAN) <= 2


FAINT = (225, 226, 232)
"""So pale on paper of 245 that it is no ink."""


def test_writing_too_pale_to_be_ink_is_ink_when_it_is_strengthened():
    pale = line_of(ink=FAINT)
    assert not prepared(pale).any()
    assert likeness(CLEAN, prepared(strengthened(pale))) > 0.8


@pytest.mark.parametrize(
    ("picture", "why"),
    [
        (line_of(), "ink as it is"),
        (np.full((60, 300, 3), 245, np.uint8), "paper"),
        (line_of(ink=(240, 239, 232)), "what is no darker than the grain of paper"),
    ],
)
def test_nothing_else_is_strengthened(picture, why):
    np.testing.assert_array_equal(strengthened(picture), picture, why)


@pytest.mark.parametrize("grey", [255, 200, 90, 0])
def test_empty_paper_comes_out_empty(grey):
    assert not prepared(np.full((60, 300, 3), grey, np.uint8)).any()


def test_a_ruled_line_under_the_words_goes():
    picture = line_of()
    picture[58:60] = (90, 90, 90)
    assert likeness(CLEAN, prepared(picture)) > 0.8


def test_a_dotted_line_under_the_words_goes():
    picture = line_of()
    for x in range(0, 420, 6):
        picture[58:60, x : x + 2] = (90, 90, 90)
    assert likeness(CLEAN, prepared(picture)) > 0.8


FRAMES = {
    "a thick foot": lambda picture: picture.__setitem__(slice(-8, None), (70, 70, 70)),
    "a thick head": lambda picture: picture.__setitem__(slice(0, 7), (70, 70, 70)),
    "a foot and a side": lambda picture: (
        picture.__setitem__(slice(-7, None), (50, 50, 50)),
        picture.__setitem__((slice(None), slice(-5, None)), (50, 50, 50)),
    ),
    "a head and a leaning side": lambda picture: (
        picture.__setitem__(slice(0, 5), (60, 60, 60)),
        cv2.line(picture, (4, 0), (2, picture.shape[0]), (60, 60, 60), 5),
    ),
}
"""What is left of a cell's frame in a picture of its writing."""


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("ink", [INK, (150, 150, 175)])
def test_a_frame_of_any_thickness_goes_and_the_writing_stays(frame, ink):
    picture = line_of(ink=ink)
    FRAMES[frame](picture)
    assert likeness(CLEAN, prepared(picture)) > 0.75, frame


def test_a_red_stamp_is_paler_than_the_ink_under_it():
    picture = line_of()
    cv2.circle(picture, (360, 30), 40, (215, 60, 60), 3)
    line = prepared(picture)
    assert line[:, -20:].mean() < line[:, 10:200].mean()


@pytest.mark.parametrize(
    ("mark", "why"),
    [
        (((200, 12), (212, 4)), "an acute mark"),
        (((196, 20), (216, 20)), "a flat tone mark is no ruling: it is short"),
        (((204, 60), (205, 61)), "a dot below is no dotted line: it is alone"),
    ],
)
def test_tone_marks_stay(mark, why):
    bare, marked = line_of(frame=(20, 20)), line_of(frame=(20, 20))
    cv2.line(marked, mark[0], mark[1], INK, 3, cv2.LINE_AA)
    assert prepared(marked).sum(dtype=int) != prepared(bare).sum(dtype=int), why
    x, y = mark[0]
    crop = marked[max(y - 12, 0) : y + 14, x - 20 : x + 40]
    assert prepared(crop).any(), why


@pytest.mark.parametrize(
    ("frame", "y", "why"),
    [((40, 20), 28, "dashes of the ruling above"), ((16, 40), 74, "dashes of the ruling below")],
)
def test_what_stands_far_above_or_below_a_line_is_none_of_it(frame, y, why):
    picture = line_of(frame=frame)
    bare = prepared(picture)
    for x in range(300, 400, 30):
        cv2.line(picture, (x, y), (x + 16, y), INK, 2, cv2.LINE_AA)
    assert likeness(bare[:, :200], prepared(picture)[:, :200]) > 0.9, why


def test_two_written_lines_are_split_in_their_order():
    cell = np.concatenate([line_of("xa Minh Tien"), line_of("huyen Dai Tu")])
    first, second = split(cell, halved(cell))
    assert likeness(prepared(line_of("xa Minh Tien")), prepared(first)) > 0.7
    assert likeness(prepared(line_of("huyen Dai Tu")), prepared(second)) > 0.7


def test_three_written_lines_are_three():
    cell = np.concatenate([line_of(text) for text in ("xom nam", "xa Minh Tien", "huyen Dai Tu")])
    assert len(split(cell, halved(cell))) == 3


@pytest.mark.parametrize(
    ("text", "wide", "thick"), [("098042279", 150, 5), ("098042279", 200, 6), ("Nguyen Van Hai", 200, 5)]
)
def test_a_rest_of_a_ruling_above_the_writing_is_no_line(text, wide, thick):
    cell = np.full((153, 1200, 3), (245, 244, 236), np.uint8)
    cv2.putText(cell, text, (30, 122), cv2.FONT_HERSHEY_SCRIPT_SIMPLEX, 2.4, INK, 4, cv2.LINE_AA)
    cv2.line(cell, (0, 6), (wide, 7), (60, 60, 66), thick, cv2.LINE_AA)
    (only,) = split(cell, halved(cell))
    assert likeness(prepared(line_of(text)), prepared(only)) > 0.7


@pytest.mark.parametrize(
    ("texts", "upright", "count"),
    [
        (("Thon Hai Lung", "Xa Van Xuan", "Ba Vi, Ha Tay"), 10, 3),
        (("Thon Hai Lung", "Xa Van Xuan", "Ba Vi, Ha Tay"), 600, 3),
        (("Nguyen Van", "ao ma"), 10, 2),
        (("Xom 5, Ban Na Ma", "xa cu ma", "con nuoi", "ao ca"), None, 3),
    ],
)
def test_written_lines_stay_beside_a_rest_of_an_upright_ruling(texts, upright, count):
    cell = np.full((60 * len(texts), 900, 3), (245, 244, 236), np.uint8)
    for number, text in enumerate(texts):
        cv2.putText(cell, text, (40, 44 + 60 * number), cv2.FONT_HERSHEY_SCRIPT_SIMPLEX, 1.2, INK, 2, cv2.LINE_AA)
    if upright is not None:
        cv2.line(cell, (upright, 0), (upright, len(cell)), (60, 60, 66), 3)
    assert len(split(cell, halved(cell))) >= count


def test_the_heads_of_the_next_line_are_no_line_of_their_own():
    picture = np.concatenate([line_of(), line_of("BO HO KHAU")[:28]])
    assert len(split(picture, halved(picture))) == 1


def test_a_line_that_the_edge_cuts_at_its_feet_stays_a_line():
    picture = np.concatenate([line_of(), line_of("bill bell hill")[:44]])
    assert len(split(picture, halved(picture))) == 2


def test_a_stroke_that_reaches_over_stays_with_its_own_line():
    cell = np.concatenate([line_of("xa Minh Tien"), line_of("huyen Dai Tu")])
    cv2.line(cell, (60, 30), (60, 78), INK, 2)
    for part in split(cell, halved(cell)):
        assert part.shape[1] == cell.shape[1]
    tops = [part.shape[0] for part in split(cell, halved(cell))]
    assert tops[0] > cell.shape[0] // 2


@pytest.mark.parametrize(
    ("picture", "why"),
    [
        (line_of(), "one line"),
        (line_of(frame=(40, 40)), "one line in a high cell"),
        (np.full((90, 300, 3), 240, np.uint8), "no line"),
        (line_of("123/2016"), "figures only"),
    ],
)
def test_a_cell_of_one_line_stays_whole(picture, why):
    parts = split(picture, halved(picture))
    assert len(parts) == 1, why
    assert parts[0] is picture


@pytest.mark.parametrize("picture", [line_of(frame=(40, 40)), line_of(frame=(2, 2)), line_of()[:40]])
def test_one_line_of_a_cell_is_prepared_as_a_line(picture):
    (only,) = of_cell(picture)
    assert (only == prepared(picture)).all()


@pytest.mark.parametrize("picture", [np.full((90, 300, 3), 240, np.uint8), np.full((1, 1, 3), 0, np.uint8)])
def test_a_cell_without_ink_has_no_line(picture):
    assert not of_cell(picture)


@pytest.mark.parametrize("text", ["Manh", "Lac", "Hoa"])
@pytest.mark.parametrize("below", [0.3, 0.6, 0.85])
def test_a_dot_below_a_word_without_descenders_stays(text, below):
    bare = line_of(text, frame=(20, 24))
    rows = np.flatnonzero((bare.min(axis=2) < 150).any(axis=1))
    small = 18  # px, its small letters
    dotted = bare.copy()
    cv2.circle(dotted, (60, int(rows[-1] + 3 + below * small)), 2, INK, -1, cv2.LINE_AA)
    assert prepared(dotted).sum(dtype=int) != prepared(bare).sum(dtype=int)


def test_wider_writing_gives_a_wider_line():
    widths = [prepared(line_of(text)).shape[1] for text in ("Nguyen", "Nguyen Van", "Nguyen Van Hai")]
    assert all(narrow < wide for narrow, wide in pairwise(widths))
