"""Prepares the picture of one handwritten line for the recogniser; training and reading share it, so they cannot drift apart.

Grey is taken mostly from the red channel, where blue, violet and black ink is dark and a red stamp is pale. Paper is
levelled by division, ruled and dotted lines are taken off where no stroke crosses them, the rows are cut to the ink and
scaled to one height, and contrast is set so that paper is 0 and ink is 255. What is taken off is kept small on purpose: a
rest of a line does less harm than a lost tone mark.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.quantiles import quantile
from pipeline.writing import RULING, Depth, Ink, Picture, Plain, darkness, filled, row_profile, scaled, without_rulings

HEIGHT = 40
"""Rows of a prepared line, px."""

STRIDE = 4
"""Columns of a prepared line behind one frame of the recogniser."""

WORKING_HEIGHT = 64
"""A taller picture is scaled down to this before anything else, px."""

WIDEST = 2400
"""A prepared line is squeezed to at most this many columns."""

AROUND = np.ones((5, 5), np.uint8)
"""What is so near to ink is its edge and no bare paper."""

LIGHTER = 0.75
"""Share of bare paper that is lighter than what is taken for grain. Chosen on 1,800 drawn lines of four unseen faces: the error rate stays
(6.4 % at 0.7 of wear, 8.4 % at 1.0), with 0.9 it is 6.7 and 8.7 %, with 0.95 6.9 and 9.4 % (2026-11-26)."""

PAPER = (0.08, 0.3)
"""Least and most that grain may be, as a share of the darkness of the strokes; on fresh paper it is the least."""

LOOSE = 1.25
"""A picture so many times as high as ``WORKING_HEIGHT`` is cut to its line before it is scaled down."""

FULL = 0.35
"""Rows with at least this share of the ink of the fullest row hold small letters."""

REACH = 2.2
"""Tone marks and descenders begin within so many heights of the small letters; ink beyond belongs to others."""

REACH_OF_CUT = 1.2
"""The same for ink that the edge of the picture cuts."""

GAPS = (0.6, 0.3)
"""So many heights of the small letters without ink above and below a line end it: what begins farther off is of another row."""

GAPS_OF_MARK = (0.9, 0.9)
"""The same for what may be a tone mark. Of 3,410 words cut out of real lines one lost its dot below so, 24 with the others' gap; on 1,800
drawn lines of four unseen faces the error rate is 6.36 % at 0.7 of wear and 8.32 % at 1.0, without both 6.38 and 8.49 % (2026-11-26)."""

BAR = 3
"""A stroke so many times as wide as high is no tone mark but a dash."""

AT_EDGE = 2
"""A frame that leans ends so many px from the edge."""


def prepared(picture: Picture, half: Plain | None = None) -> Picture:
    """Return the line as (``HEIGHT``, W) uint8, paper 0 and ink 255.

    Args:
        picture: (H, W, 3) uint8 RGB, one written line, crop loose or tight.
        half: the writing of a copy half as large, where it was looked for already.

    Returns:
        A picture without ink comes back as (``HEIGHT``, 8) zeros.
    """
    if picture.shape[0] > WORKING_HEIGHT * LOOSE:
        picture = _without_loose_rows(picture, halved(picture) if half is None else half)
    if picture.shape[0] > WORKING_HEIGHT:
        picture = scaled(picture, WORKING_HEIGHT / picture.shape[0])
    depth, ink = _of_line(without_rulings(darkness(picture)))
    if not ink.any():
        return np.zeros((HEIGHT, 8), np.uint8)
    top, bottom = _ink_rows(ink)
    left, right = _ink_columns(ink[max(top, 0) : bottom])
    strength = quantile(depth[ink > 0], 0.85)
    line = np.zeros((bottom - top, right - left), np.float32)
    inner = depth[max(top, 0) : bottom, left:right]
    line[max(-top, 0) : max(-top, 0) + inner.shape[0]] = inner
    width = min(max(8, round(line.shape[1] * HEIGHT / line.shape[0])), WIDEST)
    near = np.asarray(cv2.dilate(ink, AROUND), np.uint8)[max(top, 0) : bottom, left:right]
    grain = _grain(inner[near == 0], strength)
    line = np.clip((line / strength - grain) / (1 - grain), 0, 1)
    sampling = cv2.INTER_AREA if line.shape[0] > HEIGHT else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(line, (width, HEIGHT), interpolation=sampling) * 255, np.uint8)


def _grain(bare: Depth, strength: float) -> float:
    """Return below which share of the darkness of its strokes a line is paper; ``bare``: (N,) how dark that is where no ink is near.

    Grain, and what shows through the leaf, stand out where writing is pale; set to paper they are no letters any more.
    """
    return min(max(quantile(bare, LIGHTER) / strength, PAPER[0]), PAPER[1]) if bare.size else PAPER[0]


def halved(picture: Picture) -> Plain:
    """Return the writing of a copy half as large as an (H, W, 3) picture: enough to tell where lines begin and end."""
    return without_rulings(darkness(scaled(picture, 0.5)))


def _without_loose_rows(picture: Picture, half: Plain) -> Picture:
    """Return a high (H, W, 3) picture cut to the rows around its line, so that letters keep their pixels when it is scaled down.

    Args:
        picture: the line.
        half: the writing of a copy half as large.
    """
    _, ink = _of_line(half)
    if not ink.any():
        return picture
    top, bottom = _ink_rows(ink)
    spare = (bottom - top) // 6
    return picture[max(2 * (top - spare), 0) : 2 * (bottom + spare)]


def _of_line(plain: Plain) -> tuple[Depth, Ink]:
    """Return the darkness and the ink, both (H, W), of the line that is written: specks and parts of other lines are off."""
    depth, ink = plain.depth, plain.ink
    if not ink.any():
        return depth, ink
    rows = ink.shape[0]
    strokes = plain.strokes
    left, top, wide, high, area = strokes.stats.T
    framed = np.flatnonzero((ink > 0).any(axis=1))
    beside = (left <= AT_EDGE) | (left + wide >= ink.shape[1] - AT_EDGE)
    narrow = np.where(beside, max(rows // 5, 3), max(rows // 10, 3))
    through = (top <= framed[0] + AT_EDGE) & (top + high >= framed[-1] - AT_EDGE) & (wide <= narrow)  # between columns
    lying = (wide > RULING * rows) & (high <= max(rows // 10, 3))  # a ruling that is not quite straight
    strange = through | lying
    strange[0] = True
    first, last = _core(ink & ~strokes.each(strange))
    tall = last - first + 1
    away = np.maximum(first - (top + high), top - last) / tall
    cut = (top == 0) | (top + high == rows)  # feet of the line above, heads of the line below
    strange |= away > np.where(cut, REACH_OF_CUT, REACH)
    strange |= area < (tall / 14) ** 2
    strange[0] = True
    mark = ~cut & (high < tall) & (wide < BAR * high)
    near, far = (
        _reached(top[~strange], (top + high)[~strange], (first, last + 1), (gaps[0] * tall, gaps[1] * tall))
        for gaps in (GAPS, GAPS_OF_MARK)
    )
    strange |= (top + high <= np.where(mark, far[0], near[0])) | (top >= np.where(mark, far[1], near[1]))
    strange[0] = False
    if not strange.any() or strange[1:].all():
        return depth, ink
    others, around = strokes.each(strange), np.ones((3, 3), np.uint8)
    off = cv2.dilate(others, around) > cv2.dilate(ink & ~others, around)
    rest, kept = depth.copy(), ink.copy()
    rest[off] = kept[off] = 0
    return rest, kept


def _reached(
    tops: NDArray[np.int32], feet: NDArray[np.int32], core: tuple[int, int], gaps: tuple[float, float]
) -> tuple[int, int]:
    """Return the rows that a line reaches from its core, the last not included: beyond a wider gap without ink others begin.

    Args:
        tops: (N,) first rows of the strokes.
        feet: (N,) the rows below their last ones.
        core: the rows of the small letters, the last not included.
        gaps: rows without ink that are crossed above and below.
    """
    top, foot = core
    while (joins := (tops < top) & (feet >= top - gaps[0])).any():
        top = int(tops[joins].min())
    while (joins := (feet > foot) & (tops <= foot + gaps[1])).any():
        foot = int(feet[joins].max())
    return top, foot


def _core(ink: Ink) -> tuple[int, int]:
    """Return the first and last row of the small letters: rows around the fullest one, at least ``FULL`` as full."""
    window = max(ink.shape[0] // 16, 3)
    profile = row_profile(ink, window)
    peak = int(profile.argmax())
    poor = np.flatnonzero(profile < FULL * profile[peak])
    return int(poor[poor < peak].max(initial=-1)) + 1, int(poor[poor > peak].min(initial=ink.shape[0])) - 1


def _ink_rows(ink: Ink) -> tuple[int, int]:
    """Return the first and the row below the last of the line, margins included; the first may lie above the picture."""
    rows = ink.shape[0]
    mass = np.cumsum(filled(ink), dtype=np.float64)
    top, bottom = (int(np.searchsorted(mass, share * mass[-1])) for share in (0.006, 0.994))
    tall = max(bottom - top + 1, round(0.35 * rows), 8)
    middle = (top + bottom) / 2
    return round(middle - 0.57 * tall), min(round(middle + 0.57 * tall) + 1, rows)


def _ink_columns(ink: Ink) -> tuple[int, int]:
    columns = np.flatnonzero(ink.any(axis=0))
    if columns.size == 0:
        return 0, ink.shape[1]
    margin = max(4, ink.shape[0] // 8)
    return max(int(columns[0]) - margin, 0), min(int(columns[-1]) + margin, ink.shape[1])
