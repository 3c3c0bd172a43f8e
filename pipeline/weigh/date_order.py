"""Entries are written on the day of registration, one after the other: these days do not go back within a register."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median

import numpy as np
from numpy.typing import NDArray

from pipeline import dates
from pipeline.dates import PartialDate
from pipeline.weigh._book import Belief, Book, Line, Word
from pipeline.weigh._chain import Values, expected
from pipeline.weigh._dated import Style, alike, style

COLUMN = "ngayDangKy"
NO_DAY = date(1900, 1, 1).toordinal()
"""Stands for the day of an entry about which nothing is known."""

AROUND = 4
"""Entries before and after whose days a doubtful one may share."""

FEW = 45
"""All days between the entries before and after are tried if they are no more than these."""

VARIED = 3
"""So many of the most probable texts of a cell are varied digit by digit."""


@dataclass(frozen=True, slots=True)
class DateOrder:
    """For days of registration that lie between those before and after.

    Attributes:
        back: share of entries dated before the one before them: entered late, or by mistake; half of them not long before.
        pause: share of steps that are much longer than usual: over a missing page, or a quiet year.
        long: days of such a step, in the mean.
        spread: days over which whatever else there is spreads evenly: some ten years.
        most: log-odds beyond which the others are not believed.
    """

    back: float
    pause: float
    long: float
    spread: float
    most: float

    def heard(self, book: Book) -> Iterable[Word]:
        """Return a word on each day of registration that has others before or after it."""
        written = style(book)
        registers: dict[str, list[Line]] = defaultdict(list)
        for line in book.lines:
            registers[line.form.register].append(line)
        for lines in registers.values():
            if len(lines) > 1:
                yield from self._of_register(book, lines, written)

    def _of_register(self, book: Book, lines: Sequence[Line], written: Style) -> Iterable[Word]:
        read = [_days(book, line) for line in lines]
        values = _values(book, lines, read)
        beliefs = [book.belief(line.spot(COLUMN)) for line in lines]
        seen = [_seen(*one, written) for one in zip(beliefs, values, read, strict=True)]
        usual = _usual(read)
        asked = expected(values, seen, lambda one, two, _: self._step(one, two, usual))
        for line, belief, some, odds in zip(lines, beliefs, values, asked, strict=True):
            if belief is not None:
                yield self._word(line, belief, dict(zip(some.tolist(), odds.tolist(), strict=True)), written)

    def _word(self, line: Line, belief: Belief, odds: Mapping[int, float], written: Style) -> Word:
        """Return the word on one day: log-odds against all days being equal."""
        whole = sum(odds.values())
        rest = self.back / self.spread
        gains = {day: math.log(max(share / whole, rest) * self.spread) for day, share in odds.items()}
        told = {written.written(_date(day)): min(gain, self.most) for day, gain in gains.items() if day != NO_DAY}
        for text in belief.ink:
            day = _day(text)
            if day is not None:
                told[text] = min(gains[day], self.most)
        return Word(line.spot(COLUMN), told, "theo thứ tự ngày đăng ký trong sổ", math.log(rest * self.spread))

    def _step(self, one: Values, two: Values, usual: float) -> NDArray[np.float64]:
        """Return the (N, M) probabilities that days are followed by others."""
        more = (two[None, :] - one[:, None]).astype(np.float64)
        days = np.abs(more)
        short = (1 - self.back - self.pause) * np.exp(-days / usual) / usual
        long = np.exp(-days / self.long) / self.long
        found = np.where(more < 0, self.back / 2 * long, short + self.pause * long) + self.back / 2 / self.spread
        return np.asarray(found, np.float64)


def _day(text: str) -> int | None:
    """Return the day as a number, None if the text is no whole date."""
    found = dates.parse(text)
    return found.first.toordinal() if found and found.day else None


def _date(day: int) -> PartialDate:
    found = date.fromordinal(day)
    return PartialDate(found.year, found.month, found.day)


def _days(book: Book, line: Line) -> dict[int, float]:
    """Return the probable days of an entry, the most probable first."""
    found: dict[int, float] = defaultdict(float)
    for text, share in book.shares(line.spot(COLUMN)).items():
        day = _day(text)
        if day is not None:
            found[day] += share
    return dict(found)


def _values(book: Book, lines: Sequence[Line], read: Sequence[Mapping[int, float]]) -> list[Values]:
    """Return the days that may be meant in each entry: those read, those that look like them, those of its neighbours."""
    values = []
    for place, line in enumerate(lines):
        days = set(read[place])
        for text in list(book.shares(line.spot(COLUMN)))[:VARIED]:
            days |= {found.first.toordinal() for found in alike(text) if found.day}
        near = range(max(0, place - AROUND), min(len(lines), place + AROUND + 1))
        days |= {_top(read[other]) for other in near if read[other]}
        days |= _between(read, place)
        values.append(np.array(sorted(days) or [NO_DAY], np.int64))
    return values


def _between(read: Sequence[Mapping[int, float]], place: int) -> set[int]:
    """Return the days from the entries before to the entries after, if they are few; one wrong day among these is no harm."""
    tops = [
        [_top(some) for some in side if some]
        for side in (read[max(0, place - AROUND) : place], read[place + 1 :][:AROUND])
    ]
    if not all(tops):
        return set()
    first, last = (int(median(side)) for side in tops)
    return set(range(first, last + 1)) if 0 <= last - first <= FEW else set()


def _top(days: Mapping[int, float]) -> int:
    return max(days, key=lambda day: days[day])


def _seen(belief: Belief | None, values: Values, read: Mapping[int, float], written: Style) -> NDArray[np.float64]:
    """Return (N,) how well the ink of an entry fits days (N,); all equally where nothing was read."""
    known = np.array([read.get(int(day), 0.0) for day in values])
    if belief is None:
        return np.asarray(known + (1e-3 if read else 1.0), np.float64)
    ink = np.array([math.exp(belief.weight(written.written(_date(int(day))))) for day in values])
    return np.asarray(known + ink, np.float64)


def _usual(read: Sequence[Mapping[int, float]]) -> float:
    """Return the usual number of days from one entry to the next, at least one."""
    tops = [_top(some) for some in read if some]
    steps = [two - one for one, two in pairwise(tops) if 0 <= two - one <= 366]
    return max(1.0, float(median(steps)) if steps else 1.0) * 1.5
