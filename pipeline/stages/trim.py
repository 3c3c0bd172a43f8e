"""Takes the page out of a dark or white background, square and upright.

Method: the paper is the largest region lighter than the rim of the picture (Otsu on a small copy). Where its outline has
four corners the page is pulled straight by their homography, else it is cut to its box. Ours: a page that fills the picture,
or an outline that covers less than a third of it, is left as it is.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.sheets import Picture, Sheet

SMALL = 512
"""Longer side, px, of the copy the outline is looked for on: corners are right within half a per cent of the page."""

EVEN = 14
"""Grey levels by which an even background varies on the small, smoothed copy; paper is lighter by more."""


@dataclass(frozen=True, slots=True)
class Trim:
    """Take the page out of its background.

    Attributes:
        least_share: an outline below this share of the picture is not believed to be the page.
        least_contrast: grey levels between paper and background below which there is nothing to trim.
        least_fit: share of the outline's four-cornered hull that must be paper for the corners to be believed.
    """

    least_share: float = 0.33
    least_contrast: float = 30.0
    least_fit: float = 0.96

    def __call__(self, sheet: Sheet) -> Sheet:
        """Return the sheet cut to its page."""
        outline = self._outline(sheet.picture)
        if outline is None:
            return sheet
        corners = _corners(outline, self.least_fit)
        if corners is not None:
            return _straighten(sheet, corners)
        x, y, w, h = (int(v) for v in cv2.boundingRect(outline.astype(np.float32)))
        height, width = sheet.picture.shape[:2]
        x, y = max(0, x), max(0, y)
        cut = np.ascontiguousarray(sheet.picture[y : min(height, y + h), x : min(width, x + w)])
        return sheet.then(f"trim {x},{y} {w}x{h}", cut, np.array([[1, 0, x], [0, 1, y], [0, 0, 1]], np.float64))

    def _outline(self, picture: Picture) -> NDArray[np.float64] | None:
        """Return the (N, 2) outline x, y of the paper in px of the picture, or None if there is nothing to trim."""
        height, width = picture.shape[:2]
        scale = SMALL / max(height, width)
        if scale >= 1.0:
            return None
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        grey = cv2.cvtColor(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2GRAY)
        grey = cv2.medianBlur(grey, 5)
        rim = np.concatenate([grey[:3].ravel(), grey[-3:].ravel(), grey[:, :3].ravel(), grey[:, -3:].ravel()])
        level, mask = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
        if not mask.any() or np.mean(rim > level) > 0.5:
            return None  # the rim is paper, or as light as paper: nothing to cut that light could tell
        if float(grey[mask > 0].mean() - np.median(rim)) < self.least_contrast:
            return None
        closed = cv2.morphologyEx(
            _lighter(np.asarray(grey, np.uint8), np.asarray(rim, np.uint8), level),
            cv2.MORPH_CLOSE,
            np.ones((13, 13), np.uint8),
        )
        outlines, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        largest = max(outlines, key=cv2.contourArea)
        if not self.least_share * grey.size <= cv2.contourArea(largest) <= 0.99 * grey.size:
            return None
        outline: NDArray[np.float64] = largest[:, 0, :].astype(np.float64) / scale
        return outline


def _lighter(grey: NDArray[np.uint8], rim: NDArray[np.uint8], level: float) -> NDArray[np.uint8]:
    """Return 255 where a (h, w) picture is lighter than what lies around the page, 0 elsewhere.

    A page half in shadow is dark there, but never as dark as an even background.

    Args:
        grey: the picture.
        rim: (N,) its outermost pixels.
        level: what parts light from dark where the rim is uneven.
    """
    darkest, lightest = np.percentile(rim, (5, 90))
    even = lightest - darkest <= EVEN
    return np.where(grey > (min(level, lightest + EVEN) if even else level), 255, 0).astype(np.uint8)


def _corners(outline: NDArray[np.float64], least_fit: float) -> NDArray[np.float64] | None:
    """Return the (4, 2) corners clockwise from the top left, or None if the outline has no four of them."""
    hull = cv2.convexHull(outline.astype(np.float32))
    around = cv2.arcLength(hull, closed=True)
    for share in (0.02, 0.03, 0.05, 0.08):
        shape = cv2.approxPolyDP(hull, share * around, closed=True)
        if len(shape) == 4:
            break
    else:
        return None
    if cv2.contourArea(outline.astype(np.float32)) < least_fit * cv2.contourArea(shape):
        return None
    points = shape[:, 0, :].astype(np.float64)
    total, difference = points.sum(axis=1), points[:, 0] - points[:, 1]
    order = [int(np.argmin(total)), int(np.argmax(difference)), int(np.argmax(total)), int(np.argmin(difference))]
    return points[order] if len(set(order)) == 4 else None


def _straighten(sheet: Sheet, corners: NDArray[np.float64]) -> Sheet:
    top, right, bottom, left = (float(np.linalg.norm(corners[i] - corners[(i + 1) % 4])) for i in range(4))
    width, height = round(max(top, bottom)), round(max(left, right))
    square = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    there = cv2.getPerspectiveTransform(corners.astype(np.float32), square)
    picture = cv2.warpPerspective(
        sheet.picture, there, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    back = np.linalg.inv(there.astype(np.float64))
    return sheet.then(f"trim to corners {width}x{height}", picture.astype(np.uint8, copy=False), back)
