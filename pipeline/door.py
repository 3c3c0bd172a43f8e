"""Who comes in: sign-in, sessions that lock and end, passwords that are changed by their owners."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Self

from pipeline import passwords
from pipeline.config import Config
from pipeline.errors import NotLetIn, UsageError
from pipeline.receipts import Receipt
from pipeline.rights import FIRST_ROLES
from pipeline.staff import IDLE, Account, Session, Standing
from pipeline.store.people import LINK, People
from pipeline.vietnamese import nfc

LONGEST_NAME = 100
"""Letters of a person's name at most; the longest names of domain.md 3.3 have seven syllables."""

NOBODY = "Tên hoặc mật khẩu không đúng, hoặc tài khoản đang không được dùng."
LINK_GONE = "Đường dẫn vào một lần này đã dùng rồi hoặc quá hạn. Hãy chạy lại lệnh để có đường dẫn mới."


def now() -> datetime:
    """Return this moment."""
    return datetime.now(UTC)


def mark_of(token: str) -> str:
    """Return what the store knows of a token."""
    return sha256(token.encode()).hexdigest()


def sound_name(name: str) -> str:
    """Return a person's name as it is kept.

    Raises:
        UsageError: it is none.
    """
    name = nfc(name)
    if not any(letter.isalpha() for letter in name) or not name.isprintable() or len(name) > LONGEST_NAME:
        raise UsageError("Chưa có họ tên. Hãy ghi họ tên người dùng tài khoản, ví dụ «Lò Thị Mai».")
    return name


def export_said(book: str, target: str, receipt: Receipt) -> dict[str, Any]:
    """Return what the log keeps of a hand-over."""
    files = [str(file) for file in receipt.files]
    return {"book": book, "target": target, "rows": receipt.rows, "files": files}


class Door:
    """The door of an office. It may be used from several threads; it holds no state between calls."""

    def __init__(self, people: People, clock: Callable[[], datetime] = now) -> None:
        """Stand at a store that is open."""
        self._people = people
        self._clock = clock

    @classmethod
    def open(cls, config: Config) -> Self:
        """Open the store of an installation.

        Raises:
            StoreError: it cannot be opened.
        """
        return cls(People.open(config))

    def close(self) -> None:
        """Let go of the store."""
        self._people.close()

    def has_accounts(self) -> bool:
        """Tell whether anybody can sign in; if not, the first administrator is made on the machine itself."""
        return bool(self._people.accounts())

    def make_first(self, name: str, password: str) -> Account:
        """Make the first account, which may do everything.

        Raises:
            UsageError: there is an account already, or the name or password is no good.
        """
        name = sound_name(name)
        passwords.check(password)
        account = Account(0, name, FIRST_ROLES, passwords.kept(password), self._clock())
        return self._people.add(account, by=name, first=True)

    # -- coming in ------------------------------------------------------------------------------------------------

    def sign_in(self, name: str, password: str, origin: str) -> str:
        """Return the token of a new session.

        Raises:
            NotLetIn: name and password do not open an account now.
        """
        account = self._people.try_one(name, self._clock())
        if not passwords.fits(password, account.password if account else "") or account is None:
            self._people.note("sign-in-refused", nfc(name)[:LONGEST_NAME], {"origin": origin})
            raise NotLetIn(NOBODY)
        return self._begun(account, "password", origin)

    def come_from_outside(self, outside: str, origin: str) -> str:
        """Return the token of a new session of a person that the office's sign-in service vouches for.

        Raises:
            NotLetIn: no account is that person's, or it may not be used now.
        """
        account = self._people.from_outside(outside)
        if account is None or account.standing(self._clock()) in {Standing.DISABLED, Standing.UNUSED}:
            self._people.note("sign-in-refused", outside[:LONGEST_NAME], {"origin": origin, "way": "outside"})
            raise NotLetIn(NOBODY)
        return self._begun(account, "outside", origin)

    def make_link(self, name: str) -> str:
        """Return a token that lets whoever opens it in once, within the time after which sessions lock.

        Raises:
            UsageError: there is no such account.
        """
        return self._begun(self._people.account(name), LINK, "")

    def open_link(self, token: str, origin: str) -> str:
        """Return the token of a new session for a link that was not opened before.

        Raises:
            NotLetIn: it was opened before, or too much time went by.
        """
        found = self._people.session(mark_of(token))
        good = found is not None and found.way == LINK and not found.is_over(self._clock())
        if found is None or not good or found.is_locked(self._clock()) or not self._people.end(found, LINK, ""):
            refused = NotLetIn(LINK_GONE)
            refused.remedy = ""
            raise refused
        return self._begun(found.account, "password", origin)

    def _begun(self, account: Account, way: str, origin: str) -> str:
        token, moment = secrets.token_urlsafe(32), self._clock()
        self._people.begin(Session(mark_of(token), account, way, origin, moment, moment))
        return token

    # -- while at work --------------------------------------------------------------------------------------------

    def session(self, token: str) -> Session | None:
        """Return the session of a token, None if there is none or it is over; it may be locked."""
        found = self._people.session(mark_of(token)) if token else None
        return None if found is None or found.way == LINK or found.is_over(self._clock()) else found

    def is_locked(self, session: Session) -> bool:
        """Tell whether a session waits for its password."""
        return session.is_locked(self._clock())

    def seconds_left(self, session: Session) -> int:
        """Return how long until the session locks if nobody touches a key; 0 if it is locked."""
        return max(0, int(session.left(self._clock()).total_seconds()))

    def touch(self, session: Session) -> None:
        """Note that the person touched a key; that opens no lock."""
        if not self.is_locked(session):
            self._people.touch(session, self._clock())

    def lock(self, session: Session) -> None:
        """Lock a session until its password is said."""
        self._people.lock(session, self._clock() - IDLE)

    def unlock(self, session: Session, password: str) -> None:
        """Open a locked session again.

        Raises:
            NotLetIn: the password is wrong, or the account may not be used now.
        """
        self._prove(session, password)
        self._people.unlock(session, self._clock())

    def change_password(self, session: Session, old: str, new: str) -> None:
        """Put a new password in place of the old one; every other session of the person ends.

        Raises:
            NotLetIn: the old password is wrong.
            UsageError: the new one is too easy, or the old one again.
        """
        self._prove(session, old)
        passwords.check(new)
        if passwords.fits(new, session.account.password):
            raise UsageError("Mật khẩu mới giống mật khẩu cũ. Hãy đặt mật khẩu khác.")
        changed = replace(
            session.account,
            password=passwords.kept(new),
            must_change=False,
            wrong=0,
            locked_until=None,
            seen=self._clock(),
        )
        self._people.change(changed, "password-changed", session.account.name, keep=session.mark)

    def sign_out(self, session: Session) -> None:
        """End a session."""
        self._people.end(session, "sign-out", session.account.name)

    def note(self, kind: str, who: str, about: Mapping[str, Any]) -> None:
        """Add an event to the log.

        Raises:
            StoreError: the store cannot be written.
        """
        self._people.note(kind, who, about)

    def _prove(self, session: Session, password: str) -> None:
        account = self._people.try_one(session.account.name, self._clock())
        if account is None or not passwords.fits(password, account.password):
            self._people.note("unlock-refused", session.account.name, {"session": session.mark[:12]})
            raise NotLetIn("Mật khẩu không đúng, hoặc tài khoản đang bị khoá.")
