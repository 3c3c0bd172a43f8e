"""What the ministry's import or the law would have against a package, and what they would not."""

from dataclasses import replace

import pytest

from pipeline.entries import Ink, Reading, Verdict
from pipeline.exports import _demands
from pipeline.exports.ministry import Ministry
from pipeline.forms import Column
from pipeline.geometry import Box


def said(shelf, entries, *, package=None, **settings):
    """Return entry id, check and column of everything that holds an entry back."""
    found = Ministry(**settings).objections(package or shelf.package(entries))
    return [(one.entry_id, one.check, one.column) for one in found if one.blocks]


@pytest.mark.parametrize(
    ("cells", "check", "column"),
    [
        ({"so": ""}, "number", "so"),
        ({"so": "12a"}, "number", "so"),
        ({"so": "12/2017"}, "years", "so"),
        ({"ngayDangKy": ""}, "day", "ngayDangKy"),
        ({"ngayDangKy": "05.2018"}, "day", "ngayDangKy"),
        ({"meNgaySinh": "31.02.1989"}, "date", "meNgaySinh"),
        ({"meNgaySinh": "12.05.89"}, "date", "meNgaySinh"),
        ({"meNgaySinh": "5 tháng tuổi"}, "date", "meNgaySinh"),
        ({"meNgaySinh": "---"}, "date", "meNgaySinh"),
        ({"nksGioiTinh": "Nan"}, "code", "nksGioiTinh"),
        ({"nksGioiTinh": "4"}, "code", "nksGioiTinh"),
        ({"nksHoTen": "Nông\x00Thị Huệ"}, "letters", "nksHoTen"),
        ({"nksHoTen": "Nông\u202eThị Huệ"}, "letters", "nksHoTen"),
        ({"nksHoTen": "a" * 32768}, "long", "nksHoTen"),
    ],
)
def test_a_cell_that_would_be_rejected_is_named(shelf, cells, check, column):
    entry = shelf.entry(**{"so": "12", **cells})
    assert said(shelf, [entry]) == [(entry.id, check, column)]


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"meNgaySinh": ""}, "a blank cell is blank"),
        ({"meNgaySinh": "1989"}, "only the year is written"),
        ({"meNgaySinh": "05/1989"}, "month and year"),
        ({"meNgaySinh": "12-5-1989"}, "a day"),
        ({"meNgaySinh": "32 tuổi"}, "an age, where a parent's birth is asked"),
        ({"meNgaySinh": "32t"}, "an age as registers write it"),
        ({"nksGioiTinh": ""}, "blank is no code and needs none"),
        ({"nksGioiTinh": "nữ"}, "a spelling of code 2"),
        ({"nksGioiTinh": "1"}, "a code already"),
        ({"so": "012/2018"}, "the year of the registration"),
        ({"so": "1250"}, "numbers go on"),
        ({"quyenSo": ""}, "the book's own volume stands for it"),
        ({"nksHoTen": "H' Hen Niê"}, "a name of another people"),
        ({"nksHoTen": "a" * 32767}, "as long as a cell can be"),
    ],
)
def test_what_a_normal_office_writes_is_accepted(shelf, cells, why):
    assert said(shelf, [shelf.entry(**{"so": "12", **cells})]) == []


def test_an_age_is_no_day_of_birth_of_the_child(shelf):
    shelf.form = replace(
        shelf.form, columns=(*shelf.form.columns, Column("nksNgaySinh", "partial_date", ("x",), 0, "ô nksNgaySinh"))
    )
    entry = shelf.entry("12", nksNgaySinh="3 tuổi")
    assert said(shelf, [entry]) == [(entry.id, "date", "nksNgaySinh")]


def test_an_open_cell_holds_its_entry_back_and_points_at_the_first_one(shelf, undecided, waiting):
    entries = [
        undecided(shelf.entry("12"), "nksHoTen", "nksGioiTinh"),
        waiting(shelf.entry("13", page=2), "nksGioiTinh"),
    ]
    assert said(shelf, entries) == [(101, "undecided", "nksHoTen"), (201, "undecided", "nksGioiTinh")]


def test_a_torn_cell_nobody_has_decided_is_named_by_itself(shelf, undecided):
    torn = {"nksHoTen": Reading("", 0.0, Ink.TORN, Box(10, 20, 300, 40))}
    entry = replace(undecided(shelf.entry("12"), "nksHoTen"), readings=torn)
    assert said(shelf, [entry]) == [(101, "undecided", "nksHoTen"), (101, "torn", "nksHoTen")]


def test_a_torn_cell_that_a_person_called_torn_holds_nothing_back(shelf, unread):
    torn = {"nksHoTen": Reading("", 0.0, Ink.TORN, Box(10, 20, 300, 40))}
    assert said(shelf, [replace(unread(shelf.entry("12"), "nksHoTen", Verdict.TORN), readings=torn)]) == []


def test_of_two_entries_with_one_number_the_second_stays_and_the_first_is_pointed_out(shelf):
    entries = [shelf.entry("12"), shelf.entry("12", page=2, ngayDangKy="13.05.2018")]
    found = Ministry().objections(shelf.package(entries))
    assert [(one.entry_id, one.check, one.blocks) for one in found] == [(101, "twin", False), (201, "doubled", True)]


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        ({}, {"ngayDangKy": "02.01.2019"}, "numbers begin again every year"),
        ({"so": "12/2018"}, {"so": "12/2019", "ngayDangKy": "02.01.2019"}, "the year stands behind the number"),
        ({}, {"quyenSo": "02/2018", "ngayDangKy": "13.05.2018"}, "another volume"),
        ({}, {"so": "13"}, "another number"),
        ({}, {"nksGioiTinh": "?"}, "the other one stays behind anyway"),
    ],
)
def test_two_entries_that_are_no_doubles(shelf, first, second, why):
    entries = [shelf.entry(**{"so": "12", **first}), shelf.entry(**{"so": "12", "page": 2, **second})]
    assert [check for _, check, _ in said(shelf, entries) if check in {"doubled", "name"}] == []


def test_a_case_that_stands_in_another_book_too_stays_behind(shelf):
    entry = shelf.entry("12")
    package = replace(shelf.package([entry]), elsewhere={("1/2018", 2018, 12): "sổ «B», trang 3"}, namesakes=["B"])
    found = Ministry().objections(package)
    assert [(one.entry_id, one.check, one.blocks) for one in found] == [
        (0, "namesake", False),
        (101, "elsewhere", True),
    ]
    assert "sổ «B», trang 3" in found[1].message


def test_a_book_that_cannot_name_its_package_says_so_once(shelf):
    shelf.book = replace(shelf.book, year=0)
    assert said(shelf, [shelf.entry("12"), shelf.entry("13", page=2)]) == [(0, "book", "")]


def test_a_page_without_its_picture_is_named(shelf):
    entry = shelf.entry("12")
    entry.page.picture.unlink()
    assert said(shelf, [entry]) == [(101, "picture", "")]


def test_a_day_that_is_not_whole_holds_nothing_back_where_noughts_were_agreed(shelf):
    entries = [shelf.entry("12", ngayDangKy="2018"), shelf.entry("13", page=2, ngayDangKy="")]
    assert said(shelf, entries, incomplete_dates="zeros") == []


def test_a_column_the_workbook_has_no_place_for_is_not_looked_at(shelf):
    old = Column("meNgheNghiep", "free_text", ("Nghề nghiệp",), 0, "Nghề nghiệp của mẹ")
    shelf.form = replace(shelf.form, columns=(*shelf.form.columns, old))
    assert said(shelf, [shelf.entry("12", meNgheNghiep="Làm\x07ruộng")]) == []


@pytest.mark.parametrize(
    ("cells", "settings"),
    [
        ({"so": ""}, {}),
        ({"nksGioiTinh": "Nan"}, {}),
        ({"ngayDangKy": "2018"}, {}),
        ({"ngayDangKy": "2018"}, {"incomplete_dates": "zeros"}),
        ({"so": "12"}, {}),
        ({"so": "14"}, {}),
    ],
)
def test_the_list_and_the_hand_over_agree(shelf, tmp_path, cells, settings):
    package = shelf.package([shelf.entry("12"), shelf.entry(**{"so": "13", "page": 2, **cells})])
    found = Ministry(**settings).objections(package)
    receipt = Ministry(**settings).write(package, tmp_path)
    assert {left.entry_id for left in receipt.left_out} == {one.entry_id for one in found if one.blocks}
    assert receipt.rows == 2 - len(receipt.left_out)


def test_decomposed_letters_are_named():
    assert list(_demands.load().faults("nksHoTen", "Hue\u0323\u0302")) == [
        ("letters", "chữ chưa ở dạng dựng sẵn (NFC); hãy gõ lại ô này")
    ]


@pytest.mark.parametrize(("column", "room"), [("nksSoDinhDanh", 12), ("meSoDinhDanhCaNhan", 12), ("nksHoTen", 32767)])
def test_a_column_has_its_own_limit_where_a_source_knows_one(column, room):
    assert _demands.load().room(column) == room
