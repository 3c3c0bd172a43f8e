"""Look at a cell, accept or correct it, go on; the next record opens when every answer of this one is on disk."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import streamlit as st

from pipeline.desk import Desk
from pipeline.errors import UsageError
from pipeline.shifts import Shifts
from ui import holding, state, words, words_shifts
from ui.outbox import Delivery, deliver
from ui.parts import frame, record
from ui.sitting import Sitting


def show() -> None:
    """Keep what the browser sent, then show the record it is at and the one after it.

    The whole script runs after every answer, not a fragment of it: a server that was started again knows no fragments,
    and would leave the answers that the browser sends it lying.
    """
    if not state.book():
        st.info(words.NO_BOOK_CHOSEN)
        return
    desk, shifts, sitting, sent = state.desk(), state.shifts(), state.sitting(), state.sent()
    delivery = deliver(_own(sent), shifts, state.acknowledged())
    _follow(sitting, sent, desk)
    for theirs in holding.hold(sitting, shifts, state.clerk()):
        st.toast(words_shifts.WITH_ANOTHER.format(who=theirs.holder, since=theirs.taken.astimezone()), duration="long")
    state.looked_at(sitting.opened)
    if sent.get("finished") and sent.get("turn") == sitting.turn:
        _finished(sitting, shifts)
    st.html(frame.OWN_NOTICE)
    record.draw(_sheet(desk, sitting, delivery), state.RECORD_KEY)


def _own(sent: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the answers of the person at work; those of another wait in the browser until that one is back."""
    return [letter for letter in sent.get("letters", ()) if letter.get("who") == state.clerk()]


def _follow(sitting: Sitting, sent: Mapping[str, Any], desk: Desk) -> None:
    """Go where the browser went, unless a person picked another case meanwhile."""
    wanted = sent.get("open")
    if isinstance(wanted, int) and sent.get("turn") == sitting.turn and wanted != sitting.opened:
        if _there(desk, wanted, sitting.book):
            sitting.move_to(wanted)
        else:
            sitting.picks += 1
    if sitting.opened is not None and not _there(desk, sitting.opened, sitting.book):
        sitting.start_over()
    if sitting.opened is None or sitting.ahead() is None:
        sitting.line_up(state.shifts().queue(sitting.book, state.clerk(), sitting.wanted))


def _there(desk: Desk, entry_id: int, book: str) -> bool:
    """Tell whether an entry is still one of the book; a page read anew may have other entries."""
    try:
        return desk.entry(entry_id).page.book == book
    except UsageError:
        return False


def _sheet(desk: Desk, sitting: Sitting, delivery: Delivery) -> dict[str, Any]:
    """Return everything the browser needs of the server."""
    return {
        "store": sha256(f"{desk.config.store_url} {state.clerk()}".encode()).hexdigest()[:12],
        "book": sitting.book,
        "who": state.clerk(),
        "turn": sitting.turn,
        "open": sitting.opened,
        "record": _shown(desk, sitting.opened),
        "next": _shown(desk, sitting.ahead()),
        "acknowledged": delivery.acknowledged,
        "refused": delivery.refused,
        "trouble": delivery.trouble,
    }


def _shown(desk: Desk, entry_id: int | None) -> dict[str, Any] | None:
    return None if entry_id is None else record.shown(desk.entry(entry_id), desk)


def _finished(sitting: Sitting, shifts: Shifts) -> None:
    """Say that the queue is through, what is with other people, and offer what was left behind."""
    left = len(shifts.queue(sitting.book, state.clerk(), sitting.wanted))
    theirs = shifts.held(sitting.book, state.clerk())
    if theirs:
        names = ", ".join(sorted({lease.holder for lease in theirs.values()}))
        st.info(words_shifts.CASES_WITH_OTHERS.format(cases=len(theirs), names=names))
    if not left:
        st.success(words.ALL_SEEN.format(book=sitting.book))
        return
    st.info(f"{words.ALL_SEEN.format(book=sitting.book)} {words.STILL_OPEN.format(entries=left)}")
    st.button(words.AGAIN, key="again", on_click=sitting.start_over)


if __name__ == "__main__":
    show()
