"""Provinces, districts and communes with the years they existed, and what lay above them in a year.

The land of a unit is told by codes of the districts of 2023-2025: «tỉnh Bắc Thái» of 1985 holds the codes of the districts
of Thái Nguyên and of part of Bắc Kạn. So every commune of the lists finds its district and its province of any year.
Communes of earlier years that had another name are not known. After July 2025 communes lie in their province directly;
in 2025 both orders are valid.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeVar

from pipeline.lexicons.tables import FOLDER, folded, rows, several, unmarked, words, year

Key = TypeVar("Key")

MOST = 16
"""Years kept in memory; one takes about 3 MB, and a batch of books is of few years."""


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """One administrative unit in the years it had this name, kind and land.

    Attributes:
        level: province, district or commune.
        kind: «Tỉnh», «Huyện», «Xã», …; far back a district of the lists may have been of another kind.
        name: without the kind.
        code: of the General Statistics Office, '' if it ended before there were codes.
        first: first year, included; None: as far back as the books go.
        last: last year, included; None: it exists.
        certain: whether the years are those of a named decision or of both lists.
        variants: other spellings and short forms.
        holds: codes of the districts that lie in it; of a commune, the one it lies in.
        parts: codes of districts of which only a part lay in it.
        province: of a commune of after July 2025, the code of its province; else ''.
        source: decision or list.
    """

    level: str
    kind: str
    name: str
    code: str
    first: int | None
    last: int | None
    certain: bool
    variants: tuple[str, ...]
    holds: frozenset[str]
    parts: frozenset[str]
    province: str
    source: str

    @property
    def full(self) -> str:
        """The name with its kind."""
        return f"{self.kind} {self.name}"

    def existed(self, when: int | None) -> bool:
        """Return whether the unit existed in a year, or at any time if the year is None."""
        return when is None or ((self.first or when) <= when <= (self.last or when))


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A unit with what lay above it in the year of the book.

    Attributes:
        unit: the unit.
        districts: districts it may lie in, usually one; none where the sources do not say, and after July 2025.
        provinces: provinces it may lie in, usually one; none where the facts do not say (some of the South before 1966).
    """

    unit: Unit
    districts: tuple[Unit, ...] = ()
    provinces: tuple[Unit, ...] = ()

    def __str__(self) -> str:
        """Return the place as it is written out: «Xã Ba Trại, Huyện Ba Vì, Tỉnh Hà Tây»."""
        return ", ".join(unit.full for unit in (self.unit, *self.districts[:1], *self.provinces[:1]))


@dataclass(frozen=True, slots=True)
class Places:
    """All places of a year.

    Attributes:
        year: the year, None for all times together.
        every: provinces, then districts, then communes.
    """

    year: int | None
    every: tuple[Place, ...]
    _within: Mapping[Unit, tuple[Place, ...]]
    _close: Mapping[str, tuple[Place, ...]]
    _loose: Mapping[str, tuple[Place, ...]]
    _kinds: Mapping[str, str]

    def of(self, level: str, within: Unit | None = None) -> tuple[Place, ...]:
        """Return the places of a level, all of them or those that may lie in a unit."""
        if within is not None:
            return tuple(place for place in self._within.get(within, ()) if place.unit.level == level)
        return tuple(place for place in self.every if place.unit.level == level)

    def called(self, text: str, level: str | None = None) -> tuple[Place, ...]:
        """Return the places that a text names: none, one, or several of the same name.

        Case, the place of the tone mark, punctuation and the way the kind is shortened («H.», «TX») do not matter. A kind
        that is written chooses among places of one name; if none is of that kind, it is taken for an older or newer kind
        of the same place. A number is a name only with its kind.
        """
        return self._found(text, level, self._close, folded)

    def alike(self, text: str, level: str | None = None) -> tuple[Place, ...]:
        """Return the places that a text names when marks and tones are left out of account."""
        return self._found(text, level, self._loose, unmarked)

    def _found(
        self, text: str, level: str | None, index: Mapping[str, tuple[Place, ...]], fold: Callable[[str], str]
    ) -> tuple[Place, ...]:
        found = list(index.get(fold(text), ())) if not fold(text).isdigit() else []
        for kind, rest in self._parted(text):
            named = index.get(fold(rest), ())
            same = [place for place in named if place.unit.kind == kind]
            found += same or ([] if fold(rest).isdigit() else named)
        return tuple(dict.fromkeys(place for place in found if level in {None, place.unit.level}))

    def _parted(self, text: str) -> Iterable[tuple[str, str]]:
        """Yield the kinds a text may begin with, and the rest; «Thị xã Phú Thọ» is «Thị xã» only, «P3» a ward."""
        said = words(text)
        for count in (3, 2, 1):
            kind = self._kinds.get("".join(said[:count]))
            if kind and said[count:]:
                yield kind, " ".join(said[count:])
                return
        if said and said[0][:1] in self._kinds and said[0][1:].isdigit():
            yield self._kinds[said[0][0]], said[0][1:].lstrip("0")


@cache
def units(folder: Path = FOLDER) -> tuple[Unit, ...]:
    """Return all units of all times: provinces, then districts, then communes."""
    return tuple(
        Unit(
            level=level, kind=row["kind"], name=row["name"], code=row["code"], first=year(row["first"]),
            last=year(row["last"]), certain=row["certain"] == "yes", variants=several(row.get("variants", "")),
            holds=frozenset(row.get("holds", row.get("district", "")).split()),
            parts=frozenset(row.get("parts", "").split()),
            province="" if row.get("district") else row.get("province", ""), source=row["source"],
        )
        for level in ("province", "district", "commune")
        for row in rows(f"{level}s.tsv", folder)
    )  # fmt: skip


@cache
def short_kinds(folder: Path = FOLDER) -> Mapping[str, str]:
    """Return the kinds of units by their short forms, all in small letters and without stops: «thị xã» by «tx».

    Raises:
        MissingPart: the table is missing or spoilt.
    """
    return {
        short.replace(".", "").casefold(): row["kind"].casefold()
        for row in rows("kinds.tsv", folder)
        for short in several(row["variants"])
        if short.isupper()
    }


@lru_cache(maxsize=MOST)
def places(when: int | None, folder: Path = FOLDER) -> Places:
    """Return the places of a year, or of all times together.

    Args:
        when: year of the book.
        folder: of the lexicons.

    Raises:
        MissingPart: a table is missing or spoilt.
    """
    valid = [unit for unit in units(folder) if unit.existed(when)]
    above = _Above([unit for unit in valid if unit.level != "commune"])
    every = tuple(Place(unit, above.districts(unit), above.provinces(unit)) for unit in valid)
    within: dict[Unit, list[Place]] = defaultdict(list)
    close: dict[str, list[Place]] = defaultdict(list)
    loose: dict[str, list[Place]] = defaultdict(list)
    for place in every:
        for unit in (*place.districts, *place.provinces):
            within[unit].append(place)
        for index, fold in ((close, folded), (loose, unmarked)):
            for spelling in {fold(text) for text in (place.unit.name, *place.unit.variants)}:
                index[spelling].append(place)
    kinds = {
        folded(spelling): row["kind"]
        for row in rows("kinds.tsv", folder)
        for spelling in (row["kind"], *several(row["variants"]))
    }
    return Places(when, every, _kept(within), _kept(close), _kept(loose), kinds)


def _kept(index: Mapping[Key, list[Place]]) -> dict[Key, tuple[Place, ...]]:
    return {key: tuple(found) for key, found in index.items()}


class _Above:
    """Finds the districts and provinces above a unit, by code."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._whole: dict[tuple[str, str], list[Unit]] = defaultdict(list)
        self._part: dict[str, list[Unit]] = defaultdict(list)
        self._newer: dict[str, list[Unit]] = defaultdict(list)
        for unit in units:
            for code in unit.holds:
                self._whole[unit.level, code].append(unit)
            for code in unit.parts:
                self._part[code].append(unit)
            if unit.level == "province" and not unit.holds:
                self._newer[unit.code].append(unit)

    def districts(self, unit: Unit) -> tuple[Unit, ...]:
        """Return the districts of a commune: those that held all of its later district, else those that held a part."""
        if unit.level != "commune":
            return ()
        return _once(self._whole["district", code] or self._part[code] for code in unit.holds)

    def provinces(self, unit: Unit) -> tuple[Unit, ...]:
        """Return the provinces of a commune or a district."""
        if unit.level == "province":
            return ()
        if unit.province:
            return tuple(self._newer[unit.province])
        return _once(self._whole["province", code] for code in sorted(unit.holds or unit.parts))


def _once(found: Iterable[Iterable[Unit]]) -> tuple[Unit, ...]:
    return tuple(dict.fromkeys(unit for units in found for unit in units))
