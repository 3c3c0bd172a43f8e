"""The ministry's columns and codes as they stand in ``ministry.toml``."""

import pytest

from pipeline.errors import BadForm
from pipeline.exports._template import FILE, load, parse
from pipeline.forms import loader


@pytest.mark.parametrize(("register", "count"), [("KS", 70), ("KH", 44), ("KT", 48), ("CMC", 50), ("HN", 35)])
def test_every_kind_of_register_has_the_published_number_of_columns(register, count):
    assert len(load(register).columns) == count


def test_the_older_birth_template_has_sixty_columns():
    assert len(set(load("KS").columns) - load("KS").newer) == 60


@pytest.mark.parametrize("form", loader.every(), ids=lambda form: form.name)
def test_the_ministry_has_a_place_for_every_column_of_our_forms(form):
    assert {column.name for column in form.columns} <= set(load(form.register).columns)


@pytest.mark.parametrize(
    ("register", "column", "text", "code"),
    [
        ("KS", "nksGioiTinh", "nữ", "2"),
        ("KT", "nktGioiTinh", "NAM", "1"),
        ("KH", "voLoaiGiayToTuyThan", "Chứng minh nhân dân", "1"),
        ("KS", "nycLoaiGiayToTuyThan", "CCCD", "4"),
        ("KS", "loaiDangKy", "Quá hạn", "4"),
        ("KS", "nksMatTich", "huỷ tuyên bố", "2"),
    ],
)
def test_a_certain_text_has_its_code(register, column, text, code):
    assert load(register).coded(column, text) == code


@pytest.mark.parametrize(
    ("register", "column", "text", "why"),
    [
        ("KS", "nksGioiTinh", "", "blank is not «không xác định»"),
        ("KS", "nksGioiTinh", "Nan", "perhaps a slip; the clerk sees it again at the ministry"),
        ("KS", "nksHoTen", "Nam", "a name"),
        ("KT", "loaiDangKy", "Quá hạn", "this list is known from one program only"),
        ("KH", "voLoaiCuTru", "Thường trú", "this list is known from one program only"),
        ("KS", "loaiDangKy", "1", "already a code"),
    ],
)
def test_other_texts_stay_as_they_are(register, column, text, why):
    assert load(register).coded(column, text) == text


@pytest.mark.parametrize(
    ("mistake", "instead", "said"),
    [
        ('"so", "quyenSo", "trangSo", "ngayDangKy", "noiCap"', '"so", "quyenSo", "trangSo", "noiCap"', "35 cột"),
        (
            '"so", "quyenSo", "trangSo", "ngayDangKy", "noiCap"',
            '"so", "so", "trangSo", "ngayDangKy", "noiCap"',
            "35 cột",
        ),
        ('spellings = ["Hộ chiếu"]', 'spellings = ["Hộ chiếu", "CMND"]', "CMND"),
    ],
)
def test_a_mistake_in_the_file_is_named(mistake, instead, said):
    text = FILE.read_text(encoding="utf-8")
    assert mistake in text
    with pytest.raises(BadForm, match=said):
        parse(text.replace(mistake, instead), "HN")


def test_a_newer_column_that_is_no_column_is_named():
    with pytest.raises(BadForm, match="nksLa"):
        parse(FILE.read_text(encoding="utf-8").replace('newer = [\n  "STT"', 'newer = [\n  "nksLa"'), "KS")
