"""«Thị» in the middle of a name belongs to a woman, nearly always (domain.md §3.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.entries import Book, Entry, Finding, Severity
from pipeline.rules._persons import PERSONS, Sex
from pipeline.rules._places import places
from pipeline.vietnamese import nfc

FEMALE = "thị"


@dataclass(frozen=True, slots=True)
class SexAndName:
    """Note a man with «Thị» as middle name: often the sex, or mother and father, changed places.

    Never more than a note, since the law lets anyone bear it. A woman without it is nothing to note.
    """

    def __call__(self, book: Book, entries: Sequence[Entry]) -> list[Finding]:
        """Return one finding per name to look at, in page order."""
        findings = []
        for place in places(book, entries):
            for person in PERSONS:
                name = place.entry.best(person.column("HoTen"))
                if _female(name) and person.sex(place.entry) is Sex.MALE:
                    known = f"là {person.words}" if person.known else "có giới tính nam"
                    message = f"{place.heading}: «{name}» {known} nhưng đệm «Thị». Hãy xem lại hai ô trên ảnh."
                    columns = (person.column("HoTen"), *(() if person.known else (person.column("GioiTinh"),)))
                    findings.append(Finding("sex_and_name", Severity.NOTE, message, (place.entry.id,), columns))
        return findings


def _female(name: str) -> bool:
    """Return True if a word between the first and the last is «Thị», with exactly this tone."""
    return FEMALE in nfc(name).casefold().split()[1:-1]
