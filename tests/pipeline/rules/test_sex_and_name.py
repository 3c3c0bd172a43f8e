"""Sex and middle name."""

import pytest

from pipeline.entries import Severity
from pipeline.rules.sex_and_name import SexAndName


@pytest.mark.parametrize(
    ("form", "cells", "columns", "said"),
    [
        (
            "birth-2016",
            {"nksHoTen": "Trần Thị Lan", "nksGioiTinh": "Nam"},
            ("nksHoTen", "nksGioiTinh"),
            "giới tính nam",
        ),
        ("birth-2016", {"nksHoTen": "trần thị lan", "nksGioiTinh": "nam"}, ("nksHoTen", "nksGioiTinh"), "đệm «Thị»"),
        ("birth-2016", {"chaHoTen": "Trần Thị Lan"}, ("chaHoTen",), "«Trần Thị Lan» là cha"),
        ("marriage-2016", {"chongHoTen": "Trần Thị Thu Lan"}, ("chongHoTen",), "là chồng"),
        ("death-2016", {"nktHoTen": "Trần Thị Lan", "nktGioiTinh": "Nam"}, ("nktHoTen", "nktGioiTinh"), "Số 12"),
    ],
)
def test_a_man_with_the_middle_name_of_women_is_noted(book, case, form, cells, columns, said):
    (finding,) = SexAndName()(book(), case(form, **cells))
    assert (finding.severity, finding.columns) == (Severity.NOTE, columns)
    assert said in finding.message


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"nksHoTen": "Trần Thị Lan", "nksGioiTinh": "Nữ"}, "a woman"),
        ({"nksHoTen": "Trần Thu Lan", "nksGioiTinh": "Nữ"}, "a woman without it"),
        ({"nksHoTen": "Trần Văn Lan", "nksGioiTinh": "Nữ"}, "other middle names say less"),
        ({"nksHoTen": "Trần Thi Lan", "nksGioiTinh": "Nam"}, "«Thi» is a name of men too"),
        ({"nksHoTen": "Trần Văn Thị", "nksGioiTinh": "Nam"}, "the given name, not the middle one"),
        ({"nksHoTen": "Thị Đường", "nksGioiTinh": "Nam"}, "a family name"),
        ({"nksHoTen": "Trần Thị Lan", "nksGioiTinh": ""}, "nothing says the sex"),
        ({"nksHoTen": "Trần Thị Lan", "nksGioiTinh": "N"}, "the sex cannot be read"),
        ({"meHoTen": "Trần Thị Lan"}, "a mother"),
        ({"nycHoTen": "Trần Thị Lan"}, "who comes to the office may be anyone"),
    ],
)
def test_other_names_are_not_noted(book, case, cells, why):
    assert SexAndName()(book(), case("birth-2016", **cells)) == []
