"""Letters and tones are doubted apart."""

import pytest

from pipeline.entries import Candidate, Ink, Reading
from pipeline.geometry import Box
from ui.parts.doubts import shares, tone_only


def reading(text: str, confidence: float, **others: float) -> Reading:
    alternatives = tuple(Candidate(other, share) for other, share in others.items())
    return Reading(text, confidence, Ink.WRITTEN, Box(0, 0, 9, 9), alternatives)


def test_candidates_that_differ_in_tones_only_stand_for_the_letters() -> None:
    found = shares(reading("Tài", 0.6, Tại=0.3, Tàu=0.1))
    assert (found.letters, found.tones) == pytest.approx((0.9, 2 / 3))


def test_candidates_of_other_letters_leave_the_tones_alone() -> None:
    found = shares(reading("Tài", 0.6, Tàu=0.3))
    assert (found.letters, found.tones) == pytest.approx((0.6, 1.0))


def test_a_cell_in_which_nothing_was_read_has_no_share() -> None:
    assert (shares(reading("", 0.0)).letters, shares(reading("", 0.0)).tones) == (0.0, 0.0)


@pytest.mark.parametrize(("text", "other"), [("Hoà", "Hòa"), ("nguyễn", "Nguyện"), ("Thị Mai", "Thi Mài")])
def test_tones_only(text: str, other: str) -> None:
    assert tone_only(text, other)


@pytest.mark.parametrize(
    ("text", "other", "why"),
    [("Mai", "Mai", "the same"), ("Lan", "Lân", "â is a letter"), ("Đa", "Da", "đ is a letter"), ("Tơ", "To", "ơ too")],
)
def test_letters_that_look_like_tones_are_letters(text: str, other: str, why: str) -> None:
    assert not tone_only(text, other), why
