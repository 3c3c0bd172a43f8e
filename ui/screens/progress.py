"""How far the work has come, how fast it goes, what blocks it, and one's own cases an hour."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import streamlit as st

from pipeline import pace
from pipeline.forms import REGISTERS
from pipeline.pace import Forecast, Hours, Pace
from pipeline.progress_workbook import written
from pipeline.standing import Block, Plan, Standing
from ui import language, state, words, words_views

COLOURS = {"done": "#12663a", "set_aside": "#c77700", "left": "#8b98a3"}
STATES = ("done", "set_aside", "left")
LARGE = {
    "axis": {"labelFontSize": 15, "titleFontSize": 15, "labelColor": "#14202b", "titleColor": "#14202b"},
    "legend": {"labelFontSize": 15, "labelColor": "#14202b"},
}
SHOWN = 28  # days in a plot: four weeks


def show() -> None:
    """Draw the counts, the pace, the blocks and one's own work."""
    standing = state.overview().now()
    if not standing.rows:
        st.info(words_views.NOTHING_READ)
        return
    plan, today = state.overview().plan(), date.today()  # noqa: DTZ011  the office's own day
    now = pace.pace(standing.finished, today)
    ahead = pace.forecast(standing.left, now, today)
    about = _about(standing, plan, now, ahead, today)
    _counts(standing)
    _pace(about, standing.finished, plan, today)
    _plan(plan)
    _blocks(standing)
    _own()
    table = [
        (row.kind, row.year or "", row.commune, row.done, row.set_aside, row.left, row.cases) for row in standing.rows
    ]
    st.download_button(
        words_views.EXPORT, written(table, standing.finished, about), f"tien-do-{today.isoformat()}.xlsx", key="export"
    )


def _counts(standing: Standing) -> None:
    totals = {name: sum(getattr(row, name) for row in standing.rows) for name in STATES}
    for place, name in zip(st.columns(4), ("cases", *STATES), strict=True):
        place.metric(words_views.COUNTS[name], sum(totals.values()) if name == "cases" else totals[name])
    st.subheader(words_views.BY_KIND)
    cells = [
        {
            "where": words_views.ROW.format(kind=_kind(row.kind), year=row.year or "?", commune=row.commune or "?"),
            "state": words_views.COUNTS[name],
            "order": place,
            "cases": getattr(row, name),
        }
        for row in standing.rows
        for place, name in enumerate(STATES)
    ]
    st.vega_lite_chart(spec=_bars(cells))
    heads = words_views.TABLE
    st.table(
        [
            dict(
                zip(
                    heads,
                    (_kind(r.kind), str(r.year or "?"), r.commune or "?", r.done, r.set_aside, r.left),
                    strict=True,
                )
            )
            for r in standing.rows
        ]
    )


def _bars(cells: list[dict[str, object]]) -> dict[str, Any]:
    """Return bars of cases, one for each register, year and commune; the states differ in colour and stand in words."""
    names = [words_views.COUNTS[name] for name in STATES]
    return {
        "data": {"values": cells},
        "height": {"step": 34},
        "config": LARGE,
        "mark": {"type": "bar", "size": 24},
        "encoding": {
            "x": {
                "field": "cases",
                "type": "quantitative",
                "title": words_views.COUNTS["cases"],
                "axis": {"tickCount": 8, "tickMinStep": 1},
            },
            "y": {"field": "where", "type": "nominal", "title": None, "axis": {"labelLimit": 420}},
            "color": {
                "field": "state",
                "type": "nominal",
                "title": None,
                "scale": {"domain": names, "range": list(COLOURS.values())},
                "legend": {"orient": "top"},
            },
            "order": {"field": "order", "type": "quantitative"},
            "tooltip": [{"field": name, "type": "nominal"} for name in ("where", "state", "cases")],
        },
    }


def _days(dots: list[dict[str, object]], target: int | None) -> dict[str, Any]:
    """Return a bar of finished cases for each day, and the target as a dashed line."""
    day = {"field": "day", "type": "nominal", "title": None, "sort": None, "axis": {"labelAngle": 0}}
    cases = {"field": "cases", "type": "quantitative", "title": words_views.A_DAY, "axis": {"tickMinStep": 1}}
    bars = {"mark": {"type": "bar", "color": "#0b5cad"}, "encoding": {"x": day, "y": cases}}
    line = {
        "data": {"values": [{"cases": target}]},
        "mark": {"type": "rule", "color": "#a3201b", "strokeDash": [6, 4], "size": 2},
        "encoding": {"y": cases},
    }
    return {"data": {"values": dots}, "config": LARGE, "layer": [bars, *([line] if target else [])]}


def _pace(about: Mapping[str, str], finished: Mapping[date, int], plan: Plan, today: date) -> None:
    st.subheader(words_views.PACE)
    st.table([{words_views.WHAT: what, words_views.SAID: said} for what, said in about.items()])
    first = max(min(finished, default=today), today - timedelta(days=SHOWN - 1))
    days = [first + timedelta(days=past) for past in range((today - first).days + 1)]
    if any(finished.get(day) for day in days):
        dots: list[dict[str, object]] = [{"day": f"{day:%d.%m}", "cases": finished.get(day, 0)} for day in days]
        st.vega_lite_chart(spec=_days(dots, plan.a_day))
    st.markdown(words_views.METHOD)


def _about(standing: Standing, plan: Plan, now: Pace, ahead: Forecast, today: date) -> dict[str, str]:
    """Return sentences on pace and forecast, each under its heading."""
    said = {
        words_views.PACE_NOW: words_views.PACE_SAID.format(a_day=language.decimal(now.a_day), days=now.days),
        words_views.LIKELY: _likely(ahead),
    }
    if plan.a_day:
        said[words_views.TARGET_DAY] = words_views.TARGET_SAID.format(
            a_day=plan.a_day, share=round(100 * now.a_day / plan.a_day)
        )
    if plan.deadline:
        wanted = pace.needed(standing.left, plan.deadline, today)
        day = _day(plan.deadline)
        said[words_views.DEADLINE] = (
            words_views.PAST.format(day=day)
            if wanted is None
            else words_views.NEEDED.format(day=day, a_day=language.decimal(wanted), now=language.decimal(now.a_day))
        )
    return said


def _likely(ahead: Forecast) -> str:
    if ahead.likely is None:
        return words_views.NO_FORECAST
    late = _day(ahead.late) if ahead.late else words_views.NOBODY_KNOWS
    return words_views.LIKELY_SAID.format(likely=_day(ahead.likely), early=_day(ahead.early), late=late)


def _plan(plan: Plan) -> None:
    with st.expander(words_views.PLAN), st.form("plan", border=False):
        target, deadline = st.columns(2)
        a_day = target.number_input(words_views.TARGET_DAY, min_value=1, value=plan.a_day, key="a_day")
        day = deadline.date_input(words_views.DEADLINE, value=plan.deadline, format="DD.MM.YYYY", key="deadline")
        if st.form_submit_button(words_views.KEEP, key="keep_plan", type="primary"):
            state.overview().keep_plan(Plan(None if a_day is None else int(a_day), day))
            st.rerun()


def _blocks(standing: Standing) -> None:
    """Show what keeps books from being finished; the rules run over every book only when they are asked for."""
    st.subheader(words_views.BLOCKS)
    counted = st.toggle(words_views.WITH_FINDINGS, key="count_findings")
    shelves = state.desk().books() if counted else []
    found = {shelf.book.name: len(state.desk().check(shelf.book.name)) for shelf in shelves}
    blocks = {block.book: block for block in standing.blocks}
    names = sorted({*blocks, *(name for name, count in found.items() if count)})
    if not names:
        st.success(words_views.NOTHING_BLOCKS)
        return
    lines = []
    for name in names:
        block = blocks.get(name, Block(name, 0, 0, 0))
        line = dict(zip(words_views.BLOCK_TABLE, (name, block.failed, block.waiting, block.set_aside), strict=True))
        lines.append(line | ({words_views.FOUND: found.get(name, 0)} if counted else {}))
    st.table(lines)


def _own() -> None:
    """Show one's own work; there is no table of persons, and no other person's name can be asked for."""
    st.subheader(words_views.OWN.format(who=state.clerk()))
    days = state.overview().hours(state.clerk())
    if not days:
        st.info(words_views.OWN_NONE)
        return
    st.markdown(words_views.OWN_WHY)
    heads = words_views.OWN_TABLE
    st.table(
        [
            dict(
                zip(
                    heads,
                    (_day(d.day), language.decimal(d.hours), language.decimal(d.cases), str(d.cells), _rate(d)),
                    strict=True,
                )
            )
            for d in reversed(days[-SHOWN:])
        ]
    )


def _rate(day: Hours) -> str:
    return words_views.TOO_SHORT if day.an_hour is None else language.decimal(day.an_hour)


def _day(day: date | None) -> str:
    return day.strftime("%d.%m.%Y") if day else words_views.NOBODY_KNOWS


def _kind(title: str) -> str:
    """Return a kind of register in the language of this run; the store says it in Vietnamese."""
    return next((words.REGISTERS[name] for name, said in REGISTERS.items() if said == title), title)


if __name__ == "__main__":
    show()
