"""Two made-up lists of births with known truth: a book, and another office's list of the same and of other people.

People are drawn from ``models/lexicons`` in families: brothers, sisters and twins share parents, home and day, and half of the
people who stand on one side only have a brother or sister on the other. Into part of the rows that stand on both sides one
fault of a known kind is planted, into some two, on the side of the list.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from unicodedata import normalize

from pipeline import dates
from pipeline.differences import Difference
from pipeline.lexicons.names import names
from pipeline.lexicons.tables import rows
from pipeline.linking_keys import Column
from pipeline.vietnamese import key

COLUMNS = (
    Column("nksHoTen", "person_name"), Column("nksNgaySinh", "partial_date"), Column("nksGioiTinh", "sex"),
    Column("nksDanToc", "ethnicity"), Column("nksQueQuan", "place"), Column("meHoTen", "person_name"),
    Column("chaHoTen", "person_name"),
)  # fmt: skip
"""What a list of the population holds."""

ON_BOTH = 0.8
"""Share of each side that stands on the other too."""

FAULTY, TWICE = 0.4, 0.05
"""Shares of the rows on both sides with one planted fault, and with two."""

SAME_DAY = 0.03
"""Share of brothers and sisters that are twins: 15 of 1,000 births in Vietnam are, and twins are the hard case."""

FIRST, DAYS = date(1976, 1, 1), 45 * 365
TONES = "\u0300\u0301\u0303\u0309\u0323"

Person = tuple[str, ...]
Fault = Callable[[random.Random, str], str]


@dataclass(frozen=True, slots=True)
class Lists:
    """Both sides and the truth.

    Attributes:
        ours: the book.
        theirs: the list.
        pairs: place in the list of each record of the book that stands there.
        faults: kind by record and column, of what was planted.
    """

    ours: list[Person]
    theirs: list[Person]
    pairs: dict[int, int]
    faults: dict[tuple[int, str], Difference]


@dataclass(frozen=True, slots=True)
class Family:
    """What brothers and sisters share."""

    surname: str
    father: str
    mother: str
    people: str
    home: str
    born: date


class Drawer:
    """Draws names as frequent as they are, and families of them."""

    def __init__(self, chance: random.Random) -> None:
        """Read the lexicons."""
        self._chance = chance
        self._parts = {role: self._weighed(role) for role in ("surname", "middle", "given")}
        self._homes = [f"{row['kind']} {row['name']}" for row in rows("communes.tsv")]

    def family(self) -> Family:
        """Return a family of made-up parents."""
        surname = self._part("surname")
        father = f"{surname} Văn {self._part('given')}"
        mother = f"{self._part('surname')} Thị {self._part('given')}"
        people = self._chance.choices(("Kinh", "Tày", "Nùng", "Mông", "Thái"), (80, 8, 5, 4, 3))[0]
        born = FIRST + timedelta(self._chance.randrange(DAYS))
        return Family(surname, father, mother, people, self._chance.choice(self._homes), born)

    def child(self, family: Family, *, twin: bool) -> Person:
        """Return a child of a family, born on the family's day or up to eight years later."""
        born = family.born if twin else family.born + timedelta(self._chance.randrange(300, 3000))
        sex = self._chance.choice(("Nam", "Nữ"))
        middle = ("Văn" if sex == "Nam" else "Thị") if self._chance.random() < 0.4 else self._part("middle")
        name = f"{family.surname} {middle} {self._part('given')}"
        written = f"{born:%d.%m.%Y}" if self._chance.random() < 0.85 else f"{born:%Y}"
        return (name, written, sex, family.people, family.home, family.mother, family.father)

    def _weighed(self, role: str) -> tuple[list[str], list[float]]:
        known = names(role).every
        return [name.name for name in known], list(accumulate(name.share for name in known))

    def _part(self, role: str) -> str:
        texts, sums = self._parts[role]
        return texts[bisect(sums, self._chance.random() * sums[-1])]


def lists(count: int, seed: int) -> Lists:
    """Return two lists of about ``count`` rows each."""
    chance = random.Random(seed)
    drawer = Drawer(chance)
    ours: list[Person] = []
    theirs: list[tuple[int, Person]] = []
    faults: dict[tuple[int, str], Difference] = {}
    while len(ours) < count:
        family = drawer.family()
        for child in range(chance.choice((1, 1, 2, 2, 3))):
            person = drawer.child(family, twin=child == 0 or (child == 1 and chance.random() < SAME_DAY))
            where = chance.random()
            if where < ON_BOTH:
                theirs.append((len(ours), _copied(chance, person, len(ours), faults)))
                ours.append(person)
            else:
                theirs.append((-1, drawer.child(family, twin=chance.random() < SAME_DAY)))
                ours.append(person)
    chance.shuffle(theirs)
    pairs = {place: line for line, (place, _) in enumerate(theirs) if place >= 0}
    return Lists(ours, [person for _, person in theirs], pairs, faults)


def _copied(chance: random.Random, person: Person, place: int, faults: dict[tuple[int, str], Difference]) -> Person:
    """Return the person as the list writes it; every third list row leaves something out, which is no fault."""
    said = list(person)
    drawn = chance.random()
    for _ in range(2 if drawn < TWICE else 1 if drawn < FAULTY else 0):
        kind, column, fault = chance.choice(FAULTS)
        wrong = fault(chance, said[column])
        name = COLUMNS[column].name
        if wrong != said[column] and (place, name) not in faults:
            said[column], faults[place, name] = wrong, kind
    for column in (3, 4, 5, 6):
        if (place, COLUMNS[column].name) not in faults and chance.random() < 0.1:
            said[column] = ""
    return tuple(said)


def _tone(chance: random.Random, text: str) -> str:
    """Return the text with another tone mark, or without one, on one word."""
    words = text.split()
    at = chance.randrange(len(words))
    letters = normalize("NFD", words[at])
    marks = [place for place, letter in enumerate(letters) if letter in TONES]
    if marks:
        place = chance.choice(marks)
        changed = chance.choice([mark for mark in TONES if mark != letters[place]] + [""])
        letters = letters[:place] + changed + letters[place + 1 :]
    words[at] = normalize("NFC", letters)
    return " ".join(words)


def _case(chance: random.Random, text: str) -> str:
    return text.upper() if chance.random() < 0.7 else text.lower()


def _letter(chance: random.Random, text: str) -> str:
    """Return the text with one letter changed for another."""
    places = [place for place, letter in enumerate(text) if letter.isalpha()]
    place = chance.choice(places)
    others = [letter for letter in "abcdeghiklmnopqrstuvxy" if letter != key(text[place])]
    return text[:place] + chance.choice(others) + text[place + 1 :]


def _part(_: random.Random, text: str) -> str:
    words = text.split()
    return " ".join((words[0], *words[2:])) if len(words) > 2 else text


def _precision(chance: random.Random, text: str) -> str:
    return text.split(".", 2)[-1] if chance.random() < 0.5 else text.partition(".")[2] or text


def _digits(chance: random.Random, text: str) -> str:
    """Return the date with two neighbouring digits of day, month or year swapped, if that makes a date."""
    if text.count(".") < 2:
        return text
    for place in chance.sample((0, 3, 8), 3):
        swapped = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
        if swapped != text and _exists(swapped):
            return swapped
    return text


def _date_digit(chance: random.Random, text: str) -> str:
    """Return the date with one digit of day, month or year changed for another, if that makes a date."""
    for place in chance.sample(
        [place for place, letter in enumerate(text) if letter != "."], len(text.replace(".", ""))
    ):
        changed = text[:place] + chance.choice("0123456789") + text[place + 1 :]
        if changed != text and _exists(changed):
            return changed
    return text


def _exists(text: str) -> bool:
    day = dates.parse(text)
    return day is not None and 1900 <= day.year <= 2030


FAULTS: Sequence[tuple[Difference, int, Fault]] = [
    *((Difference.TONE, column, _tone) for column in (0, 0, 5, 6)),
    *((Difference.CASE, column, _case) for column in (0, 4, 5)),
    *((Difference.PART, column, _part) for column in (0, 5, 6)),
    (Difference.PRECISION, 1, _precision),
    (Difference.PRECISION, 1, _precision),
    (Difference.DIGITS, 1, _digits),
    (Difference.DIGITS, 1, _digits),
    *((Difference.OTHER, column, _letter) for column in (0, 0, 5, 6)),
    (Difference.OTHER, 1, _date_digit),
]
"""Kind, column and what makes the fault. The faults are even, not as frequent as in offices, which nobody has counted."""
