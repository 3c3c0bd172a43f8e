"""Levels the light: shadows, dark paper and stains become an even white.

Method: the paper's own colour is estimated by closing on an eighth of the size and divided out (flat-field correction).
"""

from dataclasses import dataclass

import cv2
import numpy as np

from pipeline.sheets import Sheet


@dataclass(frozen=True, slots=True)
class Level:
    """Divide the picture by its paper.

    Attributes:
        reach: size in px of the largest stroke or blot that is ink and not paper.
        white: grey level the paper gets.
    """

    reach: int = 56
    white: int = 245

    def __call__(self, sheet: Sheet) -> Sheet:
        """Return the sheet on even paper."""
        picture = sheet.picture
        height, width = picture.shape[:2]
        small = cv2.resize(picture, (max(1, width // 8), max(1, height // 8)), interpolation=cv2.INTER_AREA)
        reach = max(3, self.reach // 8 | 1)
        paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
        paper = np.maximum(cv2.medianBlur(paper, min(15, 2 * reach + 1)), 1)
        paper = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
        levelled = cv2.divide(picture, paper, scale=self.white)
        return sheet.then("level", levelled.astype(np.uint8, copy=False))
