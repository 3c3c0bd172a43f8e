"""One table of a book for statistics: ``<book>.<LOAI>.parquet``, the columns of the CSV, and behind them the provenance."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
from pyarrow import parquet

from pipeline.entries import Entry
from pipeline.exports import Package
from pipeline.exports._writing import file_name, in_utc, lost, split, unread, write_all
from pipeline.receipts import Receipt

CELL = pa.struct(
    [
        ("verdict", pa.string()),
        ("who", pa.string()),
        ("when", pa.timestamp("us", "UTC")),
        ("proposal", pa.string()),
        ("box", pa.list_(pa.int32())),
    ]
)
"""Provenance of one cell; ``box`` is x, y, w, h in px of the delivered picture, null if the machine saw no cell."""


@dataclass(frozen=True, slots=True)
class FlatParquet:
    """Write a Parquet of decided entries: the columns of the CSV as text, then form, source file and ``nguonGoc``.

    A blank cell is "", one that nobody could read or that the entry's form does not have is null; ``nguonGoc`` holds who
    decided each cell, when, and over which proposal. The same book gives the same bytes.
    """

    def write(self, package: Package, folder: Path) -> Receipt:
        """Write ``<book>.<LOAI>.parquet``.

        If no entry is complete, nothing is written and an older file stays.

        Raises:
            TargetError: the folder cannot be written; an older file there is as it was.
        """
        complete, left = split(package)
        if not complete:
            return Receipt([], 0, left)
        schema = _schema([column.name for column in package.columns])

        def write_table(file: IO[bytes]) -> None:
            packed = pa.BufferOutputStream()
            rows = [_row(entry, package) for entry in complete]
            parquet.write_table(pa.Table.from_pylist(rows, schema=schema), packed, compression="zstd")
            file.write(packed.getvalue())

        files = write_all(folder, {file_name(package, "parquet"): write_table})
        return Receipt(files, len(complete), left, unread(package, complete))


def _schema(names: list[str]) -> pa.Schema:
    before = [("trang", pa.int32()), ("truongHop", pa.int32())]
    behind = [(name, pa.string()) for name in ("khongDocDuoc", "bieuMau", "tepAnh", "sha256")]
    provenance = ("nguonGoc", pa.struct([(name, CELL) for name in names]))
    return pa.schema([*before, *((name, pa.string()) for name in names), *behind, provenance])


def _row(entry: Entry, package: Package) -> dict[str, Any]:
    """Return one entry; columns that its form does not have are missing, and become null."""
    names = [column.name for column in package.form_of(entry).columns]
    return {
        "trang": entry.page.number,
        "truongHop": entry.order,
        **{name: None if entry.unread(name) else entry.decided(name) for name in names},
        "khongDocDuoc": lost(package, entry),
        "bieuMau": entry.form,
        "tepAnh": entry.page.source,
        "sha256": entry.page.sha256,
        "nguonGoc": {name: _provenance(entry, name) for name in names},
    }


def _provenance(entry: Entry, column: str) -> dict[str, Any]:
    decision, reading = entry.decisions[column], entry.readings.get(column)
    return {
        "verdict": decision.verdict.value,
        "who": decision.who,
        "when": in_utc(decision.when),
        "proposal": decision.proposal,
        "box": [reading.box.x, reading.box.y, reading.box.w, reading.box.h] if reading else None,
    }
