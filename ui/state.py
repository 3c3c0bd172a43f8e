"""What this browser session remembers; the only file that touches the session state.

The book and the clerk's name also stand in the address, so that a reload or a restarted server finds them again.
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from pipeline.desk import Desk
from ui.sitting import Sitting

RECORD_KEY = "record"
"""Key of the record component."""

TEMPLATE_KEY = "template"
"""Key of the drawing board."""


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
    """Return the way through the book in hand; another book begins another sitting."""
    there = st.session_state.get("sitting")
    if not isinstance(there, Sitting) or there.book != book():
        there = st.session_state["sitting"] = Sitting(book())
    return there


def acknowledged() -> set[str]:
    """Return the keys of the answers known to be on disk; grows as answers arrive."""
    keys: set[str] = st.session_state.setdefault("acknowledged", set())
    return keys


def sent() -> Mapping[str, Any]:
    """Return what the record component has sent, {} if nothing yet."""
    return _sent(RECORD_KEY, "outbox")


def sent_template() -> Mapping[str, Any]:
    """Return what the drawing board has sent, {} if nothing yet."""
    return _sent(TEMPLATE_KEY, "drawing")


def saved_template() -> Mapping[str, Any]:
    """Return what came of the last saving of a template in this session, {} if there was none."""
    there: Mapping[str, Any] = st.session_state.get("saved template", {})
    return there


def keep_saved_template(how: Mapping[str, Any]) -> None:
    """Remember what came of saving a template."""
    st.session_state["saved template"] = how


def _sent(key: str, name: str) -> Mapping[str, Any]:
    component = st.session_state.get(key)
    sent_now = component.get(name) if isinstance(component, Mapping) else None
    return sent_now if isinstance(sent_now, Mapping) else {}


def _remembered(name: str) -> str:
    """Return what is remembered under a name; the address counts once, for it is emptied on the way between screens."""
    text: str = st.session_state.setdefault(f"{name} in hand", str(st.query_params.get(name, "")))
    return text


def _remember(name: str, text: str) -> None:
    st.session_state[f"{name} in hand"] = text
    st.query_params[name] = text
