"""The screens in English, in a real browser: by choice where somebody is signed in, by the browser's wish before."""

from __future__ import annotations

from contextvars import Context
from typing import Any

import pytest
import streamlit as st
from office import Office
from playwright.sync_api import Browser, Page, expect
from test_language import VIETNAMESE

from pipeline import preferences
from pipeline.config import ROOT
from pipeline.entries import Book
from pipeline.preferences import Preferences
from ui import language
from ui.english import words, words_accounts, words_template
from ui.parts import frame

READER = "Emily Ward"
SAMPLE = ROOT / "scans" / "samples" / "KS-2016-birth-2016"


@pytest.fixture
def reader(page: Page, office: Office) -> Page:
    """A browser at which somebody sits who chose English."""
    office.let_in(page, READER)
    preferences.keep(office.config, READER, Preferences("en"))
    return page


def test_whoever_chooses_english_reads_it_at_once_all_around_the_screen(page: Page, office: Office) -> None:
    office.let_in(page, "Hoa Mai")
    page.goto(f"{office.address}/settings")
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    page.get_by_text("English", exact=True).click(timeout=30_000)
    expect(page.locator("html")).to_have_attribute("lang", "en", timeout=30_000)
    expect(page.locator(".sohoa-person button").first).to_have_text(words_accounts.WATCH["lock"])
    expect(page.get_by_role("link", name=words.REVIEW)).to_be_visible(timeout=30_000)
    page.get_by_text("Tiếng Việt", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "vi", timeout=30_000)
    expect(page.get_by_role("link", name="Đối chiếu")).to_be_visible(timeout=30_000)


def test_the_record_speaks_english_but_for_what_stands_in_the_register(reader: Page, office: Office) -> None:
    reader.goto(f"{office.address}/review?book={office.new_book()}")
    desk = reader.locator(".desk")
    expect(desk.locator("input")).to_be_focused(timeout=30_000)
    expect(desk.locator(".accept span")).to_have_text(words.RECORD["accept"])
    expect(desk.locator(".where")).to_contain_text("Page 1 · case 1")
    expect(desk.locator(".status")).to_have_text(words.RECORD["allSaved"])
    assert [said for said in desk.locator("button").all_inner_texts() if VIETNAMESE.search(said)] == []
    reader.keyboard.press("F1")
    expect(desk.locator(".help-sheet h1")).to_have_text(words.RECORD["help"])
    reader.keyboard.press("Escape")
    expect(desk.locator(".cell img")).to_have_js_property("complete", value=True)
    reader.keyboard.press("Alt+v")
    expect(desk.locator(".fields li").first.locator(".text")).to_have_text(f"({words.RECORD['verify_later'].lower()})")


def test_the_board_of_templates_speaks_english(reader: Page, office: Office) -> None:
    name = "Births of an unknown form"
    with office.desk() as desk:
        desk.take_in([SAMPLE / "001.jpg", SAMPLE / "002.jpg"], Book(name, "auto"))
    reader.goto(f"{office.address}/template?book={name}")
    reader.get_by_role("button", name=words_template.BUILD, exact=True).click(timeout=30_000)
    expect(reader.locator(".cells .cell").first).to_be_visible(timeout=60_000)
    expect(reader.locator("[data-do=add]")).to_contain_text(words_template.BOARD["add"])
    expect(reader.locator(".board .keys")).to_have_text(words_template.BOARD["keys"])
    said = reader.locator(".board button[data-do], .board label").all_inner_texts()
    assert [text for text in said if VIETNAMESE.search(text.partition("\n")[0])] == []


@pytest.mark.parametrize(("locale", "title"), [("en-GB", words_accounts.SIGN_IN), ("vi-VN", "Đăng nhập")])
def test_the_way_in_speaks_the_language_that_the_browser_asks_for(
    browser: Browser, office: Office, locale: str, title: str
) -> None:
    office.person()
    context = browser.new_context(locale=locale)
    page = context.new_page()
    page.goto(f"{office.address}/review")
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator("html")).to_have_attribute("lang", locale.partition("-")[0])
    context.close()


def test_a_part_that_is_drawn_again_by_itself_keeps_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []

    def later(part: Any, run_every: float | None) -> Any:
        return lambda: Context().run(part)  # as Streamlit does: in a thread that does not know the person

    monkeypatch.setattr(st, "fragment", later)
    language.speak("en")
    try:
        frame.again(lambda: drawn.append(language.spoken()), 2.0)
    finally:
        language.speak("vi")
    assert drawn == ["en"]
