"""Hand the book in hand over, and show the receipt."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from pipeline.door import export_said
from pipeline.receipts import Receipt
from ui import column_titles, state, words, words_shifts
from ui.parts import frame, preflight


def show() -> None:
    """Draw the choice of package and folder, and the receipt of a hand-over."""
    book = frame.choose_book()
    if not book:
        return
    st.markdown(words.DECIDED_ONLY)
    with st.container(border=True, width=860):
        target = st.radio(words.TARGET, list(words.TARGETS), format_func=words.TARGETS.__getitem__, key="target")
        settings = {name: _choice(name, values) for name, values in state.desk().choices(book, target).items()}
        if st.checkbox(words_shifts.APPROVED_ONLY, key="approved_only"):
            settings["approved_only"] = True
        with st.form("hand_over", border=False):
            folder = st.text_input(words.FOLDER, help=words.FOLDER_HELP, key="folder").strip()
            asked = st.form_submit_button(words.DO_HAND_OVER, key="do_hand_over", type="primary")
    if asked and not Path(folder).expanduser().is_absolute():
        st.warning(words.FOLDER_EMPTY)
    elif asked:
        receipt = state.desk().hand_over(book, Path(folder).expanduser(), target, settings)
        state.note("export", export_said(book, target, receipt))
        _receipt(receipt)
    elif target == preflight.TARGET and state.desk().entries(book):
        preflight.draw(book, settings)


def _choice(name: str, values: Sequence[int | str]) -> int | str:
    """Let the clerk choose a setting of the package; the usual value stands first and is chosen."""
    label, says = words.SETTINGS[name]
    chosen: int | str = st.radio(label, values, format_func=says.__getitem__, key=name)
    return chosen


def _receipt(receipt: Receipt) -> None:
    if receipt.rows:
        st.success(words.RECEIPT.format(rows=receipt.rows, files=len(receipt.files)))
    elif receipt.files:
        st.warning(words.PAGES_OUT.format(files=len(receipt.files)))
    else:
        st.warning(words.NOTHING_OUT)
    if receipt.files:
        st.code("\n".join(str(file) for file in receipt.files), language=None)
    if receipt.older:
        st.info("\n\n".join(receipt.older))
    if receipt.unread:
        st.subheader(words.UNREAD_CELLS.format(count=len(receipt.unread)))
        st.markdown(words.UNREAD_WHY)
        rows = [
            {words.PLACE: c.where, words.CELL: column_titles.title(c.column, c.title), words.REASON: c.reason}
            for c in receipt.unread
        ]
        st.table(rows)
    if receipt.left_out:
        st.subheader(words.LEFT_OUT.format(count=len(receipt.left_out)))
        st.table([{words.PLACE: left.where, words.REASON: left.reason} for left in receipt.left_out])


if __name__ == "__main__":
    show()
