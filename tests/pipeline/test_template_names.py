"""Labels name the columns that are usually called so, each column once; doubt names nothing."""

from __future__ import annotations

import pytest

from pipeline.template_cells import Drawn
from pipeline.template_names import named


def columns(register: str, *labels: str) -> list[str]:
    """Return the columns that cells with these labels are given."""
    return [cell.column for cell in named([Drawn((0.1, 0.1, 0.1, 0.1), label) for label in labels], register)]


def test_a_table_of_no_known_order_is_named_by_what_its_columns_are_usually_called():
    assert columns(
        "KT", "Ngày đăng ký", "Họ và tên người chết", "Nam nữ", "Ngày sinh", "Dân tộc", "Nơi thường trú", "Ngày chết",
        "Nguyên nhân chết", "Số", "khai Người",
    ) == [
        "ngayDangKy", "nktHoTen", "nktGioiTinh", "nktNgaySinh", "nktDanToc", "nktNoiCuTru", "nktNgayChet",
        "nktNguyenNhanChet", "so", "nycHoTen",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("label", "column"),
    [
        ("Tên họ mẹ", "meHoTen"),
        ("Họ và tên cha", "chaHoTen"),
        ("Quốc tịch", "nksQuocTich"),
        ("Quoc tich:", "nksQuocTich"),
        ("Quốc tịch mẹ", "meQuocTich"),
        ("Ngày đăng kỷ", "ngayDangKy"),
        ("Quyển số", "quyenSo"),
    ],
)
def test_a_label_alone_names_its_column(label, column):
    assert columns("KS", label) == [column]


@pytest.mark.parametrize(
    ("labels", "why"),
    [
        (("",), "nothing was read"),
        (("Nghề nghiệp mẹ",), "the ministry asks for no trade"),
        (("Chữ ký",), "no column"),
        (("So a0 Tp",), "misread"),
    ],
)
def test_what_names_no_column_is_left_to_a_person(labels, why):
    assert columns("KS", *labels) == [""], why


def test_two_labels_of_one_column_name_neither():
    assert columns("KT", "Ngày đăng ký", "Dân tộc", "Dân tộc") == ["ngayDangKy", "", ""]


def test_behind_a_mother_a_label_without_a_person_is_the_mothers_or_nobodys():
    assert columns("KS", "Tên họ mẹ", "Quê quán") == ["meHoTen", ""]


def test_a_cell_without_a_column_is_titled_by_its_label():
    assert named([Drawn((0, 0, 0.1, 0.1), "Nghề nghiệp mẹ")], "KS")[0].title == "Nghề nghiệp mẹ"
