"""Drafts of extracts, read back as Word would."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from unicodedata import normalize
from zipfile import ZipFile

import pytest
from docx import Document
from PIL import Image

from pipeline.entries import Ink, Reading, Verdict
from pipeline.errors import TargetError
from pipeline.exports._extract_page import DRAFT
from pipeline.exports.extracts import Extracts
from pipeline.geometry import Box


def written(shelf, entries, folder):
    """Return the documents of a package, opened."""
    files = Extracts().write(shelf.package(entries), folder).files
    return [Document(str(path)) for path in files if path.suffix == ".docx"]


def values(document):
    """Return label and value of every row of the register."""
    return [tuple(cell.text for cell in row.cells) for row in document.tables[1].rows]


def text_of(document):
    tables = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *tables])


def picture_in(document):
    """Return the picture of the case."""
    (image,) = [part.blob for part in document.part.package.iter_parts() if part.partname.startswith("/word/media/")]
    return Image.open(BytesIO(image))


def read(entry, **boxes):
    """Return the entry with places of its cells."""
    return replace(entry, readings={name: Reading("máy đọc", 0.4, Ink.WRITTEN, box) for name, box in boxes.items()})


def test_each_entry_becomes_one_document_named_by_its_place_in_the_book(shelf, tmp_path):
    entries = [shelf.entry("12"), shelf.entry("13", order=2), shelf.entry("14", page=3)]
    receipt = Extracts().write(shelf.package(entries), tmp_path / "out")
    names = [f"Khaisinh2018.KS.{place}.trich-luc.docx" for place in ("0001-1", "0001-2", "0003-1")]
    assert [path.name for path in receipt.files] == [*names, "Khaisinh2018.KS.trich-luc.docx.sha256"]
    assert (receipt.rows, list(receipt.left_out)) == (3, [])


def test_a_document_holds_every_decided_value_beside_its_label(shelf, tmp_path):
    (document,) = written(shelf, [shelf.entry("12")], tmp_path)
    assert values(document) == [
        ("ô so", "12"),
        ("ô quyenSo", "01/2018"),
        ("ô ngayDangKy", "12/5/2018"),
        ("ô nksHoTen", "Nông Thị Huệ"),
        ("ô nksGioiTinh", "Nữ"),
        ("ô meNgaySinh", "1989"),
    ]


def test_a_document_says_on_every_page_that_it_is_a_draft(shelf, tmp_path):
    (document,) = written(shelf, [shelf.entry("12")], tmp_path)
    assert DRAFT == "BẢN NHÁP - chưa có giá trị pháp lý"
    assert document.sections[0].header.paragraphs[0].text == DRAFT
    assert DRAFT in [paragraph.text for paragraph in document.paragraphs]
    assert document.core_properties.title == f"TRÍCH LỤC KHAI SINH: {DRAFT}"


def test_a_document_names_its_kind_its_office_and_its_place_in_the_book(shelf, tmp_path):
    (document,) = written(shelf, [shelf.entry("12", page=3)], tmp_path)
    text = text_of(document)
    assert "TRÍCH LỤC KHAI SINH" in text
    assert "Tân Cương, Đại Từ, Thái Nguyên" in text
    assert "Sổ «Khai sinh 2018», trang 3, trường hợp 1, số 12" in document.sections[0].footer.paragraphs[0].text


def test_there_is_room_for_those_who_sign(shelf, tmp_path):
    (document,) = written(shelf, [shelf.entry("12")], tmp_path)
    left, right = document.tables[2].rows[0].cells
    assert "NGƯỜI THỰC HIỆN" in left.text
    assert "NGƯỜI KÝ TRÍCH LỤC" in right.text
    assert "ngày ..... tháng ..... năm" in right.text


@pytest.mark.parametrize(
    ("register", "title"),
    [
        ("KS", "TRÍCH LỤC KHAI SINH"),
        ("KH", "TRÍCH LỤC KẾT HÔN"),
        ("KT", "TRÍCH LỤC KHAI TỬ"),
        ("CMC", "TRÍCH LỤC NHẬN CHA, MẸ, CON"),
    ],
)
def test_an_extract_is_called_by_its_register(shelf, tmp_path, register, title):
    shelf.form = replace(shelf.form, register=register)
    (document,) = written(shelf, [shelf.entry("12")], tmp_path)
    assert title in [paragraph.text for paragraph in document.paragraphs]


@pytest.mark.parametrize(
    ("verdict", "says"),
    [
        (Verdict.ILLEGIBLE, "(không đọc được)"),
        (Verdict.TORN, "(rách, mất)"),
        (Verdict.BLANK, "(trong sổ để trống)"),
    ],
)
def test_a_cell_without_text_says_why_and_does_not_look_like_a_value(shelf, tmp_path, unread, verdict, says):
    (document,) = written(shelf, [unread(shelf.entry("12"), "meNgaySinh", verdict)], tmp_path)
    assert values(document)[-1] == ("ô meNgaySinh", says)
    assert document.tables[1].rows[-1].cells[1].paragraphs[0].runs[0].bold is False


def test_an_entry_that_shares_its_page_shows_its_own_part_of_it(shelf, tmp_path):
    entries = [
        read(shelf.entry("12"), so=Box(100, 50, 60, 30), nksHoTen=Box(200, 100, 300, 40)),
        read(shelf.entry("13", order=2), so=Box(100, 500, 60, 30)),
    ]
    first, second = written(shelf, entries, tmp_path)
    margin = round(0.02 * 877)
    assert picture_in(first).size == (400 + 2 * margin, 90 + 2 * margin)
    assert picture_in(second).size == (60 + 2 * margin, 30 + 2 * margin)


@pytest.mark.parametrize("boxes", [{}, {"so": Box(100, 50, 60, 30)}])
def test_an_entry_alone_on_its_page_shows_all_of_it(shelf, tmp_path, boxes):
    (document,) = written(shelf, [read(shelf.entry("12"), **boxes)], tmp_path)
    assert picture_in(document).size == (620, 877)


@pytest.mark.parametrize("box", [Box(-50, -50, 20, 20), Box(600, 860, 4000, 4000), Box(3, 3, 1, 1)])
def test_a_box_of_any_shape_and_place_is_cut(shelf, tmp_path, box):
    entries = [read(shelf.entry("12"), so=box), shelf.entry("13", order=2)]
    assert len(written(shelf, entries, tmp_path)) == 2


def test_a_picture_fits_the_page(shelf, tmp_path):
    shelf.page(1, (300, 3000))
    shelf.page(2, (3000, 300))
    for document in written(shelf, [shelf.entry("12"), shelf.entry("13", page=2)], tmp_path):
        (shape,) = document.inline_shapes
        assert shape.width.mm <= 165.01
        assert shape.height.mm <= 235.01


@pytest.mark.parametrize(
    ("hostile", "stands"),
    [
        ("</w:t><w:p/>&amp;", "</w:t><w:p/>&amp;"),
        ("a\x00b\x1bc\ufffe", "a b c "),
        (normalize("NFD", "Huệ Đỗ"), "Huệ Đỗ"),
        ("dòng 1\ndòng 2", "dòng 1\ndòng 2"),
        ("{{ 7 * 7 }}", "{{ 7 * 7 }}"),
        ("x" * 2000, "x" * 2000),
    ],
)
def test_hostile_text_stays_text(shelf, tmp_path, hostile, stands):
    shelf.book = replace(shelf.book, name=f"Sổ {hostile}"[:60], commune=hostile)
    (document,) = written(shelf, [shelf.entry(hostile, nksHoTen=hostile)], tmp_path)
    assert values(document)[3] == ("ô nksHoTen", stands)


def test_what_the_machine_read_is_not_in_a_document(shelf, tmp_path):
    (path, _) = Extracts().write(shelf.package([shelf.entry("12")]), tmp_path).files
    with ZipFile(path) as document:
        assert not [name for name in document.namelist() if b"Nguyen Thi Hue" in document.read(name)]
        assert "Nông Thị Hue<".encode() not in document.read("word/document.xml")


def test_the_same_book_gives_the_same_bytes(shelf, tmp_path):
    one, other = (Extracts().write(shelf.package([shelf.entry("12")]), tmp_path / name).files for name in "ab")
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]


def test_a_document_is_of_the_moment_of_its_last_decision(shelf, tmp_path):
    entry = shelf.entry("12")
    late = replace(entry.decisions["so"], when=datetime(2026, 12, 1, 9, tzinfo=UTC))
    (document,) = written(shelf, [replace(entry, decisions={**entry.decisions, "so": late})], tmp_path)
    assert document.core_properties.modified.replace(tzinfo=None) == datetime(2026, 12, 1, 9)  # noqa: DTZ001


def test_an_entry_with_an_open_cell_is_left_out(shelf, tmp_path, undecided, waiting):
    entries = [
        shelf.entry("12"),
        undecided(shelf.entry("13", order=2), "so"),
        waiting(shelf.entry("14", order=3), "nksHoTen"),
    ]
    receipt = Extracts().write(shelf.package(entries), tmp_path)
    assert (receipt.rows, [left.entry_id for left in receipt.left_out]) == (1, [102, 103])
    assert receipt.left_out[0].reason == "còn 1 ô chưa quyết định: ô so"


def test_a_cell_nobody_could_read_stands_in_the_receipt(shelf, tmp_path, unread):
    receipt = Extracts().write(shelf.package([unread(shelf.entry("12"), "meNgaySinh", Verdict.TORN)]), tmp_path)
    assert [(cell.column, cell.reason) for cell in receipt.unread] == [("meNgaySinh", "rách, mất")]


def half(picture):
    """Cut a picture off in the middle."""
    Image.new("RGB", (620, 877), (9, 99, 9)).save(picture, "PNG")
    picture.write_bytes(picture.read_bytes()[:1000])


@pytest.mark.parametrize("spoil", [lambda path: path.unlink(), lambda path: path.write_bytes(b"no picture"), half])
def test_an_entry_whose_picture_is_gone_or_damaged_is_left_out(shelf, tmp_path, spoil):
    spoil(shelf.page(2).picture)
    entries = [
        shelf.entry("12"),
        shelf.entry("13", page=2),
        shelf.entry("14", page=3),
        shelf.entry("15", page=2, order=2),
    ]
    receipt = Extracts().write(shelf.package(entries), tmp_path / "out")
    assert (receipt.rows, [left.entry_id for left in receipt.left_out]) == (2, [201, 202])
    assert all(re.match("Không mở được ảnh trang «002.png»", left.reason) for left in receipt.left_out)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(path.name for path in receipt.files)


def test_without_any_picture_nothing_is_written_and_older_files_stay(shelf, tmp_path):
    package = shelf.package([shelf.entry("12")])
    files = Extracts().write(package, tmp_path / "out").files
    before = [path.read_bytes() for path in files]
    shelf.page(1).picture.unlink()
    receipt = Extracts().write(package, tmp_path / "out")
    assert (list(receipt.files), receipt.rows, len(receipt.left_out)) == ([], 0, 1)
    assert [path.read_bytes() for path in files] == before


def test_with_nothing_decided_no_document_is_written(shelf, tmp_path, waiting):
    receipt = Extracts().write(shelf.package([waiting(shelf.entry("12"), "so")]), tmp_path / "out")
    assert (list(receipt.files), (tmp_path / "out").exists()) == ([], False)


def test_a_folder_that_is_a_file_is_named(shelf, tmp_path):
    (tmp_path / "out").write_text("a file")
    with pytest.raises(TargetError, match="trùng tên"):
        Extracts().write(shelf.package([shelf.entry("12")]), tmp_path / "out")
