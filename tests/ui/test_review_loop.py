"""The keying loop in a real browser on a real store: what was seen accepted is kept, whatever comes next."""

import unicodedata

import pytest
from office import COLUMNS, ROWS, Desktop
from playwright.sync_api import expect

FIRST = "Số"
DATE = "Ngày đăng ký"
NAME = "Họ tên người được khai sinh"
SEX = "Nam/Nữ"
ETHNICITY = COLUMNS.index("nksDanToc")


def test_enter_confirms_the_proposal_and_goes_to_the_next_field(desktop: Desktop) -> None:
    row = desktop.row
    desktop.press("Enter")
    desktop.at(DATE)
    desktop.all_saved()
    assert desktop.answers(row) == {"so": ("confirmed", ROWS[row][0])}


def test_a_record_typed_without_a_pause_is_kept_as_it_was_typed(desktop: Desktop) -> None:
    row = desktop.row
    for place, text in enumerate(ROWS[row]):
        if place != ETHNICITY:
            desktop.press("Control+a")
        desktop.page.keyboard.insert_text(text)
        desktop.press("Enter")
    expect(desktop.page.locator(".desk .where")).not_to_contain_text(f"trường hợp {row + 1}")
    desktop.at(FIRST)
    desktop.all_saved()
    kept = {column: text for column, (_, text) in desktop.answers(row).items()}
    assert kept == dict(zip(COLUMNS, ROWS[row], strict=True))


def test_a_corrected_text_is_kept_as_corrected_and_composed(desktop: Desktop) -> None:
    row = desktop.row
    desktop.press("Enter", "Enter", "Control+a")
    desktop.page.keyboard.insert_text(unicodedata.normalize("NFD", " Vừ A Dính "))
    desktop.press("Enter")
    desktop.all_saved()
    assert desktop.answers(row)["nksHoTen"] == ("corrected", "Vừ A Dính")


@pytest.mark.parametrize(
    ("chord", "verdict"),
    [
        ("Alt+Digit0", "blank"),
        ("Alt+k", "illegible"),
        ("Alt+v", "verify_later"),
        ("Alt+m", "torn"),
        ("Alt+h", "ask_superior"),
    ],
)
def test_a_chord_says_why_a_cell_has_no_text(desktop: Desktop, chord: str, verdict: str) -> None:
    row = desktop.row
    desktop.press(chord)
    desktop.at(DATE)
    desktop.all_saved()
    assert desktop.answers(row) == {"so": (verdict, "")}


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("1989", "a digit belongs to the text and takes no alternative"),
        ("0", "zero does not say that the cell is blank"),
        ("xvrz", "letters belong to the text and say nothing about the cell"),
    ],
)
def test_bare_letters_and_digits_only_write(desktop: Desktop, typed: str, why: str) -> None:
    desktop.press("Enter", "Enter", "Control+a")
    desktop.page.keyboard.type(typed)
    desktop.at(NAME)
    expect(desktop.field).to_have_value(typed)


def test_an_alternative_goes_into_the_field_and_waits_for_enter(desktop: Desktop) -> None:
    row = desktop.row
    desktop.press("Enter", "Enter", "Alt+Digit1")
    expect(desktop.field).to_have_value("Nông Văn Tại")
    desktop.at(NAME)
    desktop.press("Enter")
    desktop.at(SEX)
    desktop.all_saved()
    assert desktop.answers(row)["nksHoTen"] == ("corrected", "Nông Văn Tại")


def test_undo_brings_the_proposal_back(desktop: Desktop) -> None:
    before = desktop.field.input_value()
    desktop.page.keyboard.type("999")
    desktop.press("Alt+l")
    expect(desktop.field).to_have_value(before)


def test_enter_on_an_empty_field_asks_for_a_word_and_stays(desktop: Desktop) -> None:
    row = desktop.row
    desktop.press("Control+a", "Delete", "Enter")
    expect(desktop.page.locator(".desk .hint")).to_contain_text("Alt+0")
    desktop.at(FIRST)
    assert desktop.answers(row) == {}


def test_a_held_enter_confirms_one_field_only(desktop: Desktop) -> None:
    for _ in range(5):
        desktop.page.keyboard.down("Enter")
    desktop.page.keyboard.up("Enter")
    desktop.at(DATE)


@pytest.mark.parametrize("back", ["Alt+ArrowUp", "Shift+Enter"])
def test_a_field_gone_back_to_is_corrected_by_a_second_answer(desktop: Desktop, back: str) -> None:
    row = desktop.row
    desktop.press("Enter", back)
    desktop.at(FIRST)
    desktop.press("Control+a")
    desktop.page.keyboard.type("77")
    desktop.press("Enter")
    desktop.at(DATE)
    desktop.all_saved()
    assert desktop.answers(row)["so"] == ("corrected", "77")


def test_enter_on_a_cell_already_said_to_be_blank_goes_on_without_a_second_answer(desktop: Desktop) -> None:
    row = desktop.row
    desktop.press("Alt+Digit0", "Alt+ArrowUp", "Enter")
    desktop.at(DATE)
    desktop.all_saved()
    assert len(desktop.history(row)) == 1


def test_a_case_that_is_done_is_opened_again_from_the_books_and_corrected(desktop: Desktop) -> None:
    row = desktop.row
    desktop.press(*["Alt+Digit0"] * len(COLUMNS))
    expect(desktop.page.locator(".desk .where")).not_to_contain_text(f"trường hợp {row + 1}")
    desktop.page.get_by_role("link", name="Sổ").click()
    expect(desktop.page.get_by_role("button", name="Mở", exact=True)).to_be_visible()
    expect(desktop.page.locator("[data-stale=true]")).to_have_count(0)
    desktop.page.get_by_test_id("stSelectbox").filter(has_text="Mở một trường hợp").locator("input").click()
    desktop.page.get_by_role("option", name=f"trường hợp {row + 1} ").click()
    desktop.page.get_by_role("button", name="Mở", exact=True).click()
    expect(desktop.page.locator(".desk .where")).to_contain_text(f"trường hợp {row + 1}")
    desktop.page.keyboard.type("99")
    desktop.press("Enter")
    desktop.at(DATE)
    desktop.all_saved()
    assert desktop.answers(row)["so"] == ("corrected", "99")
    assert len(desktop.history(row)) == len(COLUMNS) + 1


def test_an_answer_to_a_page_that_was_read_anew_meanwhile_still_counts(desktop: Desktop) -> None:
    row = desktop.row
    desktop.press("Enter")
    desktop.all_saved()
    desktop.office.read_anew(desktop.book)
    desktop.press("Enter")
    desktop.all_saved()
    assert desktop.answers(row) == {"so": ("confirmed", ROWS[row][0]), "ngayDangKy": ("confirmed", ROWS[row][1])}


def test_a_record_set_aside_comes_no_more_by_itself_but_can_be_called_back(desktop: Desktop) -> None:
    for left in range(len(ROWS), 0, -1):
        where = desktop.page.locator(".desk .where").inner_text()
        desktop.press("Alt+n")
        if left > 1:
            expect(desktop.page.locator(".desk .where")).not_to_have_text(where)
    expect(desktop.page.locator(".desk .veil")).to_contain_text("Đã xem hết")
    desktop.page.get_by_role("button", name="Xem lại các trường hợp để lại").click()
    expect(desktop.page.locator(".desk .veil")).to_be_hidden()
    desktop.at(FIRST)


def test_nothing_is_asked_of_any_other_machine(desktop: Desktop) -> None:
    asked: list[str] = []
    desktop.page.on("request", lambda request: asked.append(request.url))
    desktop.page.reload()
    expect(desktop.field).to_be_focused(timeout=30_000)
    desktop.press("Enter")
    desktop.all_saved()
    own = (desktop.office.address, "blob:", "data:", desktop.office.address.replace("http", "ws"))
    assert [url for url in asked if not url.startswith(own)] == []


def test_the_cell_in_hand_is_framed_on_the_page_and_shown_large(desktop: Desktop) -> None:
    frame = desktop.page.locator(".desk .frame").bounding_box()
    pane = desktop.page.locator(".desk .page").bounding_box()
    assert frame is not None
    assert pane is not None
    assert pane["x"] - 6 <= frame["x"] < frame["x"] + frame["width"] <= pane["x"] + pane["width"] + 6
    assert desktop.page.evaluate("document.querySelector('.stBidiComponent *') !== null")
    expect(desktop.page.locator(".desk .cell img")).to_have_js_property("complete", value=True)
