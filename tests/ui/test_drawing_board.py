"""A clerk draws a form on the template of a book, in a real browser, and reads the book by it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from office import CLERK, Office
from playwright.sync_api import Locator, Page, expect
from test_accessibility import violations

from pipeline.config import ROOT
from pipeline.drawing_board import Board
from pipeline.entries import Book, Decision, Verdict
from pipeline.forms import Form, loader
from ui import words_template as words

SAMPLE = ROOT / "scans" / "samples" / "KS-2016-birth-2016"


class Clerk:
    """The screen of templates, in the words of its user."""

    def __init__(self, page: Page, office: Office, book: str) -> None:
        """Sit down with a book that is in the store."""
        self.page, self.office, self.book = page, office, book

    def open(self) -> Clerk:
        """Load the screen, signed in."""
        self.office.let_in(self.page)
        self.page.goto(f"{self.office.address}/template?book={self.book}")
        return self

    def build(self) -> Clerk:
        """Have the template built, and wait for its cells."""
        self.page.get_by_role("button", name=words.BUILD, exact=True).click(timeout=30_000)
        expect(self.cells.first).to_be_visible(timeout=60_000)
        return self

    @property
    def cells(self) -> Locator:
        """All cells, in reading order."""
        return self.page.locator(".cells .cell")

    @property
    def here(self) -> Locator:
        """The cell in hand."""
        return self.page.locator(".cell.here")

    def focus(self, locator: Locator) -> None:
        """Put the keyboard on something."""
        locator.focus()
        expect(locator).to_be_focused()

    def press(self, *keys: str) -> None:
        """Press keys one after another."""
        for key in keys:
            self.page.keyboard.press(key)

    def side(self, name: str) -> float:
        """Return left, top, width or height of the cell in hand, per cent of the template."""
        style = str(self.here.get_attribute("style"))
        return next(float(part.split(":")[1].strip(" %;")) for part in style.split("; ") if part.startswith(name))

    def call(self, typed: str) -> None:
        """Name the cell in hand by what is typed, without marks."""
        self.focus(self.page.locator(".column"))
        self.page.keyboard.type(typed)
        self.press("Enter")

    def save(self, name: str) -> Locator:
        """Save under a name; return what the screen says of it."""
        self.page.locator(".name").fill(name)
        self.press("Control+s")
        said = self.page.locator(".said")
        expect(said).not_to_have_text(words.BOARD["saving"])
        expect(said).not_to_be_empty()
        return said

    def form(self, name: str) -> Form:
        """Return a form as it lies on the office's disk."""
        file = self.office.config.home / "forms" / f"{name}.toml"
        return loader.parse(name, file.read_text(encoding="utf-8"))

    def kept(self) -> Iterator[str]:
        """Yield the columns of the draft on disk."""
        draft = Board(self.office.config).draft(self.book)
        assert draft is not None
        yield from (cell.column for cell in draft.cells)


@pytest.fixture(autouse=True)
def _no_own_forms(office: Office) -> None:
    """Forget the forms of the tests before: their labels would name the cells of the next template."""
    for file in (office.config.home / "forms").glob("mau-la-*"):
        file.unlink()


@pytest.fixture
def clerk(page: Page, office: Office, request: pytest.FixtureRequest) -> Clerk:
    """A clerk before the built template of a book of two pages that the machine has not read."""
    name = f"Mẫu lạ {request.node.name}"
    with office.desk() as desk:
        desk.take_in([SAMPLE / "001.jpg", SAMPLE / "002.jpg"], Book(name, "auto"))
    return Clerk(page, office, name).open().build()


def test_a_book_is_built_its_cells_are_named_moved_and_added_and_the_book_is_read_by_the_form(clerk: Clerk) -> None:
    clerk.focus(clerk.page.locator(".cell.unnamed").first)
    left, height = clerk.side("left"), clerk.side("height")
    clerk.press("ArrowRight", "Shift+ArrowDown")
    assert (clerk.side("left") > left, clerk.side("height") > height) == (True, True)
    clerk.call("noi dang ky")
    assert clerk.page.locator(".kind").input_value() == "place"

    before = clerk.cells.count()
    paper = clerk.page.locator(".paper").bounding_box()
    assert paper is not None
    clerk.page.mouse.move(paper["x"] + 720, paper["y"] + 35)
    clerk.page.mouse.down()
    clerk.page.mouse.move(paper["x"] + 850, paper["y"] + 60, steps=4)
    clerk.page.mouse.up()
    expect(clerk.cells).to_have_count(before + 1)
    clerk.press("Enter")
    clerk.page.keyboard.type("ghi chu")
    clerk.press("Enter")

    expect(clerk.save("Khai sinh")).to_contain_text("chữ thường không dấu")
    expect(clerk.save("birth-2016")).to_contain_text("là của một biểu mẫu có sẵn")
    expect(clerk.save("mau-la-1")).to_contain_text("Đã lưu mẫu «mau-la-1»")
    names = [column.name for column in clerk.form("mau-la-1").columns]
    assert {"noiDangKy", "ghiChu"} <= set(names)

    clerk.page.get_by_role("button", name=words.READ_ANEW).click()
    read = words.READ.format(read=2, total=2)
    expect(clerk.page.get_by_text(read)).to_be_visible(timeout=120_000)
    with clerk.office.desk() as desk:
        assert desk.shelf(clerk.book).book.form == "mau-la-1"
        assert {entry.form for entry in desk.entries(clerk.book)} == {"mau-la-1"}


def test_the_screen_says_which_pages_were_used_which_were_not_and_why(page: Page, office: Office) -> None:
    book = "Mẫu lạ ba trang"
    other = ROOT / "scans" / "samples" / "KS-1980-birth-table" / "003.jpg"
    with office.desk() as desk:
        desk.take_in([SAMPLE / "001.jpg", SAMPLE / "002.jpg", other], Book(book, "auto"))
    Clerk(page, office, book).open().build()
    expect(page.get_by_text(words.BUILT_FROM.format(count=2, pages="001.jpg, 002.jpg"))).to_be_visible()
    expect(page.get_by_text(words.LEFT_OUT["unlike"].format(count=1, pages="003.jpg"))).to_be_visible()
    assert violations(page) == []
    page.reload()
    expect(page.get_by_text(words.LEFT_OUT["unlike"].format(count=1, pages="003.jpg"))).to_be_visible(timeout=30_000)


def test_a_name_that_looks_like_markup_is_shown_as_it_is(
    page: Page, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOHOA_HOME", str(office.config.home))
    book = office.new_book()
    board = Board(office.config)
    draft = board.build(book, {SAMPLE / "001.jpg": "*001*_[a](b):x:.jpg"}, "KS", lambda _: None)
    board.keep(replace(draft, by_writing=True))
    Clerk(page, office, book).open()
    said = words.BUILT_FROM.format(count=1, pages="*001*_[a](b):x:.jpg")
    expect(page.get_by_text(said)).to_be_visible(timeout=30_000)
    expect(page.get_by_text(words.BY_WRITING)).to_be_visible()


def test_a_column_that_two_cells_have_is_told_by_its_title(clerk: Clerk) -> None:
    clerk.focus(clerk.page.locator(".cell.unnamed").first)
    clerk.call("ho ten nguoi duoc")
    expect(clerk.save("mau-la-2")).to_contain_text("«Họ tên người được khai sinh»")


def test_what_was_drawn_outlives_a_reload_and_a_restarted_server(clerk: Clerk) -> None:
    clerk.focus(clerk.page.locator(".cell.unnamed").first)
    clerk.call("que quan")
    clerk.page.wait_for_timeout(1500)  # it is sent a moment after the last change
    assert "nksQueQuan" in clerk.kept()
    clerk.office.kill()
    clerk.office.start()
    clerk.open()
    expect(clerk.page.locator(".cell", has_text="Quê quán").first).to_be_visible(timeout=30_000)
    assert "✓ Quê quán" in clerk.cells.all_inner_texts()


def test_the_keyboard_adds_deletes_and_takes_back(clerk: Clerk) -> None:
    before = clerk.cells.count()
    clerk.focus(clerk.cells.first)
    clerk.press("Alt+a")
    expect(clerk.cells).to_have_count(before + 1)
    expect(clerk.here).to_be_focused()
    clerk.press("Delete")
    expect(clerk.cells).to_have_count(before)
    clerk.press("Control+z")
    expect(clerk.cells).to_have_count(before + 1)
    clerk.press("Control+z")
    expect(clerk.cells).to_have_count(before)
    clerk.press("Control+y")
    expect(clerk.cells).to_have_count(before + 1)


def test_the_board_meets_the_rules_with_a_cell_in_hand_its_columns_open_and_two_entries(clerk: Clerk) -> None:
    clerk.page.locator(".entries-count").fill("2")
    clerk.press("Tab")
    clerk.focus(clerk.cells.first)
    clerk.press("Enter")
    expect(clerk.page.locator(".options")).to_be_visible()
    clerk.page.wait_for_timeout(1000)  # the server has drawn again; a text that fades in has no contrast yet
    assert violations(clerk.page) == []


def test_tab_goes_from_cell_to_cell_in_reading_order(clerk: Clerk) -> None:
    clerk.focus(clerk.cells.first)
    clerk.press("Tab")
    expect(clerk.cells.nth(1)).to_be_focused()
    expect(clerk.page.locator("#cell-title")).to_have_text("Ô 2")


def test_letters_in_a_field_are_letters_there(clerk: Clerk) -> None:
    before = clerk.cells.count()
    clerk.focus(clerk.page.locator(".title"))
    clerk.press("Control+a", "Delete")
    clerk.page.keyboard.type("an")
    assert (clerk.cells.count(), clerk.page.locator(".title").input_value()) == (before, "an")


def test_enter_that_ends_a_composed_word_takes_no_column(clerk: Clerk) -> None:
    clerk.focus(clerk.page.locator(".cell.unnamed").first)
    column = clerk.page.locator(".column")
    clerk.focus(column)
    clerk.page.keyboard.type("que")
    column.dispatch_event("keydown", {"key": "Enter", "isComposing": True, "bubbles": True})
    assert column.get_attribute("aria-expanded") == "true"
    expect(clerk.here).to_have_class("cell unnamed here")


def test_the_second_entry_is_drawn_to_its_place_and_the_third_follows(clerk: Clerk) -> None:
    count = clerk.page.locator(".entries-count")
    count.fill("3")
    clerk.press("Tab")
    clerk.focus(clerk.page.locator(".ghost button").first)
    clerk.press(*["Control+ArrowUp"] * 5)
    expect(clerk.save("mau-la-3")).to_contain_text("3 trường hợp mỗi trang")
    (_, first), (_, second), (_, third) = clerk.form("mau-la-3").settings["starts"]
    assert first == 0
    assert 0.1 < second < 1 / 3
    assert third == pytest.approx(2 * second, abs=0.0002)


def test_pages_with_answers_stay_and_are_named(page: Page, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    book = office.new_book()
    with office.desk() as desk:
        before = desk.entries(book)
        said = Decision("so", Verdict.CONFIRMED, "07", CLERK, datetime(2026, 11, 26, tzinfo=UTC), f"{book} so")
        desk.confirm(before[0].id, [said])
    monkeypatch.setenv("SOHOA_HOME", str(office.config.home))
    board = Board(office.config)
    draft = board.build(book, {SAMPLE / "001.jpg": "001.jpg"}, "KS", lambda _: None)
    board.save(replace(draft, name="mau-la-4"))
    clerk = Clerk(page, office, book).open()
    page.get_by_role("button", name=words.READ_ANEW).click(timeout=30_000)
    expect(page.get_by_text(words.KEPT.format(count=len(before)))).to_be_visible(timeout=120_000)
    with office.desk() as desk:
        after = desk.entries(book)
    kept = [(e.id, e.form, {name: r.box for name, r in e.readings.items()}) for e in after[: len(before)]]
    assert kept == [(e.id, e.form, {name: r.box for name, r in e.readings.items()}) for e in before]
    assert after[0].decisions == {"so": said}
    assert clerk.form("mau-la-4").layout == "drawn_cells"


def test_a_drawing_that_is_not_saved_is_not_thrown_away_by_one_click(clerk: Clerk) -> None:
    clerk.page.get_by_role("button", name=words.BUILD_AGAIN).click()
    expect(clerk.page.get_by_text(words.UNSAVED)).to_be_visible()
    before = list(clerk.kept())
    clerk.press("Escape")
    assert list(clerk.kept()) == before


def test_nobody_without_a_session_gets_a_template(clerk: Clerk) -> None:
    address = clerk.office.address + str(clerk.page.locator(".paper img").get_attribute("src"))
    assert clerk.page.request.get(address).status == 200
    clerk.page.context.clear_cookies()
    answer = clerk.page.request.get(address, max_redirects=0)
    assert not answer.headers.get("content-type", "").startswith("image")


def test_an_own_form_is_opened_and_changed(clerk: Clerk) -> None:
    expect(clerk.save("mau-la-5")).to_contain_text("Đã lưu")
    clerk.page.get_by_role("button", name=words.OPEN, exact=True).click()
    expect(clerk.page.locator(".cell.unnamed")).to_have_count(0)
    clerk.focus(clerk.cells.first)
    clerk.press("Delete", "Control+s")
    expect(clerk.page.locator(".said")).to_contain_text("Đã lưu")
    assert len(clerk.form("mau-la-5").columns) == clerk.cells.count()
