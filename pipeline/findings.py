"""Runs every rule over a book, and tells what people's words give to doubt from what rests on the machine's reading.

A rule asks for the decided text, else the proposal, and sees no difference; it also looks at cells that its finding does not
name (a date says in which year a number counts). So the rules run twice: over everything, and over what was decided.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline import rules
from pipeline.catalogue import names, part
from pipeline.entries import Book, Entry, Finding, Severity

SOFTER = {Severity.ERROR: Severity.WARNING, Severity.WARNING: Severity.NOTE, Severity.NOTE: Severity.NOTE}
"""What is left of a finding that a misread cell may explain."""

PROPOSED = "Có ô theo chữ máy đọc, chưa ai đối chiếu."

NAMING = "so"
"""Column whose proposal stays in the second run: it names an entry in the words of every rule («Số 12 (trang 3)»)."""


def of_book(book: Book, entries: Sequence[Entry]) -> list[Finding]:
    """Return what the rules doubt about a book, in the order of the rules.

    A finding is firm if every cell it names is decided and it is found without the proposals too, word for word. Every
    other one is one step softer, and says why behind the words of its rule.
    """
    by_id = {entry.id: entry for entry in entries}
    found = _all(book, entries)
    decided = {finding for finding in found if _is_decided(finding, by_id)}
    firm = decided.intersection(_all(book, [_without_proposals(entry) for entry in entries]) if decided else ())
    return [finding if finding in firm else _softened(finding) for finding in found]


def _all(book: Book, entries: Sequence[Entry]) -> list[Finding]:
    return [finding for name in names(rules) for finding in part(rules, name)()(book, entries)]


def _is_decided(finding: Finding, by_id: Mapping[int, Entry]) -> bool:
    return all(by_id[entry].decided(column) is not None for entry in finding.entry_ids for column in finding.columns)


def _without_proposals(entry: Entry) -> Entry:
    """Return the entry without proposed texts; what was seen of its paper stays, a struck-out row as well."""
    silent = {name: replace(reading, text="") for name, reading in entry.readings.items() if name != NAMING}
    return replace(entry, readings={**entry.readings, **silent})


def _softened(finding: Finding) -> Finding:
    return replace(finding, severity=SOFTER[finding.severity], message=f"{finding.message} {PROPOSED}", proposed=True)
