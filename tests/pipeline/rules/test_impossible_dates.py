"""Cells that should hold a date."""

import pytest

from pipeline.entries import Severity
from pipeline.rules.impossible_dates import ImpossibleDates


@pytest.mark.parametrize(
    ("text", "severity", "said"),
    [
        ("31/02/1989", Severity.ERROR, "không có trong lịch. Hãy xem lại ngày"),
        ("31.4.1989", Severity.ERROR, "Hãy xem lại ngày"),
        ("32/1/1989", Severity.ERROR, "Hãy xem lại ngày"),
        ("0/5/1989", Severity.ERROR, "Hãy xem lại ngày"),
        ("12/13/1989", Severity.ERROR, "Hãy xem lại tháng"),
        ("13/1989", Severity.ERROR, "Hãy xem lại tháng"),
        ("ngày 31 tháng 2 năm 1989", Severity.ERROR, "Hãy xem lại ngày"),
        ("30/2/1989", Severity.WARNING, "có thể là ngày âm lịch"),
        ("29/2/2007", Severity.WARNING, "có thể là ngày âm lịch"),
        ("1?/5/1989", Severity.WARNING, "không phải một ngày đọc được"),
        ("12 5 1989", Severity.WARNING, "không phải một ngày đọc được"),
        ("12/5/198", Severity.WARNING, "không phải một ngày đọc được"),
        ("12/5/0989", Severity.WARNING, "không phải một ngày đọc được"),
        ("19889", Severity.WARNING, "không phải một ngày đọc được"),
        ("Thái Nguyên", Severity.WARNING, "không phải một ngày đọc được"),
        ("?", Severity.WARNING, "không phải một ngày đọc được"),
        ("150 tuổi", Severity.WARNING, "là tuổi quá cao (trên 122)"),
        ("12/5/89", Severity.NOTE, "không ghi đủ bốn chữ số của năm"),
        ("5/89", Severity.NOTE, "không ghi đủ bốn chữ số của năm"),
        ("89", Severity.NOTE, "không ghi đủ bốn chữ số của năm"),
        ("12/5", Severity.NOTE, "không ghi đủ bốn chữ số của năm"),
    ],
)
def test_what_is_no_date_is_named_with_its_cell(book, case, text, severity, said):
    (finding,) = ImpossibleDates()(book(), case("birth-2016", meNgaySinh=text))
    assert (finding.severity, finding.columns, finding.entry_ids) == (severity, ("meNgaySinh",), (1,))
    assert finding.message.startswith(f"Số 12 (trang 1), Năm sinh của mẹ: «{text}» ")
    assert said in finding.message


@pytest.mark.parametrize("text", ["Ngày mười sáu tháng b", "hai nghìn tám", "Ngày ba mươi mốt tháng hai năm một nghìn"])
def test_words_that_are_no_date_are_noted(book, case, text):
    (finding,) = ImpossibleDates()(book(), case("birth-2016", nksNgaySinhBangChu=text))
    assert (finding.severity, finding.columns) == (Severity.NOTE, ("nksNgaySinhBangChu",))


@pytest.mark.parametrize("column", ["ngayDangKy", "nksNgaySinh", "chaNgaySinh"])
def test_every_date_of_the_form_is_looked_at(book, case, column):
    (finding,) = ImpossibleDates()(book(), case("birth-2016", **{column: "31/2/1989"}))
    assert finding.columns == (column,)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("12/5/1989", "a whole date"),
        ("29/2/2008", "a leap year"),
        ("05/1989", "month and year"),
        ("1989", "the year alone, as most parents have it"),
        ("ngày 12 tháng 5 năm 1989", "spelt out"),
        ("32 tuổi", "an age is what is written"),
        ("32t", "an age, shortened"),
        ("33 tuổi (mụ)", "an age counted the old way"),
        ("5 tháng tuổi", "an infant"),
        ("12/5/1989 (âm lịch)", "a lunar date stays as it is written"),
        ("30/2/1989 ÂL", "a lunar date, shortened"),
        ("", "what is not known is left blank"),
        ("-", "a stroke where there is nothing"),
        ("Không rõ", "the office did not know"),
    ],
)
def test_what_a_normal_office_writes_is_no_doubt(book, case, text, why):
    assert ImpossibleDates()(book(), case("birth-2016", meNgaySinh=text)) == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Ngày mười sáu tháng bảy năm hai nghìn linh tám", "a date in words"),
        ("Năm một nghìn chín trăm năm mươi sáu", "the year alone"),
        ("16/7/2008", "digits in the cell of words say the date too"),
        ("Ngày rằm tháng bảy năm Mậu Tý âm lịch", "a lunar date stays as it is written"),
        ("", "many forms are not filled there"),
    ],
)
def test_words_that_say_a_date_are_no_doubt(book, case, text, why):
    assert ImpossibleDates()(book(), case("birth-2016", nksNgaySinhBangChu=text)) == []
