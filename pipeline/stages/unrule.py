"""Takes ruled and dotted lines off a page and strengthens what is left, for finding labels and ink.

Method: long thin runs by opening (morphology); dots are specks that stand in a row with many others at the same height.
A dot of an "i" or a tone mark has no such neighbours and stays. On dotted forms Tesseract's sparse mode is three times
faster without the dots (4.7 s against 1.6 s a page, 2026-11-24). Ink is what is darker than one level, for the light is even: local
thresholds find no more (docs/parts.md).
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.connected import connected
from pipeline.sheets import Sheet

PAPER = 245
"""Grey level that paper has after the stage ``level`` and keeps here."""

BESIDE = 60
"""px to both sides in which a dot's company is counted."""


@dataclass(frozen=True, slots=True)
class Unrule:
    """Take ruled and dotted lines off.

    Attributes:
        run: px, a thin run at least this long is a ruled line.
        speck: px, a dot is at most this wide and high.
        company: dots within 60 px at the same height that make a dotted line.
    """

    run: int = 70
    speck: int = 6
    company: int = 5

    def __call__(self, sheet: Sheet) -> Sheet:
        """Return the sheet in grey, without ruled and dotted lines."""
        # Stamps and brown stains are pale in red light, blue ink is dark; a red pen stays visible.
        red = cv2.extractChannel(sheet.picture, 0)
        mixed = cv2.addWeighted(red, 0.5, cv2.cvtColor(sheet.picture, cv2.COLOR_RGB2GRAY), 0.5, 0)
        grey = mixed.astype(np.uint8, copy=False)
        ink = (grey < 190).astype(np.uint8)
        lines = self._ruled(ink) | self._dotted(ink)
        grey[cv2.dilate(lines, np.ones((3, 3), np.uint8)) > 0] = PAPER
        ink_depth = max(40.0, PAPER - float(np.percentile(_inner(grey)[::4, ::4], 0.7)))
        table = np.clip(PAPER - (PAPER - np.arange(256)) * (200.0 / ink_depth), 0, 255).astype(np.uint8)
        stronger = cv2.cvtColor(cv2.LUT(grey, table), cv2.COLOR_GRAY2RGB)
        return sheet.then("unrule", stronger.astype(np.uint8, copy=False))

    def _ruled(self, ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return the (H, W) uint8 mask of thin long runs, level or upright."""
        lines = np.zeros_like(ink)
        for long, thick in (((1, self.run), (5, 1)), ((self.run, 1), (1, 5))):
            runs = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(long, np.uint8))
            bars = cv2.morphologyEx(runs, cv2.MORPH_OPEN, np.ones(thick, np.uint8))
            lines |= cv2.subtract(runs, bars).astype(np.uint8, copy=False)
        return lines

    def _dotted(self, ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return the (H, W) uint8 mask of dots that stand in rows."""
        specks = connected(ink)
        stats, centres = specks.stats, specks.centres
        small = (stats[:, cv2.CC_STAT_WIDTH] <= self.speck) & (stats[:, cv2.CC_STAT_HEIGHT] <= self.speck)
        small[0] = False
        where = np.round(centres[small]).astype(np.int64)
        rows = np.zeros(len(stats), bool)
        rows[np.flatnonzero(small)] = _beside(where) > self.company
        return specks.each(rows)


def _beside(places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how many of the (N, 2) x, y places lie within ``BESIDE`` px left or right and a row up or down of each, (N,), itself included."""
    if not places.size:
        return np.zeros(0, np.int64)
    wide = int(places[:, 0].max()) + 2 * BESIDE + 2
    order = np.unique(places[:, 1] * wide + places[:, 0] + BESIDE)  # two at one place are one
    count = np.zeros(len(places), np.int64)
    for row in (-1, 0, 1):
        at = (places[:, 1] + row) * wide + places[:, 0] + BESIDE
        count += np.searchsorted(order, at + BESIDE, "right") - np.searchsorted(order, at - BESIDE)
    return count


def _inner(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the (H, W) picture without its outer twentieth, where a dark table may show beside the page."""
    y, x = (max(1, side // 20) for side in grey.shape)
    return grey[y:-y, x:-x] if min(grey.shape) > 40 else grey
