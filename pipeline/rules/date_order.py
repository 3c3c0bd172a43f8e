"""The date of registration does not go back while the numbers of a year go up (domain.md §2.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.dates import PartialDate
from pipeline.entries import Book, Entry, Finding, Severity
from pipeline.rules._places import Place, by_year

Dated = tuple[Place, PartialDate]


@dataclass(frozen=True, slots=True)
class DateOrder:
    """Doubt as few dates as can be doubted: the others then stand in order.

    One date misread as December makes itself doubtful, not every entry after it. A date without day or month is
    doubted only if no day it can mean fits.
    """

    def __call__(self, book: Book, entries: Sequence[Entry]) -> list[Finding]:
        """Return one finding per date out of order, by year and number."""
        findings: list[Finding] = []
        for counted in by_year(book, entries).values():
            dated = [(place, place.day) for place in counted if place.day is not None]
            kept = _in_order([day for _, day in dated])
            findings += [_finding(dated, i, kept) for i in range(len(dated)) if i not in kept]
        return findings


def _in_order(days: Sequence[PartialDate]) -> set[int]:
    """Return the places of the largest set of dates that do not go back.

    Longest non-decreasing run over spans of days: for every length the earliest day on which a run of that length can
    end, with the run itself.
    """
    runs: list[tuple[int, tuple[int, ...]]] = [(0, ())]
    for i, day in enumerate(days):
        first, last = day.first.toordinal(), day.last.toordinal()
        for length in range(len(runs) - 1, -1, -1):
            end, run = runs[length]
            if end > last:
                continue
            longer = (max(end, first), (*run, i))
            if length + 1 == len(runs):
                runs.append(longer)
            elif longer[0] < runs[length + 1][0]:
                runs[length + 1] = longer
    return set(runs[-1][1])


def _finding(dated: Sequence[Dated], doubtful: int, kept: set[int]) -> Finding:
    """Name the doubtful date and the nearest entry of the others that contradicts it."""
    place, day = dated[doubtful]
    against = [i for i in kept if (day.certainly_before(dated[i][1]) if i < doubtful else _after(day, dated[i][1]))]
    other, its_day = dated[min(against, key=lambda i: abs(i - doubtful), default=doubtful)]
    how = "sớm hơn" if day.certainly_before(its_day) else "muộn hơn"
    message = (
        f"{str(place).capitalize()}: ngày đăng ký {day} {how} ngày {its_day} của {other}, trái với thứ tự số. "
        "Hãy xem lại ngày đăng ký và số của cả hai."
    )
    return Finding("date_order", Severity.WARNING, message, (place.entry.id, other.entry.id), ("ngayDangKy", "so"))


def _after(day: PartialDate, other: PartialDate) -> bool:
    return other.certainly_before(day)
