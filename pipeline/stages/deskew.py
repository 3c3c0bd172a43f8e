"""Turns the page so that its lines lie level.

Method: projection profile over small turns (Postl 1986), on ink points of a quarter of the size; coarse steps of half a
degree, then a twentieth. Ours: the rim of the page is ignored.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.sheets import Grey, Sheet

SMALL = 900
"""Longer side, px, of the picture whose ink is looked at: as in ``turn``, so that both look at one copy."""


@dataclass(frozen=True, slots=True)
class Deskew:
    """Level the page.

    Attributes:
        max_degrees: largest turn that is believed; beyond it the page is left as it is.
        least_degrees: below this turning costs more sharpness than it gains.
    """

    max_degrees: float = 5.0
    least_degrees: float = 0.1

    def __call__(self, sheet: Sheet) -> Sheet:
        """Return the sheet turned by at most ``max_degrees``."""
        degrees = self._slope(sheet.glance(SMALL))
        if abs(degrees) < self.least_degrees or abs(degrees) > self.max_degrees - 0.26:
            return sheet
        height, width = sheet.picture.shape[:2]
        there: NDArray[np.float64] = np.eye(3)
        there[:2] = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
        turned = cv2.warpAffine(
            sheet.picture, there[:2], (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
        return sheet.then(
            f"deskew {degrees:.2f}", turned.astype(np.uint8, copy=False), np.linalg.inv(there).astype(np.float64)
        )

    def _slope(self, grey: Grey) -> float:
        points = _ink(grey)
        if len(points) < 200:
            return 0.0
        coarse = np.arange(-self.max_degrees, self.max_degrees + 0.01, 0.5)
        near = _best(points, coarse)
        return _best(points, near + np.arange(-0.5, 0.51, 0.05))


def _ink(grey: Grey) -> NDArray[np.float64]:
    ink = cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, np.ones((9, 9), np.uint8)) > 30
    rim_y, rim_x = ink.shape[0] // 12, ink.shape[1] // 12
    rows, columns = np.nonzero(ink[rim_y : ink.shape[0] - rim_y, rim_x : ink.shape[1] - rim_x])
    if len(rows) > 40_000:
        rows, columns = rows[:: len(rows) // 40_000 + 1], columns[:: len(columns) // 40_000 + 1]
    return np.column_stack([columns, rows]).astype(np.float64)


def _best(points: NDArray[np.float64], degrees: NDArray[np.float64]) -> float:
    scores = []
    for angle in np.radians(degrees):
        level = points[:, 1] * np.cos(angle) - points[:, 0] * np.sin(angle)
        counts = np.bincount((level - level.min()).astype(np.int64)).astype(np.float64)
        scores.append(float((counts**2).sum()))
    return float(degrees[int(np.argmax(scores))])
