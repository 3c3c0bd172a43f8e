"""Text lines and columns are found on ruled, unruled and curled pages; where nothing is written none is invented."""

import cv2
import numpy as np
import pytest

from pipeline import text_lines

ROWS, COLUMNS = 700, 520
PITCH = 34
LEFT, MIDDLE, RIGHT = 40, 260, 480


def curl(x):
    """Return how many px a curled line rises at x."""
    return 10 * np.sin(np.pi * np.asarray(x) / COLUMNS)


def flat(x):
    return 0 * np.asarray(x)


def written(columns=((LEFT, RIGHT),), rise=flat):
    """Return a (H, W, 3) page of words and the baselines drawn, each as (first x, last x, y without the rise)."""
    picture, chance, lines = np.full((ROWS, COLUMNS, 3), 225, np.uint8), np.random.default_rng(5), []
    for first, last in columns:
        for y in range(80, ROWS - 40, PITCH):
            x = first + 8
            while x < last - 12:
                foot = y - int(rise(x))
                head = foot - (20 if chance.random() < 0.2 else 10)
                cv2.line(picture, (x, head), (x - 2, foot), (60, 60, 70), 2)
                cv2.line(picture, (x, foot - 1), (x + 6, foot - 9), (60, 60, 70), 2)
                x += 22 if chance.random() < 0.2 else 12
            lines.append((first + 8, last - 12, y))
    return picture, lines


def ruled(picture):
    for x in (LEFT, MIDDLE, RIGHT):
        cv2.line(picture, (x, 30), (x + 6, ROWS - 20), (150, 150, 160), 2)
    return picture


def found_of(lines, page, rise=flat):
    """Return how many drawn lines have a baseline near them over most of their length, one each."""
    near = 0
    for first, last, y in lines:
        x = np.arange(first, last)
        for line in page.lines:
            there = np.interp(x, line.baseline[:, 0], line.baseline[:, 1], left=np.inf, right=np.inf)
            near += bool((np.abs(there - (y - rise(x))) < PITCH / 3).mean() > 0.7)
    return near


TWO = ((LEFT + 6, MIDDLE), (MIDDLE + 12, RIGHT))
GAP = ((LEFT, MIDDLE - 40), (MIDDLE + 40, RIGHT))


@pytest.mark.parametrize(
    ("columns", "rise", "draw"),
    [
        (((LEFT, RIGHT),), flat, lambda picture: picture),
        (((LEFT, RIGHT),), curl, lambda picture: picture),
        (TWO, flat, ruled),
        (GAP, flat, lambda picture: picture),
    ],
    ids=["unruled", "curled", "two ruled columns", "two columns with a white gap"],
)
def test_every_line_of_a_drawn_page_is_found_once_and_no_other(columns, rise, draw):
    picture, lines = written(columns, rise)
    page = text_lines.find(draw(picture))
    assert found_of(lines, page, rise) == len(lines) == len(page.lines)
    assert page.pitch == pytest.approx(PITCH, abs=2)


@pytest.mark.parametrize(
    ("columns", "draw"), [(TWO, ruled), (GAP, lambda picture: picture)], ids=["ruled", "white gap"]
)
def test_lines_left_and_right_stand_in_columns_of_their_own(columns, draw):
    page = text_lines.find(draw(written(columns)[0]))
    left = {line.column for line in page.lines if line.box.right <= MIDDLE + 12}
    right = {line.column for line in page.lines if line.box.x >= MIDDLE - 12}
    assert len(left) == len(right) == 1
    assert left != right


def test_a_ragged_edge_or_the_spaces_between_words_make_no_column():
    assert text_lines.find(written()[0]).rulings == ()


def test_a_box_holds_the_letters_of_its_line():
    page = text_lines.find(written()[0])
    assert all(line.box.y < line.baseline[:, 1].min() < line.box.bottom for line in page.lines)
    assert all(line.box.x >= LEFT - 4 and line.box.right <= RIGHT + 4 for line in page.lines)


@pytest.mark.parametrize(
    "picture",
    [
        np.full((ROWS, COLUMNS, 3), 255, np.uint8),
        np.zeros((ROWS, COLUMNS, 3), np.uint8),
        np.full((1, 1, 3), 128, np.uint8),
        np.zeros((1, 300, 3), np.uint8),
        np.zeros((300, 1, 3), np.uint8),
        ruled(np.full((ROWS, COLUMNS, 3), 225, np.uint8)),
    ],
    ids=["blank", "black", "one pixel", "one row", "one column", "ruled and empty"],
)
def test_where_nothing_is_written_no_line_is_invented(picture):
    before = picture.copy()
    assert text_lines.find(picture).lines == ()
    np.testing.assert_array_equal(picture, before)
