"""The keying loop of one record, run by the browser: one cell after another without waiting for the server."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

import streamlit as st

from pipeline.entries import Decision, Entry, Reading
from pipeline.errors import UnreadableScan
from pipeline.forms import Column, Form
from ui import column_titles, language, words
from ui.outbox import stamp_of
from ui.parts.doubts import doubt, shares, tone_only

MANY = 5
"""Alternatives shown: as many as there are chords Alt+1 … Alt+5."""

PICTURES = "/pictures"
"""Path under which the application serves page previews and crops."""

PARTS = "/parts"
"""Path under which it serves what runs in the browser."""

KINDS = {".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".json": "application/json"}

_HERE = Path(__file__).parent / "loop"


def files() -> Mapping[str, bytes]:
    """Return what runs in the browser by file name, with the words it speaks in each language."""
    there = {
        path.name: path.read_bytes() for path in sorted(_HERE.iterdir()) if path.suffix in {".js", ".css", ".html"}
    }
    return there | {
        words_file(spoken): json.dumps(dict(said), ensure_ascii=False).encode()
        for spoken, said in language.in_each(words, "RECORD").items()
    }


def words_file(spoken: str) -> str:
    """Return the name of the file with the words of a language; the browser is told which to read."""
    return f"words.{spoken}.json"


FILES = files()
VERSION = hashlib.sha256(b"".join(FILES.values())).hexdigest()[:12]
"""Part of the address of the files: a browser may keep them for ever, and another version lies elsewhere."""

_BEGIN = f"""
const ready = import(new URL("{PARTS}/{VERSION}/main.js", document.baseURI).href);
export default function (component) {{
  ready.then(({{ show }}) => show(component));
  return () => ready.then(({{ stop }}) => stop(component));
}}
"""

_component = st.components.v2.component("sohoa_record", html='<div class="desk" tabindex="-1"></div>', js=_BEGIN)


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
    """Draw the loop; where the browser is lies afterwards under ``key`` as ``place``.

    Args:
        sheet: ``records`` from ``shown`` that the browser does not hold yet, which comes next, and who is at work.
        key: of the component.
    """
    _component(key=key, data=dict(sheet), on_place_change=_later)


def _later() -> None:
    """Let the script that draws the screen read the place; a callback would run before it knows the book."""


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
        "cleaned": cleaned(picture),
        "size": _size(entry, desk),
        "fields": [_field(entry, column, desk) for column in form.columns],
    }


def cleaned(address: str) -> str:
    """Return the address of the same picture on even paper and without colour (``pipeline.views``)."""
    return address.replace(".webp", "-cleaned.webp")


def _field(entry: Entry, column: Column, desk: Shower) -> dict[str, Any]:
    reading = entry.readings.get(column.name)
    field: dict[str, Any] = {
        "column": column.name,
        "kind": column.kind,
        "title": column_titles.title(column.name, column.title),
        "decision": _decision(entry.decisions.get(column.name)),
        "doubt": doubt(reading),
        "proposal": "",
    }
    if reading is None:
        return field
    crop = _by(lambda e: desk.address(e, column.name), entry)
    return field | _read(reading) | {"crop": crop, "cleaned": cleaned(crop)}


def _read(reading: Reading) -> dict[str, Any]:
    sure = shares(reading)
    return {
        "proposal": reading.text,
        "letters": _percent(sure.letters),
        "tones": _percent(sure.tones),
        "box": [reading.box.x, reading.box.y, reading.box.w, reading.box.h],
        "alternatives": [
            {"text": other.text, "tone": tone_only(other.text, reading.text)} for other in reading.alternatives[:MANY]
        ],
        "reasons": list(reading.reasons),
    }


def _percent(share: float) -> int:
    """Return a share in percent; a machine is never quite certain."""
    return min(99, round(share * 100))


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
