"""Compares books with a list of another office; what differs is a finding for a person.

The book wins (Luật Hộ tịch Đ.60 k.2): nothing here changes an entry, and no text of the list becomes a proposal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import headings
from pipeline.differences import WORDS, Difference, between
from pipeline.entries import Entry, Finding, Severity
from pipeline.errors import UsageError
from pipeline.findings import PROPOSED, SOFTER
from pipeline.forms import Form
from pipeline.linkage import Linkage
from pipeline.linking_keys import Column
from pipeline.listing import UnreadableList, tables

RULE = "match"
"""Name of these findings beside those of the rules."""

SEVERITIES = {Difference.CASE: Severity.NOTE, Difference.PRECISION: Severity.NOTE, Difference.BLANK: Severity.NOTE}
"""How much a difference matters, as long as a person decided the cell; every other is a warning: the list may be wrong."""

MOST_ROWS = 1_200_000
"""Rows of a list: more than a sheet of Excel holds (1,048,576), and about 600 MB in memory."""


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
        texts: its cells, in the order of the columns of the list, '' where nothing stands.
    """

    line: int
    texts: tuple[str, ...]

    def __str__(self) -> str:
        """Return everything it says as one text."""
        return "; ".join(text for text in self.texts if text)


@dataclass(frozen=True, slots=True)
class Listed:
    """A list whose columns are known.

    Attributes:
        found: its columns.
        names: ministry columns of the cells of each row.
        rows: its rows.
        ragged: lines with more cells than the heading, which were left out.
    """

    found: headings.Headed
    names: tuple[str, ...]
    rows: Sequence[Row]
    ragged: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Books beside a list.

    Attributes:
        file: name of the list.
        names: ministry columns of the cells of a row of the list.
        columns: heading in the list by title of the column that was compared.
        ignored: headings of the list that nothing was made of.
        pairs: entries that stand in the list, in book order.
        only_here: entries that do not.
        only_there: rows that no entry was found for.
        ragged: lines with more cells than the heading, which were left out.
    """

    file: str
    names: tuple[str, ...]
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


def read(path: Path, forms: Mapping[str, Form], given: Mapping[str, str]) -> Listed:
    """Return a list with the columns that entries of these forms have too.

    Raises:
        UsageError: it cannot be read, its columns are not clear, or it is too long.
        UnreadableList: it holds no row.
    """
    spellings = headings.names_of(list(forms.values()))
    people = [name for name, (kind, _) in columns_of(forms).items() if kind == "person_name" and Column(name, kind).own]
    found = headings.headed(tables(path), spellings, [[*people, "so"]], given)
    width = len(found.titles) or max(found.places.values(), default=0) + 1
    places = list(found.places.values())
    rows: list[Row] = []
    ragged: list[int] = []
    known: dict[str, str] = {}  # homes, peoples and dates repeat: one text in memory serves all rows
    for line, cells in found.rows():
        if found.line and len(cells) > width:
            ragged.append(line)
            continue
        if len(rows) == MOST_ROWS:
            raise UsageError(
                f"«{path.name}» có hơn {MOST_ROWS} dòng. Hãy chia danh sách theo xã hoặc theo năm rồi so từng phần."
            )
        texts = (cells[place] if place < len(cells) else "" for place in places)
        rows.append(Row(line, tuple(known.setdefault(text, text) for text in texts)))
    if not rows:
        raise UnreadableList(f"«{path.name}» không có dòng nào dưới tiêu đề.")
    return Listed(found, tuple(found.places), rows, tuple(ragged))


def compared(entries: Sequence[Entry], forms: Mapping[str, Form], listed: Listed) -> Comparison:
    """Compare entries of one or several books, with the columns of the list, with what ``read`` returned of it."""
    found, rows = listed.found, listed.rows
    known = columns_of(forms)
    columns = [Column(name, known[name][0]) for name in listed.names]
    ours = [tuple(entry.best(name) for name in listed.names) for entry in entries]
    links = Linkage(columns, ours, [row.texts for row in rows]).links()
    here, there = {link.ours for link in links}, {link.theirs for link in links}
    pairs = [
        Pair(
            entries[link.ours],
            rows[link.theirs].line,
            link.sure,
            _cells(entries[link.ours], rows[link.theirs], listed.names, known),
        )
        for link in sorted(links, key=lambda link: link.ours)
    ]
    headed = {
        name: found.titles[place] if found.line else headings.letter(place) for name, place in found.places.items()
    }
    return Comparison(
        found.table.name,
        listed.names,
        {known[name][1]: heading for name, heading in headed.items()},
        tuple(found.unknown),
        tuple(pairs),
        tuple(entry for place, entry in enumerate(entries) if place not in here),
        tuple(row for place, row in enumerate(rows) if place not in there),
        listed.ragged,
    )


def findings(comparison: Comparison) -> list[Finding]:
    """Return every cell that differs as a finding, the worst first; what no person has decided is softer and says so."""
    found = [_finding(pair, cell, comparison.file) for pair in comparison.pairs for cell in pair.cells]
    order = list(Severity)
    return sorted(found, key=lambda finding: order.index(finding.severity))


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


def _cells(entry: Entry, row: Row, names: Sequence[str], known: Mapping[str, tuple[str, str]]) -> tuple[Cell, ...]:
    def differing() -> Iterator[Cell]:
        for column, theirs in zip(names, row.texts, strict=True):
            if column in entry.readings or column in entry.decisions:
                kind, title = known[column]
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
