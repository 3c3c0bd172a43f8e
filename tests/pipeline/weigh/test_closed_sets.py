"""Sex, people and nationality are mostly of a list."""

import pytest

from pipeline.entries import SURE


@pytest.mark.parametrize(
    ("column", "said", "text"),
    [
        ("nksQuocTich", {"Việt na": 0.95, "Việt nan": 0.04}, "Việt Nam"),
        ("nksDanToc", {"tà kinh": 0.6, "kinh": 0.2}, "kinh"),
        ("nksDanToc", {"Tàu y": 0.6, "Tày": 0.35}, "Tày"),
        ("nksGioiTinh", {"Nư": 0.7, "Nữ": 0.2}, "Nữ"),
    ],
)
def test_a_misread_term_becomes_the_listed_one(page, only, column, said, text):
    (read,) = only("closed_sets", page({column: said}))
    assert read.entries[0][column].text == text


@pytest.mark.parametrize(
    ("column", "text"),
    [("nksDanToc", "Sán Dìu"), ("nksDanToc", "Người Hải Nam"), ("nksQuocTich", "Lào"), ("nksGioiTinh", "Gái")],
)
def test_a_rare_or_unlisted_value_in_clear_ink_stays(page, only, column, text):
    (read,) = only("closed_sets", page({column: {text: 0.999}}))
    assert read.entries[0][column].text == text


def test_where_an_unlisted_value_was_read_nothing_is_sure(page, only):
    (read,) = only("closed_sets", page({"nksDanToc": {"sán kinh": 0.996}}))
    assert read.entries[0]["nksDanToc"].confidence < SURE


def test_what_the_book_holds_is_likelier(page, only):
    alone, among = {"nksDanToc": {"Tà Ôi": 0.45, "Tày": 0.4}}, [{"nksDanToc": "Tày"}] * 8
    (read,) = only("closed_sets", page(alone, *among))
    assert read.entries[0]["nksDanToc"].text == "Tày"


@pytest.mark.parametrize("column", ["nksHoTen", "nksNoiSinh", "so"])
def test_it_is_silent_about_other_kinds(page, only, column):
    before = page({column: "Việt na"})
    assert only("closed_sets", before) == [before]
