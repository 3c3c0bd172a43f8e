"""Places as they are compared: each kind of unit written out, whatever the clerk shortens it to, and the ends from the commune on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain, islice
from typing import NamedTuple

from pipeline.lexicons.tables import rows, several
from pipeline.syllables import placed
from pipeline.vietnamese import nfc
from pipeline.weigh._alike import MOST

WORD = re.compile(r"[^\W_]+")
BETWEEN_PARTS = re.compile(r"[,;]|\s[-–]\s")
COMMUNE = re.compile(r"(?:xã|phường|thị trấn)\b")


class _Word(NamedTuple):
    """A word of a place: where it stands in the text, what it means, and whether a part of the place begins with it."""

    start: int
    end: int
    means: str
    first: bool


@lru_cache(maxsize=MOST)
def standard(text: str) -> str:
    """Return a place in small letters, kinds written out, commas between its parts: «X. Thuỷ An - H.Ba Vì» is «xã thủy an, huyện ba vì».

    Raises:
        MissingPart: the table of kinds is missing.
    """
    return _joined(_words(nfc(text)))


@lru_cache(maxsize=MOST)
def ends(text: str) -> Mapping[str, str]:
    """Return the whole of a place and its ends from the commune on, as they are compared, each with what is written.

    Raises:
        MissingPart: the table of kinds is missing.
    """
    text = nfc(text)
    words = _words(text)
    found = {_joined(words): text}
    for place, word in enumerate(words):
        said = " ".join(one.means for one in words[place : place + 2])
        if COMMUNE.match(said) and not (place and words[place - 1].means == "thị"):
            found.setdefault(_joined(words[place:]), text[word.start :])
    return found


def of_commune(end: str) -> bool:
    """Return whether an end, as it is compared, begins with a commune."""
    return COMMUNE.match(end) is not None


def in_style(written: str, meant: str) -> str:
    """Return a place with the words of another one as the clerk writes them: short kinds, commas and capitals stay.

    Args:
        written: as it stands in a cell.
        meant: the other place, as places are compared; '' is returned if its parts have more words or fewer.

    Raises:
        MissingPart: the table of kinds is missing.
    """
    written = nfc(written)
    words = _words(written)
    others = [part.split() for part in meant.split(", ")]
    if [len(_joined(part).split()) for part in _parts(words)] != [len(part) for part in others]:
        return ""
    said, made, done = iter(chain.from_iterable(others)), "", 0
    for word in words:
        new, old = " ".join(islice(said, word.means.count(" ") + 1)), written[word.start : word.end]
        made += written[done : word.start] + (old if new == word.means else _with_capitals(new, old))
        done = word.end
    return made + written[done:]


def _with_capitals(new: str, old: str) -> str:
    if old.isupper() and len(old) > 1:
        return new.upper()
    return new[:1].upper() + new[1:] if old[:1].isupper() else new


@lru_cache(maxsize=MOST)
def _words(text: str) -> tuple[_Word, ...]:
    return tuple(_cut(text.casefold()))


def _cut(text: str) -> Iterator[_Word]:
    done = 0
    for found in WORD.finditer(text):
        first = not done or BETWEEN_PARTS.search(text, done, found.start()) is not None
        follows = text[found.end() : found.end() + 1]
        short = _shortened().get(found[0]) if follows == "." or (first and follows == " ") else None
        yield _Word(found.start(), found.end(), short or placed(found[0].lstrip("0") or found[0]), first)
        done = found.end()


@cache
def _shortened() -> Mapping[str, str]:
    """Return the kinds by their short forms, in small letters."""
    return {
        short.casefold(): row["kind"].casefold()
        for row in rows("kinds.tsv")
        for short in several(row["variants"])
        if short.isupper() and short.isalpha()
    }


def _joined(words: Sequence[_Word]) -> str:
    return ", ".join(" ".join(word.means for word in part) for part in _parts(words))


def _parts(words: Sequence[_Word]) -> list[list[_Word]]:
    parts: list[list[_Word]] = []
    for word in words:
        if word.first or not parts:
            parts.append([])
        parts[-1].append(word)
    return parts
