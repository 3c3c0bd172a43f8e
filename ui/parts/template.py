"""The drawing board in the browser: the template of a book with its cells, moved, named and drawn without waiting for the server."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from pipeline.drawing_board import Draft, Titled
from ui import column_titles, language
from ui import words_template as words

KEY = "template"
"""Key of the drawing board."""

TEMPLATES = "/templates"
"""Path under which the application serves pictures of templates."""

_HERE = Path(__file__).parent / "drawing"
_SCRIPTS = ("geometry.js", "editor.js", "pulling.js", "columns.js", "paint.js")


def _text(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _page(spoken: str) -> str:
    """Return the markup with its words in a language; the browser's part reads the others from ``data-words``."""
    markup, said = _text("template.html"), language.in_each(words, "BOARD")[spoken]
    for name, word in said.items():
        markup = markup.replace(f"{{{{{name}}}}}", html.escape(word))
    return markup.replace("{{words}}", html.escape(json.dumps(dict(said), ensure_ascii=False)))


@cache
def _component(spoken: str) -> Any:
    """Return the board of a language: its words stand in its markup."""
    return st.components.v2.component(
        f"sohoa_template_{spoken}",
        html=_page(spoken),
        css=_text("template.css"),
        js="".join(_text(name) for name in _SCRIPTS),
    )


def draw(draft: Draft, columns: Sequence[Titled], saved: Mapping[str, Any]) -> None:
    """Draw the board; what the clerk has drawn lies afterwards under ``KEY`` as ``drawing``.

    Args:
        draft: what was drawn so far; the browser takes it once and then knows better.
        columns: that a cell may be named by.
        saved: what came of saving: the browser's ``token``, ``well`` and ``said``; {} if nothing was saved yet.
    """
    sheet = {
        "draft": shown(draft),
        "columns": [
            {"name": one.name, "title": column_titles.title(one.name, one.title), "kind": one.kind} for one in columns
        ],
        "kinds": dict(words.KINDS),
        "saved": dict(saved),
        "offered": draft.saved,
    }
    _component(language.spoken())(key=KEY, data=sheet, on_drawing_change=_later)


def _later() -> None:
    """Let the script that draws the screen read the drawing."""


def shown(draft: Draft) -> dict[str, Any]:
    """Return what the browser shows of a draft; the picture comes by address."""
    cells = [
        {
            "box": list(c.box),
            "label": c.label,
            "column": c.column,
            "kind": c.kind,
            "title": column_titles.title(c.column, c.title),
        }
        for c in draft.cells
    ]
    return {
        "id": draft.id,
        "picture": f"{TEMPLATES}/{draft.picture}",
        "size": list(draft.size),
        "cells": cells,
        "starts": [list(start) for start in draft.starts],
        "name": draft.name,
        "title": draft.title,
        "years": list(draft.years),
    }
