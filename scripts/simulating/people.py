"""Made-up persons of a commune: its families and peoples, its hamlets, its officials, and how its clerk writes."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from pipeline.lexicons.names import names
from scripts.handwriting.numerals import spoken, year_spoken
from scripts.handwriting.texts import RARE, Texts

FAMILIES = 14
"""Surnames of which a commune's people mostly are."""

OF_THE_COMMUNE = 0.85
"""Share of persons who bear one of them; the others married or moved in."""

DATES = ("{d:02}/{m:02}/{y}", "{d:02}/{m:02}/{y}", "{d}/{m}/{y}", "{d:02}-{m:02}-{y}", "{d}-{m}-{y}", "{d}.{m}.{y}")
HAMLETS = ("xóm", "Xóm", "thôn", "Thôn", "ấp", "Ấp", "bản", "Bản", "tổ dân phố", "khu phố")
PLACES = {"Xã": ("xã", "Xã", "X."), "Phường": ("phường", "Phường", "P."), "Thị trấn": ("thị trấn", "Thị trấn", "TT")}
ABOVE = {
    "Huyện": ("huyện", "Huyện", "H."),
    "Thị xã": ("thị xã", "Thị xã", "TX"),
    "Thành phố": ("thành phố", "Thành phố", "TP"),
    "Quận": ("quận", "Quận", "Q."),
}
BORN_AT = ("Trạm y tế", "Trạm xá", "Bệnh viện đa khoa", "Bệnh viện", "Nhà hộ sinh")
WORDED = ("Ngày {d} tháng {m} năm {y}", "ngày {d}, tháng {m}, năm {y}", "ngày {d} tháng {m} năm {y}")

OF_A_WARD = 3
"""Names in a row of places that begins with a commune: its own, the district's, the province's."""

UNCOUNTED = 0.06
"""Share of given names that stand in no table."""


UNLISTED = 0.01
"""Share of peoples and nations that stand in no list: kin groups, old names, remarks."""


@cache
def _shares(role: str, *, woman: bool | None) -> tuple[list[str], list[float]]:
    """Return the names of a role with their shares among women, among men, or among all."""
    every = names(role).every
    female = [0.5 if name.female is None or woman is None else name.female for name in every]
    return [name.name for name in every], [
        name.share * (share if woman else 1 - share) for name, share in zip(every, female, strict=True)
    ]


def _drawn(role: str, woman: bool | None, chance: random.Random) -> str:  # noqa: FBT001 - passed on as it came
    return chance.choices(*_shares(role, woman=woman))[0]


@dataclass
class Commune:
    """One commune in the years of one book, and its clerk's ways of writing.

    Attributes:
        texts: where names and numbers come from.
        year: first year of the book.
    """

    texts: Texts
    year: int

    def __post_init__(self) -> None:
        chance = self.chance
        self.wards = [place for place in self.texts.places if len(place) == OF_A_WARD]
        self.place = chance.choice(self.wards)
        near = [ward for ward in self.wards if ward[1:] == self.place[1:] and ward != self.place]
        self.near = near or [self.place]
        rare = chance.random() < 0.3
        self.surnames = [self._any() for _ in range(FAMILIES - 4 * rare)]
        self.surnames += chance.sample(RARE, 4) if rare else []
        others = chance.sample(self.texts.peoples, min(chance.choice((0, 1, 2, 3, 5, 7)), len(self.texts.peoples)))
        self.peoples = ["Kinh"] * chance.choice((1, 2, 4, 10)) + [
            one for one in others for _ in range(chance.randint(1, 3))
        ]
        self.usual_nation = chance.choice(("Việt Nam",) * 9 + ("VN",))
        self.hamlets = [self._hamlet() for _ in range(chance.randint(4, 14))]
        self.dated = chance.choice(DATES)
        self.worded = chance.choice(WORDED)
        self.whole_year = chance.random() < 0.5
        self.depth = chance.choice((1, 2, 2, 3, 3))
        self.kinds = {kind: chance.choice(ways) for kind, ways in (PLACES | ABOVE).items()}
        self.between = chance.choice((", ", ", ", " - ", ","))
        self.signers = [self.name(woman=chance.random() < 0.2) for _ in range(3)]
        self.clerks = [self.name(woman=chance.random() < 0.5) for _ in range(2)]

    @property
    def chance(self) -> random.Random:
        """Return where all choices come from."""
        return self.texts.chance

    def _hamlet(self) -> str:
        luck = self.chance.random()
        name = (
            str(self.chance.randint(1, 25))
            if luck < 0.5
            else " ".join(self.chance.choice(self.texts.syllables[0]).capitalize() for _ in range(2))
        )
        return f"{self.chance.choice(HAMLETS)} {name}"

    def _any(self) -> str:
        return _drawn("surname", None, self.chance)

    def surname(self) -> str:
        """Return a surname, mostly one of the commune's."""
        return self.chance.choice(self.surnames) if self.chance.random() < OF_THE_COMMUNE else self._any()

    def name(self, *, woman: bool, surname: str = "") -> str:
        """Return a person's name; middle and given names are drawn by their shares in the country, and mostly fit the sex."""
        middles = [
            _drawn("middle", woman, self.chance) for _ in range(self.chance.choice((0, 1, 1, 1, 1, 1, 1, 1, 1, 2)))
        ]
        uncounted = self.chance.random() < UNCOUNTED
        given = (
            self.chance.choice(self.texts.syllables[0]).capitalize()
            if uncounted
            else _drawn("given", woman, self.chance)
        )
        return " ".join([surname or self.surname(), *middles, given])

    def people(self) -> str:
        """Return the ethnic group of somebody in the commune, seldom one that is in no list."""
        if self.chance.random() < UNLISTED:
            return self._unlisted()
        return (
            self.chance.choice(self.peoples) if self.chance.random() < 0.97 else self.chance.choice(self.texts.peoples)
        )

    def nation(self) -> str:
        """Return the nationality of somebody in the commune, as the clerk writes it."""
        return self._unlisted() if self.chance.random() < UNLISTED else self.usual_nation

    def _unlisted(self) -> str:
        return " ".join(
            self.chance.choice(self.texts.syllables[0]).capitalize() for _ in range(self.chance.choice((1, 2)))
        )

    def residence(self) -> str:
        """Return where somebody of the commune lives, as the clerk writes it."""
        return self.between.join([self.chance.choice(self.hamlets), *self._units(self.place)])

    def elsewhere(self) -> str:
        """Return a place in the same district or, seldom, anywhere."""
        ward = self.chance.choice(self.near if self.chance.random() < 0.7 else self.wards)
        whole = self._units(ward, 2 if ward[1] == self.place[1] else 3)
        return self.between.join(whole)

    def birthplace(self) -> str:
        """Return where a child was born: a health station, a hospital or at home."""
        luck = self.chance.random()
        if luck < 0.4:
            return f"{BORN_AT[self.chance.randrange(2)]} {self._units(self.place)[0]}"
        if luck < 0.6:
            return f"{self.chance.choice(BORN_AT[2:])} {self._units(self.place, 2)[-1]}"
        return self.residence() if luck < 0.9 else self.elsewhere()

    def _units(self, ward: list[str], depth: int | None = None) -> list[str]:
        written = []
        for unit in ward[: depth or self.depth]:
            kind = next((kind for kind in self.kinds if unit.startswith(kind + " ")), "")
            written.append(f"{self.kinds[kind]} {unit[len(kind) :].strip()}" if kind else unit.removeprefix("Tỉnh "))
        return written

    def figures(self, day: date) -> str:
        """Return a whole date as this clerk writes it."""
        return self.dated.format(d=day.day, m=day.month, y=day.year)

    def words(self, day: date) -> str:
        """Return a date in words as this clerk writes it."""
        year = year_spoken(day.year, self.whole_year)
        return self.worded.format(d=spoken(day.day), m=spoken(day.month), y=year)

    def born(self, event: date, years: float, spread: float) -> date:
        """Return the day of birth of somebody about so old, years, at an event."""
        age = min(max(self.chance.gauss(years, spread), 15.0), 99.0)
        return event - timedelta(days=round(age * 365.25))

    def identity(self) -> str:
        """Return the number of an identity card."""
        return self.texts.identity().replace(" ", "")
