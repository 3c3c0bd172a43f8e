"""Recognisers turn pictures of cells into candidates. One file, one class, one engine.

A recogniser gets many cells at once and answers with one list of candidates per cell, most probable first,
probabilities from 0 to 1 that sum to at most 1. A cell it cannot read gets an empty list: it never invents text. It is made
once per worker process and may hold a session; making it must not need the network.
"""

from collections.abc import Sequence
from typing import Protocol

from pipeline.entries import Candidate
from pipeline.sheets import Picture


class Recogniser(Protocol):
    """One engine."""

    version: str
    """Engine and weights, kept beside every reading."""

    unruled: bool
    """Whether it wants the cells with ruled and dotted lines taken off; else it gets them as levelled."""

    calibrated: bool
    """Whether its probabilities are measured frequencies; what is not calibrated is never called sure."""

    def read(self, pictures: Sequence[Picture], kinds: Sequence[str]) -> list[list[Candidate]]:
        """Return candidates per cell.

        Args:
            pictures: one (H, W, 3) uint8 RGB picture per cell, levelled, any size, with or without rulings as ``unruled`` says.
            kinds: kind of value of each cell (``person_name``, ``partial_date``, …).
        """
        ...
