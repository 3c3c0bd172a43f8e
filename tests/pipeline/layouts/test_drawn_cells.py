"""Cells drawn once on a template are carried to every page of the book."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from pipeline import own_forms
from pipeline.alignment import small
from pipeline.config import ROOT
from pipeline.errors import BadForm, RegisterError
from pipeline.forms import loader
from pipeline.geometry import Box
from pipeline.layouts.drawn_cells import DrawnCells
from pipeline.sheets import Sheet
from pipeline.template_cells import Drawn

SAMPLE = ROOT / "scans" / "samples" / "KS-2016-birth-2016" / "001.jpg"
HIGH, WIDE = 2200, 1600
CELLS = (
    Drawn((0.25, 0.10, 0.30, 0.03), "Số", "so", "number", "Số"),
    Drawn((0.25, 0.14, 0.60, 0.03), "Họ và tên", "nksHoTen", "person_name", "Họ tên"),
)
STARTS = ((0.0, 0.0), (0.0, 0.45))
ABOUT = ("khai-sinh-1976", "Khai sinh 1976", "KS", (1976, 1990))


def page() -> np.ndarray:
    """Return (2200, 1600, 3) paper with two entries of print."""
    picture, chance = np.full((HIGH, WIDE, 3), 245, np.uint8), np.random.default_rng(3)
    for row in range(120, HIGH - 60, 80):
        word = "".join(chance.choice(list("abdeghiklmnopqrstuvxy"), 9))
        cv2.putText(picture, word, (90, row), cv2.FONT_HERSHEY_COMPLEX, 1.1, (40, 40, 40), 2, cv2.LINE_AA)
        cv2.line(picture, (400, row + 6), (int(chance.integers(900, 1500)), row + 6), (90, 90, 90), 2)
    return picture


def template() -> np.ndarray:
    grey = cv2.cvtColor(page(), cv2.COLOR_RGB2GRAY)
    return np.asarray(cv2.resize(grey, (WIDE // 2, HIGH // 2), interpolation=cv2.INTER_AREA), np.uint8)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOHOA_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def form(home):
    own_forms.kept(ABOUT, template(), CELLS, STARTS)
    return loader.load("khai-sinh-1976")


def near(box: Box, drawn: Drawn, down: float) -> bool:
    x, y, w, h = drawn.box
    true = Box(round(x * WIDE), round((y + down) * HIGH), round(w * WIDE), round(h * HIGH))
    return box.overlap(true) > 0.85


def test_a_kept_form_is_one_of_the_forms_and_finds_its_cells(form):
    layout = DrawnCells(**form.settings)
    cells = layout(Sheet.of(page()), [], form)
    assert "khai-sinh-1976" in loader.names()
    assert [(cell.column, cell.entry) for cell in cells] == [("so", 0), ("nksHoTen", 0), ("so", 1), ("nksHoTen", 1)]
    assert all(near(cell.box, CELLS[i % 2], STARTS[cell.entry][1]) for i, cell in enumerate(cells))
    assert layout.likeness(Sheet.of(page()), [], form) == 1.0


def test_cells_go_with_a_page_that_was_shifted(form):
    shift = np.array([[1, 0, 30], [0, 1, 44]], float)
    moved = np.asarray(cv2.warpAffine(page(), shift, (WIDE, HIGH), borderValue=(245, 245, 245)), np.uint8)
    plain, shifted = (DrawnCells(**form.settings)(Sheet.of(picture), [], form) for picture in (page(), moved))
    for one, other in zip(plain, shifted, strict=True):
        assert abs(other.box.x - one.box.x - 30) <= 3
        assert abs(other.box.y - one.box.y - 44) <= 3


def rows_of_writing(tops: tuple[int, ...]) -> np.ndarray:
    """Return the page with the running number of a case in its right half at each height, and writing beside it."""
    picture = page()
    picture[300:2100, 900:] = 245
    for number, top in enumerate(tops):
        cv2.putText(picture, str(number + 7), (930, top + 30), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (60, 40, 110), 3)
        cv2.putText(picture, "Nguyen An", (1080, top + 30), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (60, 40, 110), 3)
    return picture


@pytest.mark.parametrize("tops", [(400, 560, 720), (350, 470, 790, 900, 1300)])
def test_rows_that_nothing_printed_parts_begin_where_their_numbers_stand(home, tops):
    so = Drawn((900 / WIDE, 0.14, 0.1, 0.8), "Số", "so", "number", "Số")
    name = Drawn((1060 / WIDE, 0.14, 0.3, 0.8), "Họ và tên", "nksHoTen", "person_name", "Họ tên")
    own_forms.kept(ABOUT, template(), (name, so), STARTS, numbers=())
    form = loader.load("khai-sinh-1976")
    assert (form.entries, form.table) == (0, True)
    cells = DrawnCells(**form.settings)(Sheet.of(rows_of_writing(tops)), [], form)
    assert [(cell.column, cell.entry) for cell in cells] == [
        (column, entry) for entry in range(len(tops)) for column in ("nksHoTen", "so")
    ]
    for cell in cells:
        assert cell.box.y <= tops[cell.entry] < tops[cell.entry] + 34 <= cell.box.bottom


def test_the_first_column_holds_the_numbers_where_no_column_is_named_so(home):
    first = Drawn((900 / WIDE, 0.14, 0.1, 0.8), "S6 thu tu")
    name = Drawn((1060 / WIDE, 0.14, 0.3, 0.8), "Họ và tên", "nksHoTen", "person_name", "Họ tên")
    own_forms.kept(ABOUT, template(), (name, first), STARTS, numbers=())
    form = loader.load("khai-sinh-1976")
    cells = DrawnCells(**form.settings)(Sheet.of(rows_of_writing((400, 560, 720))), [], form)
    assert [cell.entry for cell in cells] == [0, 1, 2]


def beside(*parts: np.ndarray | float) -> Sheet:
    """Return pictures side by side; a number is bare ground so wide, as a share of a page."""
    pictures = [
        np.full((HIGH, round(WIDE * one), 3), 225, np.uint8) if isinstance(one, float) else one for one in parts
    ]
    return Sheet.of(np.ascontiguousarray(np.hstack([np.asarray(one, np.uint8) for one in pictures])))


@pytest.mark.parametrize("side", [0.1, 0.26, 0.3, 0.35])
def test_a_page_in_the_middle_of_a_wide_picture_has_its_cells(home, side):
    scan = cv2.resize(np.asarray(cv2.imread(str(SAMPLE)), np.uint8), (WIDE, HIGH), interpolation=cv2.INTER_AREA)
    own_forms.kept(ABOUT, small(np.asarray(scan, np.uint8)), CELLS, STARTS)
    form = loader.load("khai-sinh-1976")
    cells = DrawnCells(**form.settings)(beside(side, scan, side), [], form)
    assert len(cells) == 4
    for cell, drawn in zip(cells, CELLS, strict=False):
        box = Box(cell.box.x - round(WIDE * side), cell.box.y, cell.box.w, cell.box.h)
        assert near(box, drawn, 0.0)


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ((page(), page()), "two pages side by side"),
        ((page(), 0.15, page()), "and a fold between them"),
        ((0.1, page(), page(), 0.1), "on a table"),
        ((page(), 1.0), "a page and a blank one: the opening is parted first"),
        ((1.0, page()), "the other way round"),
    ],
)
def test_an_opening_holds_two_pages_and_is_none(form, parts, why):
    two, layout = beside(*parts), DrawnCells(**form.settings)
    assert layout(two, [], form) == [], why
    assert layout.likeness(two, [], form) == 0.0, why


def test_a_page_of_another_print_has_no_cells(form):
    other = Sheet.of(np.ascontiguousarray(page()[::-1, ::-1]))
    assert DrawnCells(**form.settings)(other, [], form) == []
    assert DrawnCells(**form.settings).likeness(other, [], form) == 0.0


def test_a_form_changed_by_its_office_is_read_anew(form):
    own_forms.kept(ABOUT, template(), CELLS[1:], STARTS[:1])
    assert [column.name for column in loader.load("khai-sinh-1976").columns] == ["nksHoTen"]


@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(b"\x89PNG broken")])
def test_a_template_that_is_gone_or_damaged_is_told(form, home, spoil):
    spoil(home / "forms" / "khai-sinh-1976.png")
    with pytest.raises(BadForm, match="làm lại mẫu sổ"):
        DrawnCells(**form.settings)(Sheet.of(page()), [], form)


@pytest.mark.parametrize(
    ("about", "cells", "says"),
    [
        (("Khai sinh", *ABOUT[1:]), CELLS, "chữ thường không dấu"),
        (("../ra-ngoai", *ABOUT[1:]), CELLS, "chữ thường không dấu"),
        (("birth-2016", *ABOUT[1:]), CELLS, "có sẵn"),
        (ABOUT, (Drawn((0, 0, 1, 1)),), "Chưa ô nào"),
        (ABOUT, (CELLS[0], CELLS[0]), "hai ô"),
        ((*ABOUT[:3], (1990, 1976)), CELLS, "năm đầu, năm cuối"),
        ((*ABOUT[:2], "XX", ABOUT[3]), CELLS, "không thuộc"),
    ],
)
def test_what_makes_no_form_is_refused_and_nothing_is_written(home, about, cells, says):
    with pytest.raises(RegisterError, match=says):
        own_forms.kept(about, template(), cells, STARTS)
    assert not list(home.rglob("*.toml"))


@pytest.mark.parametrize("title", ['Sổ "cũ" \\ năm 1976', "Sổ\ttab", "Hộ tịch: số [1] = #2"])
def test_every_title_comes_back_as_it_was_written(home, title):
    own_forms.kept((ABOUT[0], title, *ABOUT[2:]), template(), CELLS, STARTS)
    assert loader.load("khai-sinh-1976").title == title


def test_what_cannot_be_written_leaves_the_older_form(form, home):
    before = (home / "forms" / "khai-sinh-1976.toml").read_bytes()
    (home / "forms" / "khai-sinh-1976.png").unlink()
    (home / "forms" / "khai-sinh-1976.png").mkdir()  # what cannot be replaced, as a file held open by another program
    with pytest.raises(RegisterError):
        own_forms.kept(ABOUT, template(), CELLS[1:], STARTS)
    assert (home / "forms" / "khai-sinh-1976.toml").read_bytes() == before


def test_a_name_that_leads_out_of_the_folder_is_refused():
    with pytest.raises(BadForm, match="tên đơn"):
        loader.beside("../../etc/passwd")


def test_a_column_without_a_cell_is_told(form):
    layout = DrawnCells(picture="khai-sinh-1976.png", cells={"so": CELLS[0].box})
    with pytest.raises(BadForm, match="chưa vẽ ô cho cột nksHoTen"):
        layout(Sheet.of(page()), [], form)
