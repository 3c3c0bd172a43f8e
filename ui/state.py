"""What this browser session remembers; the only file that touches the session state.

The book and the clerk's name also stand in the address, so that a reload or a restarted server finds them again.
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from pipeline.desk import Desk
from pipeline.quality_control import QualityControl
from pipeline.queues import Wanted
from pipeline.shifts import Shifts
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
def _opened_shifts() -> Shifts:
    return Shifts.open()


def shifts() -> Shifts:
    """Return what the people of this store share, for this session.

    Raises:
        StoreError: the store cannot be opened.
    """
    if "shifts" not in st.session_state:
        st.session_state["shifts"] = _opened_shifts()
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


def clerk() -> str:
    """Return the name of the person at work, '' if nobody has said it yet."""
    return _remembered("clerk")


def sit_down(name: str) -> None:
    """Remember who is at work."""
    _remember("clerk", name)


def book() -> str:
    """Return the name of the book in hand, '' if none was chosen. The name may be that of a book that is gone."""
    return _remembered("book")


def take_book(name: str) -> None:
    """Take a book in hand."""
    _remember("book", name)


def keep_address() -> None:
    """Write what must outlive this session into the address of the page."""
    for name in ("clerk", "book"):
        text = _remembered(name)
        if text and st.query_params.get(name) != text:
            st.query_params[name] = text


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


def acknowledged() -> set[str]:
    """Return the keys of the answers known to be on disk; grows as answers arrive."""
    keys: set[str] = st.session_state.setdefault("acknowledged", set())
    return keys


def sent() -> Mapping[str, Any]:
    """Return what the record component has sent, {} if nothing yet."""
    component = st.session_state.get(RECORD_KEY)
    sent_now = component.get("outbox") if isinstance(component, Mapping) else None
    return sent_now if isinstance(sent_now, Mapping) else {}


def _remembered(name: str) -> str:
    """Return what is remembered under a name; the address counts once, for it is emptied on the way between screens."""
    text: str = st.session_state.setdefault(f"{name} in hand", str(st.query_params.get(name, "")))
    return text


def _remember(name: str, text: str) -> None:
    st.session_state[f"{name} in hand"] = text
    st.query_params[name] = text
