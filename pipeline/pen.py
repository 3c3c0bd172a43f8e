"""Tells by its colour what the pen wrote from what lies beside and under it: the other side of the leaf, stains.

Blue and violet ink takes more light from the red channel than from the blue one, black print and the other side of the leaf take
about the same from both, brown stains take more from the blue one. The printed labels of the page say which colour print has under
this light and on this paper, the cells which colour the pen has. Where the two do not differ the pen is black, and only stains are
told from it; where most of the writing is brown, nothing is. The numbers were chosen on the sample books (2026-11-26), the safe side
being what somebody may have written: a second pen, a red or brown correction.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.connected import connected
from pipeline.geometry import Box
from pipeline.quantiles import quantile
from pipeline.small_copies import shrunk
from pipeline.writing import Ink, Picture

Plane = NDArray[np.float32]
"""(H, W) float32."""

PAPER = (4, 15)
"""Paper is measured on a copy so many times smaller than the half-sized page, in squares of so many px: about a cell."""

BARE = 0.03
"""A point of that copy is paper if it differs from what is around it by less than this share."""

DARKEST = 24
"""Grey level below which paper is not believed."""

NEAR = (13, 13)
"""Square in px of the half-sized page in which colour is measured: a letter, more than the blocks of JPEG's colours."""

FAINT = 0.06
"""Darkness against paper below which colour is not asked for."""

STROKES = 0.45
"""Strokes are at least so dark, as a share of the darkest of their box."""

APART = 0.15
"""Least difference in colour, as a share of darkness in red, between print and a coloured pen. Measured on the sample books, levels 0 to 2:
blue pens 0.23 to 0.48, black pens 0.01 to 0.06 (2026-11-26)."""

LEAST_BOXES = 4
"""Fewer labels or written cells do not show the colours of a page."""

GREY = 0.33
"""So far on the way from the colour of print to that of the pen ink counts as the pen's."""

PALE = 0.6
"""Ink of another colour is the other side of the leaf only below this share of the pen's darkness; darker, it is a second pen. On the
sample books the other side has 0.4 to 0.6 (2026-11-26)."""

BROWN = (0.03, 0.65)
"""A stain is darker in blue than in red by more than the first; its darkness in red is about the second times that. Measured on the
sample books: 0.5 to 0.7 (median by page 0.33 to 0.74, 2026-11-26)."""

TALL = 1.5
"""A stain is so many cells high; what is lower may be letters in brown or red ink."""

DARKEST_STAIN = 0.6
"""More of the light in red no stain is believed to take."""


@dataclass(frozen=True, slots=True)
class Separated:
    """A page on which stains are pale and it is known what is not the pen's.

    Attributes:
        picture: (H, W, 3) uint8 RGB, the page without its stains.
        other: (H // 2, W // 2) uint8, 1 where ink has another colour than the pen and is paler; 0 everywhere if the pen has no
            colour of its own.
    """

    picture: Picture
    other: Ink


def separated(picture: Picture, printed: Sequence[Box], written: Sequence[Box]) -> Separated:
    """Return a page with pen, print and stains told from each other by colour.

    Args:
        picture: (H, W, 3) uint8 RGB, the page.
        printed: where print stands, px.
        written: where writing stands, px.
    """
    rows, columns = picture.shape[:2]
    half = shrunk(picture, (max(columns // 2, 1), max(rows // 2, 1)))
    red, blue = (_against_paper(np.ascontiguousarray(half[:, :, channel])) for channel in (0, 2))
    more = np.asarray(red - blue, np.float32)
    ink = np.asarray(red > FAINT, np.uint8)
    colour = np.asarray(_mean_of(more, ink) / np.maximum(_mean_of(red, ink), np.float32(1e-4)), np.float32)
    other = np.zeros(red.shape, np.uint8)
    of_print, of_pen = _strokes(red, colour, printed), _strokes(red, colour, written)
    if min(len(of_print), len(of_pen)) < LEAST_BOXES:
        return Separated(picture, other)
    usual = float(np.percentile(np.concatenate(of_print, axis=1)[1], 25))
    darkness, colours = np.concatenate(of_pen, axis=1)
    apart = float(np.percentile(colours, 75)) - usual
    if apart < -APART:
        return Separated(picture, other)
    if apart >= APART:
        least = usual + GREY * apart
        pen = float(np.percentile(darkness[colours > least], 85))
        other = np.asarray((ink > 0) & (colour < least) & (np.maximum(red, blue) < PALE * pen), np.uint8)
    stain = _stain(-more, TALL * float(np.median([box.h for box in written])) / 2)
    return Separated(_unstained(picture, stain), other)


def _against_paper(plane: NDArray[np.uint8]) -> Plane:
    """Return how dark an (H, W) channel of a page is against bare paper nearby, 0 where it is no darker."""
    channel = np.asarray(cv2.GaussianBlur(plane, (3, 3), 0), np.uint8)
    rows, columns = channel.shape
    times, side = PAPER
    small = shrunk(channel, (max(columns // times, 1), max(rows // times, 1))).astype(np.float32)
    usual = cv2.blur(small, (side, side))
    bare = np.asarray(np.abs(small - usual) < BARE * usual, np.float32)
    seen = cv2.blur(small * bare, (side, side)) + 1e-3 * usual
    paper = seen / (cv2.blur(bare, (side, side)) + 1e-3)
    around = cv2.resize(np.maximum(paper, DARKEST), (columns, rows), interpolation=cv2.INTER_LINEAR)
    light = np.asarray(cv2.divide(channel, around, dtype=cv2.CV_32F), np.float32)
    return np.maximum(np.subtract(1, light, out=light), 0, out=light)


def _mean_of(plane: Plane, ink: Ink) -> Plane:
    """Return the sum of an (H, W) plane over the ink nearby, as a share of the square it is taken from."""
    return np.asarray(cv2.blur(cv2.copyTo(plane, ink), NEAR), np.float32)


def _strokes(red: Plane, colour: Plane, boxes: Sequence[Box]) -> list[Plane]:
    """Return darkness in red and colour, (2, N), of the strokes in each box that has some, on a page twice as large as the planes."""
    found = []
    for box in boxes:
        part = np.s_[max(box.y // 2, 0) : max(box.bottom // 2, 0), max(box.x // 2, 0) : max(box.right // 2, 0)]
        inner = red[part]
        if inner.size:
            strokes = inner > max(FAINT, STROKES * quantile(inner, 0.99))
            if strokes.any():
                found.append(np.stack([inner[strokes], colour[part][strokes]]))
    return found


def _stain(brown: Plane, least: float) -> Plane:
    """Return how much of the red light stains take, (H, W), 0 where there are none.

    Args:
        brown: (H, W) how much darker the page is in blue than in red.
        least: px, stains are higher.
    """
    over, share = BROWN
    near = np.asarray(cv2.blur(brown, (5, 5)), np.float32)
    places = connected(np.asarray(near > over, np.uint8))
    large = places.stats[:, cv2.CC_STAT_HEIGHT] > least
    large[0] = False
    return np.asarray(cv2.copyTo(np.minimum(share * near, np.float32(DARKEST_STAIN)), places.each(large)), np.float32)


def _unstained(picture: Picture, stain: Plane) -> Picture:
    """Return the page with stains as pale as in the channel that sees them least.

    Args:
        picture: (H, W, 3) uint8 RGB.
        stain: (H // 2, W // 2) how much of the red light they take.
    """
    if not stain.any():
        return picture
    rows, columns = (np.flatnonzero(stain.any(axis=axis)) for axis in (1, 0))
    spotted = np.s_[2 * rows[0] : 2 * rows[-1] + 2, 2 * columns[0] : 2 * columns[-1] + 2]
    part = picture[spotted]
    stained = stain[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    left = cv2.resize(np.asarray(255 * (1 - stained), np.uint8), part.shape[1::-1], interpolation=cv2.INTER_LINEAR)
    red, green, blue = cv2.split(part)
    red = cv2.divide(red, left, scale=255)
    pale = cv2.merge([red, cv2.max(green, red), cv2.max(blue, red)])
    clean = picture.copy()
    cv2.copyTo(pale, np.asarray(left < 255, np.uint8), clean[spotted])
    return clean
