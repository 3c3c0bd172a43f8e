"""How dark a page is, point by point, against its own paper and against the strokes nearby."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.connected import connected

Ink = NDArray[np.uint8]
"""(H, W) uint8, 1 where there is ink, 0 elsewhere."""

Plane = NDArray[np.float32]
"""(H, W) float32."""

NEAR = 41
"""Side in px of the square paper is taken from: some strokes wide, narrower than a stain."""

AROUND = 81
"""Side in px of the square the darkness of strokes is taken from: about a word."""

GRAIN = 5.0
"""Times the spread of bare paper that a stroke is darker than paper."""

LONELY = 0.015
"""Share of points nearby that must be strokes before they outweigh the usual stroke of the page."""

PALE = 0.07
"""Darkness below which nothing is ink, whatever the grain."""

DARKEST = 20
"""Grey level below which paper is not believed, so that grain on black is no stroke."""

TABLE = 0.6
"""Share of the usual brightness of paper below which there is none, but the table or the scanner's lid."""

SQUARE = np.ones((3, 3), np.uint8)


@dataclass(frozen=True, slots=True)
class Contrast:
    """How dark a page is, point by point.

    Attributes:
        depth: (H, W) float32 darkness against the paper around: 0 is paper, 1 is black; not smoothed.
        stroke: (H, W) float32 darkness of the strokes nearby.
        beyond: (H, W) uint8, 1 where there is no paper: what the page lies on.
    """

    depth: Plane
    stroke: Plane
    beyond: Ink


@dataclass(frozen=True, slots=True)
class Behind:
    """What lies behind the ink.

    Attributes:
        depth: (H, W) float32 darkness against it, not smoothed.
        smooth: (H, W) float32 the same, smoothed.
        grain: spread of bare paper, relative.
        otsu: Otsu's threshold of the smoothed darkness.
        beyond: (H, W) uint8, 1 where there is no paper.
    """

    depth: Plane
    smooth: Plane
    grain: float
    otsu: float
    beyond: Ink


def behind(grey: Plane) -> Behind:
    """Return what lies behind the ink of a page of (H, W) float32 grey levels."""
    smooth = np.asarray(cv2.GaussianBlur(grey, (3, 3), 0), np.float32)
    paper, grain = _paper(smooth)
    least = np.maximum(paper, DARKEST)
    smoothed = np.asarray((paper - smooth) / least, np.float32)
    return Behind(np.asarray((paper - grey) / least, np.float32), smoothed, grain, _otsu(smoothed), _beyond(paper))


def contrast(page: Behind, seed_share: float, faint: float) -> Contrast | None:
    """Return how dark a page is, or None where nothing stands out from paper.

    Args:
        page: what lies behind its ink, and how dark each point is against it.
        seed_share: share of Otsu's threshold of darkness from which a point surely belongs to a stroke.
        faint: darkness of the palest strokes as a share of the usual one.
    """
    depth = page.smooth
    seed = np.asarray(depth > max(GRAIN * page.grain, PALE, seed_share * page.otsu), np.float32)
    if not seed.any():
        return None
    usual = float(depth[seed > 0].mean())
    nearby = (around(np.asarray(depth * seed, np.float32), AROUND) + LONELY * usual) / (around(seed, AROUND) + LONELY)
    stroke = np.maximum(nearby, faint * usual)
    return Contrast(page.depth, np.asarray(stroke, np.float32), page.beyond)


def _beyond(paper: Plane) -> Ink:
    """Return 1 where what lies behind the ink is far darker than paper and reaches the border of the picture."""
    wide = around(paper, NEAR)
    dark = np.asarray(wide < TABLE * float(np.median(wide)), np.uint8)
    places = connected(dark)
    left, top, across, high, _ = places.stats.T
    at_border = (left == 0) | (top == 0) | (left + across == dark.shape[1]) | (top + high == dark.shape[0])
    at_border[0] = False
    return np.asarray(cv2.dilate(places.each(at_border), np.ones((NEAR, NEAR), np.uint8)), np.uint8)


def _paper(grey: Plane) -> tuple[Plane, float]:
    """Return the paper behind the ink, and the spread of bare paper around it (1.4826 median deviations, relative)."""
    usual = around(grey, NEAR)
    spread = np.sqrt(np.maximum(around(grey * grey, NEAR) - usual * usual, 0))
    ink = np.asarray(grey < usual - 0.3 * spread - 2, np.uint8)
    paper, grain = usual, 0.0
    for _ in range(3):
        bare = np.asarray(1 - cv2.dilate(ink, SQUARE), np.float32)
        paper = _mean_of(grey, bare)
        depth = (paper - grey) / np.maximum(paper, DARKEST)
        apart = np.abs(depth[::3, ::3][bare[::3, ::3] > 0])
        grain = 1.4826 * float(np.median(apart)) if apart.size else 0.0
        ink = np.asarray(depth > max(0.5 * GRAIN * grain, PALE), np.uint8)
    return paper, grain


def _mean_of(grey: Plane, bare: Plane) -> Plane:
    """Return the mean of bare points nearby, or of those further away where there are few."""
    above, below = np.zeros_like(grey), np.full_like(grey, 1e-9)
    for side, weight in ((NEAR, 1.0), (3 * NEAR, 0.03), (9 * NEAR, 0.001)):
        above += weight * around(grey * bare, side)
        below += weight * around(bare, side)
    return np.asarray(np.where(below > 1e-6, above / below, grey), np.float32)


def around(plane: Plane, side: int) -> Plane:
    """Return the (H, W) mean over a square around each point."""
    return np.asarray(cv2.blur(plane, (side, side), borderType=cv2.BORDER_REPLICATE), np.float32)


def _otsu(depth: Plane) -> float:
    """Return Otsu's threshold of an (H, W) darkness."""
    steps = np.asarray(np.clip(depth * 255, 0, 255), np.uint8)
    return float(cv2.threshold(steps, 0, 1, cv2.THRESH_BINARY | cv2.THRESH_OTSU)[0]) / 255
