"""What two dates of one entry say of each other: the event lies before its registration, parents are a generation older.

Source: domain.md §3.2; the shares are those of a life's usual course, wide enough for a late registration.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline import dates
from pipeline.dates import PartialDate
from pipeline.weigh._book import Belief, Book, Spot, Word
from pipeline.weigh._dated import Style, alike, style

YEAR = 365.25

Days = tuple[int, int]
"""First and last day that a date can mean, as numbers."""

Spans = Sequence[tuple[float, float]]
"""Upper ends of spans of days, from 0, each with the share of cases that lie in the span."""

BIRTH: Spans = ((60, 0.7), (YEAR, 0.15), (6 * YEAR, 0.1), (60 * YEAR, 0.04))
DEATH: Spans = ((15, 0.8), (60, 0.08), (YEAR, 0.06), (40 * YEAR, 0.05))
MOTHER: Spans = ((15 * YEAR, 0.004), (20 * YEAR, 0.12), (35 * YEAR, 0.72), (46 * YEAR, 0.15), (55 * YEAR, 0.003))
FATHER: Spans = ((16 * YEAR, 0.004), (21 * YEAR, 0.08), (40 * YEAR, 0.75), (55 * YEAR, 0.15), (75 * YEAR, 0.012))
SPOUSE: Spans = ((16 * YEAR, 0.004), (18 * YEAR, 0.03), (32 * YEAR, 0.75), (50 * YEAR, 0.15), (90 * YEAR, 0.06))
LIFE: Spans = ((15 * YEAR, 0.06), (50 * YEAR, 0.2), (100 * YEAR, 0.72), (110 * YEAR, 0.015))

PAIRS = (
    ("ngayDangKy", "nksNgaySinh", BIRTH, "sinh trước ngày đăng ký"),
    ("ngayDangKy", "nktNgayChet", DEATH, "chết ngay trước ngày đăng ký"),
    ("nksNgaySinh", "meNgaySinh", MOTHER, "hợp tuổi mẹ khi sinh con"),
    ("nksNgaySinh", "chaNgaySinh", FATHER, "hợp tuổi cha khi sinh con"),
    ("ngayDangKy", "voNgaySinh", SPOUSE, "hợp tuổi kết hôn"),
    ("ngayDangKy", "chongNgaySinh", SPOUSE, "hợp tuổi kết hôn"),
    ("nktNgayChet", "nktNgaySinh", LIFE, "hợp tuổi đời"),
)
"""Column of the later date, of the earlier one, the days between them, and the reason as the clerk reads it."""

VARIED = 2
"""So many of the most probable texts of a cell are varied digit by digit."""

LIKELY, MOST = 6, 20
"""So many texts of the other cell, and of the cell itself, are compared; what comes after them is hopeless."""


@dataclass(frozen=True, slots=True)
class LifeDates:
    """For dates that fit the other dates of their entry, against those that contradict them.

    Attributes:
        against: share of entries in which the two dates contradict each other, by the clerk's mistake.
        spread: days over which such a date, or one nothing is known of, lies evenly.
        trust: weight of the log-odds.
    """

    against: float
    spread: float
    trust: float

    def heard(self, book: Book) -> Iterable[Word]:
        """Return a word on each date that has another one beside it."""
        written = style(book)
        for line in book.lines:
            for later, earlier, spans, reason in PAIRS:
                two = (line.spot(later), line.spot(earlier))
                if all(book.shares(spot) for spot in two):
                    yield from self._of_pair(book, two, spans, (reason, written))

    def _of_pair(self, book: Book, two: tuple[Spot, Spot], spans: Spans, said: tuple[str, Style]) -> Iterator[Word]:
        """Yield what each of two dates, the later one first, says of the other."""
        reason, written = said
        after, before = (_likely(book.shares(spot)) for spot in two)
        for spot, others, sign in ((two[1], after, 1), (two[0], before, -1)):
            belief = book.belief(spot)
            if belief is not None and others:
                meant = {text: dates.parse(text) for text in _texts(belief, written)}
                gains = {
                    text: self._gain(_days(of), others, spans, sign) for text, of in meant.items() if of is not None
                }
                if gains:
                    usual = min(0.0, belief.usual(gains))
                    yield Word(spot, dict.fromkeys(belief.ink, 0.0) | gains, reason, usual)

    def _gain(self, days: Days, others: Mapping[Days, float], spans: Spans, sign: int) -> float:
        """Return the log-odds of a date against all dates being equal, by what the other one may be."""
        known = sum(others.values())
        fits = 0.0
        for other, share in others.items():
            between = _between(days, other) if sign > 0 else _between(other, days)
            fits += share * self._density(between, spans)
        fits = fits / known * (1 - self.against) + self.against / self.spread
        return self.trust * math.log(fits * self.spread) * min(1.0, known)

    def _density(self, days: float, spans: Spans) -> float:
        """Return the share of cases in which so many days lie between the dates, for one day."""
        start = 0.0
        for end, share in spans:
            if start <= days < end:
                return share / (end - start)
            start = end
        return 0.0


def _likely(shares: Mapping[str, float]) -> dict[Days, float]:
    """Return the most probable dates of a cell."""
    found: dict[Days, float] = {}
    for text, share in list(shares.items())[:LIKELY]:
        meant = dates.parse(text)
        if meant is not None:
            found[_days(meant)] = found.get(_days(meant), 0.0) + share
    return found


def _texts(belief: Belief, written: Style) -> list[str]:
    """Return the texts of a cell and the dates that differ from the likeliest ones in one digit."""
    likely = list(belief.shares())
    varied = [written.written(found) for text in likely[:VARIED] for found in alike(text)]
    return list(dict.fromkeys([*likely[:MOST], *varied]))


def _days(of: PartialDate) -> Days:
    return of.first.toordinal(), of.last.toordinal()


def _between(earlier: Days, later: Days) -> float:
    """Return the days between two dates, from the middle of each; where their order is open they are in order."""
    if later[1] < earlier[0]:
        return -1.0
    return max(0.0, (later[0] + later[1] - earlier[0] - earlier[1]) / 2)
