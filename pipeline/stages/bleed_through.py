"""Takes off what shows through from the other side of the leaf, and the soft rims of stains.

Method: ink that has passed through paper has spread: its edges are soft and it is paler than what was written on this side.
Each stroke's steepest edge, as a share of its darkness, is compared with the sharp strokes around it, so that neither a faded
pen nor a blurred corner of a photograph is taken for the other side.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.connected import connected
from pipeline.sheets import Picture, Sheet

PAPER = 245
"""Grey level that paper has after the stage ``level``."""

FAINT = 20
"""Grey levels under the paper from which a pixel may be ink; the grain of levelled paper stays within."""

LEAST_AREA = 30
"""Strokes of fewer px are too small to tell how sharp they are: tone marks, points."""

RULING = 70
"""A level run of ink at least so long is a ruling, px."""

TILES = (6, 4)
"""Rows and columns of places whose sharp strokes are compared with."""

SHARP = 75
"""Percentile of a place's strokes that says how sharp and how dark writing is there."""

OF_PAGE = 0.9
"""Share of the whole page's sharpness and darkness that every place is held to at least: one may show the other side only."""


@dataclass(frozen=True, slots=True)
class BleedThrough:
    """Take off soft pale strokes.

    Attributes:
        softer: a stroke is of the other side if its edges are below this share of the sharpness around it,
        paler: and its darkness is below this share of the darkness around it.
        least: share of the page's ink that must be of the other side for anything to be taken off.
    """

    softer: float = 0.65
    paler: float = 0.65
    least: float = 0.01

    def __call__(self, sheet: Sheet) -> Sheet:
        """Return the sheet without the other side of its leaf."""
        if min(sheet.picture.shape[:2]) < 3 * max(TILES):
            return sheet
        depth = _depth(sheet.picture)
        ink = (depth > FAINT).astype(np.uint8)
        _, labels, stats, centres = connected(_unruled(ink))
        sharpness, darkness = _measured(depth, labels, np.flatnonzero(ink), len(stats))
        judged = stats[:, cv2.CC_STAT_AREA] >= LEAST_AREA
        judged[0] = False
        tiles = _tiles(centres, ink.shape)
        sharp, dark = (_around(values, tiles, judged, stats[:, cv2.CC_STAT_AREA]) for values in (sharpness, darkness))
        soft = judged & (sharpness < self.softer * sharp) & (darkness < self.paler * dark)
        if not soft.any() or stats[soft, cv2.CC_STAT_AREA].sum() < self.least * ink.sum():
            return sheet
        gone = soft.astype(np.uint8)[labels]
        strange = cv2.dilate(gone, np.ones((7, 7), np.uint8))
        kept = cv2.subtract(ink, gone)
        strange[cv2.dilate(kept, np.ones((3, 3), np.uint8)) > 0] = 0
        picture = sheet.picture.copy()
        picture[strange > 0] = PAPER
        return sheet.then("bleed through", picture)


def _depth(picture: Picture) -> NDArray[np.int16]:
    """Return how many grey levels below the paper each pixel is, (H, W), mostly in red light."""
    red = cv2.addWeighted(picture[..., 0], 0.5, cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), 0.5, 0)
    return np.int16(PAPER) - cv2.GaussianBlur(red, (3, 3), 0).astype(np.int16)


def _unruled(ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the (H, W) ink without level rulings, which would join the strokes of both sides."""
    runs = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, RULING), np.uint8))
    thin = cv2.subtract(runs, cv2.morphologyEx(runs, cv2.MORPH_OPEN, np.ones((6, 1), np.uint8)))
    return np.asarray(cv2.subtract(ink, cv2.dilate(thin, np.ones((3, 1), np.uint8))), np.uint8)


def _measured(
    depth: NDArray[np.int16], labels: NDArray[np.int32], places: NDArray[np.int64], count: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return for each of ``count`` strokes its steepest edges as a share of its darkness, and its darkness: power means of order 4.

    Args:
        depth: (H, W) grey levels below the paper.
        labels: (H, W) numbers of the strokes.
        places: (N,) where there is ink, in the pictures laid out flat.
        count: strokes there are, and one.
    """
    columns, flat = depth.shape[1], depth.ravel()
    places = places[(places > columns) & (places < flat.size - columns - 1)]
    across = flat[places + 1] - flat[places - 1]
    down = flat[places + columns] - flat[places - columns]
    owner = labels.ravel()[places]
    total = np.maximum(np.bincount(owner, minlength=count), 1)
    steep = (across.astype(np.float64) ** 2 + down.astype(np.float64) ** 2) ** 2 / 16
    edges = (np.bincount(owner, steep, count) / total) ** 0.25
    darkness = (np.bincount(owner, flat[places].astype(np.float64) ** 4, count) / total) ** 0.25
    return edges / np.maximum(darkness, 1), darkness


def _tiles(centres: NDArray[np.float64], shape: tuple[int, ...]) -> NDArray[np.int64]:
    """Return in which place of the page each stroke lies, (N,)."""
    down = np.minimum(np.nan_to_num(centres[:, 1]) / shape[0] * TILES[0], TILES[0] - 1).astype(np.int64)
    across = np.minimum(np.nan_to_num(centres[:, 0]) / shape[1] * TILES[1], TILES[1] - 1).astype(np.int64)
    return down * TILES[1] + across


def _around(
    values: NDArray[np.float64], tiles: NDArray[np.int64], judged: NDArray[np.bool_], areas: NDArray[np.int32]
) -> NDArray[np.float64]:
    """Return for each stroke the high percentile of the values around it, strokes weighed by their area, (N,)."""
    page = _percentile(values[judged], areas[judged])
    usual = np.array(
        [
            _percentile(values[here], areas[here]) if (here := judged & (tiles == tile)).any() else 0.0
            for tile in range(TILES[0] * TILES[1])
        ]
    )
    return np.asarray(np.maximum(usual, OF_PAGE * page)[tiles], np.float64)


def _percentile(values: NDArray[np.float64], areas: NDArray[np.int32]) -> float:
    """Return the ``SHARP`` percentile of some values, each weighed by its area; 0 of none."""
    if not values.size:
        return 0.0
    order = np.argsort(values)
    mass = np.cumsum(areas[order], dtype=np.float64)
    return float(values[order[int(np.searchsorted(mass, SHARP / 100 * mass[-1]))]])
