"""The characters the recogniser knows. Index 0 is the blank of CTC; a character's index is its line number in the file."""

import unicodedata
from collections.abc import Iterable
from pathlib import Path

VOWELS = "aăâeêioôơuưy"
MARKS = ("GRAVE ACCENT", "ACUTE ACCENT", "TILDE", "HOOK ABOVE", "DOT BELOW")
TONES = ("", *(unicodedata.lookup(f"COMBINING {mark}") for mark in MARKS))
_toned = "".join(unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES)
_lower = "bcdđfghjklmnpqrstvwxz" + _toned
LETTERS = "".join(sorted(_lower + _lower.upper()))
CHARACTERS = " " + "0123456789" + ",.-/()':;+#&" + LETTERS


def written(path: Path) -> Path:
    """Write the alphabet, one character a line, and return its path."""
    path.write_text("".join(f"{character}\n" for character in CHARACTERS), encoding="utf-8")
    return path


def encoded(text: str) -> list[int]:
    """Return the indices of a text; characters outside the alphabet are left out."""
    places = _PLACES
    return [places[character] for character in unicodedata.normalize("NFC", text) if character in places]


def decoded(indices: Iterable[int]) -> str:
    """Return the text of a greedy CTC path: repeats joined, blanks left out."""
    last, letters = 0, []
    for index in indices:
        if index not in {0, last}:
            letters.append(CHARACTERS[index - 1])
        last = index
    return "".join(letters)


_PLACES = {character: place for place, character in enumerate(CHARACTERS, start=1)}
