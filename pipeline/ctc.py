"""Turns frame probabilities into texts: CTC prefix beam search, with or without a language.

Method: A. Hannun, A. Maas, D. Jurafsky, A. Ng, "First-pass large vocabulary continuous speech recognition using
bi-directional recurrent DNNs", 2014, algorithm 1; the language speaks letter by letter and is weighed by alpha, with
beta a letter against its love of short texts (named so there).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import exp, log, log1p

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

NEVER = -1e30


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
        children: number of a prefix by its parent and its last label.
    """

    language: Language | None
    weight: Weight
    parents: list[int] = field(default_factory=lambda: [-1])
    lasts: list[int] = field(default_factory=lambda: [0])
    contexts: list[int] = field(default_factory=lambda: [START])
    usuals: list[float] = field(default_factory=lambda: [0.0])
    gains: list[float] = field(default_factory=lambda: [0.0])
    lengths: list[int] = field(default_factory=lambda: [0])
    children: dict[tuple[int, int], int] = field(default_factory=dict)

    def grow(self, parents: Sequence[int], labels: Sequence[int]) -> None:
        """Add what is new among these prefixes with each of these labels after them."""
        known = self.children
        new = [pair for parent in parents for label in labels if (pair := (parent, label)) not in known]
        if not new:
            return
        said = [0.0] * len(new)
        if self.language is not None:
            said = self.language.followed([(self.contexts[parent], label) for parent, label in new])
        for (parent, label), usual in zip(new, said, strict=True):
            known[parent, label] = len(self.parents)
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
"""Log-probability of a followed prefix's paths that end in a blank, and of those that end in its last label, by its number."""


def prefixes(frames: Logs, width: int, language: Language | None = None, weight: Weight = NONE) -> list[Found]:
    """Return the most probable texts, best first.

    Args:
        frames: (T, C) log-probabilities; each row's probabilities sum to 1.
        width: number of prefixes followed, and of answers.
        language: what is usual in such a cell.
        weight: how much the language counts.
    """
    tree = _Tree(language, weight)
    beams: Beams = {0: (0.0, NEVER)}
    blanks = frames[:, BLANK].tolist()
    worth = frames > LEAST
    for place, frame in enumerate(frames):
        blank = blanks[place]
        if blank >= SILENT:
            beams = {node: (_either(*logs) + blank, NEVER) for node, logs in beams.items()}
        else:
            following = [label for label in np.flatnonzero(worth[place]).tolist() if label != BLANK]
            beams = _grown(tree, beams, frame.tolist(), following, width)
    nodes = list(beams)
    found = [
        Found(tree.spelt(node), ink := _either(*beams[node]), ink + gain)
        for node, gain in zip(nodes, tree.ended(nodes), strict=True)
    ]
    return sorted(found, key=lambda one: one.score, reverse=True)


def _grown(tree: _Tree, beams: Beams, frame: Sequence[float], following: Sequence[int], width: int) -> Beams:
    """Return the best prefixes after one more frame, whose log-probabilities are (C,)."""
    tree.grow(list(beams), following)
    blank = frame[BLANK]
    after: Beams = {}
    for node, (ends_blank, ends_label) in beams.items():
        ink, last = _either(ends_blank, ends_label), tree.lasts[node]
        stays = ends_label + frame[last] if last else NEVER
        known = after.get(node)
        after[node] = (ink + blank, stays if known is None else _either(stays, known[1]))
        for label in following:
            longer = (ends_blank if label == last else ink) + frame[label]
            child = tree.children[node, label]
            known = after.get(child)
            after[child] = (NEVER, longer) if known is None else (known[0], _either(known[1], longer))
    gains = tree.gains
    scores = {node: _either(*logs) + gains[node] for node, logs in after.items()}
    best = sorted((node for node in scores if scores[node] > NEVER / 2), key=scores.__getitem__, reverse=True)[:width]
    return {node: after[node] for node in best}


def _either(one: float, other: float) -> float:
    """Return the logarithm of the sum of two probabilities given as logarithms."""
    if one < other:
        one, other = other, one
    return one if other <= NEVER / 2 else one + log1p(exp(other - one))
