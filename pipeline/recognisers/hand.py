"""Reads Vietnamese handwriting: our own network (CNN, BiLSTM, CTC) through onnxruntime, with prefix beam search."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from pipeline import lines
from pipeline.assets import weights
from pipeline.entries import Candidate
from pipeline.recognisers._ctc import prefixes
from pipeline.sheets import Picture

BATCH = 16
"""Lines in one run of the network; measured with the target of 12 ms a line at this size."""

WHOLE = 8
"""The network wants lines whose width is a multiple of this, px."""

BEAMS = 8
"""Prefixes that the search follows."""

OFFERED = 6
"""Candidates per cell: the proposal and five alternatives."""

LEAST = 0.002
"""A candidate below this probability is no help to anybody."""


class Hand:
    """The handwriting engine.

    Raises:
        MissingPart: its weights are not there.
    """

    def __init__(self) -> None:
        """Open the network with one thread: every worker is one core."""
        found = weights("hand")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(found.file), options, providers=["CPUExecutionProvider"])
        self._characters = found.characters
        self._temperature = found.temperature
        self.unruled = False  # takes rulings off itself, as it was trained
        self.calibrated = True
        self.version = f"hand {found.sha256[:8]}"

    def read(self, pictures: Sequence[Picture], kinds: Sequence[str]) -> list[list[Candidate]]:
        """Return candidates per cell, most probable first; none where no ink is found.

        Args:
            pictures: one (H, W, 3) uint8 RGB picture per cell; a cell may hold several lines.
            kinds: kind of value of each cell (not used: the weighing knows about kinds).
        """
        owners: list[int] = []
        prepared: list[NDArray[np.uint8]] = []
        for cell, picture in enumerate(pictures):
            for part in lines.split(picture):
                line = lines.prepared(part)
                if line.any():
                    owners.append(cell)
                    prepared.append(line)
        read = [self._texts(frames) for frames in self.frames(prepared)]
        of_cell: list[list[list[Candidate]]] = [[] for _ in pictures]
        for cell, candidates in zip(owners, read, strict=True):
            of_cell[cell].append(candidates)
        return [_joined(parts) for parts in of_cell]

    def frames(self, prepared: Sequence[NDArray[np.uint8]]) -> list[NDArray[np.float64]]:
        """Return the calibrated probabilities (T, C) of each prepared (40, W) uint8 line; column 0 is the CTC blank."""
        order = sorted(range(len(prepared)), key=lambda i: prepared[i].shape[1])
        frames: list[NDArray[np.float64]] = [np.zeros((0, 0))] * len(prepared)
        for start in range(0, len(order), BATCH):
            places = order[start : start + BATCH]
            widest = max(prepared[i].shape[1] for i in places)
            stack = np.zeros((len(places), 1, lines.HEIGHT, -(-widest // WHOLE) * WHOLE), np.float32)
            for row, i in enumerate(places):
                stack[row, 0, :, : prepared[i].shape[1]] = prepared[i] / 255.0
            (answer,) = self._session.run(None, {self._session.get_inputs()[0].name: stack})
            for row, i in enumerate(places):
                frames[i] = self._calibrated(answer[row, : max(1, -(-prepared[i].shape[1] // lines.STRIDE))])
        return frames

    def _calibrated(self, log_probabilities: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return (T, C) probabilities at the temperature at which they are frequencies."""
        scaled = log_probabilities.astype(np.float64) / self._temperature
        powers = np.exp(scaled - scaled.max(axis=1, keepdims=True))
        probabilities: NDArray[np.float64] = powers / powers.sum(axis=1, keepdims=True)
        return probabilities

    def _texts(self, frames: NDArray[np.float64]) -> list[Candidate]:
        merged: dict[str, float] = {}
        for labels, probability in prefixes(frames, BEAMS):
            text = " ".join("".join(self._characters[label - 1] for label in labels).split())
            merged[text] = merged.get(text, 0.0) + probability
        ranked = sorted(merged.items(), key=lambda pair: pair[1], reverse=True)
        return [Candidate(text, min(1.0, p)) for text, p in ranked if text and p >= LEAST][:OFFERED]


def _joined(parts: Sequence[Sequence[Candidate]]) -> list[Candidate]:
    """Return candidates of a whole cell: the best of every line, and the best with one line read otherwise."""
    parts = [part for part in parts if part]
    if not parts:
        return []
    best = [part[0] for part in parts]
    whole = float(np.prod([candidate.probability for candidate in best]))
    joined = [Candidate(" ".join(candidate.text for candidate in best), whole)]
    for i, part in enumerate(parts):
        for other in part[1:]:
            texts = [candidate.text for candidate in best]
            texts[i] = other.text
            joined.append(Candidate(" ".join(texts), whole * other.probability / max(best[i].probability, 1e-9)))
    return sorted(joined, key=lambda candidate: candidate.probability, reverse=True)[:OFFERED]
