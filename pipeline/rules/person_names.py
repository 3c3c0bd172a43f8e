"""A name is made of words: not of digits, not of one character (BLDS 2015 Đ.26; domain.md §3.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.entries import Book, Entry, Finding, Severity
from pipeline.rules._places import places
from pipeline.rules._written import cells

OFFICIALS = frozenset({"nguoiKy", "nguoiThucHien"})
"""Their cells hold the office too («Chủ tịch UBND phường 3»)."""


@dataclass(frozen=True, slots=True)
class PersonNames:
    """Doubt a name with a digit in it, or of a single character.

    Names have no length by law, and names of minorities hold single letters and apostrophes (Y Ban, H' Hen): the whole
    name must be one character to be doubted.
    """

    def __call__(self, book: Book, entries: Sequence[Entry]) -> list[Finding]:
        """Return one finding per name in doubt, in page order."""
        findings = []
        for place in places(book, entries):
            for column, text in cells(place.entry, "person_name"):
                doubt = _doubt(text)
                if doubt and column.name not in OFFICIALS:
                    message = f"{place.heading}, {column.title}: «{text}» {doubt}. Hãy xem lại trên ảnh."
                    findings.append(
                        Finding("person_names", Severity.WARNING, message, (place.entry.id,), (column.name,))
                    )
        return findings


def _doubt(text: str) -> str:
    if any(letter.isdigit() for letter in text):
        return "có chữ số trong tên"
    return "chỉ có một ký tự" if len(text.strip(" .")) == 1 else ""
