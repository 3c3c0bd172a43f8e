"""Draws lines: texts, writers and wear together, each line prepared as the reader prepares it."""

import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.lines import prepared
from scripts.handwriting.alphabet import encoded
from scripts.handwriting.faces import family
from scripts.handwriting.texts import Texts
from scripts.handwriting.wear import worn
from scripts.handwriting.writers import Ink, Writer, drawn

LINES_PER_WRITER = 12
SCHOOL_HAND = "playwrite-vn"
SCHOOL_SHARE = 0.08
STRIDE = 4
"""Columns of a prepared line behind one frame of the recogniser."""


def lines(faces: list[Path], texts: Texts, chance: random.Random) -> Iterator[tuple[NDArray[np.uint8], str]]:
    """Yield prepared (40, W) uint8 lines and their texts without end; the school hand comes more often.

    Args:
        faces: font files.
        texts: where the words come from.
        chance: where all choices come from.
    """
    families: dict[str, list[Path]] = {}
    for face in faces:
        families.setdefault(family(face), []).append(face)
    before: Ink = np.zeros((40, 200), np.uint8)
    while True:
        school = SCHOOL_HAND in families and chance.random() < SCHOOL_SHARE
        name = SCHOOL_HAND if school else chance.choice(sorted(families))
        writer = Writer.born(chance.choice(families[name]), chance)
        for _ in range(LINES_PER_WRITER):
            text = texts()
            code = encoded(text)
            ink = drawn(text, writer, chance)
            line = prepared(worn(ink, before, chance))
            before = ink
            repeats = sum(1 for one, two in pairwise(code) if one == two)
            if len(code) == len(text) and line.shape[1] // STRIDE > len(code) + repeats:
                yield line, text
