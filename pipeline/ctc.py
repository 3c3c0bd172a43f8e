"""Turns frame probabilities into texts: CTC prefix beam search, with or without a language.

Method: A. Hannun, A. Maas, D. Jurafsky, A. Ng, "First-pass large vocabulary continuous speech recognition using
bi-directional recurrent DNNs", 2014, algorithm 1; the language speaks letter by letter and is weighed by alpha, with
beta a letter against its love of short texts (named so there).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from pipeline.language import END, NONE, START, Language, Weight, grown

Logs = NDArray[np.float32]
"""(T, C) log-probabilities per frame, column 0 the blank."""

Labels = tuple[int, ...]

BLANK = 0
"""Index of the CTC blank."""

LEAST = np.log(1e-3)
"""Characters below this log-probability in a frame are not followed."""

SILENT = np.log(0.999)
"""A frame whose blank is at least so probable adds no character to any prefix."""

NEVER = np.float32(-1e30)


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
        """(B,) log-probability of each prefix by the frames alone."""
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


def prefixes(frames: Logs, width: int, language: Language | None = None, weight: Weight = NONE) -> list[Found]:
    """Return the most probable texts, best first.

    Args:
        frames: (T, C) log-probabilities; each row's probabilities sum to 1.
        width: number of prefixes followed, and of answers.
        language: what is usual in such a cell.
        weight: how much the language counts.
    """
    tree, spoken = _Tree(), _Spoken(language, weight)
    beams = _Beams(
        *(np.zeros(1, np.int64), np.zeros(1, np.float32), np.full(1, NEVER), np.zeros(1, np.int64)),
        *(np.full(1, START), np.zeros(1, np.float32), np.zeros(1, np.int64)),
    )
    for frame in frames:
        if frame[BLANK] >= SILENT:
            beams.blank, beams.label = beams.ink + frame[BLANK], np.full(len(beams.nodes), NEVER)
        else:
            beams = _grown(tree, beams, frame, width, spoken)
    usual = beams.usual + spoken.of(beams.contexts, np.array([END]))[:, 0]
    scores = beams.ink + spoken.gain(usual, beams.lengths)
    found = [
        Found(tree.spelt(int(node)), float(ink), float(score))
        for node, ink, score in zip(beams.nodes, beams.ink, scores, strict=True)
    ]
    return sorted(found, key=lambda one: one.score, reverse=True)


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A language, or none, with its weight."""

    language: Language | None
    weight: Weight

    def of(self, contexts: NDArray[np.uint64], labels: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return (B, K) log-probabilities of K labels after B contexts, 0 without a language."""
        if self.language is None:
            return np.zeros((len(contexts), len(labels)), np.float32)
        return self.language.followed(contexts, labels.astype(np.uint64))

    def gain(self, usual: NDArray[np.float32], lengths: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return (B,) or (B, K), what the language adds to the score of texts with these log-probabilities and letters."""
        if self.language is None:
            return np.zeros(usual.shape)
        return np.asarray(self.weight.alpha * usual + self.weight.beta * lengths, np.float64)


def _grown(tree: _Tree, beams: _Beams, frame: NDArray[np.float32], width: int, spoken: _Spoken) -> _Beams:
    """Return the best prefixes after one more frame."""
    ink = beams.ink
    blank = ink + frame[BLANK]
    label = beams.label + np.where(beams.last > 0, frame[beams.last], NEVER)
    following = np.flatnonzero(frame > LEAST)
    following = following[following != BLANK]
    again = np.equal(following[None, :], beams.last[:, None])
    longer = np.where(again, beams.blank[:, None], ink[:, None]) + frame[following][None, :]
    _merge(tree, beams, label, longer, following)
    usual = beams.usual[:, None] + spoken.of(beams.contexts, following)
    stays = np.logaddexp(blank, label) + spoken.gain(beams.usual, beams.lengths)
    grows = longer + spoken.gain(usual, beams.lengths[:, None] + 1)
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
