"""Turns a page that lies on its side, or upside down, by quarters.

Method: run-length smoothing (Wong, Casey, Wahl 1982) of the ink without its rulings, at both orientations: letters of a
word close up to long runs along the line of writing, rarely across it. Which end is up: printed and written words carry
marks and ascenders above their body, so that the ink of a word lies below the middle of its box (sign test over words).
A page on its side goes the likelier way; one that lies level is turned upside down only on strong evidence, and the
flow tries the rest.

Measured 2026-11-27 on the 60 pages of ``shared/ledger-pages`` (20 of each level, 0-2), turned clockwise, after ``trim`` and ``level``:

========== ====== ========= ============
delivered  level  upright   upside down
========== ====== ========= ============
0          60     60        0
90         60     59        1
180        60     41        19
270        60     58        2
========== ====== ========= ============

14 ms of one core for an A4 page at 200 dpi. Upright pages have at least 10 times as much ink in runs across as in runs down, 20 old
ledgers of another language 1.5 times, with a sign test of -1.3 at least: none of these pictures is turned. Before ``level``
(2026-11-25) leaning pages (3 or 5 degrees) had 6 times as much, and 66 cut-outs of other scripts a sign test of -1.5 at least.
Closely ruled tables (rows of 50 px) that curl by 25 to 40 px were laid on their side while rulings had to be straight to be taken off.
"""

from dataclasses import dataclass
from math import sqrt

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.connected import connected
from pipeline.sheets import Grey, Sheet

SMALL = 900
"""Longer side, px, of the picture that is looked at: words of a register page are then 7 to 27 px high."""

WORD = (7, 27)
"""Least and most height, px of the small picture, of what is asked which end is up."""

GAP, RUN, RULING = 9, 31, 51
"""px of the small picture: gaps closed between letters, what is a long run of words, what is a ruling."""

FALL = 5
"""px of the small picture by which a ruling may fall over its length: on a curled page it does so by 8 %."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Turn a page that lies on its side or upside down.

    Attributes:
        least_ratio: how much more ink runs down than across before the page is turned from its side.
        least_evidence: standard deviations of the sign test before a level page is taken to be upside down.
    """

    least_ratio: float = 1.5
    least_evidence: float = 3.0

    def __call__(self, sheet: Sheet) -> Sheet:
        """Return the sheet turned clockwise by as many quarters as its writing asks for."""
        ink = _ink(sheet.glance(SMALL))
        if _runs(ink.T) > self.least_ratio * _runs(ink):
            # np.rot90 with -1 turns the ink as ``quarter(sheet, 1)`` turns the sheet
            return quarter(sheet, 1 if _upright(np.rot90(ink, -1)) >= 0.0 else 3)
        return quarter(sheet, 2) if _upright(ink) <= -self.least_evidence else sheet


def quarter(sheet: Sheet, times: int) -> Sheet:
    """Return the sheet turned clockwise by ``times`` quarters, 1 to 3."""
    height, width = sheet.picture.shape[:2]
    turned = np.ascontiguousarray(np.rot90(sheet.picture, -times))
    back = {
        1: [[0, 1, 0], [-1, 0, height], [0, 0, 1]],
        2: [[-1, 0, width], [0, -1, height], [0, 0, 1]],
        3: [[0, -1, width], [1, 0, 0], [0, 0, 1]],
    }[times]
    return sheet.then(f"turn {90 * times}", turned, np.array(back, np.float64))


def _ink(grey: Grey) -> NDArray[np.uint8]:
    """Return the (H, W) uint8 mask of the ink of a small (h, w) copy, without rulings and without the rim of the page."""
    ink = (cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, np.ones((9, 9), np.uint8)) > 25).astype(np.uint8)
    across, down = (
        cv2.morphologyEx(cv2.dilate(ink, np.ones(fall, np.uint8)), cv2.MORPH_OPEN, np.ones(run, np.uint8))
        for fall, run in (((FALL, 1), (1, RULING)), ((1, FALL), (RULING, 1)))
    )
    # both at once: taking one off first would cut the other to pieces at the crossings
    ink[(across > 0) | (down > 0)] = 0
    y, x = ink.shape[0] // 12, ink.shape[1] // 12
    return ink[y : ink.shape[0] - y, x : ink.shape[1] - x]


def _words(ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the (H, W) ink with the gaps between neighbours on a line closed."""
    closed = cv2.morphologyEx(np.ascontiguousarray(ink), cv2.MORPH_CLOSE, np.ones((1, GAP), np.uint8))
    return closed.astype(np.uint8, copy=False)


def _runs(ink: NDArray[np.uint8]) -> float:
    """Return the share of the (H, W) picture in long level runs; a ten-thousandth more, so that specks decide nothing."""
    runs = cv2.morphologyEx(_words(ink), cv2.MORPH_OPEN, np.ones((1, RUN), np.uint8))
    return float(runs.mean()) + 1e-4


def _upright(ink: NDArray[np.uint8]) -> float:
    """Return by how many standard deviations more words of the (H, W) level ink stand upright than on their head."""
    count, labels, stats, _ = connected(_words(ink))
    rows, columns = np.nonzero(ink)
    word = labels[rows, columns]
    middle = np.bincount(word, rows, count) / np.maximum(np.bincount(word, minlength=count), 1)
    height, width = stats[:, cv2.CC_STAT_HEIGHT], stats[:, cv2.CC_STAT_WIDTH]
    asked = (height >= WORD[0]) & (height <= WORD[1]) & (width >= 1.5 * height)
    asked[0] = False
    below = np.sign(middle - (stats[:, cv2.CC_STAT_TOP] + (height - 1) / 2))[asked]
    return float(below.sum()) / sqrt(max(1.0, float(np.abs(below).sum())))
