"""Says how far a mask of ink is from the true one, by the measures of the binarisation contests (DIBCO, H-DIBCO).

Definitions: Pratikakis, Gatos and Ntirogiannis, "ICDAR 2013 Document Image Binarization Contest", section III.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Ink = NDArray[np.uint8]
"""(H, W) uint8, 1 where there is ink, 0 elsewhere."""

Weights = NDArray[np.float32]
"""(H, W) float32."""

BLOCK = 8
"""Side in px of the squares that are counted in the normalisation of DRD (Lu, Kot and Shi 2004, section III)."""

SAME = 100.0
"""PSNR in dB of a mask without an error, which the formula says is infinite."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How well a mask agrees with the truth.

    Attributes:
        f_measure: harmonic mean of precision and recall, percent.
        pseudo_f: the same, weighted by how much an error harms the strokes, percent.
        psnr: peak signal-to-noise ratio, dB.
        drd: distance reciprocal distortion; 0 is without an error.
    """

    f_measure: float
    pseudo_f: float
    psnr: float
    drd: float


@dataclass(frozen=True, slots=True)
class Truth:
    """The true ink of a page with what every point of it counts; made once, compared with many masks.

    Attributes:
        ink: (H, W).
        strokes: (H, W) weights for recall.
        paper: (H, W) weights for precision.
    """

    ink: Ink
    strokes: Weights
    paper: Weights

    @classmethod
    def of(cls, ink: Ink) -> Truth:
        """Weigh an (H, W) true mask."""
        return cls(ink, stroke_weights(ink), paper_weights(ink))

    def compared(self, mask: Ink) -> Agreement:
        """Compare an (H, W) mask with this truth."""
        return Agreement(f_measure(mask, self.ink), pseudo_f(mask, self), psnr(mask, self.ink), drd(mask, self.ink))


def f_measure(mask: Ink, truth: Ink) -> float:
    """Return the F-measure of an (H, W) mask in percent; 100 where neither has ink."""
    right = int(np.count_nonzero(mask & truth))
    return _harmonic(_share(right, int(np.count_nonzero(mask))), _share(right, int(np.count_nonzero(truth))))


def pseudo_f(mask: Ink, truth: Truth) -> float:
    """Return the pseudo-F-measure of an (H, W) mask in percent.

    Ntirogiannis, Gatos and Pratikakis, "Performance Evaluation Methodology for Historical Document Image Binarization",
    IEEE Transactions on Image Processing 22(2), 2013, equations 1 to 11, with the simplifications named at the weights.
    """
    found, claimed = float(truth.strokes[mask > 0].sum()), float(truth.paper[mask > 0].sum())
    right = int(np.count_nonzero(mask & truth.ink))
    return _harmonic(_share(right, claimed), _share(found, float(truth.strokes.sum())))


def stroke_weights(truth: Ink) -> Weights:
    """Return what each point of ink counts for recall: (H, W), 0 on paper.

    Along the section of a stroke the weights rise towards its middle and sum up to 1, so that a broken stroke costs more
    than a thin one. Simplified: the middle is the ridge of the chessboard distance, not a thinned skeleton, and a section of
    even width sums up to slightly more than 1.
    """
    depth = _from_edge(truth)
    middle = _at_nearest(depth, _ridge(depth))
    return np.asarray(np.where(truth > 0, depth / np.maximum(middle, 1) ** 2, 0), np.float32)


def paper_weights(truth: Ink) -> Weights:
    """Return what each point claimed as ink counts for precision: (H, W), 1 on ink and far from it, up to 2 beside it.

    The weight rises with the distance from a stroke: up to the width of that stroke, or to the middle between it and its
    neighbour, where a false point joins the two. Simplified: the middle is where the nearest piece of ink changes, not the
    skeleton of the paper.
    """
    if not truth.any():
        return np.ones(truth.shape, np.float32)
    depth = _from_edge(truth)
    width = 2 * _at_nearest(_at_nearest(depth, _ridge(depth)), truth) - 1
    away = np.asarray(cv2.distanceTransform(1 - truth, cv2.DIST_C, 3), np.float32)
    _, nearest = cv2.distanceTransformWithLabels(1 - truth, cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_CCOMP)
    owner = nearest.astype(np.float32)
    border = np.asarray((cv2.dilate(owner, np.ones((3, 3), np.uint8)) != owner) & (truth == 0), np.uint8)
    reach = np.minimum(width, _at_nearest(away, border)) if border.any() else width
    beside = (truth == 0) & (away <= reach)
    return np.asarray(np.where(beside, 1 + away / np.maximum(reach, 1), 1), np.float32)


def psnr(mask: Ink, truth: Ink) -> float:
    """Return the peak signal-to-noise ratio of an (H, W) mask in dB, at most ``SAME``."""
    wrong = float(np.mean(mask != truth))
    return min(SAME, -10 * float(np.log10(wrong))) if wrong else SAME


def drd(mask: Ink, truth: Ink) -> float:
    """Return the distance reciprocal distortion of an (H, W) mask.

    Lu, Kot and Shi, "Distance-Reciprocal Distortion Measure for Binary Document Images", IEEE Signal Processing Letters
    11(2), 2004: every wrong point counts by how many points of the truth around it (5 x 5, by reciprocal distance) differ from
    it; the sum is divided by the number of 8 x 8 squares of the truth that are neither all ink nor all paper.
    """
    wrong = mask != truth
    around = cv2.filter2D(truth.astype(np.float32), -1, _reciprocal(), borderType=cv2.BORDER_REPLICATE)
    distortion = np.where(mask > 0, 1 - around, around)[wrong].sum()
    return float(distortion) / max(1, _mixed_blocks(truth))


def _reciprocal() -> Weights:
    rows, columns = np.mgrid[-2:3, -2:3]
    far = np.hypot(rows, columns)
    weights = np.divide(1, far, out=np.zeros_like(far), where=far > 0)
    return np.asarray(weights / weights.sum(), np.float32)


def _mixed_blocks(truth: Ink) -> int:
    rows, columns = truth.shape
    inside = truth[: rows - rows % BLOCK, : columns - columns % BLOCK]
    sums = inside.reshape(rows // BLOCK, BLOCK, columns // BLOCK, BLOCK).sum(axis=(1, 3), dtype=np.int64)
    return int(np.count_nonzero((sums > 0) & (sums < BLOCK * BLOCK)))


def _from_edge(truth: Ink) -> Weights:
    """Return the chessboard distance of ink from paper: 1 on the contour; outside the picture is paper."""
    framed = cv2.copyMakeBorder(truth, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    return np.asarray(cv2.distanceTransform(framed, cv2.DIST_C, 3)[1:-1, 1:-1], np.float32)


def _ridge(depth: Weights) -> Ink:
    return np.asarray((depth > 0) & (cv2.dilate(depth, np.ones((3, 3), np.uint8)) == depth), np.uint8)


def _at_nearest(values: Weights, points: Ink) -> Weights:
    """Return for every pixel the value at the nearest of some points, (H, W); ``values`` itself where there are none."""
    if not points.any():
        return values
    _, labels = cv2.distanceTransformWithLabels(1 - points, cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL)
    known = np.zeros(int(labels.max()) + 1, np.float32)
    known[labels[points > 0]] = values[points > 0]
    return np.asarray(known[labels], np.float32)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 1.0


def _harmonic(precision: float, recall: float) -> float:
    return 200 * precision * recall / (precision + recall) if precision + recall else 0.0
