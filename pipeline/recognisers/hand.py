"""Reads Vietnamese handwriting: our own network (CNN, BiLSTM, CTC) through onnxruntime, with prefix beam search."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from pipeline import ctc, lines
from pipeline.assets import weights
from pipeline.cell_lines import of_cell
from pipeline.entries import Candidate
from pipeline.language import Weight, spoken, weight
from pipeline.sheets import Picture
from pipeline.writing import strengthened

WHOLE = 8
"""The network wants lines whose width is a multiple of this, px."""

BEAMS = 8
"""Prefixes that the search follows."""

OFFERED = 6
"""Candidates per cell: the proposal and five alternatives."""

LEAST = 0.002
"""A candidate below this probability is no help to anybody."""

BREAK = 0.98
"""Probability of a space between two lines of a cell; the rest says that a word goes on."""


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
        self._lines = self._session.get_inputs()[0].name
        self.characters = found.characters
        """What the columns of its frames stand for; column i + 1 is character i."""
        self._temperature = found.temperature
        self.unruled = False  # takes rulings off itself, as it was trained
        self.calibrated = True
        self.version = f"hand {found.sha256[:8]}"

    def read(self, pictures: Sequence[Picture], kinds: Sequence[str]) -> list[list[Candidate]]:
        """Return candidates per cell, most probable first; none where no ink is found.

        Args:
            pictures: one (H, W, 3) uint8 RGB picture per cell; a cell may hold several lines.
            kinds: kind of value of each cell; where there is a language of that kind it tips the scales.
        """
        return [self._proposed(self._lines_of(picture), kind) for picture, kind in zip(pictures, kinds, strict=True)]

    def _lines_of(self, picture: Picture) -> list[ctc.Logs]:
        """Return the frames of each line of a cell that holds ink."""
        return [self.frames(line) for line in of_cell(picture) or of_cell(strengthened(picture))]

    def frames(self, line: NDArray[np.uint8]) -> ctc.Logs:
        """Return the calibrated log-probabilities (T, C) of a prepared (40, W) uint8 line; column 0 is the CTC blank.

        Each line is read alone: beside others it is filled up to the widest, and one range of whole numbers serves all of them. On
        the lines of handwriting-lines/val/ the error rate is 2.85 % so and 3.16 % sixteen at once, on those of train/ 1.19 and 1.37 %,
        in 0.93 of the time (2026-11-26).
        """
        columns = line.shape[1]
        filled = np.zeros((1, 1, lines.HEIGHT, -(-columns // WHOLE) * WHOLE), np.float32)
        filled[0, 0, :, :columns] = line / 255.0
        (answer,) = self._session.run(None, {self._lines: filled})
        return self._calibrated(answer[0, : max(1, -(-columns // lines.STRIDE))])

    def _calibrated(self, logs: ctc.Logs) -> ctc.Logs:
        """Return (T, C) log-probabilities at the temperature at which they are frequencies."""
        scaled = logs / np.float32(self._temperature)
        scaled -= scaled.max(axis=1, keepdims=True)
        return np.asarray(scaled - np.log(np.exp(scaled).sum(axis=1, keepdims=True)), np.float32)

    def whole(self, parts: Sequence[ctc.Logs]) -> ctc.Logs:
        """Return the (T, C) frames of all lines of a cell, one after the other, most probably with a space between."""
        between = np.full((1, len(self.characters) + 1), -np.inf, np.float32)
        between[0, ctc.BLANK], between[0, 1 + self.characters.index(" ")] = np.log(1 - BREAK), np.log(BREAK)
        joined = [frames for part in parts for frames in (between, part)]
        return np.concatenate(joined[1:])

    def ranked(self, found: Sequence[ctc.Found]) -> list[Candidate]:
        """Return the texts of a search with their share of its belief, the best first; spaces are single."""
        shares = np.exp(np.array([one.score for one in found]) - found[0].score)
        merged: dict[str, float] = {}
        for one, share in zip(found, shares / shares.sum(), strict=True):
            text = " ".join("".join(self.characters[label - 1] for label in one.labels).split())
            merged[text] = merged.get(text, 0.0) + float(share)
        ranked = sorted(merged.items(), key=lambda pair: pair[1], reverse=True)
        return [Candidate(text, min(1.0, share)) for text, share in ranked if text]

    def _proposed(self, of_lines: Sequence[ctc.Logs], kind: str) -> list[Candidate]:
        """Return the candidates of a cell with the frequencies at which such proposals are right; none without a line."""
        if not of_lines:
            return []
        fitted = weight(kind)
        found = self.ranked(ctc.prefixes(self.whole(of_lines), BEAMS, spoken(kind), fitted))[:OFFERED]
        return as_frequencies(found, fitted)


def as_frequencies(found: Sequence[Candidate], fitted: Weight) -> list[Candidate]:
    """Return the candidates with the first one's probability calibrated; the others share what it leaves as the search says."""
    if not found:
        return []
    first, *others = found
    right = fitted.frequency(first.probability, len(first.text))
    left = (1 - right) / max(1 - first.probability, 1e-6)
    rest = [Candidate(one.text, min(right, one.probability * left)) for one in others]
    return [Candidate(first.text, right), *(one for one in rest if one.probability >= LEAST)]
