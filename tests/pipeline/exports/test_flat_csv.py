"""The table for spreadsheets."""

import csv

import pytest

from pipeline.exports.flat_csv import FlatCsv


def rows(shelf, entries, folder):
    (path,) = FlatCsv().write(shelf.book, entries, shelf.form, folder).files
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))


def test_a_book_becomes_one_table_named_like_it(shelf, tmp_path):
    receipt = FlatCsv().write(shelf.book, [shelf.entry("12", page=3)], shelf.form, tmp_path / "out")
    assert ([path.name for path in receipt.files], receipt.rows) == (["Khaisinh2018.csv"], 1)


def test_a_row_says_where_it_stands_and_what_was_decided(shelf, tmp_path):
    (row,) = rows(shelf, [shelf.entry("12", page=3, meNgaySinh="1989")], tmp_path)
    assert (row["trang"], row["truongHop"], row["so"], row["meNgaySinh"]) == ("3", "1", "12", "1989")


@pytest.mark.parametrize("value", ["=1+1", "+84", "-", "@A1", "\tLan", "\rLan"])
def test_a_value_that_looks_like_a_formula_gets_a_quote_in_front(shelf, tmp_path, value):
    FlatCsv().write(shelf.book, [shelf.entry("12", nksHoTen=value)], shelf.form, tmp_path)
    assert f"'{value}" in (tmp_path / "Khaisinh2018.csv").read_bytes().decode("utf-8-sig")


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("nông thị huệ", "as written"),
        ("12/5/1989", "dates stay as the clerk wrote them"),
        ("xã A, huyện B", "commas are quoted"),
        ('"Út"', "quotes are doubled"),
        ("Lan - Hoa", "the sign is not at the start"),
        ("", "a blank cell"),
    ],
)
def test_other_values_stay_as_they_are(shelf, tmp_path, value, why):
    assert rows(shelf, [shelf.entry("12", nksHoTen=value)], tmp_path)[0]["nksHoTen"] == value


def test_an_open_entry_is_left_out_with_its_reason(shelf, tmp_path, undecided):
    entries = [shelf.entry("12"), undecided(shelf.entry("13", page=2), "nksHoTen")]
    receipt = FlatCsv().write(shelf.book, entries, shelf.form, tmp_path)
    assert (receipt.rows, [left.entry_id for left in receipt.left_out]) == (1, [entries[1].id])


def test_with_nothing_decided_no_file_is_written(shelf, tmp_path, undecided):
    receipt = FlatCsv().write(shelf.book, [undecided(shelf.entry("12"), "so")], shelf.form, tmp_path / "out")
    assert (list(receipt.files), (tmp_path / "out").exists()) == ([], False)
