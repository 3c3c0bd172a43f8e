"""The people of an office as plain values: their accounts and sessions, and when these are locked or over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from pipeline.rights import Right, Role, rights_of

TRIES = 5
"""Wrong passwords that lock an account (domain.md 4.2)."""

LOCKED_FOR = timedelta(minutes=15)
"""How long wrong passwords lock an account: 480 guesses a day against the 70 bits of a password used once."""

IDLE = timedelta(minutes=15)
"""A session without a key or click for so long is locked (domain.md 4.2)."""

OVER = timedelta(hours=12)
"""A session without a key or click for so long is over: three shifts of four hours (domain.md 5.1)."""

UNUSED = timedelta(days=45)
"""An account that nobody used for so long is disabled (domain.md 4.2)."""


class Standing(StrEnum):
    """Whether an account may sign in, and if not, why."""

    ACTIVE = "active"
    LOCKED = "locked"
    UNUSED = "unused"
    DISABLED = "disabled"


STANDINGS: Mapping[Standing, str] = {
    Standing.ACTIVE: "đang dùng",
    Standing.LOCKED: "tạm khoá vì sai mật khẩu",
    Standing.UNUSED: "ngừng vì 45 ngày không dùng",
    Standing.DISABLED: "đã ngừng",
}
"""The same in the clerk's words."""


@dataclass(frozen=True, slots=True)
class Account:
    """One person's account.

    Attributes:
        id: number given by the store.
        name: the person's name, as it stands beside every decision.
        roles: what the person is.
        password: what ``pipeline.passwords`` keeps of it; '' where the person signs in elsewhere only.
        seen: the last sign-in, or when it was made or enabled.
        must_change: True if the password was given by somebody else and must be changed first.
        wrong: wrong passwords since the last right one.
        locked_until: until when wrong passwords lock it, None if they do not.
        disabled: True if an administrator disabled it.
        outside: the person's name at the office's own sign-in service, '' if none.
    """

    id: int
    name: str
    roles: tuple[Role, ...]
    password: str = field(repr=False)
    seen: datetime
    must_change: bool = False
    wrong: int = 0
    locked_until: datetime | None = None
    disabled: bool = False
    outside: str = ""

    def standing(self, now: datetime) -> Standing:
        """Return whether the account may sign in now."""
        if self.disabled:
            return Standing.DISABLED
        if now - self.seen > UNUSED:
            return Standing.UNUSED
        if self.locked_until is not None and now < self.locked_until:
            return Standing.LOCKED
        return Standing.ACTIVE


@dataclass(frozen=True, slots=True)
class Session:
    """One sign-in of a person, alive on one browser.

    Attributes:
        mark: sha256 of the token that the browser holds (hex); its beginning names the session in lists.
        account: whose it is, as the account is now.
        way: how the person came in: ``password``, ``link`` or ``outside``.
        origin: address of the machine it was begun from.
        made: when it was begun.
        seen: the last key or click.
    """

    mark: str
    account: Account
    way: str
    origin: str
    made: datetime
    seen: datetime

    def is_over(self, now: datetime) -> bool:
        """Tell whether nobody may go on with it."""
        return now - self.seen > OVER or self.account.standing(now) in {Standing.DISABLED, Standing.UNUSED}

    def is_locked(self, now: datetime) -> bool:
        """Tell whether the person must say the password again."""
        return self.left(now) <= timedelta()

    def left(self, now: datetime) -> timedelta:
        """Return how long until it locks if nobody touches a key."""
        return self.seen + IDLE - now

    def may(self, right: Right) -> bool:
        """Tell whether the person has a right; one who must change the password first has none."""
        return not self.account.must_change and right in rights_of(self.account.roles)
