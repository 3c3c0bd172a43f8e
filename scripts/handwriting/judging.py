"""How far readings are from the truth."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from rapidfuzz.distance import Levenshtein
from torch import Tensor

from pipeline.lines import STRIDE
from scripts.handwriting.alphabet import decoded
from scripts.handwriting.batches import batched, by_width
from scripts.handwriting.model import Reader
from scripts.handwriting.shards import Lines


@dataclass(frozen=True, slots=True)
class Verdict:
    """Errors over many lines.

    Attributes:
        cer: wrong characters as a share of those written.
        wer: wrong words as a share of those written.
        exact: share of lines without any error.
        readings: what was read, line by line.
    """

    cer: float
    wer: float
    exact: float
    readings: list[str]


def frames(reader: Reader, lines: Lines) -> list[Tensor]:
    """Return the (T, C) log-probabilities of every line, in their order."""
    device = next(reader.parameters()).device
    answer: list[Tensor | None] = [None] * len(lines)
    reader.eval()
    with torch.no_grad():
        for places in by_width(lines, columns=12000):
            spoken = reader(batched([lines.line(place) for place in places]).to(device)).cpu()
            for row, place in enumerate(places):
                answer[place] = spoken[row, : max(1, lines.line(place).shape[1] // STRIDE)].clone()
    return [spoken for spoken in answer if spoken is not None]


def judged(reader: Reader, lines: Lines) -> Verdict:
    """Return the errors of greedy readings."""
    return compared([decoded(spoken.argmax(-1).tolist()).strip() for spoken in frames(reader, lines)], lines.texts)


def compared(readings: Sequence[str], texts: Sequence[str]) -> Verdict:
    """Return the errors of readings against what is written."""
    pairs = [(reading, " ".join(text.split())) for reading, text in zip(readings, texts, strict=True)]
    letters = sum(Levenshtein.distance(reading, text) for reading, text in pairs) / max(
        sum(len(text) for _, text in pairs), 1
    )
    words = sum(Levenshtein.distance(reading.split(), text.split()) for reading, text in pairs) / max(
        sum(len(text.split()) for _, text in pairs), 1
    )
    return Verdict(letters, words, sum(reading == text for reading, text in pairs) / len(pairs), list(readings))
