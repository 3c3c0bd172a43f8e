"""A second person's desk: type again, judge between two, approve a case, look at a sample, and how answers stood up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

import streamlit as st

from pipeline.entries import Entry
from pipeline.errors import UsageError
from pipeline.estimates import Estimate, estimate
from pipeline.quality_control import Cell, Dispute, Standing
from pipeline.seeding import SHARES
from ui import column_titles, language, state, words_shifts
from ui.parts import cell, frame

# Cells drawn at once: as many as stand on two screens of 768 px, so that saving one stays quick.
AT_ONCE = 4
# Of answers at which nobody looked.
NOBODY_LOOKED = estimate(0, 0)
# Answers of a case side by side: at 1366 px each is as wide as a full name in the record.
ABREAST = 4


def show() -> None:
    """Draw the book, the kind of look, and what waits for it."""
    book = frame.choose_book()
    if not book:
        return
    looks = list(words_shifts.LOOKS)
    look = st.segmented_control(
        words_shifts.LOOK_AT,
        looks,
        default=looks[0],
        format_func=words_shifts.LOOKS.__getitem__,
        required=True,
        key="look",
        label_visibility="collapsed",
    )
    st.caption(words_shifts.LOOKS_WHY[look])
    WAYS[look](book)


def _key(book: str) -> None:
    """Let the person type cells again; nothing that was read or said of them is on the screen."""
    waiting = state.quality().to_key(book, state.clerk())
    _count("key", waiting)
    for one in waiting[:AT_ONCE]:
        with _drawn(one), st.form(f"form {_id(one)}", border=False):
            said = cell.ask(_id(one))
            sent = st.form_submit_button(words_shifts.SAVE_KEYED, key=f"save {_id(one)}")
        if sent:
            _keep(partial(_keyed, one, said), words_shifts.KEYED_SAVED)


def _keyed(one: Cell, said: tuple[str, str]) -> None:
    key = f"keyed/{one.decision.key}/{state.clerk()}"
    state.quality().key(one, cell.word(one.entry, one.column.name, said, key))


def _dispute(book: str) -> None:
    waiting = state.quality().disputes(book, state.clerk())
    _count("dispute", waiting)
    for dispute in waiting[:AT_ONCE]:
        one, second = dispute.cell, dispute.second
        sides = ((one.decision.who, one.decision.verdict, one.decision.text), (second.who, second.verdict, second.text))
        with _drawn(one):
            for place, (column, (who, verdict, text)) in enumerate(zip(st.columns(2), sides, strict=True)):
                said = cell.as_words(verdict, text)
                column.text(words_shifts.ONE_SAYS.format(who=who, said=said))
                if column.button(words_shifts.TAKE_THIS.format(said=said), key=f"side {place} {_id(one)}"):
                    choice = ("text" if text else verdict, text)
                    _keep(partial(_judged, dispute, choice), words_shifts.JUDGEMENT_SAVED)
            other = _other(one, words_shifts.OTHER, words_shifts.SAVE_JUDGEMENT)
        if other:
            _keep(partial(_judged, dispute, other), words_shifts.JUDGEMENT_SAVED)


def _other(one: Cell, why: str, save: str) -> tuple[str, str] | None:
    """Let the person write what stands in the cell; return it when they have sent it."""
    with st.expander(why), st.form(f"form {_id(one)}", border=False):
        said = cell.ask(_id(one))
        sent = st.form_submit_button(save, key=f"save {_id(one)}")
    return said if sent else None


def _judged(dispute: Dispute, said: tuple[str, str]) -> None:
    one = dispute.cell
    key = f"judged/{one.decision.key}/{state.clerk()}"
    state.quality().arbitrate(dispute, cell.word(one.entry, one.column.name, said, key))


def _approve(book: str) -> None:
    waiting = state.quality().to_approve(book, state.clerk())
    if not _count("approve", waiting):
        return
    by_id = {entry.id: entry for entry in waiting}
    choose, open_it, agree = st.columns([4, 2, 3], vertical_alignment="bottom", width=860)
    picked = choose.selectbox(
        words_shifts.CASE_TO_APPROVE, by_id, format_func=lambda entry_id: cell.where(by_id[entry_id]), key="to approve"
    )
    entry = by_id[picked]
    if open_it.button(words_shifts.TO_CASE, key="to_case"):
        state.sitting().pick(entry.id)
        st.switch_page("screens/review.py")
    if agree.button(words_shifts.APPROVE, key="approve", type="primary"):
        done = words_shifts.APPROVED.format(where=cell.where(entry))
        _keep(partial(state.quality().approve, entry, state.clerk()), done)
    _answers(entry)


def _answers(entry: Entry) -> None:
    """Draw every answer of a case under the picture of its words, in the order of the form."""
    columns = state.desk().form_of(entry).columns
    for begin in range(0, len(columns), ABREAST):
        for place, column in zip(st.columns(ABREAST), columns[begin : begin + ABREAST], strict=False):
            decision = entry.decisions[column.name]
            with place.container(border=True):
                st.caption(f"{column_titles.title(column.name, column.title)} · {decision.who}")
                cell.picture(entry, column.name)
                st.text(cell.as_words(decision.verdict, decision.text))


def _sample(book: str) -> None:
    waiting = state.quality().sample(book, state.clerk())
    _count("sample", waiting)
    for one in waiting[:AT_ONCE]:
        decision = one.decision
        with _drawn(one):
            st.text(words_shifts.ONE_SAYS.format(who=decision.who, said=cell.as_words(decision.verdict, decision.text)))
            if st.button(words_shifts.RIGHT, key=f"right {_id(one)}"):
                _keep(partial(_judge, one, ("text", decision.text)), words_shifts.SAMPLE_SAVED)
            other = _other(one, words_shifts.WRONG, words_shifts.SAVE_WRONG)
        if other:
            _keep(partial(_judge, one, other), words_shifts.SAMPLE_SAVED)


def _judge(one: Cell, said: tuple[str, str]) -> None:
    key = f"sampled/{one.decision.key}/{state.clerk()}"
    state.quality().judge(one, cell.word(one.entry, one.column.name, said, key))


def _standing(book: str) -> None:
    standings = {one.who: one for one in state.quality().standings(book)}
    passed = state.seeding().let_pass(book)
    rows = []
    for who in sorted({*standings, *passed}):
        one = standings.get(who, Standing(who, NOBODY_LOOKED, NOBODY_LOOKED))
        rows.append((who, *_counted(one.keyed), *_counted(one.wrong), *_counted(passed.get(who, NOBODY_LOOKED))))
    if rows:
        st.table([dict(zip(words_shifts.STANDING_COLUMNS, row, strict=True)) for row in rows])
    else:
        st.info(words_shifts.NOTHING_TO_DO["standing"])
    _planting()


def _planting() -> None:
    """Let a checker choose which share of sure proposals is planted; it is off until somebody does."""
    share = state.seeding().policy().share
    chosen = st.select_slider(
        words_shifts.PLANTED,
        SHARES,
        share,
        format_func=lambda one: (
            words_shifts.PLANTED_SHARE.format(percent=round(100 * one)) if one else words_shifts.PLANTED_OFF
        ),
        key="planted",
        width=420,
    )
    st.caption(words_shifts.PLANTED_WHY)
    if chosen != share:
        state.seeding().choose(chosen, state.clerk())
        st.toast(words_shifts.PLANTED_SAVED)


def _counted(share: Estimate) -> tuple[str, str]:
    """Return a share as it was counted and the interval around it; nothing where nothing was looked at."""
    if not share.of:
        return "", ""
    ends = [language.decimal(100 * end) for end in (share.low, share.high)]
    return words_shifts.COUNTED.format(hits=share.hits, of=share.of), words_shifts.BETWEEN.format(
        low=ends[0], high=ends[1]
    )


def _count(look: str, waiting: Sequence[object]) -> bool:
    """Say how much waits; return whether anything does."""
    if waiting:
        st.markdown(f"**{words_shifts.LEFT_TO_DO.format(count=len(waiting))}**")
    else:
        st.success(words_shifts.NOTHING_TO_DO[look])
    return bool(waiting)


@contextmanager
def _drawn(one: Cell) -> Iterator[None]:
    """Draw the very words of a cell; what is drawn inside stands beside them."""
    with st.container(border=True, gap="small"):
        seen, said = st.columns([5, 6])
        with seen:
            st.markdown(f"**{column_titles.title(one.column.name, one.column.title)}**")
            st.caption(cell.where(one.entry))
            cell.picture(one.entry, one.column.name)
        with said:
            yield


def _id(one: Cell) -> str:
    return f"{one.entry.id} {one.column.name}"


def _keep(write: Callable[[], None], done: str) -> None:
    """Write what was said and go on; what cannot be kept is said beside it."""
    try:
        write()
    except UsageError as error:
        st.warning(str(error))
    else:
        st.toast(done)
        st.rerun()


# What is drawn for each kind of look.
WAYS: dict[str, Callable[[str], None]] = {
    "key": _key,
    "dispute": _dispute,
    "approve": _approve,
    "sample": _sample,
    "standing": _standing,
}

if __name__ == "__main__":
    show()
