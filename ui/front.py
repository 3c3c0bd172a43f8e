"""What stands around every screen: the way between screens, who is at work, and what went wrong."""

import streamlit as st

from ui import state, words, words_template
from ui.parts import frame

SCREENS = {
    "books": words.BOOKS,
    "review": words.REVIEW,
    "findings": words.FINDINGS,
    "template": words_template.TEMPLATE,
    "hand_over": words.HAND_OVER,
}


def show() -> None:
    """Draw the screen that was chosen, or ask who is at work first."""
    st.set_page_config(page_title=words.TITLE, page_icon="📖", layout="wide")
    st.html(frame.STYLE)
    pages = [st.Page(f"screens/{name}.py", title=title, default=name == "books") for name, title in SCREENS.items()]
    page = st.navigation(pages, position="top")
    with frame.troubles():
        if state.clerk():
            page.run()
        else:
            frame.ask_who()
    state.keep_address()


if __name__ == "__main__":
    show()
