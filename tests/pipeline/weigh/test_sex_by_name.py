"""The name tells the sex, if it tells anything."""

import pytest

from pipeline.entries import SURE, Ink


@pytest.mark.parametrize(
    ("name", "said", "sex"),
    [("Ma Thị Huyền", {"Nam": 0.6, "Nữ": 0.3}, "Nữ"), ("Ma Văn Hùng", {"Nữ": 0.6, "Nam": 0.3}, "Nam")],
)
def test_a_doubtful_sex_is_that_of_the_name(page, only, name, said, sex):
    (read,) = only("sex_by_name", page({"nktHoTen": name, "nktGioiTinh": said}, form="death-2016"))
    assert read.entries[0]["nktGioiTinh"].text == sex


def test_a_man_called_thi_stays_one_and_is_not_sure(page, only):
    (read,) = only("sex_by_name", page({"nksHoTen": "Ma Thị Huyền", "nksGioiTinh": {"Nam": 0.999}}))
    assert (read.entries[0]["nksGioiTinh"].text, read.entries[0]["nksGioiTinh"].confidence < SURE) == ("Nam", True)


@pytest.mark.parametrize("name", ["Kpă Klơng", Ink.BLANK])
def test_it_is_silent_where_the_name_tells_nothing(page, only, name):
    before = page({"nksHoTen": name, "nksGioiTinh": {"Nam": 0.6, "Nữ": 0.3}})
    assert only("sex_by_name", before) == [before]
