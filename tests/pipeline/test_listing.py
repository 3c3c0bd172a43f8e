"""Lists of other offices: whatever encoding and delimiter, and never a cell that silently reads as blank."""

from __future__ import annotations

import tracemalloc
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from openpyxl import Workbook

from pipeline.errors import Exit
from pipeline.listing import UnreadableList, tables

ROWS = [("Họ và tên", "Ngày sinh"), ("Nông Văn Tài", "12.05.1989"), ("Đặng Thị Mỹ", "1990")]
TONES = "\u0300\u0301\u0303\u0309\u0323"


def written(delimiter: str) -> str:
    return "\r\n".join(delimiter.join(row) for row in ROWS)


def windows_1258(text: str) -> bytes:
    """Write as Windows did: letters with their hat, the tone behind as a mark of its own."""
    out = b""
    for letter in normalize("NFC", text):
        apart = normalize("NFD", letter)
        tone = "".join(mark for mark in apart if mark in TONES)
        out += (normalize("NFC", "".join(mark for mark in apart if mark not in TONES)) + tone).encode("cp1258")
    return out


def read(path: Path) -> list[tuple[str, ...]]:
    return [cells for _, cells in tables(path)[0].rows()]


def workbook(path: Path, *rows: Any) -> Path:
    book: Any = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_text_file_is_read_in_whatever_form_it_comes(tmp_path, delimiter, encoding):
    (tmp_path / "a.csv").write_bytes(written(delimiter).encode(encoding))
    assert read(tmp_path / "a.csv") == ROWS


def test_the_vietnamese_encoding_of_old_windows_becomes_nfc(tmp_path):
    (tmp_path / "a.csv").write_bytes(windows_1258(written(";")))
    assert read(tmp_path / "a.csv") == ROWS


def test_a_text_that_mixes_commas_and_semicolons_is_parted_by_what_all_lines_share(tmp_path):
    (tmp_path / "a.csv").write_text("Họ tên;Quê quán\nTài;Bản Mới, Tân Cương\nMỹ;Bản Pho\n", encoding="utf-8")
    assert read(tmp_path / "a.csv")[1] == ("Tài", "Bản Mới, Tân Cương")


def test_dates_numbers_and_results_of_formulas_read_as_they_are_shown(tmp_path):
    row = (date(1989, 5, 2), datetime.fromisoformat("1990-12-31T08:30"), 25188001010.0, 7, "=1+1", None, True)
    path = workbook(tmp_path / "a.xlsx", row)
    with zipfile.ZipFile(path) as package:  # as Excel saves a formula: with its result
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = (
        parts[sheet].replace(b"<v/>", b"<v>2</v>").replace(b"<v />", b"<v>2</v>").replace(b"<v></v>", b"<v>2</v>")
    )
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    assert read(path) == [("02.05.1989", "31.12.1990", "25188001010", "7", "2", "", "1")]


def test_every_sheet_that_holds_anything_is_offered_and_blank_rows_are_passed_over(tmp_path):
    book: Any = Workbook()
    book.active.title = "Trống"
    second = book.create_sheet("DL")
    second.append(("a", "b"))
    second.append((None, None))
    second.append(("c", None, " "))
    book.save(tmp_path / "a.xlsx")
    (table,) = tables(tmp_path / "a.xlsx")
    assert (table.name, list(table.rows())) == ("DL", [(1, ("a", "b")), (3, ("c",))])


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("rong.csv", b"", "không có dòng nào"),
        ("trang.csv", b"\n \n,,\n", "không có dòng nào"),
        ("cu.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "Excel đời cũ"),
        ("anh.csv", b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01", "không phải là tệp chữ"),
        ("hong.xlsx", b"PK\x03\x04 khong phai zip", "bị hỏng"),
        ("font.csv", "Hä vµ tªn;Ngµy sinh\nNguyÔn V¨n Tµi;1989\nLª ThÞ Hång;1990".encode("latin-1"), "phông chữ cũ"),
        ("le.csv", b"\xff\xfeH\0\xc3", "Không rõ bảng mã"),
        ("la.csv", b"\x81\x8d\x8f\x90\x9d", "Không rõ bảng mã"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_what_to_do(tmp_path, name, content, says):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableList, match=says) as refused:
        list(tables(tmp_path / name)[0].rows())
    assert "Excel" in str(refused.value)
    assert refused.value.exit_code is Exit.USAGE


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UnreadableList, match=r"khong-co\.csv"):
        tables(tmp_path / "khong-co.csv")


def test_a_formula_without_a_saved_result_is_refused_and_not_read_as_blank(tmp_path):
    with pytest.raises(UnreadableList, match="công thức"):
        tables(workbook(tmp_path / "a.xlsx", ("Họ tên", "Tuổi"), ("Tài", "=2026-1989")))


def test_a_workbook_cut_off_half_way_is_refused(tmp_path):
    path = workbook(tmp_path / "a.xlsx", *(("Tài", str(number)) for number in range(500)))
    path.write_bytes(path.read_bytes()[:3000])
    with pytest.raises(UnreadableList, match="bị hỏng"):
        tables(path)


def test_rows_of_a_long_list_pass_one_by_one(tmp_path):
    with (tmp_path / "a.csv").open("w", encoding="utf-8") as file:
        file.write("Họ tên,Ngày sinh\n")
        file.writelines(f"Nông Văn Tài {number},12.05.1989\n" for number in range(100_000))
    tracemalloc.start()
    count = sum(1 for _ in tables(tmp_path / "a.csv")[0].rows())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 100_001
    assert peak < 8 << 20  # the file has 3 MB; a list of its rows would take 20
