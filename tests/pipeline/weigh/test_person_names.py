"""Names are made of names; a name nobody knows stays possible."""

import pytest

from pipeline.entries import SURE, Ink


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ({"Nuyễn Văn Hùng": 0.2}, "Nguyễn Văn Hùng"),  # no such syllable, one letter from the commonest surname
        ({"nuyễn văn hùng": 0.2}, "nguyễn văn hùng"),  # as the hand writes it
        ({"Ma Thị Huyện": 0.4, "Ma Thị Huyền": 0.35}, "Ma Thị Huyền"),
    ],
)
def test_what_people_are_called_goes_before_what_nobody_is(page, only, said, name):
    (read,) = only("person_names", page({"nksHoTen": said}))
    assert read.entries[0]["nksHoTen"].text == name


@pytest.mark.parametrize(
    ("column", "said", "name"),
    [
        ("meHoTen", {"Lý Văn Hiền": 0.45, "Lý Vân Hiền": 0.4}, "Lý Vân Hiền"),
        ("chaHoTen", {"Lý Thị Minh": 0.45, "Lý Thế Minh": 0.4}, "Lý Thế Minh"),
    ],
)
def test_mothers_and_fathers_bear_names_of_their_sex(page, only, column, said, name):
    (read,) = only("person_names", page({column: said}))
    assert read.entries[0][column].text == name


@pytest.mark.parametrize(
    "name", ["Kpă Klơng", "Ksor H'Nhan", "Êban Y Bliă", "Tạ My Anh", "Vừ A Dính", "Chamaléa Thị Sương"]
)
def test_a_name_in_clear_ink_stays_whoever_bears_it(page, only, name):
    (read,) = only("person_names", page({"nksHoTen": {name: 0.97}}))
    assert read.entries[0]["nksHoTen"].text == name


def test_a_name_is_never_sure_because_it_is_common(page, only):
    (read,) = only(
        "person_names", page({"nksHoTen": {"Nguyễn Thị Hoa": 0.7, "Nguyễn Thị Họa": 0.2}, "nksGioiTinh": "Nữ"})
    )
    assert read.entries[0]["nksHoTen"].confidence < SURE


@pytest.mark.parametrize("said", [{"nksNoiSinh": "Nuyễn"}, {"nksHoTen": Ink.BLANK}, {"so": "1"}])
def test_it_is_silent_about_other_cells(page, only, said):
    before = page(said)
    assert only("person_names", before) == [before]
