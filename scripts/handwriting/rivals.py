"""Compares networks by what they read after the same short training, and by what a line costs on a processor."""

import math
import random
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from pipeline.lines import STRIDE
from scripts.handwriting import exporting
from scripts.handwriting.alphabet import CHARACTERS, encoded
from scripts.handwriting.batches import batched, by_width
from scripts.handwriting.hands import picked
from scripts.handwriting.judging import judged
from scripts.handwriting.model import Reader
from scripts.handwriting.shards import Lines

PEAK = 2.2e-3
COLUMNS = 6000
WIDEST = 320
"""Only lines up to this width are read, px: short ones teach the alignment soonest."""

JUDGED = 300
"""Drawn lines by which they are judged, never trained on."""


class Convolved(nn.Module):
    """Residual separable convolutions along the line, where the others have an LSTM."""

    def __init__(self, before: int, width: int, depth: int = 6, kernel: int = 9) -> None:
        super().__init__()
        self.widen = nn.Conv1d(before, width, 1)
        self.steps = nn.ModuleList(
            nn.Sequential(
                nn.Conv1d(width, width, kernel, padding=kernel // 2, groups=width, bias=False),
                nn.Conv1d(width, width, 1, bias=False),
                nn.BatchNorm1d(width),
                nn.ReLU(inplace=True),
            )
            for _ in range(depth)
        )

    def forward(self, frames: Tensor) -> tuple[Tensor, None]:
        """Return (B, T, width) from (B, T, before), and no state."""
        along = self.widen(frames.transpose(1, 2))
        for step in self.steps:
            along = along + step(along)
        return along.transpose(1, 2), None


def _with(follow: nn.Module) -> Reader:
    reader = Reader(len(CHARACTERS))
    reader.add_module("follow", follow)
    return reader


RIVALS: dict[str, Callable[[], Reader]] = {
    "two LSTM layers of 176 (shipped)": lambda: Reader(len(CHARACTERS)),
    "two LSTM layers of 120, narrower convolutions": lambda: Reader(len(CHARACTERS), (16, 32, 56, 88, 112), 120),
    "one LSTM layer of 176": lambda: _with(nn.LSTM(160, 176, 1, bidirectional=True, batch_first=True)),
    "two GRU layers of 176": lambda: _with(nn.GRU(160, 176, 2, bidirectional=True, batch_first=True, dropout=0.15)),
    "six separable convolutions of 352": lambda: _with(Convolved(160, 352)),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a network did.

    Attributes:
        name: of the network.
        cer: wrong characters on drawn lines that were not trained on, as a share of those written.
        pace: processor milliseconds for a line of 600 px in 32 bits.
        weights: millions of them.
    """

    name: str
    cer: float
    pace: float
    weights: float


def compared(name: str, lines: Lines, count: int) -> Standing:
    """Train a network on ``count`` of these lines, the same for every network, and return how it stands."""
    torch.manual_seed(0)
    chance = random.Random(0)
    reader = RIVALS[name]()
    narrow = [place for place, width in enumerate(lines.widths()) if width <= WIDEST]
    tuner = torch.optim.AdamW(reader.parameters(), PEAK, weight_decay=0.01, betas=(0.9, 0.98))
    seen = 0
    while seen < count:
        batches = by_width(lines, COLUMNS, chance.sample(narrow[JUDGED:], 1200))
        chance.shuffle(batches)
        for places in batches:
            done = min(1.0, seen / count)
            for group in tuner.param_groups:
                group["lr"] = (
                    PEAK * min(1.0, (done + 0.01) / 0.1) * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * done)))
                )
            _step(reader, tuner, picked(lines, places))
            seen += len(places)
    verdict = judged(reader, picked(lines, narrow[:JUDGED]))
    with tempfile.TemporaryDirectory() as folder:
        pace = exporting.pace(exporting.opened(exporting.exported(reader, Path(folder)).path))
    return Standing(name, verdict.cer, pace, sum(weight.numel() for weight in reader.parameters()) / 1e6)


def _step(reader: Reader, tuner: torch.optim.Optimizer, lines: Lines) -> None:
    codes = [encoded(text) for text in lines.texts]
    reader.train()
    with torch.autocast("cpu", torch.bfloat16):
        spoken = reader(batched([lines.line(place) for place in range(len(lines))])).float().transpose(0, 1)
    lengths = torch.tensor([max(1, int(width) // STRIDE) for width in lines.widths()])
    target = torch.tensor([index for code in codes for index in code])
    loss = nn.functional.ctc_loss(
        spoken, target, lengths, torch.tensor([len(code) for code in codes]), zero_infinity=True
    )
    tuner.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(reader.parameters(), 2.0)
    tuner.step()
