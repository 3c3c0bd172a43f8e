"""A book with its provenance for other programs: ``<book>.<LOAI>.json``, who decided what and when."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from pipeline.entries import Entry, Ink, Verdict
from pipeline.exports import Package
from pipeline.exports._writing import file_name, moment, split, unread, write_all
from pipeline.forms import Form
from pipeline.receipts import Receipt

STATES = {
    Verdict.CONFIRMED: Ink.WRITTEN,
    Verdict.CORRECTED: Ink.WRITTEN,
    Verdict.BLANK: Ink.BLANK,
    Verdict.ILLEGIBLE: Ink.UNREADABLE,
    Verdict.TORN: Ink.TORN,
}
"""What lies in a cell by the word of a person; a cell that is set aside does not go out."""


@dataclass(frozen=True, slots=True)
class RecordsJson:
    """Write a JSON of decided entries; every value with its decision, and the list of what was left out.

    A cell that nobody could read has no value (null) and says so in its state; a blank cell has the value "".
    """

    def write(self, package: Package, folder: Path) -> Receipt:
        """Write ``<book>.<LOAI>.json``.

        If no entry is complete, nothing is written and an older file stays.

        Raises:
            TargetError: the folder cannot be written; an older file there is as it was.
        """
        complete, left = split(package)
        if not complete:
            return Receipt([], 0, left)
        about = {
            "book": asdict(package.book),
            "register": package.register,
            "forms": sorted(package.forms),
            "entries": [_entry(entry, package.form_of(entry)) for entry in complete],
            "left_out": [asdict(one) for one in (*left, *package.pages_left)],
        }

        def write_text(file: IO[bytes]) -> None:
            file.write(json.dumps(about, ensure_ascii=False, indent=1).encode() + b"\n")

        files = write_all(folder, {file_name(package, "json"): write_text})
        return Receipt(files, len(complete), left, unread(package, complete))


def _entry(entry: Entry, form: Form) -> dict[str, Any]:
    page = entry.page
    return {
        "form": form.name,
        "page": {"number": page.number, "source": page.source, "sha256": page.sha256},
        "order": entry.order,
        "fields": {column.name: _field(entry, column.name) for column in form.columns},
    }


def _field(entry: Entry, column: str) -> dict[str, Any]:
    """Return one cell; ``box`` is x, y, w, h in px of the delivered picture, null if the machine saw no cell."""
    decision, reading = entry.decisions[column], entry.readings.get(column)
    return {
        "value": None if entry.unread(column) else entry.decided(column),
        "state": STATES[decision.verdict].value,
        "verdict": decision.verdict.value,
        "who": decision.who,
        "when": moment(decision.when),
        "proposal": decision.proposal,
        "box": [reading.box.x, reading.box.y, reading.box.w, reading.box.h] if reading else None,
    }
