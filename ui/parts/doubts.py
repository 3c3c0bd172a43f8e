"""How far a proposal may be believed, in letters and in tones apart: a clerk looks for another thing in each."""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import normalize

from pipeline.entries import SURE, Ink, Reading

TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
"""The five tone marks; what makes ă, â, ê, ô, ơ and ư letters of their own is no tone."""


@dataclass(frozen=True, slots=True)
class Shares:
    """Two doubts of one proposal.

    Attributes:
        letters: how often the letters are right, whatever the tones; 0.0 to 1.0.
        tones: how often the tones are right where the letters are; 0.0 to 1.0.
    """

    letters: float
    tones: float


def shares(reading: Reading) -> Shares:
    """Return what the candidates say: those that differ in tones only stand for the same letters."""
    alike = sum(other.probability for other in reading.alternatives if tone_only(other.text, reading.text))
    letters = min(1.0, reading.confidence + alike)
    return Shares(letters, reading.confidence / letters if letters else 0.0)


def tone_only(text: str, other: str) -> bool:
    """Tell whether two texts are different and their letters are not."""
    return text != other and toneless(text) == toneless(other)


def toneless(text: str) -> str:
    """Return the text without tone marks, letter case left aside."""
    return normalize("NFC", "".join(sign for sign in normalize("NFD", text.casefold()) if sign not in TONES))


def doubt(reading: Reading | None) -> str:
    """Return the word for how far a proposal may be believed: a key of ``words.RECORD``."""
    if reading is None:
        return "missing"
    if not reading.text:
        return "noInk" if reading.ink is Ink.BLANK else "unread"
    return "sure" if reading.confidence >= SURE else "doubtful"
