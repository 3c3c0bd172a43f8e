"""Levels the light: shadows, dark paper and stains become an even white.

Method: the paper's own colour is estimated by closing on an eighth of the size and divided out (flat-field correction).
"""

from dataclasses import dataclass

import cv2
import numpy as np

from pipeline.sheets import Sheet


SMALLER = 8
"""Times smaller than the page is the copy on which its paper is looked for."""


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
        down, across = max(1, height // SMALLER), max(1, width // SMALLER)
        even = picture[: down * SMALLER, : across * SMALLER]  # whole squares: five times faster than parts of pixels
        small = cv2.resize(even, (across, down), interpolation=cv2.INTER_AREA)
        reach = max(3, self.reach // SMALLER | 1)
        closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
        paper = np.maximum(cv2.medianBlur(closed, min(15, 2 * reach + 1)), 1)
        paper = cv2.copyMakeBorder(paper, 0, 1, 0, 1, cv2.BORDER_REPLICATE)  # under the rest of a square
        paper = cv2.resize(paper, None, fx=SMALLER, fy=SMALLER, interpolation=cv2.INTER_LINEAR)
        levelled = cv2.divide(picture, paper[:height, :width], scale=self.white)
        return sheet.then("level", levelled.astype(np.uint8, copy=False))
