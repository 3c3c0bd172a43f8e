"""The whole book in the browser: doubts in their place, a click opens or compares."""

from __future__ import annotations

import pytest
from office import Office
from playwright.sync_api import Page, expect


@pytest.fixture
def book(page: Page, office: Office) -> Page:
    """The list of a book of three cases; its numbers begin at 7 though it is the first volume."""
    office.let_in(page)
    page.goto(f"{office.address}/whole_book?book={office.new_book()}")
    expect(page.locator(".whole-book td.number")).to_have_count(3, timeout=40_000)
    return page


def test_a_gap_stands_above_the_case_it_was_found_at(book: Page) -> None:
    rows = book.locator(".whole-book tbody tr")
    gap = rows.filter(has_text="thiếu các số từ 1 đến 6")
    expect(gap).to_have_count(1)
    place = gap.evaluate("row => [...row.parentElement.rows].indexOf(row)")
    later = [row for row in rows.all_inner_texts()[place + 1 :] if "Trang 1 · trường hợp" in row]
    assert later[0].split()[0] == "07"


def test_two_cases_stand_side_by_side_with_their_pictures(book: Page) -> None:
    boxes = book.locator(".whole-book td input")
    boxes.nth(0).check()
    boxes.nth(2).check()
    book.locator(".whole-book .compare").click()
    pictures = book.get_by_role("img", name="Trang 1 · trường hợp")
    expect(pictures).to_have_count(2)
    for place in (0, 1):
        expect(pictures.nth(place)).to_have_js_property("complete", True)  # noqa: FBT003  Playwright's own
        assert pictures.nth(place).evaluate("picture => picture.naturalWidth") > 0
    expect(book.get_by_text("20.05.1989").first).to_be_visible()


def test_only_the_cases_with_doubts_can_be_shown(book: Page) -> None:
    calm = book.locator(".whole-book tr[data-doubted=no]")
    assert calm.count() > 0
    book.locator(".whole-book .only").check()
    expect(calm.locator("visible=true")).to_have_count(0)
    expect(book.locator(".whole-book tr.finding").first).to_be_visible()
