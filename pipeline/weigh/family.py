"""What the persons of one entry say of each other: a child bears the father's name, parents live together, one of them comes to register."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.weigh._alike import apart
from pipeline.weigh._book import Belief, Book, Line, Spot, Word, folded

SAME = (
    ("meNoiCuTru", "chaNoiCuTru", "parents", "cha mẹ cùng nơi cư trú"),
    ("chaNoiCuTru", "meNoiCuTru", "parents", "cha mẹ cùng nơi cư trú"),
    ("nycHoTen", "chaHoTen", "declares", "cha đi khai sinh"),
    ("nycHoTen", "meHoTen", "declares", "mẹ đi khai sinh"),
    ("chaHoTen", "nycHoTen", "declares", "cha đi khai sinh"),
    ("meHoTen", "nycHoTen", "declares", "mẹ đi khai sinh"),
    ("nksDanToc", "chaDanToc", "people", "cùng dân tộc với cha"),
    ("chaDanToc", "nksDanToc", "people", "cùng dân tộc với con"),
)
"""Column, the column whose text it may repeat, how often (a weight by name), and the reason as the clerk reads it."""

SURNAMES = (("nksHoTen", "chaHoTen", "cùng họ với cha"), ("chaHoTen", "nksHoTen", "cùng họ với con"))
"""Columns of names that share the surname."""

OFFERED = 0.2
"""A text of the other cell is offered for this one if it is at least so probable there."""

LIKE = 3
"""Surnames that differ by no more letters and marks look alike."""

VARIED = 2
"""So many of the most probable names get the other one's surname, if it looks like theirs."""


@dataclass(frozen=True, slots=True)
class Family:
    """For texts that agree with those of the family.

    Attributes:
        surname: share of children who bear the father's surname, where a father is named.
        parents: share of parents who live at the same place.
        declares: share of entries in which the father comes to register; and the same for the mother.
        people: share of children who belong to the father's people.
        alike: how probable a text seemed to the recogniser among those that its ink allows; see ``Repetition``.
        alike_surname: the same of a surname.
        alike_people: the same of a people, one of some fifty.
    """

    surname: float
    parents: float
    declares: float
    people: float
    alike: float
    alike_surname: float
    alike_people: float

    def heard(self, book: Book) -> Iterable[Word]:
        """Return a word on each cell that has kin beside it."""
        for line in book.lines:
            yield from self._texts(book, line)
            yield from self._surnames(book, line)

    def _texts(self, book: Book, line: Line) -> Iterator[Word]:
        shares = {how: getattr(self, how) for how in ("parents", "declares", "people")}
        for column, other, how, reason in SAME:
            spot, belief, said = _two(book, line, column, other)
            if belief is not None and said and line.form.register == "KS":
                alike = self.alike_people if how == "people" else self.alike
                texts = {folded(text): text for text in belief.shares()}
                texts |= {folded(text): text for text, share in said.items() if share >= OFFERED}
                other_shares = {folded(text): share for text, share in said.items()}
                gains = {text: _gain(shares[how], other_shares.get(key, 0.0), alike) for key, text in texts.items()}
                yield Word(spot, gains, reason, _gain(shares[how], 0.0, alike))

    def _surnames(self, book: Book, line: Line) -> Iterator[Word]:
        for column, other, reason in SURNAMES:
            spot, belief, said = _two(book, line, column, other)
            if belief is not None and said:
                names = _surnamed(said)
                texts = [*belief.shares(), *_varied(belief, names)]
                gains = {
                    text: _gain(self.surname, names.get(_surname(text), 0.0), self.alike_surname) for text in texts
                }
                yield Word(spot, gains, reason, belief.usual(gains))


def _two(book: Book, line: Line, column: str, other: str) -> tuple[Spot, Belief | None, dict[str, float]]:
    """Return a cell, what is believed of it, and the probable texts of the other cell."""
    spot = line.spot(column)
    return spot, book.belief(spot), book.shares(line.spot(other))


def _gain(same: float, there: float, alike: float) -> float:
    """Return the log-odds of a text that stands in the other cell with some probability."""
    return math.log(1 - same + same * there / alike)


def _surname(text: str) -> str:
    return folded(text).partition(" ")[0]


def _surnamed(said: Mapping[str, float]) -> dict[str, float]:
    """Return how probable each surname is."""
    names: dict[str, float] = {}
    for text, share in said.items():
        names[_surname(text)] = names.get(_surname(text), 0.0) + share
    return names


def _varied(belief: Belief, names: Mapping[str, float]) -> Iterator[str]:
    """Yield the most probable names with a surname of the other person that looks like theirs."""
    for text in list(belief.shares())[:VARIED]:
        first, _, rest = text.partition(" ")
        for name, share in names.items():
            if rest and share >= OFFERED and name != folded(first) and apart(first, name) <= LIKE:
                yield f"{name.capitalize() if first[:1].isupper() else name} {rest}"
