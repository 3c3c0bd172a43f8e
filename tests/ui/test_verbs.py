"""What a clerk can ask of one cell, in a real browser: tones, dates, completion, copying, going back, the page picture."""

import re

import pytest
from office import COLUMNS, ROWS, Desktop
from playwright.sync_api import expect

NAME = "Họ tên người được khai sinh"
PLACE = COLUMNS.index("nksNoiSinh")


def at_the_name(desktop: Desktop, text: str) -> None:
    """Go to the name and write a text there."""
    desktop.press("Alt+ArrowDown", "Alt+ArrowDown")
    desktop.at(NAME)
    desktop.page.keyboard.insert_text(text)


@pytest.mark.parametrize(
    ("chord", "text"),
    [
        ("Alt+z", "Nông Văn Tam"),
        ("Alt+f", "Nông Văn Tàm"),
        ("Alt+s", "Nông Văn Tám"),
        ("Alt+r", "Nông Văn Tảm"),
        ("Alt+x", "Nông Văn Tãm"),
        ("Alt+j", "Nông Văn Tạm"),
    ],
)
def test_one_chord_a_tone(desktop: Desktop, chord: str, text: str) -> None:
    at_the_name(desktop, "Nông Văn Tạm")
    desktop.press(chord)
    expect(desktop.field).to_have_value(text)
    desktop.at(NAME)


def test_a_tone_goes_to_the_syllable_at_the_caret(desktop: Desktop) -> None:
    at_the_name(desktop, "Nông Văn Tai")
    desktop.press("Home", "ArrowRight", "Alt+f")
    expect(desktop.field).to_have_value("Nồng Văn Tai")


def test_a_date_typed_without_a_pause_is_written_as_this_book_writes_it(desktop: Desktop) -> None:
    row = desktop.row
    desktop.press("Enter")
    desktop.page.keyboard.type("12051989")
    expect(desktop.field).to_have_value("12.05.1989")
    desktop.press("Enter")
    desktop.all_saved()
    assert desktop.answers(row)["ngayDangKy"] == ("corrected", "12.05.1989")


def test_what_nobody_can_have_seen_is_not_confirmed_but_can_be_typed(desktop: Desktop) -> None:
    row = desktop.row
    desktop.page.route("**/pictures/*", lambda _: None)
    desktop.page.reload()
    expect(desktop.field).to_be_focused(timeout=30_000)
    desktop.press("Enter")
    expect(desktop.page.locator(".desk .hint")).to_contain_text("chưa hiện")
    desktop.at("Số")
    desktop.page.keyboard.type("71")
    desktop.press("Enter")
    desktop.at("Ngày đăng ký")
    desktop.all_saved()
    assert desktop.answers(row) == {"so": ("corrected", "71")}


def test_a_date_that_may_mean_two_things_stays_as_typed(desktop: Desktop) -> None:
    desktop.press("Enter")
    desktop.page.keyboard.type("51989")
    expect(desktop.field).to_have_value("51989")


def test_a_name_is_completed_with_tab_and_waits_for_enter(desktop: Desktop) -> None:
    desktop.press("Alt+ArrowDown", "Alt+ArrowDown")
    desktop.page.keyboard.type("Nguy")
    expect(desktop.page.locator(".desk .offered li").first).to_contain_text("Nguyễn")
    desktop.press("Tab")
    expect(desktop.field).to_have_value("Nguyễn")
    expect(desktop.field).to_be_focused()
    desktop.at(NAME)


def test_enter_takes_what_was_typed_and_no_suggestion(desktop: Desktop) -> None:
    row = desktop.row
    desktop.press("Alt+ArrowDown", "Alt+ArrowDown")
    desktop.page.keyboard.type("Nguy")
    expect(desktop.page.locator(".desk .offered li").first).to_contain_text("Nguyễn")
    desktop.press("Enter")
    desktop.all_saved()
    assert desktop.answers(row)["nksHoTen"] == ("corrected", "Nguy")


def test_a_value_just_given_is_offered_in_the_next_case(desktop: Desktop) -> None:
    for _ in range(PLACE):
        desktop.press("Alt+ArrowDown")
    desktop.page.keyboard.type("Bản Xa Tít")
    desktop.press("Enter", "Alt+n")
    desktop.at("Số")
    for _ in range(PLACE):
        desktop.press("Alt+ArrowDown")
    desktop.page.keyboard.type("Bản X")
    expect(desktop.page.locator(".desk .offered li").first).to_contain_text("Bản Xa Tít")
    desktop.press("ArrowRight")
    expect(desktop.field).to_have_value("Bản Xa Tít")


def test_a_value_is_copied_from_the_case_before(desktop: Desktop) -> None:
    row = desktop.row
    desktop.press("Enter", "Alt+n")
    desktop.at("Số")
    desktop.press("Alt+c")
    expect(desktop.field).to_have_value(ROWS[row][0])
    desktop.at("Số")


def test_back_from_the_first_cell_leads_to_the_case_before_and_on_again(desktop: Desktop) -> None:
    where = desktop.page.locator(".desk .where").inner_text()
    desktop.press("Alt+n")
    desktop.at("Số")
    on = desktop.page.locator(".desk .where").inner_text()
    desktop.press("Alt+ArrowUp")
    expect(desktop.page.locator(".desk .where")).to_have_text(where)
    desktop.press("Alt+n")
    expect(desktop.page.locator(".desk .where")).to_have_text(on)


def test_undo_goes_back_to_the_answer_given_last(desktop: Desktop) -> None:
    desktop.press("Alt+Digit0")
    desktop.at("Ngày đăng ký")
    desktop.press("Alt+l")
    desktop.at("Số")


def test_the_page_is_enlarged_turned_brightened_cleaned_and_moved_by_keys(desktop: Desktop) -> None:
    plane, sheet = desktop.page.locator(".desk .plane"), desktop.page.locator(".desk .sheet")
    width = plane.evaluate("plane => plane.clientWidth")
    desktop.press("Alt+Equal")
    assert plane.evaluate("plane => plane.clientWidth") > width
    moved = plane.get_attribute("style")
    desktop.press("Alt+Shift+ArrowRight")
    assert plane.get_attribute("style") != moved
    desktop.press("Alt+o")
    expect(plane).to_have_attribute("style", re.compile(r"rotate\(90deg\)"))
    desktop.press("Alt+t")
    expect(sheet).to_have_attribute("style", re.compile("contrast"))
    desktop.press("Alt+g")
    expect(sheet).to_have_attribute("src", re.compile("-cleaned"))
    expect(sheet).to_have_js_property("complete", value=True)
    assert sheet.evaluate("sheet => sheet.naturalWidth") > 0
    expect(desktop.page.locator(".desk .cell img")).to_have_attribute("src", re.compile("-cleaned"))
    desktop.at("Số")


def test_the_sheet_of_keys_opens_over_the_record_and_gives_the_field_back(desktop: Desktop) -> None:
    desktop.press("F1")
    expect(desktop.page.locator(".desk .help")).to_contain_text("Alt+J")
    desktop.press("Escape")
    expect(desktop.page.locator(".desk .help")).to_be_hidden()
    expect(desktop.field).to_be_focused()


def test_a_text_composed_by_an_input_method_loses_no_letter_and_starts_no_chord(desktop: Desktop) -> None:
    desktop.press("Alt+ArrowDown", "Alt+ArrowDown")
    session = desktop.page.context.new_cdp_session(desktop.page)
    for text in ("N", "Ng", "Ngu", "Nguy", "Nguyê", "Nguyễ", "Nguyễn"):
        session.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
    session.send("Input.insertText", {"text": "Nguyễn"})
    desktop.page.keyboard.type(" s1xr0")
    expect(desktop.field).to_have_value("Nguyễn s1xr0")
    desktop.at(NAME)
