"""Cells the machine is sure of are taken with one key, each as a decision of its own, and only after they were in sight."""

import pytest
from office import COLUMNS, ROWS, Desktop, Office
from playwright.sync_api import Page, expect

SURE_ROW = 0
"""The only case of the office whose cells are called sure; its name is not, and nothing was read of the people."""


@pytest.fixture
def desktop(page: Page, office: Office) -> Desktop:
    """The review screen of a book with sure cells."""
    return Desktop(page, office, sure=True).open()


def at_the_sure_case(desktop: Desktop) -> Desktop:
    """Go on to the case with sure cells; the quickest one comes first."""
    while desktop.row != SURE_ROW:
        where = desktop.page.locator(".desk .where").inner_text()
        desktop.press("Alt+n")
        expect(desktop.page.locator(".desk .where")).not_to_have_text(where)
    expect(desktop.page.locator(".desk .accept")).to_contain_text("Nhận cả 2 ô")
    return desktop


def test_sure_cells_stand_together_up_to_the_next_doubtful_one(desktop: Desktop) -> None:
    at_the_sure_case(desktop)
    shown = desktop.page.locator(".desk .others li")
    assert [line.inner_text().split("\n") for line in shown.all()] == [["Ngày đăng ký", ROWS[SURE_ROW][1]]]
    expect(desktop.page.locator(".desk .fields li.here")).to_have_count(2)
    for picture in desktop.page.locator(".desk .others img").all():
        expect(picture).to_be_in_viewport(ratio=1)


def test_one_key_takes_them_each_as_a_decision_with_its_proposal(desktop: Desktop) -> None:
    at_the_sure_case(desktop)
    desktop.page.wait_for_timeout(1500)
    desktop.press("Enter")
    desktop.at("Họ tên người được khai sinh")
    desktop.all_saved()
    kept = [(said.column, said.verdict.value, said.text, said.proposal) for said in desktop.history(SURE_ROW)]
    texts = ROWS[SURE_ROW]
    assert kept == [(COLUMNS[place], "confirmed", texts[place], texts[place]) for place in (0, 1)]
    assert len({said.key for said in desktop.history(SURE_ROW)}) == 2


def test_a_key_that_comes_before_anybody_can_have_looked_takes_nothing(desktop: Desktop) -> None:
    desktop.page.route("**/pictures/*", lambda route: route.abort())
    at_the_sure_case(desktop)
    desktop.press("Enter")
    expect(desktop.page.locator(".desk .hint")).to_contain_text("Hãy nhìn hết")
    desktop.at("Số")
    assert desktop.answers(SURE_ROW) == {}


def test_typing_corrects_the_first_of_them_alone(desktop: Desktop) -> None:
    at_the_sure_case(desktop)
    desktop.page.keyboard.type("71")
    expect(desktop.page.locator(".desk .others")).to_be_hidden()
    desktop.press("Enter")
    desktop.at("Ngày đăng ký")
    desktop.all_saved()
    assert desktop.answers(SURE_ROW) == {"so": ("corrected", "71")}


def test_a_later_one_is_corrected_alone_and_the_others_come_again(desktop: Desktop) -> None:
    at_the_sure_case(desktop)
    desktop.press("Alt+ArrowDown")
    desktop.at("Ngày đăng ký")
    expect(desktop.page.locator(".desk .others")).to_be_hidden()
    desktop.page.keyboard.type("13051989")
    expect(desktop.field).to_have_value("13.05.1989")
    desktop.press("Enter")
    desktop.all_saved()
    assert desktop.answers(SURE_ROW) == {"ngayDangKy": ("corrected", "13.05.1989")}
    expect(desktop.page.locator(".desk .fields li").first).to_have_attribute("data-state", "open")
