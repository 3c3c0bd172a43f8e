"""Reads nothing: for machines without Tesseract or weights, and for keying from the picture alone."""

from collections.abc import Sequence

from pipeline.entries import Candidate
from pipeline.sheets import Picture


class Blank:
    """The engine that proposes nothing."""

    version = "blank"
    unruled = False
    calibrated = False

    def read(self, pictures: Sequence[Picture], kinds: Sequence[str]) -> list[list[Candidate]]:
        """Return no candidate for any cell; ``pictures`` are (H, W, 3) uint8 RGB."""
        return [[] for _ in pictures]
