"""The shelf: every book with its progress, the pages that failed, and any case to open again."""

from collections.abc import Sequence

import streamlit as st

from pipeline.desk import Shelf
from pipeline.entries import Entry, PageState
from pipeline.rights import Right
from ui import state, words, words_shifts
from ui.parts import frame, poor_pages, shift


def show() -> None:
    """Draw the books and the one in hand."""
    choice, start = st.columns([3, 1], vertical_alignment="bottom", width=860)
    with choice:
        name = frame.choose_book()
    if not name:
        return
    if state.may(Right.DECIDE) and start.button(words.TO_REVIEW, key="to_review", type="primary"):
        st.switch_page("screens/review.py")
    state.leave_cases()
    entries = state.desk().entries(name)
    if state.may(Right.DECIDE):
        shift.draw(name, entries)
    shelf = state.desk().shelf(name)
    _progress(shelf)
    waiting = shelf.progress.pages.get(PageState.WAITING, 0)
    if waiting:
        st.warning(words.UNREAD_PAGES.format(waiting=waiting, book=name))
    _failed(name)
    poor_pages.show(name)
    _entries(name, entries)
    _others(name)


def _others(book: str) -> None:
    others = [shelf for shelf in state.desk().books() if shelf.book.name != book]
    if others:
        st.subheader(words.OTHER_BOOKS)
    for shelf in others:
        _progress(shelf)


def _progress(shelf: Shelf) -> None:
    progress = shelf.progress
    with st.container(border=True):
        st.markdown(f"#### {_plain(shelf.book.name)}")
        done = words.PROGRESS.format(
            decided=progress.decided, cells=progress.cells, set_aside=progress.set_aside, entries=progress.entries
        )
        st.progress(min(1.0, progress.decided / progress.cells) if progress.cells else 0.0, text=done)
        counts = {state.value: progress.pages.get(state, 0) for state in PageState}
        st.markdown(words.PAGES.format(**counts))


def _failed(book: str) -> None:
    pages = state.desk().failed(book)
    if pages:
        st.subheader(words.FAILED_PAGES)
        st.table([{words.PAGE: str(p.number), words.SOURCE: p.source, words.REASON: p.reason} for p in pages])


def _entries(book: str, entries: Sequence[Entry]) -> None:
    st.subheader(words.ENTRIES)
    if not entries:
        st.info(words.NO_ENTRIES)
        return
    theirs = state.shifts().held(book, state.clerk())
    titles = {entry.id: _title(entry) for entry in entries}
    titles |= {i: f"{titles[i]} · {words_shifts.HELD_BY.format(who=theirs[i].holder)}" for i in theirs if i in titles}
    if not state.may(Right.DECIDE):
        st.markdown("\n".join(f"- {_plain(title)}" for title in titles.values()))
        return
    picked = st.selectbox(words.REOPEN, titles, format_func=titles.__getitem__, key="reopen", width=860)
    if st.button(words.OPEN, key="open") and picked is not None:
        state.sitting().pick(picked)
        st.switch_page("screens/review.py")


def _title(entry: Entry) -> str:
    """Return where an entry stands, whom it is about, and how far it has come."""
    columns = [column.name for column in state.desk().form_of(entry).columns]
    names = [entry.best(name) for name in columns if name.endswith("HoTen")]
    parts = [words.WHERE.format(page=entry.page.number, order=entry.order), entry.best("so"), *names[:1]]
    still_open = [name for name in columns if entry.decided(name) is None]
    untouched = [name for name in still_open if name not in entry.decisions]
    if not still_open:
        parts.append(words.DONE)
    else:
        parts.append(words.OPEN_CELLS.format(cells=len(untouched)) if untouched else words.SET_ASIDE)
    return " · ".join(part for part in parts if part)


def _plain(text: str) -> str:
    """Return text that Markdown shows as it is."""
    return "".join(f"\\{letter}" if letter in r"\`*_{}[]()<>#+-.!|$:~" else letter for letter in text)


if __name__ == "__main__":
    show()
