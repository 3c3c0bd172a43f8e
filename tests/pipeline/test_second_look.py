"""What one engine doubts the other looks at; the surer reading stays."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from pipeline import second_look
from pipeline.entries import Candidate
from pipeline.geometry import Box
from pipeline.recognisers.tesseract import Tesseract
from pipeline.second_look import Typed
from pipeline.sheets import Picture, Sheet, Word


class Says:
    """A recogniser that answers every picture with one text of one probability, and counts what it is shown."""

    version = "says"
    unruled = False

    def __init__(self, text: str, probability: float, *, calibrated: bool = True) -> None:
        self.answer = [Candidate(text, probability)] if text else []
        self.calibrated = calibrated
        self.shown = 0

    def read(self, pictures: Sequence[Picture], kinds: Sequence[str]) -> list[list[Candidate]]:
        self.shown += len(pictures)
        return [list(self.answer) for _ in pictures]


class TesseractSays(Says, Tesseract):
    """The same in the place of Tesseract."""


SHEET = Sheet.of(np.full((100, 300, 3), 255, np.uint8))


def word(text: str, confidence: float) -> Word:
    return Word(text, Box(10, 10, 100, 20), confidence, 1)


def test_a_badly_read_label_is_read_by_the_other_engine():
    better, _ = second_look.at_words([word("qwasø", 0.22), word("Số", 0.96)], SHEET, Says("Quyển số", 0.7))
    assert (better.text, better.confidence, better.box) == ("Quyển số", 0.7, Box(10, 10, 100, 20))


@pytest.mark.parametrize(
    ("confidence", "hand", "why"),
    [
        (0.95, Says("Sổ", 0.99), "it was read clearly"),
        (0.5, Says("Sổ", 0.4), "the other engine is less sure"),
        (0.2, Says("", 0.0), "the other engine sees nothing"),
        (0.2, Says("Sổ", 0.9, calibrated=False), "the other engine's sureness was never measured"),
    ],
)
def test_a_printed_word_stays(confidence, hand, why):
    assert second_look.at_words([word("Số", confidence), word("Sinh", 0.96)], SHEET, hand)[0].text == "Số", why


CELL = np.full((40, 200, 3), 255, np.uint8)
DOUBTED = [Candidate("Hà Nôi", 0.2), Candidate("Hà Nội", 0.1)]


def test_a_typed_cell_that_the_hand_doubts_is_read_as_print():
    typed = TesseractSays("Hà Nội", 0.96)
    assert second_look.at_cells([DOUBTED], [CELL], typed, Typed())[0][0].text == "Hà Nội"


@pytest.mark.parametrize(
    ("read", "typed", "why"),
    [
        ([Candidate("Hà Nội", 0.97)], TesseractSays("Hà Nôi", 0.99), "the hand is sure"),
        (DOUBTED, TesseractSays("Hài", 0.6), "Tesseract is unsure too"),
        (DOUBTED, TesseractSays("H", 0.99), "one letter proves nothing"),
        (DOUBTED, TesseractSays("", 0.0), "Tesseract sees nothing"),
    ],
)
def test_the_reading_of_the_hand_stays(read, typed, why):
    assert second_look.at_cells([read], [CELL], typed, Typed()) == [read], why


def test_probabilities_stay_probabilities():
    typed = TesseractSays("Hà Nội", 0.96)
    (found,) = second_look.at_cells([[Candidate("Hà Nôi", 0.34), Candidate("Hà Nổi", 0.3)]], [CELL], typed, Typed())
    assert sum(one.probability for one in found) <= 1.0


def test_what_is_not_of_the_height_of_print_is_left_to_the_cells():
    high = Word("0/2", Box(10, 10, 100, 60), 0.1, 1)
    assert second_look.at_words([high, word("Số", 0.96)], SHEET, Says("01/2008", 0.99))[0].text == "0/2"


def test_only_doubtful_cells_are_shown_twice():
    typed = TesseractSays("Hà Nội", 0.96)
    second_look.at_cells([[Candidate("Hà Nội", 0.97)], DOUBTED], [CELL, CELL], typed, Typed())
    assert typed.shown == 1


def test_a_register_whose_cells_were_never_print_is_no_longer_asked_about():
    typed, seen = TesseractSays("Hài", 0.4), Typed()
    for _ in range(second_look.ENOUGH + 5):
        second_look.at_cells([DOUBTED], [CELL], typed, seen)
    assert typed.shown == second_look.ENOUGH


def test_a_register_with_typed_cells_is_asked_about_to_the_end():
    typed, seen = TesseractSays("Hà Nội", 0.96), Typed()
    for _ in range(second_look.ENOUGH + 5):
        second_look.at_cells([DOUBTED], [CELL], typed, seen)
    assert typed.shown == second_look.ENOUGH + 5
