"""Boxes and homographies between pictures. x right, y down, origin top left, pixels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Homography = NDArray[np.float64]
"""A (3, 3) matrix that carries points (x, y, 1) of one picture to another."""


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


def corners(box: Box) -> NDArray[np.float64]:
    """Return the (4, 2) corners x, y in px, clockwise from the top left."""
    return np.array([(box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom)], np.float64)


def project(points: NDArray[np.float64], through: Homography) -> NDArray[np.float64]:
    """Carry points from one picture to another.

    Args:
        points: (N, 2) x, y in px of the source picture.
        through: (3, 3) homography from source to target.

    Returns:
        (N, 2) x, y in px of the target picture.
    """
    flat = np.column_stack([points, np.ones(len(points))]) @ through.T
    carried: NDArray[np.float64] = flat[:, :2] / flat[:, 2:]
    return carried


def project_box(box: Box, through: Homography) -> Box:
    """Return the upright box around ``box`` carried through a (3, 3) homography, px of the target."""
    points = project(corners(box), through)
    low = np.floor(points.min(axis=0)).astype(int)
    high = np.ceil(points.max(axis=0)).astype(int)
    return Box(int(low[0]), int(low[1]), max(1, int(high[0] - low[0])), max(1, int(high[1] - low[1])))
