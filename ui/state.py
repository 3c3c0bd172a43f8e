"""What this browser session remembers; the only file that touches the session state.

The book and the clerk's name also stand in the address, so that a reload or a restarted server finds them again.
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from pipeline import preferences as kept
from pipeline.carpet import Carpets
from pipeline.desk import Desk
from pipeline.preferences import Preferences
from pipeline.standing import Overview
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
def _carpets() -> Carpets:
    return Carpets.open(opened().config)


def carpets() -> Carpets:
    """Return the carpets of this session.

    Raises:
        StoreError: the store cannot be opened.
    """
    if "carpets" not in st.session_state:
        st.session_state["carpets"] = _carpets()
    there: Carpets = st.session_state["carpets"]
    return there


@st.cache_resource(show_spinner=False)
def _overview() -> Overview:
    return Overview.open(opened().config)


def overview() -> Overview:
    """Return the overview of this session.

    Raises:
        StoreError: the store cannot be opened.
    """
    if "overview" not in st.session_state:
        st.session_state["overview"] = _overview()
    there: Overview = st.session_state["overview"]
    return there


def clerk() -> str:
    """Return the name of the person at work, '' if nobody has said it yet."""
    return _remembered("clerk")


def sit_down(name: str) -> None:
    """Remember who is at work."""
    _remember("clerk", name)


def preferences() -> Preferences:
    """Return how the person at work likes the screens; as usual while nobody has said who is at work."""
    who = clerk()
    known: tuple[str, Preferences] | None = st.session_state.get("preferences")
    if known is None or known[0] != who:
        known = (who, kept.of(desk().config, who) if who else Preferences())
        st.session_state["preferences"] = known
    return known[1]


def prefer(liked: Preferences) -> None:
    """Remember how the person at work likes the screens.

    Raises:
        StoreError: it cannot be written.
    """
    kept.keep(desk().config, clerk(), liked)
    st.session_state["preferences"] = (clerk(), liked)


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
    """Return the way through the book in hand; another book begins another sitting."""
    there = st.session_state.get("sitting")
    if not isinstance(there, Sitting) or there.book != book():
        there = st.session_state["sitting"] = Sitting(book())
    return there


def acknowledged() -> set[str]:
    """Return the keys of the answers known to be on disk; grows as answers arrive."""
    keys: set[str] = st.session_state.setdefault("acknowledged", set())
    return keys


def left_out() -> set[tuple[int, str]]:
    """Return entry and column of the cells that were picked out of carpets in this session; grows as a person picks."""
    cells: set[tuple[int, str]] = st.session_state.setdefault("left out", set())
    return cells


def turn(*, another: bool = False) -> int:
    """Return how often this session looked at its left-out cells again; ``another`` time now."""
    turns: int = st.session_state.get("turn", 0) + another
    st.session_state["turn"] = turns
    return turns


def pair() -> tuple[int, ...]:
    """Return the entries that are compared, () if none."""
    ids: tuple[int, ...] = st.session_state.get("pair", ())
    return ids


def compare(ids: tuple[int, ...]) -> None:
    """Put entries side by side; () puts them away."""
    st.session_state["pair"] = ids


def sent(key: str = RECORD_KEY) -> Mapping[str, Any]:
    """Return what the record, or another component, has sent; {} if nothing yet."""
    component = st.session_state.get(key)
    sent_now = component.get("outbox") if isinstance(component, Mapping) else None
    return sent_now if isinstance(sent_now, Mapping) else {}


def _remembered(name: str) -> str:
    """Return what is remembered under a name; the address counts once, for it is emptied on the way between screens."""
    text: str = st.session_state.setdefault(f"{name} in hand", str(st.query_params.get(name, "")))
    return text


def _remember(name: str, text: str) -> None:
    st.session_state[f"{name} in hand"] = text
    st.query_params[name] = text
