"""Rows that are found by their writing: the column of the running numbers stays where it was, unless the clerk says so."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

import numpy as np
import pytest

from pipeline import drawing_board, template_drafts
from pipeline.book_template import Template
from pipeline.drawing_board import Board, Draft, redrawn
from pipeline.template_cells import Drawn

BOOK = "Khai sinh 1976"
FIRST = Drawn((0.05, 0.2, 0.06, 0.6), "Số TT")
NAME = Drawn((0.12, 0.2, 0.3, 0.6), "Họ và tên", "nksHoTen", "person_name", "Họ tên")
LEAF = Drawn((0.8, 0.2, 0.1, 0.6), "Trang", "trangSo", "number", "Trang số")
SO = Drawn((0.5, 0.2, 0.1, 0.6), "Số", "so", "number", "Số")


@pytest.fixture
def draft(board: Board) -> Draft:
    """A draft of one whole column."""
    new = Draft("a1", BOOK, "KS", "", (0, 0), (NAME,), ((0.0, 0.0),), "khai-sinh-1976", "Sổ 1976", (1976, 1990))
    return template_drafts.begun(board.folder, new, np.full((120, 90), 240, np.uint8))


def sent(draft: Draft, **other: Any) -> dict[str, Any]:
    """Return what a browser sends that has changed nothing, or what it has changed."""
    said = asdict(draft)
    return {name: said[name] for name in ("cells", "starts", "name", "title", "years")} | other


@pytest.mark.parametrize(
    ("cells", "numbers", "why"),
    [
        ((FIRST, NAME), FIRST, "the first column, though it has no name"),
        ((FIRST, NAME, LEAF), FIRST, "the number of a leaf is no running number"),
        ((FIRST, NAME, SO), SO, "the one that is named so"),
        ((NAME, SO), SO, "named so and not the first"),
        ((NAME, LEAF), NAME, "the first one where none is named so"),
    ],
)
def test_the_column_of_the_running_numbers_stays_where_it_is_however_often_a_form_is_saved(
    board: Board, draft: Draft, cells: tuple[Drawn, ...], numbers: Drawn, why: str
) -> None:
    board.keep(replace(draft, by_writing=True, cells=cells))
    form = board.save(replace(draft, by_writing=True, cells=cells))
    assert list(form.settings["numbers"]) == [numbers.box[0], numbers.box[2]], why
    for _ in range(2):
        board.reopen(BOOK, form.name)
        again = board.draft(BOOK)
        assert again is not None
        form = board.save(redrawn(again, sent(again)))
        assert list(form.settings["numbers"]) == [numbers.box[0], numbers.box[2]], why


def test_the_column_of_the_running_numbers_goes_where_the_clerk_says(board: Board, draft: Draft) -> None:
    known = replace(draft, by_writing=True, starts=((0.0, 0.0),), cells=(FIRST, NAME, LEAF), numbers=(0.05, 0.06))
    wider = replace(FIRST, box=(0.06, 0.2, 0.05, 0.6))
    form = board.save(replace(known, cells=(wider, NAME, LEAF)))
    assert list(form.settings["numbers"]) == [0.06, 0.05], "its cell was moved a little"
    again = board.reopen(BOOK, form.name)
    form = board.save(replace(again, cells=(*again.cells, SO)))
    assert list(form.settings["numbers"]) == [0.5, 0.1], "another one was named so"


def test_the_numbers_of_a_built_template_are_those_its_rows_were_found_by(draft: Draft) -> None:
    built = Template(np.zeros((9, 9), np.uint8), (FIRST, NAME), ((0.0, 0.0),), (), by_writing=True)
    known = drawing_board.of_template(draft, built, {})
    assert (known.by_writing, known.numbers) == (True, (0.05, 0.06))
    assert drawing_board.of_template(draft, replace(built, by_writing=False), {}).numbers == ()


def test_a_clerk_who_sets_entries_has_rows_at_fixed_places_and_may_take_it_back(board: Board, draft: Draft) -> None:
    known = replace(draft, by_writing=True, starts=((0.0, 0.0),), cells=(FIRST, NAME), numbers=(0.05, 0.06))
    assert redrawn(known, sent(known)) == known, "nothing was set"
    fixed = redrawn(known, sent(known, starts=[[0, 0.05 * row] for row in range(12)]))
    form = board.save(fixed)
    assert (form.entries, len(form.settings["starts"]), "numbers" in form.settings) == (12, 12, False)
    assert len(board.reopen(BOOK, form.name).starts) == 12
    back = redrawn(fixed, sent(fixed, starts=[[0, 0]]))
    assert (back.by_writing, board.save(replace(back, form=form.name)).entries) == (True, 0)
