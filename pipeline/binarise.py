"""Tells ink from worn paper point by point: a mask for finding lines and cells on faded, stained and shadowed pages.

Method: Howe, "Document Binarization with Automatic Parameter Tuning", IJDAR 16(3), 2013: the mask is the labelling that follows
the sign of the Laplacian and changes only where Canny finds an edge. Ours: grey is first divided by the paper and by the
darkness of the strokes nearby; strength of edges is measured at the strokes; the least energy is sought by total variation
(Chambolle and Pock, JMIV 40, 2011) in place of a graph cut, which has the same least mask; pale points of a contour, and pale
pieces that paper has blurred, are dropped. It looks twice: for strokes as dark as the page's, then for hair lines. Numbers without a source were chosen among two to four
values on every third page of worn-pages, SHARP on seven others.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.connected import connected
from pipeline.contrast import NEAR, SQUARE, Contrast, Ink, Plane, around, behind, contrast

Picture = NDArray[np.uint8]

SEED = 1.0
"""Share of Otsu's threshold of darkness from which a point surely belongs to a stroke."""

THICK = 5
"""Times the width of a usual stroke from which ink is a dark margin or a blot."""

BLACK = 0.9
"""Share of the darkness of strokes nearby that a wide stroke has; blots and shadows are paler."""

FAINT = 0.8
"""Darkness of the palest strokes as a share of the usual one; what is paler is the other side showing through."""

HAIR_SEED = 0.3
HAIR = 0.3
"""The same two for hair lines and faded writing, which are then kept only where they are sharp."""

SMOOTH = 150.0
"""Cost of a change of label off every edge, in grey levels of the Laplacian (c in Howe 2013); other values were not tried."""

EDGE = 0.35
"""Strength of a sure edge as a share of the strong edges of strokes; a weak one has 0.4 of that, as in MATLAB's Canny."""

HALF = 0.45
"""Share of the darkness of strokes nearby that a point of a contour has at least: more suits blurred scans, less sharp ones."""

OWN = 0.4
"""Share of the darkness of its own stroke, two points around, that a point of a contour has at least: strokes nearby may be paler
than this one, and what only blurs out of it is no ink. Chosen of 0.4, 0.45, 0.5 and 0.55 on every second page of worn-pages; on the
others, not looked at before, it raised the F-measure from 90.74 to 91.09 (2026-11-26)."""

PIECE = 0.65
"""Share of the darkness of strokes nearby that a piece of ink has on average."""

DEEP = 0.9
"""Share of the usual darkness of a page's strokes from which a piece is one of them, however blurred."""

SHARP = 0.85
"""How steep the contour of a paler piece must be for its darkness, as a share of that of the page's strokes. On seven pages strokes
had 0.23 to 0.35 a px and what showed through 0.17 to 0.21, whatever their darkness (2026-11-26)."""

HAIR_SHARP = 0.9
"""The same for what only the second, more tolerant look finds."""

HAIR_PIECE = 40
"""Points that such a piece has at least: in fewer the steepness is that of the grain."""

SPECK = 8
"""Points a piece of ink has at least."""

ROUNDS = 80
"""Steps of the search; after 80 its mask is as near to the truth as that of an exact graph cut."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A usual stroke of a page.

    Attributes:
        dark: how dark it is against the paper.
        steep: how steep its contour is for its darkness, per px.
    """

    dark: float
    steep: float


def ink_mask(picture: Picture) -> Ink:
    """Return 1 where there is ink: (H, W) uint8 from an (H, W, 3) uint8 RGB picture.

    Holds about 80 bytes a pixel; meant for pages as they are read, strokes 2 to 20 px wide.
    """
    page = behind(np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.float32))
    strong, weak = contrast(page, SEED, FAINT), contrast(page, HAIR_SEED, HAIR)
    if strong is None or weak is None:
        return np.zeros(picture.shape[:2], np.uint8)
    mask, usual = _sharp(_mask(strong), strong.depth, None, SHARP)
    near = cv2.dilate(mask, SQUARE)
    hairs = _long(np.asarray(_mask(weak) * (1 - near), np.uint8))
    hairs, _ = _sharp(hairs, weak.depth, usual, HAIR_SHARP)
    return _of_its_stroke(np.asarray(mask | hairs, np.uint8), page.smooth)


def _of_its_stroke(mask: Ink, depth: Plane) -> Ink:
    """Return the mask without points of a contour that are pale beside their own stroke."""
    own = cv2.dilate(mask * depth, np.ones((5, 5), np.uint8))
    contour = mask > cv2.erode(mask, SQUARE)
    return np.asarray(mask * ~(contour & (depth < OWN * own)), np.uint8)


def _mask(contrast: Contrast) -> Ink:
    """Return what is as dark as the strokes nearby, without blots and specks."""
    relative = contrast.depth / contrast.stroke
    smooth = np.asarray(cv2.GaussianBlur(relative, (3, 3), 0), np.float32)
    first = np.asarray(smooth > HALF, np.uint8)
    level = np.asarray(255 * float(contrast.stroke.max()) * (1 - np.clip(relative, -0.2, 1.2)), np.float32)
    mask = _least(_pull(level), _smoothness(level, first), first)
    inside = cv2.erode(mask, SQUARE)
    mask &= np.maximum(inside, first)
    mask[contrast.beyond > 0] = 0
    return _pieces(_without_blots(mask, smooth), smooth)


def _pull(level: Plane) -> Plane:
    """Return what it costs to call a point ink and not paper; points much lighter than others nearby are never ink."""
    usual = around(level, NEAR)
    spread = np.sqrt(np.maximum(around(level * level, NEAR) - usual * usual, 0))
    curved = cv2.Laplacian(level, cv2.CV_32F, ksize=1, borderType=cv2.BORDER_REFLECT)
    never = 3 * SMOOTH
    return np.asarray(np.where(level > usual + 2 * spread, never, np.clip(-curved, -never, never)), np.float32)


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


def _without_blots(mask: Ink, relative: Plane) -> Ink:
    """Return the mask without what is far wider than its strokes and paler, or at the border: margins, shadows, blots.

    A swash of a broad pen is as wide as a blot and as dark as any stroke.
    """
    deep = cv2.distanceTransform(mask, cv2.DIST_C, 3)
    ridge = deep[(mask > 0) & (cv2.dilate(deep, SQUARE) == deep)]
    width = 2 * float(np.median(ridge)) - 1 if ridge.size else 1
    side = max(9, round(THICK * width))
    blot = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    blots = connected(np.asarray(blot, np.uint8))
    left, top, wide, high, size = blots.stats.T
    dark = np.bincount(blots.labels.ravel(), relative.ravel(), blots.parts) / np.maximum(size, 1)
    at_border = (left == 0) | (top == 0) | (left + wide == mask.shape[1]) | (top + high == mask.shape[0])
    gone = at_border | (dark < BLACK)
    gone[0] = False
    return np.asarray(mask * (1 - cv2.dilate(blots.each(gone), np.ones((7, 7), np.uint8))), np.uint8)


def _pieces(mask: Ink, relative: Plane) -> Ink:
    """Return the mask without specks and without pieces paler than the strokes nearby."""
    pieces = connected(mask)
    size = pieces.stats[:, cv2.CC_STAT_AREA]
    dark = np.bincount(pieces.labels.ravel(), relative.ravel(), pieces.parts) / np.maximum(size, 1)
    kept = (dark > PIECE) & (size >= SPECK)
    kept[0] = False
    return pieces.each(kept)


def _long(mask: Ink) -> Ink:
    """Return the mask without pieces too small to tell a hair line from grain."""
    pieces = connected(mask)
    kept = pieces.stats[:, cv2.CC_STAT_AREA] >= HAIR_PIECE
    kept[0] = False
    return pieces.each(kept)


def _sharp(mask: Ink, depth: Plane, usual: Stroke | None, least: float) -> tuple[Ink, Stroke]:
    """Return the mask without pale pieces that are blurred, and the usual stroke of the page.

    Paper blurs what shows through it; a hair line is pale and sharp.

    Args:
        mask: (H, W) uint8.
        depth: (H, W) darkness.
        usual: the usual stroke, None where the mask shows it.
        least: how steep the contour of a pale piece must be, as a share of that of the usual stroke.
    """
    count, found, stats, _ = connected(mask)
    labels, size = np.asarray(found, np.int32), np.array(stats[:, cv2.CC_STAT_AREA], np.int64)
    size[0] = 0
    dark = np.bincount(labels.ravel(), depth.ravel(), count) / np.maximum(size, 1)
    steep = _steepness(mask, labels, depth, count) / np.maximum(dark, 1e-6)
    if usual is None:
        middle = _middle(dark, size)
        deep = np.where(dark >= DEEP * middle, size, 0)
        usual = Stroke(middle, _middle(steep, deep))
    kept = (dark >= DEEP * usual.dark) | (steep >= least * usual.steep)
    kept[0] = False
    return np.asarray(kept[labels], np.uint8), usual


def _steepness(mask: Ink, labels: NDArray[np.int32], depth: Plane, count: int) -> NDArray[np.float64]:
    """Return how steeply the darkness of each of ``count`` pieces rises along its contour, per px."""
    soft = np.asarray(cv2.GaussianBlur(depth, (0, 0), 0.8), np.float32)
    steep = np.hypot(cv2.Sobel(soft, cv2.CV_32F, 1, 0), cv2.Sobel(soft, cv2.CV_32F, 0, 1)) / 8
    contour = mask > cv2.erode(mask, SQUARE)
    found = np.bincount(labels[contour], steep[contour], count)
    return np.asarray(found / np.maximum(np.bincount(labels[contour], minlength=count), 1), np.float64)


def _middle(values: NDArray[np.float64], weights: NDArray[np.int64]) -> float:
    """Return the median of (N,) values, each counted as often as its weight says."""
    order = np.argsort(values)
    reached = np.cumsum(weights[order])
    return float(values[order[np.searchsorted(reached, reached[-1] / 2)]])
