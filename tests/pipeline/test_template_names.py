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


def test_labels_behind_each_of_two_persons_are_first_of_one_and_then_of_the_other():
    labels = (
        "Họ tên cha",
        "Tuổi",
        "Dân tộc",
        "Nơi ĐKNK thường trú",
        "Họ tên mẹ",
        "Tuổi",
        "Dân tộc",
        "Nơi ĐKNK thường trú",
    )
    assert columns("KS", *labels) == [
        "chaHoTen", "", "chaDanToc", "chaNoiCuTru", "meHoTen", "", "meDanToc", "meNoiCuTru",
    ]  # fmt: skip


def test_the_husband_may_stand_before_the_wife():
    labels = ("Họ tên chồng", "Ngày sinh", "Dân tộc", "Chỗ ở", "Họ tên vợ", "Ngày sinh", "Dân tộc", "Chỗ ở")
    assert columns("KH", *labels) == [
        "chongHoTen", "chongNgaySinh", "chongDanToc", "chongNoiCuTru", "voHoTen", "voNgaySinh", "voDanToc", "voNoiCuTru",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("labels", "why"),
    [
        (("Họ tên cha", "Họ tên mẹ", "Trú quán"), "it may be where both live"),
        (("Họ tên mẹ", "Tuổi", "Nghề nghiệp"), "the ministry asks for neither age nor trade"),
        (("Họ tên cha", "Dân tộc", "Họ tên mẹ", "Quốc tịch"), "each is asked once: of whom?"),
    ],
)
def test_a_label_behind_one_person_only_is_left_to_a_person(labels, why):
    assert all(not column or column.endswith("HoTen") for column in columns("KS", *labels)), why


@pytest.mark.parametrize(
    ("label", "column"),
    [
        ("Số thứ tự", "so"),
        ("Nam hay nữ", "nksGioiTinh"),
        ("Sinh quán", "nksNoiSinh"),
        ("Hộ tịch viên", "nguoiThucHien"),
    ],
)
def test_labels_of_old_registers_name_their_columns(label, column):
    assert columns("KS", label) == [column]


def test_a_cell_without_a_column_is_titled_by_its_label():
    assert named([Drawn((0, 0, 0.1, 0.1), "Nghề nghiệp mẹ")], "KS")[0].title == "Nghề nghiệp mẹ"
