"""Two people at one book in two browsers: each has cases of their own, and a case that is taken says by whom."""

from office import Desktop, Office
from playwright.sync_api import Browser, expect

OTHER = "Vừ A Bình"


def test_two_clerks_never_see_the_same_case_and_a_taken_one_says_by_whom(browser: Browser, desktop: Desktop) -> None:
    first = desktop.row
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")
    page = context.new_page()
    desktop.office.let_in(page, OTHER)
    page.goto(f"{desktop.office.address}/review?book={desktop.book}")
    expect(page.locator(".desk input")).to_be_focused(timeout=30_000)
    second = int(page.locator(".desk .where").inner_text().rsplit(" ", 1)[1]) - 1
    assert second != first
    page.goto(f"{desktop.office.address}/?book={desktop.book}")
    page.get_by_role("combobox", name="Mở một trường hợp").click()
    expect(page.get_by_role("option").filter(has_text="Lò Thị Mai đang mở")).to_have_count(
        3
    )  # the open one, and the two loaded ahead
    page.get_by_role("option").filter(has_text=f"trường hợp {first + 1}").click()
    page.get_by_role("button", name="Mở", exact=True).click()
    expect(page.get_by_text("Lò Thị Mai đang mở trường hợp này")).to_be_visible()
    expect(page.locator(".desk .where")).to_contain_text(f"trường hợp {second + 1}")
    context.close()


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
