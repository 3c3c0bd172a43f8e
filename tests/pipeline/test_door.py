"""Coming in, being locked and going: with a real store and a clock of the test's own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline.accounts import Accounts
from pipeline.config import Config
from pipeline.door import Door, mark_of
from pipeline.errors import NotLetIn, UsageError
from pipeline.rights import Right, Role
from pipeline.store.people import People
from tests.pipeline.at_the_door import GOOD, HERE, NAME, OTHER, Clock, session


def kinds(people: People) -> list[str]:
    return [event.kind for event in people.events()]


@pytest.mark.parametrize("name", [NAME, "lo thi mai", " LÒ THỊ MAI "])
def test_a_person_comes_in_with_the_right_password_however_the_name_is_typed(door: Door, name: str) -> None:
    assert session(door, door.sign_in(name, GOOD, HERE)).account.name == NAME


@pytest.mark.parametrize(
    ("name", "password"), [(NAME, OTHER), (NAME, ""), ("Ai đó", GOOD), ("", ""), (NAME, GOOD.lower())]
)
def test_nobody_comes_in_otherwise_and_the_answer_does_not_say_why(door: Door, name: str, password: str) -> None:
    with pytest.raises(NotLetIn, match="Tên hoặc mật khẩu không đúng"):
        door.sign_in(name, password, HERE)


def test_the_store_knows_no_token_and_no_password(door: Door, installation: Config, tmp_path: Path) -> None:
    if not installation.store_url.startswith("sqlite"):
        pytest.skip("what PostgreSQL writes to its disk is its own; the rows are the same")
    token = door.sign_in(NAME, GOOD, HERE)
    stored = b"".join(file.read_bytes() for file in tmp_path.glob("sohoa.db*"))
    assert token.encode() not in stored
    assert GOOD.encode() not in stored
    assert mark_of(token).encode() in stored


@pytest.mark.parametrize("token", ["", "x", "' OR 1=1 --"])
def test_an_invented_token_is_no_session(door: Door, token: str) -> None:
    door.sign_in(NAME, GOOD, HERE)
    assert door.session(token) is None


def test_every_sign_in_has_a_token_of_its_own(door: Door) -> None:
    assert door.sign_in(NAME, GOOD, HERE) != door.sign_in(NAME, GOOD, HERE)


class TestWrongPasswords:
    """Five lock, for a time."""

    def wrong(self, door: Door, times: int) -> None:
        for _ in range(times):
            with pytest.raises(NotLetIn):
                door.sign_in(NAME, OTHER, HERE)

    def test_four_lock_nobody_out(self, door: Door) -> None:
        self.wrong(door, 4)
        assert door.sign_in(NAME, GOOD, HERE)

    def test_five_lock_out_even_with_the_right_one(self, door: Door) -> None:
        self.wrong(door, 5)
        with pytest.raises(NotLetIn):
            door.sign_in(NAME, GOOD, HERE)

    def test_the_lock_ends_by_itself_after_a_quarter_of_an_hour(self, door: Door, clock: Clock) -> None:
        self.wrong(door, 5)
        clock.later(minutes=14, seconds=59)
        with pytest.raises(NotLetIn):
            door.sign_in(NAME, GOOD, HERE)
        clock.later(seconds=1)
        assert door.sign_in(NAME, GOOD, HERE)

    def test_after_the_lock_there_are_five_tries_again(self, door: Door, clock: Clock) -> None:
        self.wrong(door, 5)
        clock.later(minutes=15)
        self.wrong(door, 4)
        assert door.sign_in(NAME, GOOD, HERE)

    def test_an_administrator_unlocks_at_once(self, door: Door, accounts: Accounts) -> None:
        self.wrong(door, 5)
        accounts.enable(NAME)
        assert door.sign_in(NAME, GOOD, HERE)

    def test_a_right_one_starts_the_count_anew(self, door: Door) -> None:
        self.wrong(door, 4)
        door.sign_in(NAME, GOOD, HERE)
        self.wrong(door, 4)
        assert door.sign_in(NAME, GOOD, HERE)

    def test_tries_at_the_same_time_are_still_five(self, door: Door, people: People, clock: Clock) -> None:
        with ThreadPoolExecutor(12) as pool:
            taken = list(pool.map(lambda _: people.try_one(NAME, clock()), range(12)))
        assert sum(account is not None for account in taken) == 5

    def test_wrong_ones_at_a_locked_screen_count_too(self, door: Door) -> None:
        at_work = session(door, door.sign_in(NAME, GOOD, HERE))
        for _ in range(5):
            with pytest.raises(NotLetIn):
                door.unlock(at_work, OTHER)
        with pytest.raises(NotLetIn):
            door.unlock(at_work, GOOD)


class TestIdle:
    """A session nobody touches locks, and ends."""

    def test_it_is_open_until_a_quarter_of_an_hour_went_by(self, door: Door, clock: Clock) -> None:
        token = door.sign_in(NAME, GOOD, HERE)
        clock.later(minutes=14, seconds=59)
        assert not door.is_locked(session(door, token))
        clock.later(seconds=1)
        assert door.is_locked(session(door, token))

    def test_a_key_keeps_it_open(self, door: Door, clock: Clock) -> None:
        token = door.sign_in(NAME, GOOD, HERE)
        for _ in range(5):
            clock.later(minutes=14)
            door.touch(session(door, token))
        assert not door.is_locked(session(door, token))

    def test_a_key_opens_no_lock(self, door: Door, clock: Clock) -> None:
        token = door.sign_in(NAME, GOOD, HERE)
        clock.later(minutes=15)
        door.touch(session(door, token))
        assert door.is_locked(session(door, token))

    def test_the_password_opens_the_same_session_again(self, door: Door, clock: Clock) -> None:
        token = door.sign_in(NAME, GOOD, HERE)
        clock.later(hours=2)
        door.unlock(session(door, token), GOOD)
        assert not door.is_locked(session(door, token))

    def test_a_person_who_leaves_the_desk_locks_it_at_once(self, door: Door) -> None:
        token = door.sign_in(NAME, GOOD, HERE)
        door.lock(session(door, token))
        assert (door.is_locked(session(door, token)), door.seconds_left(session(door, token))) == (True, 0)

    def test_after_half_a_day_it_is_over(self, door: Door, clock: Clock) -> None:
        token = door.sign_in(NAME, GOOD, HERE)
        clock.later(hours=12, seconds=1)
        assert door.session(token) is None

    def test_an_account_that_nobody_used_for_45_days_is_disabled(
        self, door: Door, accounts: Accounts, clock: Clock
    ) -> None:
        clock.later(days=45)
        door.sign_in(NAME, GOOD, HERE)
        clock.later(days=45, seconds=1)
        with pytest.raises(NotLetIn):
            door.sign_in(NAME, GOOD, HERE)
        accounts.enable(NAME)
        assert door.sign_in(NAME, GOOD, HERE)


class TestEnding:
    """Whoever has no right to a session any more has none."""

    def test_signing_out_ends_this_session_and_no_other(self, door: Door) -> None:
        one, two = door.sign_in(NAME, GOOD, HERE), door.sign_in(NAME, GOOD, HERE)
        door.sign_out(session(door, one))
        assert (door.session(one), session(door, two).account.name) == (None, NAME)

    def test_a_revoked_session_is_over(self, door: Door, accounts: Accounts) -> None:
        token = door.sign_in(NAME, GOOD, HERE)
        accounts.revoke(mark_of(token)[:12])
        assert door.session(token) is None

    @pytest.mark.parametrize("mark", ["", "0", "zzzzzz"])
    def test_a_mark_that_names_no_session_revokes_none(self, door: Door, accounts: Accounts, mark: str) -> None:
        token = door.sign_in(NAME, GOOD, HERE)
        with pytest.raises(UsageError, match="sohoa account sessions"):
            accounts.revoke(mark)
        assert door.session(token)

    @pytest.mark.parametrize("verb", ["disable", "reset"])
    def test_a_disabled_account_or_a_reset_password_ends_every_session(
        self, door: Door, accounts: Accounts, verb: str
    ) -> None:
        token = door.sign_in(NAME, GOOD, HERE)
        getattr(accounts, verb)(NAME)
        assert door.session(token) is None

    def test_other_roles_count_at_once(self, door: Door, accounts: Accounts) -> None:
        token = door.sign_in(NAME, GOOD, HERE)
        accounts.set_roles(NAME, [Role.SUPERIOR])
        at_work = session(door, token)
        assert (at_work.may(Right.DECIDE), at_work.may(Right.ANSWER)) == (False, True)


class TestPasswords:
    """A password given by somebody else is changed first."""

    def test_one_used_once_gives_no_right_until_it_is_changed(self, door: Door, accounts: Accounts) -> None:
        given = accounts.add("Vàng A Pó", [Role.CLERK])
        token = door.sign_in("Vàng A Pó", given, HERE)
        assert not any(session(door, token).may(right) for right in Right)
        door.change_password(session(door, token), given, OTHER)
        assert session(door, token).may(Right.DECIDE)

    def test_a_change_ends_the_other_sessions_of_the_person(self, door: Door) -> None:
        stolen, own = door.sign_in(NAME, GOOD, HERE), door.sign_in(NAME, GOOD, HERE)
        door.change_password(session(door, own), GOOD, OTHER)
        assert (door.session(stolen), session(door, own).account.name) == (None, NAME)
        with pytest.raises(NotLetIn):
            door.sign_in(NAME, GOOD, HERE)

    @pytest.mark.parametrize(
        ("old", "new", "refusal"),
        [(OTHER, "Ban-lang-moi-8", NotLetIn), (GOOD, "easy", UsageError), (GOOD, GOOD, UsageError)],
    )
    def test_a_bad_change_changes_nothing(self, door: Door, old: str, new: str, refusal: type[Exception]) -> None:
        at_work = session(door, door.sign_in(NAME, GOOD, HERE))
        with pytest.raises(refusal):
            door.change_password(at_work, old, new)
        assert door.sign_in(NAME, GOOD, HERE)


def test_what_happens_is_in_the_log(door: Door, people: People, accounts: Accounts) -> None:
    with pytest.raises(NotLetIn):
        door.sign_in(NAME, OTHER, HERE)
    at_work = session(door, door.sign_in(NAME, GOOD, HERE))
    door.lock(at_work)
    door.unlock(at_work, GOOD)
    door.change_password(at_work, GOOD, OTHER)
    door.sign_out(at_work)
    accounts.set_roles(NAME, [Role.CHECKER])
    assert kinds(people) == [
        "account-added",
        "sign-in-refused",
        "sign-in",
        "lock",
        "unlock",
        "password-changed",
        "sign-out",
        "account-roles",
    ]
    assert not any(GOOD in event.about or OTHER in event.about for event in people.events())
