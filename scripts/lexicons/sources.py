"""Administrative units as the lists of 2023, March 2025 and after July 2025 name them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.syllables import placed
from scripts.lexicons.tables import WrongSource, bare

KINDS = ("Thành phố", "Thị trấn", "Thị xã", "Đặc khu", "Phường", "Huyện", "Quận", "Tỉnh", "Xã")
"""Words for the kind of a unit in the lists; longer ones first, for «Thị xã» is no «Xã»."""

REFORM = 2025
"""Last year of the 63 provinces and of the districts, first year of the 34 provinces (Nghị quyết 202/2025/QH15)."""

LISTED = 2023
"""Year of the older list: it has Thị xã Quế Võ (04/2023) and not yet Thị xã Việt Yên (02/2024)."""

LEVELS = {"province": "province", "district": "district", "ward": "commune"}
FARM = re.compile(r"^(?:NT|N\.T) ")
"""How the lists shorten «Nông trường»."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of a list.

    Attributes:
        level: province, district or commune.
        code: of the General Statistics Office; it stays when a unit changes its kind or name.
        kind: «Huyện», «Xã», …
        name: without the kind, tone marks in the older place.
        province: code of the province.
        district: code of the district, '' if there is none.
        source: name of the list.
        first: first year it may have existed, None if the lists do not say.
        last: last year it may have existed, None if it exists.
        certain: whether the years are exact.
    """

    level: str
    code: str
    kind: str
    name: str
    province: str
    district: str
    source: str
    first: int | None = None
    last: int | None = REFORM
    certain: bool = True


def folded(name: str) -> str:
    """Return a name for comparison: small letters, tone marks in one place."""
    return placed(name.casefold())


def listed(path: Path, source: str) -> list[Unit]:
    """Return the units of one list.

    Raises:
        WrongSource: a name does not begin with a kind, or a unit above is not in the list.
    """
    units: list[Unit] = []
    codes: dict[tuple[str, ...], str] = {}
    for row in sorted(bare(path), key=lambda row: list(LEVELS).index(row[0])):
        listed_level, code, said, full = [*row, ""][:4]
        level = LEVELS[listed_level]
        above = [part.strip() for part in full.split(",") if part.strip() and part.strip() != said]
        kind, name = _apart(said, path)
        district = ""
        try:
            province = codes[above[-1],] if above else code
            if level == "commune" and len(above) > 1:
                district = codes[above[0], above[-1]]
        except KeyError as error:
            raise WrongSource(f"{path.name}: «{said}» lies in {error}, which is not in the list") from error
        if level != "commune":
            codes[(said, *above[-1:])] = code
        units.append(Unit(level, code, kind, name, province, district or (code if level == "district" else ""), source))
    return units


def joined(older: Iterable[Unit], newer: Iterable[Unit]) -> list[Unit]:
    """Return the units of the 63 provinces of both lists.

    Whatever stands in one list only began or ended between them; when, the lists do not say.
    """
    before = {_key(unit): unit for unit in older}
    after = {_key(unit): unit for unit in newer}
    units = [unit if key in before else replace(unit, first=LISTED, certain=False) for key, unit in after.items()]
    units += [replace(unit, certain=False) for key, unit in before.items() if key not in after]
    return sorted(units, key=lambda unit: (len(unit.code), unit.code, unit.first or 0, unit.kind, unit.name))


def _apart(said: str, path: Path) -> tuple[str, str]:
    kind = next((kind for kind in KINDS if said.casefold().startswith(f"{kind.casefold()} ")), None)
    if kind is None:
        raise WrongSource(f"{path.name}: «{said}» begins with no kind")
    name = FARM.sub("Nông trường ", re.sub(r"^0+(?=\d)", "", said[len(kind) + 1 :]))
    words = [word if word == "trường" else word[:1].upper() + word[1:] for word in name.split()]
    return kind, placed(" ".join(words))


def _key(unit: Unit) -> tuple[str, ...]:
    """Return what makes a row of the one list the same unit as a row of the other: numbers of communes may differ."""
    code = unit.district if unit.level == "commune" else unit.code
    return (unit.level, code, folded(unit.kind), folded(unit.name))
