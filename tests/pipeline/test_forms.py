"""Every form can be planned, and a form that cannot says everything that is wrong with it."""

import unicodedata

import pytest

from pipeline import catalogue, layouts, stages
from pipeline.errors import BadForm
from pipeline.exports import _template
from pipeline.forms import KINDS, loader

SOUND = """
title = "Sổ thử"
register = "KS"
printed = ["SỔ THỬ"]
years = [1989, 1998]
layout = "ruled_rows"

[[stages]]
name = "deskew"
max_degrees = 5.0

[[columns]]
name = "so"
kind = "number"
labels = ["Số"]

[[columns]]
name = "nksHoTen"
kind = "person_name"
labels = ["Họ và tên"]
"""

every_form = pytest.mark.parametrize("name", loader.names())


@every_form
def test_the_stages_and_the_layout_of_a_form_exist_and_know_its_settings(name):
    form = loader.load(name)
    for stage, settings in form.stages:
        catalogue.part(stages, stage)(**settings)
    catalogue.part(layouts, form.layout)(**form.settings)


@every_form
def test_the_columns_of_a_form_are_the_ministrys(name):
    form = loader.load(name)
    unknown = {column.name for column in form.columns} - set(_template.load(form.register).columns)
    assert unknown == set()


@every_form
def test_no_column_of_a_form_is_there_twice(name):
    columns = [column.name for column in loader.load(name).columns]
    assert len(columns) == len(set(columns))


@every_form
def test_the_printed_rows_of_a_form_follow_each_other(name):
    rows = [column.row for column in loader.load(name).columns]
    assert rows == sorted(rows)
    assert set(rows) == set(range(max(rows) + 1))


@every_form
def test_an_entry_can_be_named_in_the_package(name):
    assert {"so", "ngayDangKy"} <= {column.name for column in loader.load(name).columns}


@every_form
def test_a_form_is_written_as_its_register_prints_it(name):
    form = loader.load(name)
    texts = [form.title, *form.printed, *(label for column in form.columns for label in column.labels)]
    assert [text for text in texts if unicodedata.normalize("NFC", text) != text or text != text.strip()] == []
    assert form.source, "a form says where its layout is known from"


def test_two_forms_are_told_apart_by_more_than_their_title():
    known: dict[tuple[str, int, tuple[str, ...]], str] = {}
    for form in loader.every():
        labels = (form.layout, form.entries, tuple(column.labels[0] for column in form.columns))
        assert known.setdefault(labels, form.name) == form.name


def test_a_form_that_does_not_exist_is_answered_with_those_that_do():
    with pytest.raises(BadForm, match=r"birth-2016.*marriage-2016"):
        loader.load("birth-1900")


@pytest.mark.parametrize("name", ["../config", "", "birth-2016.toml"])
def test_only_a_name_opens_a_form_never_a_path(name):
    with pytest.raises(BadForm):
        loader.load(name)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ('title = "Sổ thử"', "", "thiếu «title»"),
        ('title = "Sổ thử"', "title = 5", "«title» phải là chữ"),
        ('register = "KS"', 'register = "XX"', "«XX» không thuộc KS"),
        ('printed = ["SỔ THỬ"]', 'printed = "SỔ THỬ"', "«printed» phải là danh sách chữ"),
        ("years = [1989, 1998]", "years = [1998, 1989]", "[năm đầu, năm cuối]"),
        ("years = [1989, 1998]", "years = [1989]", "[năm đầu, năm cuối]"),
        ("years = [1989, 1998]", 'years = ["1989", "1998"]', "«years» phải là danh sách số"),
        ('layout = "ruled_rows"', 'layout = "ruled_rows"\ncolour = "red"', "không biết «colour»"),
        ('name = "deskew"', "", "stages: thiếu name ở mục 1"),
        ('kind = "number"', "", "cột so: thiếu «kind»"),
        ('kind = "number"', 'kind = "colour"', "cột so: kind «colour» không thuộc"),
        ('labels = ["Số"]', "labels = []", "cột so: «labels» để trống"),
        ('labels = ["Số"]', 'labels = "Số"', "cột so: «labels» phải là danh sách chữ"),
        ('labels = ["Số"]', 'labels = ["Số"]\nwidth = 45', "cột so: «width» phải là số từ 0 đến 1"),
        ('labels = ["Số"]', 'labels = ["Số"]\nlable = 1', "cột so: không biết «lable»"),
        ('labels = ["Số"]', 'labels = ["Số"]\nside = "left"', "side: mỗi cột phải là"),
        ('labels = ["Số"]', 'labels = ["Số"]\nside = "top"', "side: mỗi cột phải là"),
        ('labels = ["Số"]', 'labels = ["Số"]\nside = 1', "cột so: «side» phải là chữ"),
        ('name = "so"', "", "cột 1: thiếu «name»"),
        ('name = "nksHoTen"', 'name = "so"', "cột so: tên bị lặp lại"),
        ('title = "Sổ thử"', 'title = "Sổ thử', "không phải là TOML"),
    ],
)
def test_a_mistake_in_a_form_is_named(right, wrong, said):
    assert SOUND.count(right) == 1
    with pytest.raises(BadForm) as raised:
        loader.parse("thu", SOUND.replace(right, wrong))
    assert said in str(raised.value)
    assert "«thu»" in str(raised.value)


@pytest.mark.parametrize(
    ("right", "other"),
    [
        ('printed = ["SỔ THỬ"]', "printed = []"),  # inner pages of a table have no title
        ("years = [1989, 1998]", "years = [1989, 1989]"),  # in use for one year only
        ('title = "Sổ thử"', 'title = "Sổ thử"\nentries = 0'),  # the page itself says how many
        ('labels = ["Số"]', 'labels = ["Số", "STT", "Số thứ tự"]'),  # one label, three spellings
        ("max_degrees = 5.0", ""),  # a stage without settings has its own
        ('labels = ["Số"]', 'labels = ["Số"]\nwidth = 1'),  # a whole number is a share as well
    ],
)
def test_what_a_form_may_say_is_no_mistake(right, other):
    assert loader.parse("thu", SOUND.replace(right, other)).columns


def test_a_bad_form_names_all_its_mistakes():
    text = SOUND.replace('title = "Sổ thử"', "").replace('"KS"', '"XX"').replace("[1989, 1998]", "[1998, 1989]")
    text = text.replace('"number"', '"colour"').replace('labels = ["Họ và tên"]', "")
    with pytest.raises(BadForm) as raised:
        loader.parse("thu", text)
    for said in ("thiếu «title»", "«XX»", "[năm đầu, năm cuối]", "«colour»", "cột nksHoTen: thiếu «labels»"):
        assert said in str(raised.value)


def test_what_a_form_does_not_say_has_a_meaning():
    form = loader.parse("thu", SOUND)
    assert (form.entries, form.codes, form.settings, form.source) == (1, (), {}, "")
    assert [(column.title, column.row, column.width) for column in form.columns] == [
        ("Số", 0, 0.0),
        ("Họ và tên", 0, 0.0),
    ]
    assert {column.kind for column in form.columns} <= set(KINDS)


def test_a_form_on_two_facing_pages_knows_the_columns_of_each():
    sides = SOUND.replace('["Số"]', '["Số"]\nside = "left"').replace('["Họ và tên"]', '["Họ và tên"]\nside = "right"')
    form = loader.parse("thu", sides)
    assert form.facing
    assert [[column.name for column in form.on(side).columns] for side in ("left", "right")] == [["so"], ["nksHoTen"]]
    assert not loader.parse("thu", SOUND).facing
