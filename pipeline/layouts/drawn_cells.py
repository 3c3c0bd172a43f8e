"""Puts the cells that a person drew on the template of a book onto each of its pages.

The template is the print that all pages of the book share, kept as a grey picture beside the form. It is laid over the page
(``pipeline.alignment``), and the cells go with it: no label need be read, so cells are found where labels are faded away. Where the
rows of a table are not printed they are found in its columns by their writing (``_open_rows``).
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
from pipeline.geometry import Box, Homography, project, project_box
from pipeline.layouts._open_rows import cases
from pipeline.sheets import Cell, Sheet, Word

Share = Sequence[float]

CLEAR = 5
"""px a cell stays clear of the rulings beside its column: 0.0025 of the longer side, as in ``ruled_rows``."""

OPENING = 1.5
"""So many times as wide against its height as the template a sheet may be two pages side by side; trimmed pages differ by a tenth."""

MIDDLE = (0.35, 0.65)
"""Share of the width of such a sheet between which the middle of a page alone on it lies; those of two pages lie at 0.25 and 0.75."""

DOUBLE = 12
"""px; two edges of columns nearer than this are one ruling, as in ``_grid``."""


@dataclass(frozen=True, slots=True)
class DrawnCells:
    """Find cells by the template of the book.

    Attributes:
        picture: file of the template beside the form: grey, half the size of the cleaned page.
        cells: left, top, width and height of each column's cell of the first entry, as shares of the template's sides.
        starts: how far right and down each entry begins from the first, as shares of the template's sides.
        numbers: left and width, as shares of the template's width, of the column of the running numbers of a table in which nothing
            printed parts the rows: each cell is then a whole column, and a row begins where its number stands. Nothing elsewhere.
        least: share of the template's pieces that a page must show.
    """

    picture: str = ""
    cells: Mapping[str, Share] = field(default_factory=dict)
    starts: Sequence[Share] = ((0.0, 0.0),)
    numbers: Share = ()
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
        through, share = _laid(known, sheet)
        if share < self.least:
            return []
        high, wide = known.grey.shape
        to_sheet = np.diag([1 / SCALE, 1 / SCALE, 1.0]) @ through @ np.diag([wide, high, 1.0])
        height, width = sheet.picture.shape[:2]
        if self.numbers:
            columns = {name: _projected(tuple(self.cells[name]), to_sheet).inside(width, height) for name in self.cells}
            (left, wide_of), (_, top, _, tall) = self.numbers, next(iter(self.cells.values()))
            numbers = _projected((left, top, wide_of, tall), to_sheet).inside(width, height)
            return _by_writing(sheet, columns, numbers, form)
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
        _, share = _laid(_print(loader.beside(self.picture)), sheet)
        return min(1.0, 0.5 * share / self.least)


def _laid(known: Print, sheet: Sheet) -> tuple[Homography, float]:
    """Return how the print lies on a sheet and the share of its pieces seen there; none of an opening, which holds two such pages.

    A sheet may be wide because its page was not taken out of what lies beside it; the print then lies in its middle.
    """
    (high, wide), (height, width) = known.grey.shape, sheet.picture.shape[:2]
    page = small(sheet.picture)
    through, share = laid_over(known, page)
    if width * high > OPENING * height * wide:
        middle = float(project(np.array([[wide / 2, high / 2]]), through)[0, 0]) / page.shape[1]
        if not MIDDLE[0] <= middle <= MIDDLE[1]:
            return np.eye(3), 0.0
    return through, share


def _by_writing(sheet: Sheet, columns: Mapping[str, Box], numbers: Box, form: Form) -> list[Cell]:
    """Return the cells of each row of a table in which nothing printed parts the rows.

    Args:
        sheet: levelled.
        columns: px of the sheet.
        numbers: the column of the running numbers, px of the sheet.
        form: its columns in order.
    """
    top, foot = min(box.y for box in columns.values()), max(box.bottom for box in columns.values())
    upright = _edges([x for box in (numbers, *columns.values()) for x in (box.x, box.right)])
    body = Box(upright[0], top, max(1, upright[-1] - upright[0]), max(1, foot - top))
    place = min(range(len(upright) - 1), key=lambda place: abs(upright[place] - numbers.x))
    return [
        Cell(column.name, entry, Box(box.x + CLEAR, above, max(1, box.w - 2 * CLEAR), max(1, below - above)))
        for entry, (above, below) in enumerate(cases(sheet.picture, body, upright, place))
        for column in form.columns
        for box in (columns[column.name],)
    ]


def _edges(places: Sequence[int]) -> list[int]:
    """Return the x of the rulings between columns, px, left to right: where one column ends the next begins."""
    edges: list[int] = []
    for x in sorted(places):
        if not edges or x - edges[-1] > DOUBLE:
            edges.append(x)
    return edges if len(edges) > 1 else [edges[0], edges[0] + 1]


def _projected(shares: tuple[float, ...], to_sheet: np.ndarray) -> Box:
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
