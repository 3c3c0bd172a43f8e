"""How fast the work goes, reckoned from the moments of people's answers: cases a day, the day it ends, cases an hour.

The pace is the mean of the cases finished a day over the last two weeks, days without work counted too, so that Sundays and
holidays of the past stand for those to come. Its doubt is the spread of those days: twice the standard error of their mean (the
usual 95 % of a normal distribution) gives an early and a late end. A case is finished on the day of its newest answer.

Hours at work are sums of the pauses between one person's answers that are shorter than ``AWAY``; a longer pause is none of the work.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from itertools import pairwise

WEEKS = 14
"""Days over which the pace is reckoned: two whole weeks, so that every weekday counts alike."""

AWAY = timedelta(minutes=10)
"""A pause from which a person was not at the desk: a case typed by hand takes 5.5 to 7 minutes (domain.md §5.1), with room."""

BEGUN = timedelta(seconds=30)
"""Taken for what stood before the first answer of a sitting, which no pause measures; about two cells of a record."""


SHORTEST = 0.25
"""Hours of work on a day from which its rate is told: about two cases typed by hand (domain.md §5.1)."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Cases finished a day.

    Attributes:
        a_day: mean over the days looked at.
        spread: standard error of that mean.
        days: number of days looked at, at most ``WEEKS``.
    """

    a_day: float
    spread: float
    days: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """When what is left will be done, at the pace of now.

    Attributes:
        likely: the day at the mean pace, None if nothing moves.
        early: at a pace two standard errors faster.
        late: at a pace two standard errors slower, None if that pace may be nothing.
    """

    likely: date | None
    early: date | None
    late: date | None


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a person.

    Attributes:
        when: its moment.
        cell: entry and column.
        share: what the cell is of its case: one over the number of its form's columns.
    """

    when: datetime
    cell: tuple[int, str]
    share: float


@dataclass(frozen=True, slots=True)
class Hours:
    """One person's work on one day.

    Attributes:
        day: the day.
        hours: time at the desk.
        cells: cells answered, each once.
        cases: the shares of these cells in their cases, added up: a case done by two people is half a case for each.
    """

    day: date
    hours: float
    cells: int
    cases: float

    @property
    def an_hour(self) -> float | None:
        """Cases an hour; None for less than ``SHORTEST`` hours, which say nothing."""
        return self.cases / self.hours if self.hours >= SHORTEST else None


def by_day(moments: Iterable[datetime], zone: tzinfo | None = None) -> Mapping[date, int]:
    """Return how many moments fall on each day, in the office's time zone (that of the machine if none is said)."""
    return dict(sorted(Counter(moment.astimezone(zone).date() for moment in moments).items()))


def pace(finished: Mapping[date, int], today: date) -> Pace:
    """Return the pace of the last ``WEEKS`` days before ``today``, from the first day of work on; ``today`` is not over yet.

    On the first day there is no whole day yet: then it is what was done today.
    """
    begun = min((day for day, count in finished.items() if count), default=today)
    days = min(WEEKS, (today - begun).days)
    if days <= 0:
        return Pace(float(finished.get(today, 0)), 0.0, 1)
    counts = [finished.get(today - timedelta(days=back), 0) for back in range(1, days + 1)]
    mean = sum(counts) / days
    variance = sum((count - mean) ** 2 for count in counts) / (days - 1) if days > 1 else 0.0
    return Pace(mean, math.sqrt(variance / days), days)


def forecast(left: int, now: Pace, today: date) -> Forecast:
    """Return when ``left`` cases will be finished."""
    faster, slower = now.a_day + 2 * now.spread, now.a_day - 2 * now.spread
    return Forecast(_end(left, now.a_day, today), _end(left, faster, today), _end(left, slower, today))


def needed(left: int, deadline: date, today: date) -> float | None:
    """Return the cases a day that finish ``left`` cases by the end of the deadline, today counted; None if it is past."""
    days = (deadline - today).days + 1
    return left / days if days > 0 else None


def hours(answers: Sequence[Answer], zone: tzinfo | None = None) -> list[Hours]:
    """Return one person's work by day.

    Args:
        answers: of that person, oldest first.
        zone: of the office; that of the machine if none is said.
    """
    days: dict[date, list[Answer]] = {}
    for answer in answers:
        days.setdefault(answer.when.astimezone(zone).date(), []).append(answer)
    found = []
    for day, said in sorted(days.items()):
        cells = {answer.cell: answer.share for answer in said}
        found.append(Hours(day, _time([answer.when for answer in said]), len(cells), sum(cells.values())))
    return found


def _time(moments: Sequence[datetime]) -> float:
    """Return the hours at the desk behind some answers of one day."""
    pauses = [after - before for before, after in pairwise(moments)]
    sittings = 1 + sum(pause > AWAY for pause in pauses)
    return (sum((p for p in pauses if p <= AWAY), timedelta()) + sittings * BEGUN) / timedelta(hours=1)


def _end(left: int, a_day: float, today: date) -> date | None:
    if left <= 0:
        return today
    if a_day <= 0 or left / a_day > 36500:  # a century: no forecast, and no day that the calendar does not have
        return None
    return today + timedelta(days=math.ceil(left / a_day))
