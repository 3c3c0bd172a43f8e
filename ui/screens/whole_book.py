"""The whole book in order: gaps, doubles and doubts in their place, any two entries side by side."""

import html

import streamlit as st

from pipeline import whole_book
from pipeline.entries import Entry
from pipeline.errors import UsageError
from ui import state, words, words_views
from ui.parts import frame
from ui.parts import whole_book as listed
from ui.parts.record import PICTURES


def show() -> None:
    """Draw the list, above it the two entries that are compared."""
    book = frame.choose_book()
    if not book:
        return
    desk = state.desk()
    entries = desk.entries(book)
    if not entries:
        st.info(words.NO_ENTRIES)
        return
    pair = [entry for entry_id in state.pair() if (entry := _of(book, entry_id))]
    if len(pair) == 2:
        _side_by_side(pair[0], pair[1])
    lines, head = whole_book.lines(entries, desk.check(book), desk.form_of)
    asked = listed.draw(lines, head, "whole_book")
    if asked.opened is not None:
        _open(asked.opened)
    if asked.pair is not None and asked.pair != state.pair():
        state.compare(asked.pair)
        st.rerun()


def _of(book: str, entry_id: int) -> Entry | None:
    try:
        entry = state.desk().entry(entry_id)
    except UsageError:
        return None
    return entry if entry.page.book == book else None


def _side_by_side(first: Entry, second: Entry) -> None:
    with st.container(border=True):
        title, close = st.columns([5, 1], vertical_alignment="center")
        title.subheader(words_views.SIDE_BY_SIDE)
        close.button(words_views.CLOSE, key="close_pair", on_click=state.compare, args=((),))
        for place, entry in zip(st.columns(2), (first, second), strict=True):
            where = words.WHERE.format(page=entry.page.number, order=entry.order)
            picture = html.escape(f"{PICTURES}/{whole_book.crop(entry)}")
            place.html(
                f'<img src="{picture}" alt="{html.escape(where)}" style="width:100%;max-height:340px;object-fit:contain">'
            )
            if place.button(f"{words.OPEN}: {where}", key=f"open_{entry.id}"):
                _open(entry.id)
        pairs = whole_book.side_by_side(first, second, state.desk().form_of)
        signs = {True: words_views.SAME, False: words_views.DIFFERENT}
        st.table([dict(zip(words_views.PAIR_TABLE, (p.title, *p.texts, signs[p.same]), strict=True)) for p in pairs])


def _open(entry_id: int) -> None:
    state.sitting().pick(entry_id)
    st.switch_page("screens/review.py")


if __name__ == "__main__":
    show()
