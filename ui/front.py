"""What stands around every screen: the way between screens, who is at work, and what went wrong."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from ui import language, state, words, words_accounts, words_match, words_shifts, words_template, words_views
from ui.entrance.paths import SCREEN_NEEDS
from ui.parts import frame, look


def bar() -> Mapping[str, Mapping[str, str]]:
    """Return what the bar calls each screen, by the section that it is folded into; without one it always stands there.

    What is opened every day stands first, where it fits beside the name of the person at work.
    """
    return {
        "": {
            "books": words.BOOKS,
            "take_in": words_views.TAKE_IN_TITLE,
            "review": words.REVIEW,
            "carpet": words_views.CARPET_TITLE,
            "whole_book": words_views.WHOLE_BOOK_TITLE,
        },
        words.LEFT_OVER: {
            "set_aside": words_shifts.SET_ASIDE,
            "checking": words_shifts.CHECKING,
            "findings": words.FINDINGS,
            "progress": words_views.PROGRESS_TITLE,
            "coverage": words_match.COVERAGE,
        },
        words.HANDED_ON: {
            "hand_over": words.HAND_OVER,
            "returned": words_match.RETURNED,
            "match": words_match.MATCH,
        },
        words.OFFICE: {
            "template": words_template.TEMPLATE,
            "accounts": words_accounts.ACCOUNTS,
            "settings": words_views.SETTINGS_TITLE,
            "help": words_views.HELP_TITLE,
        },
    }


def titles() -> Mapping[str, str]:
    """Return what the bar calls each screen, in its order."""
    return {name: title for screens in bar().values() for name, title in screens.items()}


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
        allowed = [name for name in titles() if session.may(SCREEN_NEEDS[name])]
        if not allowed:
            st.info(words_accounts.NO_WORK)
            return
        pages = {
            section: [
                st.Page(f"screens/{name}.py", title=title, url_path=name)
                for name, title in screens.items()
                if name in allowed
            ]
            for section, screens in bar().items()
        }
        first = next(page for some in pages.values() for page in some)
        start = st.Page(
            partial(st.switch_page, first, query_params=st.query_params.to_dict()),
            title=words.TITLE,
            url_path="",
            default=True,
            visibility="hidden",
        )
        st.navigation(
            {"": [start, *pages.pop("")], **{section: some for section, some in pages.items() if some}}, position="top"
        ).run()
    state.keep_address()


if __name__ == "__main__":
    show()
