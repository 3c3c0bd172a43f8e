"""How cases are named in the ministry's package, and which cannot be."""

import pytest

from pipeline.errors import UsageError
from pipeline.exports.ministry import Ministry
from tests.pipeline.exports.ministry_package import handed_over, pdf_names, texts


@pytest.mark.parametrize(
    ("so", "day", "name"),
    [
        ("999", "12/5/2018", "KS.2018.01.2018-05-12.999.pdf"),
        ("1.250", "01.02.2018", "KS.2018.01.2018-02-01.1250.pdf"),
        ("3", "12/5/2018", "KS.2018.01.2018-05-12.003.pdf"),
        ("012", "1.2.2018", "KS.2018.01.2018-02-01.012.pdf"),
        ("7/2018", "01.02.2018", "KS.2018.01.2018-02-01.007.pdf"),
        ("1250", "01.02.2018", "KS.2018.01.2018-02-01.1250.pdf"),
    ],
)
def test_a_case_is_named_by_kind_volume_day_and_number(shelf, tmp_path, so, day, name):
    handed_over(shelf, [shelf.entry(so, ngayDangKy=day)], tmp_path)
    assert pdf_names(tmp_path) == [name]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"ngayDangKy": "05/2018"}, "ngày đăng ký «05/2018» không đủ ngày, tháng, năm"),
        ({"ngayDangKy": ""}, "không có ngày đăng ký"),
        ({"so": ""}, "không có số"),
        ({"so": "12a"}, "số «12a» không rõ là số mấy"),
        ({"so": "12"}, "trùng số và ngày đăng ký với trường hợp ở trang 1"),
        ({"so": "12", "ngayDangKy": "13.05.2018"}, "trùng số với trường hợp ở trang 1"),
        ({"so": "13/2017"}, "số ghi năm 2017, ngày đăng ký năm 2018"),
        ({"meNgaySinh": "31/2/1989"}, "ô meNgaySinh: «31/2/1989» không phải ngày"),
        ({"nksGioiTinh": "Nam (sửa: Nữ)"}, "ô nksGioiTinh: «Nam (sửa: Nữ)» không có trong danh mục mã"),
        ({"nksHoTen": "Nông\x07Thị Huệ"}, "ô nksHoTen: có ký tự không nhìn thấy (U+0007)"),
    ],
)
def test_a_case_that_cannot_be_named_is_left_out_with_its_reason(shelf, tmp_path, cells, reason):
    second = shelf.entry(**{"so": "13", "page": 2, **cells})
    receipt = handed_over(shelf, [shelf.entry("12"), second], tmp_path)
    assert [left.entry_id for left in receipt.left_out] == [second.id]
    assert reason in receipt.left_out[0].reason
    assert (len(pdf_names(tmp_path)), texts(tmp_path, "so")) == (1, ["12"])


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("05/2018", "KS.2018.01.2018-05-00.012.pdf"),
        ("2018", "KS.2018.01.2018-00-00.012.pdf"),
        ("", "KS.2018.01.0000-00-00.012.pdf"),
        ("12.5.2018", "KS.2018.01.2018-05-12.012.pdf"),
    ],
)
def test_what_is_not_written_of_the_day_may_become_noughts_in_the_name_and_never_in_the_workbook(
    shelf, tmp_path, day, name
):
    handed_over(shelf, [shelf.entry("12", ngayDangKy=day)], tmp_path, incomplete_dates="zeros")
    assert pdf_names(tmp_path) == [name]
    assert texts(tmp_path, "ngayDangKy") == [{"05/2018": "05.2018", "": None, "12.5.2018": "12.05.2018"}.get(day, day)]


def test_numbers_may_be_written_with_four_digits_where_that_was_agreed(shelf, tmp_path):
    handed_over(shelf, [shelf.entry("12"), shelf.entry("1250", page=2)], tmp_path, number_digits=4)
    assert [name[-8:-4] for name in pdf_names(tmp_path)] == ["0012", "1250"]


@pytest.mark.parametrize("setting", [{"incomplete_dates": "guess"}, {"number_digits": 5}])
def test_a_setting_that_does_not_exist_is_refused(setting):
    with pytest.raises(UsageError):
        Ministry(**setting)
