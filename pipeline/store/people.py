"""Accounts and sessions in the store; whatever changes one is in the log by the same transaction, or has not happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Self

from rapidfuzz import process
from sqlalchemy import ColumnElement, Connection, Engine, Row, func, insert, select, update

from pipeline.chain import Event, Verified
from pipeline.config import Config
from pipeline.errors import UsageError
from pipeline.rights import Role
from pipeline.staff import LOCKED_FOR, TRIES, Account, Session, Standing
from pipeline.store import audit
from pipeline.store.connection import writing
from pipeline.store.database import Database
from pipeline.store.failures import told
from pipeline.store.staff_tables import accounts, sessions
from pipeline.vietnamese import key


class People:
    """The accounts, sessions and the log of one store; it may be used from several threads and processes at once."""

    def __init__(self, engine: Engine) -> None:
        """Use an engine whose tables are current."""
        self._engine = engine

    @classmethod
    def open(cls, config: Config) -> Self:
        """Open the store of an installation, making it on first use.

        Raises:
            StoreError: it cannot be opened.
        """
        return cls(Database.open(config).engine)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    # -- accounts -------------------------------------------------------------------------------------------------

    def accounts(self) -> list[Account]:
        """Return all accounts by name."""
        with self._reading() as connection:
            return [_account(row) for row in connection.execute(select(accounts).order_by(accounts.c.key))]

    def account(self, name: str) -> Account:
        """Return the account of a name, however its letters are marked.

        Raises:
            UsageError: there is none; the nearest one is named.
        """
        with self._reading() as connection:
            return _named(connection, name)

    def from_outside(self, outside: str) -> Account | None:
        """Return the account of a person at the office's own sign-in service, None if there is none."""
        with self._reading() as connection:
            row = connection.execute(select(accounts).where(accounts.c.outside == outside)).first()
            return _account(row) if row else None

    def add(self, account: Account, by: str, *, first: bool = False) -> Account:
        """Add an account; its number does not count.

        Raises:
            UsageError: there is one of that name or outside name already, or it was to be the first and is not.
        """
        with self._writing() as connection:
            if first and connection.execute(select(func.count()).select_from(accounts)).scalar_one():
                raise UsageError("Kho này đã có tài khoản. Hãy đăng nhập, hoặc nhờ người quản trị thêm tài khoản.")
            _check_free(connection, account)
            values = _values(account)
            number = connection.execute(insert(accounts).values(**values).returning(accounts.c.id)).scalar_one()
            about = {"account": account.name, "roles": values["roles"], "outside": account.outside}
            audit.add(connection, "account-added", by, about)
            return replace(account, id=number)

    def change(self, account: Account, kind: str, by: str, *, keep: str = "") -> None:
        """Keep an account as it is now, end its other sessions where it says so, and log the change.

        Args:
            account: the account with what is new.
            kind: of the event.
            by: whose act it is.
            keep: mark of the session that goes on; of an account that is disabled or has another password no other does.
        """
        with self._writing() as connection:
            _check_free(connection, account)
            connection.execute(update(accounts).where(accounts.c.id == account.id).values(**_values(account)))
            if kind in {"account-disabled", "password-reset", "password-changed"}:
                _end(connection, (sessions.c.account_id == account.id) & (sessions.c.mark != keep))
            about = {"account": account.name, "roles": [role.value for role in account.roles]}
            audit.add(connection, kind, by, about)

    def try_one(self, name: str, now: datetime) -> Account | None:
        """Count a try with a password; None if there is no such account or it may not sign in now.

        It is counted before the password is looked at, so that many tries at once are still five.
        """
        with self._writing() as connection:
            of_name = select(accounts).where(accounts.c.key == key(name.strip()))
            row = connection.execute(of_name.with_for_update()).first()  # SQLite's writer holds the whole store already
            account = _account(row) if row else None
            if account is None or account.standing(now) is not Standing.ACTIVE:
                return None
            wrong = 1 if account.locked_until else account.wrong + 1
            until = now + LOCKED_FOR if wrong >= TRIES else None
            tried = {"wrong": wrong, "locked_until": until}
            connection.execute(update(accounts).where(accounts.c.id == account.id).values(**tried))
            return account

    # -- sessions -------------------------------------------------------------------------------------------------

    def begin(self, session: Session) -> None:
        """Begin a session: a right password was said, or another proof was given."""
        with self._writing() as connection:
            self._right(connection, session.account, session.made)
            values = {"mark": session.mark, "account_id": session.account.id, "way": session.way}
            moments = {"made": session.made, "seen": session.seen, "ended": None}
            connection.execute(insert(sessions).values(**values, origin=session.origin, **moments))
            if session.way != LINK:
                about = {"session": session.mark[:12], "way": session.way, "origin": session.origin}
                audit.add(connection, "sign-in", session.account.name, about)

    def session(self, mark: str) -> Session | None:
        """Return a session that was not ended, with its account as it is now."""
        with self._reading() as connection:
            return next(iter(_sessions(connection, sessions.c.mark == mark)), None)

    def sessions(self) -> list[Session]:
        """Return all sessions that were not ended, the newest first."""
        with self._reading() as connection:
            return _sessions(connection, sessions.c.way != LINK)

    def touch(self, session: Session, seen: datetime) -> None:
        """Note the last key or click."""
        with self._writing() as connection:
            connection.execute(update(sessions).where(sessions.c.mark == session.mark).values(seen=seen))

    def unlock(self, session: Session, now: datetime) -> None:
        """Let a session go on after its person said the password again."""
        with self._writing() as connection:
            self._right(connection, session.account, now)
            connection.execute(update(sessions).where(sessions.c.mark == session.mark).values(seen=now))
            audit.add(connection, "unlock", session.account.name, {"session": session.mark[:12]})

    def lock(self, session: Session, seen: datetime) -> None:
        """Lock a session at its person's wish, by setting its last key back."""
        with self._writing() as connection:
            connection.execute(update(sessions).where(sessions.c.mark == session.mark).values(seen=seen))
            audit.add(connection, "lock", session.account.name, {"session": session.mark[:12]})

    def end(self, session: Session, kind: str, by: str) -> bool:
        """End a session; False if it was ended before."""
        with self._writing() as connection:
            if not _end(connection, sessions.c.mark == session.mark):
                return False
            if session.way != LINK:
                audit.add(connection, kind, by, {"account": session.account.name, "session": session.mark[:12]})
            return True

    # -- the log --------------------------------------------------------------------------------------------------

    def note(self, kind: str, who: str, about: Mapping[str, Any]) -> None:
        """Add an event to the log."""
        with self._writing() as connection:
            audit.add(connection, kind, who, about)

    def events(self, since: str = "") -> list[Event]:
        """Return the events from a moment on (ISO 8601, UTC), oldest first."""
        with self._reading() as connection:
            return list(audit.events(connection, since))

    def verify(self, head: str = "") -> Verified:
        """Look the whole log through; ``head`` is a hash written down earlier, '' for none."""
        with self._reading() as connection:
            return audit.verify(connection, head)

    def _right(self, connection: Connection, account: Account, now: datetime) -> None:
        right = {"wrong": 0, "locked_until": None, "seen": now}
        connection.execute(update(accounts).where(accounts.c.id == account.id).values(**right))

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with told(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with told(), writing(self._engine) as connection:
            yield connection


LINK = "link"
"""Way of a session that was made for a link that is used once: it is no sign-in before somebody opens it."""


def _account(row: Row[Any]) -> Account:
    roles = tuple(Role(role) for role in row.roles)
    tries: dict[str, Any] = {"wrong": row.wrong, "locked_until": row.locked_until, "disabled": row.disabled}
    account = Account(row.id, row.name, roles, row.password, row.seen, must_change=row.must_change, **tries)
    return replace(account, outside=row.outside or "")


def _values(account: Account) -> dict[str, Any]:
    return {
        "name": account.name,
        "key": key(account.name),
        "roles": [role.value for role in account.roles],
        "password": account.password,
        "must_change": account.must_change,
        "wrong": account.wrong,
        "locked_until": account.locked_until,
        "disabled": account.disabled,
        "seen": account.seen,
        "outside": account.outside or None,
    }


def _named(connection: Connection, name: str) -> Account:
    row = connection.execute(select(accounts).where(accounts.c.key == key(name.strip()))).first()
    if row is not None:
        return _account(row)
    near = process.extractOne(name, list(connection.execute(select(accounts.c.name)).scalars()), score_cutoff=60)
    raise UsageError(f"Không có tài khoản «{name}»." + (f" Có phải «{near[0]}»?" if near else ""))


def _check_free(connection: Connection, account: Account) -> None:
    others = select(accounts.c.name).where(accounts.c.id != account.id)
    same = connection.execute(others.where(accounts.c.key == key(account.name))).scalar()
    if same:
        raise UsageError(f"Đã có tài khoản «{same}». Hãy thêm chữ để phân biệt, ví dụ «{account.name} (tổ 2)».")
    same = connection.execute(others.where(accounts.c.outside == account.outside)).scalar() if account.outside else None
    if same:
        raise UsageError(f"Tên «{account.outside}» ở dịch vụ đăng nhập của cơ quan đã thuộc tài khoản «{same}».")


def _sessions(connection: Connection, condition: ColumnElement[bool]) -> list[Session]:
    chosen = select(sessions).where(condition, sessions.c.ended.is_(None)).order_by(sessions.c.made.desc())
    rows: Sequence[Row[Any]] = connection.execute(chosen).all()
    of = {row.account_id for row in rows}
    staff = {row.id: _account(row) for row in connection.execute(select(accounts).where(accounts.c.id.in_(of)))}
    return [Session(row.mark, staff[row.account_id], row.way, row.origin, row.made, row.seen) for row in rows]


def _end(connection: Connection, condition: ColumnElement[bool]) -> bool:
    ended = update(sessions).where(condition, sessions.c.ended.is_(None)).values(ended=datetime.now(UTC))
    return connection.execute(ended).rowcount > 0
