"""A date is written in digits and again in words; what one of them leaves in doubt the other one tells."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline import dates
from pipeline.dates import PartialDate
from pipeline.weigh._book import Belief, Book, Spot, Word
from pipeline.weigh._dated import Style, alike, style

PAIRS = (("nksNgaySinh", "nksNgaySinhBangChu"), ("nktNgayChet", "nktNgayChetGhiBangChu"))
"""Columns of digits and of words."""

VARIED = 3
"""So many of the most probable texts in digits are varied digit by digit."""

FAINT = -25.0
"""A date to which the ink of either cell leaves less than this is no candidate."""


@dataclass(frozen=True, slots=True)
class WordsAndDigits:
    """For the date on which digits and words agree.

    Attributes:
        apart: share of entries in which the clerk wrote two different dates.
        spread: dates over which such a second date lies evenly.
    """

    apart: float
    spread: float

    def heard(self, book: Book) -> Iterable[Word]:
        """Return two words on each date that is written twice."""
        written = style(book)
        for line in book.lines:
            for digits, words in PAIRS:
                spots = (line.spot(digits), line.spot(words))
                one, two = (book.belief(spot) for spot in spots)
                if one is not None and two is not None:
                    yield from self._of_pair(spots, one, two, written)

    def _of_pair(self, spots: tuple[Spot, Spot], one: Belief, two: Belief, written: Style) -> Iterator[Word]:
        meant = _meant(one, two, written)
        by_digits = {date: _fit(one, text) for date, (text, _) in meant.items()}
        by_words = {date: _fit(two, text) for date, (_, text) in meant.items()}
        likely = [date for date in meant if by_digits[date] > FAINT and by_words[date] > FAINT]
        reasons = ("khớp với ngày ghi bằng chữ", "khớp với ngày ghi bằng số")
        for place, (spot, belief, others) in enumerate(((spots[0], one, by_words), (spots[1], two, by_digits))):
            told = self._gains(others, likely)
            gains = {meant[date][place]: gain for date, gain in told.items()}
            unmeant = math.log(self.apart)
            strange = {
                text: unmeant for text in belief.ink if text not in gains and not _same(text, place, told, gains)
            }
            yield Word(spot, gains | strange, reasons[place], unmeant)

    def _gains(self, fits: Mapping[PartialDate, float], likely: Iterable[PartialDate]) -> dict[PartialDate, float]:
        """Return the log-odds of dates by how well the other cell's ink fits them, against all dates being equal."""
        even = self.apart / self.spread
        return {date: math.log(((1 - self.apart) * math.exp(fits[date]) + even) * self.spread) for date in likely}


def _same(text: str, place: int, told: Mapping[PartialDate, float], gains: dict[str, float]) -> bool:
    """Take a text along that says one of the dates in another way; return whether it does."""
    date = dates.parse(text) if place == 0 else dates.parse_words(text)
    if date not in told or date is None:
        return False
    gains[text] = told[date]
    return True


def _meant(digits: Belief, words: Belief, written: Style) -> dict[PartialDate, tuple[str, str]]:
    """Return the dates that may be meant, each as it would be written in both cells."""
    likely = list(digits.shares())
    found = [dates.parse(text) for text in likely] + [dates.parse_words(text) for text in words.shares()]
    varied = [date for text in likely[:VARIED] for date in alike(text)]
    shown = {dates.parse(text): text for text in reversed(likely)}
    spelt = {dates.parse_words(text): text for text in reversed(list(words.shares()))}
    every = dict.fromkeys(date for date in (*found, *varied) if date is not None)
    return {date: (shown.get(date, written.written(date)), spelt.get(date, dates.words(date))) for date in every}


def _fit(belief: Belief, text: str) -> float:
    return belief.weight(text)
