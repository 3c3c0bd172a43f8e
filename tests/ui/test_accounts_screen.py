"""The screen of accounts on a real store, drawn without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_desk import FakeDesk, FakeDoor
from streamlit.testing.v1 import AppTest

from pipeline.accounts import Accounts
from pipeline.config import Config
from pipeline.door import Door
from pipeline.rights import Role
from ui import words_accounts as words

SCREEN = Path(words.__file__).parent / "screens" / "accounts.py"
PASSWORD = "Ruong-bac-thang-7"


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(tmp_path, f"sqlite:///{(tmp_path / 'sohoa.db').as_posix()}")


@pytest.fixture
def accounts(config: Config) -> Iterator[Accounts]:
    accounts = Accounts.open(config, "Lò Thị Mai")
    accounts.add("Lò Thị Mai", [Role.ADMINISTRATOR], PASSWORD)
    accounts.add("Vàng A Pó", [Role.CLERK], PASSWORD)
    yield accounts
    accounts.close()


def screen(accounts: Accounts, *roles: Role) -> AppTest:
    shown = AppTest.from_file(str(SCREEN), default_timeout=60)
    shown.session_state["desk"] = FakeDesk()
    shown.session_state["door"] = FakeDoor(roles or (Role.ADMINISTRATOR,))
    shown.session_state["accounts"] = accounts
    return shown.run()


def test_a_person_is_added_and_the_password_shown_once(accounts: Accounts, config: Config) -> None:
    shown = screen(accounts)
    shown.text_input(key="add_name").input("Giàng Thị Máy")
    shown.multiselect(key="add_roles").set_value([Role.CHECKER])
    shown.button(key="do_add").click().run()
    assert not shown.exception
    given = shown.code[0].value
    door = Door.open(config)
    assert door.session(door.sign_in("Giàng Thị Máy", given, "")) is not None
    door.close()
    assert [account.roles for account in accounts.all() if account.name == "Giàng Thị Máy"] == [(Role.CHECKER,)]
    assert len(shown.run().code) == 0


@pytest.mark.parametrize(
    ("button", "roles", "standing"),
    [
        ("disable", (Role.CLERK,), "disabled"),
        ("enable", (Role.CLERK,), "active"),
        ("save_roles", (Role.SUPERIOR,), "active"),
    ],
)
def test_an_account_is_changed(accounts: Accounts, button: str, roles: tuple[Role, ...], standing: str) -> None:
    shown = screen(accounts)
    shown.selectbox(key="whom").set_value("Vàng A Pó").run()
    shown.multiselect(key="roles Vàng A Pó").set_value(list(roles)).run()
    shown.button(key=button).click().run()
    assert not shown.exception
    changed = next(account for account in accounts.all() if account.name == "Vàng A Pó")
    assert (changed.roles, accounts.standing(changed)) == (roles, standing)
    assert accounts.events()[-1].who == "Lò Thị Mai"


def test_a_session_is_revoked(accounts: Accounts, config: Config) -> None:
    door = Door.open(config)
    token = door.sign_in("Vàng A Pó", PASSWORD, "10.0.0.7")
    shown = screen(accounts)
    assert any("10.0.0.7" in text.value for text in shown.text)
    next(button for button in shown.button if str(button.key).startswith("revoke")).click().run()
    assert door.session(token) is None
    door.close()


def test_the_screen_shows_everybody_and_no_word_of_the_program_itself(accounts: Accounts) -> None:
    shown = screen(accounts)
    assert list(shown.dataframe[0].value[words.NAME]) == ["Lò Thị Mai", "Vàng A Pó"]
    assert [text.value for text in shown.markdown] == [words.LAST.format(count=2)]


def test_the_log_is_looked_through(accounts: Accounts) -> None:
    shown = screen(accounts)
    shown.button(key="verify").click().run()
    assert "2 sự kiện" in shown.success[0].value


def test_nobody_else_keeps_accounts(accounts: Accounts) -> None:
    shown = screen(accounts, Role.CLERK, Role.CHECKER, Role.SUPERIOR)
    assert words.NOT_FOR_YOU in str(shown.exception[0].value)
    assert len(shown.dataframe) == 0
