"""Made-up books: entries whose numbers run on, whose dates follow, whose families hold together, as far as real ones do.

How often each relation holds is written here once: from domain.md where it says so, else reasoned. The weights that are fitted on
these books are as true as these shares; the recogniser's mistakes in them are its own.
"""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from scripts.simulating.people import Commune

Written = dict[str, str]
"""What is written in an entry, by ministry column."""

LATE = 0.02
"""Share of entries that stand in the book later than their date (domain.md 2.5: dates do not go back, mostly)."""

SKIPPED = 0.015
"""Share of numbers that are missing; a page of one entry that was not photographed counts too."""

DOUBLED = 0.004
FATHERS_NAME = 0.95
"""Share of children who bear the surname of a father who is named."""

NO_FATHER = 0.06
TOGETHER = 0.85
"""Share of parents who live at the same place."""

YEAR_ONLY = 0.85
"""Share of parents of whom only the year of birth is written (domain.md 3.2: normal)."""

SLIPS = 0.015
"""Share of dates of which the clerk wrote a wrong day, month or year: rules look for them (domain.md 2.5) because there are some."""

CAUSES = "Bệnh già,Tuổi già,Già yếu,Ốm chết,Ung thư gan,Ung thư phổi,Tai biến mạch máu não,Tai nạn giao thông,Đuối nước,Bệnh tim".split(
    ","
)


@dataclass
class Book:
    """A made-up book being written.

    Attributes:
        commune: whose it is.
        volume: its number in the year.
        day: date of the last entry.
        number: number of the last entry.
        signer: who signs now.
        clerk: who writes now.
    """

    commune: Commune
    volume: int
    day: date
    number: int = 0
    signer: int = 0
    clerk: int = 0

    @property
    def chance(self) -> random.Random:
        """Return where all choices come from."""
        return self.commune.chance

    def heading(self) -> tuple[Written, date]:
        """Return number, volume, date and officials of the next entry, and the date."""
        before = self.day
        self.day += timedelta(days=int(self.chance.expovariate(1 / 3.0)))
        if self.day.year != before.year:
            self.number = 0
        self.number += 1 + (self.chance.random() < SKIPPED) - (self.number > 0 and self.chance.random() < DOUBLED)
        self.signer += self.signer < 2 and self.chance.random() < 0.02
        self.clerk += self.clerk < 1 and self.chance.random() < 0.02
        day = self.day - timedelta(days=self.chance.randint(3, 60)) if self.chance.random() < LATE else self.day
        acting = self.commune.signers[1 - self.signer] if self.signer < 2 and self.chance.random() < 0.1 else ""
        return {
            "so": str(self.number),
            "quyenSo": f"{self.volume:02}/{day.year}",
            "ngayDangKy": self._written(day),
            "nguoiKy": acting or self.commune.signers[self.signer],
            "nguoiThucHien": self.commune.clerks[self.clerk],
        }, day

    def birth(self) -> Written:
        """Return the next entry of a register of births."""
        at, chance = self.commune, self.chance
        written, day = self.heading()
        girl = chance.random() < 0.48
        late = chance.random()
        days = (
            chance.randint(1, 60)
            if late < 0.75
            else chance.randint(60, 400)
            if late < 0.9
            else chance.randint(400, 6000)
        )
        born = day - timedelta(days=days)
        mother, father = at.name(woman=True), at.name(woman=False)
        named = chance.random() >= NO_FATHER
        surname = (father if named and chance.random() < FATHERS_NAME else mother).split()[0]
        people = at.people()
        mothers = people if chance.random() < 0.85 else at.people()
        home = at.residence()
        written |= {
            "nksHoTen": at.name(woman=girl, surname=surname),
            "nksGioiTinh": "Nữ" if girl else "Nam",
            "nksNgaySinh": self._written(born) if chance.random() < 0.97 else str(born.year),
            "nksNgaySinhBangChu": at.words(
                born if chance.random() < 0.99 else born + timedelta(days=chance.randint(1, 40))
            ),
            "nksDanToc": people if named or chance.random() < 0.5 else mothers,
            "nksQuocTich": at.nation(),
            "nksNoiSinh": at.birthplace(),
            "nksQueQuan": home.partition(at.between)[2] if chance.random() < 0.7 else at.elsewhere(),
            "meHoTen": mother,
            "meNgaySinh": self._of_adult(at.born(born, 26, 5)),
            "meDanToc": mothers,
            "meQuocTich": at.nation(),
            "meNoiCuTru": home,
        }
        if named:
            written |= {
                "chaHoTen": father,
                "chaNgaySinh": self._of_adult(at.born(born, 29, 6)),
                "chaDanToc": people if chance.random() < 0.97 else at.people(),
                "chaQuocTich": at.nation(),
                "chaNoiCuTru": home if chance.random() < TOGETHER else at.elsewhere(),
            }
        luck = chance.random()
        declares = father if named and luck < 0.45 else mother if luck < 0.8 else at.name(woman=chance.random() < 0.5)
        return written | {"nycHoTen": declares, "nycSoGiayToTuyThan": at.identity()}

    def marriage(self) -> Written:
        """Return the next entry of a register of marriages."""
        at, chance = self.commune, self.chance
        written, day = self.heading()
        for who, woman, age in (("vo", True, 24), ("chong", False, 26)):
            written |= {
                f"{who}HoTen": at.name(woman=woman),
                f"{who}NgaySinh": at.figures(at.born(day, age, 4)),
                f"{who}DanToc": at.people(),
                f"{who}QuocTich": at.nation(),
                f"{who}NoiCuTru": at.residence() if chance.random() < 0.65 else at.elsewhere(),
                f"{who}SoGiayToTuyThan": at.identity(),
            }
        return written

    def death(self) -> Written:
        """Return the next entry of a register of deaths."""
        at, chance = self.commune, self.chance
        written, day = self.heading()
        woman = chance.random() < 0.45
        died = day - timedelta(days=chance.randint(0, 15) if chance.random() < 0.85 else chance.randint(15, 900))
        name = at.name(woman=woman)
        kin = name.split()[0] if chance.random() < 0.6 else ""
        return written | {
            "nktHoTen": name,
            "nktNgaySinh": self._of_adult(at.born(died, 70, 16)),
            "nktGioiTinh": "Nữ" if woman else "Nam",
            "nktDanToc": at.people(),
            "nktQuocTich": at.nation(),
            "nktSoGiayToTuyThan": at.identity(),
            "nktGioPhutChet": at.texts.time(),
            "nktNgayChet": self._written(died),
            "nktNoiChet": at.residence() if chance.random() < 0.85 else at.birthplace(),
            "nktNguyenNhanChet": chance.choice(CAUSES),
            "gbtSo": str(chance.randint(1, 120)),
            "nycHoTen": at.name(woman=chance.random() < 0.5, surname=kin),
            "nycSoGiayToTuyThan": at.identity(),
        }

    def _written(self, day: date) -> str:
        """Return a date as the clerk writes it, seldom another one."""
        if self.chance.random() < SLIPS:
            day += timedelta(days=self.chance.choice((-365, 365, -30, 30, -10, 10, 20)))
        return self.commune.figures(day)

    def _of_adult(self, day: date) -> str:
        return str(day.year) if self.chance.random() < YEAR_ONLY else self.commune.figures(day)


WRITES: Mapping[str, Callable[[Book], Written]] = {
    "birth-2016": Book.birth,
    "birth-2006": Book.birth,
    "birth-table": Book.birth,
    "marriage-2016": Book.marriage,
    "death-2016": Book.death,
}
"""How an entry of each form comes about; a form takes those of its columns that it has."""


def entries(form: str, commune: Commune) -> Iterator[Written]:
    """Yield the entries of a book on some form without end, from a day in its first year on."""
    chance = commune.chance
    first = date(commune.year, 1, 1) + timedelta(days=chance.randint(2, 250))
    book = Book(commune, chance.randint(1, 3), first, chance.choice((0, 0, chance.randint(1, 90))))
    while True:
        yield WRITES[form](book)
