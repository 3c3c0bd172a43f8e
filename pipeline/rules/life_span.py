"""Nobody dies before being born, or at an age that no human being has reached (domain.md §3.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.entries import Book, Entry, Finding, Severity
from pipeline.rules._places import places
from pipeline.rules._written import day_in


@dataclass(frozen=True, slots=True)
class LifeSpan:
    """Doubt a death before the birth, or a life longer than any.

    Attributes:
        oldest: years of the longest life that is believed (122: Jeanne Calment, 1875-1997, the longest on record).
    """

    oldest: int = 122

    def __call__(self, book: Book, entries: Sequence[Entry]) -> list[Finding]:
        """Return one finding per life in doubt, in page order."""
        findings = []
        for place in places(book, entries):
            born, died = day_in(place.entry.best("nktNgaySinh")), day_in(place.entry.best("nktNgayChet"))
            if born is None or died is None:
                continue
            said = f"{place.heading}: ngày chết {died}, ngày sinh {born}"
            columns = ("nktNgayChet", "nktNgaySinh")
            if died.certainly_before(born):
                message = f"{said}, chết trước khi sinh. Hãy xem lại cả hai ô; nếu sổ ghi đúng như vậy thì giữ nguyên."
                findings.append(Finding("life_span", Severity.ERROR, message, (place.entry.id,), columns))
            elif died.year - born.year > self.oldest + 1:  # one more, since the birthday of that year may be to come
                message = f"{said}, thọ trên {self.oldest} tuổi. Hãy xem lại hai năm trên ảnh."
                findings.append(Finding("life_span", Severity.WARNING, message, (place.entry.id,), columns))
        return findings
