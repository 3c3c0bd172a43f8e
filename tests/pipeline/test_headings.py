"""Columns are told by their headings or by a person, never by luck."""

from __future__ import annotations

import pytest

from pipeline import headings
from pipeline.forms import loader
from pipeline.headings import UnclearColumns, headed
from pipeline.listing import tables

BIRTH, DEATH, MARRIAGE = (loader.load(name) for name in ("birth-2016", "death-2016", "marriage-2016"))


def found(folder, *rows, form=BIRTH, needed=(("nksHoTen", "so"),), given=None):
    path = folder / "list.csv"
    path.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")
    return headed(tables(path), headings.names_of([form]), needed, given or {})


@pytest.mark.parametrize(
    ("heading", "column", "form"),
    [
        ("nksHoTen", "nksHoTen", BIRTH),
        ("NKSHOTEN", "nksHoTen", BIRTH),
        ("Họ và tên", "nksHoTen", BIRTH),
        ("HỌ, CHỮ ĐỆM, TÊN", "nksHoTen", BIRTH),
        ("Ho va ten", "nksHoTen", BIRTH),
        ("Họ tên mẹ", "meHoTen", BIRTH),
        ("Mẹ: Họ và tên", "meHoTen", BIRTH),
        ("Họ và tên cha", "chaHoTen", BIRTH),
        ("Họ tên bố", "chaHoTen", BIRTH),
        ("Ngày sinh", "nksNgaySinh", BIRTH),
        ("Ngày, tháng, năm đăng ký", "ngayDangKy", BIRTH),
        ("Quyển số", "quyenSo", BIRTH),
        ("Họ và tên", "nktHoTen", DEATH),
        ("Ngày mất", "nktNgayChet", DEATH),
        ("Họ tên chồng", "chongHoTen", MARRIAGE),
        ("Năm sinh của vợ", "voNgaySinh", MARRIAGE),
    ],
)
def test_a_heading_says_which_column_of_the_book_it_is(tmp_path, heading, column, form):
    assert found(tmp_path, ("STT", heading), ("1", "x"), form=form, needed=((column,),)).places == {column: 1}


@pytest.mark.parametrize("heading", ["Nghề nghiệp", "Tên trường", "Họ tên chủ hộ", "Ghi chú", "STT"])
def test_a_heading_that_only_sounds_alike_is_left_out_and_told(tmp_path, heading):
    assert found(tmp_path, ("Họ tên", heading), ("x", "y")).unknown == [heading]


def test_the_heading_is_found_below_the_letterhead_of_an_office(tmp_path):
    rows = (("UBND XÃ TÂN CƯƠNG",), ("DANH SÁCH",), ("STT", "Họ tên", "Ngày sinh"), ("1", "Tài", "1989"))
    here = found(tmp_path, *rows)
    assert (here.line, list(here.rows())) == (3, [(4, ("1", "Tài", "1989"))])


def test_of_two_headings_the_usual_one_is_taken(tmp_path):
    assert found(tmp_path, ("Họ tên", "Năm sinh", "Ngày sinh"), ("a", "1989", "1.5.1989")).places["nksNgaySinh"] == 2


def test_a_mapping_goes_before_the_guess(tmp_path):
    rows = (("Họ tên", "Họ tên đúng"), ("a", "b"))
    assert found(tmp_path, *rows, given={"nksHoTen": "Họ tên đúng"}).places == {"nksHoTen": 1}


def test_a_list_without_heading_is_read_by_the_letters_of_its_columns(tmp_path):
    here = found(tmp_path, ("1", "Tài", "1989"), ("2", "Mỹ", "1990"), given={"nksHoTen": "B", "nksNgaySinh": "cột C"})
    assert (here.places, len(list(here.rows()))) == ({"nksHoTen": 1, "nksNgaySinh": 2}, 2)


@pytest.mark.parametrize(
    ("rows", "given", "says"),
    [
        ([("1", "Tài", "1989"), ("2", "Mỹ", "1990")], {}, ["B «Tài»", "--columns", "nksHoTen"]),
        ([("Ngày sinh", "Dân tộc"), ("1989", "Tày")], {}, ["A «Ngày sinh»", "Họ"]),
        ([("Họ tên", "Ngày sinh", "Họ tên"), ("a", "1989", "b")], {}, ["A «Họ tên»", "C «Họ tên»", "--columns"]),
        ([("Họ tên", "Ngày sinh"), ("a", "1989")], {"nksHoTen": "Tên gọi"}, ["«Tên gọi»", "A «Họ tên»"]),
    ],
)
def test_what_is_not_clear_is_asked_with_the_columns_of_the_file(tmp_path, rows, given, says):
    with pytest.raises(UnclearColumns) as refused:
        found(tmp_path, *rows, given=given)
    assert [word for word in says if word not in str(refused.value)] == []


def test_a_doubled_heading_can_be_told_apart_by_its_letter(tmp_path):
    rows = (("Họ tên", "Ngày sinh", "Họ tên"), ("a", "1989", "b"))
    assert found(tmp_path, *rows, given={"nksHoTen": "C"}).places["nksHoTen"] == 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('nksHoTem = "Tên"', "Có phải «nksHoTen»"),
        ("nksHoTen = 3", "trong dấu ngoặc kép"),
        ("nksHoTen Họ tên", "viết không đúng"),
    ],
)
def test_a_wrong_mapping_file_says_what_is_wrong(tmp_path, text, says):
    (tmp_path / "m.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UnclearColumns, match=says):
        headings.read_mapping(tmp_path / "m.toml", headings.names_of([BIRTH]))


def test_a_mapping_file_of_windows_is_read(tmp_path):
    (tmp_path / "m.toml").write_bytes('\ufeffnksHoTen = "Họ và tên"\r\n'.encode())
    assert headings.read_mapping(tmp_path / "m.toml", headings.names_of([BIRTH])) == {"nksHoTen": "Họ và tên"}


@pytest.mark.parametrize(("place", "said"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA")])
def test_columns_are_named_as_spreadsheets_do(place, said):
    assert headings.letter(place) == said
