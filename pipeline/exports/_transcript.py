"""A book page by page for targets that describe pictures: what a person said of each cell, and apart from it what was read.

Such a target shows open cells too, or a page would have holes. A person's word and the machine's reading never share a
place in its files: the place of the word stays empty until there is one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import IO
from unicodedata import normalize
from xml.etree import ElementTree as ET

from PIL import Image

from pipeline.entries import Candidate, Decision, Entry, Page, Reading
from pipeline.exports import Package
from pipeline.exports._listed import write_listed
from pipeline.exports._writing import left_out, moment, split, unread
from pipeline.forms import Column
from pipeline.geometry import Box
from pipeline.receipts import LeftOut, Receipt
from pipeline.scans import OF_LARGER

UNDECIDED = "undecided"
"""State of a cell that no person has looked at; one that was looked at is called by its verdict."""

STATES = {
    UNDECIDED: "chưa ai xem ô này",
    "confirmed": "người nhận chữ máy đọc",
    "corrected": "người sửa chữ máy đọc",
    "blank": "trong sổ ô này để trống",
    "illegible": "có chữ nhưng không đọc được",
    "torn": "rách, mất",
    "verify_later": "để xác minh sau",
    "ask_superior": "xin ý kiến cấp trên",
}
"""Every state in words a clerk understands."""

NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (§2.2) cannot hold; and the carriage return, which every reader of XML turns into something else."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One column of one entry on its page.

    Attributes:
        entry: the entry.
        column: the column.
        box: its place on the delivered picture, px; the whole page where the machine saw no cell.
        seen: whether the machine saw the cell, that is, whether ``box`` is its own.
    """

    entry: Entry
    column: Column
    box: Box
    seen: bool

    @property
    def id(self) -> str:
        """A name for the cell that no other cell of the page has."""
        return f"e{self.entry.order}_{self.column.name}"

    @property
    def decision(self) -> Decision | None:
        """The newest word of a person, also one that sets the cell aside."""
        return self.entry.decisions.get(self.column.name)

    @property
    def decided(self) -> str | None:
        """The text a person stands for ('' for none), or None while the cell is open."""
        return self.entry.decided(self.column.name)

    @property
    def state(self) -> str:
        """The verdict, or ``UNDECIDED``."""
        return self.decision.verdict.value if self.decision else UNDECIDED

    @property
    def readings(self) -> list[Candidate]:
        """What the machine read, the proposal first; nothing for a cell without text."""
        reading: Reading | None = self.entry.readings.get(self.column.name)
        if reading is None:
            return []
        proposal = [Candidate(reading.text, reading.confidence)] if reading.text else []
        return [*proposal, *reading.alternatives]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page with all its cells.

    Attributes:
        package: what it is a page of.
        page: the page.
        size: width and height of the delivered picture, px.
        cells: in printed order, entry by entry.
        said: every word of a person that counts, oldest first: of this page, or where it has none of the package.
    """

    package: Package
    page: Page
    size: tuple[int, int]
    cells: Sequence[Cell]
    said: Sequence[Decision]

    @property
    def by_entry(self) -> Iterator[tuple[Entry, list[Cell]]]:
        """Each entry with its cells."""
        for _, cells in groupby(self.cells, key=lambda cell: cell.entry.order):
            of_one = list(cells)
            yield of_one[0].entry, of_one


def write_pages(package: Package, folder: Path, ending: str, describe: Callable[[Leaf], ET.Element]) -> Receipt:
    """Write ``<book>.<LOAI>.<page>.<ending>`` for every page, and their list (``_listed``); return the receipt.

    A page that has no entry any more has no file any more. Rows of the receipt are complete entries. An entry with an open cell is listed as left out, though its page shows it.
    If nobody has decided a cell of the book, nothing is written and older files stay.

    Args:
        package: the package.
        folder: where the files go.
        ending: of the file names, without a dot before it.
        describe: gives the root element of one page.

    Raises:
        TargetError: the folder cannot be written; older files there are as they were.
    """
    complete, left = split(package)
    said = _said(package.entries)
    if not any(entry.decided(name) is not None for entry in package.entries for name in entry.decisions):
        return Receipt([], 0, left)
    pages, unopened = _pages(package, said)
    gone = {one.entry_id for one in unopened}
    shown = [entry for entry in complete if entry.id not in gone]
    left = [_shown_as_open(one) for one in left if one.entry_id not in gone] + unopened
    if not pages:
        return Receipt([], 0, left)
    writers: Mapping[str, Callable[[IO[bytes]], object]] = {
        f"{leaf.page.number:04}": partial(_write, leaf, describe) for leaf in pages
    }
    files, older = write_listed(package, folder, ending, writers)
    return Receipt(files, len(shown), left, unread(package, shown), older)


def plain(text: str) -> str:
    """Return the text in NFC as XML can hold it; what it cannot becomes a space."""
    return NOT_XML.sub(" ", normalize("NFC", text))


def share(probability: float) -> str:
    """Return a probability as both formats want it: 0 to 1."""
    return f"{min(max(probability, 0.0), 1.0):.4f}"


def add(parent: ET.Element, tag: str, text: str = "", /, **attributes: str | float) -> ET.Element:
    """Add an element; return it. Texts and attributes go through ``plain``."""
    child = ET.SubElement(parent, tag, {name: plain(str(value)) for name, value in attributes.items()})
    child.text = plain(text) or None
    return child


def word_of(decision: Decision) -> str:
    """Return who said it and when."""
    return f"{decision.who}, {moment(decision.when)}"


def _write(leaf: Leaf, describe: Callable[[Leaf], ET.Element], file: IO[bytes]) -> None:
    root = describe(leaf)
    ET.indent(root, " ")
    file.write(ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n")


def _said(entries: Sequence[Entry]) -> list[Decision]:
    decisions = (decision for entry in entries for decision in entry.decisions.values())
    return sorted(decisions, key=lambda decision: moment(decision.when))


def _shown_as_open(one: LeftOut) -> LeftOut:
    return LeftOut(one.entry_id, one.where, f"{one.reason}; trong tệp, ô đó để trống và ghi là chưa quyết định")


def _pages(package: Package, said: Sequence[Decision]) -> tuple[list[Leaf], list[LeftOut]]:
    """Return the pages in book order, and the entries of those whose picture cannot be opened."""
    leaves: list[Leaf] = []
    unopened: list[LeftOut] = []
    in_order = sorted(package.entries, key=lambda entry: (entry.page.number, entry.page.id, entry.order))
    for _, group in groupby(in_order, key=lambda entry: entry.page.id):
        entries = list(group)
        page = entries[0].page
        size = picture_size(page.picture)
        if size is None:
            reason = f"Không mở được ảnh trang «{page.picture.name}»."
            unopened += [left_out(entry, reason) for entry in entries]
        else:
            cells = [cell for entry in entries for cell in _cells(entry, package, size)]
            leaves.append(Leaf(package, page, size, cells, _said(entries) or said))
    return leaves, unopened


def picture_size(picture: Path) -> tuple[int, int] | None:
    """Return width and height of the delivered page, px, or None if the picture cannot be opened."""
    larger = OF_LARGER.search(picture.stem)
    try:
        with Image.open(picture) as image:
            return (int(larger[1]), int(larger[2])) if larger else image.size
    except (OSError, Image.DecompressionBombError):
        return None


def _cells(entry: Entry, package: Package, size: tuple[int, int]) -> Iterator[Cell]:
    for column in package.form_of(entry).columns:
        reading = entry.readings.get(column.name)
        box = reading.box.inside(*size) if reading else Box(0, 0, *size)
        yield Cell(entry, column, box, reading is not None)
