"""``sohoa account`` and the way into the demo, as a person at a terminal meets them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline import cli
from pipeline import config as configuration
from pipeline.commands import demo
from pipeline.door import Door
from pipeline.errors import Exit, NotLetIn

GOOD = "Ruong-bac-thang-7"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOHOA_HOME", str(tmp_path / "kho"))
    return tmp_path / "kho"


def account(*words: str) -> int:
    return cli.main(["account", *words])


def test_an_account_goes_its_whole_way(capsys: pytest.CaptureFixture[str]) -> None:
    assert account("add", "Lò Thị Mai", "--role", "administrator", "--role", "clerk") == Exit.DONE
    given = re.search(r"Mật khẩu dùng một lần: (\S+)", capsys.readouterr().out)
    assert given is not None
    door = Door.open(configuration.load())
    token = door.sign_in("Lò Thị Mai", given[1], "10.0.0.7")
    assert account("list") == Exit.DONE
    assert capsys.readouterr().out == "Lò Thị Mai · người đối chiếu, quản trị · đang dùng\n"
    assert account("sessions") == Exit.DONE
    mark = capsys.readouterr().out.split(" · ")[0]
    assert account("revoke", mark) == Exit.DONE
    assert door.session(token) is None
    assert account("add", "Vàng A Pó", "--role", "administrator", "--outside", "po@xa.gov.vn") == Exit.DONE
    assert account("disable", "lo thi mai") == Exit.DONE
    assert account("list") == Exit.DONE
    assert "Lò Thị Mai · người đối chiếu, quản trị · đã ngừng" in capsys.readouterr().out
    assert account("enable", "Lò Thị Mai") == Exit.DONE
    assert account("role", "Lò Thị Mai", "--role", "superior") == Exit.DONE
    assert "cấp trên trả lời" in capsys.readouterr().out
    assert account("reset", "Lò Thị Mai") == Exit.DONE
    with pytest.raises(NotLetIn):
        door.sign_in("Lò Thị Mai", given[1], "")
    door.close()


def test_a_password_is_asked_without_showing_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("getpass.getpass", lambda _: GOOD)
    assert account("add", "Lò Thị Mai", "--role", "clerk", "--ask") == Exit.DONE
    printed = capsys.readouterr()
    assert GOOD not in printed.out + printed.err
    door = Door.open(configuration.load())
    assert door.sign_in("Lò Thị Mai", GOOD, "")
    door.close()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["add", "Mai"], "Chưa chọn quyền"),
        (["add", "Mai", "--role", "king"], "administrator"),
        (["add", "--role", "clerk"], "Thiếu tên"),
        (["add", "12", "--role", "clerk"], "Chưa có họ tên"),
        (["disable", "Mai"], "Không có tài khoản «Mai»"),
        (["role", "Mai"], "quyền mới"),
        (["revoke", "abc"], "sohoa account sessions"),
        (["dance"], "dance"),
    ],
)
def test_a_wrong_command_is_one_line_that_says_what_to_do(
    words: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert account(*words) == Exit.USAGE
    printed = capsys.readouterr()
    assert says in printed.err
    assert len(printed.err.strip().splitlines()) == 1


def test_two_passwords_that_differ_make_no_account(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = iter([GOOD, GOOD + "x"])
    monkeypatch.setattr("getpass.getpass", lambda _: next(answers))
    assert account("add", "Mai", "--role", "clerk", "--ask") == Exit.USAGE
    assert account("list") == Exit.DONE
    assert "Chưa có tài khoản nào" in capsys.readouterr().out


def test_the_demo_is_entered_by_a_link_that_works_once_and_a_second_run_makes_another(home: Path) -> None:
    config = configuration.load()
    first, second = demo._way_in(config), demo._way_in(config)
    assert first != second
    door = Door.open(config)
    for path in (first, second):
        token = door.open_link(path.rpartition("/")[2], "")
        found = door.session(token)
        assert found is not None
        assert found.account.name == demo.PERSON
        with pytest.raises(NotLetIn):
            door.open_link(path.rpartition("/")[2], "")
    door.close()
