"""The persons of one entry bear each other out."""

import pytest

from pipeline.entries import SURE, Ink


@pytest.mark.parametrize(
    ("said", "column", "text"),
    [
        ({"nksHoTen": {"Mông Văn Tài": 0.5, "Nông Văn Tài": 0.4}, "chaHoTen": "Nông Văn Hải"}, "nksHoTen", "Nông Văn Tài"),
        ({"nksHoTen": "Nông Văn Tài", "chaHoTen": {"Mông Văn Hải": 0.6}}, "chaHoTen", "Nông Văn Hải"),  # never read so
        ({"meHoTen": {"Lý Thị Huyện": 0.5, "Lý Thị Huyền": 0.3}, "nycHoTen": "Lý Thị Huyền"}, "meHoTen", "Lý Thị Huyền"),
        ({"meNoiCuTru": {"xã Đào X": 0.4}, "chaNoiCuTru": "xã Đào Xá"}, "meNoiCuTru", "xã Đào Xá"),
        ({"nksDanToc": {"Nàng": 0.4, "Nùng": 0.3}, "chaDanToc": "Nùng"}, "nksDanToc", "Nùng"),
    ],
)  # fmt: skip
def test_a_doubtful_text_agrees_with_the_family(page, only, said, column, text):
    (read,) = only("family", page(said))
    assert read.entries[0][column].text == text


@pytest.mark.parametrize(
    ("said", "column", "why"),
    [
        ({"nksHoTen": {"Vi Văn Tài": 0.999}, "chaHoTen": "Nông Văn Hải"}, "nksHoTen", "a child may bear the mother's surname"),
        ({"nycHoTen": {"Hà Thị Mơ": 0.999}, "chaHoTen": "Nông Hải", "meHoTen": "Vi Lan"}, "nycHoTen", "the grandmother came"),
        ({"meNoiCuTru": {"xã Yên Đổ": 0.999}, "chaNoiCuTru": "xã Đào Xá"}, "meNoiCuTru", "parents may live apart"),
        ({"nksDanToc": {"Kinh": 0.999}, "chaDanToc": "Nùng"}, "nksDanToc", "the mother's people"),
    ],
)  # fmt: skip
def test_clear_ink_stays(page, only, said, column, why):
    (read,) = only("family", page(said))
    assert read.entries[0][column].text == next(iter(said[column])), why


def test_a_name_is_never_sure_because_two_doubtful_cells_agree(page, only):
    doubtful = {"Nông Duy Mạnh": 0.6, "Mông Duy Mạnh": 0.4}
    (read,) = only("family", page({"chaHoTen": doubtful, "nycHoTen": doubtful, "nksHoTen": {"Nông Thị Mơ": 0.6}}))
    assert max(reading.confidence for reading in read.entries[0].values()) < SURE


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"nksHoTen": {"Mông Văn Tài": 0.5}, "chaHoTen": Ink.BLANK, "meHoTen": "Vi Lan"}, "no father is named"),
        ({"meNoiCuTru": {"xã Đào X": 0.4}}, "nobody else is read"),
    ],
)
def test_it_is_silent(page, only, said, why):
    before = page(said)
    assert only("family", before) == [before], why
