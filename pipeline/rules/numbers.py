"""Numbers run from 1 without gaps or doubles within a year (NĐ 158/2005 Đ.68; domain.md §2.5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline import numbering
from pipeline.entries import Book, Entry, Finding, Severity
from pipeline.rules._places import Place, by_year, places


@dataclass(frozen=True, slots=True)
class Numbers:
    """Doubt a number that is missing, twice there or not readable.

    The first year of a book may begin above 1 unless this is the first volume; every later year that shares the book
    begins at 1.
    """

    def __call__(self, book: Book, entries: Sequence[Entry]) -> list[Finding]:
        """Return the unreadable numbers in page order, then gaps and doubles by year."""
        findings = [_unreadable(place) for place in places(book, entries) if place.number is None]
        years = by_year(book, entries)
        opened = book.year or min(years, default=0)
        for year, counted in years.items():
            findings += _first(counted[0], year, restarts=year > opened or _is_first_volume(book))
            for before, after in pairwise(counted):
                findings += _step(before, after, year)
        return findings


def _is_first_volume(book: Book) -> bool:
    volume = numbering.parse(book.volume)
    return volume is not None and volume.value == 1


def _unreadable(place: Place) -> Finding:
    text, where = place.entry.best("so"), f"Trang {place.entry.page.number}, trường hợp {place.entry.order}"
    said = f"số «{text}» không rõ là số mấy" if text else "chưa có số"
    return Finding("numbers", Severity.WARNING, f"{where}: {said}. Hãy xem lại ô Số.", (place.entry.id,), ("so",))


def _first(place: Place, year: int, *, restarts: bool) -> Iterator[Finding]:
    value = _value(place)
    if restarts and value > 1:
        said = f"{_about(year)}: {place} là số đầu tiên, thiếu {_run(1, value - 1)}"
        yield _gap(said, (place.entry.id,))


def _step(before: Place, after: Place, year: int) -> Iterator[Finding]:
    low, high = _value(before), _value(after)
    ids = (before.entry.id, after.entry.id)
    if low == high:
        pages = f"ở trang {before.entry.page.number} và trang {after.entry.page.number}"
        message = f"{_about(year)}: số {low} có hai lần, {pages}. Hãy xem lại số, hoặc trang bị chụp hai lần."
        yield Finding("numbers", Severity.ERROR, message, ids, ("so",))
    elif high - low > 1:
        yield _gap(f"{_about(year)}: thiếu {_run(low + 1, high - 1)}, giữa {before} và {after}", ids)


def _gap(said: str, ids: tuple[int, ...]) -> Finding:
    message = f"{said}. Hãy xem có trang nào chưa chụp, hoặc số bị đọc sai."
    return Finding("numbers", Severity.WARNING, message, ids, ("so",))


def _run(first: int, last: int) -> str:
    return f"số {first}" if first == last else f"các số từ {first} đến {last}"


def _about(year: int) -> str:
    return f"Năm {year}" if year else "Sổ chưa rõ năm"


def _value(place: Place) -> int:
    return place.number.value if place.number else 0
