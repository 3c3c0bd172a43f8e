"""Lays the table of one page over that of another by the places where their rulings cross.

Where little is printed but a header, pieces of print fix the middle of a page and not its corners; its rulings run over all of it.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.alignment import LEAST, SCALE, STRAY, gentle
from pipeline.geometry import Homography, project
from pipeline.layouts._grid import Grid

REACH = 24.0
"""px at half size a crossing may lie off where the print of the header says: less than half of the narrowest columns, 30 (``template_cells``)."""


def by_rulings(base: Grid | None, page: Grid | None, through: Homography) -> Homography:
    """Return how one page lies on another, by the rulings of both; as it was said where they do not tell.

    Args:
        base: rulings of the page that lies on the other, px of the cleaned page.
        page: rulings of the other.
        through: (3, 3) homography from the base's px to the page's, both at ``SCALE``, as pieces of print say.

    Returns:
        (3, 3) homography of the same kind.
    """
    if base is None or page is None:
        return through
    ours, theirs = _crossings(base), _crossings(page)
    if min(len(ours), len(theirs)) < 2 * LEAST:
        return through
    there = project(ours, through)
    far = np.linalg.norm(there[:, None] - theirs[None], axis=2)
    nearest = far.argmin(axis=1)
    mutual = (far.argmin(axis=0)[nearest] == np.arange(len(ours))) & (far.min(axis=1) <= REACH)
    if mutual.sum() < 2 * LEAST:
        return through
    fitted, kept = cv2.findHomography(ours[mutual], theirs[nearest[mutual]], cv2.RANSAC, STRAY)
    finer = np.asarray(fitted, np.float64)  # no map at all comes as None, an array without sides here
    if finer.shape != (3, 3) or int(np.asarray(kept).sum()) < 2 * LEAST or not gentle(finer[:2] / finer[2, 2]):
        return through
    return finer


def _crossings(grid: Grid) -> NDArray[np.float64]:
    """Return the (N, 2) x, y at ``SCALE`` at which rulings cross, one after another of each upright one."""
    points = []
    for upright in grid.upright:
        for across in grid.across:
            x = upright.at(across.middle)
            y = across.at(x)
            points.append((upright.at(y), y))
    return np.array(points, np.float64).reshape(-1, 2) * SCALE
