"""One table of a book for spreadsheets: ``<book>.csv``, a row per entry, the form's columns."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import IO

from pipeline.entries import Book, Entry, Receipt
from pipeline.exports._writing import split, write_all
from pipeline.forms import Form
from pipeline.vietnamese import ascii_name

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a cell that begins like this for a formula."""


@dataclass(frozen=True, slots=True)
class FlatCsv:
    """Write a CSV of decided entries: UTF-8 with the mark Excel looks for, comma, every value as the clerk decided it.

    A value that begins with one of ``FORMULA_STARTS`` gets a single quote in front: that is the one change to it.
    """

    def write(self, book: Book, entries: Sequence[Entry], form: Form, folder: Path) -> Receipt:
        """Write ``<book>.csv``: page, place on the page, then the form's columns.

        If no entry is complete, nothing is written and an older file stays.

        Raises:
            TargetError: the folder cannot be written; an older file there is as it was.
        """
        complete, left = split(entries, form)
        if not complete:
            return Receipt([], 0, left)
        names = [column.name for column in form.columns]

        def write_table(file: IO[bytes]) -> None:
            text = TextIOWrapper(file, encoding="utf-8-sig", newline="")
            table = csv.writer(text)
            table.writerow(["trang", "truongHop", *names])
            for entry in complete:
                values = (_harmless(entry.decided(name) or "") for name in names)
                table.writerow([entry.page.number, entry.order, *values])
            text.detach()

        name = f"{ascii_name(book.name) or form.name}.csv"
        return Receipt(write_all(folder, {name: write_table}), len(complete), left)


def _harmless(value: str) -> str:
    return f"'{value}" if value.startswith(FORMULA_STARTS) else value
