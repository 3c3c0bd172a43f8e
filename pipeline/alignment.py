"""Lays a known print over a page: where the page holds what the print shows, however it was shifted, turned or stretched.

Method: small pieces of the print with many edges, spread over it, are looked for on the page by normalised cross-correlation
(``matchTemplate``), first far, then near; a homography is fitted to their places by RANSAC, so that pieces that hold a hand's
writing, and those that found something else, do not count.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.geometry import Homography, project
from pipeline.small_copies import shrunk

SCALE = 0.5
"""Share of a sheet's size at which prints are compared: print of 10 pt is then 12 px high, as in ``pipeline.reprint``."""

Grey = NDArray[np.uint8]
"""(H, W) uint8 picture at ``SCALE``, 0 is black."""

PIECE = (48, 28)
"""Width and height in px of a piece: two or three printed letters, or where rulings cross."""

GRID = (7, 10)
"""Pieces across and down at most, one from each part of the print."""

FAR, NEAR = 70, 14
"""px a piece is looked for around its place: pages of one book are trimmed to within that; then what bends them."""

SEEN = 0.5
"""Correlation from which a piece counts as seen."""

STRAY = 4.0
"""px a piece may lie off the homography."""

GENTLE = 0.17
"""How far one page of a book, trimmed, may be stretched against another."""

ALIKE = 0.03
"""How far a page's sides may be off the print's for both to be of one size: between pages of one book, photographed alike, 0.02."""

LEAST = 8
"""Pieces on the homography below which the page does not bear the print: four fix one, twice as many make it no accident."""


@dataclass(frozen=True, slots=True)
class Print:
    """What a page must show.

    Attributes:
        grey: (H, W) uint8 picture at ``SCALE``.
        corners: (N, 2) x, y in px of the top left corners of the pieces.
    """

    grey: Grey
    corners: NDArray[np.int64]

    @classmethod
    def of(cls, grey: Grey) -> Print:
        """Return the print of a picture, (H, W) uint8 at ``SCALE``: pieces with edges that run both ways, as corners have.

        Shi and Tomasi, CVPR 1994: a piece of a ruling alone looks the same all along it.
        """
        soft = cv2.GaussianBlur(grey, (0, 0), 1.0)
        across, down = cv2.Sobel(soft, cv2.CV_32F, 1, 0), cv2.Sobel(soft, cv2.CV_32F, 0, 1)
        sums = [cv2.boxFilter(one, -1, PIECE, anchor=(0, 0)) for one in (across * across, down * down, across * down)]
        energy = (sums[0] + sums[1]) / 2 - np.sqrt(((sums[0] - sums[1]) / 2) ** 2 + sums[2] ** 2)
        rows, columns = grey.shape[0] - PIECE[1], grey.shape[1] - PIECE[0]
        if rows < GRID[1] or columns < GRID[0]:
            return cls(grey, np.zeros((0, 2), np.int64))
        energy = energy[:rows, :columns]
        found = []
        for top, bottom in _parts(rows, GRID[1]):
            for left, right in _parts(columns, GRID[0]):
                part = energy[top:bottom, left:right]
                y, x = np.unravel_index(int(part.argmax()), part.shape)
                found.append((float(part[y, x]), left + int(x), top + int(y)))
        least = 0.05 * max(found)[0]
        return cls(grey, np.array([(x, y) for strength, x, y in found if strength > least], np.int64).reshape(-1, 2))


def small(picture: NDArray[np.uint8]) -> Grey:
    """Return an (H, W, 3) uint8 RGB picture in grey at ``SCALE``."""
    grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)
    size = (max(1, round(grey.shape[1] * SCALE)), max(1, round(grey.shape[0] * SCALE)))
    return shrunk(grey, size)


def enlarged(grey: Grey) -> NDArray[np.uint8]:
    """Return a picture at ``SCALE``, (H, W) uint8, at its whole size, (H / SCALE, W / SCALE, 3) RGB: what ``small`` was made from."""
    size = (round(grey.shape[1] / SCALE), round(grey.shape[0] / SCALE))
    whole = cv2.resize(grey, size, interpolation=cv2.INTER_CUBIC)
    return np.asarray(cv2.cvtColor(whole, cv2.COLOR_GRAY2RGB), np.uint8)


def laid_over(known: Print, page: Grey) -> tuple[Homography, float]:
    """Return how a print lies on a page, and which share of its pieces is seen there, 0.0 where it is another print.

    A page that was photographed from nearer or farther is also looked at in the size of the print: letters of another size are
    not found. It is looked at as it is too, for where only its margins are others, its letters have the size of the print's.

    Args:
        known: the print.
        page: (H, W) uint8 picture at ``SCALE``.

    Returns:
        the (3, 3) homography from the print's px to the page's, both at ``SCALE``, and the share.
    """
    through, share = _laid(known, page)
    (high, wide), (page_high, page_wide) = known.grey.shape, page.shape
    across, down = page_wide / wide, page_high / high
    if max(abs(across - 1), abs(down - 1)) < ALIKE:
        return through, share
    finer, better = _laid(known, _sized(page, (wide, high)))
    return (np.diag([across, down, 1.0]) @ finer, better) if better > share else (through, share)


def _sized(page: Grey, size: tuple[int, int]) -> Grey:
    """Return an (H, W) uint8 page in another size, width and height in px."""
    smaller = size[0] * size[1] < page.shape[0] * page.shape[1]
    return np.asarray(cv2.resize(page, size, interpolation=cv2.INTER_AREA if smaller else cv2.INTER_CUBIC), np.uint8)


def _laid(known: Print, page: Grey) -> tuple[Homography, float]:
    """Return how a print lies on an (H, W) uint8 page of about its size, and the share of its pieces seen."""
    stretch = np.diag([page.shape[1] / known.grey.shape[1], page.shape[0] / known.grey.shape[0], 1.0])
    if len(known.corners) < LEAST:
        return stretch, 0.0
    far = _seen(known, page, stretch, FAR)
    rough, _ = _fitted(known.corners[far[0]], far[1], 4 * STRAY)
    if rough is None:
        return stretch, 0.0
    near = _seen(known, page, rough, NEAR)
    fine, inside = _fitted(known.corners[near[0]], near[1], STRAY)
    return (stretch, 0.0) if fine is None else (fine, inside / len(known.corners))


def _parts(length: int, count: int) -> list[tuple[int, int]]:
    edges = np.linspace(0, length, count + 1).astype(int)
    return [(int(low), int(high)) for low, high in pairwise(edges)]


def _seen(known: Print, page: Grey, through: Homography, reach: int) -> tuple[list[int], NDArray[np.float64]]:
    """Return which pieces are seen on the page within a reach of where they should be, and where, (N, 2) px."""
    places = project(known.corners.astype(np.float64), through).round()
    which, where = [], []
    for number, ((x, y), (to_x, to_y)) in enumerate(zip(known.corners, places, strict=True)):
        piece = known.grey[y : y + PIECE[1], x : x + PIECE[0]]
        left, top = max(0, int(to_x) - reach), max(0, int(to_y) - reach)
        window = page[top : max(0, int(to_y) + reach + PIECE[1]), left : max(0, int(to_x) + reach + PIECE[0])]
        if window.shape[0] < PIECE[1] or window.shape[1] < PIECE[0]:
            continue
        _, score, _, (dx, dy) = cv2.minMaxLoc(cv2.matchTemplate(window, piece, cv2.TM_CCOEFF_NORMED))
        if score >= SEEN:
            which.append(number)
            where.append((left + dx, top + dy))
    return which, np.array(where, np.float64).reshape(-1, 2)


def _fitted(from_: NDArray[np.int64], to: NDArray[np.float64], stray: float) -> tuple[Homography | None, int]:
    """Return the (3, 3) map that most of the (N, 2) points obey, and how many do; None if too few do.

    An affine map, which few points fix; where there are many, the homography through those that obey it.
    """
    if len(from_) < LEAST:
        return None, 0
    cv2.setRNGSeed(0)
    points = from_.astype(np.float64)
    found, kept = cv2.estimateAffine2D(points, to, method=cv2.RANSAC, ransacReprojThreshold=stray, maxIters=4000)
    affine = np.asarray(found, np.float64)  # no map at all comes as None, an array without sides here
    inside = np.asarray(kept).ravel() > 0
    if affine.shape != (2, 3) or inside.sum() < LEAST or not gentle(affine):
        return None, 0
    through = np.vstack([affine, (0, 0, 1)])
    if inside.sum() >= 2 * LEAST:
        finer = np.asarray(cv2.findHomography(points[inside], to[inside])[0], np.float64)
        if finer.shape == (3, 3):
            near = int((np.linalg.norm(project(points, finer) - to, axis=1) < stray).sum())
            if near >= inside.sum():
                return finer, near
    return through, int(inside.sum())


def gentle(affine: NDArray[np.float64]) -> bool:
    """Return whether a (2, 3) affine map neither mirrors, nor turns by more than five degrees, nor resizes by more than a sixth."""
    (a, b, _), (c, d, _) = affine
    return bool(abs(a - 1) < GENTLE and abs(d - 1) < GENTLE and abs(b) < 0.09 and abs(c) < 0.09)
