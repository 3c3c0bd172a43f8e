"""What the cells of an entry say, by kind of value: what several rules ask first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from pipeline import dates, numbering
from pipeline.dates import PartialDate
from pipeline.entries import Entry
from pipeline.forms import Column, loader
from pipeline.numbering import Number
from pipeline.vietnamese import key

STROKES = re.compile(r"[-–—_.…/\\xX×\s]*")
NOTHING = frozenset(
    {"khong", "khong co", "khong ro", "khong biet", "khong xac dinh", "chua ro", "chua co", "chua xac dinh"}
)
"""Comparison keys of what an office writes where there is nothing to write."""

_AGE = re.compile(r"(\d{1,3})\s*(tuoi|t|thang tuoi|ngay tuoi)\.?(?:\s*\(?(?:mu|ta)\)?)?")


REMEMBERED = 32_768
"""Texts each question is remembered for: many more than a book of 5,000 entries has dates, so that every rule after the
first is answered at once."""


@lru_cache(REMEMBERED)
def day_in(text: str) -> PartialDate | None:
    """Return the date written in digits, or None; as ``dates.parse``, remembered for the next rule."""
    return dates.parse(text)


@lru_cache(REMEMBERED)
def words_in(text: str) -> PartialDate | None:
    """Return the date written in words, or None; as ``dates.parse_words``, remembered for the next rule."""
    return dates.parse_words(text)


@lru_cache(REMEMBERED)
def number_in(text: str) -> Number | None:
    """Return the number, or None; as ``numbering.parse``, remembered for the next rule."""
    return numbering.parse(text)


@lru_cache(REMEMBERED)
def says_nothing(text: str) -> bool:
    """Return True for an empty cell, a stroke through it, and the words of an office that knows nothing."""
    return STROKES.fullmatch(text) is not None or key(text).strip(" .") in NOTHING


def cells(entry: Entry, kind: str) -> Iterator[tuple[Column, str]]:
    """Yield the columns of one kind that say something, with their text, in printed order."""
    for column in _columns(entry.form, kind):
        text = entry.best(column.name)
        if text and not says_nothing(text):
            yield column, text


def age(text: str) -> int | None:
    """Return the completed years of an age (``32 tuổi``, ``32t``, ``5 tháng tuổi``), or None if the text is no age."""
    found = _AGE.fullmatch(key(text).strip())
    if found is None:
        return None
    number = int(found[1])
    return {"thang tuoi": number // 12, "ngay tuoi": number // 365}.get(found[2], number)


@cache
def _columns(form: str, kind: str) -> tuple[Column, ...]:
    return tuple(column for column in loader.load(form).columns if column.kind == kind)
