"""The date of registration does not go back while the numbers of a year go up (domain.md §2.5)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

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

    Longest non-decreasing run over spans of days (patience sorting; Fredman 1975, Discrete Mathematics 11:29-35; spans
    are ours): ``ends[k]`` is the earliest day on which a run of k + 1 dates can end. A span opens a run on its first
    day, and every run that ends within the span goes on by one. Going back over the same steps names the run.
    """
    spans = [(day.first.toordinal(), day.last.toordinal()) for day in days]
    ends: list[int] = []
    replaced: list[tuple[int, int, int | None]] = []
    for first, last in spans:
        at, behind = bisect_right(ends, first), bisect_right(ends, last)
        gone = ends.pop(behind) if behind < len(ends) else None
        ends.insert(at, first)
        replaced.append((at, behind, gone))
    run, length, latest = set(), len(ends), date.max.toordinal()
    for i in range(len(spans) - 1, -1, -1):
        at, behind, gone = replaced[i]
        del ends[at]
        if gone is not None:
            ends.insert(behind, gone)
        if length and (len(ends) < length or ends[length - 1] > latest):  # no run of that length without this date
            run.add(i)
            length, latest = length - 1, min(latest, spans[i][1])
    return run


def _finding(dated: Sequence[Dated], doubtful: int, kept: set[int]) -> Finding:
    """Name the doubtful date and the nearest entry of the others that contradicts it."""
    place, day = dated[doubtful]
    other, its_day = next(
        dated[i] for i in _outward(doubtful, len(dated)) if i in kept and _contradict(dated, i, doubtful)
    )
    how = "sớm hơn" if day.certainly_before(its_day) else "muộn hơn"
    message = (
        f"{place.heading}: ngày đăng ký {day} {how} ngày {its_day} của {other}, trái với thứ tự số. "
        "Hãy xem lại ngày đăng ký và số của cả hai."
    )
    return Finding("date_order", Severity.WARNING, message, (place.entry.id, other.entry.id), ("ngayDangKy", "so"))


def _outward(start: int, count: int) -> Iterator[int]:
    """Yield the places around one, the nearest first."""
    for step in range(1, count):
        yield from (i for i in (start - step, start + step) if 0 <= i < count)


def _contradict(dated: Sequence[Dated], one: int, other: int) -> bool:
    (_, earlier), (_, later) = dated[min(one, other)], dated[max(one, other)]
    return later.certainly_before(earlier)
