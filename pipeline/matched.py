"""Writes what came of matching as JSON for programs and as a table for people."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from pipeline.differences import WORDS
from pipeline.entries import Entry
from pipeline.matching import Cell, Comparison, name_of

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a cell that begins like this for a formula (as ``exports.flat_csv``)."""

YES = {True: "có", False: "chưa"}


def as_json(comparison: Comparison) -> str:
    """Return a comparison as JSON (docs/parts.md, ``sohoa match``)."""
    told: dict[str, Any] = {
        "file": comparison.file,
        "columns": comparison.columns,
        "ignored": comparison.ignored,
        "same": comparison.same,
        "differences": comparison.counts(),
        "pairs": [
            {**_place(pair.entry), "line": pair.line, "sure": pair.sure, "cells": [_cell(cell) for cell in pair.cells]}
            for pair in comparison.pairs
        ],
        "only_here": [_place(entry) for entry in comparison.only_here],
        "only_there": [
            {
                "line": row.line,
                "texts": {name: text for name, text in zip(comparison.names, row.texts, strict=True) if text},
            }
            for row in comparison.only_there
        ],
        "ragged": comparison.ragged,
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def as_csv(comparison: Comparison) -> str:
    """Return what differs, what is only here and what is only there as one table; no text in it becomes a formula."""
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(
        ["ketQua", "so", "quyen", "trang", "dong", "cot", "trongSo", "trongDanhSach", "khac", "daQuyetDinh", "chacChan"]
    )
    for pair in comparison.pairs:
        for cell in pair.cells:
            place = (pair.entry.best("so"), pair.entry.page.book, pair.entry.page.number, pair.line)
            said = (cell.title, cell.ours, cell.theirs, WORDS[cell.kind], YES[cell.decided], YES[pair.sure])
            table.writerow(_harmless("khác", *place, *said))
    for entry in comparison.only_here:
        table.writerow(
            _harmless("chỉ có trong sổ", entry.best("so"), entry.page.book, entry.page.number, "", "", name_of(entry))
        )
    for row in comparison.only_there:
        table.writerow(_harmless("chỉ có trong danh sách", "", "", "", row.line, "", "", str(row)))
    return written.getvalue()


def _place(entry: Entry) -> dict[str, Any]:
    about = {"book": entry.page.book, "page": entry.page.number, "order": entry.order}
    return {"entry": entry.id, **about, "number": entry.best("so"), "name": name_of(entry)}


def _cell(cell: Cell) -> dict[str, Any]:
    said = {"column": cell.column, "book": cell.ours, "list": cell.theirs}
    return {**said, "kind": cell.kind, "decided": cell.decided}


def _harmless(*cells: object) -> list[str]:
    return [f"'{text}" if (text := str(cell)).startswith(FORMULA_STARTS) else text for cell in cells]
