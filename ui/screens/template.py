"""A form drawn on the template of a book: build, name and move cells, save, and read the book by it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from pipeline import book_forms, drawing_board, jobs
from pipeline.drawing_board import Board, Draft
from pipeline.errors import RegisterError, UsageError
from ui import state, words
from ui import words_template as said
from ui.parts import frame, reading, template


def show() -> None:
    """Draw the choice of book and register, and the board with what was drawn so far."""
    board = Board(state.desk().config)
    choice, kind, build, own, reopen = st.columns([3, 2, 1.5, 2.6, 1.2], vertical_alignment="bottom")
    with choice:
        book = frame.choose_book()
    if not book:
        return
    register = kind.selectbox(
        said.REGISTER, list(said.REGISTERS), format_func=said.REGISTERS.__getitem__, key="register"
    )
    draft = _drawn(board, board.draft(book))
    again = said.BUILD if draft is None else said.BUILD_AGAIN
    if _asked(build, again, "build", draft) and _built(board, book, register):
        st.rerun()
    forms = {form.name: form.title for form in board.own()}
    if forms:
        name = own.selectbox(said.OWN, forms, format_func=forms.__getitem__, key="own_form")
        if _asked(reopen, said.OPEN, "reopen_form", draft) and name:
            board.reopen(book, name)
            st.rerun()
    if draft is None:
        st.info(said.WHY)
        return
    _tell_pages(draft)
    _offer(draft)
    template.draw(draft, board.columns(draft.register), state.saved_template())


def _asked(place: Any, label: str, key: str, draft: Draft | None) -> bool:
    """Draw a button that takes the place of the draft; one that is not saved goes only after a second word."""
    if draft is None or draft.saved:
        pressed: bool = place.button(label, key=key, type="secondary" if draft else "primary")
        return pressed
    with place.popover(label):
        st.markdown(said.UNSAVED)
        return st.button(said.DROP.format(label=label.lower()), key=key)


def _drawn(board: Board, draft: Draft | None) -> Draft | None:
    """Keep what the browser sent, save it where it asks for that, and return the draft as it is now."""
    sent = state.sent(template.KEY, "drawing")
    if draft is None or sent.get("draft") != draft.id:
        return draft
    now = drawing_board.redrawn(draft, sent)
    if now != draft:
        board.keep(now)
    token = sent.get("token")
    if token and token != state.saved_template().get("token"):
        state.saved_template({"token": token, **_saved(board, now)})
        return board.draft(draft.book)
    return now


def _tell_pages(draft: Draft) -> None:
    """Say which pages the template was built from, which were of no use and why, and how the rows of a table are found."""
    if draft.used:
        st.markdown(said.BUILT_FROM.format(count=len(draft.used), pages=_listed(draft.used)))
    for why, text in said.LEFT_OUT.items():
        pages = [(name, side) for name, side, reason in draft.left_out if reason == why]
        if pages:
            st.warning(text.format(count=len(pages), pages=_listed(pages)))
    if draft.by_writing:
        st.info(said.BY_WRITING)


def _listed(pages: Sequence[tuple[str, str]]) -> str:
    """Return the names of pages, of openings with the half; marks that Markdown would take for its own are shown as they are."""
    names = [said.HALVES[side].format(name=name) for name, side in pages]
    return re.sub(r"([\\`*_{}\[\]<>#|~$:])", r"\\\1", ", ".join(names))


def _saved(board: Board, draft: Draft) -> Mapping[str, Any]:
    """Save a form; return how it went, in words for the board."""
    try:
        form = board.save(draft)
    except RegisterError as error:
        return {"well": False, "said": str(error)}
    words_of = said.SAVED if form.entries else said.SAVED_ROWS
    text = words_of.format(name=form.name, cells=len(form.columns), entries=form.entries)
    return {"well": True, "said": text}


def _built(board: Board, book: str, register: str) -> Draft | None:
    """Build the template of a book; None where it has no page that can be read, which is said."""
    pages = state.desk().to_read(book, again=True)
    if not pages:
        st.warning(said.NO_PAGES)
        return None
    bar = st.progress(0.0, text=said.BUILDING)
    try:
        return board.build(
            book, {page.picture: page.source for page in pages}, register, lambda share: _far(bar, share)
        )
    except UsageError as error:
        st.warning(str(error))
        return None
    finally:
        bar.empty()


def _far(bar: Any, share: float) -> None:
    bar.progress(min(1.0, share), text=said.BUILDING)


def _offer(draft: Draft) -> None:
    """Offer to read the book by the form that was saved; show how far the reading is."""
    if draft.saved:
        text, button = st.columns([4, 1.3], vertical_alignment="center")
        text.markdown(said.SAVED_AS.format(form=draft.form))
        if button.button(said.READ_ANEW, key="read_anew", type="primary"):
            _read_anew(draft)
    reading.show(state.desk().config, draft.book)


def _read_anew(draft: Draft) -> None:
    """Give the book the form, have it read in the background, and name what stays as it was.

    Raises:
        UsageError: the machine is reading already.
    """
    config = state.desk().config
    if reading.runs(config):
        raise UsageError(jobs.RUNNING)
    changed = book_forms.change(config, draft.book, draft.form, state.clerk())
    waiting = len(state.desk().to_read(draft.book))
    if waiting:
        jobs.start(config, draft.book, waiting)
    else:
        st.info(said.NOTHING_TO_READ)
    if changed.kept:
        st.subheader(said.KEPT.format(count=len(changed.kept)))
        rows = [
            {words.PLACE: words.WHERE.format(page=e.page.number, order=e.order), said.KEPT_FORM: e.form}
            for e in changed.kept
        ]
        st.table(rows)


if __name__ == "__main__":
    show()
