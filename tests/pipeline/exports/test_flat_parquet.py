"""The table for statistics, read back by another library's reader."""

from dataclasses import replace
from datetime import UTC, datetime
from unicodedata import normalize

import pytest
from pyarrow import parquet

from pipeline.entries import Verdict
from pipeline.errors import TargetError
from pipeline.exports.flat_csv import FlatCsv
from pipeline.exports.flat_parquet import FlatParquet


def table(shelf, entries, folder, *forms):
    (path,) = FlatParquet().write(shelf.package(entries, *forms), folder).files
    return parquet.read_table(path)


def rows(shelf, entries, folder, *forms):
    return table(shelf, entries, folder, *forms).to_pylist()


def test_a_book_becomes_one_table_named_like_it(shelf, tmp_path):
    receipt = FlatParquet().write(shelf.package([shelf.entry("12", page=3)]), tmp_path / "out")
    assert ([path.name for path in receipt.files], receipt.rows) == (["Khaisinh2018.KS.parquet"], 1)


def test_the_columns_of_the_csv_come_first(shelf, tmp_path):
    (path,) = FlatCsv().write(shelf.package([shelf.entry("12")]), tmp_path).files
    header = path.read_text(encoding="utf-8-sig").splitlines()[0].split(",")
    names = table(shelf, [shelf.entry("12")], tmp_path).column_names
    assert names == [*header, "bieuMau", "tepAnh", "sha256", "nguonGoc"]


def test_a_row_says_where_it_stands_and_what_was_decided(shelf, tmp_path):
    (row,) = rows(shelf, [shelf.entry("12", page=3)], tmp_path)
    assert (row["trang"], row["truongHop"], row["so"], row["meNgaySinh"]) == (3, 1, "12", "1989")
    assert (row["bieuMau"], row["tepAnh"], row["sha256"]) == ("small", "3.jpg", "ab" * 32)


def test_a_value_carries_who_decided_it_when_and_over_which_proposal(shelf, tmp_path):
    (row,) = rows(shelf, [shelf.entry("12")], tmp_path)
    assert row["nguonGoc"]["nksHoTen"] == {
        "verdict": "corrected",
        "who": "Chị Lan",
        "when": datetime(2026, 11, 24, 8, 30, tzinfo=UTC),
        "proposal": "máy đọc",
        "box": [10, 20, 300, 40],
    }


@pytest.mark.parametrize(
    ("verdict", "value", "said"),
    [
        (Verdict.ILLEGIBLE, None, "meNgaySinh (không đọc được)"),
        (Verdict.TORN, None, "meNgaySinh (rách, mất)"),
        (Verdict.BLANK, "", ""),  # nothing stands in the book
    ],
)
def test_a_blank_cell_is_told_from_one_that_nobody_could_read(shelf, tmp_path, unread, verdict, value, said):
    (row,) = rows(shelf, [unread(shelf.entry("12"), "meNgaySinh", verdict)], tmp_path)
    assert (row["meNgaySinh"], row["khongDocDuoc"], row["nguonGoc"]["meNgaySinh"]["verdict"]) == (value, said, verdict)


def test_what_an_entrys_form_does_not_have_is_null(shelf, tmp_path, edition):
    older = edition(so="number", chaHoTen="person_name")
    old = replace(shelf.entry("13", page=2, chaHoTen="Nông Văn Lý"), form=older.name)
    first, second = rows(shelf, [shelf.entry("12"), old], tmp_path, older)
    assert (first["chaHoTen"], first["nguonGoc"]["chaHoTen"]) == (None, None)
    assert (second["chaHoTen"], second["nksHoTen"]) == ("Nông Văn Lý", None)


@pytest.mark.parametrize(
    ("value", "stands"),
    [
        ("=1+1", "=1+1"),  # no spreadsheet reads this
        ("a\x00b\x1f", "a\x00b\x1f"),
        ("<&>", "<&>"),
        (normalize("NFD", "Huệ Đỗ"), "Huệ Đỗ"),
        ("12/5/1989", "12/5/1989"),
    ],
)
def test_hostile_text_stays_text(shelf, tmp_path, value, stands):
    assert rows(shelf, [shelf.entry("12", nksHoTen=value)], tmp_path)[0]["nksHoTen"] == stands


def test_the_same_book_gives_the_same_bytes(shelf, tmp_path):
    one, other = (FlatParquet().write(shelf.package([shelf.entry("12")]), tmp_path / name).files[0] for name in "ab")
    assert one.read_bytes() == other.read_bytes()


def test_an_open_entry_is_left_out_with_its_reason(shelf, tmp_path, undecided):
    entries = [shelf.entry("12"), undecided(shelf.entry("13", page=2), "nksHoTen")]
    receipt = FlatParquet().write(shelf.package(entries), tmp_path)
    assert (receipt.rows, [left.entry_id for left in receipt.left_out]) == (1, [entries[1].id])


def test_with_nothing_decided_no_file_is_written(shelf, tmp_path, undecided):
    receipt = FlatParquet().write(shelf.package([undecided(shelf.entry("12"), "so")]), tmp_path / "out")
    assert (list(receipt.files), (tmp_path / "out").exists()) == ([], False)


def test_a_folder_that_is_a_file_is_named(shelf, tmp_path):
    (tmp_path / "out").write_text("a file")
    with pytest.raises(TargetError, match="trùng tên"):
        FlatParquet().write(shelf.package([shelf.entry("12")]), tmp_path / "out")
