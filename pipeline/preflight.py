"""Before the package goes out: everything the ministry's import or the law would have against it, entry by entry.

What holds an entry back is said by the export itself, so the list and the hand-over never disagree. Beside it stand doubts of the
whole book that hold nothing back: gaps in the numbers, years that do not fit, pages without an entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline import packages
from pipeline.entries import Entry, Finding
from pipeline.exports import Package
from pipeline.exports.ministry import Ministry
from pipeline.receipts import Objection
from pipeline.store import Store

RULES = frozenset({"numbers", "number_year"})
"""Rules that speak of what the law says of numbers; their doubts come from ``findings.of_book``."""


def of_book(
    store: Store, book: str, findings: Sequence[Finding], settings: Mapping[str, Any] | None = None
) -> list[Objection]:
    """Return everything that speaks against the ministry's package of a book: first what holds entries back.

    Args:
        store: the store.
        book: name of the book.
        findings: what the rules doubt about the book.
        settings: fields of the export ``ministry``, as at the hand-over.

    Raises:
        UsageError: there is no such book or setting, or no page of the book has been read.
        BadForm: the ministry has no import template for a register of the book.
    """
    export = Ministry(**settings or {})
    made = packages.in_store(store, book)
    found = [objection for package in made for objection in export.objections(package)]
    found += _sequence(made, findings, {(one.entry_id, one.column) for one in found})
    found += [Objection("page", 0, page.where, "", "", page.reason, blocks=False) for page in made[0].pages_left]
    return sorted(dict.fromkeys(found), key=lambda one: not one.blocks)


def _sequence(made: Sequence[Package], findings: Sequence[Finding], said: set[tuple[int, str]]) -> Iterator[Objection]:
    """Yield what the rules say of numbers and years where nothing was said of that cell yet."""
    entries: dict[int, Entry] = {entry.id: entry for package in made for entry in package.entries}
    for finding in findings:
        about = [number for number in finding.entry_ids if number in entries]
        if finding.rule in RULES and about and not any((number, "so") in said for number in about):
            entry = entries[about[0]]
            where = f"trang {entry.page.number}, trường hợp {entry.order}"
            yield Objection("sequence", entry.id, where, "so", "", finding.message, blocks=False)
