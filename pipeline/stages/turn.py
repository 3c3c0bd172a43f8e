"""Turns a page that lies on its side by 90 degrees.

Method: written lines make the sums of ink along their direction vary more than across it (projection profile, after
Postl 1986). Upside down cannot be told from the profile; the flow tries it when no printed label is found.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.sheets import Picture, Sheet

SMALL = 700
"""Longer side, px, of the picture that is looked at: lines of text are then 3 to 10 px high."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Turn a page that lies on its side.

    Attributes:
        least_ratio: how much stronger the lines must be across than along before the page is turned.
    """

    least_ratio: float = 1.6

    def __call__(self, sheet: Sheet) -> Sheet:
        """Return the sheet turned clockwise by 90 degrees if its lines stand upright."""
        rows, columns = strength(sheet.picture)
        if rows == 0.0 or columns < self.least_ratio * rows:
            return sheet
        return quarter(sheet, 1)


def quarter(sheet: Sheet, times: int) -> Sheet:
    """Return the sheet turned clockwise by ``times`` quarters, 1 to 3."""
    height, width = sheet.picture.shape[:2]
    turned = np.ascontiguousarray(np.rot90(sheet.picture, -times))
    back = {
        1: [[0, 1, 0], [-1, 0, height], [0, 0, 1]],
        2: [[-1, 0, width], [0, -1, height], [0, 0, 1]],
        3: [[0, -1, width], [1, 0, 0], [0, 0, 1]],
    }[times]
    return sheet.then(f"turn {90 * times}", turned, np.array(back, np.float64))


def strength(picture: Picture) -> tuple[float, float]:
    """Return how strongly ink is arranged in rows and in columns, 0.0 where there is no ink.

    Args:
        picture: (H, W, 3) uint8 RGB.
    """
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    scale = min(1.0, SMALL / max(grey.shape))
    size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
    grey = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    ink = cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, np.ones((9, 9), np.uint8))
    ink = np.where(ink > 25, ink, 0).astype(np.uint8)
    for kernel in (np.ones((1, 41), np.uint8), np.ones((41, 1), np.uint8)):
        ink = cv2.subtract(ink, cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel))  # ruled lines run both ways
    margin_y, margin_x = ink.shape[0] // 12, ink.shape[1] // 12
    inner = ink[margin_y : ink.shape[0] - margin_y, margin_x : ink.shape[1] - margin_x].astype(np.float64)
    return _variation(inner.mean(axis=1)), _variation(inner.mean(axis=0))


def _variation(profile: NDArray[np.float64]) -> float:
    return float(np.abs(np.diff(profile)).mean()) if profile.size > 1 else 0.0
