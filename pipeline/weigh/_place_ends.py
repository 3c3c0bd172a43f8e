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
        words: each word: where it begins and ends in the text, where its meaning begins in the key, and whether it is a kind shortened.
        sizes: how many words of the key each part has.
    """

    text: str
    key: str
    words: tuple[tuple[int, int, int, bool], ...]
    sizes: tuple[int, ...]


@lru_cache(maxsize=MOST)
def place(text: str) -> Place:
    """Return what is written as a place: «X. Thuỷ An - H.Ba Vì» is compared as «xã thủy an, huyện ba vì».

    Raises:
        MissingPart: the table of kinds is missing.
    """
    text = nfc(text)
    key, words, sizes = "", [], list[int]()
    for word in _words(text):
        if word.first or not sizes:
            sizes.append(0)
            key += ", " if key else ""
        else:
            key += " "
        words.append((word.start, word.end, len(key), word.short))
        key += word.means
        sizes[-1] += word.means.count(" ") + 1
    return Place(text, key or folded(text), tuple(words), tuple(sizes))


def ends(text: str) -> Mapping[str, str]:
    """Return the whole of a place and its ends from the commune on, as they are compared, each with what is written.

    Raises:
        MissingPart: the table of kinds is missing.
    """
    one = place(text)
    found = {one.key: one.text}
    begins = {at: start for start, _, at, _ in one.words}
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
    for start, _, at, _ in one.words:
        yield one.text[:start], one.key[at:]


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
    said = {at: new.text[start:end] for start, end, at, short in new.words if not short}
    others = [(found.start(), found[0]) for found in re.finditer(r"[^ ,]+", new.key)]
    made, done, number = "", 0, 0
    for (start, end, at, short), until in zip(
        old.words, [*(word[2] for word in old.words[1:]), len(old.key)], strict=True
    ):
        means = old.key[at:until].strip(", ")
        count = means.count(" ") + 1
        same = " ".join(word for _, word in others[number : number + count]) == means
        if short and not same:
            return ""
        put = old.text[start:end] if same else said.get(others[number][0], others[number][1])
        made += old.text[done:start] + put
        done, number = end, number + count
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
        if kind and (
            not (follows == "." or (first and (follows == " " or numbered))) or (numbered and kind not in NUMBERED)
        ):
            kind = None
        yield _Word(word.start(), done, kind or placed(said.lstrip("0") or said), bool(kind), first)
