"""What one engine read without confidence the other looks at again; of two readings the one more often right is kept.

Tesseract reads print, the network reads hands and some print. Neither knows which of the two lies before it, but each says how
sure it is: that is the evidence, cell by cell and word by word, whatever the form.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from pipeline.entries import Candidate
from pipeline.language import PLAIN
from pipeline.recognisers import Recogniser
from pipeline.recognisers.tesseract import Tesseract
from pipeline.sheets import Picture, Sheet, Word

CLEAR = 0.6
"""A printed word below this confidence of Tesseract is looked at again."""

MARGIN = 6
"""Paper left around a word that is looked at again, px."""

PRINT = (0.6, 1.6)
"""A printed word is so many times as high as the clearly read ones; what is lower or higher is a mark or the hand."""

DOUBTFUL = 0.35
"""A cell below this probability is looked at by Tesseract too."""

MANY = 0.25
"""Only a page with so large a share of doubtful cells may be typed: what is written by hand is doubtful here and there."""

TYPED = 0.9
"""Confidence of Tesseract from which it is believed of such a cell."""

ENOUGH = 8
"""After so many doubtful cells of which none was print the register counts as written by hand."""

LEAST_LETTERS = 3
"""On fewer letters Tesseract's confidence says nothing."""


@dataclass(slots=True)
class Typed:
    """What the cells of earlier pages showed: a register is typed or written by hand, rarely both.

    Attributes:
        shown: doubtful cells that Tesseract looked at.
        read: those of them that it read as print.
    """

    shown: int = 0
    read: int = 0

    @property
    def worth_asking(self) -> bool:
        """Whether another cell may still be typed."""
        return self.read > 0 or self.shown < ENOUGH


def at_words(words: Sequence[Word], sheet: Sheet, hand: Recogniser) -> list[Word]:
    """Return the printed words of a sheet, those that Tesseract read badly as the network reads them, if it is surer.

    Args:
        words: as Tesseract read them.
        sheet: where they stand.
        hand: reads again, if its probabilities are frequencies.
    """
    doubtful = _doubtful(words) if hand.calibrated else []
    pictures = [_around(sheet.picture, words[i]) for i in doubtful]
    better = list(words)
    for i, found in zip(doubtful, hand.read(pictures, [PLAIN] * len(pictures)), strict=True):
        if found and found[0].probability > words[i].confidence:
            better[i] = replace(words[i], text=found[0].text, confidence=found[0].probability)
    return better


def at_cells(
    read: Sequence[list[Candidate]], pictures: Sequence[Picture], print_reader: Tesseract, typed: Typed
) -> list[list[Candidate]]:
    """Return the candidates of cells, those of typed cells that the network doubts as Tesseract reads them.

    Args:
        read: candidates of the network per cell, (N,).
        pictures: (H, W, 3) uint8 RGB per cell.
        print_reader: reads the doubtful ones again.
        typed: what earlier cells showed; counts these too.
    """
    if not typed.worth_asking:
        return list(read)
    doubtful = [i for i, found in enumerate(read) if not found or found[0].probability < DOUBTFUL]
    if len(doubtful) < MANY * len(read):
        return list(read)
    again = print_reader.read([pictures[i] for i in doubtful], [PLAIN] * len(doubtful))
    typed.shown += len(doubtful)
    better = list(read)
    for i, found in zip(doubtful, again, strict=True):
        if found and found[0].probability >= TYPED and sum(map(str.isalnum, found[0].text)) >= LEAST_LETTERS:
            typed.read += 1
            text = found[0].text
            others = [replace(one, probability=one.probability / 2) for one in read[i] if one.text != text]
            better[i] = [Candidate(text, DOUBTFUL), *others]
    return better


def _doubtful(words: Sequence[Word]) -> list[int]:
    """Return the places of words of the height of print that were not read clearly."""
    clear = [word.box.h for word in words if word.confidence >= CLEAR]
    tall = float(np.median(clear)) if clear else 0.0
    return [
        i
        for i, word in enumerate(words)
        if word.confidence < CLEAR and PRINT[0] * tall <= word.box.h <= PRINT[1] * tall
    ]


def _around(picture: Picture, word: Word) -> Picture:
    box = word.box
    top, left = max(0, box.y - MARGIN), max(0, box.x - MARGIN)
    return np.ascontiguousarray(picture[top : box.bottom + MARGIN, left : box.right + MARGIN])
