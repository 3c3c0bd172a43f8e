"""Takes ruled and dotted lines off a page, for the reading of printed labels only.

Method: long thin runs by opening (morphology); dots are specks that stand in a row with many others at the same height.
A dot of an "i" or a tone mark has no such neighbours and stays. On dotted forms Tesseract's sparse mode is four times
faster without the dots (4.7 s against 1.1 s a page, 2026-11-24).
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.sheets import Sheet


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
        """Return the sheet without ruled and dotted lines."""
        grey = cv2.cvtColor(sheet.picture, cv2.COLOR_RGB2GRAY)
        ink = (grey < 190).astype(np.uint8)
        lines = self._ruled(ink) | self._dotted(ink)
        grey[cv2.dilate(lines, np.ones((3, 3), np.uint8)) > 0] = 245
        ink_level = max(40.0, 245.0 - float(np.percentile(grey[::4, ::4], 0.7)))
        table = np.clip(245 - (245 - np.arange(256)) * (200.0 / ink_level), 0, 255).astype(np.uint8)
        return sheet.then("unrule", cv2.cvtColor(cv2.LUT(grey, table), cv2.COLOR_GRAY2RGB))

    def _ruled(self, ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return the (H, W) uint8 mask of thin long runs, level or upright."""
        lines = np.zeros_like(ink)
        for long, thick in (((1, self.run), (5, 1)), ((self.run, 1), (1, 5))):
            runs = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(long, np.uint8))
            bars = cv2.morphologyEx(runs, cv2.MORPH_OPEN, np.ones(thick, np.uint8))
            lines |= runs & ~bars
        return lines

    def _dotted(self, ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return the (H, W) uint8 mask of dots that stand in rows."""
        _, labels, stats, centres = cv2.connectedComponentsWithStats(ink, connectivity=8)
        small = (stats[:, cv2.CC_STAT_WIDTH] <= self.speck) & (stats[:, cv2.CC_STAT_HEIGHT] <= self.speck)
        small[0] = False
        specks = np.zeros(ink.shape, np.float32)
        where = np.round(centres[small]).astype(int)
        specks[where[:, 1], where[:, 0]] = 1.0
        around = cv2.boxFilter(specks, -1, (121, 3), normalize=False, borderType=cv2.BORDER_CONSTANT)
        rows = np.zeros(len(stats), bool)
        rows[np.flatnonzero(small)] = around[where[:, 1], where[:, 0]] > self.company
        dotted: NDArray[np.uint8] = rows[labels].astype(np.uint8)
        return dotted
