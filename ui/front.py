"""What stands around every screen: the way between screens, who is at work, and what went wrong."""

import streamlit as st

from ui import language, state, words, words_views
from ui.parts import frame, look

SCREENS = {
    "books": words.BOOKS,
    "take_in": words_views.TAKE_IN_TITLE,
    "review": words.REVIEW,
    "carpet": words_views.CARPET_TITLE,
    "whole_book": words_views.WHOLE_BOOK_TITLE,
    "progress": words_views.PROGRESS_TITLE,
    "findings": words.FINDINGS,
    "hand_over": words.HAND_OVER,
    "settings": words_views.SETTINGS_TITLE,
    "help": words_views.HELP_TITLE,
}


def show() -> None:
    """Draw the screen that was chosen, or ask who is at work first."""
    st.set_page_config(page_title=words.TITLE, page_icon="📖", layout="wide")
    liked = state.preferences()
    language.speak(liked.language)
    st.html(frame.STYLE + look.style(liked))
    pages = [
        st.Page(f"screens/{name}.py", title=_title(said), default=name == "books") for name, said in SCREENS.items()
    ]
    page = st.navigation(pages, position="top")
    with frame.troubles():
        if state.clerk():
            page.run()
        else:
            frame.ask_who()
    state.keep_address()


def _title(said: str) -> str:
    """Return the title of a screen in the person's language; this script is loaded before that is known."""
    return language.title(words, language.title(words_views, said))


if __name__ == "__main__":
    show()
