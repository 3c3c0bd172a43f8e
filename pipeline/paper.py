"""Finds where a page has no paper: torn corners, holes, what lies over it or is seen behind. A cell there is torn and gets no proposal, ever."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline import lines_beside
from pipeline.connected import connected
from pipeline.coverings import Outline, outline
from pipeline.entries import Ink
from pipeline.geometry import Box, project
from pipeline.sheets import Cell, Picture, Sheet
from pipeline.small_copies import shrunk
from pipeline.surfaces import STEP, STROKE, Surfaces, outlined, surfaces

SMALL = 512
"""Longer side, px, of the copy that is looked at: four times coarser than 200 dpi, thinner than which no hole is looked for."""

DARK = 0.45
"""What is darker than this share of the paper around the middle of the page is no paper: shadows and stains stay lighter."""

THICK = 9
"""Dark places thinner than this are strokes, rulings and stamps, px of the small copy (3 mm of an A4 page)."""

LEAST_HOLE = 0.0006
"""Share of the picture below which a dark place inside the paper is a blot (an A4 page: 6 x 6 mm)."""

LEAST_WRITTEN = 0.01
"""Share of a surface that strokes cover below which it is no paper of the page. Measured: 0.0054 at most on what lies in a gap (its
frayed rim), 0.0185 at least within stains of worn pages, 0.08 on paper (2026-11-26)."""

LEAST_COVER = 0.0012
"""Share of the picture below which a written surface is no slip (an A4 page: 9 x 9 mm)."""

LARGEST = 0.5
"""Share of the page above which a written surface beside it is no slip but a page itself, or a part of it in shadow."""

GRID = 8
"""Steps, px of the small copy, between the points that are carried from the sheet to the picture; between them the way is straight."""

TOUCHED = 0.03
"""A cell is torn from this share of it on."""

OTHER = 0.4
"""Likeness of its lines and those beside it below which a written surface is of other paper, see ``pipeline.lines_beside``."""

Grey = NDArray[np.uint8]
"""(h, w) uint8."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Where a delivered picture shows no paper.

    Attributes:
        mask: (h, w) uint8 of a small copy, 1 where there is none.
        doubtful: (h, w) uint8 of the same copy, 1 in a written surface that may be of the page, in another light, or of other paper.
        scale: px of the small copy for each px of the delivered picture.
    """

    mask: Grey
    doubtful: Sequence[Grey]
    scale: float


def missing(picture: Picture, width: int) -> Missing:
    """Return where there is no paper: dark even places as large as a finger that reach in from the rim, or holes.

    Args:
        picture: (H, W, 3) uint8 RGB, the delivered picture or a smaller copy of it.
        width: of the delivered picture, px.
    """
    rows, columns = picture.shape[:2]
    factor = min(1.0, SMALL / max(rows, columns))
    size = (max(1, round(columns * factor)), max(1, round(rows * factor)))
    step = max(1, int(0.5 / factor))
    sampled = np.ascontiguousarray(picture[::step, ::step])
    small = shrunk(sampled, size)
    grey = _grey(small)
    middle = grey[size[1] // 4 : -(size[1] // 4) or None, size[0] // 4 : -(size[0] // 4) or None]
    below = (grey < DARK * float(np.percentile(middle, 60))).astype(np.uint8)
    dark = cv2.morphologyEx(
        cv2.copyMakeBorder(below, THICK, THICK, THICK, THICK, cv2.BORDER_REPLICATE),
        cv2.MORPH_OPEN,
        cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (THICK, THICK)),
    )[THICK:-THICK, THICK:-THICK]
    places = connected(np.ascontiguousarray(dark))
    large = places.stats[:, cv2.CC_STAT_AREA] >= LEAST_HOLE * grey.size
    large[0] = False
    strange, doubtful = _strange(small, sampled)
    return Missing(places.each(large) | strange, doubtful, size[0] / width)


def _strange(small: Picture, larger: Picture) -> tuple[Grey, list[Grey]]:
    """Return 1 where a small (h, w, 3) copy of a larger one shows another surface than its paper, lighter or darker, and what may be one.

    Such a surface is set off from the paper by a step all around. Either nothing is written or ruled on it, or it has another colour
    and the strokes of the paper end at its outline: a slip with writing. A shadow or a stain begins softly or lets the writing
    through. What is written on and no stain may be of the page or not: its lines say so later, on the straightened page.
    """
    first, grey = surfaces(small), _grey(small)
    mask: Grey = np.zeros_like(grey)
    doubtful: list[Grey] = []
    for number, paper, bare in _set_off(first, grey):
        rim = outline(first, larger, number, paper)
        if bare and (rim.whiter or not rim.shines):  # no stain makes paper lighter
            mask[first.labels == number] = 1
        elif not bare and rim.covers:
            mask |= _filled(rim, mask.shape)
        elif not bare and rim.meets and not rim.stained:
            doubtful.append(_filled(rim, mask.shape))
    second = outlined(first)
    for number, paper, bare in _set_off(second, grey):
        same = int(np.bincount(first.labels[second.labels == number]).argmax())
        if bare or 2 * second.areas[number] >= first.areas[same]:
            continue  # it was looked at already
        rim = outline(second, larger, number, paper)
        if rim.meets and not rim.stained:
            doubtful.append(_filled(rim, mask.shape))
    return np.asarray(cv2.dilate(mask, np.ones((5, 5), np.uint8)), np.uint8), doubtful


def _set_off(found: Surfaces, grey: Grey) -> Iterator[tuple[int, int, bool]]:
    """Yield the surfaces of an (h, w) copy that may be no paper of the page: number, that of the paper, whether nothing is written on it."""
    apart = cv2.erode((found.labels > 0).astype(np.uint8), np.ones((STROKE, STROKE), np.uint8)) > 0
    stroke = apart & (cv2.subtract(_grey(found.bare), grey) > STEP)
    stroke[_rim(stroke.shape)] = (
        False  # a strip of paper between a slip and the rim of the picture is no stroke on the slip
    )
    areas, written = (np.bincount(found.labels[part], minlength=len(found.areas)) for part in (apart, stroke))
    if not written.max():  # of a picture without writing nobody can say what is its paper
        return
    most = int(np.argmax(written))
    paper = _in_the_middle(found, stroke) or most
    for number in np.flatnonzero(found.areas >= LEAST_HOLE * grey.size).tolist():
        bare = bool(written[number] < LEAST_WRITTEN * areas[number])  # a thin one shows nowhere whether it is
        if number not in {0, most} and (bare or _may_lie_on(found, number, paper)):
            yield number, paper, bare


def _filled(rim: Outline, shape: tuple[int, ...]) -> Grey:
    """Return 1 within the outline of a surface on an (h, w) copy of that shape."""
    within = cv2.fillPoly(np.zeros(shape, np.uint8), [rim.around.round().astype(np.int32)], (1,))
    return np.asarray(within, np.uint8)


def _rim(shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Return where an (h, w) copy of that shape is nearer to its rim than half a stroke."""
    rim = np.ones(shape, np.bool_)
    rim[STROKE // 2 : -(STROKE // 2), STROKE // 2 : -(STROKE // 2)] = False
    return rim


def _in_the_middle(found: Surfaces, stroke: NDArray[np.bool_]) -> int:
    """Return the number of the surface with most of the (h, w) strokes of the middle of the picture: where its page is, 0 without any."""
    rows, columns = (slice(side // 4, -(side // 4) or None) for side in stroke.shape)
    return int(np.argmax(np.bincount(found.labels[rows, columns][stroke[rows, columns]], minlength=1)))


def _may_lie_on(found: Surfaces, number: int, paper: int) -> bool:
    """Return whether a written surface has the size of a thing that people lay on the page with the number ``paper``."""
    return number != paper and LEAST_COVER * found.labels.size <= found.areas[number] <= LARGEST * found.areas[paper]


def _grey(picture: Picture) -> Grey:
    """Return an (h, w, 3) picture without colour."""
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)


def with_paper(cells: Sequence[Cell], lost: Missing, sheet: Sheet) -> list[Cell]:
    """Return the cells, those whose paper is missing or covered marked as torn.

    Args:
        cells: boxes in px of the sheet.
        lost: where the delivered picture shows no paper.
        sheet: the straightened page.
    """
    if not cells or not (lost.mask.any() or lost.doubtful):
        return list(cells)
    way = _way(sheet, lost.scale)
    mask = _seen(lost.mask, way, outside=1)
    for there in _of_other_paper([_seen(one, way, outside=0) for one in lost.doubtful], sheet):
        mask |= cv2.dilate(there, np.ones((5, 5), np.uint8)).astype(np.uint8)
    return [replace(cell, ink=Ink.TORN) if _share(mask, cell.box, lost.scale) >= TOUCHED else cell for cell in cells]


def _of_other_paper(parts: Sequence[Grey], sheet: Sheet) -> list[Grey]:
    """Return those (h, w) parts of a sheet whose lines are others than those beside them."""
    if not parts:
        return []
    ink = lines_beside.inked(sheet.glance(lines_beside.SMALL))
    found = []
    for part in parts:
        sized = np.asarray(cv2.resize(part, ink.shape[::-1], interpolation=cv2.INTER_NEAREST), np.uint8)
        likeness = lines_beside.alike(ink, sized)
        if likeness is not None and likeness < OTHER:
            found.append(part)
    return found


def _way(sheet: Sheet, scale: float) -> NDArray[np.float32]:
    """Return the (h, w, 2) x, y on a small copy of the delivered picture of each point of a sheet that is made as small.

    Args:
        sheet: the page.
        scale: px of the copy for each px of the delivered picture.
    """
    down, across = (round(side * scale) + 1 for side in sheet.picture.shape[:2])
    columns, rows = (np.arange(-1, -(-side // GRID) + 1) * GRID + (GRID - 1) / 2 for side in (across, down))
    places = np.stack(np.meshgrid(columns, rows), axis=-1).reshape(-1, 2) / scale
    there = (project(places, sheet.to_scan) * scale).astype(np.float32).reshape(len(rows), len(columns), 2)
    fine = cv2.resize(there, None, fx=GRID, fy=GRID, interpolation=cv2.INTER_LINEAR)
    return np.asarray(fine[GRID : GRID + down, GRID : GRID + across], np.float32)


def _seen(mask: Grey, way: NDArray[np.float32], outside: int) -> Grey:
    """Return the (h, w) mask of a small copy as a sheet shows it; ``outside`` is what lies outside the picture."""
    x, y = cv2.split(way)
    found = cv2.remap(mask, x, y, cv2.INTER_NEAREST, borderMode=cv2.BORDER_CONSTANT, borderValue=outside)
    return np.asarray(found, np.uint8)


def _share(mask: NDArray[np.uint8], box: Box, scale: float) -> float:
    """Return which share of a box in px of the sheet lies on no paper."""
    top, left = round(box.y * scale), round(box.x * scale)
    part = mask[top : max(round(box.bottom * scale), top + 1), left : max(round(box.right * scale), left + 1)]
    return float(part.mean()) if part.size else 1.0
