"""What the ministry's system took of the book in hand, what it sent back and why, and what is left to do."""

import streamlit as st

from pipeline.matching import name_of
from pipeline.returned import Answer, Returned
from ui import state, words, words_match
from ui.parts import deliveries, frame


def show() -> None:
    """Draw the loading of a report, what is left, and the reports loaded so far."""
    book = frame.choose_book()
    if not book:
        return
    st.html(deliveries.style())
    st.markdown(words_match.RETURNED_WHY)
    _load(book)
    found = state.ledger().returned(book)
    answers = [answer for answer in Answer if found.count(answer)]
    for place, answer in zip(st.columns(len(answers) or 1), answers, strict=False):
        place.metric(words_match.ANSWERS[answer], found.count(answer), border=True)
    _left(found)
    _strangers(found)
    _reports(book)


def _load(book: str) -> None:
    with st.form("load_report", width=860, clear_on_submit=True):
        upload = st.file_uploader(words_match.REPORT, type=deliveries.KINDS, key="report")
        asked = st.form_submit_button(words_match.DO_LOAD, key="do_load", type="primary")
    if asked and upload is None:
        st.warning(words_match.NO_REPORT)
    elif asked:
        with deliveries.delivered(upload) as file:
            report, new = state.ledger().load_report(book, file, {}, state.clerk())
        accepted = sum(row.accepted for row in report.rows)
        said = words_match.LOADED.format(name=report.name, accepted=accepted, rejected=len(report.rows) - accepted)
        (st.success if new else st.info)(said if new else f"{said} {words_match.KNOWN_REPORT}")


def _left(found: Returned) -> None:
    st.subheader(words_match.LEFT)
    left = found.left()
    if not left:
        st.success(words_match.NOTHING_LEFT) if found.cases else st.info(words.NO_ENTRIES)
        return
    rows = [
        {
            words_match.NUMBER: case.entry.best("so"),
            words_match.NAME: name_of(case.entry),
            words.PAGE: case.entry.page.number,
            words_match.ANSWER: words_match.ANSWERS[case.answer],
            words_match.WHY: case.reason,
            words_match.FROM_REPORT: case.report,
        }
        for case in left
    ]
    deliveries.table(rows, [case.entry for case in left], "left")


def _strangers(found: Returned) -> None:
    if not found.strangers:
        return
    st.subheader(words_match.STRANGERS)
    st.markdown(words_match.STRANGERS_WHY)
    st.table(
        [
            {
                words_match.FILE: name,
                words_match.LINE: str(row.line),
                words_match.NUMBER: row.number,
                words_match.VOLUME: row.volume,
                words_match.WHY: row.reason,
            }
            for name, row in found.strangers[: deliveries.SHOWN]
        ]
    )


def _reports(book: str) -> None:
    reports = state.ledger().reports(book)
    if not reports:
        return
    st.subheader(words_match.REPORTS)
    st.table(
        [
            {
                words_match.FILE: report.name,
                words_match.WHEN: f"{report.when.astimezone():%d.%m.%Y %H:%M}",
                words_match.WHO: report.who,
                words_match.ROWS: str(len(report.rows)),
                words_match.REJECTED_ROWS: str(sum(not row.accepted for row in report.rows)),
            }
            for report in reversed(reports)
        ]
    )


if __name__ == "__main__":
    show()
