"""A book with its provenance for other programs: ``<book>.json``, who decided what and when."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from pipeline.entries import Book, Entry, Receipt
from pipeline.exports._writing import split, write_all
from pipeline.forms import Form
from pipeline.vietnamese import ascii_name


@dataclass(frozen=True, slots=True)
class RecordsJson:
    """Write a JSON of decided entries; every value with its decision, and the list of entries left out."""

    def write(self, book: Book, entries: Sequence[Entry], form: Form, folder: Path) -> Receipt:
        """Write ``<book>.json``.

        If no entry is complete, nothing is written and an older file stays.

        Raises:
            TargetError: the folder cannot be written; an older file there is as it was.
        """
        complete, left = split(entries, form)
        if not complete:
            return Receipt([], 0, left)
        about = {
            "book": asdict(book),
            "form": form.name,
            "register": form.register,
            "entries": [_entry(entry, form) for entry in complete],
            "left_out": [asdict(one) for one in left],
        }

        def write_text(file: IO[bytes]) -> None:
            file.write(json.dumps(about, ensure_ascii=False, indent=1).encode() + b"\n")

        name = f"{ascii_name(book.name) or form.name}.json"
        return Receipt(write_all(folder, {name: write_text}), len(complete), left)


def _entry(entry: Entry, form: Form) -> dict[str, Any]:
    page = entry.page
    return {
        "page": {"number": page.number, "source": page.source, "sha256": page.sha256},
        "order": entry.order,
        "fields": {column.name: _field(entry, column.name) for column in form.columns},
    }


def _field(entry: Entry, column: str) -> dict[str, Any]:
    """Return one cell; ``box`` is x, y, w, h in px of the delivered picture, null if the machine saw no cell."""
    decision, reading = entry.decisions[column], entry.readings.get(column)
    return {
        "value": entry.decided(column),
        "verdict": decision.verdict.value,
        "who": decision.who,
        "when": _moment(decision.when),
        "proposal": decision.proposal,
        "box": [reading.box.x, reading.box.y, reading.box.w, reading.box.h] if reading else None,
    }


def _moment(when: datetime) -> str:
    """Return the moment in UTC; one without a zone is UTC already (``Decision.when``)."""
    return (when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)).isoformat()
