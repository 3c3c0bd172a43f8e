"""Cells lie where the labels of a form say, also where one of them was not seen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pipeline.forms import Form, loader
from pipeline.geometry import Box
from pipeline.layouts._labels import lay_over, rows_of
from pipeline.layouts.printed_labels import PrintedLabels
from pipeline.sheets import Cell, Sheet, Word

SHEET = Sheet.of(np.full((2339, 1654, 3), 245, np.uint8))
PITCH = 62
FORM = loader.load("birth-2006")


def row(number: int, *words: tuple[str, int]) -> list[Word]:
    """Return the words of one printed row, each with its left edge; a letter is 10 px wide."""
    top = 200 + PITCH * number
    return [Word(text, Box(x, top, 10 * len(text), 22), 0.95, number) for text, x in words]


def page(*changed: list[Word]) -> list[Word]:
    """Return the printed words of the first entry of the form, with some rows said anew."""
    rows = {
        0: row(0, ("Số:", 111), ("Quyển số:", 398)),
        1: row(1, ("Họ và tên:", 111), ("Giới tính:", 1114)),
        2: row(2, ("Ngày, tháng, năm sinh:", 111)),
        3: row(3, ("Bằng chữ:", 111)),
        4: row(4, ("Nơi sinh:", 111)),
        5: row(5, ("Dân tộc:", 111), ("Quốc tịch:", 822)),
        6: row(6, ("Quê quán:", 111)),
        7: row(7, ("Họ và tên cha:", 111)),
        8: row(8, ("Dân tộc:", 111), ("Quốc tịch:", 579), ("Năm sinh:", 1115)),
        9: row(9, ("Nơi thường trú/tạm trú:", 111)),
        10: row(10, ("Họ và tên mẹ:", 111)),
        11: row(11, ("Dân tộc:", 111), ("Quốc tịch:", 579), ("Năm sinh:", 1115)),
        12: row(12, ("Nơi thường trú/tạm trú:", 111)),
    }
    for words in changed:
        rows[words[0].line] = words
    return [word for words in rows.values() for word in words]


def cells(words: list[Word], form: Form = FORM) -> dict[str, Cell]:
    """Return the cells of the first entry by their columns."""
    return {cell.column: cell for cell in PrintedLabels()(SHEET, words, form) if cell.entry == 0}


def test_a_cell_runs_from_its_label_to_the_next() -> None:
    found = cells(page())
    assert 111 + 30 <= found["so"].box.x < found["so"].box.right <= 398
    assert found["quyenSo"].box.x >= 398 + 90
    assert found["so"].label_found
    assert found["meNgaySinh"].label_found


def test_a_short_label_is_not_the_end_of_a_longer_one() -> None:
    found = cells(page(row(0, ("s.", 111), ("Quyển số:", 398))))
    assert found["quyenSo"].box.x >= 398 + 90
    assert found["so"].box.right <= 398
    assert not found["so"].label_found


@pytest.mark.parametrize(
    ("words", "start", "why"),
    [
        ((("Hội và tần", 111), ("chai", 221)), 261, "a letter too many, the end misread: the last word is the label's"),
        ((("Họ và tên", 111), ("cha", 211)), 241, "no colon"),
        ((("Họ và tên", 111), ("cha:Nam", 211)), 251, "the value is glued to the label"),
        ((("Họ và tên", 111), ("chaHùng", 211)), 241, "the value is glued to a label without a colon"),
        ((("Họ và tên", 111), ("cha:An", 211)), 251, "a value of two letters"),
    ],
)
def test_a_cell_begins_behind_the_last_word_of_its_label(
    words: tuple[tuple[str, int], ...], start: int, why: str
) -> None:
    cell = cells(page(row(7, *words)))["chaHoTen"]
    assert cell.label_found, why
    assert abs(cell.box.x - start) <= 8, why


def test_a_label_that_was_not_seen_stands_where_a_row_that_prints_the_same_has_it() -> None:
    found = cells(page(row(11, ("Dân tộc:", 111), ("Quốc tịch:", 579), ("wănan.", 1115))))
    assert found["meNgaySinh"].box.x >= 1115 + 90
    assert found["meNgaySinh"].label_found


def test_without_such_a_row_its_place_is_a_guess_and_says_so() -> None:
    found = cells(page(row(5, ("Dân tộc:", 111), ("#41", 1000))))
    assert not found["nksQuocTich"].label_found


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ([], "nothing is printed"),
        (row(0, ("GIẤY MỜI", 300)), "another paper"),
        (row(0, ("1234567", 300), ("12/05/1989", 700)), "numbers only"),
    ],
)
def test_no_entry_without_printed_evidence(words: list[Word], why: str) -> None:
    assert not PrintedLabels()(SHEET, words, FORM), why


def test_words_of_a_row_that_curls_stay_one_row() -> None:
    curled = [Word("Số:", Box(111, 200, 30, 22), 0.9, 0), Word("Quyển số:", Box(398, 211, 90, 22), 0.9, 0)]
    assert len(rows_of(curled)) == 1
    assert set(lay_over(rows_of(curled), FORM, 1)) == {(0, 0)}


def test_a_row_of_which_nothing_was_seen_is_placed_by_the_same_row_of_another_entry() -> None:
    first = page()
    second = [replace(word, box=replace(word.box, y=word.box.y + 16 * PITCH)) for word in first if word.line > 0]
    found = [cell for cell in PrintedLabels()(SHEET, [*first, *second], FORM) if cell.entry == 1]
    volume = next(cell for cell in found if cell.column == "quyenSo")
    assert volume.label_found
    assert volume.box.x >= 398 + 90
    assert abs(volume.box.y - (200 + 16 * PITCH)) < PITCH
