"""Dates as a book writes them: which dates lie in a text, which ones look like it, and how its hand writes one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline import dates
from pipeline.dates import PartialDate
from pipeline.weigh._book import Book

BETWEEN = r"(?:\s*[/.\-–,]\s*|\s+(?:tháng|năm)?\s*)"
HELD = re.compile(rf"(?<!\d)(?:(?:(\d{{1,2}}){BETWEEN})?(\d{{1,2}}){BETWEEN})?(\d{{4}})(?!\d)", re.IGNORECASE)
"""A date that stands somewhere in a text, its parts apart by signs, words or spaces."""

WRITTEN = re.compile(r"(\d{1,2})(\s?[/.\-–]\s?)(\d{1,2})(?:\2\d{4})?")


@dataclass(frozen=True, slots=True)
class Style:
    """How a hand writes dates.

    Attributes:
        between: what stands between the parts.
        padded: whether a small day or month has a nought before it.
    """

    between: str = "/"
    padded: bool = True

    def written(self, date: PartialDate) -> str:
        """Return a date as this hand writes it."""
        width = 2 if self.padded else 1
        parts = [f"{part:0{width}}" for part in (date.day, date.month) if part is not None]
        return self.between.join([*parts, f"{date.year}"])


def style(book: Book) -> Style:
    """Return how most dates of a book are written."""
    between: Counter[str] = Counter()
    padded: Counter[bool] = Counter()
    for spot, _ in book.cells(lambda _, kind: kind == "partial_date"):
        text = next(iter(book.shares(spot)))
        found = WRITTEN.match(text)
        if found and dates.parse(text):
            between[found[2]] += 1
            padded.update(len(part) == 2 for part in (found[1], found[3]) if int(part) < 10)
    return Style(between.most_common(1)[0][0] if between else "/", padded[True] >= padded[False])


def held(text: str) -> Iterator[PartialDate]:
    """Yield the dates that stand in a text beside other things, those with most parts first."""
    found = []
    for match in HELD.finditer(text):
        day, month, year = (None if part is None else int(part) for part in match.groups())
        try:
            found.append(PartialDate(int(year or 0), month, day))
        except ValueError:
            continue
    yield from sorted(found, key=lambda date: (date.day is None, date.month is None))


def alike(text: str) -> Iterator[PartialDate]:
    """Yield the dates that differ from a date in one digit."""
    for place, digit in enumerate(text):
        if digit.isdigit():
            for other in "0123456789":
                if other != digit:
                    date = dates.parse(text[:place] + other + text[place + 1 :])
                    if date is not None:
                        yield date
