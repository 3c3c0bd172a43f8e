"""Finds where a page has no paper: torn corners, holes, what lies over it. A cell there is torn and gets no proposal, ever."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.connected import connected
from pipeline.entries import Ink
from pipeline.geometry import Box, Way, project
from pipeline.sheets import Cell, Picture
from pipeline.small_copies import shrunk
from pipeline.surfaces import STEP, STROKE, surfaces

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

TOUCHED = 0.03
"""A cell is torn from this share of it on."""

Grey = NDArray[np.uint8]
"""(h, w) uint8."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Where a delivered picture shows no paper.

    Attributes:
        mask: (h, w) uint8 of a small copy, 1 where there is none.
        scale: px of the small copy for each px of the delivered picture.
    """

    mask: NDArray[np.uint8]
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
    grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.uint8)
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
    return Missing(places.each(large) | _strange(small, grey), size[0] / width)


def _strange(small: Picture, grey: Grey) -> Grey:
    """Return 1 where a small (h, w, 3) copy shows another surface than its paper, whether lighter or darker.

    Such a surface is set off from the paper by a step all around, and nothing is written or ruled on it. A shadow or a stain
    either begins softly or lets the writing through.
    """
    bare, labels, whole = surfaces(small)
    count = len(whole)
    inner = cv2.erode((labels > 0).astype(np.uint8), np.ones((STROKE, STROKE), np.uint8)) > 0
    stroke = cv2.subtract(cv2.cvtColor(bare, cv2.COLOR_RGB2GRAY), grey) > STEP
    areas = np.bincount(labels[inner], minlength=count)
    written = np.bincount(labels[inner & stroke], minlength=count)
    strange = (whole >= LEAST_HOLE * grey.size) & (areas > 0) & (written < LEAST_WRITTEN * areas)
    strange[0] = False
    strange &= written.max() > 0  # of a picture without writing nobody can say what is its paper
    strange[int(np.argmax(written))] = False
    return np.asarray(cv2.dilate(strange[labels].astype(np.uint8), np.ones((5, 5), np.uint8)), np.uint8)


def with_paper(cells: Sequence[Cell], lost: Missing, to_scan: Way) -> list[Cell]:
    """Return the cells, those whose paper is missing or covered marked as torn.

    Args:
        cells: boxes in px of a sheet.
        lost: where the delivered picture shows no paper.
        to_scan: the way from the sheet to the delivered picture.
    """
    if not cells or not lost.mask.any():
        return list(cells)
    mask = _on_sheet(lost, to_scan, (max(cell.box.right for cell in cells), max(cell.box.bottom for cell in cells)))
    return [replace(cell, ink=Ink.TORN) if _share(mask, cell.box, lost.scale) >= TOUCHED else cell for cell in cells]


def _on_sheet(lost: Missing, to_scan: Way, size: tuple[int, int]) -> NDArray[np.uint8]:
    """Return the (h, w) mask as it lies on a sheet of so many px, at the same scale; what lies outside the picture is missing."""
    across, down = (np.arange(round(side * lost.scale) + 1) for side in size)
    x, y = np.meshgrid(across, down)
    places = np.column_stack([x.ravel(), y.ravel()]) / lost.scale
    there = (project(places, to_scan) * lost.scale).round().astype(np.int64)
    rows, columns = lost.mask.shape
    inside = ((there >= 0) & (there < (columns, rows))).all(axis=1)
    mask = np.ones(len(there), np.uint8)
    mask[inside] = lost.mask[there[inside, 1], there[inside, 0]]
    return mask.reshape(x.shape)


def _share(mask: NDArray[np.uint8], box: Box, scale: float) -> float:
    """Return which share of a box in px of the sheet lies on no paper."""
    top, left = round(box.y * scale), round(box.x * scale)
    part = mask[top : max(round(box.bottom * scale), top + 1), left : max(round(box.right * scale), left + 1)]
    return float(part.mean()) if part.size else 1.0
