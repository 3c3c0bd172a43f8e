"""How likely a text that nobody read is what stands in a cell, given what was read there."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import normalize

from rapidfuzz.distance import Levenshtein

EDIT = 2.3
"""Log-odds against each letter or mark read wrongly: an unread letter is one of about ten that look like it."""

SIGN = 0.7
"""Log-odds against each comma or stop that is missed or seen in a speck: half of them are."""

STRAY = 4.0
"""Log-odds against more ink in the cell than its text, or less: print, a neighbour's hand, a cut; about one cell in fifty."""

STRAY_LETTER = 0.1
"""Further log-odds for each stray or lost letter."""

MOST = 1 << 15
"""Texts taken apart that are kept in memory."""


def misread(read: str, text: str) -> float:
    """Return the log of how often a text is read so because letters, marks or signs of it are misread; 0 for the same text."""
    signs = abs(_signs(read) - _signs(text))
    return -EDIT * Levenshtein.distance(letters(read), letters(text)) - SIGN * signs


def strayed(read: str, text: str) -> float:
    """Return the log of how often a text is read with letters around it, or only a part of it; minus infinity if it is not."""
    said, meant = letters(read), letters(text)
    apart = bool(said and meant and (said in meant or meant in said))
    return -STRAY - STRAY_LETTER * abs(len(said) - len(meant)) if apart else float("-inf")


@lru_cache(maxsize=MOST)
def letters(text: str) -> str:
    """Return small letters without commas and stops, each mark a letter of its own, so that a wrong tone is one mistake."""
    bare = text.casefold().replace("đ", "d\u0335").replace(",", " ").replace(".", " ")
    return " ".join(normalize("NFD", bare).split())


@lru_cache(maxsize=MOST)
def _signs(text: str) -> int:
    return text.count(",") + text.count(".")
