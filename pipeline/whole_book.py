"""A whole book in order: every entry with its state and, in its place, what the rules doubt; and two entries side by side.

A finding that names several entries stands at the one of them that comes last in the book: a gap then stands between its two
neighbours, a double at its second occurrence. A finding about no entry stands at the head of the book.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipeline import views
from pipeline.entries import Entry, Finding
from pipeline.forms import Form
from pipeline.geometry import Box

MARGIN = 12
"""px of the delivered picture around the cells of an entry: rulings and tails of letters stay in sight."""


class State(StrEnum):
    """How far an entry is."""

    DONE = "done"
    SET_ASIDE = "set_aside"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of a book as it stands in the list.

    Attributes:
        entry: the entry.
        number: as decided, else as proposed.
        day: of registration, likewise.
        names: of the persons it is about, likewise.
        state: how far it is.
        open_cells: cells nobody has looked at.
        findings: what stands at this entry.
    """

    entry: Entry
    number: str
    day: str
    names: tuple[str, ...]
    state: State
    open_cells: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """One column of two entries.

    Attributes:
        title: what the clerk sees beside the column.
        texts: of both entries, as decided, else as proposed.
    """

    title: str
    texts: tuple[str, str]

    @property
    def same(self) -> bool:
        """Whether both say the same."""
        return self.texts[0] == self.texts[1]


def lines(
    entries: Sequence[Entry], findings: Sequence[Finding], form_of: Callable[[Entry], Form]
) -> tuple[list[Line], list[Finding]]:
    """Return a line for every entry in the order given, and the findings that stand at the head of the book."""
    places = {entry.id: place for place, entry in enumerate(entries)}
    at: Mapping[int, list[Finding]] = defaultdict(list)
    head = []
    for finding in findings:
        known = [entry_id for entry_id in finding.entry_ids if entry_id in places]
        if known:
            at[max(known, key=places.__getitem__)].append(finding)
        else:
            head.append(finding)
    return [_line(entry, form_of(entry), tuple(at[entry.id])) for entry in entries], head


def side_by_side(first: Entry, second: Entry, form_of: Callable[[Entry], Form]) -> list[Pair]:
    """Return every column of two entries in printed order; a column that one form lacks is empty there."""
    titles = {column.name: column.title for entry in (second, first) for column in form_of(entry).columns}
    order = dict.fromkeys(column.name for entry in (first, second) for column in form_of(entry).columns)
    return [Pair(titles[name], (first.best(name), second.best(name))) for name in order]


def crop(entry: Entry) -> str:
    """Return the address of the part of the page on which an entry stands; of the whole page where no cell was found."""
    boxes = [reading.box for reading in entry.readings.values()]
    if not boxes:
        return views.address(entry.page)
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    x, y = max(0, left - MARGIN), max(0, top - MARGIN)
    return views.address(entry.page, Box(x, y, right + MARGIN - x, bottom + MARGIN - y))


def _line(entry: Entry, form: Form, findings: tuple[Finding, ...]) -> Line:
    names = [column.name for column in form.columns]
    waiting = [name for name in names if entry.decided(name) is None]
    untouched = [name for name in waiting if name not in entry.decisions]
    state = State.OPEN if untouched else State.SET_ASIDE if waiting else State.DONE
    persons = tuple(text for name in _subjects(form) if (text := entry.best(name)))
    return Line(entry, entry.best("so"), entry.best("ngayDangKy"), persons, state, len(untouched), findings)


def _subjects(form: Form) -> list[str]:
    """Return the columns with the names of those a case is about: husband and wife of a marriage, else the first person."""
    names = [column.name for column in form.columns if column.name.endswith("HoTen")]
    return [name for name in names if name in {"chongHoTen", "voHoTen"}] or names[:1]
