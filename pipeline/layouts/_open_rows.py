"""Parts the body of a table into cases where no ruling does: each begins with the line on which its number stands.

On three pages of real ledgers with lined paper and bent rulings 77 cases were found of 75, 62 of them with the one number that they
should have (of 68 numbers that the truth of those pages names; 2026-11-26).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.connected import connected
from pipeline.geometry import Box
from pipeline.sheets import Picture
from pipeline.writing import Ink, darkness, inked, runs_across

DIGIT = 0.006
"""Least height of a digit, as a share of the sheet's longer side: 14 px on A4 at 200 dpi, half of what clerks write."""

BESIDE = 4
"""px beside an upright ruling that are not looked at."""

RULED = 0.1
"""A level run of ink of this share of the table's width is a ruling between lines, or a stroke that strikes out."""

RULING = 4
"""An upright run of ink of so many least digit heights, gaps lower than a digit aside, is a piece of a bent ruling."""

TALL = 2.5
"""Strokes so many times as high as the usual digit are two numbers grown together, or no number."""

PULL = 0.25
"""To part two cases a digit's height above the number of the second costs as much as cutting a quarter of the fullest row of ink:
a case begins with the line of its number, unless that would cut through what is written beside it."""

WIDER = 1.8
"""So many times the usual white between lines is a gap between two cases."""


def cases(picture: Picture, body: Box, upright: Sequence[int], numbers: int | None) -> list[tuple[int, int]]:
    """Return top and bottom, px of the sheet, of each case in a body without rulings between cases, from top to bottom.

    Where fewer than two numbers are seen the cases are parted at gaps wider than those between lines; one case where there are none.

    Args:
        picture: (H, W, 3) uint8 RGB, levelled.
        body: the table below its header, px.
        upright: x of the upright rulings, px.
        numbers: which strip between two upright rulings holds the running numbers; None if none does.
    """
    ink = _ink(picture, body, upright)
    profile = ink.sum(axis=1, dtype=np.float64)
    rows = np.flatnonzero(profile)
    if not rows.size:
        return []
    digit = max(4, round(DIGIT * max(picture.shape)))
    seen = [] if numbers is None else _numbers(ink[:, upright[numbers] - body.x : upright[numbers + 1] - body.x], digit)
    if len(seen) >= 2:
        tall = float(np.median([bottom - top for top, bottom in seen]))
        parted = [_between(profile, above[1], below[0], tall) for above, below in pairwise(seen)]
    else:
        parted, tall = _gaps(profile), float(digit)
    foot = min(body.h, round(rows[-1] + tall))
    edges = [0, *parted, foot]
    return [(body.y + top, body.y + bottom) for top, bottom in pairwise(edges)]


def numbered(picture: Picture, body: Box, upright: Sequence[int], numbers: int) -> int:
    """Return how many numbers stand under each other in the strip of a table that holds them.

    Args:
        picture: (H, W, 3) uint8 RGB, levelled.
        body: the table below its header, px.
        upright: x of the upright rulings, px.
        numbers: which strip between two upright rulings it is.
    """
    strip = _ink(picture, body, upright)[:, upright[numbers] - body.x : upright[numbers + 1] - body.x]
    return len(_numbers(strip, max(4, round(DIGIT * max(picture.shape)))))


def _ink(picture: Picture, body: Box, upright: Sequence[int]) -> Ink:
    """Return (H, W) ink of the body without its rulings."""
    cut = np.ascontiguousarray(picture[body.y : body.bottom, body.x : body.right])
    ink = inked(darkness(cut))
    for x in upright:
        ink[:, max(0, x - body.x - BESIDE) : max(0, x - body.x + BESIDE + 1)] = 0
    ruled = cv2.dilate(runs_across(ink, max(30, round(RULED * body.w))), np.ones((3, 1), np.uint8))
    ink[ruled > 0] = 0
    ink[:BESIDE] = ink[-BESIDE:] = 0
    return ink


def _numbers(strip: Ink, digit: int) -> list[tuple[int, int]]:
    """Return top and bottom, px, of each number in the (H, W) ink of their strip, from top to bottom.

    Digits belong to one number where the middle of one lies beside the other; tails that reach into the next line join nothing.
    """
    joined = cv2.morphologyEx(strip, cv2.MORPH_CLOSE, np.ones((digit, 1), np.uint8))
    upright = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((RULING * digit, 1), np.uint8))
    upright = cv2.dilate(upright, np.ones((1, 5), np.uint8))
    _, _, stats, _ = connected(np.where(upright > 0, 0, strip).astype(np.uint8))
    tops, highs = stats[1:, cv2.CC_STAT_TOP], stats[1:, cv2.CC_STAT_HEIGHT]
    high_enough = highs >= digit
    if not high_enough.any():
        return []
    usual = float(np.median(highs[high_enough]))
    fit = high_enough & (highs <= TALL * usual)
    spans = sorted((int(top), int(top + high)) for top, high in zip(tops[fit], highs[fit], strict=True))
    found: list[tuple[int, int]] = []
    for top, bottom in spans:
        if found and top + (bottom - top) / 4 < found[-1][1] - (found[-1][1] - found[-1][0]) / 4:
            found[-1] = (found[-1][0], max(bottom, found[-1][1]))
        else:
            found.append((top, bottom))
    return found


def _between(profile: NDArray[np.float64], bottom: int, top: int, tall: float) -> int:
    """Return the y that parts two cases: the foot of one number is at ``bottom``, the head of the next at ``top``.

    Args:
        profile: (H,) ink in each row of the body.
        bottom: px.
        top: px.
        tall: height of a number, px.
    """
    bottom = min(bottom, top)
    window = profile[bottom : top + 1] / max(profile.max(), 1.0)
    cost = window + PULL * np.arange(len(window))[::-1] / tall
    best = int(cost.argmin())
    white = window <= window[best]
    first = best
    while first and white[first - 1]:
        first -= 1
    return bottom + (first + best) // 2


def _gaps(profile: NDArray[np.float64]) -> list[int]:
    """Return the middles, px, of gaps in an (H,) profile that are clearly wider than those between the lines of a case."""
    rows = np.flatnonzero(profile)
    wide = np.diff(rows)
    gaps = wide > 1
    if gaps.sum() < 2:
        return []
    usual = float(np.median(wide[gaps]))
    return [int(rows[at] + wide[at] // 2) for at in np.flatnonzero(gaps & (wide >= WIDER * usual))]
