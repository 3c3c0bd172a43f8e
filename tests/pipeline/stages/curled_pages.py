"""Drawn pages and the ways in which they curl."""

from collections.abc import Callable
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.sheets import Picture, Sheet
from pipeline.stages.deskew import Deskew
from pipeline.stages.level import Level
from pipeline.stages.trim import Trim
from pipeline.stages.turn import Turn

HIGH, WIDE = 2339, 1654
PITCH = 50
ROWS = list(range(420, 2000, PITCH))
COLUMNS = [120, 330, 760, 1130, 1530]

Fall = Callable[[NDArray[np.float64], NDArray[np.float64]], NDArray[np.float64]]


def paper() -> Picture:
    return np.full((HIGH, WIDE, 3), 245, np.uint8)


def words(picture: Picture, x: int, y: int, until: int, seed: int) -> None:
    """Write short words on the line at ``y`` from ``x`` on."""
    random = np.random.default_rng(seed)
    while x < until - 90:
        word = "".join(random.choice(list("nomauheirx"), int(random.integers(2, 6))))
        cv2.putText(picture, word, (x, y), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (60, 60, 90), 2, cv2.LINE_AA)
        x += 22 * len(word) + 24


def table() -> Picture:
    """Return a ruled table with words in its cells and a red dot in some of them."""
    picture = paper()
    for y in ROWS:
        cv2.line(picture, (COLUMNS[0], y), (COLUMNS[-1], y), (70, 70, 70), 2)
    for x in COLUMNS:
        cv2.line(picture, (x, ROWS[0]), (x, ROWS[-1]), (70, 70, 70), 2)
    for row, y in enumerate(ROWS[1:]):
        for column, (left, right) in enumerate(pairwise(COLUMNS)):
            words(picture, left + 15, y - 14, right, 10 * row + column)
    return picture


def form() -> Picture:
    """Return labels on the left and dotted lines to write on to their right."""
    picture = paper()
    for row, y in enumerate(range(250, 2150, 95)):
        words(picture, 120, y, 480, row)
        for x in range(490, 1530, 11):
            cv2.circle(picture, (x, y), 2, (70, 70, 70), -1)
        words(picture, 520, y - 4, 700 + 90 * (row % 8), 100 + row)
    return picture


def unruled() -> Picture:
    picture = paper()
    for row, y in enumerate(range(250, 2150, 70)):
        words(picture, 130 + 9 * (row % 5), y, 1530, row)
    return picture


def head_of_table() -> Picture:
    picture = paper()
    picture[:650] = table()[:650]
    return picture


def left_of_table() -> Picture:
    picture = table()
    picture[:, 700:] = 245
    return picture


def arch(most: float) -> Fall:
    """Return a leaf that arches by so many px between its outer edge and the spine at the right."""
    return lambda x, _: -most * np.sin(np.pi * x / WIDE) ** 2


def at_the_spine(most: float) -> Fall:
    """Return a leaf that is flat on the left and dives by so many px at the spine."""
    return lambda x, _: most * np.clip((x - 0.45 * WIDE) / (0.55 * WIDE), 0, 1) ** 2


def growing(most: float) -> Fall:
    """Return a leaf that is flat at the head and arches at the foot."""
    return lambda x, y: -most * (0.3 + 0.7 * y / HIGH) * np.sin(np.pi * x / WIDE)


def curled(straight: Picture, fall: Fall) -> Picture:
    """Return the (H, W, 3) page with its points moved down by ``fall`` px."""
    y, x = np.mgrid[0 : straight.shape[0], 0 : straight.shape[1]].astype(np.float32)
    before = y.astype(np.float64)
    for _ in range(4):
        before = y - fall(x, before)
    bent = cv2.remap(straight, x, before.astype(np.float32), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(bent, np.uint8)


def before_dewarp(sheet: Sheet) -> Sheet:
    """Return the sheet after the stages that come first, in the order of the forms."""
    for stage in (Trim(), Level(), Turn(), Deskew()):
        sheet = stage(sheet)
    return sheet
