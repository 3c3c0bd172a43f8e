"""Tells writing from paper: how dark each point is against the paper around it, and where ruled and dotted lines run.

Grey is taken mostly from the red channel, where blue, violet and black ink is dark and a red stamp is pale. Paper is levelled by
division.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.connected import Connected, connected
from pipeline.quantiles import quantile
from pipeline.small_copies import shrunk

Picture = NDArray[np.uint8]
Depth = NDArray[np.float32]
"""(H, W) float32 darkness of ink against paper: 0 is paper, 1 is black."""

Ink = NDArray[np.uint8]
"""(H, W) uint8, 1 where there is ink, 0 elsewhere."""

PALE = 0.10
"""Darkness below which nothing in the picture is ink."""

GRAIN = 0.06
"""Darkness below which there is but the grain of paper: on the sample books nothing paler was read right (2026-11-26)."""

USUAL = 0.35
"""Darkness of a pen that has not faded."""

RULING = 1.6
"""A straight run longer than this many picture heights is a ruled line, not a stroke."""

WHOLE_PARTS = (0.5, 0.25)
"""Factors at which whole pixels are put together; at others a line would come out softer than those that were learned from."""

LARGEST_DOT = 4
"""A printed dot is at least allowed so many px, blurred and in a low picture."""

EVEN = 0.6
"""Printed dots are set so evenly: this share of their distances differs from the usual one by less than a quarter. Measured on the sample
books: rows of dots 0.61 to 1, letters that look like specks 0 to 0.55, print of one width now and then 0.69 (2026-11-26)."""

EDGE = 0.2
"""A frame runs within so many picture heights of the upper or lower edge."""


@dataclass(frozen=True, slots=True)
class Plain:
    """Writing without the ruled and dotted lines of its form.

    Attributes:
        depth: (H, W) its darkness.
        ink: (H, W) where it is inked.
        known: its strokes, where they were looked for already.
    """

    depth: Depth
    ink: Ink
    known: Connected | None = None

    @property
    def strokes(self) -> Connected:
        """Return the connected parts of the ink."""
        return connected(self.ink) if self.known is None else self.known


def scaled(picture: Picture, factor: float) -> Picture:
    """Return an (H, W, 3) picture at another size, at least one pixel high and wide."""
    rows, columns = picture.shape[:2]
    size = (max(1, round(columns * factor)), max(1, round(rows * factor)))
    if factor in WHOLE_PARTS:
        return shrunk(picture, size)
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)


def darkness(picture: Picture) -> Depth:
    """Return darkness against the paper around it: (H, W) float32 from an (H, W, 3) uint8 picture."""
    red, green, blue = cv2.split(picture)
    mixed = cv2.addWeighted(red, 0.8, cv2.min(cv2.min(red, green), blue), 0.2, 0, dtype=cv2.CV_32F)
    grey = np.asarray(cv2.GaussianBlur(mixed, (3, 3), 0), np.float32)
    rows, columns = grey.shape
    small = shrunk(grey, (max(columns // 4, 1), max(rows // 4, 1)))
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8), borderType=cv2.BORDER_REPLICATE)
    smooth = cv2.blur(closed, (15, 15), borderType=cv2.BORDER_REPLICATE)
    paper = cv2.resize(smooth, (columns, rows), interpolation=cv2.INTER_LINEAR)
    darker = cv2.subtract(paper, grey, dst=grey)
    np.maximum(darker, 0, out=darker)
    return np.asarray(np.divide(darker, np.maximum(paper, 24, out=paper), out=darker), np.float32)


def strengthened(picture: Picture) -> Picture:
    """Return a (H, W, 3) picture, grey and as dark as writing usually is; as it is where it is darker, or no darker than grain."""
    depth = darkness(np.asarray(cv2.GaussianBlur(picture, (3, 3), 0), np.uint8))
    darkest = _darkest(depth)
    if not GRAIN <= darkest < USUAL:
        return picture
    grey = np.asarray(255 * (1 - np.clip(depth * (USUAL / darkest), 0, 1)), np.uint8)
    return np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB), np.uint8)


def inked(depth: Depth) -> Ink:
    """Return 1 where there is ink: (H, W) uint8, threshold set between paper grain and the darkest strokes."""
    darkest = _darkest(depth)
    if darkest < PALE:
        return np.zeros(depth.shape, np.uint8)
    return np.asarray(depth > max(0.45 * darkest, 0.6 * PALE), np.uint8)


def _darkest(depth: Depth) -> float:
    """Return how dark the darkest strokes of a (H, W) darkness are, a few points aside."""
    return quantile(depth[::2, ::3], 0.993)


def without_rulings(depth: Depth) -> Plain:
    """Return the writing of which the (H, W) darkness is given, with ruled and dotted lines taken off where no stroke crosses them."""
    ink = inked(depth)
    if not ink.any():
        return Plain(depth, ink)
    rows, columns = depth.shape
    length = min(max(round(RULING * rows), 30), columns)
    bridged = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, 3), np.uint8))
    runs = runs_across(np.asarray(bridged, np.uint8), length)
    thick = cv2.morphologyEx(runs, cv2.MORPH_OPEN, np.ones((5, 1), np.uint8))
    edge = round(EDGE * rows)
    thick[:edge] = thick[rows - edge :] = 0  # the frame of a cell may be of any thickness
    line = cv2.dilate(cv2.subtract(runs, thick), np.ones((3, 1), np.uint8)).astype(np.uint8, copy=False)
    strokes = connected(ink)
    line |= _dots(strokes)
    if not line.any():
        return Plain(depth, ink, strokes)
    crossing = cv2.dilate(cv2.subtract(ink, line), np.ones((5, 3), np.uint8))
    rest = depth.copy()
    rest[line > crossing] = 0
    return Plain(rest, inked(rest))


def runs_across(ink: Ink, length: int) -> Ink:
    """Return 1 on level runs of ink at least ``length`` px long, (H, W): an opening; rows with too little ink for one are not looked at."""
    runs = np.zeros_like(ink)
    rows = np.flatnonzero(filled(ink) >= length)
    if rows.size:
        runs[rows] = cv2.morphologyEx(ink[rows], cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    return runs


def filled(ink: Ink) -> NDArray[np.int32]:
    """Return how many points of each row are inked, (H,), of an (H, W) mask."""
    return np.asarray(cv2.reduce(ink, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32S), np.int32).ravel()


def row_profile(ink: Ink, window: int) -> NDArray[np.float64]:
    """Return how many points are inked in each row of an (H, W) mask and in those around it, the mean over ``window`` rows, (H,)."""
    return np.convolve(filled(ink), np.ones(window) / window, mode="same")


def _dots(strokes: Connected) -> Ink:
    """Return 1 on rows of printed dots, (H, W): many specks at one height, close to each other and evenly set."""
    count, labels, stats, centres = strokes
    rows, columns = labels.shape
    largest = max(rows * 0.07, LARGEST_DOT)
    speck = (stats[:, cv2.CC_STAT_WIDTH] <= largest) & (stats[:, cv2.CC_STAT_HEIGHT] <= largest)
    speck[0] = False
    if count < 12 or speck.sum() < 12:
        return np.zeros(labels.shape, np.uint8)
    at = centres[:, 1].astype(int).clip(0, rows - 1)
    crowd = np.convolve(np.bincount(at[speck], minlength=rows), np.ones(3), mode="same")
    busy = crowd >= max(12, columns / (rows * 0.35))
    band = np.cumsum(np.diff(busy, prepend=False) & busy)  # rows next to each other have one number
    dotted = speck & busy[at]
    for number in np.unique(band[at[dotted]]):
        beside = dotted & (band[at] == number)
        dotted[beside] = _even(centres[beside, 0])
    if not dotted.any():
        return np.zeros(labels.shape, np.uint8)
    return cv2.dilate(strokes.each(dotted), np.ones((3, 3), np.uint8)).astype(np.uint8, copy=False)


def _even(places: NDArray[np.float64]) -> bool:
    """Return whether (N,) places, px, are evenly set."""
    apart = np.diff(np.sort(places))
    if not apart.size:
        return False
    usual = float(np.median(apart))
    return bool(np.mean(np.abs(apart - usual) <= max(1.0, usual / 4)) >= EVEN)
