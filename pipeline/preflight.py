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
from pipeline.receipts import LeftOut, Objection
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
        settings: fields of the export ``ministry`` and ``approved_only``, as at the hand-over.

    Raises:
        UsageError: there is no such book or setting, or no page of the book has been read.
        BadForm: the ministry has no import template for a register of the book.
    """
    made, own = packages.asked(store, book, settings or {})
    export = Ministry(**own)
    found = [objection for package in made for objection in export.objections(package)]
    found += _sequence(made, findings, {(one.entry_id, one.column) for one in found})
    found += [_left(one) for one in made[0].pages_left]
    return sorted(dict.fromkeys(found), key=lambda one: not one.blocks)


def _left(one: LeftOut) -> Objection:
    """Return what was left out before the export saw it: a page without entries, or an entry that nobody has approved."""
    check = "approval" if one.entry_id else "page"
    return Objection(check, one.entry_id, one.where, "", "", one.reason, blocks=bool(one.entry_id))


def _sequence(made: Sequence[Package], findings: Sequence[Finding], said: set[tuple[int, str]]) -> Iterator[Objection]:
    """Yield what the rules say of numbers and years where nothing was said of that cell yet."""
    entries: dict[int, Entry] = {entry.id: entry for package in made for entry in package.entries}
    for finding in findings:
        about = [number for number in finding.entry_ids if number in entries]
        if finding.rule in RULES and about and not any((number, "so") in said for number in about):
            entry = entries[about[0]]
            where = f"trang {entry.page.number}, trường hợp {entry.order}"
            yield Objection("sequence", entry.id, where, "so", "", finding.message, blocks=False)
