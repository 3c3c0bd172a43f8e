"""What this browser session remembers; the only file that touches the session state.

The book also stands in the address, so that a reload or a restarted server finds it again. Who is at work is what the session of
the browser's cookie says, asked anew at every run: nothing that the browser says of itself is believed.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

import streamlit as st

from pipeline import config as configuration
from pipeline.accounts import Accounts
from pipeline.desk import Desk
from pipeline.door import Door
from pipeline.errors import UsageError
from pipeline.quality_control import QualityControl
from pipeline.queues import Wanted
from pipeline.rights import Right
from pipeline.shifts import Shifts
from pipeline.staff import Session
from ui import words_accounts
from ui.entrance import COOKIE
from ui.sitting import Sitting

RECORD_KEY = "record"
"""Key of the record component."""


@st.cache_resource(show_spinner=False)
def opened() -> Desk:
    """Return the one desk of this process.

    Raises:
        StoreError: the store cannot be opened.
    """
    return Desk.open()


def desk() -> Desk:
    """Return the desk of this session.

    Raises:
        StoreError: the store cannot be opened.
    """
    if "desk" not in st.session_state:
        st.session_state["desk"] = opened()
    there: Desk = st.session_state["desk"]
    return there


@st.cache_resource(show_spinner=False)
def shifts_of_process() -> Shifts:
    """Return what the people of this store share, the one of this process.

    Raises:
        StoreError: the store cannot be opened.
    """
    return Shifts.open()


def shifts() -> Shifts:
    """Return what the people of this store share, for this session.

    Raises:
        StoreError: the store cannot be opened.
    """
    if "shifts" not in st.session_state:
        st.session_state["shifts"] = shifts_of_process()
    there: Shifts = st.session_state["shifts"]
    return there


@st.cache_resource(show_spinner=False)
def _opened_quality() -> QualityControl:
    return QualityControl.open()


def quality() -> QualityControl:
    """Return the second looks of this store, for this session.

    Raises:
        StoreError: the store cannot be opened.
    """
    if "quality" not in st.session_state:
        st.session_state["quality"] = _opened_quality()
    there: QualityControl = st.session_state["quality"]
    return there


@cache
def the_door() -> Door:
    """Return the one door of this process.

    Raises:
        StoreError: the store cannot be opened.
    """
    return Door.open(configuration.load())


@cache
def _accounts_kept_by(name: str) -> Accounts:
    return Accounts.open(configuration.load(), name)


def accounts() -> Accounts:
    """Return the accounts, as kept by the person at work.

    Raises:
        UsageError: the person may not keep them.
        StoreError: the store cannot be opened.
    """
    if not may(Right.ACCOUNTS):
        raise UsageError(words_accounts.NOT_FOR_YOU)
    there: Accounts = st.session_state.get("accounts") or _accounts_kept_by(clerk())
    return there


def door() -> Door:
    """Return the door this session came through.

    Raises:
        StoreError: the store cannot be opened.
    """
    there: Door = st.session_state.get("door") or the_door()
    return there


def session() -> Session | None:
    """Return the session of the person at work as it is now, None if it is over or locked.

    Raises:
        StoreError: the store cannot be read.
    """
    found = door().session(st.context.cookies.get(COOKIE, ""))
    return None if found is None or door().is_locked(found) else found


def settle(at_work: Session) -> None:
    """Forget what was remembered for another person, whose stream the browser might still hold."""
    if st.session_state.setdefault("whose", at_work.account.id) != at_work.account.id:
        st.session_state.clear()
        st.session_state["whose"] = at_work.account.id


def clerk() -> str:
    """Return the name of the person at work, as it stands beside every decision.

    Raises:
        UsageError: the session is over or locked.
    """
    at_work = session()
    if at_work is None:
        raise UsageError(words_accounts.SIGNED_OUT)
    return at_work.account.name


def may(right: Right) -> bool:
    """Tell whether the person at work has a right."""
    at_work = session()
    return at_work is not None and at_work.may(right)


def note(kind: str, about: Mapping[str, Any]) -> None:
    """Write into the log what the person at work does.

    Raises:
        StoreError: the store cannot be written.
    """
    door().note(kind, clerk(), about)


def looked_at(entry_id: int | None) -> None:
    """Write into the log that the person at work sees another case than before.

    Raises:
        StoreError: the store cannot be written.
    """
    if entry_id is not None and st.session_state.get("looked at") != entry_id:
        note("view", {"entry": entry_id, "book": book()})
        st.session_state["looked at"] = entry_id


def say(sentence: str, secret: str = "") -> None:
    """Keep what an act brought until the screen is drawn anew."""
    st.session_state["to say"] = (sentence, secret)


def said() -> tuple[str, str]:
    """Return what the last act brought, once; ('', '') if it was nothing."""
    sentence, secret = st.session_state.pop("to say", ("", ""))
    return sentence, secret


def book() -> str:
    """Return the name of the book in hand, '' if none was chosen. The name may be that of a book that is gone."""
    return _remembered("book")


def take_book(name: str) -> None:
    """Take a book in hand."""
    _remember("book", name)


def keep_address() -> None:
    """Write what must outlive this session into the address of the page."""
    name = book()
    if name and st.query_params.get("book") != name:
        st.query_params["book"] = name


def sitting() -> Sitting:
    """Return the way through the book in hand; another book, or other cases of it, begin another sitting."""
    there = st.session_state.get("sitting")
    if not isinstance(there, Sitting):
        there = st.session_state["sitting"] = Sitting(book(), wanted=wanted())
    elif (there.book, there.wanted) != (book(), wanted()):
        leave_cases()
        there = st.session_state["sitting"] = Sitting(book(), picks=there.picks + 1, wanted=wanted())
    return there


def leave_cases() -> None:
    """Give the cases of this sitting back, so that others need not wait for them."""
    there = st.session_state.get("sitting")
    if isinstance(there, Sitting) and there.held:
        shifts().give_back(tuple(there.held), clerk())
        there.held.clear()


def wanted() -> Wanted:
    """Return which cases of the book in hand this person wants."""
    there = st.session_state.get("wanted")
    return there if isinstance(there, Wanted) else Wanted()


def want(cases: Wanted) -> None:
    """Remember which cases this person wants."""
    st.session_state["wanted"] = cases


def place() -> Mapping[str, Any]:
    """Return where the record component says the browser is, {} if it has said nothing yet."""
    component = st.session_state.get(RECORD_KEY)
    said = component.get("place") if isinstance(component, Mapping) else None
    return said if isinstance(said, Mapping) else {}


def _remembered(name: str) -> str:
    """Return what is remembered under a name; the address counts once, for it is emptied on the way between screens."""
    text: str = st.session_state.setdefault(f"{name} in hand", str(st.query_params.get(name, "")))
    return text


def _remember(name: str, text: str) -> None:
    st.session_state[f"{name} in hand"] = text
    st.query_params[name] = text
