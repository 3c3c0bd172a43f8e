"""What this browser session remembers; the only file that touches the session state.

The book also stands in the address, so that a reload or a restarted server finds it again. Who is at work is what the session of
the browser's cookie says, asked anew at every run: nothing that the browser says of itself is believed.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import streamlit as st

from pipeline import preferences as kept
from pipeline.accounts import Accounts
from pipeline.carpet import Carpets
from pipeline.desk import Desk
from pipeline.door import Door
from pipeline.errors import UsageError
from pipeline.inspection import Inspection
from pipeline.ledger import Ledger
from pipeline.matching import Comparison
from pipeline.preferences import Preferences
from pipeline.quality_control import QualityControl
from pipeline.queues import Wanted
from pipeline.rights import Right
from pipeline.seeding import Seeding
from pipeline.shifts import Shifts
from pipeline.staff import Session
from pipeline.standing import Overview
from ui import opened, words_accounts
from ui.entrance import COOKIE
from ui.sitting import Sitting

Verbs = TypeVar("Verbs")

RECORD_KEY = "record"
"""Key of the record component."""


def desk() -> Desk:
    """Return the desk of this session; raises StoreError if the store cannot be opened."""
    return _kept("desk", opened.desk)


def shifts() -> Shifts:
    """Return what the people of this store share, for this session; raises StoreError if the store cannot be opened."""
    return _kept("shifts", opened.shifts)


def quality() -> QualityControl:
    """Return the second looks of this store, for this session; raises StoreError if the store cannot be opened."""
    return _kept("quality", opened.quality)


def carpets() -> Carpets:
    """Return the carpets of this session; raises StoreError if the store cannot be opened."""
    return _kept("carpets", opened.carpets)


def overview() -> Overview:
    """Return the overview of this session; raises StoreError if the store cannot be opened."""
    return _kept("overview", opened.overview)


def accounts() -> Accounts:
    """Return the accounts, as kept by the person at work.

    Raises:
        UsageError: the person may not keep them.
        StoreError: the store cannot be opened.
    """
    if not may(Right.ACCOUNTS):
        raise UsageError(words_accounts.NOT_FOR_YOU)
    there: Accounts = st.session_state.get("accounts") or opened.accounts_kept_by(clerk())
    return there


def door() -> Door:
    """Return the door this session came through; raises StoreError if the store cannot be opened."""
    there: Door = st.session_state.get("door") or opened.door()
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


def ledger() -> Ledger:
    """Return the ledger of this session; raises StoreError if the store cannot be opened."""
    return _kept("ledger", opened.ledger)


def comparison() -> Comparison | None:
    """Return the last comparison with a list in this session, None if there is none; the list itself is not kept."""
    there = st.session_state.get("comparison")
    return there if isinstance(there, Comparison) else None


def keep_comparison(found: Comparison | None) -> None:
    """Remember a comparison until the next one."""
    st.session_state["comparison"] = found


def inspection() -> Inspection:
    """Return what looks at the pictures of this session's store; raises StoreError if it cannot be opened."""
    return _kept("inspection", opened.inspection)


def seeding() -> Seeding:
    """Return what plants proposals in this session; raises StoreError if the store cannot be opened."""
    return _kept("seeding", opened.seeding)


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
    return (at_work := session()) is not None and at_work.may(right)


def note(kind: str, about: Mapping[str, Any]) -> None:
    """Write into the log what the person at work does; raises StoreError if the store cannot be written."""
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
    told: tuple[str, str] = st.session_state.pop("to say", ("", ""))
    return told


def preferences() -> Preferences:
    """Return how the person at work likes the screens; as usual while nobody is."""
    at_work = session()
    who = at_work.account.name if at_work else ""
    if st.session_state.get("preferences", (None,))[0] != who:
        st.session_state["preferences"] = (who, kept.of(desk().config, who) if who else Preferences())
    liked: Preferences = st.session_state["preferences"][1]
    return liked


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


def sent(key: str, part: str = "outbox") -> Mapping[str, Any]:
    """Return what a component has sent as one part of its state; {} if nothing yet."""
    component = st.session_state.get(key)
    sent_now = component.get(part) if isinstance(component, Mapping) else None
    return sent_now if isinstance(sent_now, Mapping) else {}


def saved_template(how: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
    """Return what came of the last saving of a template in this session, {} if there was none; ``how`` is what came just now."""
    there: Mapping[str, Any] = st.session_state.get("saved template", {}) if how is None else how
    st.session_state["saved template"] = there
    return there


def place() -> Mapping[str, Any]:
    """Return where the record component says the browser is, {} if it has said nothing yet."""
    return sent(RECORD_KEY, "place")


def _kept(name: str, made: Callable[[], Verbs]) -> Verbs:
    """Return what this session holds under a name, made on first use; a test puts something else there before."""
    if name not in st.session_state:
        st.session_state[name] = made()
    there: Verbs = st.session_state[name]
    return there


def _remembered(name: str) -> str:
    """Return what is remembered under a name; the address counts once, for it is emptied on the way between screens."""
    text: str = st.session_state.setdefault(f"{name} in hand", str(st.query_params.get(name, "")))
    return text


def _remember(name: str, text: str) -> None:
    st.session_state[f"{name} in hand"] = text
    st.query_params[name] = text
