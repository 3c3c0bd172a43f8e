"""Names of persons."""

import pytest

from pipeline.entries import Severity
from pipeline.rules.person_names import PersonNames


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Nguyễn Văn 8ình", "có chữ số trong tên"),
        ("1987", "có chữ số trong tên"),
        ("N", "chỉ có một ký tự"),
        ("Đ.", "chỉ có một ký tự"),
        ("?", "chỉ có một ký tự"),
    ],
)
def test_what_can_hardly_be_a_name_is_named(book, case, text, said):
    (finding,) = PersonNames()(book(), case("birth-2016", meHoTen=text))
    assert (finding.severity, finding.columns) == (Severity.WARNING, ("meHoTen",))
    assert finding.message == f"Số 12 (trang 1), Họ tên mẹ: «{text}» {said}. Hãy xem lại trên ảnh."


@pytest.mark.parametrize(
    ("column", "text", "why"),
    [
        ("nksHoTen", "Nguyễn Văn Bình", "a usual name"),
        ("nksHoTen", "nguyễn văn bình", "written in small letters"),
        ("nksHoTen", "Y Ban", "a single letter in a name of the Central Highlands"),
        ("nksHoTen", "H' Hen Niê", "an apostrophe"),
        ("nksHoTen", "Lê Hoàng Hiếu Nghĩa Đệ Nhất Thương Tâm Nhân", "the law knows no longest name"),
        ("nksHoTen", "Moong", "one word, as minorities write it"),
        ("chaHoTen", "", "no father is written"),
        ("chaHoTen", "---", "a stroke where there is no father"),
        ("chaHoTen", "Không rõ", "the office did not know"),
        ("nguoiKy", "Chủ tịch UBND phường 3 Trần Văn An", "the office stands in the cell of who signs"),
    ],
)
def test_what_may_be_a_name_is_no_doubt(book, case, column, text, why):
    assert PersonNames()(book(), case("birth-2016", **{column: text})) == []
