"""Everything that waits for a word from outside the book, by hamlet or for a superior; answers come in with what they stand on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from pipeline.asking import parsed
from pipeline.errors import UsageError
from pipeline.rights import Right
from pipeline.shifts import Question, is_for_superior
from pipeline.teamwork import Evidence
from ui import column_titles, state, words, words_shifts
from ui.parts import cell, frame

# Questions drawn at once, each with its form: about what stands on a printed sheet; more would make every answer slower.
AT_ONCE = 6


def show() -> None:
    """Draw the questions of the book in hand, those of one code or of one group, and what was answered."""
    book = frame.choose_book()
    if not book:
        return
    questions = state.shifts().questions(book)
    if questions:
        st.caption(words_shifts.SET_ASIDE_WHY)
        for question in _chosen(questions):
            with st.container(border=True, gap="small", key=f"question-{question.code}"):
                _draw(question)
    else:
        st.success(words_shifts.NOTHING_SET_ASIDE)
    _answered(book)


def _chosen(questions: Sequence[Question]) -> Sequence[Question]:
    """Let the person name a code from a slip, or choose a group and a sheet of it."""
    by_code, by_group, sheet = st.columns([1, 2, 1], width=860)
    typed = by_code.text_input(words_shifts.CODE, placeholder=words_shifts.CODE_EXAMPLE, key="code").strip()
    counts = Counter(map(_group, questions))
    names = [
        *(name for name in counts if name == words_shifts.SUPERIOR),
        *(n for n in counts if n != words_shifts.SUPERIOR),
    ]
    titles = {name: words_shifts.GROUP_OF.format(name=name, count=counts[name]) for name in names}
    group = by_group.selectbox(
        words_shifts.GROUP, names, format_func=titles.__getitem__, key="group", disabled=bool(typed)
    )
    if typed:
        found = [question for question in questions if question.code == parsed(typed)]
        if not found:
            st.warning(words_shifts.NO_SUCH_CODE.format(code=typed))
        return found
    of_group = [question for question in questions if _group(question) == group]
    sheets = range(1, -(-len(of_group) // AT_ONCE) + 1)
    chosen = sheet.selectbox(words_shifts.SHEET, sheets, key="sheet") if len(sheets) > 1 else 1
    return of_group[(chosen - 1) * AT_ONCE : chosen * AT_ONCE]


def _group(question: Question) -> str:
    """Return who may know the answer, as the slips are sorted."""
    return words_shifts.SUPERIOR if is_for_superior(question) else question.hamlet or words_shifts.NO_HAMLET


def _draw(question: Question) -> None:
    """Draw the very words and what is doubtful on the left, the answer and what it stands on at the right."""
    known, answer = st.columns([5, 6])
    with known:
        st.markdown(
            f"**{words_shifts.QUESTION.format(code=question.code, title=column_titles.title(question.column.name, question.column.title))}**"
        )
        asked = question.asked
        why = words_shifts.WHY_ASKED.format(
            why=words.RECORD[asked.verdict], who=asked.who, when=asked.when.astimezone()
        )
        st.caption(f"{cell.where(question.entry)} · {why}")
        cell.picture(question.entry, question.column.name)
        _doubtful(question)
    with answer:
        if state.may(Right.DECIDE) or (state.may(Right.ANSWER) and is_for_superior(question)):
            _ask(question)


def _doubtful(question: Question) -> None:
    reading = question.entry.readings.get(question.column.name)
    if reading is None:
        return
    texts = [(reading.text, reading.confidence)] if reading.text else []
    texts += [(other.text, other.probability) for other in reading.alternatives]
    if texts:
        said = "; ".join(f"«{text}» {share:.0%}" for text, share in texts)
        st.text(words_shifts.PROPOSALS.format(texts=said))
    if reading.reasons:
        st.text(words_shifts.NOTICED.format(reasons="; ".join(reading.reasons)))


def _ask(question: Question) -> None:
    """Ask for the answer; what is not complete is said beside it and kept in the form."""
    code = question.code
    with st.form(f"answer {code}", border=False):
        said = cell.ask(code)
        whom, document = st.columns(2)
        whom_label = words_shifts.ASKED_SUPERIOR if is_for_superior(question) else words_shifts.ASKED_WHOM
        asked = whom.text_input(whom_label, key=f"whom {code}", autocomplete="off")
        paper = document.text_input(words_shifts.DOCUMENT, key=f"document {code}", autocomplete="off")
        date, remark, save = st.columns([2, 3, 2], vertical_alignment="bottom")
        seen_on = date.text_input(words_shifts.SEEN_ON, key=f"seen on {code}", autocomplete="off")
        text = remark.text_input(words_shifts.REMARK, key=f"remark {code}", autocomplete="off")
        sent = save.form_submit_button(words_shifts.SAVE_ANSWER, key=f"save {code}")
    if not sent:
        return
    try:
        word = cell.word(question.entry, question.column.name, said, f"answer/{question.asked.key}")
        state.shifts().answer(question, word, Evidence(asked, paper, seen_on, text))
    except UsageError as error:
        st.warning(str(error))
    else:
        st.toast(words_shifts.ANSWER_SAVED.format(code=code))
        st.rerun()


def _answered(book: str) -> None:
    answered = state.shifts().answered(book)
    if not answered:
        return
    with st.expander(words_shifts.ANSWERED.format(count=len(answered))):
        rows = [
            (
                cell.where(one.entry),
                column_titles.title(one.column.name, one.column.title),
                cell.as_words(one.decision.verdict, one.decision.text),
                one.evidence.asked,
                one.evidence.document,
                one.evidence.seen_on,
                one.evidence.text,
                f"{one.decision.who}, {one.decision.when.astimezone():%d.%m.%Y}",
            )
            for one in answered
        ]
        st.table([dict(zip(words_shifts.ANSWERED_COLUMNS, row, strict=True)) for row in rows])


if __name__ == "__main__":
    show()
