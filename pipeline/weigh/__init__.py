"""What is known beside the ink: one file per witness, each says what speaks for and against the texts of a cell.

``reading`` joins what the recogniser says of one cell into the reading a clerk sees. Once all pages of a book are read,
``pipeline.weighing`` asks every witness about the whole book; a witness gets a ``Book`` (``_book.py``) and yields ``Word``: log-odds
for texts of one cell, with the reason in the clerk's words. It never changes a cell itself, and what it knows of a cell comes from
the other cells of the book, never from that cell (``_hands`` lifts a cell to what the others see, and no further). Its numbers are
in ``weights.toml``, with where they come from.

Tesseract's own confidence is not a frequency: on cursive cells it is high and wrong. Until a calibrated engine has spoken a
proposal is therefore never called sure.
"""

from collections.abc import Sequence
from unicodedata import normalize

from pipeline.entries import SURE, Candidate, Ink, Reading
from pipeline.geometry import Box

UNCALIBRATED_CEILING = round(SURE - 0.05, 2)
"""Highest confidence of an engine whose probabilities were not measured; always below what the clerk sees called sure."""

HOPELESS = 0.08
"""Probability of the best text below which a cell is unreadable, unless the text is long. Of 2241 written cells of ledger-pages 4 are
below it; on pages blurred or made small until letters have 3 steps, none that is below it was read right (2026-11-26)."""

HOPELESS_LETTER = 0.85
"""A long text may be less probable, for one letter in doubt halves it: so much for each letter. Two of those four cells are addresses of
38 and 44 letters, read with one letter wrong or none (2026-11-26)."""

UNREADABLE = "có nét chữ nhưng quá mờ, quá nhạt hoặc quá nhỏ để máy đọc"

OFFERED = 5
"""At most so many alternatives are shown (review-ui: digits 1-5)."""


def reading(ink: Ink, box: Box, candidates: Sequence[Candidate], *, calibrated: bool) -> Reading:
    """Return the reading of one cell.

    Args:
        ink: state of the cell; without ink there is no proposal. Ink in which a calibrated engine sees no text, or none with
            hope, is unreadable: what it may be is offered, nothing is proposed, and no witness can make it likely.
        box: the cell on the delivered picture, px.
        candidates: most probable first; may be empty.
        calibrated: whether the engine's probabilities are measured frequencies.
    """
    if ink is not Ink.WRITTEN:
        return Reading("", 0.0, ink, box, reasons=("ô trống",) if ink is Ink.BLANK else ())
    if calibrated and not (candidates and _has_hope(candidates[0])):
        return Reading("", 0.0, Ink.UNREADABLE, box, tuple(candidates[:OFFERED]), (UNREADABLE,))
    if not candidates:
        return Reading("", 0.0, ink, box, reasons=("có nét chữ nhưng máy không đọc được",))
    ceiling = 1.0 if calibrated else UNCALIBRATED_CEILING
    best, *others = [Candidate(normalize("NFC", c.text), min(c.probability, ceiling)) for c in candidates]
    return Reading(best.text, best.probability, ink, box, tuple(others[:OFFERED]))


def _has_hope(best: Candidate) -> bool:
    return best.probability >= min(HOPELESS, HOPELESS_LETTER ** len(normalize("NFC", best.text)))
