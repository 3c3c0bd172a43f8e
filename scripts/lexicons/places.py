"""Provinces, districts and communes with the years they existed: the lists and the facts about earlier years joined.

The land of a unit is told by the districts of the lists that lie in it. A district that was founded, divided or renamed
later is a row of ``facts/districts.tsv`` with its decision; a district without such a row is taken to be as old as the
books, which is why the first year may be empty.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from scripts.lexicons.sources import REFORM, Unit, folded
from scripts.lexicons.tables import Row, WrongSource

PROVINCES = ("code", "kind", "name", "first", "last", "certain", "holds", "variants", "source")
DISTRICTS = ("code", "kind", "name", "first", "last", "certain", "holds", "parts", "source")
COMMUNES = ("code", "kind", "name", "district", "province", "first", "last", "certain", "source")

Span = tuple[int | None, int | None]
"""First and last year, both included; None: open."""


@dataclass(frozen=True, slots=True)
class Land:
    """Which districts of the lists lie where.

    Attributes:
        districts: codes of districts by code of the province and folded name; the name '' stands for all of them.
        provinces: code of the province by its folded name.
    """

    districts: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    provinces: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, units: Iterable[Unit]) -> "Land":
        """Return the land of the units of the 63 provinces."""
        land = cls()
        for unit in units:
            if unit.level == "province":
                land.provinces[folded(unit.name)] = unit.code
            elif unit.level == "district":
                for name in ("", folded(unit.name)):
                    codes = land.districts.setdefault((unit.province, name), [])
                    codes += [unit.code] if unit.code not in codes else []
        return land

    def held(self, said: str) -> tuple[list[str], list[str]]:
        """Return the codes that «Huế; Hà Nội: Mê Linh, ~Sóc Sơn» names: those held whole, those held in part (~).

        Raises:
            WrongSource: a province or district is not in the lists.
        """
        whole: list[str] = []
        part: list[str] = []
        for clause in filter(None, said.split("; ")):
            province, _, names = clause.partition(": ")
            for name in names.split(", "):
                code = self.provinces.get(folded(province), "")
                codes = self.districts.get((code, folded(name.removeprefix("~"))))
                if codes is None:
                    raise WrongSource(f"facts: «{name}» of «{province}» is not in the lists")
                (part if name.startswith("~") else whole).extend(codes)
        return sorted(set(whole)), sorted(set(part) - set(whole))


def provinces(facts: Iterable[Row], units: Iterable[Unit], newer: Iterable[Unit], land: Land) -> list[Row]:
    """Return the rows of the provinces: those of the facts, and of the list of the 34.

    Raises:
        WrongSource: a province of the lists has no fact that reaches its last year.
    """
    rows = []
    after: dict[str, list[Row]] = {}
    for fact in facts:
        if not fact["holds"]:
            after.setdefault(folded(fact["name"]), []).append(fact)
            continue
        ends = fact["last"] in {str(REFORM - 1), str(REFORM)}
        code = land.provinces.get(folded(fact["name"]), "") if ends else ""
        rows.append({**fact, "code": code, "holds": " ".join(land.held(fact["holds"])[0]), "source": fact["decision"]})
    missing = {unit.code for unit in units if unit.level == "province"} - {row["code"] for row in rows}
    if missing:
        raise WrongSource(f"facts/provinces.tsv: nothing reaches {REFORM} for the provinces {sorted(missing)}")
    for unit in newer:
        if unit.level == "province":
            listed = {"kind": unit.kind, "name": unit.name, "first": str(REFORM), "last": "", "certain": "yes"}
            known = after.get(folded(unit.name), [{**listed, "variants": "", "decision": unit.source}])
            rows += [{**fact, "code": unit.code, "holds": "", "source": fact["decision"]} for fact in known]
    return sorted(rows, key=lambda row: (folded(row["name"]), row["first"], row["last"], row["kind"]))


def districts(facts: Iterable[Row], units: Iterable[Unit], land: Land) -> list[Row]:
    """Return the rows of the districts: those of the facts, and those of the lists for the years no fact takes.

    Raises:
        WrongSource: a fact reaches the end of the districts, and the lists do not know that district.
    """
    known = {(unit.code, folded(unit.kind), folded(unit.name)): unit for unit in units if unit.level == "district"}
    taken: dict[str, list[Row]] = {}
    rows = []
    for fact in facts:
        whole, part = land.held(fact["holds"])
        own = [code for code in whole if (code, folded(fact["kind"]), folded(fact["name"])) in known]
        if fact["last"] == str(REFORM):
            if not own:
                raise WrongSource(f"facts/districts.tsv: «{fact['kind']} {fact['name']}» is not in the lists")
            known.pop((own[0], folded(fact["kind"]), folded(fact["name"])))
        for code in whole:
            taken.setdefault(code, []).append(fact)
        code = own[0] if fact["last"] == str(REFORM) else ""
        rows.append(
            {**fact, "code": code, "holds": " ".join(whole), "parts": " ".join(part), "source": fact["decision"]}
        )
    for unit in known.values():
        rows += _left(unit, taken.get(unit.code, []))
    return sorted(
        rows, key=lambda row: (row["holds"] or row["parts"], row["first"], row["last"], row["kind"], row["name"])
    )


def communes(units: Iterable[Unit], newer: Iterable[Unit]) -> list[Row]:
    """Return the rows of the communes of both times."""
    rows = [_row(unit, (unit.first, unit.last), certain=unit.certain) for unit in units if unit.level == "commune"]
    rows += [_row(unit, (REFORM, None), certain=True) for unit in newer if unit.level == "commune"]
    return sorted(rows, key=lambda row: (row["code"], row["first"], row["district"], row["kind"], row["name"]))


def _left(unit: Unit, facts: Iterable[Row]) -> list[Row]:
    """Return the rows of a listed district for the years that no historic district takes; before those, it is a guess."""
    rows = []
    start, certain, told = unit.first, unit.certain, [unit.source]
    for fact in sorted(facts, key=lambda fact: (fact["first"], fact["last"])):
        first, last = (int(fact[end]) if fact[end] else None for end in ("first", "last"))
        if first is not None and (start is None or first > start):
            rows.append(_row(unit, (start, first), certain=False))
        if last is not None and (start is None or last > start):
            start = last
        told.append(fact["decision"])
    if start is None or unit.last is None or start < unit.last:
        rows.append({**_row(unit, (start, unit.last), certain=certain), "source": "; ".join(dict.fromkeys(told))})
    return rows


def _row(unit: Unit, years: Span, *, certain: bool) -> Row:
    first, last = ("" if year is None else str(year) for year in years)
    return {
        "code": unit.code, "kind": unit.kind, "name": unit.name, "first": first, "last": last,
        "certain": "yes" if certain else "no", "holds": unit.code, "parts": "", "district": unit.district,
        "province": unit.province, "source": unit.source,
    }  # fmt: skip
