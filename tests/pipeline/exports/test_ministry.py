"""The package for the ministry, read back as the ministry would."""

import time
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pikepdf
import pytest
from openpyxl import load_workbook

from pipeline.entries import Ink, Reading, Verdict
from pipeline.errors import BadForm, TargetError, UsageError
from pipeline.exports.ministry import Ministry
from pipeline.forms import Column
from pipeline.geometry import Box
from pipeline.receipts import Unread
from tests.pipeline.exports.ministry_package import STEM, handed_over, pdf_names, sheet_rows, texts


def test_a_book_becomes_one_workbook_and_one_zip_named_by_its_place(shelf, tmp_path):
    receipt = handed_over(shelf, [shelf.entry("12")], tmp_path / "out")
    assert [path.name for path in receipt.files] == [f"{STEM}.xlsx", f"{STEM}.zip"]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [f"{STEM}.xlsx", f"{STEM}.zip"]
    assert (receipt.rows, list(receipt.left_out)) == (1, [])


@pytest.mark.parametrize(("columns", "first"), [(60, "so"), (70, "STT")])
def test_births_go_out_in_either_template(shelf, tmp_path, columns, first):
    handed_over(shelf, [shelf.entry("12")], tmp_path, birth_columns=columns)
    header = list(sheet_rows(tmp_path)[0])
    assert (len(header), header[0]) == (columns, first)


def test_there_is_no_birth_template_of_65_columns():
    with pytest.raises(UsageError):
        Ministry(65)


def test_a_kind_of_register_without_template_is_named(shelf, tmp_path):
    shelf.form = replace(shelf.form, register="GH")
    with pytest.raises(BadForm, match="GH"):
        handed_over(shelf, [shelf.entry("12")], tmp_path)


@pytest.mark.parametrize(
    ("column", "decided", "cell"),
    [
        ("nksGioiTinh", "Nữ", "2"),
        ("nksGioiTinh", "nam", "1"),
        ("meNgaySinh", "12/5/1989", "12.05.1989"),
        ("meNgaySinh", "5/1989", "05.1989"),
        ("meNgaySinh", "ngày 1 tháng 2 năm 1989", "01.02.1989"),
        ("quyenSo", "1", "01/2018"),
        ("quyenSo", "", "01/2018"),
        ("meNgaySinh", "", None),
        ("meNgaySinh", "32t.", "32 tuổi"),
    ],
)
def test_a_decided_text_is_written_in_the_ministrys_way(shelf, tmp_path, column, decided, cell):
    handed_over(shelf, [shelf.entry(**{"so": "12", column: decided})], tmp_path)
    assert texts(tmp_path, column) == [cell]


@pytest.mark.parametrize(
    ("column", "decided", "why"),
    [
        ("meNgaySinh", "1989", "only the year is written; no 01.01. is made up"),
        ("meNgaySinh", "32 tuổi", "an age is what is written"),
        ("nksHoTen", "nông thị huệ", "names keep their case"),
        ("nksHoTen", "Nam", "a name that is also a sex"),
        ("so", "012/2018", "the number as written"),
        ("quyenSo", "02/2017", "the year stands there"),
        ("nksHoTen", "=1+1", "a formula to a spreadsheet"),
        ("nksHoTen", "+84", "a formula to a spreadsheet"),
        ("nksHoTen", "-", "a formula to a spreadsheet"),
        ("nksHoTen", "@SUM(A1)", "a formula to a spreadsheet"),
        ("nksHoTen", "#N/A", "an error to a spreadsheet"),
        ("nksHoTen", "095707826", "a number to a spreadsheet, which loses the nought"),
    ],
)
def test_a_decided_text_goes_out_unchanged(shelf, tmp_path, column, decided, why):
    handed_over(shelf, [shelf.entry(**{"so": "12", column: decided})], tmp_path)
    assert texts(tmp_path, column) == [decided]


def test_every_cell_is_text(shelf, tmp_path):
    handed_over(shelf, [shelf.entry("12", nksHoTen="=HYPERLINK(1)"), shelf.entry("13", page=2)], tmp_path)
    cells = [cell for row in sheet_rows(tmp_path) for cell in row.values() if cell.value is not None]
    assert {(cell.data_type, cell.quotePrefix) for cell in cells} == {("s", True)}


def test_columns_the_form_does_not_have_stay_empty(shelf, tmp_path):
    handed_over(shelf, [shelf.entry("12")], tmp_path)
    row = sheet_rows(tmp_path)[0]
    filled = {name for name, cell in row.items() if cell.value is not None}
    assert filled == {"STT", *(column.name for column in shelf.form.columns)}


def test_the_notes_hold_the_codes_and_what_the_workbook_has_no_place_for(shelf, tmp_path):
    old = Column("meNgheNghiep", "free_text", ("Nghề nghiệp",), 0, "Nghề nghiệp của mẹ")
    shelf.form = replace(shelf.form, columns=(*shelf.form.columns, old))
    entry = shelf.entry("12", meNgheNghiep="Làm ruộng")
    handed_over(shelf, [entry], tmp_path)
    notes = list(load_workbook(tmp_path / f"{STEM}.xlsx")["Ghi chu"].iter_rows(values_only=True))
    assert ("nksGioiTinh", "Giới tính", "2", "Nữ", None) in notes
    assert notes[-1][:2] == ("meNgheNghiep", "Nghề nghiệp của mẹ")


def test_an_open_or_set_aside_cell_keeps_its_case_back(shelf, tmp_path, undecided, waiting):
    back = [undecided(shelf.entry("13", page=2), "nksHoTen", "so"), waiting(shelf.entry("14", page=3), "nksHoTen")]
    receipt = handed_over(shelf, [shelf.entry("12"), *back], tmp_path)
    assert [left.where for left in receipt.left_out] == ["trang 2, trường hợp 1", "trang 3, trường hợp 1, số 14"]
    assert "còn 2 ô chưa quyết định: ô so, ô nksHoTen" in receipt.left_out[0].reason
    assert texts(tmp_path, "so") == ["12"]


@pytest.mark.parametrize(
    ("column", "verdict", "reason"),
    [
        ("so", Verdict.ILLEGIBLE, "số không đọc được"),
        ("so", Verdict.TORN, "số không đọc được"),
        ("ngayDangKy", Verdict.ILLEGIBLE, "ngày đăng ký không đọc được"),
    ],
)
def test_a_case_whose_number_or_day_cannot_be_read_says_so(shelf, tmp_path, unread, column, verdict, reason):
    receipt = handed_over(shelf, [unread(shelf.entry("12"), column, verdict)], tmp_path / "out")
    assert [left.reason.partition(" nên")[0] for left in receipt.left_out] == [reason]


@pytest.mark.parametrize(
    ("column", "verdict", "reason"),
    [
        ("meNgaySinh", Verdict.ILLEGIBLE, "không đọc được"),
        ("nksHoTen", Verdict.TORN, "rách, mất"),
        ("quyenSo", Verdict.ILLEGIBLE, "không đọc được"),
        ("quyenSo", Verdict.TORN, "rách, mất"),
    ],
)
def test_a_cell_nobody_could_read_goes_out_empty_and_stands_in_the_receipt(
    shelf, tmp_path, unread, column, verdict, reason
):
    entry = unread(shelf.entry("12"), column, verdict)
    receipt = handed_over(shelf, [entry, shelf.entry("13", page=2)], tmp_path)
    where = "trang 1, trường hợp 1, số 12"
    assert receipt.unread == [Unread(entry.id, where, column, f"ô {column}", reason)]
    assert texts(tmp_path, column)[0] is None


def test_a_case_that_stays_behind_has_no_unread_cells_in_the_package(shelf, tmp_path, unread, undecided):
    behind = undecided(unread(shelf.entry("13", page=2), "meNgaySinh", Verdict.TORN), "nksHoTen")
    assert handed_over(shelf, [shelf.entry("12"), behind], tmp_path).unread == []


def test_a_form_without_a_cell_for_the_volume_gets_that_of_the_book(shelf, tmp_path, undecided):
    shelf.form = replace(shelf.form, columns=tuple(c for c in shelf.form.columns if c.name != "quyenSo"))
    receipt = handed_over(shelf, [undecided(shelf.entry("12"), "quyenSo")], tmp_path)
    assert (texts(tmp_path, "quyenSo"), receipt.unread) == (["01/2018"], [])


def test_two_editions_of_the_form_go_into_one_workbook(shelf, tmp_path, edition):
    older = edition(so="number", ngayDangKy="partial_date", nksHoTen="person_name", chaHoTen="person_name")
    old = replace(shelf.entry("13", page=2, chaHoTen="Nông Văn Lý"), form=older.name)
    receipt = Ministry().write(shelf.package([shelf.entry("12"), old], older), tmp_path)
    assert (receipt.rows, list(receipt.left_out)) == (2, [])
    assert texts(tmp_path, "so") == ["12", "13"]
    assert (texts(tmp_path, "chaHoTen"), texts(tmp_path, "nksGioiTinh")) == ([None, "Nông Văn Lý"], ["2", None])


def test_a_page_that_cannot_be_opened_keeps_its_cases_back(shelf, tmp_path):
    shelf.page(2).picture.write_bytes(b"no picture")
    receipt = handed_over(shelf, [shelf.entry("12"), shelf.entry("13", page=2)], tmp_path)
    assert ["Không mở được ảnh" in left.reason for left in receipt.left_out] == [True]
    assert (receipt.rows, texts(tmp_path, "so"), len(pdf_names(tmp_path))) == (1, ["12"], 1)


def test_a_book_without_any_picture_is_no_package_and_keeps_every_case_back(shelf, tmp_path):
    shelf.page(1).picture.unlink()
    receipt = handed_over(shelf, [shelf.entry("12"), shelf.entry("13", order=2)], tmp_path / "out")
    assert (receipt.rows, list(receipt.files), (tmp_path / "out").exists()) == (0, [], False)
    assert ["Không mở được ảnh" in left.reason for left in receipt.left_out] == [True, True]


def test_rows_and_pdfs_stand_in_book_order(shelf, tmp_path):
    entries = [shelf.entry("3", page=2), shelf.entry("2", order=2), shelf.entry("1", ngayDangKy="13.05.2018")]
    handed_over(shelf, entries, tmp_path)
    assert texts(tmp_path, "so") == ["1", "2", "3"]
    assert [name[-7:-4] for name in pdf_names(tmp_path)] == ["001", "002", "003"]


def test_entries_of_one_page_get_the_same_whole_page(shelf, tmp_path):
    handed_over(shelf, [shelf.entry("1"), shelf.entry("2", order=2), shelf.entry("3", page=2)], tmp_path)
    with ZipFile(tmp_path / f"{STEM}.zip") as cases:
        first, second, third = (cases.read(name) for name in cases.namelist())
    assert first == second != third


def test_entries_that_stand_apart_on_one_page_get_their_own_part_of_it(shelf, tmp_path):
    cells = {top: {"nksHoTen": Reading("x", 0.4, Ink.WRITTEN, Box(10, top, 300, 40))} for top in (200, 500)}
    entries = [shelf.entry("1"), shelf.entry("2", order=2)]
    entries = [replace(entry, readings=cells[top]) for entry, top in zip(entries, cells, strict=True)]
    handed_over(shelf, entries, tmp_path)
    heights = []
    with ZipFile(tmp_path / f"{STEM}.zip") as cases:
        for name in cases.namelist():
            with pikepdf.open(BytesIO(cases.read(name))) as pdf:
                (image,) = pdf.pages[0].get_images().values()
                heights.append(int(image.Height))
    assert heights == [
        pytest.approx(500 - 14, abs=2),
        pytest.approx(877 - 300, abs=2),
    ]  # head and first, head and second


@pytest.mark.parametrize("ending", ["zip", "xlsx"])
def test_the_same_book_gives_the_same_bytes(shelf, tmp_path, ending):
    for folder in ("a", "b"):
        handed_over(shelf, [shelf.entry("1"), shelf.entry("2", page=2)], tmp_path / folder)
        time.sleep(2.1)  # the clock of a ZIP goes in steps of two seconds
    one, other = ((tmp_path / folder / f"{STEM}.{ending}").read_bytes() for folder in ("a", "b"))
    assert one == other


def test_a_book_without_place_year_or_volume_says_what_to_give(shelf, tmp_path):
    shelf.book = replace(shelf.book, district="", year=0, volume="")
    with pytest.raises(UsageError, match=r"--district … --year … --volume …$"):
        handed_over(shelf, [shelf.entry("12")], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_with_nothing_decided_the_older_package_stays(shelf, tmp_path, undecided):
    entry = shelf.entry("12")
    handed_over(shelf, [entry], tmp_path / "out")
    before = {path: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    receipt = handed_over(shelf, [undecided(entry, "nksHoTen")], tmp_path / "out")
    assert (list(receipt.files), receipt.rows, len(receipt.left_out)) == ([], 0, 1)
    assert {path: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


def test_a_folder_that_is_a_file_is_named(shelf, tmp_path):
    (tmp_path / "out").write_text("a file")
    with pytest.raises(TargetError, match="trùng tên"):
        handed_over(shelf, [shelf.entry("12")], tmp_path / "out")
