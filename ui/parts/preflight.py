"""What the ministry's import or the law would have against the package: each with its picture and the way to the record."""

import html
from collections.abc import Mapping, Sequence

import streamlit as st

from pipeline.errors import UsageError
from pipeline.receipts import Objection
from pipeline.rights import Right
from ui import state, words
from ui import words_preflight as says
from ui.parts.record import PICTURES

TARGET = "ministry"
"""The package that is looked through before it goes out."""

ROWS = 15
"""Objections drawn at once: two screens of 768 px; a book of nothing decided has one or more for every entry."""

PICTURE = '<img src="{address}" alt="{alt}" style="max-width:100%;max-height:72px;border-radius:4px">'


def draw(book: str, settings: Mapping[str, int | str]) -> None:
    """Draw what speaks against the ministry's package of a book, first what holds entries back."""
    found = state.desk().pre_flight(book, settings)
    st.subheader(says.PREFLIGHT)
    if not found:
        st.success(says.PREFLIGHT_NOTHING)
        return
    _counted(found)
    st.caption(says.PREFLIGHT_HOW)
    pages = -(-len(found) // ROWS)
    page = 1
    if pages > 1:
        label = says.PREFLIGHT_PAGES.format(page="…", pages=pages)
        page = int(st.number_input(label, 1, pages, key="pre_flight_page", width=260))
    for place, objection in enumerate(found[(page - 1) * ROWS : page * ROWS]):
        _row(objection, place)


def _counted(found: Sequence[Objection]) -> None:
    held = {objection.entry_id for objection in found if objection.blocks}
    whole = [objection.message for objection in found if objection.blocks and not objection.entry_id]
    if whole:
        st.error(says.PREFLIGHT_NONE_GOES.format(why=whole[0]))
    elif held:
        st.warning(says.PREFLIGHT_HELD.format(held=len(held), found=len(found)))
    else:
        st.info(says.PREFLIGHT_HELD.format(held=0, found=len(found)))


def _row(objection: Objection, place: int) -> None:
    picture, text, opens = st.columns([2, 7, 1], vertical_alignment="center")
    address = _address(objection)
    if address:
        picture.html(PICTURE.format(address=html.escape(f"{PICTURES}/{address}"), alt=html.escape(says.PREFLIGHT_CROP)))
    mark = f":red[**{says.PREFLIGHT_BLOCKS}**]" if objection.blocks else f":orange[**{says.PREFLIGHT_DOUBT}**]"
    text.markdown(f"{mark} · {_plain(str(objection))}")
    may_open = objection.entry_id and state.may(Right.DECIDE)
    if may_open and opens.button(words.OPEN, key=f"objection_{place}"):
        state.sitting().pick(objection.entry_id)
        st.switch_page("screens/review.py")


def _address(objection: Objection) -> str:
    """Return where the picture of the cell lies, '' if there is none; a page read again meanwhile has other entries."""
    if not objection.entry_id or not objection.column:
        return ""
    try:
        return state.desk().address(state.desk().entry(objection.entry_id), objection.column)
    except UsageError:
        return ""


def _plain(text: str) -> str:
    """Return a text in which nothing is markup: it holds what strangers wrote."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]()<>#+-.!|~$:" else letter for letter in text)
