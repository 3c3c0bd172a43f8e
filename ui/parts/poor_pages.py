"""The pages of a book whose pictures are too poor to read well, small and side by side, each with what to do."""

import html

import streamlit as st

from ui import state, words
from ui.parts.record import PICTURES

STYLE = """<style>
  .poor { display: grid; grid-template-columns: repeat(4, 1fr); gap: 0.9rem; }
  .poor figure { margin: 0; border: 1px solid #d5d5d5; border-radius: 0.4rem; padding: 0.5rem; }
  .poor img { width: 100%; height: 13rem; object-fit: contain; background: #f1f1f1; }
  .poor figcaption { font-size: 0.95rem; }
</style>"""


def show(book: str) -> None:
    """Draw the doubtful pages of a book, nothing where there are none; the browser fetches each picture when it is seen."""
    doubtful = state.inspection().doubtful(book)
    if not doubtful:
        return
    with st.expander(words.POOR_PAGES.format(count=len(doubtful))):
        st.markdown(words.POOR_WHY)
        st.code(words.POOR_COMMAND.format(book=book), language=None)
        figures = []
        for one in doubtful:
            place = html.escape(words.POOR_PAGE.format(page=one.page.number, source=one.page.source))
            advice = "<br>".join(html.escape(line) for line in one.advice)
            picture = f'<img loading="lazy" src="{PICTURES}/{html.escape(one.address)}" alt="{place}">'
            figures.append(f"<figure>{picture}<figcaption>{place}<br><b>{advice}</b></figcaption></figure>")
        st.html(STYLE)  # apart: an element with a style of its own is taken out of sight by the frame
        st.html(f'<div class="poor">{"".join(figures)}</div>')
