"""Exports hand a book over to another system. One file per target, one class.

An export gets one package's worth of a book, writes whole files into the folder and returns a Receipt. As the book's text it
may use decided cells only (``Entry.decided``); an entry with an open cell is left out with its reason, never dropped in silence.
A target that describes pages shows an open cell as open, and what was read apart from it (``_transcript``). A cell that a person
could not read is empty like a blank one, and the receipt names it (``Entry.unread``): blank is not unread.
Files appear whole or not at all: written beside their place, flushed to disk, then renamed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from pipeline.entries import Book, Entry, Page
from pipeline.forms import Column, Form
from pipeline.receipts import LeftOut, Receipt

Identity = tuple[str, int, int]
"""By what a case is known in its commune: volume as ``1/2018``, year of the number, number."""


@dataclass(frozen=True, slots=True)
class Package:
    """What one package is made of: a book's entries of one register, whatever edition of the form they were read with.

    Attributes:
        book: the book.
        register: ``KS``, ``KH``, ``KT``, ``CMC`` or ``HN``.
        entries: its entries, decided or not, in any order.
        forms: name to form, for every form of its entries.
        pages_left: pages of the book that gave no entry, each with its reason. They go into the receipt of the whole book;
            a target that lists inside its file what was left out lists them too.
        other_pages: those pages themselves, for a target that shows the whole book.
        elsewhere: cases of this register that stand in other books of the store which say to be the same volume, with
            the place they have there.
        namesakes: names of those books; their packages would have the name of this one.
        withheld: entries on the same pages that are no part of the package; where a page is cut is told from them too.
    """

    book: Book
    register: str
    entries: Sequence[Entry]
    forms: Mapping[str, Form]
    pages_left: Sequence[LeftOut] = ()
    other_pages: Sequence[Page] = ()
    elsewhere: Mapping[Identity, str] = field(default_factory=dict)
    namesakes: Sequence[str] = ()
    withheld: Sequence[Entry] = ()

    def form_of(self, entry: Entry) -> Form:
        """Return the form an entry was read with."""
        return self.forms[entry.form]

    @property
    def columns(self) -> list[Column]:
        """The columns of all its forms, each once; forms by name, their columns in printed order."""
        columns: dict[str, Column] = {}
        for name in sorted(self.forms):
            for column in self.forms[name].columns:
                columns.setdefault(column.name, column)
        return list(columns.values())


class Export(Protocol):
    """One target."""

    def write(self, package: Package, folder: Path) -> Receipt:
        """Write the package into ``folder``; raises TargetError if it cannot be written."""
        ...
