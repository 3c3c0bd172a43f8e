"""Rounds of a training: which lines are read in which order, drawn ones and real ones, and how each is changed before it is read.

What a batch holds depends on its place in its round alone, so that several processes can make the batches of one round.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.utils.data import Dataset

from pipeline.lines import STRIDE
from scripts.handwriting.alphabet import encoded
from scripts.handwriting.batches import stacked
from scripts.handwriting.hands import Line, changed
from scripts.handwriting.shards import Lines
from scripts.handwriting.words import Cut, recombined

REAL = 14
"""Real lines of one batch of ``COLUMNS_OF_REAL`` columns."""

COLUMNS_OF_REAL = 10000

ANEW = 0.5
"""Share of real lines that are joined anew from pieces, once the reader can tell where words end."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Lines to read and what they say.

    Attributes:
        lines: (B, 1, 40, W) uint8, 255 is ink.
        lengths: (B,) frames of each line.
        labels: (S,) labels of all texts end to end.
        sizes: (B,) labels of each text.
    """

    lines: Tensor
    lengths: Tensor
    labels: Tensor
    sizes: Tensor


@dataclass(frozen=True, slots=True)
class RealLines:
    """Real lines as a round takes them.

    Attributes:
        lines: all of them.
        places: those whose label is what was written.
        pieces: what lines are joined anew from; none while the reader cannot tell where words end.
    """

    lines: Lines
    places: Sequence[int]
    pieces: Sequence[Cut]

    def chosen(self, count: int, chance: random.Random) -> list[tuple[Line, str]]:
        """Return so many lines by chance, some joined anew."""
        return [
            recombined(self.pieces, chance)
            if self.pieces and chance.random() < ANEW
            else (self.lines.line(place), self.lines.texts[place])
            for place in chance.sample(self.places, min(count, len(self.places)))
        ]


@dataclass(frozen=True, slots=True)
class Round(Dataset[Batch]):
    """Batches that are read before new shards are taken in and the reader is judged.

    Attributes:
        drawn: drawn lines.
        real: real lines.
        plan: places of the drawn lines of each batch; None is a batch of real ones.
        columns: padded columns of a batch, px.
        seed: where the changes come from.
    """

    drawn: Lines
    real: RealLines
    plan: Sequence[Sequence[int] | None]
    columns: int
    seed: int

    def __len__(self) -> int:
        return len(self.plan)

    def __getitem__(self, place: int) -> Batch:
        """Return one batch; the same whenever it is asked for."""
        chance = random.Random(self.seed * 1_000_003 + place)
        places = self.plan[place]
        if places is None:
            pairs = self.real.chosen(REAL * self.columns // COLUMNS_OF_REAL, chance)
            return _batch([(_changed(line, chance, 1.0, 0.15), text) for line, text in pairs])
        return _batch([(_changed(self.drawn.line(one), chance, 0.5, 0.4), self.drawn.texts[one]) for one in places])


def _changed(line: Line, chance: random.Random, strength: float, plain: float) -> Line:
    """Return the line changed, or in a share of ``plain`` as it is."""
    return line if chance.random() < plain else changed(line, chance, strength)


def _batch(pairs: Sequence[tuple[Line, str]]) -> Batch:
    codes = [encoded(text) for _, text in pairs]
    return Batch(
        stacked([line for line, _ in pairs]),
        torch.tensor([max(1, line.shape[1] // STRIDE) for line, _ in pairs]),
        torch.tensor([index for code in codes for index in code]),
        torch.tensor([len(code) for code in codes]),
    )
