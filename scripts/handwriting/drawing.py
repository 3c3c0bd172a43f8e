"""Draws lines: texts, writers and wear together, each line prepared as the reader prepares it."""

import random
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.lines import STRIDE, prepared
from scripts.handwriting.alphabet import encoded
from scripts.handwriting.faces import family
from scripts.handwriting.texts import Texts
from scripts.handwriting.wear import Picture, worn
from scripts.handwriting.writers import Ink, Writer, drawn

LINES_PER_WRITER = 12
SCHOOL_HAND = "playwrite-vn"
SCHOOL_SHARE = 0.08


def pictures(
    faces: list[Path], texts: Callable[[], str], chance: random.Random, wear: float | None = None
) -> Iterator[tuple[Picture, str]]:
    """Yield (H, W, 3) uint8 RGB pictures of written lines and their texts without end; the school hand comes more often.

    Args:
        faces: font files.
        texts: says the next text.
        chance: where all choices come from.
        wear: of every line, 0 to 1 (`worn`); None: each writer's lines as much as chance has it.
    """
    families: dict[str, list[Path]] = {}
    for face in faces:
        families.setdefault(family(face), []).append(face)
    before: Ink = np.zeros((40, 200), np.uint8)
    while True:
        school = SCHOOL_HAND in families and chance.random() < SCHOOL_SHARE
        name = SCHOOL_HAND if school else chance.choice(sorted(families))
        writer = Writer.born(chance.choice(families[name]), chance)
        suffered = chance.random() if wear is None else wear
        for _ in range(LINES_PER_WRITER):
            text = texts()
            ink = drawn(text, writer, chance)
            yield worn(ink, before, chance, suffered), text
            before = ink


def lines(
    faces: list[Path], texts: Texts, chance: random.Random, wear: float | None = None
) -> Iterator[tuple[NDArray[np.uint8], str]]:
    """Yield prepared (40, W) uint8 lines and their texts without end; those too short for their text are left out."""
    for picture, text in pictures(faces, texts, chance, wear):
        code = encoded(text)
        line = prepared(picture)
        repeats = sum(1 for one, two in pairwise(code) if one == two)
        if len(code) == len(text) and line.shape[1] // STRIDE > len(code) + repeats:
            yield line, text
