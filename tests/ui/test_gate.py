"""Who may pass to which address: every address, every role, without a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from at_the_gate import HOST, TOKEN, Door, asked, signed_in
from fake_desk import NOW

from pipeline import config as configuration
from pipeline import preferences
from pipeline.errors import StoreError
from pipeline.preferences import Preferences
from pipeline.rights import Role
from ui import front, language, words_accounts
from ui.entrance import COOKIE
from ui.entrance.paths import PATHS, SCREEN_NEEDS
from ui.entrance.routes import is_on_this_machine, safe_next
from ui.entrance.shell import _streamlit_page

TABLE = """
                               nobody  clerk  checker  superior  administrator
/                              303     200    200      200       200
/books                         303     200    200      200       200
/review                        303     200    200      403       403
/findings                      303     200    200      200       200
/hand_over                     303     403    403      403       200
/accounts                      303     403    403      403       200
/take_in                       303     403    403      403       200
/carpet                        303     200    200      403       403
/whole_book                    303     200    200      200       200
/progress                      303     200    200      200       200
/settings                      303     200    200      200       200
/help                          303     200    200      200       200
/match                         303     403    403      403       200
/returned                      303     403    403      403       200
/coverage                      303     200    200      200       200
/template                      303     200    200      403       403
/templates/x                   401     200    200      403       403
/set_aside                     303     200    200      200       200
/checking                      303     403    200      403       403
/parts/v/main.js               401     200    200      200       200
/completions/book              401     200    200      403       403
/answers                       401     200    200      403       403
/pictures/1-page-abc.webp      401     200    200      200       200
/media/abc.png                 401     200    200      200       200
/component/x/index.html        401     200    200      200       200
/_stcore/host-config           401     200    200      200       200
/_stcore/bidi-components/x.js  401     200    200      200       200
/_stcore/upload_file/s/f       401     403    403      403       200
/_stcore/health                200     200    200      200       200
/static/js/index.js            200     200    200      200       200
/favicon.png                   200     200    200      200       200
/entrance/sign-in              200     200    200      200       200
/_stcore/metrics               404     404    404      404       404
/_stcore/agent/interact        404     404    404      404       404
/_stcore/agent/mcp             404     404    404      404       404
/_stcore/agent/openapi.json    404     404    404      404       404
/auth/login                    404     404    404      404       404
/oauth2callback                404     404    404      404       404
/app/static/sohoa.db           404     404    404      404       404
/manifest.json                 404     404    404      404       404
/staticx                       404     404    404      404       404
/review/x                      404     404    404      404       404
//review                       404     404    404      404       404
/pictures                      404     404    404      404       404
/PICTURES/1-page-abc.webp      404     404    404      404       404
"""
HEAD, *ROWS = [line.split() for line in TABLE.strip().splitlines()]


@pytest.mark.parametrize(
    ("path", "who", "status"),
    [(row[0], who, int(cell)) for row in ROWS for who, cell in zip(HEAD, row[1:], strict=True)],
)
def test_every_address_gives_every_role_what_the_table_says(path: str, who: str, status: int) -> None:
    door, cookie = signed_in(*([] if who == "nobody" else [Role(who)]))
    reply = asked(door, path, **({} if who == "nobody" else cookie))
    assert (reply.status, reply.passed) == (status, status == 200)


def test_the_table_above_has_a_line_for_everything_that_is_served() -> None:
    written = [*(row[0] for row in ROWS), "/_stcore/stream"]  # the stream has tests of its own below
    assert [start for start in PATHS if not any(path == start or path.startswith(start) for path in written)] == []


def test_every_screen_says_what_it_needs() -> None:
    assert set(front.titles()) == set(SCREEN_NEEDS)


@pytest.mark.parametrize("token", ["", "x", TOKEN + "x", TOKEN.upper()])
def test_a_token_that_is_not_the_right_one_opens_no_picture(token: str) -> None:
    door, _ = signed_in(Role.CLERK)
    assert asked(door, "/pictures/1.webp", cookie=f"{COOKIE}={token}").status == 401


@pytest.mark.parametrize(
    ("how", "path", "status"),
    [
        ({"locked": True}, "/review", 303),
        ({"locked": True}, "/pictures/1.webp", 423),
        ({"locked": True}, "/_stcore/host-config", 423),
        ({"locked": True}, "/entrance/unlock", 200),
        ({"must_change": True}, "/review", 303),
        ({"must_change": True}, "/pictures/1.webp", 403),
        ({"must_change": True}, "/entrance/password", 200),
        ({"trouble": StoreError("Ổ đĩa đã đầy.")}, "/pictures/1.webp", 503),
        ({"trouble": StoreError("Ổ đĩa đã đầy.")}, "/", 503),
    ],
)
def test_a_session_that_is_not_open_gives_nothing(how: dict[str, Any], path: str, status: int) -> None:
    door, cookie = signed_in(Role.CLERK, **how)
    assert asked(door, path, **cookie).status == status


def test_whoever_must_sign_in_comes_back_to_where_they_were() -> None:
    assert asked(Door(), "/review").headers["location"] == "/entrance/sign-in?next=/review"


@pytest.mark.parametrize("path", ["/entrance/sign-in", "/entrance/unlock", "/entrance/sign-out", "/pictures/1", "/"])
@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:8502"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
    ],
)
def test_a_page_of_another_site_changes_nothing(path: str, headers: dict[str, str]) -> None:
    door, cookie = signed_in(*Role)
    assert asked(door, path, "POST", **cookie, **headers).status == 403


@pytest.mark.parametrize("headers", [{"origin": f"http://{HOST}"}, {"sec_fetch_site": "same-origin"}, {}])
def test_our_own_pages_may(headers: dict[str, str]) -> None:
    door, cookie = signed_in(*Role)
    assert asked(door, "/entrance/lock", "POST", **cookie, **headers).passed


@pytest.mark.parametrize(
    ("how", "headers", "passes"),
    [
        ({}, {"origin": f"http://{HOST}"}, True),
        ({}, {"origin": "https://evil.example"}, False),
        ({"locked": True}, {"origin": f"http://{HOST}"}, False),
        ({"must_change": True}, {"origin": f"http://{HOST}"}, False),
    ],
)
def test_a_stream_opens_for_an_open_session_of_our_own_page(
    how: dict[str, Any], headers: dict[str, str], passes: Any
) -> None:
    door, cookie = signed_in(Role.CLERK, **how)
    assert asked(door, "/_stcore/stream", kind="websocket", **cookie, **headers).passed is passes


def test_a_stream_without_a_session_does_not_open() -> None:
    assert not asked(Door(), "/_stcore/stream", kind="websocket").passed


def test_a_route_is_told_who_asks() -> None:
    door, cookie = signed_in(Role.CLERK)
    reply = asked(door, "/pictures/1.webp", **cookie)
    assert reply.session is not None
    assert (reply.session.account.name, reply.session.made) == ("Lò Thị Mai", NOW)


@pytest.mark.parametrize("path", ["/", "/pictures/1.webp", "/entrance/sign-in", "/nowhere", "/static/x.js"])
def test_every_answer_carries_the_headers_that_keep_strangers_out(path: str) -> None:
    door, cookie = signed_in(Role.CLERK)
    headers = asked(door, path, **cookie).headers
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-eval" not in policy
    assert not [part for part in policy.split() if part.startswith(("http:", "https:", "*"))]


@pytest.mark.parametrize("host", ["127.0.0.1:8501", "so-hoa.xa.gov.vn", "[::1]:8501"])
def test_the_stream_of_the_very_host_is_allowed(host: str) -> None:
    door, cookie = signed_in(Role.CLERK)
    assert f"ws://{host}" in asked(door, "/", **{**cookie, "host": host}).headers["content-security-policy"]


def test_a_host_that_is_none_writes_nothing_into_the_policy() -> None:
    door, cookie = signed_in(Role.CLERK)
    policy = asked(door, "/", **{**cookie, "host": "x; script-src *"}).headers["content-security-policy"]
    assert "script-src *" not in policy


def test_the_page_of_streamlit_has_no_script_inside() -> None:
    text = _streamlit_page("vi")
    assert "<script>" not in text
    assert "agent" not in text
    assert 'id="root"' in text


@pytest.mark.parametrize(("spoken", "begins"), [("vi", '<html lang="vi">'), ("en", '<html lang="en">')])
def test_the_page_of_streamlit_says_its_language_and_its_title_in_it(spoken: str, begins: str) -> None:
    text = _streamlit_page(spoken)
    assert begins in text
    assert f"<title>{language.in_each(words_accounts, 'PRODUCT')[spoken]}</title>" in text


@pytest.mark.parametrize(
    ("chosen", "accepted", "cookie", "spoken"),
    [
        ("vi", "vi-VN", "", "vi"),
        ("vi", "en-GB", "", "en"),
        ("en", "vi-VN", "", "vi"),
        ("en", "vi-VN", TOKEN, "en"),
        ("vi", "en-GB", TOKEN, "vi"),
    ],
)
def test_one_who_is_signed_in_reads_the_chosen_language_and_a_stranger_the_browsers(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, chosen: str, accepted: str, cookie: str, spoken: str
) -> None:
    monkeypatch.setenv("SOHOA_HOME", str(tmp_path))
    door, _ = signed_in(Role.CLERK)
    preferences.keep(configuration.load(), door.name, Preferences(chosen))
    path = "/books" if cookie else "/entrance/sign-in"
    reply = asked(door, path, cookie=f"{COOKIE}={cookie}", accept_language=accepted)
    assert (reply.passed, reply.spoken) == (True, spoken)


@pytest.mark.parametrize(
    ("address", "goes"),
    [
        ("/review?book=Khai sinh 1989", "/review?book=Khai%20sinh%201989"),
        ("/", "/"),
        ("https://evil.example", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/a\\b", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
        ("/a\r\nSet-Cookie: x", "/"),
    ],
)
def test_after_signing_in_nobody_is_sent_elsewhere(address: str, goes: str) -> None:
    assert safe_next(address) == goes


@pytest.mark.parametrize(
    ("client", "headers", "local"),
    [
        ("127.0.0.1", {"host": "127.0.0.1:8501"}, True),
        ("127.0.0.1", {"host": "localhost:8501"}, True),
        ("::1", {"host": "[::1]:8501"}, True),
        ("10.0.0.7", {"host": "127.0.0.1:8501"}, False),
        ("127.0.0.1", {"host": "evil.example:8501"}, False),
        ("127.0.0.1", {}, False),
        ("127.0.0.1", {"host": "127.0.0.1:8501", "x-forwarded-for": "10.0.0.7"}, False),
        ("127.0.0.1", {"host": "127.0.0.1:8501", "via": "1.1 cổng"}, False),
        ("testclient", {"host": "127.0.0.1"}, False),
    ],
)
def test_the_first_account_is_made_on_the_machine_itself(client: str, headers: dict[str, str], local: Any) -> None:
    class Asked:
        def __init__(self) -> None:
            self.headers = headers
            self.client = type("Client", (), {"host": client})

    assert is_on_this_machine(Asked()) is local  # type: ignore[arg-type]
