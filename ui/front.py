"""What stands around every screen: the way between screens, who is at work, and what went wrong."""

import streamlit as st

from ui import state, words, words_accounts, words_shifts
from ui.entrance.paths import SCREEN_NEEDS
from ui.parts import frame

SCREENS = {
    "books": words.BOOKS,
    "review": words.REVIEW,
    "set_aside": words_shifts.SET_ASIDE,
    "checking": words_shifts.CHECKING,
    "findings": words.FINDINGS,
    "hand_over": words.HAND_OVER,
    "accounts": words_accounts.ACCOUNTS,
}


def show() -> None:
    """Draw the screen that was chosen, among those that the person at work may open."""
    st.set_page_config(page_title=words.TITLE, page_icon="📖", layout="wide")
    st.html(frame.STYLE)
    with frame.troubles():
        session = state.session()
        if session is None:
            st.warning(words_accounts.SIGNED_OUT)
            return
        state.settle(session)
        allowed = [name for name in SCREENS if session.may(SCREEN_NEEDS[name])]
        if not allowed:
            st.info(words_accounts.NO_WORK)
            return
        pages = [
            st.Page(f"screens/{name}.py", title=SCREENS[name], default=name == allowed[0], url_path=name)
            for name in allowed
        ]
        st.navigation(pages, position="top").run()
    state.keep_address()


if __name__ == "__main__":
    show()
