"""Finds where a page has no paper: torn corners, holes, what lies over it. A cell there is torn and gets no proposal, ever."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.entries import Ink
from pipeline.geometry import Box, Homography
from pipeline.sheets import Cell, Picture

SMALL = 512
"""Longer side, px, of the copy that is looked at: four times coarser than 200 dpi, thinner than which no hole is looked for."""

DARK = 0.45
"""What is darker than this share of the paper around the middle of the page is no paper: shadows and stains stay lighter."""

THICK = 9
"""Dark places thinner than this are strokes, rulings and stamps, px of the small copy (3 mm of an A4 page)."""

LEAST_HOLE = 0.0006
"""Share of the picture below which a dark place inside the paper is a blot (an A4 page: 6 x 6 mm)."""

TOUCHED = 0.03
"""A cell is torn from this share of it on."""


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
    grey = cv2.cvtColor(cv2.resize(sampled, size, interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2GRAY)
    middle = grey[size[1] // 4 : -(size[1] // 4) or None, size[0] // 4 : -(size[0] // 4) or None]
    below = (grey < DARK * float(np.percentile(middle, 60))).astype(np.uint8)
    dark = cv2.morphologyEx(
        cv2.copyMakeBorder(below, THICK, THICK, THICK, THICK, cv2.BORDER_REPLICATE),
        cv2.MORPH_OPEN,
        cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (THICK, THICK)),
    )[THICK:-THICK, THICK:-THICK]
    _, labels, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(dark), connectivity=8)
    large = stats[:, cv2.CC_STAT_AREA] >= LEAST_HOLE * grey.size
    large[0] = False
    return Missing(large[labels].astype(np.uint8), size[0] / width)


def with_paper(cells: Sequence[Cell], lost: Missing, to_scan: Homography) -> list[Cell]:
    """Return the cells, those whose paper is missing or covered marked as torn.

    Args:
        cells: boxes in px of a sheet.
        lost: where the delivered picture shows no paper.
        to_scan: (3, 3) homography from the sheet to the delivered picture.
    """
    if not cells or not lost.mask.any():
        return list(cells)
    mask = _on_sheet(lost, to_scan, (max(cell.box.right for cell in cells), max(cell.box.bottom for cell in cells)))
    return [replace(cell, ink=Ink.TORN) if _share(mask, cell.box, lost.scale) >= TOUCHED else cell for cell in cells]


def _on_sheet(lost: Missing, to_scan: Homography, size: tuple[int, int]) -> NDArray[np.uint8]:
    """Return the (h, w) mask as it lies on a sheet of so many px, at the same scale; what lies outside the picture is missing."""
    there = np.diag([lost.scale, lost.scale, 1.0]) @ to_scan @ np.diag([1 / lost.scale, 1 / lost.scale, 1.0])
    shape = (round(size[0] * lost.scale) + 1, round(size[1] * lost.scale) + 1)
    flags = cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpPerspective(lost.mask, there, shape, flags=flags, borderValue=(1,)), np.uint8)


def _share(mask: NDArray[np.uint8], box: Box, scale: float) -> float:
    """Return which share of a box in px of the sheet lies on no paper."""
    top, left = round(box.y * scale), round(box.x * scale)
    part = mask[top : max(round(box.bottom * scale), top + 1), left : max(round(box.right * scale), left + 1)]
    return float(part.mean()) if part.size else 1.0
