"""Prepared lines in files: columns of all lines end to end, where each begins, and their texts."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Lines:
    """Many prepared lines.

    Attributes:
        columns: (N, 40) uint8, the columns of all lines end to end, 255 is ink.
        starts: (L + 1,) first column of each line, and the end of the last.
        texts: (L,) what is written.
    """

    columns: NDArray[np.uint8]
    starts: NDArray[np.int64]
    texts: list[str]

    def __len__(self) -> int:
        return len(self.texts)

    def line(self, place: int) -> NDArray[np.uint8]:
        """Return one line as (40, W) uint8."""
        return self.columns[self.starts[place] : self.starts[place + 1]].T

    def widths(self) -> NDArray[np.int64]:
        """Return the widths of all lines as (L,), px."""
        return np.diff(self.starts)


def gathered(lines: Sequence[NDArray[np.uint8]], texts: Sequence[str]) -> Lines:
    """Return prepared (40, W) lines and their texts as one."""
    starts = np.cumsum([0, *(line.shape[1] for line in lines)], dtype=np.int64)
    return Lines(np.concatenate([line.T for line in lines]), starts, list(texts))


def joined(parts: Sequence[Lines]) -> Lines:
    """Return several sets of lines as one."""
    shifts = np.cumsum([0, *(part.starts[-1] for part in parts)])
    starts = np.concatenate(
        [part.starts[:-1] + shift for part, shift in zip(parts, shifts, strict=False)] + [shifts[-1:]]
    )
    return Lines(
        np.concatenate([part.columns for part in parts]), starts, [text for part in parts for text in part.texts]
    )


def saved(path: Path, lines: Lines) -> None:
    """Write a shard; it appears whole or not at all."""
    half = path.with_suffix(".half.npz")
    np.savez_compressed(half, columns=lines.columns, starts=lines.starts, texts=np.array(lines.texts))
    half.replace(path)


def loaded(path: Path) -> Lines:
    """Read a shard."""
    with np.load(path) as shard:
        return Lines(shard["columns"], shard["starts"], [str(text) for text in shard["texts"]])
