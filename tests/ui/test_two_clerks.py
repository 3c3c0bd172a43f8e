"""Two people at one book in two browsers: each has cases of their own, and a case that is taken says by whom."""

from office import Desktop, Office
from playwright.sync_api import Browser, Page, expect

OTHER = "Vừ A Bình"


def where(page: Page) -> str:
    """Return which case is open."""
    expect(page.locator(".desk .where")).to_contain_text("trường hợp")
    return page.locator(".desk .where").inner_text()


def test_two_clerks_never_see_the_same_case_and_a_taken_one_says_by_whom(
    browser: Browser, page: Page, office: Office
) -> None:
    mine = Desktop(page, office)
    mine.book = office.new_book(pages=2)
    first = where(mine.open().page)
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")
    other = context.new_page()
    office.let_in(other, OTHER)
    other.goto(f"{office.address}/review?book={mine.book}")
    expect(other.locator(".desk input")).to_be_focused(timeout=30_000)
    second = where(other)
    assert second != first
    other.goto(f"{office.address}/?book={mine.book}")
    other.get_by_role("combobox", name="Mở một trường hợp").click()
    taken = other.get_by_role("option").filter(has_text="Lò Thị Mai đang mở")
    expect(taken).to_have_count(3)  # the open one, and the two loaded ahead
    taken.first.click()
    other.get_by_role("button", name="Mở", exact=True).click()
    expect(other.get_by_text("Lò Thị Mai đang mở trường hợp này")).to_be_visible()
    expect(other.locator(".desk .where")).to_have_text(second)
    context.close()


def test_the_bare_address_with_a_book_opens_that_book(page: Page, office: Office) -> None:
    first, second = office.new_book(), office.new_book()
    office.let_in(page, OTHER)
    for book in (first, second):
        page.goto(f"{office.address}/?book={book}")
        expect(page.get_by_role("heading", name=book)).to_be_visible(timeout=30_000)
        page.goto(f"{office.address}/books?book={book}")
        expect(page.get_by_role("heading", name=book)).to_be_visible(timeout=30_000)
        expect(page.get_by_text("Page not found")).to_have_count(0)


def test_a_case_that_was_left_goes_to_the_other(browser: Browser, desktop: Desktop, office: Office) -> None:
    desktop.page.get_by_role("link", name="Sổ", exact=True).click()
    expect(desktop.page.get_by_role("button", name="Đối chiếu sổ này")).to_be_visible()
    other = Desktop(browser.new_page(), office)
    other.book = desktop.book
    office.let_in(other.page, OTHER)
    other.page.goto(f"{office.address}/review?book={desktop.book}")
    expect(other.field).to_be_focused(timeout=30_000)
    assert other.row == 0  # the quickest case, that the first clerk has given back
    other.page.close()
