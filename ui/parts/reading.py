"""Has the waiting pages of a book read while the person looks on."""

from __future__ import annotations

import os
from collections.abc import Sequence

import streamlit as st

from pipeline.entries import Page
from ui import state
from ui import words_template as words

RECOGNISER = "hand"
"""Books are written by hand; the same choice as that of ``sohoa read``."""


def read_now(pages: Sequence[Page]) -> list[Page]:
    """Read pages with a bar that shows how far it is; return those that could not be read, with their reasons.

    Raises:
        MissingPart: an engine is not installed.
        StoreError: the store cannot be written.
    """
    bar, done = st.progress(0.0, text=words.READING.format(done=0, total=len(pages))), 0

    def told(_: str) -> None:
        nonlocal done
        done += 1
        bar.progress(min(1.0, done / len(pages)), text=words.READING.format(done=done, total=len(pages)))

    workers = max(1, (os.cpu_count() or 1) - 1)  # one core is left to the screens
    failed = state.desk().read(pages, recogniser=RECOGNISER, workers=workers, told=told)
    bar.empty()
    return failed
