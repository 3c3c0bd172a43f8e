"""Every column of the ministry's workbooks can be chosen by a Vietnamese title."""

import pytest

from pipeline import ministry_columns
from pipeline.exports import _template
from pipeline.forms import KINDS, REGISTERS, loader

COUNTED = {"STT"}
"""Stands on no page: the export counts its rows."""


@pytest.mark.parametrize("register", REGISTERS)
def test_every_column_has_a_title_of_its_own_and_a_kind_in_the_ministrys_order(register):
    titled = ministry_columns.of_register(register)
    assert [one.name for one in titled] == [name for name in _template.load(register).columns if name not in COUNTED]
    assert len({one.title for one in titled}) == len(titled)
    assert {one.kind for one in titled} <= set(KINDS)


@pytest.mark.parametrize("name", [form.name for form in loader.every()])
def test_the_usual_kind_is_that_of_the_forms_that_are_described(name):
    form = loader.load(name)
    usual = {one.name: one.kind for one in ministry_columns.of_register(form.register)}
    assert {column.name: column.kind for column in form.columns} == {
        column.name: usual[column.name] for column in form.columns
    }


@pytest.mark.parametrize(
    ("register", "name", "title"),
    [
        ("KS", "nksHoTen", "Họ tên người được khai sinh"),
        ("KS", "nksNgaySinh", "Ngày sinh"),  # the person the register is about is named with the name only
        ("KS", "meNgaySinh", "Ngày sinh của mẹ"),
        ("KH", "chongHoTen", "Họ tên chồng"),
        ("KT", "nktNgayChet", "Ngày chết"),
        ("CMC", "ncQueQuan", "Quê quán của con (người được nhận)"),
        ("HN", "nycSoGiayToTuyThan", "Số giấy tờ tùy thân của người yêu cầu"),
    ],
)
def test_a_title_says_what_is_asked_and_of_whom(register, name, title):
    assert {one.name: one.title for one in ministry_columns.of_register(register)}[name] == title
