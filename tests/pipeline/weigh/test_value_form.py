"""A cell of a kind holds values of that kind, or nearly always."""

import pytest

from pipeline.entries import SURE


@pytest.mark.parametrize(
    ("column", "said", "text"),
    [
        ("meNgaySinh", {"năm 1989": 0.99}, "1989"),  # the printed word
        ("nksNgaySinh", {"31 tháng 02/01/2018": 0.9, "02/01/2018": 0.05}, "02/01/2018"),  # the neighbour's print
        ("nksNgaySinh", {"12.05.198": 0.5, "12.05.1989": 0.3}, "12.05.1989"),
        ("ngayDangKy", {"10/2020": 0.7, "10/10/2020": 0.2}, "10/10/2020"),  # a registration has its day
        ("nycSoGiayToTuyThan", {"1091007537": 0.3, "091007537": 0.3}, "091007537"),
        ("nksNgaySinh", {"12/05/1089": 0.5, "12/05/1989": 0.4}, "12/05/1989"),  # nobody lived then
    ],
)
def test_a_value_goes_before_what_is_none(page, only, column, said, text):
    (read,) = only("value_form", page({column: said}))
    assert read.entries[0][column].text == text


@pytest.mark.parametrize(
    ("column", "text", "why"),
    [
        ("meNgaySinh", "1989", "a year is a whole value"),
        ("meNgaySinh", "36 tuổi", "an age is one too"),
        ("nksNgaySinh", "05/1989", "and so is a month"),
        ("nksHoTen", "H'Mông 12", "a name has no form"),
        ("nycSoGiayToTuyThan", "090 757 939", "nine digits, apart"),
    ],
)
def test_it_is_silent_about_values(page, only, column, text, why):
    before = page({column: text})
    assert only("value_form", before) == [before], why


def test_a_remark_stays_the_proposal_but_is_not_sure(page, only):
    (read,) = only("value_form", page({"ngayDangKy": {"không rõ": 0.99}}))
    assert (read.entries[0]["ngayDangKy"].text, read.entries[0]["ngayDangKy"].confidence < SURE) == ("không rõ", True)
