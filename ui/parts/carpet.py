"""The carpet as a component: crops in a grid, the odd ones picked out, the rest sent as glances."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from pipeline.carpet import Group, Patch
from ui import column_titles, words, words_views
from ui.outbox import Delivery, stamp_of
from ui.parts.record import PICTURES

_HERE = Path(__file__).parent


def _text(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


_component = st.components.v2.component(
    "sohoa_carpet",
    html=_text("carpet.html"),
    css=_text("carpet.css"),
    js=_text("loop/outbox.js").replace("export class", "class") + _text("carpet.js"),
)


def draw(sheet: Mapping[str, Any], key: str) -> str:
    """Draw the carpet; what is sent lies afterwards under ``key`` as ``outbox``.

    Args:
        sheet: from ``shown``.
        key: of the component.

    Returns:
        The cell whose record a person asked for, as ``entry/column``; '' if none.
    """
    asked = _component(key=key, data=dict(sheet), on_outbox_change=_later, on_open_change=_later)
    return str(asked.open or "")


def _later() -> None:
    """Let the script that draws the screen read what was sent; a callback would miss what is sent twice."""


def shown(
    group: Group | None, patches: Sequence[Patch], delivery: Delivery, about: Mapping[str, str | int]
) -> dict[str, Any]:
    """Return what the browser shows of a carpet, or where none is left; ``about`` names the store, the person at work and the turn."""
    return {
        **about,
        "words": {**words_views.CARPET, **({} if group else {"none": words_views.NO_CARPETS})},
        "group": {"text": group.text if group else "", "cells": group.cells if group else 0},
        "patches": [_patch(patch) for patch in patches],
        "acknowledged": delivery.acknowledged,
        "refused": delivery.refused,
        "trouble": delivery.trouble,
    }


def _patch(patch: Patch) -> dict[str, Any]:
    page = patch.entry.page
    return {
        "id": f"{patch.entry.id}/{patch.column}",
        "entry_id": patch.entry.id,
        "column": patch.column,
        "stamp": stamp_of(patch.entry),
        "text": patch.text,
        "title": column_titles.title(patch.column, patch.title),
        "where": f"{page.book} · {words.WHERE.format(page=page.number, order=patch.entry.order)}",
        "percent": patch.percent,
        "sure": patch.sure,
        "crop": f"{PICTURES}/{patch.crop}",
    }
