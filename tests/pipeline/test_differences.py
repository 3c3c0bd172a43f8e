"""In what two writings differ, and which only look different."""

import pytest

from pipeline.differences import Difference, between, date_of


@pytest.mark.parametrize(
    ("kind", "ours", "theirs", "said"),
    [
        ("person_name", "Nông Văn Tài", "Nông Văn Tại", Difference.TONE),
        ("person_name", "Đặng Thị Mỹ", "Dang Thi My", Difference.TONE),
        ("person_name", "Nông Văn Tài", "NÔNG VĂN TÀI", Difference.CASE),
        ("person_name", "Nông Văn Tài", "NÔNG VĂN TAI", Difference.TONE),
        ("person_name", "Nông Văn Tài", "Nông Tài", Difference.PART),
        ("person_name", "Nông Tài", "Nông Văn Tài", Difference.PART),
        ("person_name", "Nông Văn Tài", "Nông Văn Tam", Difference.OTHER),
        ("partial_date", "12.05.1989", "1989", Difference.PRECISION),
        ("partial_date", "1989", "01/01/1989", Difference.PRECISION),
        ("partial_date", "05.1989", "12.05.1989", Difference.PRECISION),
        ("partial_date", "12.05.1989", "21.05.1989", Difference.DIGITS),
        ("partial_date", "12.05.1989", "05.12.1989", Difference.DIGITS),
        ("partial_date", "1989", "1998", Difference.DIGITS),
        ("partial_date", "12.05.1989", "13.05.1989", Difference.OTHER),
        ("partial_date", "12.05.1989", "05.1990", Difference.OTHER),
        ("partial_date", "12.05.1989", "không rõ", Difference.OTHER),
        ("number", "12", "21", Difference.DIGITS),
        ("number", "12", "13", Difference.OTHER),
        ("number", "12/2018", "12/2019", Difference.OTHER),
        ("id_number", "025188001010", "025188001001", Difference.DIGITS),
        ("sex", "Nam", "2", Difference.OTHER),
        ("ethnicity", "Tày", "Nùng", Difference.OTHER),
        ("place", "Bản Mới", "Bản Mới, xã Tân Cương", Difference.PART),
        ("person_name", "", "Nông Văn Tài", Difference.BLANK),
    ],
)
def test_a_difference_has_its_kind(kind, ours, theirs, said):
    assert between(kind, ours, theirs) is said


@pytest.mark.parametrize(
    ("kind", "ours", "theirs"),
    [
        ("person_name", "Nông Thị Hòa", "Nông Thị Hoà"),  # both places of the mark are right
        ("person_name", "Nông  Văn Tài", "Nông Văn Tài"),  # blanks
        ("person_name", "Nông Văn Tài", ""),  # the list says nothing
        ("partial_date", "12.05.1989", "12/5/1989"),
        ("partial_date", "12.05.1989", "1989-05-12"),
        ("partial_date", "12.05.1989", "1989-05-12 00:00:00"),  # as databases write it
        ("partial_date", "12.05.1989", "19890512"),
        ("partial_date", "1989", "00/00/1989"),  # as the population's lists write what is not known
        ("partial_date", "05.1989", "--/05/1989"),
        ("number", "12", "012"),
        ("number", "12", "12/2018"),
        ("id_number", "025188001010", "25188001010"),  # a spreadsheet took the zero
        ("sex", "Nữ", "2"),
        ("ethnicity", "Mông", "Hmông"),
        ("place", "Xã Tân Cương, Thái Nguyên", "Xã Tân Cương - Thái Nguyên"),
    ],
)
def test_what_says_the_same_is_no_difference(kind, ours, theirs):
    assert between(kind, ours, theirs) is None


@pytest.mark.parametrize("text", ["", "12/13/1989", "89", "không rõ", "32640"])
def test_no_date_is_made_of_what_may_be_another_or_none(text):
    assert date_of(text) is None
