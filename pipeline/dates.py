"""Dates as registers hold them: often only a year, or month and year. What is not written is never made up."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pipeline.vietnamese import key, nfc

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
UNITS = {key(word): value for value, word in enumerate(DIGITS)} | {"tu": 4, "lam": 5, "nham": 5}
"""One digit in words, by comparison key; «mốt» and «bẩy» fold onto «một» and «bảy»."""

SMALL = (
    UNITS
    | {"muoi": 10}
    | {f"muoi {unit}": 10 + u for unit, u in UNITS.items() if u}
    | {f"{tens} muoi": 10 * t for tens, t in UNITS.items() if t > 1}
    | {f"{tens} muoi {unit}": 10 * t + u for tens, t in UNITS.items() if t > 1 for unit, u in UNITS.items() if u}
    | {f"{tens} {unit}": 10 * t + u for tens, t in UNITS.items() if t > 1 for unit, u in UNITS.items() if u}
    | {f"ham {unit}": 20 + u for unit, u in UNITS.items() if u}
)
"""Every way to say a number below one hundred, by comparison keys: «hai mươi mốt», «hai mốt» and «hăm mốt» are 21."""

THOUSANDS = frozenset({"nghin", "ngan"})
ODD = frozenset({"linh", "le"})

REMEMBERED = 10_000
"""Texts whose date is remembered: rules and witnesses ask for the same ones over and over."""

_BETWEEN = r"\s*[/.\-–]\s*"
_NUMBERS = re.compile(rf"(?:ngày\s+)?(?:(?:(\d{{1,2}}){_BETWEEN})?(\d{{1,2}}){_BETWEEN})?(\d{{4}})\.?")
_SPELT = re.compile(
    r"(?:(?:(?:ngày\s+)?(?:m[ồù]ng\s+)?(\d{1,2})\s*,?\s*)?tháng\s+(\d{1,2})\s*,?\s*)?năm\s+(\d{4})\.?",
)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which perhaps only the year, or month and year, is written.

    Attributes:
        year: four digits.
        month: 1 to 12, or None if it is not written.
        day: 1 to 31, or None if it is not written; never without a month.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        """Refuse an impossible date at birth.

        Raises:
            ValueError: the year has not four digits, there is a day without a month, or no such day exists.
        """
        if not 1000 <= self.year <= 9999:
            raise ValueError(f"year {self.year}")
        if self.month is None and self.day is not None:
            raise ValueError("a day without a month")
        date(self.year, self._month(1), 1 if self.day is None else self.day)

    def __str__(self) -> str:
        """Return the date with dots and exactly what is known: ``1989``, ``05.1989``, ``12.05.1989``."""
        if self.month is None:
            return f"{self.year}"
        if self.day is None:
            return f"{self.month:02}.{self.year}"
        return f"{self.day:02}.{self.month:02}.{self.year}"

    @property
    def first(self) -> date:
        """First day it can mean."""
        return date(self.year, self._month(1), 1 if self.day is None else self.day)

    @property
    def last(self) -> date:
        """Last day it can mean."""
        month = self._month(12)
        return date(self.year, month, monthrange(self.year, month)[1] if self.day is None else self.day)

    def certainly_before(self, other: PartialDate) -> bool:
        """Return True only if every day this date can mean lies before every day the other can mean."""
        return self.last < other.first

    def _month(self, unknown: int) -> int:
        return unknown if self.month is None else self.month


@lru_cache(maxsize=REMEMBERED)
def parse(text: str) -> PartialDate | None:
    """Return the date written in digits, or None if the text is no such date.

    ``12/5/1989``, ``12.05.1989``, ``12-5-1989``, ``ngày 12 tháng 5 năm 1989``, ``05/1989``, ``năm 1989``, ``1989``.
    A year of two digits is not guessed, a day that does not exist is not bent into one that does.
    """
    folded = nfc(text).casefold()
    found = _NUMBERS.fullmatch(folded) or _SPELT.fullmatch(folded)
    if found is None:
        return None
    day, month, year = (None if part is None else int(part) for part in found.groups())
    return _dated(year, month, day)


def parse_words(text: str) -> PartialDate | None:
    """Return the date written in words, or None if the text is no such date.

    «Ngày mười sáu tháng bảy năm hai nghìn không trăm linh tám», with or without «không trăm», without the day, or the
    year alone. Lost tone marks do not matter. «Hai nghìn tám» is None: it may be 2008 or 2800.
    """
    tokens = re.findall(r"\w+", key(nfc(text)))
    if "thang" not in tokens:
        return _dated(_year(tokens[1:] if tokens[:1] == ["nam"] else tokens))
    at = tokens.index("thang")
    day_tokens, rest = [t for t in tokens[:at] if t not in ("ngay", "mong", "mung")], tokens[at + 1 :]
    day = _small(day_tokens) if day_tokens else None
    if (day_tokens or at) and day is None:
        return None
    for i, word in enumerate(rest):  # «tháng năm năm …»: the first «năm» is the month, the second opens the year
        month = _small(rest[:i])
        if word == "nam" and month is not None:
            return _dated(_year(rest[i + 1 :]), month, day)
    return None


def words(day: PartialDate) -> str:
    """Return the date in words as a register writes it: «Ngày mười sáu tháng bảy năm hai nghìn không trăm linh tám»."""
    thousands, rest = divmod(day.year, 1000)
    spelt = f"năm {DIGITS[thousands]} nghìn"
    if rest:
        hundreds, below = divmod(rest, 100)
        spelt += f" {DIGITS[hundreds]} trăm"
        spelt += f" linh {DIGITS[below]}" if 0 < below < 10 else f" {_tens(below)}" if below else ""
    if day.month is not None:
        spelt = f"tháng {'tư' if day.month == 4 else _tens(day.month)} {spelt}"
    if day.day is not None:
        spelt = f"ngày {_tens(day.day)} {spelt}"
    return spelt[0].upper() + spelt[1:]


def _dated(year: int | None, month: int | None = None, day: int | None = None) -> PartialDate | None:
    if year is None:
        return None
    try:
        return PartialDate(year, month, day)
    except ValueError:
        return None


def _tens(number: int) -> str:
    tens, unit = divmod(number, 10)
    if tens == 0:
        return DIGITS[unit]
    ending = {0: "", 1: " mốt" if tens > 1 else " một", 4: " tư" if tens > 1 else " bốn", 5: " lăm"}
    return ("mười" if tens == 1 else f"{DIGITS[tens]} mươi") + ending.get(unit, f" {DIGITS[unit]}")


def _small(tokens: list[str]) -> int | None:
    """Return a number below one hundred, or None."""
    if len(tokens) == 1 and tokens[0].isdecimal():
        return int(tokens[0])
    return SMALL.get(" ".join(tokens))


def _year(tokens: list[str]) -> int | None:
    """Return a year of four digits, or None."""
    match tokens:
        case [digits] if digits.isdecimal():
            return int(digits)
        case [a, b, c, d] if all(t in UNITS for t in tokens):  # «một chín tám chín»
            return int("".join(str(UNITS[t]) for t in (a, b, c, d)))
        case [thousands, word, *rest] if thousands in UNITS and word in THOUSANDS:
            below = _below_thousand(rest)
            return None if below is None else 1000 * UNITS[thousands] + below
    return None


def _below_thousand(tokens: list[str]) -> int | None:
    match tokens:
        case []:
            return 0
        case [hundreds, "tram", *rest] if hundreds in UNITS:
            below = _below_hundred(rest) if rest else 0
            return None if below is None else 100 * UNITS[hundreds] + below
    return _below_hundred(tokens)


def _below_hundred(tokens: list[str]) -> int | None:
    """Return what follows the hundreds. A single digit needs its «linh»: «chín trăm tám» may mean 980."""
    if tokens[0] in ODD:
        return UNITS.get(tokens[1]) if len(tokens) == 2 else None
    return None if len(tokens) == 1 and tokens[0] != "muoi" else SMALL.get(" ".join(tokens))
