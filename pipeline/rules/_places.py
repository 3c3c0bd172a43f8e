"""Where the entries of a book stand, in numbers: what several rules compare."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.dates import PartialDate
from pipeline.entries import Book, Entry
from pipeline.numbering import Number
from pipeline.rules._written import day_in, number_in


@dataclass(frozen=True, slots=True)
class Place:
    """One entry with what its number, volume and date of registration say.

    Attributes:
        entry: the entry.
        number: None if it cannot be read with certainty.
        volume: None if it cannot be read with certainty, or the form has no such column.
        day: date of registration, None if it cannot be read.
        year: year its number counts in, 0 if nothing says it.
    """

    entry: Entry
    number: Number | None
    volume: Number | None
    day: PartialDate | None
    year: int

    def __str__(self) -> str:
        """Return number and page for a finding: ``số 12 (trang 3)``; without a number ``trường hợp 2 (trang 3)``."""
        text = self.entry.best("so")
        number = (
            f"số {self.number.value}" if self.number else f"số «{text}»" if text else f"trường hợp {self.entry.order}"
        )
        return f"{number} (trang {self.entry.page.number})"

    @property
    def heading(self) -> str:
        """The same words as they begin a sentence: ``Số 12 (trang 3)``."""
        words = str(self)
        return words[0].upper() + words[1:]


def places(book: Book, entries: Sequence[Entry]) -> Iterator[Place]:
    """Yield the entries as they stand in the book.

    The year is the one written behind the number, else that of the registration, else that of the volume, else that of
    the entry before it (several years may share a book), else that of the book.
    """
    before = book.year
    for entry in entries:
        number, volume = number_in(entry.best("so")), number_in(entry.best("quyenSo"))
        day = day_in(entry.best("ngayDangKy"))
        said = (number and number.year, day and day.year, volume and volume.year)
        before = next((year for year in said if year), before)
        yield Place(entry, number, volume, day, before)


def by_year(book: Book, entries: Sequence[Entry]) -> dict[int, list[Place]]:
    """Return the entries with a certain number by the year it counts in, each year sorted by number."""
    years: dict[int, list[Place]] = {}
    for place in places(book, entries):
        if place.number is not None:
            years.setdefault(place.year, []).append(place)
    return {year: sorted(years[year], key=_counted) for year in sorted(years)}


def _counted(place: Place) -> int:
    return place.number.value if place.number else 0
