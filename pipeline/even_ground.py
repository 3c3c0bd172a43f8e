"""Finds paper on an even, light ground, a white table or the lid of a scanner, by its colour: old paper is yellow, the ground is not.

Brightness does not tell there: the paper is as light as the ground, and its own shadow is darker than both. The ratio of a point's
colours does, because a shadow takes the same share of each. Paper is seen only where that ratio jumps all around it, and only on a
ground that is bare: a tinted field printed on white paper has margins, and people write in them.
"""

from __future__ import annotations

from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

Value = TypeVar("Value", np.uint8, np.float32)

STROKE = 9
"""Writing and rulings thinner than this are taken off first, px of a copy with a longer side of 512."""

APART = 0.03
"""Least difference of the logarithms of two colours' ratios between paper and ground, 3 %; grain has 1 % after smoothing, drawn old paper
on white 8 to 10 % (2026-11-26)."""

UNEVEN = 3.0
"""So many times as far as the ground differs from itself must the paper differ from it."""

TOUCHED = 0.02
"""Share of the rim that paper may reach: more, and its edge there is not in the picture."""

SMALLEST, LARGEST = 0.33, 0.85
"""Share of the picture that paper covers: less is no page; more fills the picture, and a scan turned by a degree or two (0.86 to 0.88)
is levelled later."""

BAND = 11
"""px around the outline within which the colour must jump."""

JUMP = 0.6
"""Of the difference between paper and ground, that the jump must have: light that changes gradually has less."""

SHARP = 0.85
"""Share of the outline along which it must jump."""

INK = 20
"""Grey levels by which a stroke is darker than what lies around it; grain and soft shadows have less than 10."""

WRITTEN = 0.0005
"""Share of the ground that strokes cover: two letters of 4 mm in the margins of A4 have 0.0015, a bare table none (drawn, 2026-11-26)."""

CLEAR = 15
"""px around the paper in which strokes do not count: its own dark edge and a narrow shadow lie there."""


def outline(picture: NDArray[np.uint8]) -> NDArray[np.int32] | None:
    """Return the (N, 2) outline x, y, px, of paper on an even, bare ground of another colour, None where its edge is not seen all around.

    Args:
        picture: (h, w, 3) uint8 RGB, a small copy.
    """
    far = _unlike_rim(picture)
    if far is None:
        return None
    paper = cv2.morphologyEx((far > APART).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((13, 13), np.uint8))
    found, _ = cv2.findContours(np.asarray(paper, np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not found:
        return None
    largest = max(found, key=cv2.contourArea)
    mask = cv2.drawContours(np.zeros(far.shape, np.uint8), [largest], 0, 1, cv2.FILLED)
    if not SMALLEST <= float(mask.mean()) <= LARGEST or float(np.mean(rim(np.asarray(mask, np.uint8)))) > TOUCHED:
        return None
    if _written(picture, np.asarray(mask, np.uint8)):
        return None
    square = np.ones((BAND, BAND), np.uint8)
    jump = cv2.dilate(far, square) - cv2.erode(far, square)
    points = largest[:, 0, :]
    seen = jump[points[:, 1], points[:, 0]] >= JUMP * float(np.median(far[mask > 0]))
    return np.asarray(points, np.int32) if float(np.mean(seen)) >= SHARP else None


def _written(picture: NDArray[np.uint8], paper: NDArray[np.uint8]) -> bool:
    """Return whether strokes stand on the ground of a (h, w, 3) picture, outside the paper, 1 in a (h, w) mask."""
    ground = cv2.dilate(paper, np.ones((2 * CLEAR + 1, 2 * CLEAR + 1), np.uint8)) == 0
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    strokes = cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, np.ones((STROKE, STROKE), np.uint8)) > INK
    return bool(ground.any()) and float(np.mean(strokes[ground])) > WRITTEN


def _unlike_rim(picture: NDArray[np.uint8]) -> NDArray[np.float32] | None:
    """Return how far each point's colour is from that of the rim, (h, w), in logarithms of ratios; None where the rim has many colours."""
    bare = cv2.morphologyEx(picture, cv2.MORPH_CLOSE, np.ones((STROKE, STROKE), np.uint8))
    light = np.log(cv2.GaussianBlur(bare, (0, 0), 1.5).astype(np.float32) + 8)
    ratios = np.stack([light[..., 0] - light[..., 1], light[..., 2] - light[..., 1]], axis=2)
    around = rim(ratios)
    middle = np.median(around, axis=0)
    spread = float(np.percentile(np.linalg.norm(around - middle, axis=1), 90))
    if UNEVEN * spread > APART:
        return None
    return np.asarray(np.linalg.norm(ratios - middle, axis=2), np.float32)


def rim(values: NDArray[Value]) -> NDArray[Value]:
    """Return the outermost values of a (h, w) or (h, w, C) array, (N,) or (N, C)."""
    sides = (values[:3], values[-3:], values[:, :3], values[:, -3:])
    return np.concatenate([side.reshape(-1, *values.shape[2:]) for side in sides])
