"""Which entries of a book wait for a person, and in which order they come to the clerk."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.entries import Entry
from pipeline.forms import Form, loader


def queue(entries: Sequence[Entry]) -> list[int]:
    """Return the ids of entries with open cells: the most doubtful first, those that were set aside last."""
    waiting = [entry for entry in entries if open_cells(entry, loader.load(entry.form))]
    return [entry.id for entry in sorted(waiting, key=_place)]


def open_cells(entry: Entry, form: Form) -> list[str]:
    """Return the columns of an entry that no person has answered for good."""
    return [column.name for column in form.columns if entry.decided(column.name) is None]


def _place(entry: Entry) -> tuple[bool, float, int, int]:
    """Return the sort key of an open entry in the queue."""
    untouched = [name for name in open_cells(entry, loader.load(entry.form)) if name not in entry.decisions]
    sure = [entry.readings[name].confidence for name in untouched if name in entry.readings]
    mean = sum(sure) / len(sure) if sure else 0.0
    return not untouched, round(mean, 2), entry.page.number, entry.order
