"""What a clerk sees when sitting down at a book: the last note of the shift before, and which cases to take."""

from collections.abc import Sequence

import streamlit as st

from pipeline.entries import Entry
from pipeline.errors import UsageError
from pipeline.queues import Wanted, hamlets
from ui import state, words, words_shifts

EARLIER = 20
"""Notes before the last one that can be looked up: two shifts a day for two weeks."""


def draw(book: str, entries: Sequence[Entry]) -> None:
    """Draw the notes of a book and the choice among its cases."""
    _last_note(book)
    notes, cases = st.columns(2, width=860)
    with notes:
        _new_note(book)
    with cases, st.expander(words_shifts.WHICH_CASES):
        _which_cases(entries)


def _last_note(book: str) -> None:
    notes = state.shifts().notes(book, 1)
    for note in notes:
        with st.container(border=True, width=860):
            st.caption(words_shifts.NOTE_OF.format(who=note.who, when=note.when.astimezone()))
            st.text(note.text)


def _new_note(book: str) -> None:
    with st.expander(words_shifts.LEAVE_NOTE):
        with st.form("note", border=False, clear_on_submit=True):
            text = st.text_area(
                words_shifts.LEAVE_NOTE, placeholder=words_shifts.NOTE_EXAMPLE, label_visibility="collapsed", key="note"
            )
            asked = st.form_submit_button(words_shifts.SAVE_NOTE, key="leave_note")
        if asked:
            try:
                state.shifts().leave_note(book, state.clerk(), text)
            except UsageError as error:
                st.warning(str(error))
            else:
                st.rerun()
        for note in state.shifts().notes(book, EARLIER + 1)[1:]:
            st.caption(words_shifts.NOTE_OF.format(who=note.who, when=note.when.astimezone()))
            st.text(note.text)


def _which_cases(entries: Sequence[Entry]) -> None:
    """Let the clerk choose; what was chosen for another book, and is not in this one, is let go."""
    wanted = state.wanted()
    registers = sorted({state.desk().form_of(entry).register for entry in entries})
    st.caption(words_shifts.QUICK_FIRST)
    register = _chosen(words_shifts.REGISTER, {name: words.REGISTERS[name] for name in registers}, wanted.register)
    hamlet = _chosen(words_shifts.HAMLET, {name: name for name in hamlets(entries)}, wanted.hamlet)
    doubt = _chosen(words_shifts.DOUBT, dict(words_shifts.DOUBTS), wanted.doubt)
    state.want(Wanted(register, hamlet, doubt))


def _chosen(label: str, names: dict[str, str], now: str) -> str:
    """Return what the clerk chose, '' for all."""
    choices = {"": words_shifts.ALL, **names}
    place = list(choices).index(now) if now in choices else 0
    chosen: str = st.selectbox(label, list(choices), place, format_func=choices.__getitem__, key=f"want {label}")
    return chosen
