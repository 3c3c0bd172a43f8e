"""Carries printed words over from an earlier page of the same print, so that they need not be read on every page.

All pages of a book are one printed form. What was read on one page is looked for on the next as a picture: print comes
back at nearly the same place, handwriting does not. Method: normalised cross-correlation of each word's picture
(``matchTemplate``) around its expected place, after a first round with the widest words has found how the page lies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.alignment import SCALE, gentle, small
from pipeline.geometry import Box
from pipeline.sheets import Sheet, Word

PARTS, GUIDES = 5, 5
"""Words of the first round: so many in each of so many parts of the page, the widest of those that were read clearly, for a misread stroke
of the hand never comes back."""

LEAST_GUIDES = 5
"""So many of them must be seen again: three fix an affine map, two more make it no accident."""

TRUSTED = 0.5
"""Share of them, those seen best, that says how the page lies: where the hand was taken for print, more than a third are its words and are
found anywhere. On such a book 100 words instead of 78 of a page are then seen again (2026-11-26)."""

CLEAR = 0.7
"""Confidence from which a word was read clearly."""

FAR = 130
"""Reach of the first round, px of the sheet: pages of one book are trimmed and levelled to within that."""

NEAR = 24
"""Reach of the second round, px of the sheet: what curl and rest of skew move a word."""

SEEN = 0.45
"""Correlation from which a word counts as seen again."""

KEPT = 0.8
"""Share of the first page's likeness that carried words must reach. Measured on 10 books of 5 forms: 0.91 and more on
47 of 50 pages of the same book, 0.60 at most on pages of another form (2026-11-24)."""

TEACHES = 0.8
"""Only a page whose own labels were read this well teaches the others."""

LEAST_WORDS = 6
"""A page with fewer words teaches nothing."""


@dataclass(frozen=True, slots=True)
class Reprint:
    """What a page taught about its print.

    Attributes:
        grey: (H, W) uint8 picture of the page without rulings at ``SCALE``.
        words: its printed words, boxes in px of its sheet.
        form: name of its form.
        likeness: how well the words fitted the form, 0.0 to 1.0.
    """

    grey: NDArray[np.uint8]
    words: tuple[Word, ...]
    form: str
    likeness: float

    def is_kept_by(self, likeness: float) -> bool:
        """Return whether a page whose carried words fit the form this well bears the same print."""
        return likeness >= KEPT * self.likeness


def learned(plain: Sheet, words: Sequence[Word], form: str, likeness: float) -> Reprint | None:
    """Return what a page of a known form teaches, or None if too little was read on it.

    Args:
        plain: the sheet without rulings.
        words: what was read on it.
        form: name of its form.
        likeness: how well the words fit that form, 0.0 to 1.0.
    """
    if likeness < TEACHES:
        return None
    kept = tuple(word for word in words if sum(map(str.isalpha, word.text)) >= 2)
    clear = sum(word.confidence >= CLEAR for word in kept)
    enough = len(kept) >= LEAST_WORDS and clear >= LEAST_GUIDES
    return Reprint(small(plain.picture), kept, form, likeness) if enough else None


def carried(known: Reprint, plain: Sheet) -> list[Word]:
    """Return those words of an earlier page that are seen again, boxes in px of ``plain``."""
    page = small(plain.picture)
    seen = [found for box in _guides(known) if (found := _found(known.grey, page, box, (0, 0), FAR))]
    best = sorted(seen, key=lambda found: -found[2])[: max(LEAST_GUIDES, round(TRUSTED * len(seen)))]
    through = _through([(box, at) for box, at, score in best if score >= SEEN])
    if through is None:
        return []
    words = []
    for word in known.words:
        found = _found(known.grey, page, word.box, _step(word.box, through), NEAR)
        if found and found[2] >= SEEN:
            words.append(replace(word, box=found[1], confidence=min(1.0, found[2])))
    return words


def _guides(known: Reprint) -> list[Box]:
    """Return the boxes of the widest clearly read words of each part of the page, from top to bottom."""
    edges = np.linspace(0, known.grey.shape[0] / SCALE, PARTS + 1)
    parts = [
        [w for w in known.words if top <= w.box.y < bottom and w.confidence >= CLEAR] for top, bottom in pairwise(edges)
    ]
    return [word.box for part in parts for word in sorted(part, key=lambda word: -word.box.w)[:GUIDES]]


def _through(pairs: Sequence[tuple[Box, Box]]) -> NDArray[np.float64] | None:
    """Return the (2, 3) affine map that ``LEAST_GUIDES`` corners of boxes or more obey, px; the usual shift where there is none, None where boxes are few."""
    if len(pairs) < LEAST_GUIDES:
        return None
    was, now = (np.array([(box.x, box.y) for box in boxes], np.float64) for boxes in zip(*pairs, strict=True))
    cv2.setRNGSeed(0)
    found, kept = cv2.estimateAffine2D(was, now, method=cv2.RANSAC, ransacReprojThreshold=NEAR / 2, maxIters=2000)
    map_ = np.asarray(found, np.float64)  # no map at all comes as None, an array without sides here
    if map_.shape == (2, 3) and gentle(map_) and np.count_nonzero(kept) >= LEAST_GUIDES:
        return map_
    return np.column_stack([np.eye(2), np.median(now - was, axis=0)])


def _step(box: Box, through: NDArray[np.float64]) -> tuple[int, int]:
    """Return how far an affine map moves the corner of a box, px."""
    x, y = through @ (box.x, box.y, 1.0)
    return round(x) - box.x, round(y) - box.y


def _found(
    known: NDArray[np.uint8], page: NDArray[np.uint8], box: Box, step: tuple[int, int], reach: int
) -> tuple[Box, Box, float] | None:
    """Return the box, its place on the page and the correlation there; None where the page is too small to look."""
    dx, dy = step
    x, y, w, h = (round(side * SCALE) for side in (box.x - 2, box.y - 2, box.w + 4, box.h + 4))
    word = known[max(0, y) : y + h, max(0, x) : x + w]
    left, top = (max(0, round(start + (step - reach) * SCALE)) for start, step in ((x, dx), (y, dy)))
    right, bottom = (round(start + size + (step + reach) * SCALE) for start, size, step in ((x, w, dx), (y, h, dy)))
    window = page[top:bottom, left:right]
    if word.size == 0 or window.shape[0] < word.shape[0] or window.shape[1] < word.shape[1]:
        return None
    match = cv2.matchTemplate(window, word, cv2.TM_CCOEFF_NORMED)
    _, score, _, place = cv2.minMaxLoc(match)
    at = Box(round((left + place[0]) / SCALE) + 2, round((top + place[1]) / SCALE) + 2, box.w, box.h)
    return box, at.inside(round(page.shape[1] / SCALE), round(page.shape[0] / SCALE)), float(score)
