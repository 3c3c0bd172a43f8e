"""Builds the template of a book whose printed form nobody has described, and proposes its cells.

All pages of a book are one printed form. They are laid over each other; what is dark on three of four of them is print, what
differs is handwriting. On that print each dotted or solid ruling under a space to write in, or each field of a ruled table, is a
cell; the words before it, or over it, are its label, and the label proposes the ministry column. A person names and corrects the
cells and saves them as a form of the office's own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np

from pipeline import template_cells, template_names, template_pages
from pipeline.alignment import Grey, Print, enlarged, laid_over
from pipeline.errors import UsageError
from pipeline.geometry import Homography
from pipeline.layouts.drawn_cells import DrawnCells
from pipeline.recognisers.tesseract import Tesseract
from pipeline.sheets import Picture, Sheet
from pipeline.stages.print_only import PrintOnly
from pipeline.stages.unrule import Unrule
from pipeline.template_cells import Drawn, Proposal
from pipeline.template_pages import Taken
from pipeline.template_rulings import by_rulings
from pipeline.template_tables import Shown

PAGES = 8
"""Pages that are laid over each other: with more the print becomes no clearer."""

PRINTED = 75
"""Percentile of brightness that is kept: print is dark on three of four pages, a hand writes a spot on fewer."""

LEAST = DrawnCells().least
"""Share of the pieces of one page that another page must show to be of the same print: what the layout will ask."""

HEADER = 4
"""Times the template's size at which a header is handed to Tesseract, which reads cells at 0.4 of their size: 0.8 of a cleaned page."""

RULING = 4
"""px at half size: what is cut off a header with the rulings around it."""

TRIED = 4
"""Pages that most others agree with, of which the best is the base; laying one page over another takes 0.06 s (2026-11-26)."""


@dataclass(frozen=True, slots=True)
class Template:
    """What the pages of a book have in common.

    Attributes:
        picture: (H, W) uint8 grey print at half the size of a cleaned page.
        cells: proposed cells of the first entry, in reading order.
        starts: how far right and down each entry begins from the first, as shares of the picture's sides.
        used: pages it was built from, each its picture and which half of an opening it is, '' where the picture is the page.
        by_writing: whether each cell is a whole column whose rows are found by their writing on each page.
        unlike: pages that were looked at and show another print, or show it too poorly: cells may not be found on them either.
        unread: pictures that cannot be read at all.
    """

    picture: Grey
    cells: tuple[Drawn, ...]
    starts: tuple[tuple[float, float], ...]
    used: tuple[tuple[Path, str], ...]
    by_writing: bool = False
    unlike: tuple[tuple[Path, str], ...] = ()
    unread: tuple[Path, ...] = ()

    @property
    def pages(self) -> int:
        """How many pages it was built from."""
        return len(self.used)


def _untold(_: float) -> None:
    """Tell nobody."""


def built(pictures: Sequence[Path], register: str, told: Callable[[float], None] = _untold) -> Template:
    """Build the template from pages of one book.

    Args:
        pictures: files of its pages, upright; pages that cannot be read or are of another print are passed over.
        register: ``KS``, ``KH``, ``KT``, ``CMC`` or ``HN``: whose columns the labels may name.
        told: called with the share of the work that is done, 0.0 to 1.0; the last fifth is reading the print.

    Raises:
        UsageError: no page can be read.
        MissingPart: Tesseract is not installed.
    """
    files = pictures[: 2 * PAGES]
    pages, unread = template_pages.taken(files, 2 * PAGES, lambda share: told(0.8 * share))
    if not pages:
        raise UsageError("Không đọc được trang nào của sổ để làm mẫu. Hãy đưa ảnh các trang vào sổ trước.")
    pages = pages[: 2 * PAGES]
    greys = [page.grey for page in pages]
    first, places = _middlemost(greys)
    picture, places = _refined(pages, first, places)
    alike = [(page, through) for page, through in zip(pages, places, strict=True) if through is not None][:PAGES]
    shown = [Shown(_carried(page.grey, through, picture.shape), page.grid, through) for page, through in alike]
    engine = Tesseract()
    found = template_cells.proposed(picture, engine.words(_print(picture)), shown)
    unlike = tuple(page.name for page, through in zip(pages, places, strict=True) if through is None)
    cells = _headed(picture, found, register, engine)
    used = tuple(page.name for page, _ in alike)
    return Template(_ruled_only(picture, found), cells, found.starts, used, found.by_writing, unlike, unread)


def _headed(picture: Grey, found: Proposal, register: str, engine: Tesseract) -> tuple[Drawn, ...]:
    """Return the cells with the columns that their labels propose; headers of a table that say nothing are read again one by one.

    What is read of a header of which nothing was read is its label, also where it names no column.

    Args:
        picture: (H, W) uint8 grey print.
        found: what is proposed for it.
        register: whose columns the labels may name.
        engine: what reads print.
    """
    cells = template_names.named(found.cells, register)
    unnamed = [place for place, cell in enumerate(cells) if not cell.column]
    if found.header is None or not unnamed:
        return tuple(cells)
    shown = [_header_of(picture, cells[place], found.header) for place in unnamed]
    again = list(found.cells)
    for place, texts in zip(unnamed, engine.read(shown, ["free_text"] * len(shown)), strict=True):
        if texts:
            again[place] = replace(again[place], label=texts[0].text)
    read = template_names.named(again, register)
    best = max(cells, read, key=lambda some: sum(bool(cell.column) for cell in some))
    return tuple(
        cell if cell.label else replace(cell, label=other.label, title=cell.title or other.label)
        for cell, other in zip(best, again, strict=True)
    )


def _ruled_only(picture: Grey, found: Proposal) -> Grey:
    """Return an (H, W) uint8 print with nothing but the rulings between columns, and at the foot, in the body of its table.

    What else is left there is writing that stood at one place on three of four pages, as dark as print: no other page shows it, and
    a page that is asked for it would be taken for one of another print. Rulings between rows are crossed by writing on each page and
    seen no better: of the pieces of drawn tables pages showed 0.29 to 0.53 with them, 0.6 to 1.0 without (2026-11-26).
    """
    if found.header is None or not found.cells:
        return picture
    high, wide = picture.shape
    edges = [_px(side, wide) for cell in found.cells for side in (cell.box[0], cell.box[0] + cell.box[2])]
    tops = [cell.box[1] + down for cell in found.cells[:1] for _, down in found.starts]
    rows = [_px(side, high) for top in tops for side in (top, top + found.cells[0].box[3])]
    head = picture[_px(found.header[0], high) : _px(found.header[1], high), min(edges) : max(edges)]
    body = (slice(min(rows), max(rows)), slice(min(edges), max(edges)))
    shade = np.zeros((high, wide), bool)
    shade[body] = True
    for x in edges:
        shade[:, max(0, x - RULING) : x + RULING + 1] = False
    shade[: min(rows) + RULING + 1] = shade[max(0, max(rows) - RULING) :] = False
    return np.where(shade, np.uint8(np.percentile(head, 95)), picture)


def _header_of(picture: Grey, cell: Drawn, header: tuple[float, float]) -> Picture:
    """Return the header over a column of an (H, W) uint8 print within its rulings, (h, w, 3) at ``HEADER`` times its size."""
    high, wide = picture.shape
    left, right = _px(cell.box[0], wide) + RULING, _px(cell.box[0] + cell.box[2], wide) - RULING
    top, foot = _px(header[0], high) + RULING, _px(header[1], high) - RULING
    top, left = min(top, high - 1), min(left, wide - 1)
    part = picture[top : max(foot, top + 1), left : max(right, left + 1)]
    larger = cv2.resize(part, None, fx=HEADER, fy=HEADER, interpolation=cv2.INTER_CUBIC)
    return np.asarray(cv2.cvtColor(larger, cv2.COLOR_GRAY2RGB), np.uint8)


def _px(share: float, length: int) -> int:
    """Return a share of a side in px of it, within the picture."""
    return min(length, max(0, round(share * length)))


def _middlemost(pages: Sequence[Grey]) -> tuple[int, list[Homography | None]]:
    """Return which page the others are laid over, and how it lies on each, None where it does not; all pages (H, W) uint8.

    It is the page that is seen best on most others: a cover, a blank page or one cut awry at the beginning of a book is none.
    """
    best: tuple[float, int, int, list[Homography | None]] = (0.0, -1, 0, [])
    tried = 0
    for number, page in enumerate(pages):
        known = Print.of(page)
        laid = [laid_over(known, other) if at != number else (np.eye(3), 1.0) for at, other in enumerate(pages)]
        seen = [share for _, share in laid if share > 0]
        one = (sum(seen), len(known.corners), -number, [through if share > 0 else None for through, share in laid])
        best = max(best, one, key=lambda found: found[:3])
        tried += 2 * sum(share >= LEAST for share in seen) > len(pages)
        if tried >= TRIED:
            break
    return -best[2], best[3]


def _refined(
    pages: Sequence[Taken], first: int, places: Sequence[Homography | None]
) -> tuple[Grey, list[Homography | None]]:
    """Return the print that pages have in common, and how it lies on each, None where it does not.

    A page is full of writing that no other shows: where little is printed on it, less than ``LEAST`` of its pieces are seen on the
    others, and those near the middle. So it is laid over them by its rulings too, and then what they have in common is.

    Args:
        pages: of the book.
        first: which of them the others are laid over.
        places: how that one lies on each, None where it does not.
    """
    greys, shape = [page.grey for page in pages], pages[first].grey.shape
    places = _by_rulings(pages, first, places)
    picture = _laid_together(greys, places, shape)
    for _ in range(2):
        known = Print.of(picture)
        laid = [laid_over(known, grey) for grey in greys]
        finer = [through if share >= LEAST else None for through, share in laid]
        if sum(one is not None for one in finer) < 2:
            break
        places = _by_rulings(pages, first, finer)
        picture = _laid_together(greys, places, shape)
    return picture, places


def _by_rulings(pages: Sequence[Taken], first: int, places: Sequence[Homography | None]) -> list[Homography | None]:
    """Return how one page lies on each, by the rulings of its table where it has one; arguments as of ``_refined``."""
    return [
        None if one is None else by_rulings(pages[first].grid, page.grid, one)
        for page, one in zip(pages, places, strict=True)
    ]


def _laid_together(pages: Sequence[Grey], places: Sequence[Homography | None], shape: tuple[int, ...]) -> Grey:
    """Return what (H, W) uint8 pages have in common, as high and wide as given; ``places`` as ``_middlemost`` returns them."""
    alike = [(page, through) for page, through in zip(pages, places, strict=True) if through is not None][:PAGES]
    laid = np.stack([_carried(page, through, shape) for page, through in alike])
    return np.asarray(np.percentile(laid, PRINTED, axis=0), np.uint8)


def _carried(page: Grey, through: Homography, shape: tuple[int, ...]) -> Grey:
    """Return an (H, W) uint8 page as it lies on the base, of which height and width are given; ``through`` maps the base to it."""
    back = cv2.WARP_INVERSE_MAP | cv2.INTER_LINEAR
    size = (shape[1], shape[0])
    return np.asarray(cv2.warpPerspective(page, through, size, flags=back, borderValue=(245,)), np.uint8)


def _print(picture: Grey) -> Picture:
    """Return the (H, W) uint8 template as Tesseract reads it: (2 H, 2 W, 3) without rulings."""
    return PrintOnly()(Unrule()(Sheet.of(enlarged(picture)))).picture
