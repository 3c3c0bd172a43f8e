"""Writes the cells of made-up books by drawn hands and reads them: what the recogniser says, with its own mistakes, beside the truth."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Protocol

import numpy as np

from pipeline.entries import Candidate, Ink, Reading, ReadPage
from pipeline.forms import Form, loader
from pipeline.geometry import Box
from pipeline.recognisers.hand import Hand
from scripts.handwriting.texts import Texts
from scripts.handwriting.wear import Picture, worn
from scripts.handwriting.writers import Writer, drawn
from scripts.simulating.people import Commune
from scripts.simulating.registers import WRITES, entries

ASTRAY = 0.003
"""Share of cells that show another cell's writing: a row or label was taken for its neighbour (none of 764 on level 0 of
ledger-pages; worn pages lose some)."""

CUT = 0.015
"""Share of cells of which an end is missing."""

LOWER = 0.2
"""Share of clerks who write everything in small letters (domain.md 2.4)."""

WEAR = (0.0, 0.7)
"""Damage of a book (``scripts.handwriting.wear``): from fresh to what a reader still makes out."""

PAGES = 6
ROWS = 6
"""Entries on a page of a form that fixes no number."""


class Reader(Protocol):
    """What a recogniser does with cells (``pipeline.recognisers``)."""

    def read(self, pictures: Sequence[Picture], kinds: Sequence[str]) -> list[list[Candidate]]:
        """Return candidates per cell, the most probable first, of one (H, W, 3) uint8 RGB picture each."""
        ...


@dataclass(frozen=True, slots=True)
class Simulated:
    """A made-up book as it was read.

    Attributes:
        pages: what the recogniser says of its cells, nothing weighed yet.
        truth: what is written, (page, entry, column) by text.
    """

    pages: tuple[ReadPage, ...]
    truth: Mapping[tuple[int, int, str], str]


def book(form: Form, texts: Texts, face: Path, engine: Reader) -> Simulated:
    """Return one book of ``PAGES`` pages on a form, written by one hand with one face."""
    chance = texts.chance
    commune = Commune(texts, chance.randint(form.years[0], form.years[1]))
    writer, wear, lower = Writer.born(face, chance), chance.uniform(*WEAR), chance.random() < LOWER
    on_page = form.entries or ROWS
    written = list(islice(entries(form.name, commune), PAGES * on_page))
    kinds = {column.name: column.kind for column in form.columns}
    spots = [
        (number // on_page, number % on_page, column)
        for number, entry in enumerate(written)
        for column in kinds
        if column in entry
    ]
    said = [written[page * on_page + place][column] for page, place, column in spots]
    pictures = _drawn(said, writer, (wear, lower), chance)
    read = engine.read(pictures, [kinds[column] for _, _, column in spots])
    pages: list[list[dict[str, Reading]]] = [[{} for _ in range(on_page)] for _ in range(PAGES)]
    for (page, place, column), found in zip(spots, read, strict=True):
        if found:
            first, *others = found
            pages[page][place][column] = Reading(
                first.text, first.probability, Ink.WRITTEN, Box(0, 0, 1, 1), tuple(others)
            )
    truth = dict(zip(spots, said, strict=True))
    return Simulated(tuple(ReadPage(form.name, tuple(page), (), {}, 0.0, (1, 1)) for page in pages), truth)


def library(faces: Sequence[Path], lexicons: Path, count: int, seed: int) -> list[Simulated]:
    """Return so many books on all forms that can be simulated, each with a face of its own as long as there are enough."""
    chance = random.Random(seed)
    texts, engine = Texts(lexicons, chance), Hand()
    forms = sorted(WRITES)
    hands = chance.sample(list(faces), len(faces))
    return [book(loader.load(forms[i % len(forms)]), texts, hands[i % len(hands)], engine) for i in range(count)]


def _drawn(said: Sequence[str], writer: Writer, how: tuple[float, bool], chance: random.Random) -> list[Picture]:
    """Return a picture of each text, seldom one of the text beside it or of a part of it."""
    wear, lower = how
    pictures = []
    before = np.zeros((40, 200), np.uint8)
    for place, text in enumerate(said):
        luck = chance.random()
        shown = said[place - 1] if luck < ASTRAY else text
        if ASTRAY <= luck < ASTRAY + CUT and len(text) > 3:
            shown = text[chance.randint(1, 3) :] if chance.random() < 0.5 else text[: -chance.randint(1, 3)]
        ink = drawn((shown.lower() if lower else shown).strip() or text, writer, chance)
        pictures.append(worn(ink, before, chance, wear))
        before = ink
    return pictures
