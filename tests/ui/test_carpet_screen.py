"""Crops read alike in the browser: keys, mouse, and what is stored of them. The book of the office has one sure «Nam» and one doubtful."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from office import CLERK, Office
from playwright.sync_api import Page, expect

from pipeline.entries import Decision, Verdict


class Weaver:
    """The carpet of every «Nam» of a book of one's own."""

    def __init__(self, page: Page, office: Office) -> None:
        """Open it."""
        self.page, self.office, self.book = page, office, office.new_book(sure=True)
        office.let_in(page)
        page.goto(f"{office.address}/carpet?book={self.book}")
        expect(self.tiles.first).to_be_visible(timeout=30_000)
        page.locator(".st-key-carpet_kind [role=combobox], .st-key-carpet_kind input").first.click()
        page.get_by_role("option", name="giới tính").click()
        expect(page.locator(".carpet .text")).to_have_text("Nam")
        expect(self.tiles).to_have_count(2)
        expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)  # the server is not drawing any more
        self.saved()

    @property
    def tiles(self):
        """The crops."""
        return self.page.locator(".patch")

    def stored(self) -> dict[int, tuple[str, str, str]]:
        """Return verdict, text and person of every answered cell of the sexes, by place on the page."""
        with self.office.desk() as desk:
            said = {entry.order: entry.decisions.get("nksGioiTinh") for entry in desk.entries(self.book)}
        return {order: (d.verdict.value, d.text, d.who) for order, d in said.items() if d}

    def saved(self) -> None:
        """Wait until everything that was sent is stored."""
        expect(self.page.locator(".carpet .status")).to_have_attribute("data-state", "saved", timeout=40_000)


@pytest.fixture
def weaver(page: Page, office: Office) -> Weaver:
    return Weaver(page, office)


YES = ("confirmed", "Nam", CLERK)


def test_enter_confirms_the_sure_cells_and_leaves_the_doubtful_ones(weaver: Weaver) -> None:
    weaver.tiles.first.focus()
    expect(weaver.page.locator(".confirm")).to_be_enabled()
    weaver.page.keyboard.press("Enter")
    expect(weaver.page.get_by_text("Hiện lại 1 ô đã để lại")).to_be_visible()
    weaver.saved()
    assert weaver.stored() == {1: YES}


def test_space_takes_a_doubtful_cell_and_leaves_a_sure_one(weaver: Weaver) -> None:
    expect(weaver.page.locator(".confirm")).to_be_enabled()
    weaver.tiles.first.focus()
    for key in ("Space", "ArrowRight", "Space", "Enter"):
        weaver.page.keyboard.press(key)
    expect(weaver.page.get_by_text("Hiện lại 1 ô đã để lại")).to_be_visible()
    weaver.saved()
    assert weaver.stored() == {3: YES}


def test_the_mouse_does_the_same(weaver: Weaver) -> None:
    weaver.tiles.nth(1).click()
    weaver.page.locator(".confirm").click()
    expect(weaver.page.get_by_text("Không còn loạt nào")).to_be_visible()
    weaver.saved()
    assert weaver.stored() == {1: YES, 3: YES}


def test_each_confirmed_crop_is_a_decision_of_its_own(weaver: Weaver) -> None:
    weaver.tiles.nth(1).click()
    weaver.page.locator(".confirm").click()
    expect(weaver.page.get_by_text("Không còn loạt nào")).to_be_visible()
    weaver.saved()
    with weaver.office.desk() as desk:
        said = [d for entry in desk.entries(weaver.book) for d in desk.history(entry.id)]
    assert (len(said), len({d.key for d in said}), {d.proposal for d in said}) == (2, 2, {"Nam"})


def test_a_crop_that_was_not_on_the_screen_is_not_confirmed(weaver: Weaver) -> None:
    weaver.page.set_viewport_size({"width": 1366, "height": 360})
    weaver.page.reload()
    expect(weaver.page.locator(".carpet .text")).not_to_be_empty(timeout=30_000)
    weaver.page.wait_for_timeout(1500)
    unseen = weaver.page.locator(".patch[data-seen=no]")
    assert unseen.count() > 0
    expect(weaver.page.locator(".confirm")).to_be_disabled()
    weaver.page.locator(".patch").first.evaluate("tile => tile.focus({preventScroll: true})")
    weaver.page.keyboard.press("Enter")
    weaver.page.wait_for_timeout(1000)
    assert weaver.stored() == {}


def test_what_somebody_answered_meanwhile_stays_and_the_glance_is_refused(weaver: Weaver) -> None:
    weaver.tiles.first.focus()
    with weaver.office.desk() as desk:
        entry = desk.entries(weaver.book)[0]
        moment = datetime.now(UTC)
        desk.confirm(
            entry.id, [Decision("nksGioiTinh", Verdict.CORRECTED, "Nữ", "Hoa", moment, f"other {entry.id}", "Nam")]
        )
    weaver.page.keyboard.press("Enter")
    expect(weaver.page.locator(".refused")).to_contain_text("vừa có người trả lời")
    assert weaver.stored() == {1: ("corrected", "Nữ", "Hoa")}


def test_a_carpet_confirmed_while_the_server_is_dead_is_stored_once_when_it_is_back(weaver: Weaver) -> None:
    weaver.tiles.nth(1).click()
    expect(weaver.page.locator(".confirm")).to_be_enabled()
    weaver.office.kill()
    weaver.page.locator(".confirm").click()
    expect(weaver.page.locator(".carpet .status")).to_have_attribute("data-state", "away", timeout=15_000)
    weaver.office.start()
    weaver.page.reload()
    expect(weaver.page.locator(".carpet")).to_be_visible(timeout=30_000)
    weaver.saved()
    assert weaver.stored() == {1: YES, 3: YES}


def test_a_crop_leads_to_its_record(weaver: Weaver) -> None:
    weaver.tiles.nth(1).focus()
    weaver.page.locator(".open").click()
    expect(weaver.page.locator(".desk .where")).to_contain_text("Trang 1 · trường hợp 3")
