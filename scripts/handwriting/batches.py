"""Puts lines of like width together."""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from scripts.handwriting.shards import Lines


def by_width(lines: Lines, columns: int, among: Sequence[int] | None = None) -> list[list[int]]:
    """Return the places of lines in batches of like width, each of about so many columns.

    Args:
        lines: where they are.
        columns: padded columns of a batch, px.
        among: places to choose from; all when left out.
    """
    widths = lines.widths()
    order = sorted(range(len(lines)) if among is None else among, key=lambda place: int(widths[place]))
    batches: list[list[int]] = []
    for place in order:
        if batches and (len(batches[-1]) + 1) * int(widths[place]) <= columns:
            batches[-1].append(place)
        else:
            batches.append([place])
    return batches


def stacked(lines: Sequence[NDArray[np.uint8]]) -> Tensor:
    """Return (B, 1, 40, W) uint8 of (40, W') lines with empty columns behind them; W is the widest line rounded up to 8."""
    width = max(32, -(-max(line.shape[1] for line in lines) // 8) * 8)
    batch = np.zeros((len(lines), 1, lines[0].shape[0], width), np.uint8)
    for row, line in enumerate(lines):
        batch[row, 0, :, : line.shape[1]] = line
    return torch.from_numpy(batch)


def as_read(lines: Tensor) -> Tensor:
    """Return (B, 1, 40, W) uint8 lines as the network reads them: float32, ink 1 and paper 0."""
    return lines.float().div_(255).to(memory_format=torch.channels_last)


def batched(lines: Sequence[NDArray[np.uint8]]) -> Tensor:
    """Return (40, W') uint8 lines as the network reads them: (B, 1, 40, W) float32 with ink 1 and paper 0."""
    return as_read(stacked(lines))
