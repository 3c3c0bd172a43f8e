"""What the ministry's import demands of an entry, as ``ministry.toml`` says it: which faults hold it back, and its limits."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from unicodedata import category, normalize

from pipeline import dates
from pipeline.exports._template import FILE
from pipeline.vietnamese import key, nfc

AGE = re.compile(r"(\d{1,3})\s*(?:tuoi|t)\.?")
"""An age as registers write it: «32 tuổi», «32t.»; by comparison key."""

UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co"})
"""Unicode categories of letters nobody sees: control, format (also the marks that turn writing round), halves, private."""

GRAMMAR = "chỉ nhận: để trống, năm (1989), tháng.năm (05.1989), ngày.tháng.năm (12.05.1989)"
WITH_AGE = f"{GRAMMAR}, hoặc tuổi (32 tuổi)"


@dataclass(frozen=True, slots=True)
class Demands:
    """What the import demands.

    Attributes:
        blocks: name of a check to whether it holds an entry back.
        cell: characters of the longest text of a cell.
        longest: the same for some columns; full names, or endings that begin with ``*``.
        ages: columns of dates in which an age may stand.
        picture: bytes of the largest PDF of a case.
    """

    blocks: Mapping[str, bool]
    cell: int
    longest: Mapping[str, int]
    ages: frozenset[str]
    picture: int

    def room(self, column: str) -> int:
        """Return how many characters a cell of the column may hold."""
        fitting = [
            most
            for name, most in self.longest.items()
            if column == name or (name.startswith("*") and column.endswith(name[1:]))
        ]
        return min([self.cell, *fitting])

    def dated(self, column: str, text: str) -> str | None:
        """Return the text of a date as the import takes it, with exactly what is written; None if it takes none such."""
        day = dates.parse(text)
        if day is not None:
            return str(day)
        years = AGE.fullmatch(key(nfc(text))) if column in self.ages else None
        return f"{years[1]} tuổi" if years else None

    def faults(self, column: str, text: str) -> Iterator[tuple[str, str]]:
        """Yield what is wrong with the letters of a text: the check, and the words."""
        if normalize("NFC", text) != text:
            yield "letters", "chữ chưa ở dạng dựng sẵn (NFC); hãy gõ lại ô này"
        unseen = sorted({f"U+{ord(letter):04X}" for letter in text if category(letter) in UNSEEN})
        if unseen:
            yield "letters", f"có ký tự không nhìn thấy ({', '.join(unseen)}); hãy gõ lại ô này"
        if len(text) > self.room(column):
            yield "long", f"dài {len(text)} ký tự, nhiều nhất {self.room(column)}"

    def grammar(self, column: str) -> str:
        """Return in words which dates a column takes."""
        return WITH_AGE if column in self.ages else GRAMMAR


@cache
def load() -> Demands:
    """Return the demands that stand in ``ministry.toml``."""
    raw = tomllib.loads(FILE.read_text(encoding="utf-8"))
    limits = raw["limits"]
    return Demands(
        {check["name"]: check["blocks"] for check in raw["checks"]},
        limits["cell"],
        limits["columns"],
        frozenset(raw["ages"]["columns"]),
        limits["picture"],
    )
