"""A power cut at the server, a reload in the browser, a full disk: no accepted answer is lost."""

from office import COLUMNS, ROWS, Desktop
from playwright.sync_api import expect


def test_answers_given_while_the_server_is_gone_survive_its_restart_and_a_reload(desktop: Desktop) -> None:
    row = desktop.row
    desktop.press("Enter")
    desktop.all_saved()
    desktop.office.kill()
    desktop.press("Enter", "Alt+Digit1", "Enter", "Alt+k")
    expect(desktop.page.locator(".desk .status")).to_have_attribute("data-state", "away")
    assert set(desktop.answers(row)) == {"so"}
    desktop.office.start()
    desktop.page.reload()
    expect(desktop.field).to_be_focused(timeout=30_000)
    desktop.all_saved()
    assert desktop.answers(row) == {
        "so": ("confirmed", ROWS[row][0]),
        "ngayDangKy": ("confirmed", ROWS[row][1]),
        "nksHoTen": ("corrected", "Nông Văn Tại"),
        "nksGioiTinh": ("illegible", ""),
    }


def test_the_clerk_goes_on_to_the_records_loaded_ahead_without_a_server(desktop: Desktop) -> None:
    row = desktop.row
    desktop.office.kill()
    for _ in COLUMNS:
        desktop.press("Alt+Digit0")
    expect(desktop.page.locator(".desk .where")).not_to_contain_text(f"trường hợp {row + 1}")
    expect(desktop.field).to_be_focused()
    expect(desktop.page.locator(".desk .status")).to_have_attribute("data-state", "away")
    assert desktop.answers(row) == {}
    desktop.office.start()
    expect(desktop.page.locator(".desk .status")).to_have_attribute("data-state", "saved", timeout=60_000)
    assert {verdict for verdict, _ in desktop.answers(row).values()} == {"blank"}


def test_when_no_record_is_left_loaded_the_screen_waits_and_goes_on_with_the_server(desktop: Desktop) -> None:
    desktop.office.kill()
    for _ in range(len(ROWS) * len(COLUMNS)):
        desktop.press("Alt+Digit0")
    expect(desktop.page.locator(".desk .veil")).to_contain_text("Đang lưu nốt")
    desktop.office.start()
    expect(desktop.page.locator(".desk .veil")).to_contain_text("Đã xem hết", timeout=60_000)
    assert [len(desktop.answers(row)) for row in range(len(ROWS))] == [len(COLUMNS)] * len(ROWS)


def test_what_is_half_typed_survives_a_reload(desktop: Desktop) -> None:
    desktop.page.keyboard.type("1234567")
    desktop.page.reload()
    expect(desktop.field).to_have_value("1234567", timeout=30_000)


def test_the_screen_goes_on_by_itself_when_the_server_comes_back(desktop: Desktop) -> None:
    row = desktop.row
    desktop.office.kill()
    desktop.press("Enter", "Enter")
    expect(desktop.page.locator(".desk .status")).to_have_attribute("data-state", "away")
    expect(desktop.field).to_be_focused()
    desktop.office.start()
    expect(desktop.page.locator(".desk .status")).to_have_attribute("data-state", "saved", timeout=60_000)
    assert set(desktop.answers(row)) == {"so", "ngayDangKy"}


def test_a_sending_repeated_after_a_reload_is_kept_once(desktop: Desktop) -> None:
    row = desktop.row
    desktop.press("Enter")
    desktop.page.reload()
    expect(desktop.field).to_be_focused(timeout=30_000)
    desktop.all_saved()
    assert len(desktop.history(row)) == 1
