"""What the rules doubt about the book in hand; a click leads to the case."""

import streamlit as st

from pipeline.entries import Finding, Severity
from pipeline.rights import Right
from ui import state, words
from ui.parts import frame

ORDER = list(Severity)
MARKS = {Severity.ERROR: st.error, Severity.WARNING: st.warning, Severity.NOTE: st.info}


def show() -> None:
    """Draw the findings, the worst first."""
    book = frame.choose_book()
    if not book:
        return
    st.button(words.RUN_CHECK, key="check")
    findings = sorted(state.desk().check(book), key=lambda finding: ORDER.index(finding.severity))
    if not findings:
        st.success(words.NO_FINDINGS)
        return
    st.markdown(words.FINDING_COUNT.format(count=len(findings)))
    for place, finding in enumerate(findings):
        _finding(finding, place)


def _finding(finding: Finding, place: int) -> None:
    says, opens = st.columns([5, 1], vertical_alignment="center")
    with says:
        MARKS[finding.severity](f"{words.SEVERITY[finding.severity]}: {finding.message}")
    if finding.entry_ids and state.may(Right.DECIDE) and opens.button(words.OPEN, key=f"open_{place}"):
        state.sitting().pick(finding.entry_ids[0])
        st.switch_page("screens/review.py")


if __name__ == "__main__":
    show()
