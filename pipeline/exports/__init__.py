"""Exports hand a book over to another system. One file per target, one class.

An export gets a book, its entries and the form, writes whole files into the folder and returns a Receipt. It may use
decided cells only (``Entry.decided``); an entry with an open cell is left out with its reason, never dropped in silence.
Files appear whole or not at all: written beside their place, flushed to disk, then renamed.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from pipeline.entries import Book, Entry, Receipt
from pipeline.forms import Form


class Export(Protocol):
    """One target."""

    def write(self, book: Book, entries: Sequence[Entry], form: Form, folder: Path) -> Receipt:
        """Write the package of one book into ``folder``; raises TargetError if it cannot be written."""
        ...
