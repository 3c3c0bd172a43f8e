"""Which form a book is read with, and how it gets another one: what people decided stays, the rest is read anew."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass

from pipeline import flow
from pipeline.config import Config
from pipeline.entries import Entry
from pipeline.forms import loader
from pipeline.store.forms_of_books import FormsOfBooks


@dataclass(frozen=True, slots=True)
class Changed:
    """What came of giving a book another form.

    Attributes:
        waiting: pages that the machine is to read anew.
        kept: entries of the pages on which somebody has decided something; they stay as they were read.
    """

    waiting: int
    kept: tuple[Entry, ...]


def change(config: Config, book: str, form: str, who: str) -> Changed:
    """Give a book a form, ``auto`` for the one its pages name; decisions and the pages they are on stay as they are.

    Args:
        config: of the installation.
        book: name of the book.
        form: name of its form, or ``auto``.
        who: does it, for the log.

    Raises:
        UsageError: there is no such book.
        NoSuchForm: there is no such form.
        BadForm: its file is wrong.
        StoreError: the store cannot be written.
    """
    if form != flow.AUTO:
        loader.load(form)
    with closing(FormsOfBooks.open(config)) as forms:
        waiting, kept = forms.change(book, form, who)
    return Changed(waiting, tuple(kept))


def decided_columns(config: Config, form: str) -> Mapping[str, int]:
    """Return the columns of a form that people have answered, each with the number of entries.

    Raises:
        StoreError: the store cannot be read.
    """
    with closing(FormsOfBooks.open(config)) as forms:
        return forms.decided_columns(form)
