"""One table of a book for spreadsheets: ``<book>.<LOAI>.csv``, a row per entry, the columns of the register's forms."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import IO

from pipeline.exports import Package
from pipeline.exports._writing import file_name, lost, split, unread, write_all
from pipeline.receipts import Receipt

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a cell that begins like this for a formula."""


@dataclass(frozen=True, slots=True)
class FlatCsv:
    """Write a CSV of decided entries: UTF-8 with the mark Excel looks for, comma, every value as the clerk decided it.

    A value that begins with one of ``FORMULA_STARTS`` gets a single quote in front: that is the one change to it. The last
    column names the cells of the row that are empty because nobody could read them.
    """

    def write(self, package: Package, folder: Path) -> Receipt:
        """Write ``<book>.<LOAI>.csv``: page, place on the page, the columns of the forms, the cells not read.

        If no entry is complete, nothing is written and an older file stays.

        Raises:
            TargetError: the folder cannot be written; an older file there is as it was.
        """
        complete, left = split(package)
        if not complete:
            return Receipt([], 0, left)
        names = [column.name for column in package.columns]

        def write_table(file: IO[bytes]) -> None:
            text = TextIOWrapper(file, encoding="utf-8-sig", newline="")
            table = csv.writer(text)
            table.writerow(["trang", "truongHop", *names, "khongDocDuoc"])
            for entry in complete:
                values = (_harmless(entry.decided(name) or "") for name in names)
                table.writerow([entry.page.number, entry.order, *values, lost(package, entry)])
            text.detach()

        files = write_all(folder, {file_name(package, "csv"): write_table})
        return Receipt(files, len(complete), left, unread(package, complete))


def _harmless(value: str) -> str:
    return f"'{value}" if value.startswith(FORMULA_STARTS) else value
