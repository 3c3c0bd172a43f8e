"""Rulings give the cells of a table; what only looks like one does not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.forms import loader
from pipeline.layouts.ruled_rows import RuledRows
from pipeline.sheets import Sheet

FORM = loader.load("birth-table")
ACROSS = (200, 310, 450, 590, 730)
UPRIGHT = tuple(range(100, 2201, 233))


def table(shade: int = 90, thick: int = 1, lean: float = 0.0) -> NDArray[np.uint8]:
    """Return (1654, 2339, 3) paper with a ruled table of ten upright and five level rulings."""
    picture = np.full((1654, 2339, 3), 245, np.uint8)
    for y in ACROSS:
        cv2.line(picture, (UPRIGHT[0], y), (UPRIGHT[-1], y + round(lean * 2100)), (shade,) * 3, thick)
    for x in UPRIGHT:
        cv2.line(picture, (x, ACROSS[0]), (x, ACROSS[-1]), (shade,) * 3, thick)
    return picture


@pytest.mark.parametrize(
    ("shade", "thick", "lean", "why"),
    [
        (90, 1, 0.0, "thin"),
        (60, 3, 0.0, "thick"),
        (195, 1, 0.0, "thin and pale"),
        (90, 2, 0.003, "leaning a little"),
    ],
)
def test_every_ruling_is_found_within_three_px(shade: int, thick: int, lean: float, why: str) -> None:
    grid = RuledRows(least_length=0.15).grid(table(shade, thick, lean))
    assert grid is not None, why
    np.testing.assert_allclose(
        [line.middle for line in grid.across], np.array(ACROSS) + lean * 1050, atol=4, err_msg=why
    )
    np.testing.assert_allclose([line.middle for line in grid.upright], UPRIGHT, atol=3, err_msg=why)


@pytest.mark.parametrize(("lean", "bend"), [(0.0, 0), (40.0, 0), (-40.0, 0), (0.0, 12), (20.0, -8)])
def test_each_cell_lies_between_its_own_rulings_where_they_lean_or_bend(lean: float, bend: int) -> None:
    picture = np.full((1654, 2339, 3), 245, np.uint8)
    rows = np.arange(ACROSS[0], ACROSS[-1] + 1)
    down = (rows - rows[0]) / (rows[-1] - rows[0])
    aside = lean * (down - 0.5) + bend * np.sin(np.pi * down)
    for x in UPRIGHT:
        points = np.column_stack([x + aside, rows]).round().astype(np.int32)
        cv2.polylines(picture, [points], isClosed=False, color=(90, 90, 90), thickness=2)
    along = np.arange(UPRIGHT[0] - 25, UPRIGHT[-1] + 25)
    fall = lean * (along - along[0]) / 2100
    for y in ACROSS:
        points = np.column_stack([along, y + fall]).round().astype(np.int32)
        cv2.polylines(picture, [points], isClosed=False, color=(90, 90, 90), thickness=2)
    cells = RuledRows(least_length=0.15)(Sheet.of(picture), [], FORM)
    assert len(cells) == 3 * len(FORM.columns)
    for cell, number in zip(cells, [*range(len(FORM.columns))] * 3, strict=True):
        box = cell.box
        left = UPRIGHT[number] + float(np.interp(box.y + box.h / 2, rows, aside))
        top = ACROSS[1 + cell.entry] + float(np.interp(box.x + box.w / 2, along, fall))
        assert 3 <= box.x - left <= 10, (cell, left)
        assert 3 <= box.y - top <= 10, (cell, top)
        assert 3 <= left + 233 - box.right <= 10, (cell, left)
        assert 3 <= top + 140 - box.bottom <= 10, (cell, top)


@pytest.mark.parametrize(("left", "right", "sag"), [(900, 1400, 30), (800, 1100, 12), (700, 1300, -20)])
def test_a_ruling_that_is_gone_in_the_middle_is_one_ruling(left: int, right: int, sag: int) -> None:
    picture = np.full((1654, 2339, 3), 245, np.uint8)
    for x in UPRIGHT:
        cv2.line(picture, (x, ACROSS[0]), (x, ACROSS[-1] + abs(sag)), (90, 90, 90), 2)
    along = np.arange(UPRIGHT[0] - 25, UPRIGHT[-1] + 25)
    fall = sag * np.sin(np.pi * (along - along[0]) / (along[-1] - along[0]))
    for y in ACROSS:
        for part in (along < left, along >= right):
            points = np.column_stack([along, y + fall])[part].round().astype(np.int32)
            cv2.polylines(picture, [points], isClosed=False, color=(90, 90, 90), thickness=2)
    cells = RuledRows(least_length=0.15)(Sheet.of(picture), [], FORM)
    assert len(cells) == 3 * len(FORM.columns)
    for cell in cells:
        top = ACROSS[1 + cell.entry] + float(np.interp(cell.box.x + cell.box.w / 2, along, fall))
        assert 3 <= cell.box.y - top <= 10, (cell, top)


@pytest.mark.parametrize("lean", [60, 120, 180])
def test_cells_stay_on_a_page_that_a_ruling_leaves(lean: int) -> None:
    picture = np.full((1654, 2339, 3), 245, np.uint8)
    for x in UPRIGHT:
        cv2.line(picture, (x - 40, 100), (x - 40 - lean, 1600), (90, 90, 90), 2)
    for y in range(100, 1601, 150):
        cv2.line(picture, (0, y), (2300, y), (90, 90, 90), 2)
    cv2.line(picture, (80, 475), (2100, 475), (40, 40, 120), 2)  # a clerk's stroke
    for layout in (RuledRows(least_length=0.15), RuledRows(least_length=0.15, by_numbers=True)):
        for cell in layout(Sheet.of(picture), [], FORM):
            box = cell.box
            assert 0 <= box.x < box.right <= 2339, cell
            assert 0 <= box.y < box.bottom <= 1654, cell


def test_with_as_many_strips_as_columns_every_place_is_certain_without_the_header() -> None:
    cells = RuledRows(least_length=0.15)(Sheet.of(table()), [], FORM)
    assert len(cells) == 3 * len(FORM.columns)
    assert all(cell.label_found and cell.ruled for cell in cells)


def test_a_strip_too_many_leaves_the_places_uncertain() -> None:
    picture = table()
    cv2.line(picture, (160, ACROSS[0]), (160, ACROSS[-1]), (90, 90, 90), 1)
    cells = RuledRows(least_length=0.15)(Sheet.of(picture), [], FORM)
    assert cells
    assert not any(cell.label_found for cell in cells)


@pytest.mark.parametrize(
    ("picture", "why"),
    [
        (np.full((1654, 2339, 3), 245, np.uint8), "blank"),
        (np.zeros((1654, 2339, 3), np.uint8), "black"),
        (np.full((1, 1, 3), 245, np.uint8), "one pixel"),
    ],
)
def test_what_is_not_ruled_has_no_grid(picture: NDArray[np.uint8], why: str) -> None:
    assert RuledRows().grid(picture) is None, why
    assert RuledRows()(Sheet.of(picture), [], FORM) == [], why
