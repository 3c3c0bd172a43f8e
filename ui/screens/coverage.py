"""Kind x year x commune: which books are finished, and what is missing of the others."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from pipeline.completeness import Missing, Standing
from ui import state, words, words_match
from ui.parts import frame

LEGIBLE = {"condition": {"test": "datum.share > 0.55", "value": "#ffffff"}, "value": "#26337a"}


def show() -> None:
    """Draw the plot and the table of all books, and the form for a closing total."""
    standings = state.ledger().standings()
    if not standings:
        st.info(words.NO_BOOKS)
        return
    st.markdown(words_match.COVERAGE_WHY)
    communes = sorted({_commune(standing) for standing in standings})
    every = words_match.EVERY_COMMUNE
    wanted = (
        st.selectbox(words_match.COMMUNE, [every, *communes], key="coverage_commune", width=420)
        if len(communes) > 1
        else every
    )
    chosen = sorted((one for one in standings if wanted in {every, _commune(one)}), key=_order)
    st.subheader(words_match.DONE_COUNT.format(done=sum(one.finished for one in chosen), count=len(chosen)))
    _plot(chosen)
    _table(chosen)
    _closing()


def _plot(standings: Sequence[Standing]) -> None:
    """Draw one square for each kind and year: the darker, the more cells have an answer; a tick where all books are done."""
    squares: dict[tuple[str, str, str], list[Standing]] = {}
    for one in standings:
        squares.setdefault((_commune(one), _kind(one), _year(one)), []).append(one)
    st.caption(words_match.PLOT)
    told = [_square(place, those) for place, those in squares.items()]
    st.vega_lite_chart(told, _drawing(), key="coverage_plot")


def _drawing() -> dict[str, Any]:
    """Return the plot in the words of Vega-Lite."""
    tips = [
        {"field": "place", "title": words_match.REGISTER},
        {"field": "year", "title": words_match.YEAR},
        {"field": "books", "title": words_match.BOOK},
        {"field": "says", "title": words_match.STATE},
    ]
    share = {
        "field": "share",
        "type": "quantitative",
        "title": words_match.SHARE,
        "scale": {"domain": [0, 1], "range": ["#dfeaf5", "#0b5cad"]},
        "legend": {"format": ".0%"},
    }
    square = {"type": "rect", "stroke": "#ffffff", "strokeWidth": 2}
    mark = {"text": {"field": "mark", "type": "nominal"}, "color": LEGIBLE}
    return {
        "height": {"step": 44},
        "encoding": {
            "x": {"field": "year", "type": "ordinal", "title": words_match.YEAR, "axis": {"labelAngle": 0}},
            "y": {"field": "place", "type": "nominal", "title": None, "axis": {"labelLimit": 320}},
        },
        "config": {"axis": {"labelFontSize": 15, "titleFontSize": 15}},
        "layer": [
            {"mark": square, "encoding": {"color": share, "tooltip": tips}},
            {"mark": {"type": "text", "fontSize": 15}, "encoding": mark},
        ],
    }


def _square(place: tuple[str, str, str], those: Sequence[Standing]) -> dict[str, Any]:
    commune, kind, year = place
    cells, decided = sum(one.cells for one in those), sum(one.decided for one in those)
    share = decided / cells if cells else 0.0
    done = all(one.finished for one in those)
    says = words_match.FINISHED if done else "; ".join(lack.says for one in those for lack in one.lacks)
    # the share is rounded down: 100% is only what is really whole
    mark = "✓" if done else f"{int(share * 100)}%"
    names = ", ".join(one.book.name for one in those)
    return {"place": f"{commune} · {kind}", "year": year, "share": share, "mark": mark, "says": says, "books": names}


def _table(standings: Sequence[Standing]) -> None:
    """Draw a row for each book; the one that was picked says in sentences what it lacks."""
    rows = [_row(one) for one in standings]
    st.caption(words_match.PICK_BOOK)
    picked = st.dataframe(
        rows, key="coverage", hide_index=True, width="stretch", on_select="rerun", selection_mode="single-row"
    )
    for place in picked["selection"]["rows"]:
        one = standings[place]
        says = [f"* {lack.says}" for lack in one.lacks] or [f"* {words_match.FINISHED}"]
        st.info("\n".join([f"{words_match.BOOK} «{one.book.name}»:\n", *says]))


def _row(one: Standing) -> dict[str, str]:
    closing = one.closing.cases if one.closing else "?"
    about = {
        words_match.COMMUNE: _commune(one),
        words_match.REGISTER: _kind(one),
        words_match.YEAR: _year(one),
        words_match.BOOK: one.book.name,
        words_match.ENTRIES: words_match.OF_CLOSING.format(entries=one.entries, closing=closing),
        words_match.STATE: words_match.LACK_COUNT.format(count=len(one.lacks)) if one.lacks else words_match.FINISHED,
    }
    shown = [what for what in Missing if what not in {Missing.CLOSING, Missing.TOTAL}]
    return about | {words_match.MISSING[what]: str(one.count(what) or "") for what in shown}


def _closing() -> None:
    with st.expander(words_match.CLOSE_TITLE, expanded=True):
        book = frame.choose_book()
        st.markdown(words_match.CLOSE_WHY)
        totals = state.ledger().totals(book)
        if totals:
            said = [
                words_match.COPIED.format(
                    cases=t.cases, pages=t.pages, who=t.who, when=f"{t.when.astimezone():%d.%m.%Y}"
                )
                for t in reversed(totals)
            ]
            st.markdown(words_match.HISTORY.format(said=" ← ".join(said)))
        with st.form("close_book", border=False, width=860):
            cases, pages = st.columns(2)
            count = cases.number_input(words_match.CASES, 1, 100_000, value=None, key="closing_cases")
            leaves = pages.number_input(words_match.PAGES, 0, 10_000, value=0, key="closing_pages")
            asked = st.form_submit_button(words_match.KEEP, key="keep_closing", type="primary")
        if asked and count is not None:
            state.ledger().close_book(book, int(count), int(leaves), state.clerk())
            st.rerun()


def _order(one: Standing) -> tuple[str, str, int, str]:
    return _commune(one), _kind(one), one.book.year, one.book.name


def _commune(one: Standing) -> str:
    return one.book.commune or words_match.NO_COMMUNE


def _kind(one: Standing) -> str:
    return ", ".join(words.REGISTERS[register] for register in one.registers) or words_match.NOT_READ


def _year(one: Standing) -> str:
    return str(one.book.year) if one.book.year else words_match.NO_YEAR


if __name__ == "__main__":
    show()
