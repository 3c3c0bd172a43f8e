"""Look at a cell, accept or correct it, go on; the browser opens the next record at once, for it was loaded ahead."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from urllib.parse import quote

import streamlit as st

from pipeline.desk import Desk
from pipeline.errors import UsageError
from pipeline.shifts import Shifts
from ui import holding, language, state, words, words_shifts
from ui.answers import ANSWERS, COMPLETIONS
from ui.parts import frame, record
from ui.sitting import LOOK_AHEAD, Sitting


def show() -> None:
    """Follow the browser, then give it the records it does not hold yet; answers come by a route of their own."""
    if not state.book():
        st.info(words.NO_BOOK_CHOSEN)
        return
    desk, shifts, sitting, place = state.desk(), state.shifts(), state.sitting(), state.place()
    _follow(sitting, place, desk)
    for theirs in holding.hold(sitting, shifts, state.clerk()):
        st.toast(words_shifts.WITH_ANOTHER.format(who=theirs.holder, since=theirs.taken.astimezone()), duration="long")
    state.looked_at(sitting.opened)
    if place.get("finished") and place.get("turn") == sitting.turn:
        _finished(sitting, shifts)
    st.html(frame.OWN_NOTICE)
    record.draw(_sheet(desk, sitting, place), state.RECORD_KEY)


def _follow(sitting: Sitting, place: Mapping[str, Any], desk: Desk) -> None:
    """Go where the browser went, unless a person picked another case meanwhile."""
    wanted = place.get("open")
    if isinstance(wanted, int) and place.get("turn") == sitting.turn and wanted != sitting.opened:
        if _there(desk, wanted, sitting.book):
            sitting.move_to(wanted)
        else:
            sitting.picks += 1
    if sitting.opened is not None and not _there(desk, sitting.opened, sitting.book):
        sitting.start_over()
    if sitting.opened is None or len(sitting.ahead()) < LOOK_AHEAD:
        sitting.line_up(state.shifts().queue(sitting.book, state.clerk(), sitting.wanted))


def _there(desk: Desk, entry_id: int, book: str) -> bool:
    """Tell whether an entry is still one of the book; a page read anew may have other entries."""
    try:
        return desk.entry(entry_id).page.book == book
    except UsageError:
        return False


def _sheet(desk: Desk, sitting: Sitting, place: Mapping[str, Any]) -> dict[str, Any]:
    """Return everything the browser needs of the server; records it says it holds are not sent again."""
    held = place.get("have", ()) if place.get("turn") == sitting.turn else ()
    wanted = [entry_id for entry_id in (sitting.opened, *sitting.ahead()) if entry_id is not None]
    return {
        "store": sha256(f"{desk.config.store_url} {state.clerk()}".encode()).hexdigest()[:12],
        "book": sitting.book,
        "who": state.clerk(),
        "turn": sitting.turn,
        "open": sitting.opened,
        "ahead": sitting.ahead(),
        "records": [
            record.shown(state.seeding().shown(desk.entry(entry_id), state.clerk()), desk)
            for entry_id in wanted
            if entry_id not in held
        ],
        "words": record.words_file(language.spoken()),
        "answers": ANSWERS,
        "completions": f"{COMPLETIONS}/{quote(sitting.book, safe='')}",
    }


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
