"""The list of a whole book as a component: one table, findings in place, a click opens or compares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from pipeline.entries import Finding
from pipeline.whole_book import Line, State
from ui import words, words_views

_HERE = Path(__file__).parent


def _text(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


_component = st.components.v2.component(
    "sohoa_whole_book",
    html=_text("whole_book.html"),
    css=_text("whole_book.css"),
    js=_text("whole_book.js"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person clicked: the entry to open, or the two to compare; None if nothing."""

    opened: int | None
    pair: tuple[int, int] | None


def draw(lines: Sequence[Line], head: Sequence[Finding], key: str) -> Asked:
    """Draw the list and return what a person clicked in it."""
    shown = {
        "words": {**words_views.WHOLE_BOOK, "heads": list(words_views.WHOLE_BOOK_TABLE)},
        "lines": [_line(line) for line in lines],
        "head": [_finding(finding) for finding in head],
    }
    said = _component(key=key, data=shown, on_open_change=_later, on_pair_change=_later)
    pair = said.pair
    both = (int(pair[0]), int(pair[1])) if isinstance(pair, Sequence) and len(pair) == 2 else None
    return Asked(int(said.open) if said.open else None, both)


def _later() -> None:
    """Let the script that draws the screen read what was clicked."""


def _line(line: Line) -> dict[str, Any]:
    says = words_views.STATES[line.state]
    return {
        "id": line.entry.id,
        "number": line.number,
        "day": line.day,
        "name": " – ".join(line.names),
        "where": words.WHERE.format(page=line.entry.page.number, order=line.entry.order),
        "state": line.state.value,
        "says": says.format(cells=line.open_cells) if line.state is State.OPEN else says,
        "findings": [_finding(finding) for finding in line.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "severity": finding.severity.value,
        "says": words.SEVERITY[finding.severity],
        "message": finding.message,
        "ids": list(finding.entry_ids),
    }
