"""What a hand-over says of itself: the files, what stayed behind, and which cells are empty because nobody can read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An entry or a page that did not go out, with the reason in Vietnamese; a page has the entry id 0."""

    entry_id: int
    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell of a written entry that is empty in the package, and not in the book: a person could not read it.

    Attributes:
        entry_id: its entry.
        where: page and number of the entry, in Vietnamese.
        column: ministry column.
        title: what the clerk sees beside the column.
        reason: illegible or torn, in Vietnamese.
    """

    entry_id: int
    where: str
    column: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a hand-over wrote.

    Attributes:
        files: paths written.
        rows: entries written.
        left_out: every entry and page not written, with its reason.
        unread: every cell of the written entries that is empty since it could not be read.
        older: a Vietnamese sentence for every file of an earlier hand-over, or of somebody else, that the folder held in the
            place of this target's files: gone, or left alone and no part of the package.
    """

    files: Sequence[Path]
    rows: int
    left_out: Sequence[LeftOut]
    unread: Sequence[Unread] = ()
    older: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Objection:
    """What the importer or the law would have against an entry, a cell of it, or the whole book.

    Attributes:
        check: name of the check, as in ``ministry.toml``.
        entry_id: the entry, 0 for the whole book or a page without entries.
        where: its place in the book, in Vietnamese.
        column: ministry column, '' for the entry as a whole.
        title: what the clerk sees beside the column, '' likewise.
        message: what is wrong, in Vietnamese, without its place.
        blocks: True if the entry stays behind because of it.
    """

    check: str
    entry_id: int
    where: str
    column: str
    title: str
    message: str
    blocks: bool

    def __str__(self) -> str:
        """Return the sentence with its place."""
        return ", ".join(part for part in (self.where, self.title) if part) + f": {self.message}"
