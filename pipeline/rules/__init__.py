"""Rules look at a whole book and say what they doubt. One file, one class; findings only, never corrections.

A rule uses ``Entry.best`` (decided text, else proposal) and names the entries and columns it means; what rests on a proposal is
made softer for all rules in one place (``pipeline.findings``). What the law or a normal office allows (a late registration, a
year-only date, a second volume) must give no finding.
"""

from collections.abc import Sequence
from typing import Protocol

from pipeline.entries import Book, Entry, Finding


class Rule(Protocol):
    """One doubt."""

    def __call__(self, book: Book, entries: Sequence[Entry]) -> list[Finding]:
        """Return the findings over the entries of a book, in page order."""
        ...
