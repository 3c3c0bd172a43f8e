"""How the person at work likes the screens: language, size of type, contrast."""

import streamlit as st

from pipeline.preferences import LANGUAGES, SIZES, Preferences
from ui import state, words_views
from ui.parts import frame


def show() -> None:
    """Draw the choices; each takes effect at once and is kept under the person's name."""
    liked = state.preferences()
    st.subheader(words_views.SETTINGS_TITLE)
    st.markdown(words_views.SETTINGS_WHOSE.format(who=state.clerk()))
    language = st.radio(
        words_views.LANGUAGE,
        LANGUAGES,
        LANGUAGES.index(liked.language),
        format_func=words_views.LANGUAGES.__getitem__,
        key="language",
    )
    size = st.radio(
        words_views.SIZE, SIZES, SIZES.index(liked.size), format_func=words_views.SIZES.__getitem__, key="size"
    )
    contrast = st.toggle(words_views.CONTRAST, liked.contrast, key="contrast")
    now = Preferences(language, size, contrast)
    if now != liked:
        state.prefer(now)
        if now.language != liked.language:
            frame.load_anew()
            return
        st.rerun()
    st.markdown(words_views.SETTINGS_ENGLISH)


if __name__ == "__main__":
    show()
