"""One cell outside the record: the picture of its words, and the words of a person on it."""

from __future__ import annotations

import html
from datetime import UTC, datetime

import streamlit as st

from pipeline.entries import Decision, Entry, Verdict
from pipeline.errors import UsageError
from pipeline.vietnamese import nfc
from ui import state, words, words_shifts
from ui.parts.record import PICTURES

STYLE = "max-width:100%;max-height:8.5rem;border:1px solid #8a8a8a;border-radius:4px;background:#fff"
"""A crop as wide as its place, and no higher than four lines of the record's field, so that two questions stand on a screen."""


def picture(entry: Entry, column: str) -> None:
    """Draw the crop of a cell by its address, so that the browser keeps it; say so where there is none."""
    address = state.desk().address(entry, column)
    if address:
        words_of = html.escape(words.RECORD["cell"], quote=True)
        source = html.escape(f"{PICTURES}/{address}", quote=True)
        st.html(f'<img src="{source}" alt="{words_of}" style="{STYLE}">')
    else:
        st.caption(words_shifts.NO_PICTURE)


def where(entry: Entry) -> str:
    """Return where a case stands, with its number if a person has confirmed one."""
    number = entry.decided("so")
    place = words.WHERE.format(page=entry.page.number, order=entry.order)
    return f"{place} · {words_shifts.NUMBER.format(number=number)}" if number else place


def ask(key: str, value: str = "") -> tuple[str, str]:
    """Ask inside a form what stands in the cell; return the choice, a key of ``words_shifts.ANSWERS``, and the text."""
    kinds = list(words_shifts.ANSWERS)
    kind = st.radio(
        words_shifts.ANSWER,
        kinds,
        format_func=words_shifts.ANSWERS.__getitem__,
        horizontal=True,
        label_visibility="collapsed",
        key=f"kind {key}",
    )
    text = st.text_input(words_shifts.VALUE, value, key=f"value {key}", autocomplete="off")
    return kind or kinds[0], nfc(text)


def word(entry: Entry, column: str, said: tuple[str, str], key: str) -> Decision:
    """Return what was said as a decision of the person at work; the text of the proposal is a confirmation.

    Args:
        entry: the case.
        column: the cell.
        said: from ``ask``.
        key: of the decision.

    Raises:
        UsageError: a text was chosen and none was written.
    """
    kind, text = said
    reading = entry.readings.get(column)
    proposal = reading.text if reading else ""
    if kind != "text":
        verdict, text = Verdict(kind), ""
    elif not text:
        raise UsageError(words_shifts.VALUE_EMPTY)
    else:
        verdict = Verdict.CONFIRMED if text == proposal else Verdict.CORRECTED
    return Decision(column, verdict, text, state.clerk(), datetime.now(UTC), key, proposal)


def as_words(verdict: str, text: str) -> str:
    """Return what was said of a cell as a clerk reads it."""
    return f"«{text}»" if text else words.RECORD[verdict]
