"""How two writings of the same thing differ: only in marks, only in case, only in how much of a date is known.

The writing of the book is never called wrong here, nor that of the list: which is right is a person's to say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import lru_cache

from pipeline import dates, numbering
from pipeline.dates import PartialDate
from pipeline.lexicons import terms
from pipeline.lexicons.tables import MOST, folded, unmarked
from pipeline.lexicons.terms import Term
from pipeline.syllables import placed
from pipeline.vietnamese import nfc


class Difference(StrEnum):
    """In what two writings differ; the one that matters most first."""

    OTHER = "other"
    DIGITS = "digits"
    PART = "part"
    TONE = "tone"
    BLANK = "blank"
    PRECISION = "precision"
    CASE = "case"


WORDS = {
    Difference.OTHER: "khác nhau",
    Difference.DIGITS: "đảo chữ số",
    Difference.PART: "thiếu một phần",
    Difference.TONE: "chỉ khác dấu",
    Difference.BLANK: "trong sổ để trống",
    Difference.PRECISION: "chỉ khác mức đủ ngày, tháng",
    Difference.CASE: "chỉ khác chữ hoa, chữ thường",
}
"""What the clerk reads."""

SEXES = {"1": "nam", "2": "nữ"}
"""Codes of the ministry (domain.md §1.5), which a list may have in place of words."""

UNKNOWN_PART = re.compile(r"^(?:0{1,2}|[-_. ?x]{1,2})[/.\-](?=.*\d)", re.IGNORECASE)
"""A day or month that a list fills with zeros or strokes: ``00/00/1989``, ``--/05/1989``."""

WORD = re.compile(r"[^\W_]+")
COMPACT = re.compile(r"\d{8}")
ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ].*)?")
YEARS = range(1850, 2100)
"""Years that a compact date of eight digits may be of: people in registers of the 20th and 21st centuries."""


def between(kind: str, ours: str, theirs: str) -> Difference | None:
    """Return how two writings differ, None if they say the same or the list says nothing.

    Args:
        kind: kind of value of the column, one of ``forms.KINDS``.
        ours: what stands in the book.
        theirs: what stands in the list.
    """
    if not theirs or ours == theirs:
        return None
    if not ours:
        return Difference.BLANK
    return COMPARED.get(kind, _texts)(ours, theirs)


def digits(text: str) -> str:
    """Return the digits of a text."""
    return "".join(letter for letter in text if letter.isdecimal())


@lru_cache(maxsize=MOST)
def date_of(text: str) -> PartialDate | None:
    """Return the date of a cell: as registers write it, as ISO, as eight digits, and with zeros for what is not known.

    Eight digits count only where one order alone makes a date; ``05/12/1989`` is the fifth of December, as everywhere here.
    """
    text = nfc(text)
    while UNKNOWN_PART.match(text):
        text = UNKNOWN_PART.sub("", text)
    iso = ISO.fullmatch(text)
    if iso:
        return dates.parse(".".join(part for part in reversed(iso.groups()) if part))
    if COMPACT.fullmatch(text):
        orders = (f"{text[:2]}.{text[2:4]}.{text[4:]}", f"{text[6:]}.{text[4:6]}.{text[:4]}")
        found = [day for order in orders if (day := dates.parse(order)) is not None and day.year in YEARS]
        return found[0] if len(found) == 1 else None
    return dates.parse(re.sub(r"\s.*$", "", text)) or dates.parse(text)


def _dates(ours: str, theirs: str) -> Difference | None:
    first, second = date_of(ours), date_of(theirs)
    if first is None or second is None:
        return _texts(ours, theirs)
    if first == second:
        return None
    coarse, fine = sorted((first, second), key=lambda day: (day.month is not None) + (day.day is not None))
    if (coarse.month is None or coarse.day is None) and coarse.first <= fine.first and fine.last <= coarse.last:
        return Difference.PRECISION
    swapped_parts = first.year == second.year and (first.day, first.month) == (second.month, second.day)
    if swapped_parts or (
        str(first).count(".") == str(second).count(".") and _swapped(digits(str(first)), digits(str(second)))
    ):
        return Difference.DIGITS
    return Difference.OTHER


def _numbers(ours: str, theirs: str) -> Difference | None:
    first, second = numbering.parse(ours), numbering.parse(theirs)
    if first is None or second is None:
        return _digits(digits(ours), digits(theirs), ours, theirs)
    if first.value == second.value:
        return None if first.year == second.year or None in (first.year, second.year) else Difference.OTHER
    return Difference.DIGITS if _swapped(str(first.value), str(second.value)) else Difference.OTHER


def _cards(ours: str, theirs: str) -> Difference | None:
    return _digits(
        digits(ours).lstrip("0"), digits(theirs).lstrip("0"), ours, theirs
    )  # spreadsheets lose leading zeros


def _digits(first: str, second: str, ours: str, theirs: str) -> Difference | None:
    if not first or not second:
        return _texts(ours, theirs)
    if first == second:
        return None
    return Difference.DIGITS if _swapped(first, second) else Difference.OTHER


def _swapped(first: str, second: str) -> bool:
    """Return whether two digits have changed places."""
    if len(first) != len(second):
        return False
    apart = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    return len(apart) == 2 and apart[0] == apart[1][::-1]


def _sexes(ours: str, theirs: str) -> Difference | None:
    return _texts(sex_of(ours), sex_of(theirs))


def sex_of(text: str) -> str:
    """Return «nam» or «nữ» where a text or a code says so."""
    small = text.casefold()
    return SEXES.get(small, small)


def _peoples(ours: str, theirs: str) -> Difference | None:
    return _terms(terms.ethnic(ours), terms.ethnic(theirs), ours, theirs)


def _nations(ours: str, theirs: str) -> Difference | None:
    return _terms(terms.nationality(ours), terms.nationality(theirs), ours, theirs)


def _terms(first: tuple[Term, ...], second: tuple[Term, ...], ours: str, theirs: str) -> Difference | None:
    """Return None if two spellings name the same people or nation («Hmông» and «Mông (Hmông)»), else how the texts differ."""
    same = bool(set(first) & set(second)) and unmarked(ours) != unmarked(theirs)
    return None if same else _texts(ours, theirs)


def _texts(ours: str, theirs: str) -> Difference | None:
    if marked_of(ours) == marked_of(theirs):
        same_case = _plain(ours) == _plain(theirs)
        return None if same_case else Difference.CASE
    words = words_of(ours), words_of(theirs)
    if "".join(words[0]) == "".join(words[1]):
        return Difference.TONE
    first, second = Counter(words[0]), Counter(words[1])
    if first != second and (first <= second or second <= first):
        return Difference.PART
    return Difference.OTHER


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text without marks and in small letters; words repeat, so each is folded once."""
    return tuple(unmarked(word) for word in WORD.findall(text))


def marked_of(text: str) -> str:
    """Return the text as one word in small letters with its marks."""
    return "".join(folded(word) for word in WORD.findall(text))


def _plain(text: str) -> str:
    return "".join(letter for letter in placed(nfc(text)) if letter.isalnum())


COMPARED: Mapping[str, Callable[[str, str], Difference | None]] = {
    "partial_date": _dates,
    "number": _numbers,
    "id_number": _cards,
    "sex": _sexes,
    "ethnicity": _peoples,
    "nationality": _nations,
}
"""How two texts of a kind are compared; all other kinds letter by letter."""
