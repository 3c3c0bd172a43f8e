"""Dates of registration that go up with the numbers."""

import pytest

from pipeline.rules.date_order import DateOrder


@pytest.mark.parametrize(
    ("cells", "ids", "said"),
    [
        (
            [("1", "3/1/2018"), ("2", "5/3/2018"), ("3", "4/2/2018"), ("4", "6/3/2018"), ("5", "7/3/2018")],
            {(2, 3), (3, 2)},
            "ngày đăng ký",
        ),
        (
            [("1", "3/1/2018"), ("2", "5/12/2018"), ("3", "4/2/2018"), ("4", "6/3/2018")],
            {(2, 3)},
            "Số 2 (trang 1): ngày đăng ký 05.12.2018 muộn hơn ngày 04.02.2018 của số 3 (trang 2)",
        ),
        (
            [("1", "3/2/2018"), ("2", "5/2/2018"), ("3", "1/1/2018"), ("4", "6/2/2018")],
            {(3, 2)},
            "Số 3 (trang 2): ngày đăng ký 01.01.2018 sớm hơn ngày 05.02.2018 của số 2 (trang 1)",
        ),
        ([("1", "3/1/2018"), ("2", "04/2018"), ("3", "03/2018"), ("4", "5/3/2018")], {(2, 3)}, "muộn hơn ngày 03.2018"),
    ],
)
def test_a_date_out_of_order_is_named_with_the_one_it_contradicts(book, entries, cells, ids, said):
    (finding,) = DateOrder()(book(), entries(*cells))
    assert finding.entry_ids in ids
    assert said in finding.message


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ([("1", "3/1/2018"), ("2", "3/1/2018"), ("3", "5/1/2018")], "several on one day"),
        ([("2", "5/1/2018"), ("1", "3/1/2018")], "two pages were photographed in the other order"),
        ([("57", "5/1/2018"), ("58", "30/12/2018")], "a long time without births, in a second volume"),
        ([("1", "30/12/2018"), ("1", "3/1/2019")], "the next year begins again at 1"),
        ([("2", "30/12/2018"), ("1/2019", "3/1/2019"), ("3", "31/12/2018")], "years that share a book are kept apart"),
        ([("1", "05/2018"), ("2", "3/5/2018"), ("3", "2018"), ("4", "05/2018")], "the days may well be in order"),
        ([("1", "3/5/2018"), ("2", ""), ("3", "32 tuổi"), ("4", "4/5/2018")], "no date to compare"),
        ([("1", "3/5/2018"), ("", "3/1/2018")], "no number to compare by"),
        ([], "a book that is not read yet"),
    ],
)
def test_dates_that_may_be_in_order_are_no_doubt(book, entries, cells, why):
    assert DateOrder()(book(), entries(*cells)) == []
