"""How frequent the parts of a person's name are. A name that nobody counted stays possible, whatever its letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import log
from pathlib import Path

from pipeline.lexicons.tables import FOLDER, folded, rows

SYLLABLES = 17_808
"""Syllables that ``pipeline.syllables.possible`` allows, tone marks in one place: over so many unseen names the rest of
the shares is spread."""


@dataclass(frozen=True, slots=True)
class Name:
    """One name in one role.

    Attributes:
        name: as it is usually written.
        share: soft share of the people who bear it; all shares of a role and the rest for unseen names make one.
        female: share of women among its bearers, None if nobody knows; an estimate, never a ground to change a name.
        peoples: ethnic groups that bear it more often than others.
        source: sample or table of facts.
    """

    name: str
    share: float
    female: float | None
    peoples: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Names:
    """All names of a role.

    Attributes:
        role: surname, middle or given.
        every: the names, the most frequent first.
        unseen: share left for the names that nobody counted.
    """

    role: str
    every: tuple[Name, ...]
    unseen: float
    _index: Mapping[str, Name]

    def known(self, text: str) -> Name | None:
        """Return the name that a text spells; case and the place of the tone mark do not matter."""
        return self._index.get(folded(text))

    def log_probability(self, text: str) -> float:
        """Return the natural logarithm of the share; for an unseen name a floor that is the same for all of them."""
        known = self.known(text)
        return log(known.share) if known else log(self.unseen / SYLLABLES)

    def female(self, text: str) -> float | None:
        """Return the share of women among the bearers, None if it is not known."""
        known = self.known(text)
        return known.female if known else None


@cache
def names(role: str, folder: Path = FOLDER) -> Names:
    """Return the names of a role: surname, middle or given.

    Raises:
        MissingPart: the table is missing or spoilt.
    """
    every = tuple(
        Name(
            name=row["name"], share=float(row["share"]), female=float(row["female"]) if row["female"] else None,
            peoples=tuple(row["peoples"].split(", ")) if row["peoples"] else (), source=row["source"],
        )
        for row in rows("names.tsv", folder)
        if row["role"] == role
    )  # fmt: skip
    return Names(role, every, 1 - sum(name.share for name in every), {folded(name.name): name for name in every})
