"""What an administrator asks for: accounts, their roles and sessions, and the log of who did what."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Self

from pipeline import passwords
from pipeline.chain import Event, Verified
from pipeline.config import Config
from pipeline.door import now, sound_name
from pipeline.errors import UsageError
from pipeline.rights import Role
from pipeline.staff import Account, Session, Standing
from pipeline.store.people import People

LEAST_MARK = 6
"""Letters of a session's mark that must be named to revoke it."""


def at_terminal() -> str:
    """Return who acts on the command line: whoever the machine knows, since a terminal knows no account."""
    try:
        return f"dòng lệnh ({getpass.getuser()})"
    except (OSError, KeyError):  # a container's user may have no name
        return "dòng lệnh"


class Accounts:
    """The accounts of one store, kept by one person."""

    def __init__(self, people: People, by: str, clock: Callable[[], datetime] = now) -> None:
        """Keep the accounts of a store that is open; ``by`` is whose acts they are in the log."""
        self._people = people
        self._by = by
        self._clock = clock

    @classmethod
    def open(cls, config: Config, by: str) -> Self:
        """Open the store of an installation.

        Raises:
            StoreError: it cannot be opened.
        """
        return cls(People.open(config), by)

    def close(self) -> None:
        """Let go of the store."""
        self._people.close()

    def all(self) -> list[Account]:
        """Return all accounts by name."""
        return self._people.accounts()

    def standing(self, account: Account) -> Standing:
        """Return whether an account may sign in now."""
        return account.standing(self._clock())

    def add(self, name: str, roles: Sequence[Role], password: str = "", outside: str = "") -> str:
        """Add an account; return the password to be used once, '' if one was given.

        Args:
            name: the person's name.
            roles: what the person is.
            password: the person's own; '' for one that is made here and must be changed at the first sign-in.
            outside: the person's name at the office's own sign-in service, '' if none.

        Raises:
            UsageError: there is such an account, or the name, roles or password are no good.
        """
        if not roles:
            raise UsageError("Chưa chọn quyền. Hãy nêu --role clerk, checker, superior hoặc administrator.")
        if password:
            passwords.check(password)
        given = "" if password else passwords.once()
        kept = passwords.kept(password or given)
        account = Account(0, sound_name(name), _ordered(roles), kept, self._clock(), must_change=bool(given))
        account = replace(account, outside=outside.strip())
        self._people.add(account, self._by)
        return given

    def set_roles(self, name: str, roles: Sequence[Role]) -> Account:
        """Give an account other roles, at once.

        Raises:
            UsageError: there is no such account, or nobody would be left to keep the accounts.
        """
        account = replace(self._people.account(name), roles=_ordered(roles))
        self._check_kept(account)
        self._people.change(account, "account-roles", self._by)
        return account

    def set_outside(self, name: str, outside: str) -> Account:
        """Say who a person is at the office's own sign-in service; '' takes it back.

        Raises:
            UsageError: there is no such account, or that name is another's.
        """
        account = replace(self._people.account(name), outside=outside.strip())
        self._people.change(account, "account-outside", self._by)
        return account

    def disable(self, name: str) -> Account:
        """Let nobody use an account any more, and end its sessions.

        Raises:
            UsageError: there is no such account, or nobody would be left to keep the accounts.
        """
        account = replace(self._people.account(name), disabled=True)
        self._check_kept(account)
        self._people.change(account, "account-disabled", self._by)
        return account

    def enable(self, name: str) -> Account:
        """Let an account be used again that was disabled, unused for long or locked by wrong passwords.

        Raises:
            UsageError: there is no such account.
        """
        account = replace(self._people.account(name), disabled=False, wrong=0, locked_until=None, seen=self._clock())
        self._people.change(account, "account-enabled", self._by)
        return account

    def reset(self, name: str) -> str:
        """Return a new password for an account, to be used once; its sessions end.

        Raises:
            UsageError: there is no such account.
        """
        given = passwords.once()
        account = replace(self._people.account(name), password=passwords.kept(given), must_change=True)
        account = replace(account, wrong=0, locked_until=None, seen=self._clock())
        self._people.change(account, "password-reset", self._by)
        return given

    def sessions(self) -> list[Session]:
        """Return the sessions that somebody could go on with, the newest first."""
        return [session for session in self._people.sessions() if not session.is_over(self._clock())]

    def revoke(self, mark: str) -> Session:
        """End a session, wherever it is open.

        Args:
            mark: the beginning of its mark.

        Raises:
            UsageError: no session, or more than one, begins so.
        """
        found = [session for session in self.sessions() if session.mark.startswith(mark)]
        if len(mark) < LEAST_MARK or len(found) != 1:
            raise UsageError(f"Không có một phiên làm việc mang mã «{mark}». Xem mã bằng lệnh: sohoa account sessions")
        self._people.end(found[0], "session-revoked", self._by)
        return found[0]

    def events(self, since: str = "") -> list[Event]:
        """Return the log from a moment on (ISO 8601, UTC), oldest first."""
        return self._people.events(since)

    def verify(self, head: str = "") -> Verified:
        """Look the whole log through; ``head`` is a hash written down earlier, '' for none."""
        return self._people.verify(head)

    def _check_kept(self, changed: Account) -> None:
        def keeps(account: Account) -> bool:
            return Role.ADMINISTRATOR in account.roles and account.standing(self._clock()) is Standing.ACTIVE

        before = self.all()
        after = [changed if account.id == changed.id else account for account in before]
        if any(map(keeps, before)) and not any(map(keeps, after)):
            raise UsageError(
                f"«{changed.name}» là người quản trị duy nhất. Hãy thêm một người quản trị khác trước: "
                "sohoa account add TÊN --role administrator"
            )


def _ordered(roles: Sequence[Role]) -> tuple[Role, ...]:
    return tuple(role for role in Role if role in roles)
