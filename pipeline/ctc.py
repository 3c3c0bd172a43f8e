"""Turns frame probabilities into texts: CTC prefix beam search, with or without a language.

Method: A. Hannun, A. Maas, D. Jurafsky, A. Ng, "First-pass large vocabulary continuous speech recognition using
bi-directional recurrent DNNs", 2014, algorithm 1; the language speaks letter by letter and is weighed by ``ALPHA`` with
``BETA`` a letter against its love of short texts (there named so).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from pipeline.language import END, START, Language, grown

Logs = NDArray[np.float32]
"""(T, C) log-probabilities per frame, column 0 the blank."""

Labels = tuple[int, ...]

BLANK = 0
"""Index of the CTC blank."""

LEAST = np.log(1e-3)
"""Characters below this log-probability in a frame are not followed."""

SILENT = np.log(0.999)
"""A frame whose blank is at least so probable adds no character to any prefix."""

ALPHA = 0.5
"""Weight of the language."""

BETA = 1.0
"""Gain for each letter."""

NEVER = np.float32(-1e30)


@dataclass(frozen=True, slots=True)
class Found:
    """One text of the search.

    Attributes:
        labels: its letters, 1 to C - 1.
        ink: log-probability that the frames say it, over all paths that were followed.
        usual: log-probability that the language says it, its end included; 0 without a language.
    """

    labels: Labels
    ink: float
    usual: float

    @property
    def score(self) -> float:
        """What it is ranked by."""
        return self.ink + (ALPHA * self.usual + BETA * len(self.labels) if self.usual else 0.0)


@dataclass(slots=True)
class _Beams:
    """The prefixes that are followed, B of them; all arrays are (B,).

    Attributes:
        nodes: number of each prefix in the tree.
        blank: log-probability of its paths that end in a blank.
        label: log-probability of its paths that end in its last label.
        last: its last label, 0 for the empty prefix.
        contexts: its last labels as the language packs them.
        usual: log-probability by the language.
        lengths: its letters.
    """

    nodes: NDArray[np.int64]
    blank: NDArray[np.float32]
    label: NDArray[np.float32]
    last: NDArray[np.int64]
    contexts: NDArray[np.uint64]
    usual: NDArray[np.float32]
    lengths: NDArray[np.int64]

    @property
    def ink(self) -> NDArray[np.float32]:
        return np.logaddexp(self.blank, self.label)


@dataclass(slots=True)
class _Tree:
    """All prefixes ever followed: each is its parent and one label more."""

    parents: list[int] = field(default_factory=lambda: [-1])
    labels: list[int] = field(default_factory=lambda: [0])
    children: dict[tuple[int, int], int] = field(default_factory=dict)

    def child(self, parent: int, label: int) -> int:
        known = self.children.get((parent, label))
        if known is None:
            known = self.children[parent, label] = len(self.parents)
            self.parents.append(parent)
            self.labels.append(label)
        return known

    def spelt(self, node: int) -> Labels:
        letters = []
        while node:
            letters.append(self.labels[node])
            node = self.parents[node]
        return tuple(reversed(letters))


def prefixes(frames: Logs, width: int, language: Language | None = None) -> list[Found]:
    """Return the most probable texts, best first.

    Args:
        frames: (T, C) log-probabilities; each row's probabilities sum to 1.
        width: number of prefixes followed, and of answers.
        language: what is usual in such a cell.
    """
    tree = _Tree()
    beams = _Beams(
        *(np.zeros(1, np.int64), np.zeros(1, np.float32), np.full(1, NEVER), np.zeros(1, np.int64)),
        *(np.full(1, START), np.zeros(1, np.float32), np.zeros(1, np.int64)),
    )
    for frame in frames:
        if frame[BLANK] >= SILENT:
            beams.blank, beams.label = beams.ink + frame[BLANK], np.full(len(beams.nodes), NEVER)
        else:
            beams = _grown(tree, beams, frame, width, language)
    usual = beams.usual
    if language:
        usual = usual + language.follow(beams.contexts, np.array([END], np.uint64))[:, 0]
    found = [
        Found(tree.spelt(int(node)), float(ink), float(said))
        for node, ink, said in zip(beams.nodes, beams.ink, usual, strict=True)
    ]
    return sorted(found, key=lambda one: one.score, reverse=True)


def _grown(tree: _Tree, beams: _Beams, frame: NDArray[np.float32], width: int, language: Language | None) -> _Beams:
    """Return the best prefixes after one more frame."""
    ink = beams.ink
    blank = ink + frame[BLANK]
    label = beams.label + np.where(beams.last > 0, frame[beams.last], NEVER)
    following = np.flatnonzero(frame > LEAST)
    following = following[following != BLANK]
    again = np.equal(following[None, :], beams.last[:, None])
    longer = np.where(again, beams.blank[:, None], ink[:, None]) + frame[following][None, :]
    _merge(tree, beams, label, longer, following)
    usual = beams.usual[:, None] + (
        language.follow(beams.contexts, following.astype(np.uint64)) if language else np.zeros(longer.shape, np.float32)
    )
    weight = (ALPHA, BETA) if language else (0.0, 0.0)
    stays = np.logaddexp(blank, label) + weight[0] * beams.usual + weight[1] * beams.lengths
    grows = longer + weight[0] * usual + weight[1] * (beams.lengths[:, None] + 1)
    scores = np.concatenate((stays, grows.ravel()))
    best = np.argsort(-scores, kind="stable")[:width]
    best = best[scores[best] > NEVER / 2]
    old, new = best[best < len(stays)], best[best >= len(stays)] - len(stays)
    row, column = np.divmod(new, max(len(following), 1))
    added = following[column] if len(new) else np.zeros(0, np.int64)
    nodes = [tree.child(int(node), int(letter)) for node, letter in zip(beams.nodes[row], added, strict=True)]
    return _Beams(
        nodes=np.concatenate((beams.nodes[old], np.array(nodes, np.int64))),
        blank=np.concatenate((blank[old], np.full(len(new), NEVER))),
        label=np.concatenate((label[old], longer[row, column])),
        last=np.concatenate((beams.last[old], added)),
        contexts=np.concatenate((beams.contexts[old], grown(beams.contexts[row], added.astype(np.uint64)))),
        usual=np.concatenate((beams.usual[old], usual[row, column])),
        lengths=np.concatenate((beams.lengths[old], beams.lengths[row] + 1)),
    )


def _merge(
    tree: _Tree,
    beams: _Beams,
    label: NDArray[np.float32],
    longer: NDArray[np.float32],
    following: NDArray[np.int64],
) -> None:
    """Add the paths that lead from one followed prefix to another to the latter; they are no new prefix."""
    place = {int(node): i for i, node in enumerate(beams.nodes)}
    columns = {int(letter): k for k, letter in enumerate(following)}
    for j, node in enumerate(beams.nodes):
        i, k = place.get(tree.parents[int(node)]), columns.get(int(beams.last[j]))
        if i is not None and k is not None:
            label[j] = np.logaddexp(label[j], longer[i, k])
            longer[i, k] = NEVER
