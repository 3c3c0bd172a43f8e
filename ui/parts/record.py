"""The keying loop of one record, run by the browser: one cell after another without waiting for the server."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

import streamlit as st

from pipeline.entries import SURE, Decision, Entry, Ink, Reading
from pipeline.errors import UnreadableScan
from pipeline.forms import Column, Form
from ui import words
from ui.outbox import stamp_of

MANY = 5
"""Alternatives shown: as many as there are chords Alt+1 … Alt+5."""

PICTURES = "/pictures"
"""Path under which the application serves page previews and crops."""

_HERE = Path(__file__).parent


def _text(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _page() -> str:
    """Return the markup with its words; the browser's part reads the others from ``data-words``."""
    markup = _text("record.html")
    for name, word in words.RECORD.items():
        markup = markup.replace(f"{{{{{name}}}}}", html.escape(word))
    return markup.replace("{{words}}", html.escape(json.dumps(dict(words.RECORD), ensure_ascii=False)))


_component = st.components.v2.component(
    "sohoa_record",
    html=_page(),
    css=_text("record.css"),
    js="".join(_text(name) for name in ("outbox.js", "picture.js", "record.js", "paint.js")),
)


class Shower(Protocol):
    """The verbs of the desk that a record on the screen needs."""

    def form_of(self, entry: Entry) -> Form:
        """Return the form an entry was read with."""
        ...

    def address(self, entry: Entry, column: str = "") -> str:
        """Return the address of the page's preview or of a cell's crop, '' if the cell was never read."""
        ...

    def size(self, entry: Entry) -> tuple[int, int]:
        """Return width and height of the picture the boxes lie on, px."""
        ...


def draw(sheet: Mapping[str, Any], key: str) -> None:
    """Draw the loop; what the clerk answers lies afterwards under ``key`` as ``outbox``.

    Args:
        sheet: ``record`` and ``next`` from ``shown``, what is acknowledged, and who is at work.
        key: of the component.
    """
    _component(key=key, data=dict(sheet), on_outbox_change=_later)


def _later() -> None:
    """Let the script that draws the screen read the outbox; a callback would miss answers that are sent twice."""


def shown(entry: Entry, desk: Shower) -> dict[str, Any]:
    """Return what the browser shows of an entry. Page and crops come by address, never with the text."""
    form = desk.form_of(entry)
    picture = _by(desk.address, entry)
    return {
        "id": entry.id,
        "stamp": stamp_of(entry),
        "where": words.WHERE.format(page=entry.page.number, order=entry.order),
        "form": form.title,
        "page": picture,
        "size": _size(entry, desk),
        "fields": [_field(entry, column, desk) for column in form.columns],
    }


def _field(entry: Entry, column: Column, desk: Shower) -> dict[str, Any]:
    reading = entry.readings.get(column.name)
    field: dict[str, Any] = {
        "column": column.name,
        "title": column.title,
        "decision": _decision(entry.decisions.get(column.name)),
        "doubt": doubt(reading),
        "proposal": "",
    }
    if reading is None:
        return field
    return field | {
        "proposal": reading.text,
        "percent": round(reading.confidence * 100),
        "crop": _by(lambda e: desk.address(e, column.name), entry),
        "box": [reading.box.x, reading.box.y, reading.box.w, reading.box.h],
        "alternatives": [candidate.text for candidate in reading.alternatives[:MANY]],
        "reasons": list(reading.reasons),
    }


def doubt(reading: Reading | None) -> str:
    """Return the word for how far a proposal may be believed: a key of ``words.RECORD``."""
    if reading is None:
        return "missing"
    if not reading.text:
        return "noInk" if reading.ink is Ink.BLANK else "unread"
    return "sure" if reading.confidence >= SURE else "doubtful"


def _decision(decision: Decision | None) -> dict[str, str] | None:
    if decision is None:
        return None
    return {"verdict": decision.verdict.value, "text": decision.text, "who": decision.who, "key": decision.key}


def _by(address: Callable[[Entry], str], entry: Entry) -> str:
    there = address(entry)
    return f"{PICTURES}/{there}" if there else ""


def _size(entry: Entry, desk: Shower) -> list[int]:
    """Return the size of the picture; [0, 0] where it is lost, so that the record can still be answered."""
    try:
        return list(desk.size(entry))
    except UnreadableScan:
        return [0, 0]
