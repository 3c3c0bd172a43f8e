"""Accounts, links and the office's own sign-in: what an administrator may, and who comes in how."""

from __future__ import annotations

import pytest

from pipeline.accounts import Accounts
from pipeline.door import Door, sound_name
from pipeline.errors import NotLetIn, UsageError
from pipeline.rights import Role
from pipeline.store.people import People
from tests.pipeline.at_the_door import GOOD, HERE, NAME, Clock, session


class TestAccounts:
    """What an administrator may, and what nobody may."""

    @pytest.mark.parametrize("name", [NAME, "LO THI MAI", " Lò  Thị Mai "])
    def test_no_two_people_have_one_name(self, accounts: Accounts, name: str) -> None:
        with pytest.raises(UsageError, match="Đã có tài khoản"):
            accounts.add(name, [Role.CLERK], GOOD)

    @pytest.mark.parametrize("name", ["", " ", "123", "a\u200b\u202eb", "Mai" * 40])
    def test_what_is_no_name_is_refused(self, name: str) -> None:
        with pytest.raises(UsageError, match="Chưa có họ tên"):
            sound_name(name)

    def test_the_last_administrator_stays_one(self, accounts: Accounts) -> None:
        accounts.add("Trần Quản", [Role.ADMINISTRATOR], GOOD)
        with pytest.raises(UsageError, match="quản trị duy nhất"):
            accounts.disable("Trần Quản")
        with pytest.raises(UsageError, match="quản trị duy nhất"):
            accounts.set_roles("Trần Quản", [Role.CLERK])
        accounts.add("Trần Khác", [Role.ADMINISTRATOR], GOOD)
        assert accounts.disable("Trần Quản").disabled

    def test_the_nearest_name_is_said(self, accounts: Accounts) -> None:
        with pytest.raises(UsageError, match="Có phải «Lò Thị Mai»"):
            accounts.disable("Lò Thị Mây")

    def test_the_first_account_is_made_once(self, people: People, clock: Clock) -> None:
        door = Door(people, clock)
        assert not door.has_accounts()
        assert door.make_first(NAME, GOOD).roles == (Role.ADMINISTRATOR, Role.CHECKER)
        with pytest.raises(UsageError, match="đã có tài khoản"):
            door.make_first("Kẻ Khác", GOOD)


class TestLink:
    """A link lets in once, and soon."""

    def test_it_lets_in_once(self, door: Door) -> None:
        link = door.make_link(NAME)
        assert session(door, door.open_link(link, HERE)).account.name == NAME
        with pytest.raises(NotLetIn, match="một lần"):
            door.open_link(link, HERE)

    def test_it_is_no_session_itself_and_a_session_is_no_link(self, door: Door) -> None:
        assert door.session(door.make_link(NAME)) is None
        with pytest.raises(NotLetIn):
            door.open_link(door.sign_in(NAME, GOOD, HERE), HERE)

    def test_it_lets_nobody_in_later(self, door: Door, clock: Clock) -> None:
        link = door.make_link(NAME)
        clock.later(minutes=15)
        with pytest.raises(NotLetIn):
            door.open_link(link, HERE)


class TestOutside:
    """The office's own sign-in service vouches for a person."""

    def test_the_person_it_names_comes_in(self, door: Door, accounts: Accounts) -> None:
        accounts.set_outside(NAME, "mai@xa.gov.vn")
        assert session(door, door.come_from_outside("mai@xa.gov.vn", HERE)).account.name == NAME

    def test_one_it_does_not_name_or_who_is_disabled_does_not(self, door: Door, accounts: Accounts) -> None:
        accounts.set_outside(NAME, "mai@xa.gov.vn")
        accounts.disable(NAME)
        for outside in ("mai@xa.gov.vn", "ai@xa.gov.vn", ""):
            with pytest.raises(NotLetIn):
                door.come_from_outside(outside, HERE)

    def test_one_name_there_is_one_account_here(self, accounts: Accounts) -> None:
        accounts.set_outside(NAME, "mai@xa.gov.vn")
        with pytest.raises(UsageError, match="đã thuộc tài khoản"):
            accounts.add("Lò Thị Khác", [Role.CLERK], GOOD, outside="mai@xa.gov.vn")
