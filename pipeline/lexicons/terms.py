"""Lists of terms with their spellings: peoples, nationalities, papers, offices, places of care, causes of death."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.lexicons.tables import FOLDER, folded, rows, several, words, year

SLOT = re.compile(r" \{(commune|district|province)\}$")
"""Where the name of a unit stands in a pattern: at the end."""


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a list.

    Attributes:
        name: as the list says it; a pattern ends with ``{commune}``, ``{district}`` or ``{province}``.
        code: of the state's list or of the ministry's import, '' if there is none.
        imported: how the ministry's import spells it, '' if it has no list for this.
        variants: other spellings; the same one may belong to several terms («Thổ»).
        first: first year in which it is usual, None: open.
        last: last year, None: open.
        source: list, decision or «sohoa».
    """

    name: str
    code: str
    imported: str
    variants: tuple[str, ...]
    first: int | None
    last: int | None
    source: str

    @property
    def spellings(self) -> tuple[str, ...]:
        """The name and all other spellings."""
        return (self.name, *self.variants)

    def usual(self, when: int | None) -> bool:
        """Return whether the term is usual in a year; always if the year is None."""
        return when is None or ((self.first or when) <= when <= (self.last or when))

    def filled(self, units: Mapping[str, str]) -> tuple[str, ...]:
        """Return the spellings with the names of units in their slots; those whose slot has no name are left out.

        Args:
            units: text by level: commune, district, province.
        """
        slots = [(text, SLOT.search(text)) for text in self.spellings]
        return tuple(text.format(**units) for text, slot in slots if slot is None or slot[1] in units)


@dataclass(frozen=True, slots=True)
class Terms:
    """One list.

    Attributes:
        every: the terms, sorted by name.
    """

    every: tuple[Term, ...]
    _names: Mapping[str, tuple[Term, ...]]
    _variants: Mapping[str, tuple[Term, ...]]

    def called(self, text: str, when: int | None = None) -> tuple[Term, ...]:
        """Return the terms that a text means: none, one, or several that share a spelling.

        A term's own name goes before the variants of others: «Thổ» is the Thổ, though the Tày were called so too. Terms
        usual in the year go before others.
        """
        wanted = folded(text)
        found = self._names.get(wanted) or self._variants.get(wanted, ())
        return tuple(term for term in found if term.usual(when)) or found

    def begun(self, text: str) -> tuple[tuple[Term, str], ...]:
        """Return the patterns that a text fills, each with the unit it names («xã Ba Trại»); the longest pattern counts."""
        said = words(text)
        found: dict[int, dict[Term, str]] = {}
        for term in self.every:
            for spelling in term.spellings:
                before = words(SLOT.sub("", spelling))
                if SLOT.search(spelling) and said[: len(before)] == before and said[len(before) :]:
                    rest = _after(text, len(before))
                    found.setdefault(len(before), {}).setdefault(term, rest)
        return tuple(found[max(found)].items()) if found else ()


@cache
def terms(name: str, folder: Path = FOLDER) -> Terms:
    """Return one list: causes, documents, ethnic, facilities, nationalities or offices.

    Raises:
        MissingPart: the table is missing or spoilt.
    """
    every = tuple(
        Term(
            row["name"], row["code"], row["imported"], several(row["variants"]), year(row["first"]), year(row["last"]),
            row["source"],
        )
        for row in rows(f"{name}.tsv", folder)
    )  # fmt: skip
    named: dict[str, tuple[Term, ...]] = {}
    spelled: dict[str, tuple[Term, ...]] = {}
    for term in every:
        for index, texts in ((named, (term.name, term.imported)), (spelled, term.variants)):
            for text in {folded(text) for text in texts if text}:
                index[text] = (*index.get(text, ()), term)
    return Terms(every, named, spelled)


def ethnic(text: str) -> tuple[Term, ...]:
    """Return the ethnic groups a text means."""
    return terms("ethnic").called(text)


def nationality(text: str, when: int | None = None) -> tuple[Term, ...]:
    """Return the nationalities a text means; states that are gone count in their years."""
    return terms("nationalities").called(text, when)


def document(text: str, when: int | None = None) -> tuple[Term, ...]:
    """Return the kinds of paper a text means."""
    return terms("documents").called(text, when)


def office(text: str, when: int | None = None) -> tuple[Term, ...]:
    """Return the offices and titles a text means."""
    return terms("offices").called(text, when)


def cause(text: str) -> tuple[Term, ...]:
    """Return the causes of death a text means."""
    return terms("causes").called(text)


def facility(text: str) -> tuple[tuple[Term, str], ...]:
    """Return the places of care a text means, each with the unit it names, '' if none."""
    care = terms("facilities")
    return tuple((term, "") for term in care.called(text)) or care.begun(text)


def _after(text: str, count: int) -> str:
    """Return what follows the first words of a text, as it is written."""
    places = [found.end() for found in re.finditer(r"[^\W_]+", text)]
    return text[places[count - 1] :].lstrip(" .,-")
