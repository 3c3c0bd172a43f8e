"""Parts a cell into its written lines, top to bottom: valleys of the row profile between rows full of letters."""

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.lines import halved, prepared
from pipeline.writing import Ink, Picture, Plain, darkness, row_profile, without_rulings

LOWEST_PAIR = 44
"""A picture lower than this holds one line, px."""

LOWEST_LINE = 18
"""Two lines begin at least so far apart, px."""

NO_LINE = 0.7
"""With so much of its ink in flat strokes, or, if it is low, in strokes that the edge of the picture cuts, a line is no line of the cell."""

LOW = 0.6
"""A line lower than so many heights of the highest one is low."""

FLAT = 6
"""A stroke so many times as wide as high is no letter: the rest of a ruling, above or below the written lines."""


def of_cell(picture: Picture) -> list[Picture]:
    """Return the written lines of a cell that hold ink, top to bottom, each prepared, (``HEIGHT``, W) uint8.

    Args:
        picture: (H, W, 3) uint8 RGB, a cell with one or more written lines.
    """
    half = halved(picture)
    parts = split(picture, half)
    found = [prepared(part, half if part is picture else None) for part in parts]
    return [line for line in found if line.any()]


def split(picture: Picture, half: Plain) -> list[Picture]:
    """Return the written lines of a cell, top to bottom, each as (H, W, 3) uint8 RGB; one line comes back as it is.

    A stroke goes to the line that holds most of it; on the other lines it is painted over with paper.

    Args:
        picture: (H, W, 3) uint8 RGB, a cell with one or more written lines.
        half: the writing of a copy half as large.
    """
    cuts = [2 * cut for cut in _cuts(half.ink)] if picture.shape[0] >= LOWEST_PAIR else []
    if not cuts:
        return [picture]
    count, labels, stats, centres = without_rulings(darkness(picture)).strokes
    owner = np.searchsorted(np.array(cuts), centres[:, 1])
    paper = np.median(picture.reshape(-1, 3), axis=0).astype(np.uint8)
    edges = [0, *cuts, picture.shape[0]]
    of_line = [stats[1:][owner[1:count] == index] for index in range(len(edges) - 1)]
    tallest = max(_height(strokes) for strokes in of_line)
    parts = []
    for index, strokes in enumerate(of_line):
        outermost = index in {0, len(of_line) - 1}
        if outermost and _is_ruling(strokes):
            continue
        if _height(strokes) < LOW * tallest and _is_cut(strokes, len(picture)):
            continue  # feet of the line above, heads of the line below
        feet = strokes[:, cv2.CC_STAT_TOP] + strokes[:, cv2.CC_STAT_HEIGHT]
        top = min([edges[index], *strokes[:, cv2.CC_STAT_TOP].tolist()])
        bottom = max([edges[index + 1], *feet.tolist()])
        part = picture[top:bottom].copy()
        window = labels[top:bottom]
        strange = ((window > 0) & (owner[window] != index)).astype(np.uint8)
        part[cv2.dilate(strange, np.ones((3, 3), np.uint8)) > 0] = paper
        parts.append(part)
    return parts or [picture]


def _height(strokes: NDArray[np.int32]) -> int:
    """Return the rows that some strokes, (N, 5) boxes and areas, reach over; 0 without a stroke."""
    top, high = strokes[:, cv2.CC_STAT_TOP], strokes[:, cv2.CC_STAT_HEIGHT]
    return int((top + high).max() - top.min()) if len(strokes) else 0


def _is_ruling(strokes: NDArray[np.int32]) -> bool:
    """Return whether most ink of some strokes, (N, 5) boxes and areas, is flat; nothing is no ruling."""
    area = strokes[:, cv2.CC_STAT_AREA]
    flat = strokes[:, cv2.CC_STAT_WIDTH] >= FLAT * strokes[:, cv2.CC_STAT_HEIGHT]
    return bool(area[flat].sum() > NO_LINE * area.sum())


def _is_cut(strokes: NDArray[np.int32], rows: int) -> bool:
    """Return whether most ink of some strokes, (N, 5) boxes and areas, is cut by the upper or lower edge of a picture of so many rows."""
    top, high, area = strokes[:, cv2.CC_STAT_TOP], strokes[:, cv2.CC_STAT_HEIGHT], strokes[:, cv2.CC_STAT_AREA]
    return bool(area[(top == 0) | (top + high == rows)].sum() > NO_LINE * area.sum())


def _cuts(ink: Ink) -> list[int]:
    """Return the rows between written lines of half the size: valleys of the row profile between two strong peaks far enough apart."""
    window = max(ink.shape[0] // 14, 3)
    profile = row_profile(ink, window)
    strong = 0.4 * profile.max()
    cuts: list[int] = []
    band_start = last_strong = -1
    for row in np.flatnonzero(profile >= strong).tolist():
        if last_strong >= 0 and row - last_strong > 1:
            between = profile[last_strong : row + 1]
            if between.min() < 0.3 * strong / 0.4 and row - band_start >= LOWEST_LINE // 2:
                cuts.append(last_strong + int(between.argmin()))
                band_start = row
        else:
            band_start = row if band_start < 0 else band_start
        last_strong = row
    return cuts
