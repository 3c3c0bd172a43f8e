"""Tells how a book stands: finished, or what is missing of it.

A book is finished when its closing total, its pages and its numbers agree, everything in it is decided, and the ministry's system
has sent nothing back. Nobody can tell that a book is whole which does not say how much it holds: without a closing total it is
never finished.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from pipeline import numbering
from pipeline.closings import ClosingTotal, Tally
from pipeline.entries import Book, Entry, Page, PageState
from pipeline.forms import Form
from pipeline.rules._places import by_year

COLUMNS = ("so", "quyenSo", "ngayDangKy")
"""What of an entry says where in the order of the book it belongs."""


MOST_RUNS = 12
"""Gaps that are named: more of them fit on no line, and ``sohoa check`` names all."""


class Missing(StrEnum):
    """What may be missing of a book, in the order in which it is looked for."""

    CLOSING = "closing"
    PAGES = "pages"
    TOTAL = "total"
    NUMBERS = "numbers"
    CELLS = "cells"
    SET_ASIDE = "set_aside"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing.

    Attributes:
        what: kind of thing.
        count: how many of it.
        says: in the clerk's words.
    """

    what: Missing
    count: int
    says: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How one book stands.

    Attributes:
        book: the book.
        registers: kinds of register in it (``KS``, …), the one that comes first in it first; empty before a page is read.
        closing: newest closing total, None if nobody has said one.
        entries: entries found.
        cells: cells that want an answer.
        decided: cells answered for good.
        lacks: what is missing; empty if the book is finished.
    """

    book: Book
    registers: tuple[str, ...]
    closing: ClosingTotal | None
    entries: int
    cells: int
    decided: int
    lacks: tuple[Lack, ...]

    @property
    def finished(self) -> bool:
        """Whether nothing is missing."""
        return not self.lacks

    def count(self, what: Missing) -> int:
        """Return how many of one kind of thing are missing."""
        return sum(lack.count for lack in self.lacks if lack.what is what)


@dataclass(frozen=True, slots=True)
class Known:
    """Everything that is known of a book.

    Attributes:
        book: the book.
        pages: its pages.
        entries: its entries, with the columns of ``COLUMNS``.
        forms: the forms of its entries by name.
        tallies: answers by entry.
        closing: newest closing total.
        rejected: entries that the ministry's system has sent back and that wait for a person.
    """

    book: Book
    pages: Sequence[Page]
    entries: Sequence[Entry]
    forms: Mapping[str, Form]
    tallies: Mapping[int, Tally]
    closing: ClosingTotal | None
    rejected: int


def of_book(known: Known) -> Standing:
    """Return how a book stands."""
    cells = sum(len(known.forms[entry.form].columns) for entry in known.entries)
    counted = [known.tallies[entry.id] for entry in known.entries if entry.id in known.tallies]
    decided, set_aside = sum(one.decided for one in counted), sum(one.set_aside for one in counted)
    lacks = [
        *_closing(known),
        *_pages(known),
        *_numbers(known),
        *_lack(Missing.CELLS, cells - decided - set_aside, "{count} ô chưa có câu trả lời"),
        *_lack(Missing.SET_ASIDE, set_aside, "{count} ô để xác minh sau"),
        *_lack(Missing.REJECTED, known.rejected, "{count} trường hợp bị phần mềm của Bộ trả lại"),
    ]
    registers = tuple(dict.fromkeys(known.forms[entry.form].register for entry in known.entries))
    return Standing(known.book, registers, known.closing, len(known.entries), cells, decided, tuple(lacks))


def _lack(what: Missing, count: int, says: str) -> Iterator[Lack]:
    if count > 0:
        yield Lack(what, count, says.format(count=count))


def _closing(known: Known) -> Iterator[Lack]:
    if known.closing is None:
        yield Lack(Missing.CLOSING, 1, "chưa chép số khóa sổ")
        return
    short = known.closing.cases - len(known.entries)
    yield from _lack(Missing.TOTAL, short, f"thiếu {{count}} trường hợp so với số khóa sổ {known.closing.cases}")
    yield from _lack(Missing.TOTAL, -short, f"thừa {{count}} trường hợp so với số khóa sổ {known.closing.cases}")
    pages = f"thiếu ảnh của {{count}} trang: sổ khóa ở {known.closing.pages} trang"
    yield from _lack(Missing.PAGES, known.closing.pages - len(known.pages), pages)


def _pages(known: Known) -> Iterator[Lack]:
    states = Counter(page.state for page in known.pages)
    if not known.pages:
        yield Lack(Missing.PAGES, 1, "chưa có ảnh trang nào")
    yield from _lack(Missing.PAGES, states[PageState.WAITING], "{count} trang chưa đọc")
    yield from _lack(Missing.PAGES, states[PageState.FAILED], "{count} trang không đọc được")


def _numbers(known: Known) -> Iterator[Lack]:
    """Yield gaps, doubles and entries without a certain number.

    The first year of a book may begin above 1 unless this is the first volume (NĐ 158/2005 Đ.68, as the rule ``numbers``).
    """
    years = by_year(known.book, known.entries)
    opened = known.book.year or min(years, default=0)
    volume = numbering.parse(known.book.volume)
    for year, places in years.items():
        values = [place.number.value for place in places if place.number is not None]
        begins = 0 if year > opened or (volume is not None and volume.value == 1) else values[0] - 1
        about = f" (năm {year})" if year else ""
        gaps = [(low + 1, high - 1) for low, high in pairwise([begins, *values]) if high - low > 1]
        missing = sum(last - first + 1 for first, last in gaps)
        yield from _lack(Missing.NUMBERS, missing, f"thiếu {{count}} số{about}: {_runs(gaps)}")
        doubled = [value for value, times in Counter(values).items() if times > 1]
        twice = f"{{count}} số trùng{about}: {_runs([(value, value) for value in doubled])}"
        yield from _lack(Missing.NUMBERS, len(doubled), twice)
    unsure = len(known.entries) - sum(len(places) for places in years.values())
    yield from _lack(Missing.NUMBERS, unsure, "{count} trường hợp không rõ số")


def _runs(runs: Sequence[tuple[int, int]]) -> str:
    said = [f"{first}" if first == last else f"{first}-{last}" for first, last in runs[:MOST_RUNS]]
    return ", ".join([*said, "…"] if len(runs) > MOST_RUNS else said)
