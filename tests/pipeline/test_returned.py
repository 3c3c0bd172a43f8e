"""What the ministry's system says is laid beside the right entries, and the newest word counts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline import returned
from pipeline.closings import ImportReport, ReportedRow
from pipeline.entries import Book, Entry, Ink, Page, PageState, Reading
from pipeline.errors import UsageError
from pipeline.geometry import Box
from pipeline.returned import Answer, Mine

WHEN = datetime(2026, 11, 26, 8, tzinfo=UTC)
BOOK = Book("Khai sinh 1989", "birth-table", "Mường Phăng", "", "", 1989, "01")
PAGE = Page(1, BOOK.name, 1, "1.jpg", Path("1.jpg"), "a" * 64, PageState.READ)


def mine(number: str, place: int, still_open: int = 0, volume: str = "01/1989", register: str = "KS") -> Mine:
    texts = {"so": number, "quyenSo": volume}
    readings = {column: Reading(text, 0.9, Ink.WRITTEN, Box(0, 0, 1, 1)) for column, text in texts.items()}
    return Mine(Entry(place, PAGE, place, "birth-table", readings), register, still_open, WHEN)


def report(*rows: tuple[str, str, bool], hours: int = 1, register: str = "KS") -> ImportReport:
    said = [
        ReportedRow(line, number, volume, ok, "" if ok else "sai ngày")
        for line, (number, volume, ok) in enumerate(rows, 2)
    ]
    return ImportReport(f"{hours}.csv", "a" * 64, register, "chị Hoa", WHEN + timedelta(hours=hours), tuple(said))


def answers(own, *reports):
    return [case.answer for case in returned.beside(BOOK, own, reports).cases]


OWN = [mine("01", 1), mine("02", 2), mine("03", 3, still_open=2)]


@pytest.mark.parametrize(
    ("reports", "said"),
    [
        ([], [Answer.UNANSWERED, Answer.UNANSWERED, Answer.OPEN]),
        ([report(("1", "01/1989", True), ("2", "1", False))], [Answer.ACCEPTED, Answer.REJECTED, Answer.OPEN]),
        ([report(("1/1989", "", False))], [Answer.REJECTED, Answer.UNANSWERED, Answer.OPEN]),
        (
            [report(("2", "", False)), report(("2", "", True), hours=2)],
            [Answer.UNANSWERED, Answer.ACCEPTED, Answer.OPEN],
        ),
        (
            [report(("1", "", True), ("2", "", False)), report(("2", "", False), hours=2)],
            [Answer.ACCEPTED, Answer.REJECTED, Answer.OPEN],
        ),
        ([report(("2", "", False), hours=-1)], [Answer.UNANSWERED, Answer.CHANGED, Answer.OPEN]),
        ([report(("3", "", False), hours=-1)], [Answer.UNANSWERED, Answer.UNANSWERED, Answer.REJECTED]),
    ],
)
def test_every_entry_has_the_newest_answer(reports, said):
    assert answers(OWN, *reports) == said


@pytest.mark.parametrize(
    ("row", "register"),
    [
        (("9", "01/1989", False), "KS"),  # no such number
        (("1", "02/1989", False), "KS"),  # another volume
        (("1", "01/1990", False), "KS"),  # another year
        (("1", "01/1989", False), "KH"),  # another register
        (("1a", "01/1989", False), "KS"),  # not certain
    ],
)
def test_a_row_of_another_book_is_told_and_answers_nothing(row, register):
    found = returned.beside(BOOK, OWN, [report(row, register=register)])
    assert [case.answer for case in found.cases] == [Answer.UNANSWERED, Answer.UNANSWERED, Answer.OPEN]
    assert [stranger.number for _, stranger in found.strangers] == [row[0]]


def test_of_two_entries_with_one_number_none_is_chosen():
    found = returned.beside(BOOK, [mine("1", 1), mine("1", 2)], [report(("1", "", True))])
    assert [case.answer for case in found.cases] == [Answer.UNANSWERED, Answer.UNANSWERED]
    assert len(found.strangers) == 1


def test_what_was_sent_back_comes_first_and_what_was_taken_is_done():
    found = returned.beside(BOOK, OWN, [report(("1", "", True), ("2", "", False))])
    assert [(case.entry.id, case.reason) for case in found.left()] == [(2, "sai ngày"), (3, "")]


def read(folder: Path, text: str, registers=("KS",), name="bao-cao.csv"):
    (folder / name).write_text(text, encoding="utf-8")
    return returned.read_report(folder / name, registers, {}, "chị Hoa", WHEN)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Số;Quyển số;Trạng thái;Lý do\n1;01/1989;Thành công;\n", [("1", "01/1989", True, "")]),
        ("so,quyenSo,Kết quả\n1,01/1989,Lỗi: trùng số\n", [("1", "01/1989", False, "Lỗi: trùng số")]),
        ("STT;Số;Kết quả import;Mô tả lỗi\n1;7;Không thành công;Thiếu họ tên\n", [("7", "", False, "Thiếu họ tên")]),
        ("Số;Lỗi\n1;\n2;Sai ngày sinh\n", [("1", "", True, ""), ("2", "", False, "Sai ngày sinh")]),
        ("Số;Kết quả\n1;Hợp lệ\n;Tổng cộng\n", [("1", "", True, "")]),
    ],
)
def test_a_report_is_read_by_its_headings_and_words(tmp_path, text, rows):
    assert [(row.number, row.volume, row.accepted, row.reason) for row in read(tmp_path, text).rows] == rows


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Số;Kết quả\n1;Đang chờ duyệt\n", "không hiểu kết quả «Đang chờ duyệt»"),
        ("Số;Kết quả\n1;Hợp lệ một phần\n", "không hiểu"),
        ("Số;Họ tên\n1;Tài\n", "Kết quả"),
        ("Kết quả\nLỗi\n", "Số"),
        ("Số;Kết quả\n", "không có dòng nào"),
    ],
)
def test_a_report_whose_words_are_not_clear_is_refused_whole(tmp_path, text, says):
    with pytest.raises(UsageError, match=says):
        read(tmp_path, text)


def test_the_register_of_a_report_is_that_of_the_book_or_of_its_name(tmp_path):
    text = "Số;Kết quả\n1;Lỗi\n"
    assert read(tmp_path, text, ["KH"]).register == "KH"
    assert read(tmp_path, text, ["KS", "KH"], "TanCuong.KH.1989.01.csv").register == "KH"
    with pytest.raises(UsageError, match="KS"):
        read(tmp_path, text, ["KS", "KH"])
