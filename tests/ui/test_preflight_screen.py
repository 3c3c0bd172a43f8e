"""The list before the hand-over in a real browser: pictures load, and one click opens the record."""

from __future__ import annotations

from datetime import UTC, datetime

from office import CLERK, Office
from playwright.sync_api import Page, expect

from pipeline.entries import Decision, Verdict

WHEN = datetime(2026, 11, 26, tzinfo=UTC)


def decide(office: Office, book: str, row: int, **texts: str) -> int:
    """Decide every cell of a case as it is written, some otherwise; return its id."""
    with office.desk() as desk:
        entry = next(entry for entry in desk.entries(book) if entry.order == row)
        for column in desk.form_of(entry).columns:
            text = texts.get(column.name, entry.readings[column.name].text or "Tày")
            key = f"{entry.id} {column.name}"
            desk.confirm(entry.id, [Decision(column.name, Verdict.CORRECTED, text, CLERK, WHEN, key)])
    return entry.id


def test_the_list_shows_the_very_words_and_opens_the_record(page: Page, office: Office) -> None:
    book = office.new_book()  # numbers of its own: other books of this office hold 7, 8 and 9 of the same volume
    decide(office, book, 1, so="107")
    decide(office, book, 2, so="108", nksGioiTinh="Nan", nksNgaySinh="31.02.1989")
    office.let_in(page)
    page.goto(f"{office.address}/hand_over?book={book}")
    expect(page.get_by_text("«Nan» không có trong danh mục")).to_be_visible()
    pictures = page.locator("img[src*='/pictures/']")
    expect(pictures.first).to_be_visible()
    loaded = "all => all.every(picture => picture.complete && picture.naturalWidth > 10)"
    page.wait_for_function(f"({loaded})([...document.querySelectorAll(\"img[src*='/pictures/']\")])")
    assert pictures.count() >= 2
    page.get_by_role("button", name="Mở").first.click()
    expect(page.locator(".desk .where")).to_contain_text("trường hợp 2")
