"""Years that agree."""

from dataclasses import replace

import pytest

from pipeline.rules.number_year import NumberYear


@pytest.mark.parametrize(
    ("cells", "columns", "said"),
    [
        (("12/2018", "3/1/2019"), ("so", "ngayDangKy"), "Số 12 (trang 1): số ghi năm 2018, ngày đăng ký năm 2019"),
        (
            ("12", "3/1/2017", "01/2018"),
            ("ngayDangKy", "quyenSo"),
            "ngày đăng ký năm 2017, quyển số năm 2018, sổ năm 2018",
        ),
        (("12", "3/1/2018", "01/2019"), ("ngayDangKy", "quyenSo"), "quyển số năm 2019"),
        (("12", "3/1/2019", "01/2018"), ("ngayDangKy", "quyenSo"), "ngày đăng ký năm 2019"),
        (("12", "2019"), ("ngayDangKy",), "ngày đăng ký năm 2019, sổ năm 2018"),
        (("12/2019", ""), ("so",), "số ghi năm 2019, sổ năm 2018"),
        (("12", "", "01/2016"), ("quyenSo",), "quyển số năm 2016, sổ năm 2018"),
        (("?", "3/1/2017"), ("ngayDangKy",), "Số «?» (trang 1): ngày đăng ký năm 2017"),
    ],
)
def test_years_that_contradict_each_other_are_named(book, entries, cells, columns, said):
    (finding,) = NumberYear()(book(), entries(cells))
    assert (finding.entry_ids, finding.columns) == ((1,), columns)
    assert said in finding.message


@pytest.mark.parametrize(
    ("year", "cells", "why"),
    [
        (2018, [("12", "3/1/2018", "01/2018")], "all agree"),
        (2018, [("12/2018", "2018", "02/2018")], "only the year of registration is known"),
        (2018, [("12", "3/1/2018", "2")], "no year stands behind the volume"),
        (2018, [("12", "", "")], "nothing is readable"),
        (2018, [("12", "12/5/18")], "a year of two digits is not guessed"),
        (0, [("12", "3/1/2018")], "nobody said the year of the book"),
        (2018, [("12", "3/1/2018"), ("1", "3/1/2019"), ("2", "5/1/2019")], "the book was used on in the next year"),
        (2018, [("1", "3/1/2019", "01/2019"), ("2", "5/1/2019", "01/2019")], "and its volume counted anew"),
        (2018, [("1", "3/1/2019", "01/2018"), ("2", "5/1/2019", "01/2018")], "or kept the name it was opened with"),
    ],
)
def test_years_that_a_normal_office_writes_are_no_doubt(book, entries, year, cells, why):
    assert NumberYear()(book(year), entries(*cells)) == []


def test_a_late_registration_is_no_doubt(book, entries):
    (entry,) = entries(("12", "3/1/2018"))
    born = replace(entry.decisions["ngayDangKy"], column="nksNgaySinh", text="1956")
    entry = replace(entry, decisions={**entry.decisions, "nksNgaySinh": born})
    assert NumberYear()(book(), [entry]) == []
