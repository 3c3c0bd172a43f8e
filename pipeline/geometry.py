"""Boxes and homographies between pictures. x right, y down, origin top left, pixels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Homography = NDArray[np.float64]
"""A (3, 3) matrix that carries points (x, y, 1) of one picture to another."""

ALONG = 33
"""Points that are carried along each side of a box through a bend: on nine curled pages no side as wide as the page leaves the chords
between them by more than a px."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels of one picture.

    Attributes:
        x: left edge.
        y: top edge.
        w: width, at least 1.
        h: height, at least 1.
    """

    x: int
    y: int
    w: int
    h: int

    def __post_init__(self) -> None:
        """Refuse an impossible box at birth.

        Raises:
            ValueError: width or height is below one pixel.
        """
        if self.w < 1 or self.h < 1:
            raise ValueError(f"box {self.w} x {self.h} px")

    @property
    def right(self) -> int:
        """First column right of the box."""
        return self.x + self.w

    @property
    def bottom(self) -> int:
        """First row below the box."""
        return self.y + self.h

    def overlap(self, other: Box) -> float:
        """Return intersection over union with another box, 0.0 to 1.0."""
        w = min(self.right, other.right) - max(self.x, other.x)
        h = min(self.bottom, other.bottom) - max(self.y, other.y)
        if w <= 0 or h <= 0:
            return 0.0
        both = w * h
        return both / (self.w * self.h + other.w * other.h - both)

    def inside(self, width: int, height: int) -> Box:
        """Return the part of the box that lies on a picture of ``width`` x ``height`` px (at least one pixel)."""
        x = min(max(self.x, 0), width - 1)
        y = min(max(self.y, 0), height - 1)
        return Box(x, y, max(1, min(self.right, width) - x), max(1, min(self.bottom, height) - y))


@dataclass(frozen=True, slots=True, eq=False)
class Bend:
    """How a straightened page lay before: every point was further down by a smooth amount.

    Attributes:
        drops: (R, C) float64, px, on a grid of even steps from the first to the last point of the page; at least 2 x 2.
        width: of the page, px.
        height: of the page, px.
    """

    drops: NDArray[np.float64]
    width: int
    height: int

    def drop(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return how much further down points lay, px; beyond the page they go with its rim.

        Args:
            points: (N, 2) x, y in px of the straightened page.

        Returns:
            (N,) px.
        """
        rows, columns = self.drops.shape
        x = np.clip(points[:, 0] / self.width, 0.0, 1.0) * (columns - 1)
        y = np.clip(points[:, 1] / self.height, 0.0, 1.0) * (rows - 1)
        left, top = np.minimum(x.astype(int), columns - 2), np.minimum(y.astype(int), rows - 2)
        across, down = x - left, y - top
        upper = self.drops[top, left] * (1 - across) + self.drops[top, left + 1] * across
        lower = self.drops[top + 1, left] * (1 - across) + self.drops[top + 1, left + 1] * across
        between: NDArray[np.float64] = upper * (1 - down) + lower * down
        return between

    def rows(self, first: int, last: int) -> NDArray[np.float32]:
        """Return the (R, W) drops, px, of every pixel of the rows from ``first`` to the one before ``last``."""
        rows, columns = self.drops.shape
        x = np.linspace(0.0, self.width, columns)
        across = np.array([np.interp(np.arange(self.width), x, row) for row in self.drops], np.float32)
        y = np.arange(first, last, dtype=np.float32)[:, None] * ((rows - 1) / self.height)
        top = np.minimum(y[:, 0].astype(int), rows - 2)
        down = y - top.astype(np.float32)[:, None]
        between: NDArray[np.float32] = across[top] * (1 - down) + across[top + 1] * down
        return between


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """The way of points from one picture to another: homographies, and bends between them.

    Attributes:
        legs: what carries the points, in the order in which they go.
    """

    legs: tuple[Homography | Bend, ...] = ()

    def after(self, leg: Homography | Bend) -> Way:
        """Return the way that begins with one more leg, a (3, 3) homography or a bend."""
        first = self.legs[0] if self.legs else None
        if isinstance(leg, np.ndarray) and isinstance(first, np.ndarray):
            return Way((first @ leg, *self.legs[1:]))
        return Way((leg, *self.legs))

    @property
    def bent(self) -> bool:
        """Whether straight lines may not stay straight."""
        return any(isinstance(leg, Bend) for leg in self.legs)


def corners(box: Box) -> NDArray[np.float64]:
    """Return the (4, 2) corners x, y in px, clockwise from the top left."""
    return np.array([(box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom)], np.float64)


def rim(box: Box) -> NDArray[np.float64]:
    """Return (N, 2) points x, y in px along the sides of a box, its corners among them."""
    share = np.linspace(0.0, 1.0, ALONG)[:, None]
    corner = corners(box)
    return np.concatenate([corner[i - 1] * (1 - share) + corner[i] * share for i in range(4)])


def project(points: NDArray[np.float64], through: Homography | Bend | Way) -> NDArray[np.float64]:
    """Carry points from one picture to another.

    Args:
        points: (N, 2) x, y in px of the source picture.
        through: (3, 3) homography, bend or way from source to target.

    Returns:
        (N, 2) x, y in px of the target picture.
    """
    if isinstance(through, Way):
        for leg in through.legs:
            points = project(points, leg)
        return points
    if isinstance(through, Bend):
        return np.column_stack([points[:, 0], points[:, 1] + through.drop(points)])
    flat = np.column_stack([points, np.ones(len(points))]) @ through.T
    carried: NDArray[np.float64] = flat[:, :2] / flat[:, 2:]
    return carried


def project_box(box: Box, through: Homography | Way) -> Box:
    """Return the upright box around ``box`` carried through a (3, 3) homography or a way, px of the target."""
    bent = isinstance(through, Way) and through.bent
    points = project(rim(box) if bent else corners(box), through)
    low = np.floor(points.min(axis=0)).astype(int)
    high = np.ceil(points.max(axis=0)).astype(int)
    return Box(int(low[0]), int(low[1]), max(1, int(high[0] - low[0])), max(1, int(high[1] - low[1])))
