"""The table for spreadsheets."""

import csv
from dataclasses import replace

import pytest

from pipeline.entries import Verdict
from pipeline.exports.flat_csv import FlatCsv


def rows(shelf, entries, folder):
    (path,) = FlatCsv().write(shelf.package(entries), folder).files
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))


def test_a_book_becomes_one_table_named_like_it(shelf, tmp_path):
    receipt = FlatCsv().write(shelf.package([shelf.entry("12", page=3)]), tmp_path / "out")
    assert ([path.name for path in receipt.files], receipt.rows) == (["Khaisinh2018.KS.csv"], 1)


def test_a_row_says_where_it_stands_and_what_was_decided(shelf, tmp_path):
    (row,) = rows(shelf, [shelf.entry("12", page=3, meNgaySinh="1989")], tmp_path)
    assert (row["trang"], row["truongHop"], row["so"], row["meNgaySinh"]) == ("3", "1", "12", "1989")


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        (Verdict.ILLEGIBLE, "meNgaySinh (không đọc được)"),
        (Verdict.TORN, "meNgaySinh (rách, mất)"),
        (Verdict.BLANK, ""),  # nothing stands in the book
    ],
)
def test_the_last_column_names_the_cells_nobody_could_read(shelf, tmp_path, unread, verdict, said):
    (row,) = rows(shelf, [unread(shelf.entry("12"), "meNgaySinh", verdict)], tmp_path)
    assert (row["meNgaySinh"], row["khongDocDuoc"]) == ("", said)


def test_two_editions_of_the_form_share_one_table(shelf, tmp_path, edition):
    older = edition(so="number", chaHoTen="person_name")
    old = replace(shelf.entry("13", page=2, chaHoTen="Nông Văn Lý"), form=older.name)
    (path,) = FlatCsv().write(shelf.package([shelf.entry("12"), old], older), tmp_path).files
    table = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert [(row["so"], row["chaHoTen"]) for row in table] == [("12", ""), ("13", "Nông Văn Lý")]


@pytest.mark.parametrize("value", ["=1+1", "+84", "-", "@A1", "\tLan", "\rLan"])
def test_a_value_that_looks_like_a_formula_gets_a_quote_in_front(shelf, tmp_path, value):
    FlatCsv().write(shelf.package([shelf.entry("12", nksHoTen=value)]), tmp_path)
    assert f"'{value}" in (tmp_path / "Khaisinh2018.KS.csv").read_bytes().decode("utf-8-sig")


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
    receipt = FlatCsv().write(shelf.package(entries), tmp_path)
    assert (receipt.rows, [left.entry_id for left in receipt.left_out]) == (1, [entries[1].id])


def test_with_nothing_decided_no_file_is_written(shelf, tmp_path, undecided):
    receipt = FlatCsv().write(shelf.package([undecided(shelf.entry("12"), "so")]), tmp_path / "out")
    assert (list(receipt.files), (tmp_path / "out").exists()) == ([], False)
