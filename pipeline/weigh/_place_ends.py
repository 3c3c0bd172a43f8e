"""Places as they are compared: each kind of unit written out, whatever the clerk shortens it to, and the ends from the commune on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from pipeline.lexicons.units import short_kinds
from pipeline.syllables import placed
from pipeline.vietnamese import nfc
from pipeline.weigh._alike import MOST
from pipeline.weigh._book import folded

WORD = re.compile(r"t\.\s?[xpt](?![^\W_])|[pq](?=\d)|[^\W_]+(?:['’][^\W_]+)*", re.IGNORECASE)
"""A word of a place; «T.X» and the P of «P5» are one each."""

BETWEEN_PARTS = re.compile(r"[,;]|\s[-–]|[-–]\s")
COMMUNE = re.compile(r"\b(?<!thị )(?:xã|phường|thị trấn)\b")
"""Where the end of a place begins, as places are compared."""

COMMUNES = frozenset(("xã", "phường"))
NUMBERED = frozenset(("phường", "quận"))
"""Kinds whose units may have a number for a name; «T. 5» is a hamlet."""


class _Word(NamedTuple):
    """A word of a place: where it stands in the text, what it means, whether it is a kind shortened, and whether a part begins with it."""

    start: int
    end: int
    means: str
    short: bool
    first: bool


class Place(NamedTuple):
    """A place as it is written and as it is compared.

    Attributes:
        text: as it is written, NFC.
        key: small letters, kinds written out, tone marks in one place, commas between its parts.
        words: of the text.
        at: where the meaning of each begins in the key.
        sizes: how many words of the key each part has.
    """

    text: str
    key: str
    words: tuple[_Word, ...]
    at: tuple[int, ...]
    sizes: tuple[int, ...]


@lru_cache(maxsize=MOST)
def place(text: str) -> Place:
    """Return what is written as a place: «X. Thuỷ An - H.Ba Vì» is compared as «xã thủy an, huyện ba vì».

    Raises:
        MissingPart: the table of kinds is missing.
    """
    text = nfc(text)
    words = tuple(_words(text))
    key, at, sizes = "", list[int](), list[int]()
    for word in words:
        if word.first or not sizes:
            sizes.append(0)
            key += ", " if key else ""
        else:
            key += " "
        at.append(len(key))
        key += word.means
        sizes[-1] += word.means.count(" ") + 1
    return Place(text, key or folded(text), words, tuple(at), tuple(sizes))


def ends(text: str) -> Mapping[str, str]:
    """Return the whole of a place and its ends from the commune on, as they are compared, each with what is written.

    Raises:
        MissingPart: the table of kinds is missing.
    """
    one = place(text)
    found = {one.key: one.text}
    begins = {at: word.start for word, at in zip(one.words, one.at, strict=True)}
    for commune in COMMUNE.finditer(one.key):
        if commune.start() in begins:
            found.setdefault(one.key[commune.start() :], one.text[begins[commune.start()] :])
    return found


def tails(text: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before each word of a place, as it is written, and the place from that word on, as places are compared.

    Raises:
        MissingPart: the table of kinds is missing.
    """
    one = place(text)
    for word, at in zip(one.words, one.at, strict=True):
        yield one.text[: word.start], one.key[at:]


def of_key(key: str) -> Iterator[str]:
    """Yield a place, as places are compared, and its ends from the commune on."""
    yield key
    yield from (key[found.start() :] for found in COMMUNE.finditer(key))


def in_style(written: str, meant: str) -> str:
    """Return a place with the words of another one as the clerk writes them: short kinds and what parts them stay.

    Args:
        written: as it stands in a cell.
        meant: the other place, as it is written elsewhere; '' is returned if it has other kinds or other numbers of words.

    Raises:
        MissingPart: the table of kinds is missing.
    """
    old, new = place(written), place(meant)
    if old.sizes != new.sizes:
        return ""
    others = [
        (means, means if word.short else new.text[word.start : word.end])
        for word in new.words
        for means in word.means.split()
    ]
    made, done = "", 0
    for word in old.words:
        count = word.means.count(" ") + 1
        theirs, others = others[:count], others[count:]
        same = " ".join(means for means, _ in theirs) == word.means
        if word.short and not same:
            return ""
        made += old.text[done : word.start] + (old.text[word.start : word.end] if same else theirs[0][1])
        done = word.end
    made += old.text[done:]
    return made.lower() if written.islower() else made.upper() if written.isupper() else made


def doubled(text: str) -> bool:
    """Return whether a word or the kind of a commune stands twice: «xã xã Minh Tiến», «X. phường Minh Tiến».

    Raises:
        MissingPart: the table of kinds is missing.
    """
    return any(one == two or {one, two} == COMMUNES for one, two in pairwise(place(text).key.split()))


def _words(text: str) -> Iterator[_Word]:
    found = list(WORD.finditer(text))
    done = 0
    for number, word in enumerate(found):
        first = not number or BETWEEN_PARTS.search(text, done, word.start()) is not None
        done = word.end()
        said, follows = word[0].casefold(), text[done : done + 1]
        numbered = number + 1 < len(found) and found[number + 1][0].isdigit()
        kind = short_kinds().get(said.replace(".", "").replace(" ", ""))
        marked = follows == "." or (first and (follows == " " or numbered))
        short = kind if marked and (not numbered or kind in NUMBERED) else None
        yield _Word(word.start(), done, short or placed(said.lstrip("0") or said), bool(short), first)
