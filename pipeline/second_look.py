"""What one engine read without confidence the other looks at again; of two readings the one more often right is kept.

Tesseract reads print, the network reads hands and some print. Neither knows which of the two lies before it, but each says how
sure it is: that is the evidence, cell by cell and word by word, whatever the form.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pipeline.entries import Candidate
from pipeline.recognisers import Recogniser
from pipeline.recognisers.tesseract import Tesseract
from pipeline.sheets import Picture, Sheet, Word

CLEAR = 0.6
"""A printed word below this confidence of Tesseract is looked at again."""

MARGIN = 6
"""Paper left around a word that is looked at again, px."""

DOUBTFUL = 0.5
"""A cell below this probability is looked at by Tesseract too."""

TYPED = 0.9
"""Confidence of Tesseract from which it is believed of such a cell."""

LEAST_LETTERS = 3
"""On fewer letters Tesseract's confidence says nothing."""

FREE = "free_text"
"""Kind of value of a printed word."""


def at_words(words: Sequence[Word], sheet: Sheet, hand: Recogniser) -> list[Word]:
    """Return the printed words of a sheet, those that Tesseract read badly as the network reads them, if it is surer.

    Args:
        words: as Tesseract read them.
        sheet: where they stand.
        hand: reads again, if its probabilities are frequencies.
    """
    doubtful = [i for i, word in enumerate(words) if word.confidence < CLEAR] if hand.calibrated else []
    pictures = [_around(sheet.picture, words[i]) for i in doubtful]
    better = list(words)
    for i, found in zip(doubtful, hand.read(pictures, [FREE] * len(pictures)), strict=True):
        if found and found[0].probability > words[i].confidence:
            better[i] = replace(words[i], text=found[0].text, confidence=found[0].probability)
    return better


def at_cells(
    read: Sequence[list[Candidate]], pictures: Sequence[Picture], kinds: Sequence[str], print_reader: Tesseract
) -> list[list[Candidate]]:
    """Return the candidates of cells, those of typed cells that the network doubts as Tesseract reads them.

    Args:
        read: candidates of the network per cell, (N,).
        pictures: (H, W, 3) uint8 RGB per cell.
        kinds: kind of value per cell.
        print_reader: reads the doubtful ones again.
    """
    doubtful = [i for i, found in enumerate(read) if not found or found[0].probability < DOUBTFUL]
    typed = print_reader.read([pictures[i] for i in doubtful], [kinds[i] for i in doubtful])
    better = list(read)
    for i, found in zip(doubtful, typed, strict=True):
        if found and found[0].probability >= TYPED and sum(map(str.isalnum, found[0].text)) >= LEAST_LETTERS:
            text = found[0].text
            others = [replace(one, probability=one.probability / 2) for one in read[i] if one.text != text]
            better[i] = [Candidate(text, DOUBTFUL), *others]
    return better


def _around(picture: Picture, word: Word) -> Picture:
    box = word.box
    top, left = max(0, box.y - MARGIN), max(0, box.x - MARGIN)
    return np.ascontiguousarray(picture[top : box.bottom + MARGIN, left : box.right + MARGIN])
