"""Files that a clerk brings to a screen, and tables from which a case is opened."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import streamlit as st

from pipeline.entries import Entry
from ui import state, words_match

SHOWN = 2_000
"""Rows of a table that are sent to the browser; a browser of an office PC scrolls them without a pause."""

KINDS = ["csv", "txt", "tsv", "xlsx", "xlsm"]


def style() -> str:
    """Return the style of a place for files, in our words: Streamlit's own are English whoever reads them."""
    return f"""<style>
  [data-testid=stFileUploaderDropzoneInstructions], [data-testid=stFileUploaderDropzone] > span:not(:has(button)) {{ display: none; }}
  [data-testid=stFileUploaderDropzone] button[data-testid=stBaseButton-secondary] p {{ font-size: 0; }}
  [data-testid=stFileUploaderDropzone] button[data-testid=stBaseButton-secondary] p::after {{
    content: "{words_match.CHOOSE_FILE}"; font-size: 1rem; }}
</style>"""


@contextmanager
def delivered(upload: Any) -> Iterator[Path]:
    """Lay an uploaded file on disk under its name while it is read; nothing of it stays."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / Path(upload.name).name
        path.write_bytes(upload.getbuffer())
        yield path


@contextmanager
def mapping(upload: Any) -> Iterator[Path | Mapping[str, str]]:
    """Lay an uploaded mapping file on disk while it is read; without one nothing is mapped."""
    if upload is None:
        yield {}
        return
    with delivered(upload) as path:
        yield path


def table(rows: Sequence[Mapping[str, Any]], entries: Sequence[Entry], key: str) -> None:
    """Draw a table of cases; the one that was picked can be opened.

    Args:
        rows: cells by heading.
        entries: the entry of each row, in the same order.
        key: of the widgets.
    """
    if len(rows) > SHOWN:
        st.markdown(words_match.MORE.format(shown=SHOWN, count=len(rows)))
    picked = st.dataframe(
        list(rows[:SHOWN]), key=key, hide_index=True, on_select="rerun", selection_mode="single-row", width="stretch"
    )
    chosen = picked["selection"]["rows"]
    if st.button(words_match.OPEN_PICKED, key=f"{key}_open", disabled=not chosen, help=words_match.PICK):
        entry = entries[chosen[0]]
        state.take_book(entry.page.book)
        state.sitting().pick(entry.id)
        st.switch_page("screens/review.py")
