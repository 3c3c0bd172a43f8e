"""Dates written twice."""

import pytest

from pipeline.entries import Severity
from pipeline.rules.words_and_digits import WordsAndDigits

WORDS = "Ngày mười sáu tháng bảy năm hai nghìn không trăm linh tám"


@pytest.mark.parametrize(
    ("form", "digits", "words", "said"),
    [
        ("birth-2016", ("nksNgaySinh", "10/7/2008"), ("nksNgaySinhBangChu", WORDS), "bằng số là 10.07.2008"),
        ("birth-2016", ("nksNgaySinh", "16/1/2008"), ("nksNgaySinhBangChu", WORDS), "bằng chữ là 16.07.2008"),
        ("birth-2006", ("nksNgaySinh", "2003"), ("nksNgaySinhBangChu", WORDS), "ngày sinh bằng số là 2003"),
        ("birth-2006", ("nksNgaySinh", "17/7/2008"), ("nksNgaySinhBangChu", "năm hai nghìn linh bảy"), "là 2007"),
        ("death-2016", ("nktNgayChet", "10/7/2008"), ("nktNgayChetGhiBangChu", WORDS), "ngày chết bằng số là"),
    ],
)
def test_two_writings_that_cannot_both_be_true_are_an_error(book, case, form, digits, words, said):
    (finding,) = WordsAndDigits()(book(), case(form, **dict([digits, words])))
    assert (finding.severity, finding.columns) == (Severity.ERROR, (digits[0], words[0]))
    assert finding.message.startswith("Số 12 (trang 1): ")
    assert said in finding.message


@pytest.mark.parametrize(
    ("digits", "words", "why"),
    [
        ("16/7/2008", WORDS, "both say the same"),
        ("16/7/2008", "Ngày mười sáu tháng bảy năm hai nghìn linh tám", "«không trăm» is often left out"),
        ("16/7/2008", "ngay muoi sau thang bay nam hai nghin khong tram linh tam", "lost tone marks"),
        ("2008", WORDS, "the digits say less, and may be true"),
        ("16/7/2008", "Tháng bảy năm hai nghìn không trăm linh tám", "the words say less"),
        ("16/7/2008", "", "nothing is written in words"),
        ("", WORDS, "nothing is written in digits"),
        ("16/7/2008", "Ngày mười sáu tháng b", "words that cannot be read contradict nothing"),
        ("16/7/2800", "hai nghìn tám", "2008 or 2800: nobody knows"),
        ("31/2/2008", WORDS, "a day that does not exist is the doubt of another rule"),
    ],
)
def test_two_writings_that_may_both_be_true_are_no_doubt(book, case, digits, words, why):
    assert WordsAndDigits()(book(), case("birth-2016", nksNgaySinh=digits, nksNgaySinhBangChu=words)) == []
