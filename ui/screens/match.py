"""Books beside a list of another office: what is the same, what differs and in what, what is only here or only there."""

from collections.abc import Sequence

import streamlit as st

from pipeline.differences import Difference
from pipeline.entries import Entry
from pipeline.matched import as_csv
from pipeline.matching import Comparison, name_of
from ui import column_titles, state, words, words_match
from ui.parts import deliveries


def show() -> None:
    """Draw the choice of books and list, and the last comparison."""
    names = [one.name for one in state.ledger().books()]
    if not names:
        st.info(words.NO_BOOKS)
        return
    st.html(deliveries.style())
    st.markdown(words_match.MATCH_WHY)
    with st.form("match", width=860):
        in_hand = [state.book()] if state.book() in names else names
        books = st.multiselect(words_match.WHICH_BOOKS, names, default=in_hand, key="match_books")
        listed, mapping = st.columns(2)
        upload = listed.file_uploader(words_match.LIST, type=deliveries.KINDS, key="match_list")
        columns = mapping.file_uploader(
            words_match.MAPPING, type=["toml", "txt"], key="match_columns", help=words_match.MAPPING_HELP
        )
        asked = st.form_submit_button(words_match.DO_MATCH, key="do_match", type="primary")
    if asked and upload is None:
        st.warning(words_match.NO_LIST)
    elif asked:
        state.keep_comparison(None)
        with (
            st.spinner(words_match.MATCHING),
            deliveries.delivered(upload) as file,
            deliveries.mapping(columns) as given,
        ):
            state.keep_comparison(state.ledger().match(books, file, given))
    found = state.comparison()
    if found is not None:
        _comparison(found)


def _comparison(found: Comparison) -> None:
    counts = (len(found.pairs), found.same, len(found.only_here), len(found.only_there))
    titles = (words_match.BOTH, words_match.SAME, words_match.ONLY_HERE, words_match.ONLY_THERE)
    for place, title, count in zip(st.columns(4), titles, counts, strict=True):
        place.metric(title, count, border=True)
    _columns(found)
    st.download_button(
        words_match.SAVE_CSV,
        "\ufeff" + as_csv(found),
        f"so-{found.file}.csv",
        "text/csv",
        key="match_csv",
        on_click="ignore",
    )
    tabs = st.tabs([words_match.DIFFERENT, words_match.ONLY_HERE, words_match.ONLY_THERE])
    with tabs[0]:
        _differences(found)
    with tabs[1]:
        rows = [
            {**_place(e.best("so"), name_of(e)), words.PAGE: e.page.number, words_match.BOOK: e.page.book}
            for e in found.only_here
        ]
        _table(rows, found.only_here, "only_here")
    with tabs[2]:
        lines = [{words_match.LINE: row.line, words_match.TEXTS: str(row)} for row in found.only_there]
        if lines:
            st.dataframe(lines[: deliveries.SHOWN], key="only_there", hide_index=True, width="stretch")
        else:
            st.info(words_match.NOTHING_ONLY)


def _columns(found: Comparison) -> None:
    with st.expander(words_match.COMPARED):
        said = found.columns.items()
        st.table([{words_match.BOOK_COLUMN: title, words_match.LIST_COLUMN: heading} for title, heading in said])
        if found.ignored:
            st.markdown(words_match.IGNORED.format(columns=", ".join(f"«{title}»" for title in found.ignored)))
    if found.ragged:
        lines = ", ".join(str(line) for line in found.ragged[:20])
        st.warning(words_match.RAGGED.format(count=len(found.ragged), lines=lines))


def _differences(found: Comparison) -> None:
    counts = found.counts()
    if not counts:
        st.success(words_match.ALL_SAME)
        return

    def said(kind: Difference | None) -> str:
        return (
            words_match.EVERY_KIND
            if kind is None
            else words_match.CELL_KIND.format(words=words_match.DIFFERENCES[kind], count=counts[kind])
        )

    wanted = st.radio(words_match.KIND, [None, *counts], format_func=said, horizontal=True, key="match_kind")
    cells = [(pair, cell) for pair in found.pairs for cell in pair.cells if wanted in {None, cell.kind}]
    order = list(Difference)
    cells.sort(key=lambda one: order.index(one[1].kind))
    rows = [
        {
            **_place(pair.entry.best("so"), name_of(pair.entry)),
            words_match.COLUMN: column_titles.title(cell.column, cell.title),
            words_match.BOOK_COLUMN: cell.ours,
            words_match.LIST_COLUMN: cell.theirs,
            words_match.KIND: words_match.DIFFERENCES[cell.kind],
            words_match.DECIDED: words_match.YES[cell.decided],
            words_match.SURE: words_match.YES[pair.sure],
            words_match.LINE: pair.line,
        }
        for pair, cell in cells
    ]
    _table(rows, [pair.entry for pair, _ in cells], "match_cells")


def _table(rows: list[dict[str, object]], entries: Sequence[Entry], key: str) -> None:
    if rows:
        deliveries.table(rows, entries, key)
    else:
        st.info(words_match.NOTHING_ONLY)


def _place(number: str, name: str) -> dict[str, object]:
    return {words_match.NUMBER: number, words_match.NAME: name}


if __name__ == "__main__":
    show()
