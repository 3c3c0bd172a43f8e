"""Turns frame probabilities into texts: CTC prefix beam search, with or without a language.

Method: A. Hannun, A. Maas, D. Jurafsky, A. Ng, "First-pass large vocabulary continuous speech recognition using
bi-directional recurrent DNNs", 2014, algorithm 1; the language speaks letter by letter and is weighed by alpha, with
beta a letter against its love of short texts (named so there).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import log

import numpy as np
from numpy.typing import NDArray

from pipeline.language import END, NONE, START, Language, Weight, grown

Logs = NDArray[np.float32]
"""(T, C) log-probabilities per frame, column 0 the blank."""

Labels = tuple[int, ...]

BLANK = 0
"""Index of the CTC blank."""

LEAST = log(3e-3)
"""Characters below this log-probability in a frame are not followed; at a third of it no real line reads better (2026-11-25)."""

FAINT = 1e-6
"""Share of the best prefix's probability below which a longer one is not begun."""

FAR = log(1e-6)
"""Nor is one followed whose score is so far below the best. Of 2,461 cells of ledger-pages three proposals moved by more than 0.005
(2026-11-26)."""

SILENT = log(0.999)
"""A frame whose blank is at least so probable adds no character to any prefix."""


@dataclass(frozen=True, slots=True)
class Found:
    """One text of the search.

    Attributes:
        labels: its letters, 1 to C - 1.
        ink: log-probability that the frames say it, over all paths that were followed.
        score: what it is ranked by: the ink and, weighed, what the language says of the whole text, its end included.
    """

    labels: Labels
    ink: float
    score: float


@dataclass(slots=True)
class _Tree:
    """All prefixes ever followed: each is its parent and one label more; what never changes about them is kept here.

    Attributes:
        language: what is usual, or None.
        weight: how much it counts.
        parents: number of each prefix's parent, -1 for the empty prefix.
        lasts: its last label, 0 for the empty prefix.
        contexts: its last labels as the language packs them.
        usuals: its log-probability by the language.
        gains: what the language adds to its score.
        lengths: its letters.
        children: numbers of the prefixes that are one label longer, by that label.
    """

    language: Language | None
    weight: Weight
    parents: list[int] = field(default_factory=lambda: [-1])
    lasts: list[int] = field(default_factory=lambda: [0])
    contexts: list[int] = field(default_factory=lambda: [START])
    usuals: list[float] = field(default_factory=lambda: [0.0])
    gains: list[float] = field(default_factory=lambda: [0.0])
    lengths: list[int] = field(default_factory=lambda: [0])
    children: list[dict[int, int]] = field(default_factory=lambda: [{}])

    def longer(self, parent: int, label: int) -> int:
        """Return the number of a prefix with one label more; it is added if it is new."""
        children = self.children[parent]
        if label in children:
            return children[label]
        children[label] = new = len(self.parents)
        context, usual, length = self.contexts[parent], self.usuals[parent], self.lengths[parent] + 1
        usual += self.language.followed(context, label) if self.language else 0.0
        self.children.append({})
        self.parents.append(parent)
        self.lasts.append(label)
        self.contexts.append(grown(context, label))
        self.usuals.append(usual)
        self.lengths.append(length)
        self.gains.append(self._gain(usual, length))
        return new

    def ended(self, node: int) -> float:
        """Return what the language adds to the score of a text that ends with this prefix."""
        end = self.language.followed(self.contexts[node], END) if self.language else 0.0
        return self._gain(self.usuals[node] + end, self.lengths[node])

    def _gain(self, usual: float, length: int) -> float:
        return self.weight.alpha * usual + self.weight.beta * length if self.language else 0.0

    def spelt(self, node: int) -> Labels:
        letters = []
        while node:
            letters.append(self.lasts[node])
            node = self.parents[node]
        return tuple(reversed(letters))


Beams = dict[int, tuple[float, float]]
"""Probability of a followed prefix's paths that end in a blank, and of those that end in its last label, by its number; all divided by
one number, so that long lines do not come to nothing."""


def prefixes(frames: Logs, width: int, language: Language | None = None, weight: Weight = NONE) -> list[Found]:
    """Return the most probable texts, best first.

    Args:
        frames: (T, C) log-probabilities; each row's probabilities sum to 1.
        width: number of prefixes followed, and of answers.
        language: what is usual in such a cell.
        weight: how much the language counts.
    """
    tree = _Tree(language, weight)
    beams: Beams = {0: (1.0, 0.0)}
    divided = 0.0  # logarithm of the number by which they are divided
    blanks = np.exp(frames[:, BLANK]).tolist()
    for silent, blank, said in zip((frames[:, BLANK] >= SILENT).tolist(), blanks, _said(frames), strict=True):
        if silent:
            beams = {node: ((ends_blank + ends_label) * blank, 0.0) for node, (ends_blank, ends_label) in beams.items()}
        else:
            beams, by = _grown(tree, beams, blank, said, width)
            divided += log(by)
    found = [
        Found(tree.spelt(node), ink := log(sum(ends)) + divided, ink + tree.ended(node)) for node, ends in beams.items()
    ]
    return sorted(found, key=lambda one: one.score, reverse=True)


def _said(frames: Logs) -> list[dict[int, float]]:
    """Return the characters of each frame that are worth following, with their probability."""
    worth = frames > LEAST
    worth[:, BLANK] = False
    places, labels = np.nonzero(worth)
    said: list[dict[int, float]] = [{} for _ in range(len(frames))]
    for place, label, share in zip(
        places.tolist(), labels.tolist(), np.exp(frames[places, labels]).tolist(), strict=True
    ):
        said[place][label] = share
    return said


def _grown(tree: _Tree, beams: Beams, blank: float, said: Mapping[int, float], width: int) -> tuple[Beams, float]:
    """Return the best prefixes after one more frame, and by what their probabilities are divided.

    Args:
        tree: where they are kept.
        beams: the best ones before.
        blank: probability of the blank in this frame.
        said: that of each character worth following.
        width: number of prefixes that go on.
    """
    lasts, gains, get = tree.lasts, tree.gains, said.get
    after = {
        node: ((ends_blank + ends_label) * blank, ends_label * get(lasts[node], 0.0))
        for node, (ends_blank, ends_label) in beams.items()
    }
    for node, (ends_blank, ends_label) in beams.items():
        last, ends = lasts[node], ends_blank + ends_label
        for label, shown in said.items():
            share = (ends_blank if label == last else ends) * shown
            if share > FAINT:
                child = tree.longer(node, label)
                known = after.get(child)
                after[child] = (0.0, share) if known is None else (known[0], known[1] + share)
    sums = {node: ends_blank + ends_label for node, (ends_blank, ends_label) in after.items()}
    scores = {node: log(ink) + gains[node] for node, ink in sums.items() if ink > 0}
    best = sorted(scores, key=scores.__getitem__, reverse=True)[:width]
    least, by = scores[best[0]] + FAR, sums[best[0]]
    return {node: (after[node][0] / by, after[node][1] / by) for node in best if scores[node] >= least}, by
