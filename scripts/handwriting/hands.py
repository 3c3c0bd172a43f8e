"""Real lines: read from a folder with labels, split into those to train on and those to choose by, and changed as they are used."""

import random
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.lines import prepared
from scripts.handwriting.shards import Lines, gathered

Line = NDArray[np.uint8]
"""(40, W) uint8 prepared line, 255 is ink."""

KEPT_BACK = 10
"""One real line in so many is for choosing only."""


@dataclass(frozen=True, slots=True)
class Hands:
    """Real lines.

    Attributes:
        training: lines to train on.
        choosing: lines to choose by, never trained on.
    """

    training: Lines
    choosing: Lines


def real(folder: Path, part: str = "train/") -> Lines:
    """Return the prepared lines of a folder with ``labels.tsv`` (path, tab, text) whose path begins with ``part``."""
    lines, texts = [], []
    for row in (folder / "labels.tsv").read_text(encoding="utf-8").splitlines():
        name, text = row.split("\t")
        if name.startswith(part):
            stored = cv2.imread(str(folder / name), cv2.IMREAD_COLOR_RGB)
            lines.append(prepared(np.asarray(stored, np.uint8)))
            texts.append(text)
    return gathered(lines, texts)


def parted(lines: Lines) -> Hands:
    """Return the lines in two parts; every tenth is for choosing, the first included."""
    chosen = [place for place in range(len(lines)) if place % KEPT_BACK == 0]
    others = [place for place in range(len(lines)) if place % KEPT_BACK]
    return Hands(picked(lines, others), picked(lines, chosen))


def picked(lines: Lines, places: list[int]) -> Lines:
    """Return some of the lines."""
    return gathered([lines.line(place) for place in places], [lines.texts[place] for place in places])


def changed(line: Line, chance: random.Random, strength: float = 1.0) -> Line:
    """Return the line as the same hand might have written it another time: (40, W') uint8.

    Args:
        line: (40, W) uint8 prepared line.
        chance: where the changes come from.
        strength: 0 leaves it as it is, 1 is the most that a real line bears.
    """
    line = np.ascontiguousarray(line)  # a window of a shard has rows so far apart that remap's offsets overflow
    rows, columns = line.shape
    breadth = 1 + chance.uniform(-0.2, 0.22) * strength
    width = max(16, round(columns * breadth))
    slant = chance.gauss(0, 0.16) * strength
    height = 1 + chance.uniform(-0.16, 0.08) * strength
    lift = chance.uniform(-2.5, 2.5) * strength
    noise = np.random.default_rng(chance.getrandbits(32))
    sway = chance.uniform(0, 1.2) * strength
    field = noise.standard_normal((2, 5, max(width // 16, 3))).astype(np.float32) * np.float32(sway)
    down = np.arange(rows, dtype=np.float32)[:, None]
    across = np.arange(width, dtype=np.float32)[None, :]
    field_x = cv2.resize(field[0], (width, rows), interpolation=cv2.INTER_LINEAR)
    field_y = cv2.resize(field[1], (width, rows), interpolation=cv2.INTER_LINEAR)
    source_x = across / np.float32(breadth) + np.float32(slant) * (down - rows / 2) + field_x
    source_y = (down - rows / 2 - np.float32(lift)) / np.float32(height) + rows / 2 + field_y
    moved = cv2.remap(line, source_x.astype(np.float32), source_y.astype(np.float32), cv2.INTER_LINEAR)
    return _inked(np.asarray(moved, np.uint8), chance, noise)


def _inked(line: Line, chance: random.Random, noise: np.random.Generator) -> Line:
    """Return the (40, W) line with another pen and another contrast."""
    luck = chance.random()
    if luck < 0.15:
        thin = cv2.erode(line, np.ones((2, 2), np.uint8))
        line = np.asarray(cv2.addWeighted(thin, 0.6, line, 0.4, 0), np.uint8)
    elif luck < 0.3:
        thick = cv2.dilate(line, np.ones((2, 2), np.uint8))
        line = np.asarray(cv2.addWeighted(thick, 0.7, line, 0.3, 0), np.uint8)
    elif luck < 0.4:
        line = np.asarray(cv2.GaussianBlur(line, (3, 3), 0.8), np.uint8)
    shade = line.astype(np.float32) * chance.uniform(0.65, 1.15)
    if chance.random() < 0.25:
        shade += noise.standard_normal(line.shape).astype(np.float32) * chance.uniform(2, 14)
    return np.asarray(np.clip(shade, 0, 255), np.uint8)
