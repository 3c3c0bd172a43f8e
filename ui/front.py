"""What stands around every screen: the way between screens, who is at work, and what went wrong."""

from collections.abc import Mapping

import streamlit as st

from ui import language, state, words, words_accounts, words_match, words_shifts, words_template, words_views
from ui.entrance.paths import SCREEN_NEEDS
from ui.parts import frame, look


def titles() -> Mapping[str, str]:
    """Return what the bar calls each screen, in its order.

    What is opened every day stands first, where it fits beside the name of the person at work.
    """
    return {
        "books": words.BOOKS,
        "take_in": words_views.TAKE_IN_TITLE,
        "review": words.REVIEW,
        "carpet": words_views.CARPET_TITLE,
        "whole_book": words_views.WHOLE_BOOK_TITLE,
        "set_aside": words_shifts.SET_ASIDE,
        "checking": words_shifts.CHECKING,
        "hand_over": words.HAND_OVER,
        "findings": words.FINDINGS,
        "progress": words_views.PROGRESS_TITLE,
        "coverage": words_match.COVERAGE,
        "template": words_template.TEMPLATE,
        "match": words_match.MATCH,
        "returned": words_match.RETURNED,
        "accounts": words_accounts.ACCOUNTS,
        "settings": words_views.SETTINGS_TITLE,
        "help": words_views.HELP_TITLE,
    }


def show() -> None:
    """Draw the screen that was chosen, among those that the person at work may open."""
    liked = state.preferences()
    language.speak(liked.language)
    st.set_page_config(page_title=words.TITLE, page_icon="📖", layout="wide")
    st.html(frame.STYLE + look.style(liked))
    with frame.troubles():
        session = state.session()
        if session is None:
            st.warning(words_accounts.SIGNED_OUT)
            return
        state.settle(session)
        called = titles()
        allowed = [name for name in called if session.may(SCREEN_NEEDS[name])]
        if not allowed:
            st.info(words_accounts.NO_WORK)
            return
        pages = [
            st.Page(f"screens/{name}.py", title=called[name], default=name == allowed[0], url_path=name)
            for name in allowed
        ]
        st.navigation(pages, position="top").run()
    state.keep_address()


if __name__ == "__main__":
    show()
