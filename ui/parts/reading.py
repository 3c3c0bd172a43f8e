"""How far the reading in the background is, on a screen that started it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from pipeline import jobs
from pipeline.config import Config
from pipeline.jobs import State
from ui import state, words
from ui import words_template as said
from ui.parts import frame

EVERY = 2.0
"""Seconds between two looks at the reading: a page takes 2 s and more."""


def runs(config: Config) -> bool:
    """Tell whether the machine is reading."""
    return jobs.status(config).state is State.RUNNING


def show(config: Config, book: str) -> None:
    """Draw how far the reading of a book is, or how it ended; nothing where another book was read last."""
    frame.again(partial(_far, config, book), EVERY if runs(config) else None)


def _far(config: Config, book: str) -> None:
    now = jobs.status(config)
    if now.book != book:
        return
    if now.state is State.RUNNING:
        done = said.READING.format(done=now.done, total=now.total)
        st.progress(min(1.0, now.done / now.total) if now.total else 0.0, text=done)
    elif now.state is State.BROKEN:
        st.warning(now.reason)
    elif now.state is State.DONE:
        failed = state.desk().failed(book)
        st.success(said.READ.format(read=now.total - len(failed), total=now.total))
        if failed:
            st.subheader(said.NOT_READ)
            st.table([{words.PAGE: str(page.number), words.REASON: page.reason} for page in failed])
