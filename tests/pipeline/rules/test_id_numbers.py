"""Numbers of identity papers."""

import pytest

from pipeline.entries import Severity
from pipeline.rules.id_numbers import IdNumbers, structure

PAPER = "voSoGiayToTuyThan"


@pytest.mark.parametrize(
    ("cells", "severity", "columns", "said"),
    [
        ({PAPER: "09570782"}, Severity.WARNING, (PAPER,), "«09570782» có 8 chữ số; CMND có 9, căn cước có 12"),
        ({PAPER: "CMND số 0957078261"}, Severity.WARNING, (PAPER,), "có 10 chữ số"),
        ({PAPER: "CMND 09570782 do CA Thái Nguyên cấp ngày 12/5/2001"}, Severity.WARNING, (PAPER,), "có 8 chữ số"),
        ({PAPER: "0957?7826"}, Severity.WARNING, (PAPER,), "có 4 chữ số"),
        ({PAPER: "?"}, Severity.WARNING, (PAPER,), "có 0 chữ số"),
        ({PAPER: "CCCD 095707826"}, Severity.WARNING, (PAPER,), "số căn cước có 12"),
        ({PAPER: "095707826", "voLoaiGiayToTuyThan": "4"}, Severity.WARNING, (PAPER,), "số căn cước có 12"),
        ({PAPER: "003193000851"}, Severity.WARNING, (PAPER,), "bắt đầu bằng 003, không phải mã tỉnh nào"),
        ({PAPER: "112193000851"}, Severity.NOTE, (PAPER,), "bắt đầu bằng 112, chỉ có ở người khai sinh ở nước ngoài"),
        ({PAPER: "012793000851"}, Severity.WARNING, (PAPER,), "có chữ số thứ tư là 7"),
        ({PAPER: "040093015844"}, Severity.WARNING, (PAPER,), "chữ số thứ tư 0 là của nam, đây là vợ"),
        (
            {PAPER: "012193000851", "voNgaySinh": "12/5/1983"},
            Severity.WARNING,
            (PAPER, "voNgaySinh"),
            "là của người sinh năm 1993, sổ ghi sinh 12.05.1983",
        ),
        ({PAPER: "012393000851", "voNgaySinh": "1993"}, Severity.WARNING, (PAPER, "voNgaySinh"), "sinh năm 2093"),
    ],
)
def test_a_number_in_doubt_is_named_with_its_cell(book, case, cells, severity, columns, said):
    (finding,) = IdNumbers()(book(), case("marriage-2016", **cells))
    assert (finding.severity, finding.columns) == (severity, columns)
    assert finding.message.startswith(f"Số 12 (trang 1), Số giấy tờ tùy thân của vợ: «{cells[PAPER]}» ")
    assert said in finding.message


def test_the_sex_in_its_own_cell_is_compared(book, case):
    cells = {"nktSoGiayToTuyThan": "012193000851", "nktGioiTinh": "Nam", "nktNgaySinh": "1993"}
    (finding,) = IdNumbers()(book(), case("death-2016", **cells))
    assert (finding.severity, finding.columns) == (Severity.WARNING, ("nktSoGiayToTuyThan", "nktGioiTinh"))
    assert "là của nữ, sổ ghi nam" in finding.message


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({PAPER: "095707826"}, "the number of an old card"),
        ({PAPER: "095 707 826"}, "written in groups"),
        ({PAPER: "CMND số 095.707.826 do CA Thái Nguyên cấp"}, "with its kind and who issued it"),
        ({PAPER: "095707826 12/5/2001"}, "with the day of issue"),
        ({PAPER: "CMND 095707826, cấp 12/5/2001"}, "with kind and day of issue"),
        ({PAPER: "012193000851", "voNgaySinh": "1993"}, "a woman of 1993 (published example)"),
        ({PAPER: "025188001010", "voNgaySinh": "1988"}, "a woman of 1988 (form guide of TT 04/2024)"),
        ({PAPER: "012193000851"}, "nothing says the year of birth"),
        ({PAPER: "012193000851", "voNgaySinh": "25 tuổi"}, "an age is no year"),
        ({PAPER: "012193000851", "voLoaiGiayToTuyThan": "1"}, "the last cards of the old kind had twelve digits"),
        ({PAPER: "Hộ chiếu B1234567"}, "a passport"),
        ({PAPER: "B1234567"}, "a passport, unnamed"),
        ({PAPER: "CMQĐ 12345"}, "a military card"),
        ({PAPER: "CM sĩ quan quân đội số 12345678"}, "an officer's card"),
        ({PAPER: "Chứng minh công an nhân dân 123-456"}, "a police card"),
        ({PAPER: "12345678", "voLoaiGiayToTuyThan": "5"}, "the ministry's code says a military card"),
        ({PAPER: "12345678", "voLoaiGiayToTuyThan": "Hộ chiếu"}, "the kind is said in its own cell"),
        ({PAPER: "Giấy khai sinh số 12"}, "another paper"),
        ({PAPER: "CMND"}, "the kind without a number: it is left blank"),
        ({PAPER: "Không có"}, "no paper was shown"),
        ({PAPER: "---"}, "a stroke"),
        ({PAPER: ""}, "blank"),
    ],
)
def test_a_number_that_may_be_right_is_no_doubt(book, case, cells, why):
    assert IdNumbers()(book(), case("marriage-2016", **cells)) == []


def test_who_comes_to_the_office_may_be_of_any_sex_and_age(book, case):
    cells = {"nycSoGiayToTuyThan": "040203015844", "nksGioiTinh": "Nữ", "nksNgaySinh": "2018"}
    assert IdNumbers()(book(), case("birth-2016", **cells)) == []


def test_there_are_sixty_three_provinces():
    assert len(structure().provinces) == len(set(structure().provinces.values())) == 63
