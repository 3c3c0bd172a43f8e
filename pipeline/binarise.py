"""Tells ink from worn paper point by point: a mask for finding lines and cells on faded, stained and shadowed pages.

Method: Howe, "Document Binarization with Automatic Parameter Tuning", IJDAR 16(3), 2013: the mask is the labelling that follows
the sign of the Laplacian and changes only where Canny finds an edge. Ours: grey is first divided by the paper and by the
darkness of the strokes nearby; strength of edges is measured at the strokes; the least energy is sought by total variation
(Chambolle and Pock, JMIV 40, 2011) in place of a graph cut, which has the same least mask; pale points of a contour, and pale
pieces, are dropped. Numbers without a source were chosen among two to four values on parts of every third page of worn-pages.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
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

SEED = 1.0
"""Share of Otsu's threshold of darkness from which a point surely belongs to a stroke."""

THICK = 5
"""Times the width of a usual stroke from which ink is a dark margin or a blot."""

LONELY = 0.015
"""Share of points nearby that must be strokes before they outweigh the usual stroke of the page."""

FAINT = 0.8
"""Darkness of the palest strokes as a share of the usual one; what is paler is the other side showing through."""

PALE = 0.07
"""Darkness below which nothing is ink, whatever the grain."""

DARKEST = 20
"""Grey level below which paper is not believed, so that grain on black is no stroke."""

SMOOTH = 150.0
"""Cost of a change of label off every edge, in grey levels of the Laplacian (c in Howe 2013); other values were not tried."""

EDGE = 0.35
"""Strength of a sure edge as a share of the strong edges of strokes; a weak one has 0.4 of that, as in MATLAB's Canny."""

HALF = 0.45
"""Share of the darkness of strokes nearby that a point of a contour has at least: more suits blurred scans, less sharp ones."""

PIECE = 0.65
"""Share of the darkness of strokes nearby that a piece of ink has on average."""

SPECK = 8
"""Points a piece of ink has at least."""

ROUNDS = 80
"""Steps of the search; after 80 its mask is as near to the truth as that of an exact graph cut."""

SQUARE = np.ones((3, 3), np.uint8)


@dataclass(frozen=True, slots=True)
class Contrast:
    """How dark a page is, point by point.

    Attributes:
        depth: (H, W) float32 darkness against the paper around: 0 is paper, 1 is black; not smoothed.
        stroke: (H, W) float32 darkness of the strokes nearby.
    """

    depth: Plane
    stroke: Plane


def ink_mask(picture: Picture) -> Ink:
    """Return 1 where there is ink: (H, W) uint8 from an (H, W, 3) uint8 RGB picture.

    Holds about 80 bytes a pixel; meant for pages as they are read, strokes 2 to 20 px wide.
    """
    contrast = _contrast(np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.float32))
    if contrast is None:
        return np.zeros(picture.shape[:2], np.uint8)
    relative = contrast.depth / contrast.stroke
    smooth = np.asarray(cv2.GaussianBlur(relative, (3, 3), 0), np.float32)
    first = np.asarray(smooth > HALF, np.uint8)
    level = np.asarray(255 * float(contrast.stroke.max()) * (1 - np.clip(relative, -0.2, 1.2)), np.float32)
    mask = _least(_pull(level), _smoothness(level, first), first)
    inside = cv2.erode(mask, SQUARE)
    return _pieces(_without_blots(mask & np.maximum(inside, np.asarray(smooth > HALF, np.uint8))), smooth)


def _contrast(grey: Plane) -> Contrast | None:
    """Return how dark a page is, or None where nothing stands out from paper."""
    smooth = np.asarray(cv2.GaussianBlur(grey, (3, 3), 0), np.float32)
    paper, grain = _paper(smooth)
    depth = np.asarray((paper - smooth) / np.maximum(paper, DARKEST), np.float32)
    scale = _otsu(depth)
    seed = np.asarray(depth > max(GRAIN * grain, PALE, SEED * scale), np.float32)
    if not seed.any():
        return None
    usual = float(depth[seed > 0].mean())
    nearby = (_mean(np.asarray(depth * seed, np.float32), AROUND) + LONELY * usual) / (_mean(seed, AROUND) + LONELY)
    stroke = np.maximum(nearby, FAINT * usual)
    return Contrast(np.asarray((paper - grey) / np.maximum(paper, DARKEST), np.float32), np.asarray(stroke, np.float32))


def _paper(grey: Plane) -> tuple[Plane, float]:
    """Return the paper behind the ink, and the spread of bare paper around it (1.4826 median deviations, relative)."""
    mean = _mean(grey, NEAR)
    spread = np.sqrt(np.maximum(_mean(grey * grey, NEAR) - mean * mean, 0))
    ink = np.asarray(grey < mean - 0.3 * spread - 2, np.uint8)
    paper, grain = mean, 0.0
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
        above += weight * _mean(grey * bare, side)
        below += weight * _mean(bare, side)
    return np.asarray(np.where(below > 1e-6, above / below, grey), np.float32)


def _mean(plane: Plane, side: int) -> Plane:
    return np.asarray(cv2.blur(plane, (side, side), borderType=cv2.BORDER_REPLICATE), np.float32)


def _otsu(depth: Plane) -> float:
    """Return Otsu's threshold of an (H, W) darkness."""
    steps = np.asarray(np.clip(depth * 255, 0, 255), np.uint8)
    return float(cv2.threshold(steps, 0, 1, cv2.THRESH_BINARY | cv2.THRESH_OTSU)[0]) / 255


def _pull(level: Plane) -> Plane:
    """Return what it costs to call a point ink and not paper; points much lighter than others nearby are never ink."""
    mean = _mean(level, NEAR)
    spread = np.sqrt(np.maximum(_mean(level * level, NEAR) - mean * mean, 0))
    curved = cv2.Laplacian(level, cv2.CV_32F, ksize=1, borderType=cv2.BORDER_REFLECT)
    never = 3 * SMOOTH
    return np.asarray(np.where(level > mean + 2 * spread, never, np.clip(-curved, -never, never)), np.float32)


def _smoothness(level: Plane, first: Ink) -> tuple[Plane, Plane]:
    """Return what a change of label costs between a point and the one on its right, and the one below."""
    soft = cv2.GaussianBlur(level, (0, 0), 0.8)
    right, down = cv2.Sobel(soft, cv2.CV_16S, 1, 0), cv2.Sobel(soft, cv2.CV_16S, 0, 1)
    contour = first > cv2.erode(first, SQUARE)
    steep = np.hypot(right[contour].astype(np.float32), down[contour].astype(np.float32))
    sure = EDGE * float(np.percentile(steep, 90)) if steep.size else 1e6
    edge = cv2.Canny(right, down, 0.4 * sure, sure, L2gradient=True) > 0
    across, along = np.zeros_like(level), np.zeros_like(level)
    across[:, :-1] = np.where(_parted(edge[:, :-1], edge[:, 1:], level[:, :-1] <= level[:, 1:]), 0, SMOOTH)
    along[:-1] = np.where(_parted(edge[:-1], edge[1:], level[:-1] <= level[1:]), 0, SMOOTH)
    return across, along


def _parted(one: NDArray[np.bool_], other: NDArray[np.bool_], one_is_darker: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return where the darker of two neighbours lies on an edge: there the label may change for nothing."""
    return np.where(one_is_darker, one, other)


def _least(pull: Plane, smoothness: tuple[Plane, Plane], first: Ink) -> Ink:
    """Return the mask of least energy, sought from a first one by Chambolle and Pock 2011, algorithm 1.

    The step 0.35 obeys their bound: its square times 8, the squared norm of the differences, is below 1.
    """
    step = np.float32(0.35)
    across, along = (cost / np.float32(SMOOTH) for cost in smoothness)
    pull = pull * (step / np.float32(SMOOTH))
    label = first.astype(np.float32)
    ahead = label.copy()
    right, down = np.zeros_like(label), np.zeros_like(label)
    for _ in range(ROUNDS):
        right[:, :-1] += step * (ahead[:, 1:] - ahead[:, :-1])
        down[:-1] += step * (ahead[1:] - ahead[:-1])
        np.clip(right, -across, across, out=right)
        np.clip(down, -along, along, out=down)
        flow = right + down
        flow[:, 1:] -= right[:, :-1]
        flow[1:] -= down[:-1]
        moved = np.clip(label + step * flow - pull, 0, 1)
        ahead = 2 * moved - label
        label = moved
    return np.asarray(label > 0.5, np.uint8)


def _without_blots(mask: Ink) -> Ink:
    """Return the mask without what is far wider than its strokes: dark margins, shadows of the spine, blots."""
    deep = cv2.distanceTransform(mask, cv2.DIST_C, 3)
    ridge = deep[(mask > 0) & (cv2.dilate(deep, SQUARE) == deep)]
    width = 2 * float(np.median(ridge)) - 1 if ridge.size else 1
    side = max(9, round(THICK * width))
    blot = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    return np.asarray(mask * (1 - cv2.dilate(blot, np.ones((7, 7), np.uint8))), np.uint8)


def _pieces(mask: Ink, relative: Plane) -> Ink:
    """Return the mask without specks and without pieces paler than the strokes nearby."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    size = stats[:, cv2.CC_STAT_AREA]
    dark = np.bincount(labels.ravel(), relative.ravel(), count) / np.maximum(size, 1)
    kept = (dark > PIECE) & (size >= SPECK)
    kept[0] = False
    return np.asarray(kept[labels], np.uint8)
