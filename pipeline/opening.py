"""Parts the picture of an opening, two facing pages, at the spine."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.forms import SIDES
from pipeline.geometry import Box
from pipeline.sheets import Picture, Sheet

WIDER = 1.15
"""Times its height that the picture of an opening is wide at least: two A4 pages side by side have 1.41, cut closely 1.3."""

MIDDLE = (0.36, 0.64)
"""Share of the width between which the spine lies: pages are photographed off the middle, and one may be cut off a little."""


def facing(picture: Picture) -> tuple[Box, Box] | None:
    """Return the left and the right page of an opening, px; None where the picture is no wider than a page.

    The spine is where the picture is darkest, or most unlike the paper beside it, from top to bottom: a fold in shadow, a gap
    between two scans. Where nothing marks it the pages part in the middle.

    Args:
        picture: (H, W, 3) uint8 RGB.
    """
    high, wide = picture.shape[:2]
    if wide < WIDER * high:
        return None
    small = cv2.resize(picture, (400, max(1, round(400 * high / wide))), interpolation=cv2.INTER_AREA)
    grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.float64)
    # The median over the height: writing and rulings cross a column here and there, the fold darkens it from top to bottom.
    profile = np.median(grey, axis=0)
    beside = np.array([np.median(profile[max(0, x - 24) : x + 25]) for x in range(profile.size)])
    left, right = (round(share * profile.size) for share in MIDDLE)
    depth = (beside - profile)[left:right] - 0.02 * np.abs(np.arange(left, right) - profile.size / 2)
    at = (left + int(depth.argmax())) / profile.size if depth.max() > 0 else 0.5
    spine = round(at * wide)
    return Box(0, 0, spine, high), Box(spine, 0, wide - spine, high)


def halves(whole: Sheet) -> list[Sheet]:
    """Return the left and the right page of an opening; nothing where the picture is no wider than a page."""
    found = []
    for side, page in zip(SIDES, facing(whole.picture) or (), strict=False):
        cut = np.ascontiguousarray(whole.picture[page.y : page.bottom, page.x : page.right])
        back = np.array([[1, 0, page.x], [0, 1, page.y], [0, 0, 1]], np.float64)
        found.append(whole.then(f"{side} page of an opening", cut, back))
    return found
