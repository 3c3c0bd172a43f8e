"""All cells read alike in one grid: pick the odd ones out, confirm the rest at a glance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import streamlit as st

from pipeline.carpet import Carpets, Group
from pipeline.desk import Desk
from pipeline.entries import Decision, Entry
from ui import state, words, words_views
from ui.outbox import deliver
from ui.parts import carpet

KEY = "carpet"
MOST = 63  # crops in one carpet: nine rows of seven, of which three stand on a screen of 1366 x 768 at once


@dataclass(frozen=True, slots=True)
class Glancing:
    """Keeps answers as glances: the store refuses one on a cell that was answered or read anew meanwhile."""

    desk: Desk
    carpets: Carpets

    def entry(self, entry_id: int) -> Entry:
        """Return one entry."""
        return self.desk.entry(entry_id)

    def confirm(self, entry_id: int, decisions: Sequence[Decision]) -> list[str]:
        """Keep glances; return the keys that are safe on disk."""
        return self.carpets.confirm(entry_id, decisions)


def show() -> None:
    """Keep what the browser sent, then show the carpet that was chosen without what was confirmed or picked out.

    The component is drawn even where no carpet is left: it holds what could not be sent or was refused.
    """
    sent = state.sent(KEY)
    own = [letter for letter in sent.get("letters", ()) if letter.get("who") == state.clerk()]
    delivery = deliver(own, Glancing(state.desk(), state.carpets()))
    if sent.get("turn") == state.turn():
        _leave_out(sent)
    book, group = _chosen()
    patches = state.carpets().patches(group, book, state.left_out(), MOST) if group else []
    about: dict[str, str | int] = {"store": _store(), "who": state.clerk(), "turn": state.turn()}
    asked = carpet.draw(carpet.shown(group, patches, delivery, about), KEY)
    if state.left_out():
        st.button(words_views.LEFT_OUT_AGAIN.format(count=len(state.left_out())), key="again", on_click=_again)
    if asked:
        _open(int(asked.partition("/")[0]))


def _leave_out(sent: Mapping[str, Any]) -> None:
    for cell in sent.get("odd", ()):
        entry_id, _, column = str(cell).partition("/")
        if entry_id.isdigit():
            state.left_out().add((int(entry_id), column))


def _again() -> None:
    state.left_out().clear()
    state.turn(another=True)


def _chosen() -> tuple[str | None, Group | None]:
    """Let the person choose book, kind of value and carpet; the largest carpet stands first."""
    where, kinds, which = st.columns([3, 2, 4], vertical_alignment="bottom")
    with where:
        names = [shelf.book.name for shelf in state.desk().books()]
        books = [*([state.book()] if state.book() in names else []), words_views.ALL_BOOKS]
        scope = st.selectbox(words.CHOOSE_BOOK, dict.fromkeys([*books, *names]), key="carpet_book")
    book = None if scope == words_views.ALL_BOOKS else scope
    groups = state.carpets().groups(book)
    with kinds:
        there = [words_views.ALL_KINDS, *dict.fromkeys(group.kind for group in groups)]
        kind = st.selectbox(words_views.KIND, there, format_func=_kind, key="carpet_kind")
    groups = [group for group in groups if kind in {group.kind, words_views.ALL_KINDS}]
    if not groups:
        return book, None
    with which:
        by_name = {group.name: group for group in groups}
        name = st.selectbox(words_views.CARPET_OF, by_name, format_func=lambda n: _title(by_name[n]), key="carpet_of")
    return book, by_name.get(name or "")


def _kind(kind: str) -> str:
    return words_views.KINDS.get(kind, kind)


def _title(group: Group) -> str:
    said = words_views.GROUP.format(text=group.text, kind=_kind(group.kind), cells=group.cells)
    doubtful = group.cells - group.sure
    return said + (words_views.GROUP_DOUBT.format(doubtful=doubtful) if doubtful else "")


def _open(entry_id: int) -> None:
    state.take_book(state.desk().entry(entry_id).page.book)
    state.sitting().pick(entry_id)
    st.switch_page("screens/review.py")


def _store() -> str:
    return sha256(state.desk().config.store_url.encode()).hexdigest()[:12]


if __name__ == "__main__":
    show()
