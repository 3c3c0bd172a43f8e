"""Leaves out what is too large or too joined to be a printed letter, so that print is found fast among handwriting.

Source of the limits: on A4 forms printed letters of labels are below 2 % of the page's width; a stroke of joined
handwriting is often wider than 5 %. Rescues pages whose torn edge or shadow would drown the labels (5 labels found
without, 36 with, on the worst page of 2026-11-24).
"""

from dataclasses import dataclass

import cv2
import numpy as np

from pipeline.connected import connected
from pipeline.sheets import Sheet


@dataclass(frozen=True, slots=True)
class PrintOnly:
    """Leave out large strokes.

    Attributes:
        widest: a printed stroke is at most this share of the page's width wide.
        tallest: a printed stroke is at most this share of the page's width high.
    """

    widest: float = 0.05
    tallest: float = 0.036

    def __call__(self, sheet: Sheet) -> Sheet:
        """Return the sheet with print and small strokes only."""
        grey = cv2.cvtColor(sheet.picture, cv2.COLOR_RGB2GRAY)
        ink = (grey < 150).astype(np.uint8)
        strokes = connected(ink)
        stats = strokes.stats
        width = max(ink.shape)  # a landscape table has the same print as a portrait form: measure by A4's longer side
        short = width / 2**0.5
        large = (stats[:, cv2.CC_STAT_WIDTH] > self.widest * short) | (
            stats[:, cv2.CC_STAT_HEIGHT] > self.tallest * short
        )
        large[0] = False
        if not large.any():
            return sheet
        picture = sheet.picture.copy()
        picture[cv2.dilate(strokes.each(large), np.ones((5, 5), np.uint8)) > 0] = 245
        return sheet.then("print only", picture)
