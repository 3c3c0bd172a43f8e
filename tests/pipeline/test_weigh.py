"""What a reading may claim, and what the clerk is told of it."""

import pytest

from pipeline.entries import SURE, Candidate, Ink
from pipeline.geometry import Box
from pipeline.weigh import reading
from ui.parts.doubts import doubt

BOX = Box(0, 0, 90, 30)


@pytest.mark.parametrize("probability", [SURE, 0.99, 1.0])
def test_an_engine_that_was_not_measured_is_never_called_sure(probability):
    read = reading(Ink.WRITTEN, BOX, [Candidate("Nông Tài", probability)], calibrated=False)
    assert (read.confidence < SURE, doubt(read)) == (True, "doubtful")


@pytest.mark.parametrize(
    ("probability", "calibrated", "word"),
    [
        (SURE, True, "sure"),
        (1.0, True, "sure"),
        (0.94, True, "doubtful"),
        (0.3, False, "doubtful"),
    ],
)
def test_a_probability_below_the_ceiling_or_measured_stays_as_it_is(probability, calibrated, word):
    read = reading(Ink.WRITTEN, BOX, [Candidate("Nông Tài", probability)], calibrated=calibrated)
    assert (read.confidence, doubt(read)) == (probability, word)


@pytest.mark.parametrize(
    ("ink", "candidates", "word"),
    [
        (Ink.BLANK, [Candidate("x", 1.0)], "noInk"),  # nothing is written, whatever an engine saw
        (Ink.WRITTEN, [], "unread"),
    ],
)
def test_a_cell_without_a_proposal_claims_nothing(ink, candidates, word):
    read = reading(ink, BOX, candidates, calibrated=True)
    assert (read.text, read.confidence, doubt(read)) == ("", 0.0, word)


LONG = "xóm 12, xã Hóa Thượng, huyện Đồng Hỷ"


@pytest.mark.parametrize(
    "said", [[], [Candidate("Nông Tài", 0.05), Candidate("Hùng Tại", 0.03)], [Candidate(LONG, 0.001)]]
)
def test_ink_without_a_text_that_has_hope_is_unreadable_and_nothing_is_proposed(said):
    read = reading(Ink.WRITTEN, BOX, said, calibrated=True)
    assert (read.ink, read.text, read.confidence) == (Ink.UNREADABLE, "", 0.0)
    assert list(read.alternatives) == said
    assert read.reasons


@pytest.mark.parametrize(
    ("said", "calibrated", "why"),
    [
        ([Candidate("Nông Tài", 0.1)], True, "a weak text is still one; the book may speak for it"),
        ([Candidate(LONG, 0.05)], True, "one letter in doubt makes a long text improbable, not the ink unreadable"),
        ([Candidate("Nông Tài", 0.05)], False, "what is no frequency says nothing of hope"),
        ([], False, "an engine that reads nothing says nothing of the ink"),
    ],
)
def test_other_ink_is_still_written(said, calibrated, why):
    assert reading(Ink.WRITTEN, BOX, said, calibrated=calibrated).ink is Ink.WRITTEN, why
