"""At the drawing board a draft becomes a form, and neither a restart nor a change takes away what people did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipeline import drawing_board, template_drafts
from pipeline.config import ROOT
from pipeline.drawing_board import Board, Draft, redrawn
from pipeline.entries import Book, Decision, Ink, NewPage, Reading, ReadPage, Verdict
from pipeline.errors import BadForm, RegisterError, StoreError, UsageError
from pipeline.forms import loader
from pipeline.geometry import Box
from pipeline.store.database import Database
from pipeline.template_cells import Drawn

SAMPLE = ROOT / "scans" / "samples" / "KS-2016-birth-2016"
BOOK = "Khai sinh 1976"
CELLS = (
    Drawn((0.3, 0.2, 0.4, 0.04), "Họ và tên", "nksHoTen", "person_name", "Họ tên người được khai sinh"),
    Drawn((0.3, 0.1, 0.2, 0.04), "Số", "so", "number", "Số"),
    Drawn((0.3, 0.3, 0.2, 0.04), "Ghi"),
)


@pytest.fixture
def draft(board: Board) -> Draft:
    """A draft of three cells, two of them named, two entries a page."""
    picture = np.full((120, 90), 240, np.uint8)
    new = Draft(
        "a1", BOOK, "KS", "", (0, 0), CELLS, ((0.0, 0.0), (0.0, 0.5)), "khai-sinh-1976", "Sổ 1976", (1976, 1990)
    )
    return template_drafts.begun(board.folder, new, picture)


def sent(draft: Draft, **other: Any) -> dict[str, Any]:
    """Return what a browser sends that has changed nothing, or what it has changed."""
    cells = [
        {"box": list(c.box), "label": c.label, "column": c.column, "kind": c.kind, "title": c.title}
        for c in draft.cells
    ]
    about = {"name": draft.name, "title": draft.title, "years": list(draft.years)}
    return {"cells": cells, "starts": [list(start) for start in draft.starts], **about} | other


def test_a_book_is_built_and_its_draft_is_there_after_a_restart(board: Board) -> None:
    far: list[float] = []
    draft = board.build(BOOK, {page: page.name for page in sorted(SAMPLE.glob("*.jpg"))[:2]}, "KS", far.append)
    assert Board(board.config).draft(BOOK) == draft
    assert far == sorted(far) == [0.4, 0.8]
    named = [cell.column for cell in draft.cells if cell.column]
    assert len(named) == len(set(named)) >= 5
    assert board.picture(draft.picture).startswith(b"\x89PNG")


def test_a_saved_draft_is_a_form_in_reading_order_with_named_cells_only(board: Board, draft: Draft) -> None:
    form = board.save(draft)
    assert [column.name for column in form.columns] == ["so", "nksHoTen"]
    assert (form.title, form.years, form.entries) == ("Sổ 1976", (1976, 1990), 2)
    assert board.own() == [form]
    assert board.draft(BOOK) == replace(draft, form="khai-sinh-1976", saved=True)


def test_a_draft_says_which_pages_it_is_of_and_keeps_saying_it(board: Board, tmp_path: Path) -> None:
    broken, samples = tmp_path / "b.jpg", sorted(SAMPLE.glob("*.jpg"))[:2]
    broken.write_bytes(b"no picture")
    pages = {samples[0]: "một.jpg", samples[1]: "hai.jpg", broken: "hỏng.jpg"}
    draft = board.build(BOOK, pages, "KS", lambda _: None)
    assert set(draft.used) == {("một.jpg", ""), ("hai.jpg", "")}
    assert draft.left_out == (("hỏng.jpg", "", "unread"),)
    board.keep(redrawn(draft, sent(draft, name="khai-sinh-1976")))
    kept = board.draft(BOOK)
    assert kept is not None
    assert (kept.used, kept.left_out) == (draft.used, draft.left_out)


def test_a_table_whose_rows_are_found_by_their_writing_is_saved_and_opened_as_such(board: Board, draft: Draft) -> None:
    board.keep(replace(draft, by_writing=True))
    form = board.save(replace(draft, by_writing=True))
    assert (form.entries, list(form.settings["numbers"])) == (0, [CELLS[1].box[0], CELLS[1].box[2]])
    again = board.reopen(BOOK, "khai-sinh-1976")
    assert again.by_writing
    assert board.save(again).entries == 0


def test_a_form_without_a_title_is_called_by_its_name(board: Board, draft: Draft) -> None:
    assert board.save(replace(draft, title="")).title == "khai-sinh-1976"


def test_an_own_form_is_opened_again_changed_and_saved_under_its_name(board: Board, draft: Draft) -> None:
    board.save(draft)
    again = board.reopen("Sổ khác", "khai-sinh-1976")
    assert (again.book, again.form, again.saved, again.starts) == ("Sổ khác", "khai-sinh-1976", True, draft.starts)
    assert {cell.column: cell.box for cell in again.cells} == {c.column: c.box for c in draft.cells if c.column}
    moved = [replace(cell, box=(0.5, *cell.box[1:])) for cell in again.cells]
    board.save(replace(again, cells=tuple(moved)))
    assert loader.load("khai-sinh-1976").settings["cells"]["so"][0] == 0.5


@pytest.mark.parametrize(
    ("other", "kind", "words"),
    [
        ({"name": "birth-2016"}, UsageError, "là của một biểu mẫu có sẵn"),
        ({"name": "Khai sinh"}, UsageError, "chữ thường không dấu"),
        ({"name": ""}, UsageError, "chữ thường không dấu"),
        ({"name": "../khac"}, UsageError, "chữ thường không dấu"),
        (
            {"cells": (CELLS[0], replace(CELLS[1], column="nksHoTen"))},
            UsageError,
            "«Họ tên người được khai sinh», «Số»",
        ),
        ({"cells": (CELLS[2],)}, UsageError, "Chưa ô nào có tên cột"),
        ({"cells": ()}, UsageError, "Chưa ô nào có tên cột"),
        ({"years": (1990, 1976)}, UsageError, "năm đầu phải trước năm cuối"),
    ],
)
def test_what_is_no_form_is_told_and_not_saved(
    board: Board, draft: Draft, other: Mapping[str, Any], kind: type[RegisterError], words: str
) -> None:
    with pytest.raises(kind, match=words):
        board.save(replace(draft, **other))
    assert board.own() == []


def test_a_new_form_does_not_take_the_place_of_another_own_one(board: Board, draft: Draft) -> None:
    board.save(draft)
    with pytest.raises(UsageError, match="Đã có mẫu tên «khai-sinh-1976»"):
        board.save(replace(draft, cells=CELLS[1:2]))
    assert len(loader.load("khai-sinh-1976").columns) == 2


def answered(board: Board, column: str) -> None:
    """Put a page read with the form into the store, and an answer to one column of its first entry."""
    store = Database.open(board.config)
    store.add_book(Book(BOOK, "khai-sinh-1976"))
    picture = board.config.pictures / "1.jpg"
    store.add_pages(BOOK, [NewPage("1.jpg", "1" * 64, 0, picture, picture)])
    cells = {name: Reading("12", 0.8, Ink.WRITTEN, Box(1, 2, 3, 4)) for name in ("so", "nksHoTen")}
    store.store_read(store.pages(BOOK)[0].id, ReadPage("khai-sinh-1976", (cells,), (), {}, 1.0, (9, 9)), {})
    said = Decision(column, Verdict.CONFIRMED, "12", "chị Hoa", datetime(2026, 11, 26, tzinfo=UTC), "k")
    store.decide(store.entries(BOOK)[0].id, said)
    store.close()


def test_a_column_with_answers_is_not_taken_out_of_its_form(board: Board, draft: Draft) -> None:
    board.save(draft)
    answered(board, "so")
    again = board.reopen(BOOK, "khai-sinh-1976")
    less = replace(again, cells=tuple(cell for cell in again.cells if cell.column != "so"))
    with pytest.raises(UsageError, match="Đã có câu trả lời ở cột Số"):
        board.save(less)
    assert [column.name for column in loader.load("khai-sinh-1976").columns] == ["so", "nksHoTen"]


def test_entries_of_a_page_with_answers_keep_their_number(board: Board, draft: Draft) -> None:
    board.save(draft)
    answered(board, "so")
    with pytest.raises(UsageError, match="mỗi trang 2 trường hợp"):
        board.save(replace(board.reopen(BOOK, "khai-sinh-1976"), starts=((0.0, 0.0),)))


def test_a_form_with_answers_is_not_built_anew_under_its_name(board: Board, draft: Draft) -> None:
    board.save(draft)
    board.check_unanswered("khai-sinh-1976")
    answered(board, "so")
    with pytest.raises(UsageError, match="chọn tên khác"):
        board.check_unanswered("khai-sinh-1976")


def test_a_form_with_answers_may_gain_a_cell_lose_an_unanswered_one_or_have_cells_moved(
    board: Board, draft: Draft
) -> None:
    board.save(draft)
    answered(board, "so")
    again = board.reopen(BOOK, "khai-sinh-1976")
    so = next(cell for cell in again.cells if cell.column == "so")
    note = Drawn((0.1, 0.8, 0.3, 0.04), "", "ghiChu", "free_text", "Ghi chú")
    form = board.save(replace(again, cells=(replace(so, box=(0.4, 0.12, 0.2, 0.04)), note)))
    assert [column.name for column in form.columns] == ["so", "ghiChu"]


def test_a_form_that_was_not_drawn_cannot_be_opened(board: Board) -> None:
    with pytest.raises(UsageError, match="không sửa ở đây được"):
        board.reopen(BOOK, "birth-2016")


def test_a_form_whose_picture_is_gone_is_told(board: Board, draft: Draft) -> None:
    board.save(draft)
    (board.config.home / "forms" / "khai-sinh-1976.png").unlink()
    with pytest.raises(UsageError, match="Hãy dựng lại mẫu"):
        board.reopen(BOOK, "khai-sinh-1976")


@pytest.mark.parametrize("name", ["../sohoa.db", "0123456789abcdef.png", "x.png", "", "9" * 16])
def test_nothing_but_a_template_lies_at_an_address(board: Board, draft: Draft, name: str) -> None:
    with pytest.raises(UsageError, match="không còn nữa"):
        board.picture(name)


@pytest.mark.parametrize(
    "wrong", ["", "{", "[]", '{"id": 1}', '{"cells": [{"box": [1]}], "size": [1, 2], "years": [1, 2], "starts": []}']
)
def test_a_draft_that_a_killed_machine_left_damaged_is_none(board: Board, draft: Draft, wrong: str) -> None:
    (file,) = board.folder.glob("*.json")
    file.write_text(wrong, encoding="utf-8")
    assert board.draft(BOOK) is None


def test_a_draft_stays_as_it_was_where_the_disk_takes_no_more(
    board: Board, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StoreError, match="ổ đĩa đã đầy"):
        board.keep(replace(draft, name="khac"))
    assert board.draft(BOOK) == draft


def test_what_the_browser_has_not_changed_stays_the_same_draft(draft: Draft) -> None:
    saved = replace(draft, form="khai-sinh-1976", saved=True)
    assert redrawn(saved, sent(saved)) == saved


def test_a_moved_cell_makes_the_saved_form_an_older_state(draft: Draft) -> None:
    saved = replace(draft, form="khai-sinh-1976", saved=True)
    there = sent(saved)
    there["cells"][0]["box"][0] = 0.31
    now = redrawn(saved, there)
    assert (now.cells[0].box[0], now.saved, now.form) == (0.31, False, "khai-sinh-1976")


@pytest.mark.parametrize(
    ("box", "kept"),
    [
        ([0.9, 0.2, 0.4, 0.1], (0.6, 0.2, 0.4, 0.1)),  # over the right edge
        ([-0.2, -0.1, 0.4, 0.1], (0.0, 0.0, 0.4, 0.1)),
        ([0.2, 0.2, 0.0, 0.1], (0.2, 0.2, drawing_board.SMALLEST, 0.1)),  # no width
        ([0.2, 0.2, 7, 7], (0.0, 0.0, 1.0, 1.0)),
    ],
)
def test_a_cell_is_kept_within_the_page(draft: Draft, box: list[float], kept: tuple[float, ...]) -> None:
    cells = [{"box": box, "label": "", "column": "", "kind": "free_text", "title": ""}]
    assert redrawn(draft, sent(draft, cells=cells)).cells[0].box == pytest.approx(kept)


@pytest.mark.parametrize(
    "other",
    [
        {"cells": None},
        {"cells": [{"box": [0, 0, 1, float("nan")], "label": "", "column": "", "kind": "free_text", "title": ""}]},
        {"cells": [{"box": [0, 0, 1], "label": "", "column": "", "kind": "free_text", "title": ""}]},
        {"cells": [{"box": [0, 0, 1, 1], "label": "", "column": "matKhau", "kind": "free_text", "title": ""}]},
        {"cells": [{"box": [0, 0, 1, 1], "label": "", "column": "chongHoTen", "kind": "person_name", "title": ""}]},
        {"cells": [{"box": [0, 0, 1, 1], "label": "", "column": "so", "kind": "picture", "title": ""}]},
        {"cells": [{"box": [0, 0, 1, 1], "label": None, "column": "so", "kind": "number", "title": ""}]},
        {"starts": []},
        {"starts": [[0, 0]] * 61},
        {"starts": [[0]]},
        {"years": ["x", 1]},
        {"years": []},
        {"name": 3},
    ],
)
def test_what_is_no_drawing_is_refused(draft: Draft, other: Mapping[str, Any]) -> None:
    with pytest.raises(UsageError):
        redrawn(draft, sent(draft, **other))


def test_an_empty_drawing_is_a_drawing(draft: Draft) -> None:
    assert redrawn(draft, sent(draft, cells=[])).cells == ()


def test_a_damaged_form_file_is_told_with_its_mistakes(board: Board, draft: Draft) -> None:
    board.save(draft)
    (board.config.home / "forms" / "khai-sinh-1976.toml").write_text("title = 3", encoding="utf-8")
    with pytest.raises(BadForm, match="khai-sinh-1976"):
        board.reopen(BOOK, "khai-sinh-1976")
