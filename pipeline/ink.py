"""Says whether a cell holds handwriting: an empty cell gets no proposal, ever."""

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.connected import connected
from pipeline.entries import Ink
from pipeline.sheets import Cell, Sheet

INK = 165
"""Grey level of the strengthened sheet below which a pixel is ink. Measured on 10 books, levels 0 and 1: 21 written cells
called blank and 3 blank ones called written; at 150 27 and 3, at 190 14 and 5 (2026-11-24)."""

LEAST_HEIGHT = 0.012
"""Strokes lower than this share of the page's shorter side are specks, rests of lines or paper grain (20 px at 200 dpi A4)."""

LEAST_INK = 0.035
"""Least stroke length, as a share of the page's shorter side, that is writing: the digit "1" has 0.04 (60 px of 1654)."""


BROKEN = 7
"""A stroke that was broken where a ruling was taken off it is mended over so many px."""

AS_DARK = 0.6
"""Strokes at least so dark, as a share of the page's pen, are writing even where they are few and thin."""

FAR_PALER = 0.4
"""Strokes below this share of the page's pen were written on the other side of the leaf."""

LEAST_CELLS = 4
"""A page with fewer written cells does not show how dark its pen is."""


def with_ink(unruled: Sheet, cells: Sequence[Cell]) -> list[Cell]:
    """Return the cells, each with its state of ink.

    Args:
        unruled: the sheet without ruled and dotted lines, ink strengthened.
        cells: boxes in px of that sheet.
    """
    ink = mask(unruled)
    side = min(ink.shape)
    return [replace(cell, ink=Ink.WRITTEN if _written(ink, cell, side) else Ink.BLANK) for cell in cells]


def mask(unruled: Sheet) -> NDArray[np.uint8]:
    """Return 1 where there is ink on a sheet without rulings whose ink was strengthened, (H, W) uint8."""
    return (cv2.cvtColor(unruled.picture, cv2.COLOR_RGB2GRAY) < INK).astype(np.uint8)


def inside(ink: NDArray[np.uint8], cell: Cell) -> NDArray[np.uint8]:
    """Return the (H, W) part of the ink of a sheet that lies within a cell and off its edges."""
    box = cell.box
    inset = max(2, round(0.06 * box.h))
    return ink[box.y + inset : box.bottom - inset, box.x + inset : box.right - inset]


def by_the_pen(cells: Sequence[Cell], depths: Sequence[float]) -> list[Cell]:
    """Return the cells with their state of ink set right by how dark the pen of this page is.

    A thin pale stroke as dark as the page's writing is writing; what is far paler is the other side of the leaf showing through.

    Args:
        cells: with a first state of ink.
        depths: how dark the strokes of each cell are against their paper, 0 without a stroke as high as a letter.
    """
    written = [depth for cell, depth in zip(cells, depths, strict=True) if cell.ink is Ink.WRITTEN and depth > 0]
    if len(written) < LEAST_CELLS:
        return list(cells)
    pen = float(np.median(written))
    return [_set_right(cell, depth / pen) for cell, depth in zip(cells, depths, strict=True)]


def _set_right(cell: Cell, share: float) -> Cell:
    """Return a cell whose strokes are this share as dark as the page's pen, 0 where no stroke is as high as a letter."""
    if cell.ink is Ink.BLANK and share >= AS_DARK:
        return replace(cell, ink=Ink.WRITTEN)
    if cell.ink is Ink.WRITTEN and 0 < share < FAR_PALER:
        return replace(cell, ink=Ink.BLANK)
    return cell


def _written(ink: NDArray[np.uint8], cell: Cell, side: int) -> bool:
    part = inside(ink, cell)
    if part.size == 0:
        return False
    mended = cv2.morphologyEx(part, cv2.MORPH_CLOSE, np.ones((BROKEN, 1), np.uint8))
    _, _, stats, _ = connected(np.asarray(mended, np.uint8))
    tall = stats[1:, cv2.CC_STAT_HEIGHT] >= LEAST_HEIGHT * side * 0.6
    inner = stats[1:, cv2.CC_STAT_TOP] < 0.85 * part.shape[0]  # what only touches the foot belongs to the next row
    strokes = stats[1:, cv2.CC_STAT_HEIGHT] + stats[1:, cv2.CC_STAT_WIDTH]
    return bool(strokes[tall & inner].sum() >= LEAST_INK * side * 0.6)
