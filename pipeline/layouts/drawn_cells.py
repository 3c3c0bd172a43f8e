"""Puts the cells that a person drew on the template of a book onto each of its pages.

The template is the print that all pages of the book share, kept as a grey picture beside the form. It is laid over the page
(``pipeline.alignment``), and the cells go with it: no label need be read, so cells are found where labels are faded away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np

from pipeline.alignment import SCALE, Print, laid_over, small
from pipeline.errors import BadForm
from pipeline.forms import Form, loader
from pipeline.geometry import Box, project_box
from pipeline.sheets import Cell, Sheet, Word

Share = Sequence[float]


@dataclass(frozen=True, slots=True)
class DrawnCells:
    """Find cells by the template of the book.

    Attributes:
        picture: file of the template beside the form: grey, half the size of the cleaned page.
        cells: left, top, width and height of each column's cell of the first entry, as shares of the template's sides.
        starts: how far right and down each entry begins from the first, as shares of the template's sides.
        least: share of the template's pieces that a page must show.
    """

    picture: str = ""
    cells: Mapping[str, Share] = field(default_factory=dict)
    starts: Sequence[Share] = ((0.0, 0.0),)
    least: float = 0.25

    def __call__(self, sheet: Sheet, words: Sequence[Word], form: Form) -> list[Cell]:
        """Return the cells, entry by entry in the form's order, boxes in px of the sheet; none on another print.

        Raises:
            BadForm: the template's picture is missing, or a column has no cell.
        """
        if not self.picture:
            return []
        missing = [column.name for column in form.columns if column.name not in self.cells]
        if missing:
            raise BadForm(f"Biểu mẫu «{form.name}»: chưa vẽ ô cho cột {', '.join(missing)}.")
        known = _print(loader.beside(self.picture))
        through, share = laid_over(known, small(sheet.picture))
        if share < self.least:
            return []
        high, wide = known.grey.shape
        to_sheet = np.diag([1 / SCALE, 1 / SCALE, 1.0]) @ through @ np.diag([wide, high, 1.0])
        height, width = sheet.picture.shape[:2]
        cells = []
        for entry, (right, down) in enumerate(self.starts):
            for column in form.columns:
                x, y, w, h = self.cells[column.name]
                box = _projected((x + right, y + down, w, h), to_sheet)
                cells.append(Cell(column.name, entry, box.inside(width, height)))
        return cells

    def words_end(self, sheet: Sheet) -> int:
        """Return 0: no printed word is needed."""
        return 0

    def likeness(self, sheet: Sheet, words: Sequence[Word], form: Form) -> float:
        """Return how well the template lies on the sheet, 0.0 to 1.0: 0.5 where as many pieces are seen as must be."""
        if not self.picture:
            return 0.0
        _, share = laid_over(_print(loader.beside(self.picture)), small(sheet.picture))
        return min(1.0, 0.5 * share / self.least)


def _projected(shares: tuple[float, float, float, float], to_sheet: np.ndarray) -> Box:
    """Return the box in px around a cell in shares of the template, through the (3, 3) homography from shares to px."""
    fine = 10_000
    x, y, w, h = (round(side * fine) for side in shares)
    return project_box(Box(x, y, max(1, w), max(1, h)), to_sheet @ np.diag([1 / fine, 1 / fine, 1.0]))


@lru_cache(maxsize=8)
def _read(path: Path, _changed: int) -> Print:
    grey = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_GRAYSCALE)
    if grey is None:
        raise BadForm(f"Ảnh mẫu sổ {path} bị hỏng. Hãy làm lại mẫu sổ.")
    return Print.of(np.asarray(grey, np.uint8))


def _print(path: Path) -> Print:
    """Return the print of a template picture.

    Raises:
        BadForm: the file is missing or damaged.
    """
    try:
        return _read(path, path.stat().st_mtime_ns)
    except OSError as error:
        raise BadForm(f"Không mở được ảnh mẫu sổ {path}. Hãy làm lại mẫu sổ.") from error
