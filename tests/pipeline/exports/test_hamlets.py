"""Which hamlet a residence names."""

from dataclasses import replace
from unicodedata import normalize

import pytest

from pipeline.entries import Ink, Reading
from pipeline.geometry import Box
from pipeline.hamlets import hamlet, hamlet_of


@pytest.mark.parametrize(
    ("residence", "name"),
    [
        ("xóm Chợ, xã Tân Cương", "Xóm Chợ"),
        ("Thôn 3 - xã Đại Từ", "Thôn 3"),
        ("Bản Mạ xã Bản Qua huyện Bát Xát", "Bản Mạ"),
        ("TDP số 5, phường Tích Lương", "Tổ dân phố số 5"),
        ("tổ dân phố 4 thị trấn Hùng Sơn", "Tổ dân phố 4"),
        ("Đội 2; Ấp Mỹ Hòa", "Ấp Mỹ Hòa"),
        (normalize("NFD", "xóm Chợ, Tân Cương"), "Xóm Chợ"),
    ],
)
def test_a_hamlet_is_found_in_a_residence(residence, name):
    assert hamlet(residence) == name


@pytest.mark.parametrize(
    ("residence", "why"),
    [
        ("xã Bản Qua, Bát Xát", "the commune is called so"),
        ("huyện Sóc Sơn", "the district is called so"),
        ("Sóc Sơn, Hà Nội", "the district, without its word"),
        ("phường Đội Cấn", "a name that begins like a brigade"),
        ("Nhật Bản", "a country"),
        ("Tân Cương, Thái Nguyên", "nothing below the commune"),
        ("xóm", "no name"),
        ("", "blank"),
    ],
)
def test_what_names_no_hamlet_is_left_alone(residence, why):
    assert hamlet(residence) == ""


@pytest.mark.parametrize(
    ("decided", "read", "found"),
    [
        ({"chaNoiCuTru": "xóm Chợ"}, {"meNoiCuTru": "xóm Đình"}, "Xóm Chợ"),  # a decision goes first
        ({"chaNoiCuTru": "Tân Cương"}, {"meNoiCuTru": "xóm Đình"}, "Xóm Đình"),
        ({"chaNoiCuTru": "", "meNoiCuTru": "Hà Nội"}, {}, ""),
    ],
)
def test_what_a_person_said_of_a_residence_goes_before_what_was_read(shelf, edition, decided, read, found):
    entry = shelf.entry("12", **decided)
    readings = {name: Reading(text, 0.4, Ink.WRITTEN, Box(1, 1, 9, 9)) for name, text in read.items()}
    residences = edition(meNoiCuTru="place", chaNoiCuTru="place")
    assert hamlet_of(replace(entry, readings=readings), residences) == found
