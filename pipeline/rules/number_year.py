"""The year behind the number, that of the registration, of the volume and of the book agree (domain.md §2.5, §3.6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.entries import Book, Entry, Finding, Severity
from pipeline.rules._places import Place, places


@dataclass(frozen=True, slots=True)
class NumberYear:
    """Doubt an entry whose years contradict each other.

    A book that was used on in later years is no contradiction: a year whose numbers begin again at 1 in this book is at
    home in it. Only the registration counts: a birth of 1956 registered in 2018 belongs to 2018.
    """

    def __call__(self, book: Book, entries: Sequence[Entry]) -> list[Finding]:
        """Return one finding per entry in doubt, in page order."""
        standing = list(places(book, entries))
        begun = {place.day.year for place in standing if place.day and place.number and place.number.value == 1}
        return [_finding(place, book) for place in standing if _doubtful(place, book, begun)]


def _doubtful(place: Place, book: Book, begun: set[int]) -> bool:
    number_year, volume_year = place.number and place.number.year, place.volume and place.volume.year
    registered = place.day.year if place.day else number_year
    if not registered:
        return bool(volume_year and book.year and volume_year != book.year and volume_year not in begun)
    if number_year and number_year != registered:
        return True
    return any(
        opened > registered or (opened < registered and registered not in begun)
        for opened in (volume_year, book.year)
        if opened
    )


def _finding(place: Place, book: Book) -> Finding:
    said = (
        ("so", "số ghi năm", place.number and place.number.year),
        ("ngayDangKy", "ngày đăng ký năm", place.day and place.day.year),
        ("quyenSo", "quyển số năm", place.volume and place.volume.year),
        ("", "sổ năm", book.year),
    )
    years = ", ".join(f"{what} {year}" for _, what, year in said if year)
    message = f"{place.heading}: {years}. Các năm này không khớp nhau, hãy xem lại."
    columns = tuple(column for column, _, year in said if column and year)
    return Finding("number_year", Severity.WARNING, message, (place.entry.id,), columns)
