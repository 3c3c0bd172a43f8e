"""Every screen meets WCAG 2.2 AA as far as a machine can tell (axe-core), and the keyboard reaches what a mouse does.

Nothing is excluded: what Streamlit draws around our content is checked too, and meets the same rules today.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from office import CLERK, Office
from playwright.sync_api import Page, expect

from ui.front import titles

AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def opened(page: Page, office: Office, screen: str, book: str, who: str = CLERK) -> None:
    """Load a screen and wait until it is drawn."""
    office.let_in(page, who)
    page.goto(f"{office.address}/{screen}?book={book}")
    expect(page.locator("[data-testid=stTopNavLink]").first).to_be_visible(timeout=30_000)
    expect(page.locator("[data-testid=stApp]")).to_have_attribute("data-test-script-state", "notRunning")
    page.wait_for_timeout(700)  # fades of Streamlit's own: a text that fades in has no contrast yet


def violations(page: Page) -> list[str]:
    """Return what axe finds wrong, a line for each place; a screen that the server is drawing again is pale until that is done."""
    expect(page.locator("[data-stale=true]")).to_have_count(0)
    page.evaluate(AXE)
    found: Any = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    assert found["passes"], "axe saw nothing at all"
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found["violations"] for node in rule["nodes"]]


@pytest.mark.parametrize("screen", titles())
def test_a_screen_meets_the_rules(page: Page, office: Office, screen: str) -> None:
    opened(page, office, screen, office.new_book())
    assert violations(page) == []


def test_the_way_in_meets_the_rules(page: Page, office: Office) -> None:
    page.goto(f"{office.address}/entrance/sign-in")
    expect(page.locator("#name")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("screen", ["carpet", "whole_book", "progress", "take_in", "review", "accounts"])
def test_large_type_in_high_contrast_and_english_meets_the_rules(page: Page, office: Office, screen: str) -> None:
    who = f"Hoa {screen}"
    opened(page, office, "settings", office.new_book(), who)
    for choice in ("English", "Very large", "High contrast"):
        page.get_by_text(choice).first.click()
        expect(page.locator("[data-testid=stApp]")).to_have_attribute("data-test-script-state", "notRunning")
        page.wait_for_timeout(700)
    opened(page, office, screen, office.new_book(), who)
    expect(page.get_by_role("link", name="Books")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        ("<img src='x.png'>", "image-alt"),
        ("<p style='color:#bbb;background:#fff'>một dòng chữ mờ</p>", "color-contrast"),
    ],
)
def test_a_screen_that_breaks_a_rule_is_found(page: Page, broken: str, rule: str) -> None:
    page.set_content(f"<html lang=vi><head><title>Sổ</title></head><body>{broken}</body></html>")
    assert [found.partition(":")[0] for found in violations(page)] == [rule]


def test_the_keyboard_alone_opens_a_case_of_the_whole_book(page: Page, office: Office) -> None:
    opened(page, office, "whole_book", office.new_book())
    expect(page.locator(".whole-book tbody tr").first).to_be_visible()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(
            "() => { let e = document.activeElement; while (e.shadowRoot?.activeElement) e = e.shadowRoot.activeElement; return e.dataset.open || '' }"
        ):
            break
    page.keyboard.press("Enter")
    expect(page.locator(".desk input")).to_be_focused()


def test_the_help_prints_on_two_pages_at_most(page: Page, office: Office) -> None:
    opened(page, office, "help", office.new_book())
    sheet = page.pdf(format="A4")
    assert 1 <= sheet.count(b"/Type /Page\n") + sheet.count(b"/Type /Page ") <= 2


def test_a_screen_in_a_section_is_reached_by_the_keyboard_and_the_open_section_meets_the_rules(
    page: Page, office: Office
) -> None:
    opened(page, office, "books", office.new_book())
    section = page.locator("[data-testid=stTopNavSection]", has_text="Văn phòng")
    for _ in range(20):
        page.keyboard.press("Tab")
        if section.evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press("Enter")
    wanted = page.locator("[data-testid=stTopNavDropdownLink]", has_text="Tài khoản")
    expect(wanted).to_be_visible()
    page.wait_for_timeout(700)
    assert violations(page) == []
    for _ in range(6):
        if page.evaluate("document.activeElement.innerText")[:9] == "Tài khoản":
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{office.address}/accounts", timeout=20_000)
