"""``sohoa template`` leaves every cell to the template editor and says which pages it used."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from pipeline import cli
from pipeline.config import ROOT
from pipeline.drawing_board import LEFT_OUT, Board
from pipeline.forms import loader

SAMPLE = ROOT / "scans" / "samples" / "KS-2016-birth-2016"
BOOK = "Sổ lạ"


def page(folder: Path, name: str, rows: tuple[str, ...]) -> Path:
    """Draw a page of printed words, each before a ruling, with a different hand on each; return its file."""
    picture = np.full((2339, 1654, 3), 246, np.uint8)
    chance = np.random.default_rng(sum(name.encode()))
    for row, text in enumerate(rows * 6):
        y = 300 + 80 * row
        cv2.putText(picture, text, (120, y), cv2.FONT_HERSHEY_COMPLEX, 1.3, (30, 30, 30), 2, cv2.LINE_AA)
        cv2.line(picture, (500, y + 4), (1500, y + 4), (70, 70, 70), 2)
        at = int(chance.integers(520, 1200))
        cv2.ellipse(picture, (at, y - 22), (30, 12), 0, 0, 300, (120, 60, 40), 3)
    file = folder / name
    cv2.imwrite(str(file), picture)
    return file


def run(*words: str | Path) -> int:
    return cli.main([str(word) for word in words])


def test_cells_that_no_label_names_wait_as_a_draft(
    board: Board, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [page(tmp_path, f"{number}.png", ("Wagon:", "Kettle:", "Harbour:")) for number in range(2)]
    assert run("take-in", *files, "--book", BOOK) == 0
    assert run("template", "--book", BOOK, "--name", "so-la", "--register", "KS") == 0
    printed = capsys.readouterr().out
    assert "mục Mẫu sổ" in printed
    draft = board.draft(BOOK)
    assert draft is not None
    assert draft.cells
    assert not draft.saved
    assert "so-la" not in {form.name for form in loader.every()}
    assert run("template", "--book", BOOK, "--name", "so-la", "--register", "KS") == 2, "what was drawn is not lost"
    assert board.draft(BOOK) == draft


def test_it_says_which_pages_were_of_no_use_and_keeps_unnamed_cells_too(
    board: Board, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cover = page(tmp_path, "bia.png", ("Wagon:", "Kettle:"))
    assert run("take-in", cover, *sorted(SAMPLE.glob("*.jpg"))[:3], "--book", BOOK) == 0
    assert run("template", "--book", BOOK, "--name", "so-la", "--register", "KS") == 0
    printed = capsys.readouterr().out
    assert "Đã dựng mẫu từ 3 trang của sổ (4 ảnh)." in printed
    assert LEFT_OUT["unlike"].format(count=1, pages="bia.png") in printed
    assert "có thể không tìm được ô" in printed
    draft = board.draft(BOOK)
    assert draft is not None
    assert draft.saved
    assert {cell.column for cell in draft.cells} - {""} == {column.name for column in loader.load("so-la").columns}
