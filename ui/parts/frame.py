"""Pieces around every screen: errors in words, which book is in hand."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from pipeline.errors import RegisterError
from ui import language, state, words

STYLE = """<style>
  .stMainBlockContainer { padding: 4.2rem 1.4rem 0; }
  [data-testid=stHeader] { height: 3.6rem; }
  [data-testid=stElementContainer]:has(style), [data-testid=stElementContainer]:empty { display: none; }
  [data-testid=stCaptionContainer], [data-testid=stCaptionContainer] * { color: #4b4f5c; opacity: 1; }
  [data-testid=stHeader] [data-testid=stToolbar] { padding-right: 21rem; }
  [data-testid=stTopNavLink] span, [data-testid=stTopNavSection], [data-testid=stTopNavSection] *,
  [data-testid=stTopNavDropdownLink] span { font-size: 1.15rem; }
  .stMainBlockContainer > div > [data-testid=stVerticalBlock] { gap: 0.7rem; }
</style>"""
"""Room for the record at 1366 x 768: Streamlit's own margins take a fifth of that screen. Captions at 8:1 on white; Streamlit's own
3.7:1 is less than WCAG 2.2 AA asks (4.5:1)."""

OWN_NOTICE = "<style>[data-testid=stDialog] { display: none; }</style>"
"""The record itself says that the server is away, in Vietnamese; it closes Streamlit's notice, which must not flash."""


_load_anew = st.components.v2.component("sohoa_load_anew", js="export default () => location.reload()")


def load_anew() -> None:
    """Have the browser load the page again: what stands around the screens is drawn once, in the language of that moment."""
    _load_anew(key="load_anew")


def again(draw: Callable[[], None], every: float | None) -> None:
    """Draw a part of a screen, and draw it again by itself, in the same language.

    Args:
        draw: the part.
        every: seconds between two drawings, None for one drawing.
    """
    spoken = language.spoken()

    def drawn() -> None:
        language.speak(spoken)  # this script, which knows the person, does not run again
        draw()

    st.fragment(drawn, run_every=every)()


@contextmanager
def troubles() -> Iterator[None]:
    """Show a failure that a clerk can do something about as its Vietnamese sentence."""
    try:
        yield
    except RegisterError as error:
        st.error(str(error))


def choose_book() -> str:
    """Let the clerk choose the book in hand; return its name, '' if there is no book yet."""
    names = [shelf.book.name for shelf in state.desk().books()]
    if not names:
        st.info(words.NO_BOOKS)
        return ""
    place = names.index(state.book()) if state.book() in names else 0
    name: str = st.selectbox(words.CHOOSE_BOOK, names, index=place, key="choose_book", width=560)
    if name != state.book():
        state.take_book(name)
    return name
