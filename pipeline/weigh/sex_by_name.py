"""Names tell the sex of their bearer: «Thị» stands in the middle of women's names, nearly always (domain.md §3.3)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.lexicons.names import names
from pipeline.weigh._book import Book, Word, folded

NAMED = {"nksGioiTinh": "nksHoTen", "nktGioiTinh": "nktHoTen", "nxnGioiTinh": "nxnHoTen"}
"""Column of the sex, and of the name."""

WOMEN = frozenset({"nữ", "gái", "nữ giới"})
MEN = frozenset({"nam", "trai", "nam giới"})


@dataclass(frozen=True, slots=True)
class SexByName:
    """For the sex that the name speaks for.

    Attributes:
        trust: weight of the log-odds of the names' shares of women.
        most: log-odds beyond which names are not believed.
    """

    trust: float
    most: float

    def heard(self, book: Book) -> Iterable[Word]:
        """Return a word on each sex whose bearer's name tells it."""
        for spot, _ in book.cells(lambda column, _: column in NAMED):
            belief = book.belief(spot)
            odds = self._woman(book.shares(spot._replace(column=NAMED[spot.column])))
            if belief is not None and odds:
                gains = dict.fromkeys(belief.shares(), 0.0) | {"Nữ": odds / 2, "Nam": -odds / 2}
                for text in belief.shares():
                    gains[text] = odds / 2 * ((folded(text) in WOMEN) - (folded(text) in MEN))
                yield Word(spot, gains, "hợp với tên")

    def _woman(self, shares: Mapping[str, float]) -> float:
        """Return the log-odds that a name is a woman's, 0 if nothing says so."""
        odds = sum(share * _odds(text) for text, share in shares.items())
        return self.trust * max(-self.most, min(self.most, odds))


def _odds(text: str) -> float:
    words = text.split()
    odds = 0.0
    for place, word in enumerate(words[1:], 1):
        female = names("given" if place == len(words) - 1 else "middle").female(word)
        if female is not None:
            odds += math.log(max(female, 0.01) / max(1 - female, 0.01))
    return odds
