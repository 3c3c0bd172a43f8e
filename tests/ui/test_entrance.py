"""Signing in, being locked and going, in a real browser on the real application."""

from __future__ import annotations

import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from office import CLERK, PASSWORD, Desktop, Office
from playwright.sync_api import Page, expect

from pipeline import outside
from pipeline.door import mark_of
from pipeline.rights import Role
from pipeline.store.people import People
from tests.fake_service import MAIL, FakeService
from ui import words_accounts as words
from ui.entrance import COOKIE


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Office]:
    """An office in which nobody has an account yet."""
    office = Office(tmp_path / "sohoa")
    office.start()
    yield office
    office.kill()


def fetched(address: str, cookie: str = "", form: dict[str, str] | None = None) -> tuple[int, str]:
    """Return status and body of an address as a program without a browser gets them."""
    asked = urllib.request.Request(address, form and urllib.parse.urlencode(form).encode(), {"Cookie": cookie})
    try:
        with urllib.request.urlopen(asked, timeout=20) as answer:
            return answer.status, answer.read().decode(errors="replace")
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(errors="replace")


def idle(office: Office, token: str) -> None:
    """Let a quarter of an hour go by for a session."""
    people = People.open(office.config)
    found = people.session(mark_of(token))
    assert found is not None
    people.touch(found, datetime.now(UTC) - timedelta(minutes=16))
    people.close()


def token_of(page: Page) -> str:
    """Return the token the browser holds, '' if none."""
    return next((cookie["value"] for cookie in page.context.cookies() if cookie["name"] == COOKIE), "")


def test_the_first_start_and_every_sign_in_work_with_the_keyboard_alone(page: Page, empty: Office) -> None:
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if "Content Security Policy" in said.text else None)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    book = empty.new_book()
    page.goto(f"{empty.address}/review?book={book}")
    expect(page).to_have_url(f"{empty.address}/entrance/first")
    page.keyboard.type("Vàng A Pó")
    for _ in range(2):
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Đối chiếu")).to_be_visible(timeout=40_000)
    page.goto(f"{empty.address}/review?book={book}")
    expect(page.locator(".desk input")).to_be_focused(timeout=40_000)
    expect(page.locator(".desk .cell img")).to_have_js_property("complete", value=True)
    page.keyboard.press("Enter")
    expect(page.locator(".desk h2")).to_have_text("Ngày đăng ký")
    expect(page.locator(".desk .status")).to_have_attribute("data-state", "saved")
    with empty.desk() as desk:
        said = [one for entry in desk.entries(book) for one in entry.decisions.values()]
    assert [one.who for one in said] == ["Vàng A Pó"]
    page.get_by_role("button", name=words.WATCH["signOut"]).press("Enter")
    expect(page.locator("#password")).to_be_visible()
    assert fetched(f"{empty.address}/entrance/first")[1].count(words.MAKE_FIRST) == 0, "there is an account now"
    expect(page.locator("#name")).to_be_focused()
    page.keyboard.type("vang a po")
    page.keyboard.press("Tab")
    page.keyboard.type("sai")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("không đúng")
    expect(page.locator("#password")).to_be_focused()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator(".desk input")).to_be_focused(timeout=40_000)
    own = (empty.address, "blob:", "data:", empty.address.replace("http", "ws"))
    assert [url for url in asked if not url.startswith(own)] == []
    assert complaints == []


def test_a_password_used_once_is_changed_before_anything_is_shown(page: Page, office: Office) -> None:
    with office.accounts() as accounts:
        given = accounts.add("Giàng Thị Máy", [Role.CLERK])
    page.goto(office.address)
    page.locator("#name").fill("Giàng Thị Máy")
    page.locator("#password").fill(given)
    page.keyboard.press("Enter")
    expect(page.get_by_text(words.CHANGE_FIRST)).to_be_visible()
    page.goto(f"{office.address}/review")
    expect(page.get_by_text(words.CHANGE_FIRST)).to_be_visible()
    page.locator("#old").fill(given)
    page.locator("#new").fill(PASSWORD)
    page.locator("#again").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Đối chiếu")).to_be_visible(timeout=40_000)
    expect(page.get_by_role("link", name="Bàn giao")).to_have_count(0)


def test_a_screen_left_alone_locks_and_opens_again_at_the_very_letter(desktop: Desktop) -> None:
    page, row = desktop.page, desktop.row
    desktop.press("Enter", "Enter", "Control+a")
    page.keyboard.type("Nông Vă")
    desktop.all_saved()
    idle(desktop.office, token_of(page))
    expect(page.locator(".sohoa-lock")).to_be_visible(timeout=30_000)
    expect(page.locator(".desk")).to_be_hidden()
    picture = page.locator(".desk img").first.evaluate("image => new URL(image.src).href")
    assert fetched(picture, f"{COOKIE}={token_of(page)}")[0] == 423
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator(".sohoa-lock")).to_be_visible()
    page.keyboard.type("sai")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="không đúng")).to_be_visible()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator(".sohoa-lock")).to_have_count(0)
    expect(desktop.field).to_have_value("Nông Vă")
    expect(desktop.field).to_be_focused()
    page.keyboard.type("n Tài")
    desktop.press("Enter")
    desktop.all_saved()
    assert desktop.answers(row)["nksHoTen"] == ("corrected", "Nông Văn Tài")
    assert {decision.who for decision in desktop.history(row)} == {CLERK}


def test_a_page_loaded_anew_while_locked_asks_for_the_password_and_comes_back_to_the_record(desktop: Desktop) -> None:
    page, where = desktop.page, desktop.page.locator(".desk .where").inner_text()
    idle(desktop.office, token_of(page))
    page.reload()
    expect(page.locator("#name")).to_have_value(CLERK)
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator(".desk .where")).to_have_text(where, timeout=40_000)


def test_a_revoked_session_is_out_within_seconds_and_its_stream_is_closed(desktop: Desktop) -> None:
    page, row = desktop.page, desktop.row
    token = token_of(page)
    with desktop.office.accounts() as accounts:
        accounts.revoke(mark_of(token))
    desktop.press("Enter")
    expect(page.locator("#password")).to_be_visible(timeout=20_000)
    assert desktop.answers(row) == {}, "nothing said over a revoked session counts"
    assert fetched(f"{desktop.office.address}/pictures/1", f"{COOKIE}={token}")[0] == 401
    page.locator("#name").fill(CLERK)
    page.locator("#password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(desktop.field).to_be_focused(timeout=40_000)
    desktop.all_saved()
    assert set(desktop.answers(row)) == {"so"}, "what was typed waited in the browser"


def test_a_picture_gives_nothing_to_who_only_knows_its_address(desktop: Desktop) -> None:
    picture = desktop.page.locator(".desk .cell img").evaluate("image => new URL(image.src).href")
    token = token_of(desktop.page)
    assert fetched(picture, f"{COOKIE}={token}")[0] == 200
    assert fetched(picture) == (401, words.NO_SESSION)
    assert fetched(picture, f"{COOKIE}={token[:-1]}")[0] == 401


def test_nobody_keeps_a_session_that_was_put_into_the_browser_before_signing_in(page: Page, office: Office) -> None:
    office.person("Kẻ Khác", [Role.CLERK])
    planted = office.let_in(page, "Kẻ Khác")
    idle(office, planted)
    office.person()
    page.goto(f"{office.address}/")
    page.locator("#name").fill(CLERK)
    page.locator("#password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Đối chiếu")).to_be_visible(timeout=40_000)
    assert token_of(page) not in {"", planted}
    assert fetched(f"{office.address}/entrance/state", f"{COOKIE}={planted}")[0] == 401


@pytest.mark.parametrize(("cookie", "token"), [("", "x"), ("sohoa_form=x", ""), ("sohoa_form=x", "y"), ("", "")])
def test_a_form_that_we_did_not_give_this_browser_lets_nobody_in(office: Office, cookie: str, token: str) -> None:
    office.person()
    form = {"name": CLERK, "password": PASSWORD, "token": token}
    status, text = fetched(f"{office.address}/entrance/sign-in", cookie, form)
    assert (status, words.STALE_FORM in text) == (403, True)


def test_a_text_from_a_stranger_is_never_markup(office: Office) -> None:
    office.person()
    form = {"name": '"><script>x</script>', "password": "x", "token": "x"}
    text = fetched(f"{office.address}/entrance/sign-in", "sohoa_form=x", form)[1]
    assert "<script" not in text
    assert "&lt;script&gt;" in text


@pytest.fixture
def service(office: Office) -> Iterator[FakeService]:
    """The office's own sign-in service, described in the store's folder."""
    fake = FakeService()
    file = office.config.home / outside.FILE
    said = {
        "title": "Cổng của tỉnh",
        "issuer": fake.address,
        "client_id": "sohoa",
        "client_secret": "x",
        "address": office.address,
    }
    file.write_text("".join(f'{name} = "{text}"\n' for name, text in said.items()), encoding="utf-8")
    yield fake
    file.unlink()
    fake.server.shutdown()
    fake.server.server_close()


def test_a_person_comes_in_by_the_sign_in_service_of_the_office(
    page: Page, office: Office, service: FakeService
) -> None:
    office.person("Mùa A Tủa")
    with office.accounts() as accounts:
        accounts.set_outside("Mùa A Tủa", MAIL)
    page.goto(office.address)
    page.get_by_role("link", name="Đăng nhập qua Cổng của tỉnh").press("Enter")
    expect(page.get_by_role("link", name="Đối chiếu")).to_be_visible(timeout=40_000)
    expect(page.get_by_role("link", name="Mùa A Tủa")).to_be_visible()


def test_somebody_without_an_account_here_does_not_come_in_by_it(
    page: Page, office: Office, service: FakeService
) -> None:
    office.person()
    service.claims = {"email": "ai@xa.gov.vn"}
    page.goto(f"{office.address}/entrance/outside")
    expect(page.locator(".trouble")).to_contain_text("không được dùng")
    assert token_of(page) == ""


def test_an_answer_of_the_service_that_nobody_asked_for_lets_nobody_in(office: Office, service: FakeService) -> None:
    assert fetched(f"{office.address}/entrance/outside/back?code=x&state=y")[0] == 403
    assert fetched(f"{office.address}/entrance/outside/back?code=x&state=y", "sohoa_outside=a.b.c")[0] == 403
