"""What stands in the cell of a date is a date of the calendar, or an age (domain.md §3.2)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.entries import Book, Entry, Finding, Severity
from pipeline.rules._places import places
from pipeline.rules._written import age, cells, day_in, words_in
from pipeline.vietnamese import key

Doubt = tuple[Severity, str]

BETWEEN = re.compile(r"\d+|\b(?:ngay|thang|nam|mong|mung)\b|[\s/.,\-–]")
LUNAR = re.compile(r"\b(?:am lich|a\.?l)\b")

LONGEST_LUNAR_MONTH, MONTHS = 30, 12


@dataclass(frozen=True, slots=True)
class ImpossibleDates:
    """Doubt a date that no calendar has, and a text that is no date.

    The lunar calendar has a 30th in every long month, so 30.02 may be a lunar date and is doubted less than 31.02. A
    date that says to be lunar stays as it is written. A year of two digits is normal in old books and is only noted:
    nobody guesses the century.

    Attributes:
        oldest: years, a higher age is a misreading (122: Jeanne Calment, 1875-1997, the longest life on record).
    """

    oldest: int = 122

    def __call__(self, book: Book, entries: Sequence[Entry]) -> list[Finding]:
        """Return one finding per cell in doubt, in page order."""
        findings = []
        for place in places(book, entries):
            doubts = [(column, text, self._digits(text)) for column, text in cells(place.entry, "partial_date")]
            doubts += [(column, text, _words(text)) for column, text in cells(place.entry, "date_words")]
            for column, text, doubt in doubts:
                if doubt:
                    message = f"{place.heading}, {column.title}: «{text}» {doubt[1]}"
                    findings.append(
                        Finding("impossible_dates", doubt[0], message, (place.entry.id,), (column.name,)),
                    )
        return findings

    def _digits(self, text: str) -> Doubt | None:
        if day_in(text):
            return None
        years = age(text)
        if years is not None:
            high = f"là tuổi quá cao (trên {self.oldest}). Hãy xem lại chữ số trên ảnh."
            return (Severity.WARNING, high) if years > self.oldest else None
        return _undated(text)


def _words(text: str) -> Doubt | None:
    if words_in(text) or day_in(text) or LUNAR.search(key(text)):
        return None
    return Severity.NOTE, "không đọc ra được một ngày. Hãy xem lại chữ trên ảnh."


def _undated(text: str) -> Doubt | None:
    """Return what is wrong with a text that is neither a date nor an age."""
    folded = key(text)
    if LUNAR.search(folded):
        return None
    parts = re.findall(r"\d+", folded)
    unreadable = Severity.WARNING, "không phải một ngày đọc được. Hãy xem lại trên ảnh."
    if BETWEEN.sub("", folded) or not parts or any(len(part) > 2 for part in parts[:-1]) or len(parts) > 3:
        return unreadable
    if len(parts[-1]) <= 2:
        return Severity.NOTE, "không ghi đủ bốn chữ số của năm. Hãy xem lại trên ảnh; không tự đoán năm."
    return _off_the_calendar(parts) or unreadable


def _off_the_calendar(parts: list[str]) -> Doubt | None:
    """Return the doubt about a day, month and year, or month and year, that no calendar has; None if one has them."""
    written = ".".join(parts)
    if len(parts) == 1 or day_in(written) or not day_in(parts[-1]):
        return None
    month, day = int(parts[-2]), int(parts[0]) if len(parts) > 2 else 1
    if 1 <= month <= MONTHS and 1 <= day <= LONGEST_LUNAR_MONTH:
        return Severity.WARNING, "không có trong dương lịch, có thể là ngày âm lịch hoặc đọc sai. Hãy xem lại trên ảnh."
    what = "ngày" if 1 <= month <= MONTHS else "tháng"
    return Severity.ERROR, f"không có trong lịch. Hãy xem lại {what} trên ảnh; nếu sổ ghi đúng như vậy thì giữ nguyên."
