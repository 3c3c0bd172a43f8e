"""Real lines are cut between words, where no stroke runs, and joined anew with the right text."""

import random

import numpy as np
import pytest

from scripts.handwriting.alphabet import CHARACTERS, encoded
from scripts.handwriting.words import cut, recombined, spikes


def said(text, frame_of):
    """Return sure (T, C) frames that say each letter of the text once, letter i in frame ``frame_of(i)``."""
    frames = np.full((frame_of(len(text) - 1) + 3, len(CHARACTERS) + 1), np.log(1e-6), np.float32)
    frames[:, 0] = 0.0
    for i, label in enumerate(encoded(text)):
        frames[frame_of(i), [0, label]] = np.log(1e-6), 0.0
    return frames


def written(text, frame_of):
    """Return a (40, W) line with a stroke of four columns in the frame of every letter, nothing in spaces."""
    line = np.zeros((40, 4 * (frame_of(len(text) - 1) + 3)), np.uint8)
    for i, letter in enumerate(text):
        if letter != " ":
            line[10:30, 4 * frame_of(i) : 4 * frame_of(i) + 4] = 255
    return line


def every_other(i):
    return 2 * i + 1


@pytest.mark.parametrize("text", ["an", "Bình An", "xóm 3", "aa", "Tổ 11"])
def test_each_letter_is_found_in_the_frame_that_says_it(text):
    assert spikes(said(text, every_other), encoded(text)) == [every_other(i) for i in range(len(text))]


def test_a_line_is_cut_where_no_stroke_runs():
    text = "Xã Bình An"
    line = written(text, every_other)
    found = cut(line, text, said(text, every_other))
    assert found is not None
    assert found.words == ("Xã", "Bình", "An")
    assert all(not line[:, edge].any() for edge in found.edges[1:-1])


@pytest.mark.parametrize(
    ("text", "frames", "why"),
    [
        ("a§b", said("ab", every_other), "a letter outside the alphabet has no frame"),
        ("một hai ba", said("m", every_other), "fewer frames than letters"),
    ],
)
def test_a_line_whose_text_cannot_be_laid_over_it_is_not_cut(text, frames, why):
    assert cut(np.zeros((40, 60), np.uint8), text, frames) is None, why


def test_pieces_of_two_lines_carry_their_own_words():
    texts = ["Xã Bình An", "Tổ 11"]
    cuts = [cut(written(text, every_other), text, said(text, every_other)) for text in texts]
    source = [one for one in cuts if one is not None]
    assert len(source) == len(texts)
    for seed in range(20):
        line, text = recombined(source, random.Random(seed))
        letters = sum(letter != " " for letter in text)
        assert all(word in " ".join(texts).split() for word in text.split())
        assert int(line.astype(bool).any(axis=0).sum()) == 4 * letters
