"""Made-up entries for the rules."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.entries import Book, Decision, Entry, Page, PageState, Verdict


@pytest.fixture
def book():
    """Return the first volume of 2018; another year or volume can be said."""

    def _book(year: int = 2018, volume: str = "01") -> Book:
        return Book("Khai sinh", "small", "Tân Cương", "Đại Từ", "Thái Nguyên", year, volume)

    return _book


@pytest.fixture
def entries():
    """Return entries of (number, date of registration, volume), two on a page; ids count from 1."""

    def _entries(*cells: tuple[str, ...]) -> list[Entry]:
        return [
            _entry(i, dict(zip(("so", "ngayDangKy", "quyenSo"), texts, strict=False))) for i, texts in enumerate(cells)
        ]

    return _entries


@pytest.fixture
def case():
    """Return number 12 on page 1, registered on 3 May 2018; other cells of its form are said by name."""

    def _case(form: str, **cells: str) -> list[Entry]:
        return [_entry(0, {"so": "12", "ngayDangKy": "3/5/2018", **cells}, form)]

    return _case


def _entry(i: int, cells: dict[str, str], form: str = "small") -> Entry:
    page = Page(i // 2 + 1, "Khai sinh", i // 2 + 1, f"{i}.jpg", Path("page.png"), "", PageState.READ)
    when = datetime(2026, 11, 24, tzinfo=UTC)
    decisions = {
        name: Decision(name, Verdict.CORRECTED if text else Verdict.BLANK, text, "Lan", when, f"{i}-{name}")
        for name, text in cells.items()
    }
    return Entry(i + 1, page, i % 2 + 1, form, {}, decisions)
