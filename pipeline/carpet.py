"""All cells read alike in one carpet: the odd ones are seen at a glance, and the rest is a person's word, cell by cell.

A carpet holds the open cells of one kind of value that were read as the same: every «Kinh», whether the child's, the mother's
or the father's. Marks count («Tài» is not «Tại»), capitals do not. Nothing is ever confirmed here that the caller does not
name; a cell that somebody answered meanwhile, or that was read anew, is refused.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from pipeline import views
from pipeline.config import Config
from pipeline.entries import SURE, Decision, Entry, Verdict
from pipeline.errors import UsageError
from pipeline.forms import loader
from pipeline.store.glances import Alike, Glances
from pipeline.vietnamese import nfc

FEWEST = 2
"""One cell alone has nothing to be compared with: it is answered in its record."""

GLANCE = "Chỉ xác nhận được chữ máy đọc của những ô đang hiện. Hãy mở trường hợp để sửa ô này."


@dataclass(frozen=True, slots=True)
class Group:
    """Cells of one kind that were read alike.

    Attributes:
        kind: kind of value, one of ``forms.KINDS``.
        text: what most of them were read as.
        cells: how many there are.
        sure: how many of them are sure.
        parts: the same cells by form, column and text.
    """

    kind: str
    text: str
    cells: int
    sure: int
    parts: tuple[Alike, ...]

    @property
    def name(self) -> str:
        """What tells this carpet from the others."""
        return f"{self.kind}/{_key(self.parts[0])}"


@dataclass(frozen=True, slots=True)
class Patch:
    """One cell of a carpet.

    Attributes:
        entry: its case, with this reading only.
        column: ministry column.
        title: what the clerk sees beside the column.
        text: the proposal, which a glance confirms.
        percent: how often such a proposal is right, 0 to 100.
        sure: whether it is called sure.
        crop: address of its picture.
    """

    entry: Entry
    column: str
    title: str
    text: str
    percent: int
    sure: bool
    crop: str


class Carpets:
    """The carpets of a store. They may be used from several threads; nothing is held between calls."""

    def __init__(self, glances: Glances) -> None:
        """Use the open cells of a store."""
        self._glances = glances

    @classmethod
    def open(cls, config: Config) -> Self:
        """Look into the store of an installation, which a desk has opened before.

        Raises:
            StoreError: it cannot be opened.
        """
        return cls(Glances.open(config))

    def close(self) -> None:
        """Let go of the store."""
        self._glances.close()

    def groups(self, book: str | None = None) -> list[Group]:
        """Return the carpets of a book or of all books, the largest first.

        Raises:
            UsageError: there is no such book.
        """
        sorted_out: dict[tuple[str, str], list[Alike]] = defaultdict(list)
        for alike in self._glances.alike(book):
            kind = _kind(alike)
            if kind:
                sorted_out[kind, _key(alike)].append(alike)
        groups = [_group(kind, parts) for (kind, _), parts in sorted_out.items()]
        return sorted((g for g in groups if g.cells >= FEWEST), key=lambda g: (-g.cells, g.kind, g.text))

    def patches(self, group: Group, book: str | None, without: Collection[tuple[int, str]], most: int) -> list[Patch]:
        """Return open cells of a carpet, the sure ones first, then the others, each in page order.

        Args:
            group: the carpet.
            book: name of the book, None for all books.
            without: entry and column of cells that are left out.
            most: how many at most.

        Raises:
            UsageError: there is no such book.
        """
        found = (one for one in self._glances.cells(group.parts, book) if (one[0].id, one[1]) not in without)
        return sorted(_patches(found), key=lambda patch: not patch.sure)[:most]

    def confirm(self, entry_id: int, decisions: Sequence[Decision]) -> list[str]:
        """Keep glances on the cells of one entry; return the keys that are safe on disk, also those that already were.

        Raises:
            UsageError: it is no confirmation of the proposal, somebody answered the cell meanwhile, or it was read anew.
            StoreError: the store cannot be written.
        """
        for decision in decisions:
            if decision.verdict is not Verdict.CONFIRMED or decision.text != decision.proposal:
                raise UsageError(GLANCE)
        for decision in decisions:
            self._glances.confirm(entry_id, decision)
        return [decision.key for decision in decisions]


def _kind(alike: Alike) -> str:
    """Return the kind of value, '' if the form no longer has the column."""
    return next((c.kind for c in loader.load(alike.form).columns if c.name == alike.column), "")


def _key(alike: Alike) -> str:
    return alike.normal or nfc(alike.text).casefold()


def _group(kind: str, parts: Sequence[Alike]) -> Group:
    most = min(parts, key=lambda part: (-part.cells, part.text))
    return Group(kind, most.text, sum(p.cells for p in parts), sum(p.sure for p in parts), tuple(parts))


def _patches(cells: Iterator[tuple[Entry, str]]) -> Iterator[Patch]:
    for entry, column in cells:
        reading = entry.readings[column]
        title = loader.load(entry.form).column(column).title
        crop = views.address(entry.page, reading.box)
        sure = reading.confidence >= SURE
        yield Patch(entry, column, title, reading.text, round(reading.confidence * 100), sure, crop)
