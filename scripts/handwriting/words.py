"""Cuts real lines between their words and joins the pieces of two lines anew.

1,475 real lines are soon known by heart; their pieces in other company teach the same hands without the same sentences.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.lines import STRIDE
from scripts.handwriting.alphabet import encoded
from scripts.handwriting.shards import Lines

Line = NDArray[np.uint8]
"""(40, W) uint8 prepared line, 255 is ink."""

BLANK = 0
FAINT = 40
"""A column without a pixel above this is empty."""

LONGEST = 6
"""Most words of one piece."""


@dataclass(frozen=True, slots=True)
class Cut:
    """One line with the columns between its words.

    Attributes:
        line: the whole line.
        words: its words.
        edges: column before each word, and the end of the last: one more than words.
    """

    line: Line
    words: tuple[str, ...]
    edges: tuple[int, ...]

    def piece(self, first: int, behind: int) -> tuple[Line, str]:
        """Return the words from ``first`` to before ``behind`` with their text."""
        return self.line[:, self.edges[first] : self.edges[behind]], " ".join(self.words[first:behind])


def spikes(frames: NDArray[np.float32], code: Sequence[int]) -> list[int]:
    """Return the frame in which each label is said on the most probable path (Viterbi over the CTC trellis).

    Args:
        frames: (T, C) log-probabilities, column 0 the blank.
        code: labels of the text, T must allow for them.

    Returns:
        frame of the first mention of each label.
    """
    labels = np.zeros(2 * len(code) + 1, np.int64)
    labels[1::2] = code
    leap = np.zeros(len(labels), bool)  # from one letter straight to the next, unlike one
    leap[3::2] = labels[3::2] != labels[1:-2:2]
    score = np.full(len(labels), -np.inf)
    score[:2] = frames[0, labels[:2]]
    came = np.zeros((len(frames), len(labels)), np.int8)
    for t in range(1, len(frames)):
        one = np.concatenate(([-np.inf], score[:-1]))
        two = np.where(leap, np.concatenate(([-np.inf, -np.inf], score[:-2])), -np.inf)
        ways = np.stack((score, one, two))
        came[t] = ways.argmax(axis=0)
        score = ways.max(axis=0) + frames[t, labels]
    state = len(labels) - 1 if score[-1] >= score[-2] else len(labels) - 2
    said = [0] * len(code)
    for t in range(len(frames) - 1, -1, -1):
        if state % 2:
            said[state // 2] = t
        state -= int(came[t, state])
    return said


def cut(line: Line, text: str, frames: NDArray[np.float32]) -> Cut | None:
    """Return the line with the columns between its words, or None when the text cannot be laid over it.

    Args:
        line: (40, W) uint8 prepared line.
        text: what is written.
        frames: (T, C) log-probabilities of the line.
    """
    text = " ".join(text.split())
    code = encoded(text)
    words = tuple(text.split(" "))
    if len(code) != len(text) or len(frames) <= len(code):
        return None
    said = spikes(frames, code)
    empty = np.equal(line.max(axis=0) > FAINT, 0)
    edges = [0]
    for place, letter in enumerate(text):
        if letter == " ":
            start, end = (STRIDE * said[place - 1] + STRIDE, STRIDE * said[place + 1])
            edges.append(_gap(empty, start, max(end, start + 1)))
    edges.append(line.shape[1])
    return Cut(line, words, tuple(edges)) if all(np.diff(edges) > STRIDE) else None


def _gap(empty: NDArray[np.bool_], start: int, end: int) -> int:
    """Return the middle of the widest run of empty columns from ``start`` to ``end``, their own middle without one."""
    best, since = (0, (start + end) // 2), None
    for column in range(start, min(end, len(empty)) + 1):
        if column < min(end, len(empty)) and empty[column]:
            since = column if since is None else since
        elif since is not None:
            best, since = max(best, (column - since, (column + since) // 2)), None
    return best[1]


def cuts(lines: Lines, frames: Sequence[NDArray[np.float32]], without: set[int]) -> list[Cut]:
    """Return all lines that can be cut, those in ``without`` left out; ``frames`` holds the (T, C) log-probabilities of each."""
    found = [
        cut(np.ascontiguousarray(lines.line(place)), lines.texts[place], frames[place])
        for place in range(len(lines))
        if place not in without
    ]
    return [one for one in found if one is not None]


def recombined(source: Sequence[Cut], chance: random.Random) -> tuple[Line, str]:
    """Return a line made of a piece of each of two lines, and its text."""
    lines, texts = [], []
    for one in chance.sample(list(source), 2):
        count = len(one.words)
        first = chance.randrange(count)
        behind = min(count, first + chance.randint(1, LONGEST))
        line, text = one.piece(first, behind)
        lines += [line, np.zeros((line.shape[0], chance.randint(2, 14)), np.uint8)]
        texts.append(text)
    return np.concatenate(lines[:-1], axis=1), " ".join(texts)
