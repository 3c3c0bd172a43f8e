"""Takes the page out of a dark or white background, square and upright.

Method: the paper is what is lighter than the rim of the picture (Otsu on a small copy), and what darkens gradually from there: a
shadow is soft, the edge of the paper is not. Four straight edges are laid around it, the least quadrilateral that holds all of
it, so that a torn corner is where the edges beside it meet; the page is pulled straight by their homography. Ours: where they are
not like a page's, or paper does not reach along them, the page is cut to its box; a page that fills the picture, or an outline
that covers less than a third of it, is left as it is. On a white table paper is told by its colour, if its edge is seen all around.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline import even_ground
from pipeline.sheets import Sheet

SMALL = 512
"""Longer side, px, of the copy the outline is looked for on: corners are right within half a per cent of the page."""

EVEN = 14
"""Grey levels by which an even background varies on the small, smoothed copy; paper is lighter by more."""

STROKE = 9
"""Strokes and rulings thinner than this are taken off before darkness is followed, px of the small copy."""

DARKENING = np.rint(73 * np.log1p(np.arange(256) / 8)).astype(np.uint8)
"""Of each grey level: 0 to 254, 73 times the logarithm, in which a shadow is as steep on light paper as on dark."""

STEP = 9
"""Of ``DARKENING`` within three px, about 13 %, from which it is an edge. Measured: a phone's soft shadow has 2 to 4."""

LEAST_SEED = 0.02
"""Share of the light paper that a place must hold for the paper to go on where the place does."""

LEAK = 0.02
"""Share of the rim that gradual darkening may add to the paper; beyond it has run out over the desk."""

PART = 0.25
"""Of the largest light place, from which another one is paper too: the other page beyond the fold of an opening."""

HELD = 0.965
"""Share of the paper's hull that four of its own corners must hold, else edges are laid around it. Measured 2026-11-26: 0.974 to
0.990 on 30 pages of ``shared/ledger-pages``, 0.939 at most where a corner is torn off or lies in shadow."""

ASKEW = 18.0
"""Degrees by which a corner of a page seen from aside differs from a right angle at most."""

NARROWING = 0.78
"""Least length of an edge, as a share of the edge across from it."""

THING = 25
"""What is as light as paper and narrower than this beside it may be a thing on the desk, px of the small copy (15 mm)."""

LOOSE = 0.0125
"""Share of the page that such a thing may have (A4: 4 by 2 cm). What is larger may be a flap that is written on."""

REACH = 0.35
"""Share of an edge along which paper must reach up to it; less, and nobody knows where the edge lies."""

BORDER = 3
"""px of the small copy: an outline as near to the border of the picture as that may be the border."""

NEAR = 0.006
"""Share of the picture's longer side within which paper reaches an edge."""


@dataclass(frozen=True, slots=True)
class Trim:
    """Take the page out of its background.

    Attributes:
        least_share: an outline below this share of the picture is not believed to be the page.
        least_contrast: grey levels between paper and background below which there is nothing to trim.
        least_fit: share of the four-cornered page that the hull of the paper must cover for the corners to be believed.
    """

    least_share: float = 0.33
    least_contrast: float = 30.0
    least_fit: float = 0.82

    def __call__(self, sheet: Sheet) -> Sheet:
        """Return the sheet cut to its page."""
        height, width = sheet.picture.shape[:2]
        scale = SMALL / max(height, width)
        if scale >= 1.0:
            return sheet
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        small = np.asarray(cv2.resize(sheet.picture, size, interpolation=cv2.INTER_AREA), np.uint8)
        grey = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
        paper = self._paper(np.asarray(cv2.medianBlur(grey, 5), np.uint8))
        if paper is None:
            coloured = even_ground.outline(small)
            corners = None if coloured is None else _corners(coloured, size, self.least_fit)
            if coloured is None or corners is None:
                return sheet
            return _straighten(replace(sheet, rim=_rim([coloured], size) / scale), corners / scale)
        sheet = replace(sheet, rim=_rim(paper.outlines, size) / scale)
        corners = _corners(np.concatenate(paper.outlines), size, self.least_fit)
        if corners is None and paper.bare:
            corners = _corners(np.concatenate(paper.bare), size, self.least_fit)
            corners = corners if corners is not None and _left_out(paper, corners, size) <= LOOSE else None
        if corners is not None:
            return _straighten(sheet, corners / scale)
        x, y, w, h = (int(v) for v in cv2.boundingRect((np.concatenate(paper.outlines) / scale).astype(np.float32)))
        x, y = max(0, x), max(0, y)
        cut = np.ascontiguousarray(sheet.picture[y : min(height, y + h), x : min(width, x + w)])
        return sheet.then(f"trim {x},{y} {w}x{h}", cut, np.array([[1, 0, x], [0, 1, y], [0, 0, 1]], np.float64))

    def _paper(self, grey: NDArray[np.uint8]) -> _Paper | None:
        """Return the paper on a small (h, w) picture, or None if there is nothing to trim."""
        around = even_ground.rim(grey)
        level, mask = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
        if not mask.any() or np.mean(around > level) > 0.5:
            return None  # the rim is paper, or as light as paper: nothing to cut that light could tell
        if float(grey[mask > 0].mean() - np.median(around)) < self.least_contrast:
            return None
        closed = cv2.morphologyEx(_lighter(grey, around, level), cv2.MORPH_CLOSE, np.ones((13, 13), np.uint8))
        paper = _grown(grey, np.asarray(closed, np.uint8))
        if not self.least_share * grey.size <= sum(cv2.contourArea(one) for one in paper.outlines) <= 0.99 * grey.size:
            return None
        return paper


@dataclass(frozen=True, slots=True)
class _Paper:
    """The paper on a small picture.

    Attributes:
        outlines: of each part of it, (N, 2) int32 x, y, px.
        bare: the same without what is light but narrow, or set off from it by an edge; empty if there is no telling.
    """

    outlines: list[NDArray[np.int32]]
    bare: list[NDArray[np.int32]]


def _lighter(grey: NDArray[np.uint8], rim: NDArray[np.uint8], level: float) -> NDArray[np.uint8]:
    """Return 255 where a (h, w) picture is lighter than what lies around the page, 0 elsewhere.

    A page half in shadow is dark there, but never as dark as an even background.

    Args:
        grey: the picture.
        rim: (N,) its outermost pixels.
        level: what parts light from dark where the rim is uneven.
    """
    darkest, lightest = np.percentile(rim, (5, 90))
    even = lightest - darkest <= EVEN
    return np.where(grey > (min(level, lightest + EVEN) if even else level), 255, 0).astype(np.uint8)


def _grown(grey: NDArray[np.uint8], light: NDArray[np.uint8]) -> _Paper:
    """Return what is light, 255 in a (h, w) mask, with what darkens gradually from there; the light alone if that is the desk as well."""
    bare = cv2.LUT(cv2.morphologyEx(grey, cv2.MORPH_CLOSE, np.ones((STROKE, STROKE), np.uint8)), DARKENING)
    square = np.ones((3, 3), np.uint8)
    level = np.asarray(cv2.morphologyEx(bare, cv2.MORPH_GRADIENT, square) < STEP, np.uint8)
    _, labels = cv2.connectedComponents(cv2.erode(level, square), connectivity=4)
    inside = np.bincount(labels[light > 0])
    inside[0] = 0
    reached = np.flatnonzero(inside > LEAST_SEED * inside.sum())
    grown = cv2.dilate(np.where(np.isin(labels, reached), 255, 0).astype(np.uint8), np.ones((5, 5), np.uint8))
    both = np.asarray(
        cv2.morphologyEx(np.maximum(grown, light), cv2.MORPH_CLOSE, np.ones((13, 13), np.uint8)), np.uint8
    )
    if np.mean(even_ground.rim(both) > 0) > np.mean(even_ground.rim(light) > 0) + LEAK:
        return _Paper(_outlines(light), [])
    wide = cv2.morphologyEx(grown, cv2.MORPH_OPEN, np.ones((THING, THING), np.uint8))
    return _Paper(_outlines(both), _outlines(np.asarray(wide, np.uint8)))


def _outlines(mask: NDArray[np.uint8]) -> list[NDArray[np.int32]]:
    """Return the (N, 2) outlines x, y, px, of the large parts of a (h, w) mask."""
    found, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    areas = [cv2.contourArea(one) for one in found]
    return [
        np.asarray(one[:, 0, :], np.int32) for one, area in zip(found, areas, strict=True) if area >= PART * max(areas)
    ]


def _rim(outlines: list[NDArray[np.int32]], size: tuple[int, int]) -> NDArray[np.float64]:
    """Return the (N, 2) points of outlines that lie within a picture of ``size``: at its border it is cut, not the paper."""
    points = np.concatenate(outlines)
    within = ((points >= BORDER) & (points < np.array(size) - BORDER)).all(axis=1)
    return points[within].astype(np.float64) + 0.5


def _left_out(paper: _Paper, corners: NDArray[np.float64], size: tuple[int, int]) -> float:
    """Return the largest place of the paper outside (4, 2) corners on a picture of ``size``, as a share of what is inside."""
    mask = cv2.fillPoly(np.zeros(size[::-1], np.uint8), paper.outlines, 1)
    page = corners.round().astype(np.int32)
    cv2.fillConvexPoly(mask, page, 0)
    cv2.polylines(mask, [page], isClosed=True, color=0, thickness=5)
    stats = cv2.connectedComponentsWithStats(mask)[2]
    return float(stats[1:, cv2.CC_STAT_AREA].max(initial=0) / cv2.contourArea(page))


def _corners(outline: NDArray[np.int32], size: tuple[int, int], least_fit: float) -> NDArray[np.float64] | None:
    """Return the (4, 2) corners clockwise from the top left, px, or None if the outline has no four that a page may have.

    Args:
        outline: (N, 2) x, y of the paper, px.
        size: width and height of the picture, px.
        least_fit: share of the page that the paper's hull must cover.
    """
    hull = np.asarray(cv2.convexHull(outline.astype(np.float32)), np.float32)
    area, near = cv2.contourArea(hull), NEAR * max(size)
    own = cv2.approxPolyDP(hull, 0.02 * cv2.arcLength(hull, closed=True), closed=True)
    if len(own) == 4 and cv2.contourArea(own) >= HELD * area:
        corners = _in_order(own[:, 0, :].astype(np.float64))
    else:
        corners = _in_order(_around(hull[:, 0, :].astype(np.float64)))
        if corners is None or area < least_fit * cv2.contourArea(corners.astype(np.float32)):
            return None
        if corners.min() < -near or (corners > np.array(size) + near).any() or _reach(hull, corners, near) < REACH:
            return None
    return corners if corners is not None and _like_a_page(corners) else None


def _in_order(corners: NDArray[np.float64]) -> NDArray[np.float64] | None:
    """Return (4, 2) corners clockwise from the top left, or None if they are not four or lie at no four sides."""
    total, difference = corners.sum(axis=1), corners[:, 0] - corners[:, 1]
    order = [int(np.argmin(total)), int(np.argmax(difference)), int(np.argmax(total)), int(np.argmin(difference))]
    return corners[order] if len(corners) == 4 == len(set(order)) else None


def _around(hull: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the (4, 2) corners of four of a hull's own edges that hold it: the others are left out, which adds least comes first.

    Args:
        hull: (N, 2) its corners x, y, px, in order.
    """
    corners = [(float(x), float(y)) for x, y in hull]
    while len(corners) > 4:
        count = len(corners)
        tips = [_tip(*(corners[(i + step) % count] for step in (-1, 0, 1, 2))) for i in range(count)]
        best = min(range(count), key=lambda i: tips[i][0])
        if math.isinf(tips[best][0]):
            break
        corners[best] = tips[best][1]
        del corners[(best + 1) % count]
    return np.array(corners)


def _tip(
    before: tuple[float, float], start: tuple[float, float], end: tuple[float, float], after: tuple[float, float]
) -> tuple[float, tuple[float, float]]:
    """Return what is added, px squared, where the edges beside an edge run on until they meet, and where they do."""
    (ax, ay), (bx, by) = (start[0] - before[0], start[1] - before[1]), (end[0] - after[0], end[1] - after[1])
    cx, cy = end[0] - start[0], end[1] - start[1]
    cross = ax * by - ay * bx
    if cross == 0:
        return math.inf, start
    along, back = (cx * by - cy * bx) / cross, (cx * ay - cy * ax) / cross
    if along < 0 or back < 0:
        return math.inf, start
    tip = (start[0] + along * ax, start[1] + along * ay)
    return abs(cx * (tip[1] - start[1]) - cy * (tip[0] - start[0])) / 2, tip


def _like_a_page(corners: NDArray[np.float64]) -> bool:
    """Return whether (4, 2) corners in order are those of a rectangle seen a little from aside."""
    sides = np.roll(corners, -1, axis=0) - corners
    lengths = np.linalg.norm(sides, axis=1)
    if lengths.min() < 1:
        return False
    turned = np.sum(sides * np.roll(sides, 1, axis=0), axis=1) / (lengths * np.roll(lengths, 1))
    return bool(
        np.abs(turned).max() <= math.sin(math.radians(ASKEW))
        and min(lengths[0] / lengths[2], lengths[2] / lengths[0], lengths[1] / lengths[3], lengths[3] / lengths[1])
        >= NARROWING
    )


def _reach(hull: NDArray[np.float32], corners: NDArray[np.float64], near: float) -> float:
    """Return along which share of the edge that is covered least a (N, 1, 2) hull comes ``near`` px to it."""
    least = 1.0
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        places = start + (end - start) * np.linspace(0, 1, 41)[:, None]
        far = [abs(cv2.pointPolygonTest(hull, (float(x), float(y)), measureDist=True)) for x, y in places]
        least = min(least, float(np.mean(np.array(far) <= near)))
    return least


def _straighten(sheet: Sheet, corners: NDArray[np.float64]) -> Sheet:
    top, right, bottom, left = (float(np.linalg.norm(corners[i] - corners[(i + 1) % 4])) for i in range(4))
    width, height = round(max(top, bottom)), round(max(left, right))
    square = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    there = cv2.getPerspectiveTransform(corners.astype(np.float32), square)
    picture = cv2.warpPerspective(
        sheet.picture, there, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    back = np.linalg.inv(there.astype(np.float64))
    return sheet.then(f"trim to corners {width}x{height}", picture.astype(np.uint8, copy=False), back)
