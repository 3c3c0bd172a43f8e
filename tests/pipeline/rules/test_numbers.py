"""Numbers of a year without gaps or doubles."""

import pytest

from pipeline.rules.numbers import Numbers

DAY = "12/5/2018"


@pytest.mark.parametrize(
    ("cells", "ids", "said"),
    [
        ([("1", DAY), ("2", DAY), ("4", DAY)], (2, 3), "Năm 2018: thiếu số 3, giữa số 2 (trang 1) và số 4 (trang 2)."),
        ([("1", DAY), ("7", DAY)], (1, 2), "thiếu các số từ 2 đến 6"),
        ([("3", DAY), ("4", DAY)], (1,), "số 3 (trang 1) là số đầu tiên, thiếu các số từ 1 đến 2"),
        ([("1", DAY), ("2", DAY), ("2", DAY)], (2, 3), "số 2 có hai lần, ở trang 1 và trang 2"),
        ([("1", DAY), ("01", DAY)], (1, 2), "số 1 có hai lần"),
        ([("1", DAY), ("2a", DAY)], (2,), "Trang 1, trường hợp 2: số «2a» không rõ là số mấy"),
        ([("1", DAY), ("", DAY)], (2,), "Trang 1, trường hợp 2: chưa có số"),
        ([("1", DAY), ("1/2019", "2/1/2019"), ("3", "5/1/2019")], (2, 3), "Năm 2019: thiếu số 2"),
        ([("1", DAY), ("2", "3/1/2019")], (2,), "Năm 2019: số 2 (trang 1) là số đầu tiên, thiếu số 1"),
    ],
)
def test_a_number_in_doubt_is_named_with_its_page(book, entries, cells, ids, said):
    (finding,) = Numbers()(book(), entries(*cells))
    assert (finding.entry_ids, finding.columns) == (ids, ("so",))
    assert said in finding.message


@pytest.mark.parametrize(
    ("year", "volume", "cells", "why"),
    [
        (2018, "01", [("1", DAY), ("2", DAY), ("3", DAY)], "a normal book"),
        (2018, "02", [("58", DAY), ("59", DAY)], "a second volume continues"),
        (2018, "", [("58", DAY), ("59", DAY)], "nobody said which volume it is"),
        (
            2018,
            "01",
            [("1", DAY), ("2", DAY), ("1", "3/1/2019"), ("2", "4/1/2019")],
            "numbering begins again each year",
        ),
        (2018, "02", [("58", DAY), ("1", "3/1/2019")], "a second volume is used on the next year"),
        (2018, "01", [("2", DAY), ("1", DAY), ("3", DAY)], "two pages were photographed in the other order"),
        (2018, "01", [("1/2018", DAY), ("02/2018", DAY)], "the year stands behind the number"),
        (2018, "01", [("1", "2018"), ("2", "05/2018")], "the year of registration is enough"),
        (2018, "01", [("1", DAY), ("2", ""), ("3", DAY)], "a date that cannot be read belongs to its neighbours"),
        (0, "", [("1", ""), ("2", "")], "no year is known at all"),
        (2018, "01", [], "a book that is not read yet"),
    ],
)
def test_what_a_normal_office_does_is_no_doubt(book, entries, year, volume, cells, why):
    assert Numbers()(book(year, volume), entries(*cells)) == []
