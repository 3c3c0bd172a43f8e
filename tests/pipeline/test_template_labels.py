"""A cell begins behind the last printed word of its label, whatever was read of that word."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.geometry import Box
from pipeline.sheets import Word
from pipeline.template_cells import proposed

ROWS = (("Số thứ tự:", 100), ("Tên họ đứa trẻ:", 160), ("Dân tộc:", 220), ("Sinh ở đâu:", 280))


def page(spoilt: dict[str, tuple[str, float]], *, dark: int = 40) -> tuple[np.ndarray, list[Word]]:
    """Return a (1100, 800) print whose words are bars of ink before dotted lines, and what is read of them at twice that size.

    Args:
        spoilt: what is read instead of a word, and how surely; '' for nothing at all.
        dark: grey level of the ink.
    """
    picture, words = np.full((1100, 800), 242, np.uint8), []
    for row, (text, y) in enumerate(ROWS):
        x = 60
        for part in text.split():
            wide = 11 * len(part)
            for at in range(x, x + wide, 4):
                cv2.line(picture, (at, y - 18), (at, y - 4), (dark,), 2)
            read, sure = spoilt.get(part, (part, 0.95))
            if read:
                words.append(Word(read, Box(2 * x, 2 * (y - 18), 2 * wide, 36), sure, row))
            x += wide + 8
        for at in range(x, 740, 5):
            cv2.line(picture, (at, y), (at + 1, y), (110,), 2)
    return picture, words


@pytest.mark.parametrize(
    ("spoilt", "labels"),
    [
        ({}, ["Số thứ tự", "Tên họ đứa trẻ", "Dân tộc", "Sinh ở đâu"]),
        (
            {"tự:": ("tự:,", 0.0), "trẻ:": ("trẻ:", 0.38), "tộc:": ("tộc:,", 0.15), "đâu:": ("đâu:", 0.0)},
            ["Số thứ tự", "Tên họ đứa trẻ", "Dân tộc", "Sinh ở đâu"],
        ),
        (
            {"tự:": ("", 0.0), "trẻ:": ("", 0.0), "tộc:": ("", 0.0), "đâu:": ("", 0.0)},
            ["Số thứ", "Tên họ đứa", "Dân", "Sinh ở"],
        ),
    ],
)
def test_a_cell_begins_behind_the_print_of_its_label(spoilt, labels):
    cells, *_ = proposed(*page(spoilt))
    assert [cell.label for cell in cells] == labels
    for cell, (text, _) in zip(cells, ROWS, strict=True):
        end = 60 + sum(11 * len(part) + 8 for part in text.split()) - 8
        assert end - 4 <= cell.box[0] * 800 <= end + 16, text


def test_writing_on_the_dotted_line_is_no_label_and_stays_in_the_cell():
    picture, words = page({})
    words.append(Word("Xuân", Box(2 * 240, 2 * 204, 100, 32), 0.91, 2))
    for at in range(240, 290, 5):
        cv2.line(picture, (at, 204), (at, 214), (150,), 2)
    cells, *_ = proposed(picture, words)
    assert [cell.label for cell in cells][2:] == ["Dân tộc", "Sinh ở đâu"]
    assert cells[2].box[0] * 800 < 170


def test_a_shade_of_writing_where_the_line_is_broken_is_no_label():
    picture, words = page({})
    picture[216:226, 300:420] = 242
    for at in range(310, 400, 5):
        cv2.line(picture, (at, 204), (at, 214), (150,), 2)
    words.append(Word("“Stu", Box(2 * 310, 2 * 202, 180, 32), 0.7, 2))
    assert [cell.label for cell in proposed(picture, words)[0] if cell.label][2:] == ["Dân tộc", "Sinh ở đâu"]


def test_what_stands_close_behind_a_colon_is_writing():
    picture, words = page({})
    picture[216:226, 170:300] = 242
    for at in range(176, 220, 5):
        cv2.line(picture, (at, 204), (at, 214), (60,), 2)
    words.append(Word("Œr", Box(2 * 172, 2 * 202, 90, 32), 0.7, 2))
    assert [cell.label for cell in proposed(picture, words)[0]][2:] == ["Dân tộc", "Sinh ở đâu"]


def test_a_printed_word_over_feet_taken_for_a_ruling_is_a_label():
    picture, words = page({})
    y = ROWS[2][1]
    cv2.line(picture, (60, y), (150, y), (110,), 1)
    cells, *_ = proposed(picture, words)
    assert [cell.label for cell in cells][2:] == ["Dân tộc", "Sinh ở đâu"]
