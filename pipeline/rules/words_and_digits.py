"""A date in words and the same date in digits agree (domain.md §3.2: a mismatch must be looked at)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.entries import Book, Entry, Finding, Severity
from pipeline.rules._places import places
from pipeline.rules._written import day_in, words_in

PAIRS = (
    ("nksNgaySinh", "nksNgaySinhBangChu", "ngày sinh"),
    ("nktNgayChet", "nktNgayChetGhiBangChu", "ngày chết"),
)
"""Column of the digits, column of the words, and what both tell."""


@dataclass(frozen=True, slots=True)
class WordsAndDigits:
    """Doubt two writings of one date that cannot both be true.

    If one says less than the other (the year alone, month and year), they may both be true.
    """

    def __call__(self, book: Book, entries: Sequence[Entry]) -> list[Finding]:
        """Return one finding per pair that contradicts itself, in page order."""
        findings = []
        for place in places(book, entries):
            for digits, words, what in PAIRS:
                said, spelt = day_in(place.entry.best(digits)), words_in(place.entry.best(words))
                if said and spelt and (said.certainly_before(spelt) or spelt.certainly_before(said)):
                    message = (
                        f"{place.heading}: {what} bằng số là {said}, bằng chữ là {spelt}. Hãy xem lại cả hai ô trên ảnh; "
                        "nếu sổ ghi đúng như vậy thì giữ nguyên."
                    )
                    findings.append(
                        Finding("words_and_digits", Severity.ERROR, message, (place.entry.id,), (digits, words))
                    )
        return findings
