"""What people's words give to doubt, and what rests on the machine's reading."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline import findings
from pipeline.entries import Book, Decision, Entry, Finding, Ink, Page, PageState, Reading, Severity, Verdict
from pipeline.geometry import Box

BOOK = Book("Khai sinh", "birth-table", "Tân Cương", "Đại Từ", "Thái Nguyên", 1980, "01")
WHEN = datetime(2026, 11, 24, tzinfo=UTC)
DAY = "12/5/1980"


def entry(i: int, decided: dict[str, str], proposed: dict[str, str], aside: str = "") -> Entry:
    """Return an entry of a page of its own; what is said of ``aside`` is to verify later."""
    page = Page(i, BOOK.name, i, f"{i}.jpg", Path("page.png"), "", PageState.READ)
    words = {name: Decision(name, Verdict.CORRECTED, text, "Lan", WHEN, f"{i}{name}") for name, text in decided.items()}
    if aside:
        words[aside] = Decision(aside, Verdict.VERIFY_LATER, "", "Lan", WHEN, f"{i}{aside}")
    readings = {name: Reading(text, 0.9, Ink.WRITTEN, Box(0, 0, 9, 9)) for name, text in proposed.items()}
    return Entry(i, page, 1, "birth-table", readings, words)


def one_of(rule: str, *entries: Entry, book: Book = BOOK) -> Finding:
    (found,) = [one for one in findings.of_book(book, entries) if one.rule == rule]
    return found


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        (({"ngayDangKy": DAY}, {"so": "1"}), ({"so": "1", "ngayDangKy": DAY}, {}), "one number is the machine's"),
        (({}, {"so": "1", "ngayDangKy": DAY}), ({}, {"so": "1", "ngayDangKy": DAY}), "nobody looked at anything"),
        (
            ({"so": "1"}, {"ngayDangKy": "2/1/1981"}),
            ({"so": "1"}, {"ngayDangKy": "3/1/1981"}),
            "the machine says the year",
        ),
        (({}, {"so": "1"}, "so"), ({"so": "1", "ngayDangKy": DAY}, {}), "set aside is not decided"),
    ],
)
def test_a_number_twice_is_a_warning_while_the_machine_has_a_part_in_it(first, second, why):
    found = one_of("numbers", entry(1, *first), entry(2, *second))
    assert (found.severity, found.proposed) == (Severity.WARNING, True)
    assert "số 1 có hai lần, ở trang 1 và trang 2." in found.message
    assert found.message.endswith("theo chữ máy đọc, chưa ai đối chiếu.")


@pytest.mark.parametrize(
    ("cells", "proposed", "why"),
    [
        ({"so": "1", "ngayDangKy": DAY}, {}, "everything is decided"),
        (
            {"so": "1", "ngayDangKy": DAY},
            {"so": "7", "nksHoTen": "Nông Tài"},
            "the machine has no say in decided cells",
        ),
        ({"so": "1"}, {"ngayDangKy": DAY}, "the book itself says the year"),
    ],
)
def test_a_number_twice_in_decided_cells_stays_an_error_in_the_words_of_its_rule(cells, proposed, why):
    found = one_of("numbers", entry(1, cells, proposed), entry(2, cells, proposed))
    assert (found.severity, found.proposed) == (Severity.ERROR, False)
    assert (
        found.message == "Năm 1980: số 1 có hai lần, ở trang 1 và trang 2. Hãy xem lại số, hoặc trang bị chụp hai lần."
    )


@pytest.mark.parametrize(
    ("decided", "proposed", "severity"),
    [
        ({"ngayDangKy": "1/5/1980", "nksNgaySinh": "2/5/1980"}, {"so": "1", "nksHoTen": "Nông Tài"}, Severity.ERROR),
        ({"ngayDangKy": "1/5/1980"}, {"so": "1", "nksNgaySinh": "2/5/1980"}, Severity.WARNING),
    ],
)
def test_only_the_cells_a_finding_stands_on_must_be_decided(decided, proposed, severity):
    assert one_of("registration_before_event", entry(1, decided, proposed)).severity is severity


def test_a_warning_about_the_machines_reading_is_a_note():
    assert (
        one_of("person_names", entry(1, {"so": "1", "ngayDangKy": DAY}, {"nksHoTen": "Nông 7"})).severity
        is Severity.NOTE
    )


def test_a_missing_number_is_said_to_be_missing_softly():
    found = one_of("numbers", entry(1, {"ngayDangKy": DAY}, {}))
    assert (found.severity, found.proposed) == (Severity.NOTE, True)


@pytest.mark.parametrize(
    ("entries", "why"),
    [
        ([], "nothing is read yet"),
        ([entry(1, {"so": "1", "ngayDangKy": DAY}, {})], "all is decided"),
        ([entry(1, {}, {"so": "1", "ngayDangKy": DAY})], "nothing is decided, and nothing contradicts itself"),
    ],
)
def test_a_book_that_gives_no_doubt_has_no_findings(entries, why):
    assert findings.of_book(BOOK, entries) == []
