"""Turns frame probabilities into texts: CTC prefix beam search, with or without a language.

Method: A. Hannun, A. Maas, D. Jurafsky, A. Ng, "First-pass large vocabulary continuous speech recognition using
bi-directional recurrent DNNs", 2014, algorithm 1; the language speaks letter by letter and is weighed by alpha, with
beta a letter against its love of short texts (named so there).
"""

from __future__ import annotations

from collections.abc import Sequence
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

    def grow(self, parents: Sequence[int], labels: Sequence[int]) -> None:
        """Add what is new among these prefixes with each of these labels after them."""
        new = [(parent, label) for parent in parents for label in labels if label not in self.children[parent]]
        if not new:
            return
        said = [0.0] * len(new)
        if self.language is not None:
            said = self.language.followed([(self.contexts[parent], label) for parent, label in new])
        for (parent, label), usual in zip(new, said, strict=True):
            self.children[parent][label] = len(self.parents)
            self.children.append({})
            self.parents.append(parent)
            self.lasts.append(label)
            self.contexts.append(grown(self.contexts[parent], label))
            self.usuals.append(self.usuals[parent] + usual)
            self.lengths.append(self.lengths[parent] + 1)
            self.gains.append(self._gain(self.usuals[-1], self.lengths[-1]))

    def ended(self, nodes: Sequence[int]) -> list[float]:
        """Return what the language adds to the score of texts that end with these prefixes."""
        if self.language is None:
            return [0.0] * len(nodes)
        said = self.language.followed([(self.contexts[node], END) for node in nodes])
        return [self._gain(self.usuals[node] + end, self.lengths[node]) for node, end in zip(nodes, said, strict=True)]

    def _gain(self, usual: float, length: int) -> float:
        return 0.0 if self.language is None else self.weight.alpha * usual + self.weight.beta * length

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
    silent = frames[:, BLANK] >= SILENT
    blanks = np.exp(frames[:, BLANK]).tolist()
    worth = frames > LEAST
    worth[:, BLANK] = False
    for place, blank in enumerate(blanks):
        if silent[place]:
            beams = {node: ((ends_blank + ends_label) * blank, 0.0) for node, (ends_blank, ends_label) in beams.items()}
        else:
            following = np.flatnonzero(worth[place]).tolist()
            beams, by = _grown(tree, beams, np.exp(frames[place]).tolist(), following, width)
            divided += log(by)
    nodes = list(beams)
    found = [
        Found(tree.spelt(node), ink := log(sum(beams[node])) + divided, ink + gain)
        for node, gain in zip(nodes, tree.ended(nodes), strict=True)
    ]
    return sorted(found, key=lambda one: one.score, reverse=True)


def _grown(
    tree: _Tree, beams: Beams, frame: Sequence[float], following: Sequence[int], width: int
) -> tuple[Beams, float]:
    """Return the best prefixes after one more frame, whose probabilities are (C,), and by what theirs are divided."""
    tree.grow(list(beams), following)
    blank = frame[BLANK]
    after: Beams = {}
    for node, (ends_blank, ends_label) in beams.items():
        ink, last, children = ends_blank + ends_label, tree.lasts[node], tree.children[node]
        stays = ends_label * frame[last]
        known = after.get(node)
        after[node] = (ink * blank, stays if known is None else stays + known[1])
        for label in following:
            longer = (ends_blank if label == last else ink) * frame[label]
            child = children[label]
            known = after.get(child)
            after[child] = (0.0, longer) if known is None else (known[0], known[1] + longer)
    gains = tree.gains
    sums = {node: ends_blank + ends_label for node, (ends_blank, ends_label) in after.items()}
    scores = {node: log(ink) + gains[node] for node, ink in sums.items() if ink > 0}
    best = sorted(scores, key=scores.__getitem__, reverse=True)[:width]
    by = sums[best[0]]
    kept = {node: (after[node][0] / by, after[node][1] / by) for node in best}
    return {node: ends for node, ends in kept.items() if sum(ends) > 0}, by
