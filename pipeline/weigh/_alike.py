"""How likely a text that nobody read is what stands in a cell, given what was read there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

from rapidfuzz.distance import Levenshtein

MOST = 1 << 15
"""Texts taken apart that are kept in memory."""


@dataclass(frozen=True, slots=True)
class Misreading:
    """How the recogniser errs: log-odds and shares, fitted like the weights of the witnesses.

    Attributes:
        edit: log-odds against each letter or mark read wrongly.
        sign: log-odds against each comma or stop that is missed or seen in a speck.
        stray: log-odds against more ink in the cell than its text, or less: print, a neighbour's hand, a cut.
        stray_letter: further log-odds for each stray or lost letter.
        outside: share of what the first candidate leaves that lies on texts the search did not offer.
        astray: share of cells whose ink says nothing of their text, whatever the engine believes: the wrong cell was cut out.
        lost: share of what lies outside the offered texts that looks like none of them: a lost engine is lost altogether.
    """

    edit: float
    sign: float
    stray: float
    stray_letter: float
    outside: float
    astray: float
    lost: float

    def misread(self, read: str, text: str) -> float:
        """Return the log of how often a text is read so because letters, marks or signs are misread; 0 for the same text."""
        return -self.edit * apart(read, text) - self.sign * abs(_signs(read) - _signs(text))

    def strayed(self, read: str, text: str) -> float:
        """Return the log of how often a text is read with letters around it, or only in part; minus infinity if it is not."""
        said, meant = letters(read), letters(text)
        partly = bool(said and meant and (said in meant or meant in said))
        return -self.stray - self.stray_letter * abs(len(said) - len(meant)) if partly else float("-inf")


def apart(read: str, text: str) -> int:
    """Return by how many letters and marks two texts differ."""
    return Levenshtein.distance(letters(read), letters(text))


@lru_cache(maxsize=MOST)
def letters(text: str) -> str:
    """Return small letters without commas and stops, each mark a letter of its own, so that a wrong tone is one mistake."""
    bare = text.casefold().replace("đ", "d\u0335").replace(",", " ").replace(".", " ")
    return " ".join(normalize("NFD", bare).split())


@lru_cache(maxsize=MOST)
def _signs(text: str) -> int:
    return text.count(",") + text.count(".")
