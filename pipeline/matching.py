"""Compares books with a list of another office; what differs is a finding for a person.

The book wins (Luật Hộ tịch Đ.60 k.2): nothing here changes an entry, and no text of the list becomes a proposal.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import headings
from pipeline.differences import WORDS, Difference, between
from pipeline.entries import Entry, Finding, Severity
from pipeline.findings import PROPOSED, SOFTER
from pipeline.forms import Form
from pipeline.linkage import Linkage
from pipeline.linking_keys import Column
from pipeline.listing import UnreadableList, tables

RULE = "match"
"""Name of these findings beside those of the rules."""

SEVERITIES = {Difference.CASE: Severity.NOTE, Difference.PRECISION: Severity.NOTE, Difference.BLANK: Severity.NOTE}
"""How much a difference matters, as long as a person decided the cell; every other is a warning: the list may be wrong."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a cell that begins like this for a formula (as ``exports.flat_csv``)."""

YES = {True: "có", False: "chưa"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell in which the book and the list differ.

    Attributes:
        column: ministry column.
        title: what the clerk calls it.
        ours: what stands in the book.
        theirs: what stands in the list.
        kind: in what they differ.
        decided: whether a person stands for what stands in the book.
    """

    column: str
    title: str
    ours: str
    theirs: str
    kind: Difference
    decided: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """An entry and the row of the list about the same case.

    Attributes:
        entry: the entry.
        line: line of the row in the file.
        sure: nothing else in book or list comes near.
        cells: where they differ, the differences that matter most first; empty if they say the same.
    """

    entry: Entry
    line: int
    sure: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the list.

    Attributes:
        line: in the file.
        texts: its cells by column.
    """

    line: int
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Books beside a list.

    Attributes:
        file: name of the list.
        columns: heading in the list by title of the column that was compared.
        ignored: headings of the list that nothing was made of.
        pairs: entries that stand in the list, in book order.
        only_here: entries that do not.
        only_there: rows that no entry was found for.
        ragged: lines with more cells than the heading, which were left out.
    """

    file: str
    columns: Mapping[str, str]
    ignored: tuple[str, ...]
    pairs: tuple[Pair, ...]
    only_here: tuple[Entry, ...]
    only_there: tuple[Row, ...]
    ragged: tuple[int, ...]

    @property
    def same(self) -> int:
        """Pairs that say the same."""
        return sum(not pair.cells for pair in self.pairs)

    def counts(self) -> dict[Difference, int]:
        """Return how many cells differ in what, the differences that matter most first."""
        counted = Counter(cell.kind for pair in self.pairs for cell in pair.cells)
        return {kind: counted[kind] for kind in Difference if counted[kind]}


def columns_of(forms: Mapping[str, Form]) -> dict[str, tuple[str, str]]:
    """Return kind and title of every column of some forms."""
    return {column.name: (column.kind, column.title) for form in forms.values() for column in form.columns}


def read(
    path: Path, forms: Mapping[str, Form], given: Mapping[str, str]
) -> tuple[headings.Headed, list[Row], list[int]]:
    """Return a list with the columns that entries of these forms have too, its rows, and the lines left out.

    Raises:
        UsageError: it cannot be read, or its columns are not clear.
        UnreadableList: it holds no row.
    """
    names = headings.names_of(list(forms.values()))
    people = [name for name, (kind, _) in columns_of(forms).items() if kind == "person_name" and Column(name, kind).own]
    found = headings.headed(tables(path), names, [[*people, "so"]], given)
    width = len(found.titles) or max(found.places.values(), default=0) + 1
    rows: list[Row] = []
    ragged: list[int] = []
    known: dict[str, str] = {}  # homes, peoples and surnames repeat: one text in memory serves all rows
    for line, cells in found.rows():
        if found.line and len(cells) > width:
            ragged.append(line)
            continue
        said = {name: cells[place] for name, place in found.places.items() if place < len(cells) and cells[place]}
        rows.append(Row(line, {name: known.setdefault(text, text) for name, text in said.items()}))
    if not rows:
        raise UnreadableList(f"«{path.name}» không có dòng nào dưới tiêu đề.")
    return found, rows, ragged


def compared(
    entries: Sequence[Entry], forms: Mapping[str, Form], listed: tuple[headings.Headed, Sequence[Row], Sequence[int]]
) -> Comparison:
    """Compare entries with what ``read`` returned of a list.

    Args:
        entries: of one or several books, with the columns of the list.
        forms: their forms by name.
        listed: what ``read`` returned.
    """
    found, rows, ragged = listed
    known = columns_of(forms)
    columns = [Column(name, known[name][0]) for name in found.places]
    ours = [tuple(entry.best(column.name) for column in columns) for entry in entries]
    theirs = [tuple(row.texts.get(column.name, "") for column in columns) for row in rows]
    links = Linkage(columns, ours, theirs).links()
    here, there = {link.ours for link in links}, {link.theirs for link in links}
    pairs = [
        Pair(
            entries[link.ours], rows[link.theirs].line, link.sure, _cells(entries[link.ours], rows[link.theirs], known)
        )
        for link in sorted(links, key=lambda link: link.ours)
    ]
    return Comparison(
        found.table.name,
        {
            known[name][1]: headings.letter(place) if not found.line else found.titles[place]
            for name, place in found.places.items()
        },
        tuple(found.unknown),
        tuple(pairs),
        tuple(entry for place, entry in enumerate(entries) if place not in here),
        tuple(row for place, row in enumerate(rows) if place not in there),
        tuple(ragged),
    )


def findings(comparison: Comparison) -> list[Finding]:
    """Return every cell that differs as a finding, the worst first; what no person has decided is softer and says so."""
    found = [_finding(pair, cell, comparison.file) for pair in comparison.pairs for cell in pair.cells]
    order = list(Severity)
    return sorted(found, key=lambda finding: order.index(finding.severity))


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
        "only_there": [{"line": row.line, "texts": row.texts} for row in comparison.only_there],
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
        texts = "; ".join(row.texts.values())
        table.writerow(_harmless("chỉ có trong danh sách", row.texts.get("so", ""), "", "", row.line, "", "", texts))
    return written.getvalue()


def where(entry: Entry) -> str:
    """Return where an entry stands, as a finding begins: «Số 12 (trang 3)»."""
    number = entry.best("so")
    return (
        f"Số {number} (trang {entry.page.number})" if number else f"Trang {entry.page.number}, trường hợp {entry.order}"
    )


def name_of(entry: Entry) -> str:
    """Return the names of the persons an entry is about, as far as they are known."""
    columns = [*entry.decisions, *entry.readings]
    own = [name for name in dict.fromkeys(columns) if name.endswith("HoTen") and Column(name, "person_name").own]
    return ", ".join(text for name in own if (text := entry.best(name)))


def _cells(entry: Entry, row: Row, known: Mapping[str, tuple[str, str]]) -> tuple[Cell, ...]:
    def differing() -> Iterator[Cell]:
        for column, theirs in row.texts.items():
            kind, title = known[column]
            if column in entry.readings or column in entry.decisions:
                ours, decided = entry.best(column), entry.decided(column) is not None
                said = between(kind, ours, theirs)
                if said is not None and (decided or ours):  # what the machine could not read says nothing
                    yield Cell(column, title, ours, theirs, said, decided)

    order = list(Difference)
    return tuple(sorted(differing(), key=lambda cell: order.index(cell.kind)))


def _finding(pair: Pair, cell: Cell, file: str) -> Finding:
    severity = SEVERITIES.get(cell.kind, Severity.WARNING)
    sure = "" if pair.sure else " Chưa chắc là cùng một người."
    ours = f"sổ ghi «{cell.ours}»" if cell.ours else "trong sổ không có chữ"
    message = (
        f"{where(pair.entry)}, {cell.title}: {ours}, danh sách «{file}» dòng {pair.line} ghi «{cell.theirs}»: "
        f"{WORDS[cell.kind]}.{sure}"
    )
    if not cell.decided:
        severity, message = SOFTER[severity], f"{message} {PROPOSED}"
    return Finding(RULE, severity, message, (pair.entry.id,), (cell.column,), not cell.decided)


def _place(entry: Entry) -> dict[str, Any]:
    about = {"book": entry.page.book, "page": entry.page.number, "order": entry.order}
    return {"entry": entry.id, **about, "number": entry.best("so"), "name": name_of(entry)}


def _cell(cell: Cell) -> dict[str, Any]:
    said = {"column": cell.column, "book": cell.ours, "list": cell.theirs}
    return {**said, "kind": cell.kind, "decided": cell.decided}


def _harmless(*cells: object) -> list[str]:
    return [f"'{text}" if (text := str(cell)).startswith(FORMULA_STARTS) else text for cell in cells]
