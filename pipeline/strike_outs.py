"""What it means for a reading that the clerk struck it out: it says so first of all, and nothing read in it is sure."""

from __future__ import annotations

from dataclasses import replace

from pipeline.entries import Candidate, Crossed, Reading

MOST = 0.5
"""Highest confidence where something is struck out: whether the text still holds is for a person to say, as of a torn cell
(issue 4), however well its letters were read."""


def crossed(reading: Reading) -> Crossed | None:
    """Return what is struck out there, None where nothing is."""
    return next((how for how in Crossed if how in reading.reasons), None)


def struck(reading: Reading, how: Crossed | None) -> Reading:
    """Return the reading with what is struck out as its first reason, never sure; itself where nothing is struck out."""
    if how is None:
        return reading
    said = reading.read or (
        (Candidate(reading.text, reading.confidence), *reading.alternatives) if reading.text else ()
    )
    reasons = (how, *(reason for reason in reading.reasons if reason != how))
    return replace(reading, confidence=min(reading.confidence, MOST), reasons=reasons, read=said)
